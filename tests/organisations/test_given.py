from datetime import date

from django.db import transaction

from tests.cast import opened
from throughcare.organisations.actions import close_organisation, list_place
from throughcare.organisations.given import given_organisations
from throughcare.rulebook.actors import OrganisationKind

ON = date(2010, 6, 4)


def test_teams_are_given_as_plain_values(northmoor_cjit, castle_street, northmoor_police, platform):
    given = given_organisations()

    teams = {team["id"]: team for team in given["teams"]}
    assert teams[str(northmoor_cjit.pk)]["name"] == "Northmoor CJIT"
    assert teams[str(northmoor_cjit.pk)]["area"] == "NMR"
    assert OrganisationKind(teams[str(castle_street.pk)]["kind"]) is OrganisationKind.POLICE_SUITE
    assert teams[str(castle_street.pk)]["parent"] == str(northmoor_police.pk)
    assert teams[str(platform.pk)]["area"] == teams[str(platform.pk)]["parent"] == ""
    assert [(row["area"], row["cjit"]) for row in given["cjits_of_residence"]] == [("NMR", str(northmoor_cjit.pk))]


def test_it_is_read_once_until_something_changes(northmoor_cjit, django_assert_num_queries):
    before = given_organisations()

    with django_assert_num_queries(1):
        assert given_organisations() is before


def test_every_change_moves_the_version(northmoor, northmoor_cjit):
    versions = [given_organisations()["version"]]
    for change in (
        lambda: list_place(text="Eastmoor", area=northmoor, from_on=ON),
        lambda: close_organisation(organisation=northmoor_cjit, until_on=ON),
    ):
        change()
        versions.append(given_organisations()["version"])

    assert versions == sorted(set(versions))
    assert given_organisations()["teams"][0]["until_on"] == ON


def test_a_change_that_was_rolled_back_is_not_remembered(northmoor):
    before = given_organisations()

    with transaction.atomic():
        opened(OrganisationKind.COURT, "Lost", northmoor)
        given_organisations()
        transaction.set_rollback(True)
    opened(OrganisationKind.COURT, "Kept", northmoor)

    after = given_organisations()
    assert after["version"] == before["version"] + 1
    assert [team["name"] for team in after["teams"]] == ["Kept"]

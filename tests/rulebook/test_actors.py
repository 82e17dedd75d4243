"""Roles and groups: N-16, N-17, N-19, N-23, N-24, N-39, H-44, H-47, H-51, H-54, I-4, P-29."""

import pytest

from throughcare.rulebook import actors
from throughcare.rulebook.actors import OrganisationKind, Rank, Role


def test_every_role_has_a_row_an_administrator_can_read():
    assert set(actors.ROLES) == set(Role)
    for row in actors.ROLES.values():
        assert row.title[0].isupper()
        assert row.sentence.endswith(".")
        assert len(row.sentence.split()) >= 6


def test_no_two_roles_share_a_title_or_a_sentence():
    assert len({row.title for row in actors.ROLES.values()}) == len(Role)
    assert len({row.sentence for row in actors.ROLES.values()}) == len(Role)


@pytest.mark.parametrize(
    "role", [Role.PROSECUTOR, Role.COURT_LEGAL_ADVISER, Role.DEFENCE_SOLICITOR, Role.GP, Role.FAMILY_MEMBER]
)
def test_recipients_do_not_sign_in(role):
    assert not actors.ROLES[role].signs_in


def test_all_others_sign_in():
    assert sum(not row.signs_in for row in actors.ROLES.values()) == 5


@pytest.mark.parametrize(
    ("role", "may_authorise"),
    [
        pytest.param(Role.CUSTODY_INSPECTOR, True, id="H-150 inspector"),
        pytest.param(Role.CUSTODY_SERGEANT, False, id="H-150 sergeant"),
        pytest.param(Role.ARRESTING_OFFICER, False, id="H-150 constable"),
    ],
)
def test_only_an_inspector_or_above_stands_in_the_inspectors_group(role, may_authorise):
    rank = actors.ROLES[role].rank

    assert rank is not None
    assert (rank >= Rank.INSPECTOR) is may_authorise
    assert (role in actors.INSPECTOR) is may_authorise


def test_the_groups_that_rules_name_are_these():
    assert {
        Role.ARRESTING_OFFICER,
        Role.DETENTION_OFFICER,
        Role.CUSTODY_SERGEANT,
        Role.CUSTODY_INSPECTOR,
    } == actors.POLICE
    assert actors.CJIT_WORKERS | {Role.CJIT_MANAGER, Role.CJIT_SPOC} == actors.CJIT
    assert {Role.CJIT_MANAGER} == actors.CJIT_MANAGER
    assert {Role.CARAT_WORKER, Role.CARAT_MANAGER} == actors.CARATS
    assert {Role.LABORATORY} == actors.LABORATORY


def test_nobody_is_both_police_and_cjit():
    """N-23, N-24: whoever tests does not assess, and whoever assesses does not test."""
    assert not actors.POLICE & actors.CJIT


def test_a_group_stays_within_one_kind_of_organisation():
    for group in (actors.POLICE, actors.CJIT, actors.CARATS, actors.LABORATORY):
        assert len({actors.ROLES[role].kind for role in group}) == 1


def test_an_organisation_gives_the_roles_of_its_kind():
    assert actors.roles_of(OrganisationKind.CJIT) == actors.CJIT
    assert actors.roles_of(OrganisationKind.POLICE_SUITE) == actors.POLICE
    assert actors.roles_of(OrganisationKind.PLATFORM) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("kind", [kind for kind in OrganisationKind if kind is not OrganisationKind.NONE])
def test_every_kind_of_organisation_gives_at_least_one_role(kind):
    assert actors.roles_of(kind)

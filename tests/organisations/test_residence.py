from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cast import SINCE_ON, opened
from throughcare.organisations.actions import (
    EarlierThanTheLast,
    NotACjit,
    appoint_cjit_of_residence,
    decide_area_setting,
    list_place,
)
from throughcare.organisations.models import AreaSetting, CjitOfResidence
from throughcare.organisations.residence import area_of, areas_of, cjit_of, district_of, setting_of
from throughcare.organisations.spelling import folded
from throughcare.rulebook.actors import OrganisationKind

ON = date(2010, 6, 4)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("O’Shea", "oshea"),
        ("O'SHEA", "oshea"),
        ("Glan-y-Dŵr", "glan y dwr"),
        ("  Hŵel,  Siân ", "hwel sian"),
        ("Łukasik Ørsted", "lukasik orsted"),
        ("Weiß", "weiss"),
        ("", ""),
    ],
)
def test_spelling_is_folded_to_what_people_hear(typed, same):
    assert folded(typed) == same


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        ("NP20 4AB", "NP20"),
        ("np204ab", "NP20"),
        ("NP20", "NP20"),
        ("M1 1AA", "M1"),
        ("EC1A 1BB", "EC1A"),
        ("W1", "W1"),
        ("Newport", None),
        ("Zone 3", None),
        ("", None),
    ],
)
def test_a_postcode_is_known_by_its_shape(typed, district):
    assert district_of(text=typed) == district


@pytest.mark.parametrize("typed", ["glan y dwr", "GLAN-Y-DŴR", "Glan-y-Dŵr", "gd2 5xy", "GD2"])
def test_a_place_leads_to_its_area_and_its_cjit(typed, glan_y_dwr, glan_y_dwr_cjit, northmoor):
    area = area_of(place_or_postcode=typed, on=ON)

    assert area == glan_y_dwr
    assert cjit_of(area=area, on=ON) == glan_y_dwr_cjit


def test_a_name_in_two_areas_is_left_to_a_person_to_choose(northmoor, glan_y_dwr):
    assert area_of(place_or_postcode="Newport", on=ON) is None
    assert areas_of(place_or_postcode="Newport", on=ON) == [glan_y_dwr, northmoor]


def test_an_unlisted_place_is_in_no_area(northmoor):
    assert area_of(place_or_postcode="Atlantis", on=ON) is None
    assert area_of(place_or_postcode="", on=ON) is None


def test_a_place_counts_from_its_first_day(northmoor):
    list_place(text="Eastmoor", area=northmoor, from_on=ON)

    assert area_of(place_or_postcode="Eastmoor", on=date(2010, 6, 3)) is None
    assert area_of(place_or_postcode="Eastmoor", on=ON) == northmoor


def test_the_cjit_changes_on_the_day_and_not_before(northmoor, northmoor_cjit):
    new = opened(OrganisationKind.CJIT, "Northmoor Recovery CJIT", northmoor)

    appoint_cjit_of_residence(area=northmoor, cjit=new, from_on=ON)

    assert cjit_of(area=northmoor, on=date(2010, 6, 3)) == northmoor_cjit
    assert cjit_of(area=northmoor, on=ON) == new


def test_only_a_cjit_can_be_the_cjit_of_residence(northmoor, castle_street):
    with pytest.raises(NotACjit, match="Castle Street"):
        appoint_cjit_of_residence(area=northmoor, cjit=castle_street, from_on=ON)


def test_a_dated_list_is_continued_and_never_rewritten(northmoor, northmoor_cjit):
    with pytest.raises(EarlierThanTheLast):
        appoint_cjit_of_residence(area=northmoor, cjit=northmoor_cjit, from_on=SINCE_ON)


def test_the_database_keeps_one_open_cjit_of_an_area(northmoor, northmoor_cjit):
    with pytest.raises(IntegrityError), transaction.atomic():
        CjitOfResidence.objects.create(area=northmoor, cjit=northmoor_cjit, from_on=ON)


def test_the_database_keeps_one_open_organisation_of_a_name(northmoor, northmoor_cjit, platform):
    for kind, name, area in (
        (OrganisationKind.CJIT, "Northmoor CJIT", northmoor),
        (OrganisationKind.PLATFORM, "Throughcare", None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            opened(kind, name, area)


def test_a_setting_holds_from_the_day_it_was_decided_for(northmoor):
    name = AreaSetting.Name.HANDBOOK_LIMITS_FROM
    decide_area_setting(area=northmoor, name=name, value="2010-12-31", from_on=SINCE_ON)
    decide_area_setting(area=northmoor, name=name, value="2010-07-01", from_on=ON)

    assert setting_of(area=northmoor, name=name, on=date(2003, 3, 31)) is None
    assert setting_of(area=northmoor, name=name, on=date(2010, 6, 3)) == "2010-12-31"
    assert setting_of(area=northmoor, name=name, on=ON) == "2010-07-01"


def test_the_day_from_which_limits_count_is_a_date(northmoor):
    with pytest.raises(ValueError, match="soon"):
        decide_area_setting(area=northmoor, name=AreaSetting.Name.HANDBOOK_LIMITS_FROM, value="soon", from_on=ON)

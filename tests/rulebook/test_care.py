"""Exactly one responsible team: Handbook 4.1, 4.7.5, 4.11.2; H-1, H-64, H-180; R14, R16, R20, R33; invariant 1."""

from itertools import pairwise

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import BY_CHOICE, DISPUTED, NEGATIVE, NO_FURTHER, RA1, RA5, Story

row = pytest.param


def arrested():
    s = Story()
    s.arrest = s.arrested()
    return s


def without_ra1(area="nm"):
    s = stages.required()
    s.lives(area)
    s.at(2010, 3, 25, 23, 0).released()
    return s


def referred():
    s = stages.assessed()
    s.lives("gd")
    s.decided()
    s.referred("gd")
    return s


def caseload_and_arrest_in_gd():
    s = stages.on_caseload()
    s.here("gd").at(2010, 4, 7, 9, 0)
    s.second_arrest = s.arrested()
    s.tested()
    s.second = s.required()
    s.booked(2010, 4, 7, 12, 0)
    s.gave(RA1)
    return s


@pytest.mark.parametrize(
    ("tell", "team"),
    [
        row(Story, None, id="before the first fact nobody"),
        row(arrested, "nm-suite", id="R33 the suite"),
        row(stages.required, "nm-suite", id="R33 still the suite"),
        row(stages.released, "nm-cjit", id="R33 the CJIT once it is told by a booking"),
        row(without_ra1, "nm-cjit", id="R33 told at release, without RA1"),
        row(lambda: without_ra1("gd"), "gd-cjit", id="R33 where the person lives"),
        row(referred, "gd-cjit", id="R20 the receiver, from notification"),
        row(stages.on_caseload, "nm-cjit", id="H-1 the caseload"),
        row(caseload_and_arrest_in_gd, "nm-cjit", id="R14 an existing caseload keeps care"),
    ],
)
def test_one_team_is_responsible(tell, team):
    assert tell().care() == team


def test_a_released_person_never_found_stays_with_the_suite_until_it_says_so():
    """R33, H-66."""
    s = arrested()
    s.tested(NEGATIVE)
    s.released()

    assert s.care() == "nm-suite"
    s.no_misuse()
    assert s.care() is None


@pytest.mark.parametrize(
    ("tell", "act"),
    [
        row(stages.released, lambda s: s.died(), id="R16 death"),
        row(stages.released, lambda s: s.decides(ends=True), id="R16 our part ends"),
        row(stages.on_caseload, lambda s: s.decides(ends=True), id="R16 left the caseload"),
        row(
            lambda: stages.decided(decision=NO_FURTHER), lambda s: s.gave(RA5),
            id="R16 RA5",
        ),
    ],
)  # fmt: skip
def test_after_a_way_out_nobody_is(tell, act):
    s = tell()
    assert s.care() is not None

    act(s)

    assert s.care() is None


def test_each_spell_says_since_when_and_by_what():
    s = referred()
    spells = s.standing().care

    assert [spell.team for spell in spells] == ["nm-suite", "nm-cjit", "gd-cjit"]
    assert [spell.by for spell in spells[:2]] == [s.arrest, s.place]
    assert [spell.ended_by for spell in spells] == [spells[1].by, spells[2].by, None]
    assert all(one.until == following.since for one, following in pairwise(spells))


def test_an_arrest_after_a_way_out_begins_a_new_spell():
    s = stages.released()
    s.decides(ends=True)
    s.here("tl").at(2010, 6, 1, 9, 0).arrested()

    assert s.care() == "tl-suite"


def test_a_caseload_that_ends_while_another_arrest_is_open_leaves_someone_responsible():
    """R14, invariant 1."""
    s = caseload_and_arrest_in_gd()

    s.here("nm").at(2010, 4, 8, 9, 0).decides(ends=True, arrest=s.arrest)

    assert s.care() == "gd-cjit"


def test_one_of_two_arrests_ending_leaves_the_person_with_the_other():
    """R14: nm has nothing left to do; in gd the CJIT has not been told yet."""
    s = stages.required(laboratory=DISPUTED)
    s.booked(2010, 4, 7, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()
    s.here("gd").at(2010, 3, 27, 9, 0).arrested()
    s.tested()
    s.required()

    s.here("nm").at(2010, 4, 1, 15, 0).laboratory(confirmed=False, test=s.test)
    s.told_ended(s.requirement)

    assert s.care() == "gd-suite"
    s.here("gd").booked(2010, 4, 2, 10, 0, late="Easter.")
    assert s.care() == "gd-cjit"


def test_a_voided_booking_gives_care_back_to_the_suite():
    s = stages.required()
    place = s.booked(2010, 3, 26, 10, 0)
    assert s.care() == "nm-cjit"

    s.voids(place)

    assert s.care() == "nm-suite"


def test_an_appointment_by_choice_tells_the_cjit_too():
    """H-64, R33."""
    s = arrested()
    s.tested(NEGATIVE)
    s.offered()
    s.booked(2010, 3, 26, 10, 0, purpose=BY_CHOICE)

    assert s.care() == "nm-cjit"

"""Correct, void, move: Handbook 3.2; H-50; invariant 7; R35. No duty key ever disappears."""

from uuid import UUID

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.stories import COCAINE, MANAGER, NEGATIVE, RA1, SERGEANT, end_of, when
from throughcare.rulebook.facts.custody import Disposal, Released

row = pytest.param


def twice():
    """Corrected once already."""
    s = stages.released()
    s.again = s.at(2010, 3, 26, 9, 0).corrects(s.test, result=COCAINE)
    return s


def voided():
    s = stages.released()
    s.void = s.at(2010, 3, 26, 9, 0).voids(s.place)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("mends_what_stands_here", twice, lambda s: s.refusal(s.corrects, s.test, result=NEGATIVE),
            lambda s: s.corrects(s.again, result=NEGATIVE), id="H-50 the version that stands"),
        row("mends_what_stands_here", voided, lambda s: s.refusal(s.voids, s.place),
            lambda s: s.voids(s.ra1), id="H-50 voided already"),
        row("mends_what_stands_here", voided, lambda s: s.refusal(s.voids, s.void),
            lambda s: s.booked(2010, 3, 26, 15, 0), id="H-50 a void is final: record it again"),
        row("a_mending_says_why", stages.released, lambda s: s.refusal(s.voids, s.place, why="  "),
            lambda s: s.voids(s.place, why="Wrong day."), id="H-50 why"),
        row("a_mending_says_why", stages.released, lambda s: s.refusal(s.corrects, s.test, result=NEGATIVE, why=""),
            lambda s: s.corrects(s.test, result=NEGATIVE, why="Misread."), id="H-50 why corrected"),
        row("a_correction_keeps_its_kind", stages.required, lambda s: s.refusal(another_kind, s),
            lambda s: (s.voids(s.test), s.released()), id="H-50 the same kind"),
        row("the_recording_team_mends", stages.released, lambda s: s.refusal(s.voids, s.place, team="gd-suite"),
            lambda s: s.voids(s.place, team="nm-suite"), id="H-50 the team that recorded it"),
        row("the_recording_team_mends", stages.assessed,
            lambda s: s.refusal(s.corrects, s.initial, urgency=None, team="gd-cjit"),
            lambda s: s.corrects(s.initial, urgency=None, by=MANAGER), id="H-50 its manager included"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def another_kind(s):
    fact = Released(arrest=s.arrest, disposal=Disposal.POLICE_BAIL)
    return s.tell(fact, by=SERGEANT, replaces=s.test, why="a slip")


def test_an_entry_of_another_record_cannot_be_mended_here():
    s = stages.released()
    fact = s.entry(s.test).fact

    refusal = s.refusal(s.tell, fact, by=SERGEANT, replaces=UUID(int=10_000), why="a slip")

    assert refusal.rule == "mends_what_stands_here"


def keys(s):
    return {duty.key for duty in s.standing().duties}


def test_positive_to_negative_withdraws_the_duties_and_keeps_every_key():
    """N-41, H-63."""
    s = stages.required()
    before = keys(s)

    correction = s.at(2010, 3, 25, 21, 0).corrects(s.test, result=NEGATIVE)

    assert before <= keys(s)
    for kind in ("book_initial_assessment", "give_ra1", "hold_initial_assessment"):
        assert s.ended(kind) == ("withdrawn", correction)
        assert s.duty(kind).ended_at == when(2010, 3, 25, 21, 0)
    assert s.open("identify_or_release")


def test_and_back_to_positive_opens_them_again_under_the_same_keys():
    """A correction of the correction."""
    s = stages.required()
    before = s.duty("give_ra1").key
    once = s.at(2010, 3, 25, 21, 0).corrects(s.test, result=NEGATIVE)
    between = keys(s)

    s.at(2010, 3, 25, 21, 10).corrects(once, result=COCAINE)

    assert between <= keys(s)
    assert s.open("give_ra1")
    assert s.duty("give_ra1").key == before
    assert s.ended("identify_or_release")[0] == "withdrawn"


def test_a_correction_is_judged_without_what_it_replaces():
    """Correcting a test is not taking a second one."""
    s = stages.required()

    assert s.accepts(s.corrects, s.test, result=COCAINE)


def test_what_would_now_be_refused_stays_and_is_to_be_checked():
    """The initial assessment rests on a requirement whose test is now negative."""
    s = stages.decided()
    assert not s.open("check_record", "nm-suite")

    s.at(2010, 4, 1, 9, 0).corrects(s.test, result=NEGATIVE)

    assert s.open("check_record", "nm-suite")
    assert s.history.get(s.initial, type(s.entry(s.initial).fact)) is not None


def test_the_check_is_counted_from_the_mending_that_raised_the_doubt():
    """Corrected on Maundy Thursday: five working days from there, whenever the doubtful entry was written."""
    s = stages.released()

    s.at(2010, 4, 1, 9, 0).corrects(s.test, result=NEGATIVE)

    assert s.due("check_record", "nm-suite") == end_of(2010, 4, 12)


def test_the_check_is_counted_from_a_void_too():
    s = stages.released()

    s.at(2010, 4, 1, 9, 0).voids(s.test)

    assert s.due("check_record", "nm-suite") == end_of(2010, 4, 12)


def test_a_moved_entry_counts_for_nothing_here():
    s = stages.required()

    move = s.moves_away(s.test)

    assert s.ended("give_ra1") == ("withdrawn", move)
    assert s.open("test_or_say_why_not")


MENDINGS = [
    ("corrected", lambda s, found: s.corrects(found)),
    ("voided", lambda s, found: s.voids(found)),
    ("moved away", lambda s, found: s.moves_away(found)),
]


@pytest.mark.parametrize("stage", ["on_caseload", "absent", "not_engaging"])
@pytest.mark.parametrize("mend", [row(act, id=words) for words, act in MENDINGS])
def test_no_key_disappears_whatever_is_mended(stage, mend):
    count = len(getattr(stages, stage)().entries)
    for n in range(count):
        s = getattr(stages, stage)()
        before, found = keys(s), s.entries[n].id

        s.at(2010, 4, 8, 9, 0)
        mend(s, found)

        assert before <= keys(s), s.entries[n].fact


def test_correcting_the_disposal_does_not_move_when_a_duty_ended():
    """A release that was written down wrongly still happened when it did."""
    s = stages.required()
    release = s.at(2010, 3, 25, 23, 0).released()
    ended = s.duty("give_ra1").ended_at

    s.at(2010, 3, 29, 9, 0).corrects(release)

    assert s.duty("give_ra1").ended_at == ended == when(2010, 3, 25, 23, 0)


def test_a_correction_takes_nothing_back_that_something_else_had_ended():
    """Released without RA1 on Thursday; corrected to negative on Monday: the release had ended it."""
    s = stages.required()
    release = s.at(2010, 3, 25, 23, 0).released()

    s.at(2010, 3, 29, 9, 0).corrects(s.test, result=NEGATIVE)

    assert s.ended("give_ra1") == ("withdrawn", release)


def test_a_notice_recalled_is_owed_again():
    """R35."""
    s = stages.required()
    s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    notice = s.prepared(RA1)
    s.served(notice)

    s.voids(notice)

    assert s.open("give_ra1")

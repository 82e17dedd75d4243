"""Order, mendings, links, late paper: design section 3; invariant 2."""

import random
from dataclasses import replace
from uuid import UUID

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import GIVEN, NEGATIVE, Story, when
from throughcare.rulebook import journey
from throughcare.rulebook.facts.custody import Arrested, DrugTested, Released
from throughcare.rulebook.history import History, Mended

STAGES = [
    stages.required, stages.released, stages.decided, stages.on_caseload, stages.absent, stages.not_engaging,
]  # fmt: skip


def two_arrests_and_a_correction():
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).lives("gd")
    s.here("gd").at(2010, 3, 27, 9, 0).arrested()
    s.tested()
    s.required()
    once = s.at(2010, 3, 29, 9, 0).corrects(s.test, result=NEGATIVE)
    s.at(2010, 3, 29, 10, 0).voids(once)
    return s


@pytest.mark.parametrize("tell", [*STAGES, two_arrests_and_a_correction], ids=lambda tell: tell.__name__)
def test_standing_does_not_depend_on_the_order_of_writing(tell):
    """Invariant 2."""
    s = tell()
    expected = s.standing()
    shuffled = list(s.entries)

    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert journey.follow(History(shuffled), GIVEN) == expected


@pytest.mark.parametrize("tell", [*STAGES, two_arrests_and_a_correction], ids=lambda tell: tell.__name__)
def test_no_key_disappears_as_a_record_grows(tell):
    """Invariant 2: keys depend only on the existence of causes."""
    s, seen = tell(), set()
    for count in range(len(s.entries) + 1):
        now = {duty.key for duty in journey.follow(History(s.entries[:count]), GIVEN).duties}
        assert seen <= now
        seen = now


@pytest.mark.parametrize("tell", [*STAGES, two_arrests_and_a_correction], ids=lambda tell: tell.__name__)
def test_no_key_disappears_when_paper_comes_late(tell):
    """Each entry in turn is the one that was missing."""
    s = tell()
    whole = {duty.key for duty in s.standing().duties}
    named = {e.replaces for e in s.entries}
    for missing in s.entries:
        if missing.id in named:
            continue
        rest = [entry for entry in s.entries if entry is not missing]
        assert {duty.key for duty in journey.follow(History(rest), GIVEN).duties} <= whole, missing.fact


@pytest.mark.parametrize("tell", STAGES, ids=lambda tell: tell.__name__)
def test_no_duty_is_owed_twice(tell):
    found = [duty.key for duty in tell().standing().duties]

    assert len(found) == len(set(found))


def test_events_of_one_instant_stand_in_the_order_of_the_registry():
    s = Story()
    s.arrested()
    s.at(2010, 3, 25, 19, 0).tested()
    s.at(2010, 3, 25, 19, 0).released()

    for entries in (s.entries, s.entries[::-1]):
        assert [type(entry.fact) for entry in History(entries).entries] == [Arrested, DrugTested, Released]


def test_a_correction_keeps_the_root_and_stands_in_its_place():
    s = stages.required()
    once = s.corrects(s.test, result=NEGATIVE)
    again = s.corrects(once, happened=when(2010, 3, 25, 19, 55))
    h = s.history

    standing = h.get(s.test, DrugTested)

    assert (standing.id, standing.root, standing.happened_at) == (again, s.test, when(2010, 3, 25, 19, 55))
    assert h.get(once, DrugTested) is standing
    assert h.first_version(standing).id == s.test
    assert h.root(again) == h.root(once) == s.test


def test_what_was_voided_is_found_but_does_not_stand():
    s = stages.required()
    void = s.voids(s.test)
    h = s.history

    assert h.get(s.test, DrugTested) is None
    assert h.origin(s.test, DrugTested).mended_by.id == void
    assert [entry.id for entry in h.every(DrugTested)] == [s.test]
    assert not h.all(DrugTested)


def test_before_a_correction_the_record_read_as_first_written():
    s = stages.required()
    s.corrects(s.test, result=NEGATIVE)

    assert s.history.first_written.get(s.test, DrugTested).fact.positive
    assert not s.history.get(s.test, DrugTested).fact.positive


def test_a_record_never_mended_is_its_own_first_writing():
    h = stages.required().history

    assert h.first_written is h


def test_the_record_at_a_moment_has_mendings_applied_first():
    s = stages.released()
    s.at(2010, 3, 29, 9, 0).corrects(s.test, result=NEGATIVE)

    then = s.history.at(when(2010, 3, 25, 20, 0))

    assert not then.get(s.test, DrugTested).fact.positive
    assert not then.all(Released)
    assert then.get(s.release, Released) is None
    assert s.history.at(when(2010, 3, 25, 23, 0)).all(Released)


def test_without_a_fact_none_of_its_versions_is_left():
    s = stages.required()
    s.corrects(s.test, result=NEGATIVE)

    assert not s.history.without(s.test).all(DrugTested)


def test_a_mending_of_nothing_cannot_be_read():
    entry = replace(stages.required().entries[1], replaces=UUID(int=10_000))

    with pytest.raises(Mended, match="not on this record"):
        History([entry])


def test_one_version_is_not_mended_twice():
    s = stages.required()
    s.corrects(s.test, result=NEGATIVE)
    twice = replace(s.entries[-1], id=UUID(int=10_000))

    with pytest.raises(Mended, match="mended already"):
        History([*s.entries, twice])


def test_late_paper_gives_the_same_standing_as_paper_in_time():
    """The arrest sheet reached the team a week later."""
    in_time = stages.released()
    late = stages.released()
    late.entries = [
        replace(entry, recorded_at=when(2010, 4, 1, 9, 0)) if type(entry.fact) is DrugTested else entry
        for entry in late.entries
    ]

    assert late.standing().duties == in_time.standing().duties

"""Each line that a recipient reads names the entries that say it, and the rulebook knows which of their answers."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import BY_CHOICE, NO_SHOW, WORKER
from throughcare.rulebook.correcting import SHOWS, WHEN, WITH_EVERYTHING
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import CLASS_OF
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import kind_of, links, questions
from throughcare.rulebook.facts.consent import Item
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.facts.mendings import Voided
from throughcare.rulebook.facts.record import AssessmentRecord, ContinuityUpdate, DrugUse
from throughcare.rulebook.history import History, Recorded
from throughcare.sharing import contents

DAY = timedelta(days=1)


def of_the_caseload():
    """Someone of whom every item has something to say, a missed appointment included."""
    s = stages.on_caseload()
    s.details(1984, 2, 29)
    s.lives("nm")
    s.tell(LanguageNeeds(speaks="Welsh", finds_reading_hard=True), by=WORKER)
    s.laboratory(True, truly=True)
    s.risk()
    s.handed_over()
    s.manager_named()
    missed = s.at(2010, 4, 8, 9, 0).booked(2010, 4, 9, 10, 0, purpose=BY_CHOICE)
    s.at(2010, 4, 7, 12, 0).came(appointment=s.place, truly=True)
    s.at(2010, 4, 9, 12, 0).came(NO_SHOW, appointment=missed)
    s.judged(truly=True)
    return s


def recorded():
    """A record with every question asked, a drug, and every heading brought up to date."""
    s = stages.assessed()
    record = s.tell(AssessmentRecord(assessment=s.last(Assessed), **_asked(AssessmentRecord, "new_because")), by=WORKER)
    s.tell(DrugUse(record=record, **_asked(DrugUse)), by=WORKER)
    s.tell(ContinuityUpdate(record=record, **_asked(ContinuityUpdate)), by=WORKER)
    return s


def _asked(fact, *left_out):
    """An answer to each question."""
    types = {name: held - {type(None)} for name, held in kind_of(fact).types.items()}
    return {name: _answer(*held) for name, held in types.items() if name not in {*links(fact), *left_out}}


SAID = {str: "so", bool: True, int: 3, date: date(2010, 3, 29)}


def _answer(held):
    return next(iter(held)) if issubclass(held, Enum) else SAID[held]


def only_seen():
    return stages.assessed()


def ended():
    s = of_the_caseload().at(2010, 4, 12, 9, 0)
    s.decides(ends=True)
    return s


def dead():
    s = of_the_caseload().at(2010, 4, 12, 9, 0)
    s.died()
    return s


LIVES = [tell().entries for tell in (of_the_caseload, only_seen, ended, dead, recorded)]
MENDING = UUID(int=999)


def others(value) -> Iterator[object]:
    """Other values of the same type."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, Enum):
        yield from (one for one in type(value) if one is not value)
    elif isinstance(value, str):
        yield f"{value}, or so"
    elif isinstance(value, date | datetime):
        yield value + DAY
    elif isinstance(value, UUID):
        yield UUID(int=998)


def mendings(entry) -> Iterator[tuple[str, Recorded]]:
    """Every way to mend it: one answer, its day, or the whole of it."""
    mended = replace(entry, id=MENDING, replaces=entry.id, recorded_at=entry.recorded_at + 60 * DAY, why="wrong")
    for field in fields(entry.fact):
        if field.name not in links(type(entry.fact)):
            for value in others(getattr(entry.fact, field.name)):
                yield field.name, replace(mended, fact=replace(entry.fact, **{field.name: value}))
    yield WHEN, replace(mended, happened_at=entry.happened_at + DAY)
    yield "", replace(mended, fact=Voided())


def read(entries, item):
    """The lines, whose order says nothing, and the entries that say them."""
    lines = contents.lines(History(entries), frozenset({item}))
    return sorted((line.label, line.value) for line in lines), {one.id for line in lines for one in line.said_by}


@pytest.mark.parametrize("item", Item, ids=lambda item: f"H-50 P-22 {item.name.lower()}")
def test_what_changes_a_line_is_named_by_it_and_stands_in_the_table(item):
    changed = set()
    for entries in LIVES:
        before, said_by = read(entries, item)
        for entry in entries:
            for name, mending in mendings(entry):
                if read([*entries, mending], item)[0] != before:
                    assert entry.id in said_by, f"{type(entry.fact).__name__}.{name} is read, and named by no line"
                    changed.add((type(entry.fact), name))

    shown = {
        (kind, name) for table in (SHOWS[item], WITH_EVERYTHING) for kind, names in table.items()
        for name in names - set(links(kind))
    }  # fmt: skip
    assert {(kind, name) for kind, name in changed if name} == shown


def test_a_line_says_whose_answers_it_reads_and_of_which_item_it_is():
    h = History(LIVES[0])
    assert all(line.said_by for one in contents.held(h) for line in one.lines)
    assert all(line.item is one.item for one in contents.held(h) for line in one.lines)
    assert {line.item for line in contents.lines(h, frozenset(Item))} == {None, *Item}


OF_ANOTHER_CLASS = {
    (Item.ENGAGED, "assessed", "engaged"): DataClass.ATTENDANCE,  # what the item is about
    (Item.ENGAGED, "care_plan_agreed", WHEN): DataClass.CARE_PLAN,  # that there is one, and nothing in it
    (Item.DRUGS_USED, "assessed", "engaged"): DataClass.ATTENDANCE,  # shown only of whoever talked
    (Item.LEVEL_OF_USE, "assessed", "engaged"): DataClass.ATTENDANCE,
    (Item.ASSESSMENT, "assessed", "engaged"): DataClass.ATTENDANCE,
    (Item.SERVICES, "care_plan_agreed", "social"): DataClass.CARE_PLAN,  # housing and work, for whoever gives them
    (Item.HEALTH, "care_plan_agreed", "health"): DataClass.CARE_PLAN,
    # the day of what is said beside it, and of which record
    **{
        (item, "continuity_update", name): DataClass.ASSESSMENT
        for item in (Item.CONTACT, Item.RISK)
        for name in (WHEN, "record")
    },
}
"""Each with its reason."""


def test_an_item_shows_answers_of_its_own_class():
    "P-22, H-144: what a basis lets through as one item is not something else."
    other = {
        (item, kind_of(kind).name, name): _class_of(kind, name)
        for item, kinds in SHOWS.items() for kind, names in kinds.items() for name in names
        if _class_of(kind, name) is not CLASS_OF[item]
    }  # fmt: skip
    assert other == OF_ANOTHER_CLASS


def _class_of(kind, name):
    asked = None if name == WHEN else questions(kind)[name]
    return kind_of(kind).data if asked is None or asked.names else asked.data

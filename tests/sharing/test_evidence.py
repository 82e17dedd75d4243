"""The papers with a report to police name the entries they are made of, and say nothing else (H-50, H-97, N-45)."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import NO_SHOW, RA1, RA2
from tests.sharing.test_contents import others
from throughcare.rulebook.correcting import EVIDENCE, MINUTE, WITH_EVERYTHING
from throughcare.rulebook.facts.base import links
from throughcare.rulebook.facts.consent import Disclosed, RecipientKind, SharedFor
from throughcare.rulebook.facts.mendings import Voided
from throughcare.rulebook.history import History
from throughcare.sharing import copies, evidence

LATER, MENDING = timedelta(days=60), UUID(int=999)


def reported(*, moved):
    """Required, given RA1 and perhaps RA2, did not come, sought, judged and reported on one day."""
    s = stages.required()
    s.details(1984, 2, 29)
    s.booked(2010, 3, 26, 9, 0)
    s.gave(RA1)
    if moved:
        s.moved(2010, 3, 26, 10, 30)
        s.gave(RA2)
    s.at(2010, 3, 26, 12, 0).came(NO_SHOW)
    s.at(2010, 3, 26, 14, 0).tried()
    s.at(2010, 3, 26, 15, 0).judged(tried=False)
    s.report = s.at(2010, 3, 26, 16, 0).reported()
    return s


LIVES = [(s.entries, s.report) for s in (reported(moved=False), reported(moved=True))]


def paper(entries, report):
    """Who wrote it and when it was written down are not answers, and change with every correction."""
    made = evidence.bundle(History(entries), report, who=lambda entry: "", team="A team", to="A suite")
    return re.sub("; written down [^']*", "", str(made))


def mendings(entry):
    mended = replace(entry, id=MENDING, replaces=entry.id, recorded_at=entry.recorded_at + LATER, why="wrong")
    for field in fields(entry.fact):
        if field.name not in links(type(entry.fact)):
            for value in others(getattr(entry.fact, field.name)):
                yield field.name, replace(mended, fact=replace(entry.fact, **{field.name: value}))
    yield MINUTE, replace(mended, happened_at=entry.happened_at + timedelta(minutes=1))
    yield "", replace(mended, fact=Voided())


def test_what_changes_a_word_of_the_papers_is_named_and_stands_in_the_table():
    changed = set()
    for entries, report in LIVES:
        named = {one.id for one in evidence.found(History(entries), report).entries}
        for entry in entries:
            for name, mending in mendings(entry):
                if paper([*entries, mending], report) != paper(entries, report):
                    assert entry.id in named, f"{type(entry.fact).__name__}.{name} is read, and not named"
                    changed.add((type(entry.fact), name))

    shown = {
        (kind, name) for table in (EVIDENCE, WITH_EVERYTHING) for kind, names in table.items()
        for name in names - set(links(kind))
    }  # fmt: skip
    assert {(kind, name) for kind, name in changed if name} == shown


@pytest.mark.parametrize(("entries", "report"), LIVES, ids=["as booked", "moved"])
def test_every_entry_it_names_says_something_in_it(entries, report):
    for entry in evidence.found(History(entries), report).entries:
        told = [paper([*entries, mending], report) for _, mending in mendings(entry)]
        assert any(one != paper(entries, report) for one in told), type(entry.fact).__name__


def test_the_share_names_what_its_papers_are_made_of():
    entries, report = LIVES[1]
    h = History(entries)
    fact = Disclosed(
        recipient=RecipientKind.POLICE, to_team="nm-suite", purpose=SharedFor.REQUIREMENT, involved=report, copy="",
        attendance=True,
    )  # fmt: skip
    how = {"sender": "A team", "recipient": "A suite", "as_at": h.entries[-1].recorded_at}
    papers = evidence.bundle(h, report, who=lambda entry: "", team="A team", to="A suite")
    named = {one.id for one in evidence.found(h, report).entries}

    assert named <= copies.written(h, fact, bundle=papers, **how).fact.shown
    assert not named <= copies.written(h, fact, **how).fact.shown

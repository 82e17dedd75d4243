"""Old lines of a recorder in random lives, some voided, some looked at: with dice of their own."""

from dataclasses import replace
from datetime import date, timedelta

from tests.oracles.pen import HOUR, Pen
from throughcare.rulebook.facts import brought_in as b
from throughcare.rulebook.facts.mendings import Voided

LINE = {"given_name": "A", "family_name": "B", "born_on": date(1980, 1, 1), "custody_number": "1",
        "workbook": "ab12", "sheet": "S", "line": 2}  # fmt: skip


def bring_in(pen, seed):
    own = Pen(seed + 1_000_000)
    if not own.chance(0.4):
        return
    own.entries, first = pen.entries, pen.entries[0]
    for _ in range(own.dice.randint(1, 2)):
        at = first.happened_at + own.dice.choice((-3000, -200, 3, 60, 500, 4000)) * HOUR
        late = own.dice.choice((0, 30, 900)) * HOUR
        test = own.write(b.TestBroughtIn(outcome=own.one_of(*b.Outcome), **LINE), at, "suite-north", late)
        at += late
        if own.chance(0.6):
            at += own.dice.choice((1, 40, 300)) * HOUR
            opened = own.write(b.WorkOpened(test=test.id, reason="x"), at, "suite-north")
            if own.chance(0.6):
                own.write(b.WorkSettled(work=opened.id, decision="x"), at + 20 * HOUR, "suite-north")
            if own.chance(0.2):
                _void(own, opened, at + timedelta(days=2))
        if own.chance(0.3):
            _void(own, test, at + timedelta(days=3))


def _void(pen, entry, at):
    voided = replace(entry, id=pen.id(), fact=Voided(), happened_at=at, recorded_at=at, replaces=entry.id, why="wrong",
                     seq=len(pen.entries))  # fmt: skip
    pen.entries.append(voided)

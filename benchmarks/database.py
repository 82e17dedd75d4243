"""The journal and the pages on one database: `python -m benchmarks.database sqlite 1000`. Prints a row a line."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks import pages  # noqa: E402
from benchmarks.profiling import explained, is_short  # noqa: E402
from benchmarks.table import Row, at_least, at_most  # noqa: E402
from benchmarks.timing import duration, p50, p95, seconds  # noqa: E402
from throughcare.journal.given import given  # noqa: E402
from throughcare.journal.rebuild import everyone, rebuild  # noqa: E402
from throughcare.journal.record import record  # noqa: E402
from throughcare.people.models import Person  # noqa: E402
from throughcare.simulation import demonstration  # noqa: E402
from throughcare.simulation.crowd import crowd  # noqa: E402
from throughcare.simulation.national import areas_for, national  # noqa: E402
from throughcare.simulation.parameters import OFFICIAL  # noqa: E402
from throughcare.simulation.recording import Life, batches_of, record_lives  # noqa: E402
from throughcare.simulation.scene import AlwaysRoom, Scene  # noqa: E402
from throughcare.simulation.staffing import Opened, open_everything  # noqa: E402

NOW: datetime = settings.DEMO_NOW
"""The instant up to which the crowd is told, and at which the pages are opened."""
SINGLY, GROWN_TO = 60, 12
"""So many people are recorded entry by entry, until each has so many entries."""
PEOPLE_AT_ONCE = 200
REBUILT = 2_000
PROTOTYPE = {
    "sqlite": {"record": 160.0, "bulk": 2_375.0, "rebuild": 796.0},
    "postgresql": {"record": 83.0, "bulk": 2_180.0, "rebuild": 381.0},
}
"""Entries, facts and people a second in the throw-away prototype; rebuilding on PostgreSQL was under contention."""


def main(name: str, people: int) -> Iterator[Row]:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if not demonstration.is_empty():
        raise SystemExit("The database is not empty; benchmarks write thousands of invented people.")
    with transaction.atomic():
        opened = open_everything(at=NOW, calendar=given().calendar, partnership=national(people=people))
    scene = demonstration.scene_of(opened, AlwaysRoom(calendar=given().calendar))
    yield from _singly(name, scene, opened)
    yield from _in_bulk(name, people, scene, opened)
    yield from explained(_rebuilt(name), lambda: rebuild(list(everyone())[:100]))
    yield from pages.rows(f"{name}, {people:,} people in {areas_for(people)} areas", now=NOW)


def _singly(name: str, scene: Scene, opened: Opened) -> Iterator[Row]:
    lives = list(crowd(people=4 if is_short() else SINGLY, scene=scene, until=NOW, parameters=OFFICIAL, seed=2))
    times, bare = _one_by_one(lives, opened)
    rate, before = len(times) / sum(times), PROTOTYPE[name]["record"]
    figure = f"{rate:,.0f} a second; half within {duration(p50(times))}, 95 % within {duration(p95(times))}"
    what = f"{name}: record, one writer, records growing to {GROWN_TO}"
    row = at_least(what, figure, rate / before, 1, against=f"prototype {before:,.0f} a second")
    more = list(crowd(people=15, scene=scene, until=NOW, parameters=OFFICIAL, seed=3))
    yield from explained(row, lambda: _one_by_one(more, opened))
    against = f"a bare row, committed: {duration(p50(bare))}"
    yield Row(what="  the middle one", figure=duration(p50(times)), against=against, ratio=p50(times) / p50(bare))


def _one_by_one(lives: Iterable[Life], opened: Opened) -> tuple[list[float], list[float]]:
    """Seconds for each entry, and for each bare row beside it."""
    times, bare = [], []
    for life in lives:
        bare.append(seconds(partial(Person.objects.create, id=life.id, reference=life.reference)))
        for batch in batches_of(Life(life.id, life.reference, life.steps[:GROWN_TO]), opened.staff):
            times.append(seconds(partial(record, batch.entries, by=batch.by, at=batch.at)) / len(batch.entries))
    return times, bare


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a load had come."""

    people: int
    facts: int
    at: float
    busy: float


def _in_bulk(name: str, people: int, scene: Scene, opened: Opened) -> Iterator[Row]:
    """Includes telling the lives, which is measured alone before."""
    many = 20 if is_short() else 500
    told = seconds(lambda: [len(one.steps) for one in crowd(people=many, scene=scene, until=NOW, parameters=OFFICIAL)])
    lives = crowd(people=people, scene=scene, until=NOW, parameters=OFFICIAL)
    marks = list(_loaded(name, record_lives(lives, staff=opened.staff, people_at_once=PEOPLE_AT_ONCE)))
    first, last, before = marks[0], marks[-1], PROTOTYPE[name]["bulk"]
    taken, busy = last.at - first.at, last.busy - first.busy
    rate = f"{last.facts / taken:,.0f} facts, {people / taken:,.0f} people a second"
    what = f"{name}: record_many, {people:,} people, {PEOPLE_AT_ONCE} in a transaction"
    row = at_least(
        what, f"{rate} ({last.facts / people:.1f} facts each)", last.facts / taken / before, 1,
        against=f"prototype {before:,.0f} facts a second",
    )  # fmt: skip
    more = crowd(people=200, scene=scene, until=NOW, parameters=OFFICIAL, seed=4)
    again = record_lives(more, staff=opened.staff, people_at_once=PEOPLE_AT_ONCE)
    yield from explained(row, lambda: list(again))
    figure = f"{last.facts / busy:,.0f} facts a processor second of ours"
    yield Row(what="  without waiting", figure=figure, against="elapsed", ratio=busy / taken)
    share = told / many * people / taken
    yield Row(
        what="  of it, telling the lives", figure=f"{many / told:,.0f} people a second", against="all", ratio=share
    )
    yield from _cost(name, marks)


def _loaded(name: str, parts: Iterable[Sequence[Life]]) -> Iterator[Mark]:
    """One before anything, then one after each transaction."""
    people = facts = 0
    yield Mark(0, 0, time.perf_counter(), time.process_time())
    for part in parts:
        facts += sum(len(life.steps) for life in part)
        people += len(part)
        if people % 10_000 == 0:
            print(f"{name}: {people:,} people, {facts:,} facts", flush=True)
        yield Mark(people, facts, time.perf_counter(), time.process_time())


def _cost(name: str, marks: Sequence[Mark]) -> Iterator[Row]:
    """A person when all the others are there, against a person when hardly anybody is: the last tenth and the first."""
    tenth = max(1, len(marks) // 10)
    if len(marks) < 3:
        return
    first, last = (marks[0], marks[tenth]), (marks[-1 - tenth], marks[-1])
    early, late = (_each(*span, "at") for span in (first, last))
    what = f"{name}: cost per person, the last of {marks[-1].people:,}"
    yield at_most(
        what, duration(late), late / early, 1.3, against=f"the first {marks[tenth].people:,}: {duration(early)}"
    )
    early, late = (_each(*span, "busy") for span in (first, last))
    yield Row(what="  without waiting", figure=duration(late), against=duration(early), ratio=late / early)


def _each(began: Mark, ended: Mark, what: str) -> float:
    return (getattr(ended, what) - getattr(began, what)) / (ended.people - began.people)


def _rebuilt(name: str) -> Row:
    some = list(everyone())[:REBUILT]
    began = time.perf_counter()
    found = rebuild(some)
    taken, before = time.perf_counter() - began, PROTOTYPE[name]["rebuild"]
    rate = len(some) / taken
    figure = f"{rate:,.0f} people a second, {found.counts.total()} differences"
    what = f"{name}: rebuild and compare, {len(some):,} people"
    return at_least(what, figure, rate / before, 1, against=f"prototype {before:,.0f} people a second")


if __name__ == "__main__":
    print(f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}", flush=True)
    for row in main(sys.argv[1], int(sys.argv[2])):
        print(row.to_line(), flush=True)

"""The journal and the pages on one database: `python -m benchmarks.database sqlite 1000`. Prints a row a line."""

import sys
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks import pages  # noqa: E402
from benchmarks.profiling import profiled  # noqa: E402
from benchmarks.table import Row, at_least  # noqa: E402
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


def main(name: str, people: int, profile: bool) -> Iterator[Row]:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if not demonstration.is_empty():
        raise SystemExit("The database is not empty; benchmarks write thousands of invented people.")
    with transaction.atomic():
        opened = open_everything(at=NOW, calendar=given().calendar, partnership=national(people=people))
    scene = demonstration.scene_of(opened, AlwaysRoom(calendar=given().calendar))
    with profiled(profile, f"{name}: recording one entry at a time"):
        yield from _singly(name, scene, opened)
    with profiled(profile, f"{name}: recording in bulk"):
        yield from _in_bulk(name, people, scene, opened)
    with profiled(profile, f"{name}: rebuilding"):
        yield _rebuilt(name)
    with profiled(profile, f"{name}: pages"):
        yield from pages.rows(f"{name}, {people:,} people in {areas_for(people)} areas", now=NOW)


def _singly(name: str, scene: Scene, opened: Opened) -> Iterator[Row]:
    times, bare = [], []
    lives = crowd(people=SINGLY, scene=scene, until=NOW, parameters=OFFICIAL, seed=2)
    for life in lives:
        bare.append(seconds(partial(Person.objects.create, id=life.id, reference=life.reference)))
        for batch in batches_of(Life(life.id, life.reference, life.steps[:GROWN_TO]), opened.staff):
            times.append(seconds(partial(record, batch.entries, by=batch.by, at=batch.at)) / len(batch.entries))
    rate, before = len(times) / sum(times), PROTOTYPE[name]["record"]
    figure = f"{rate:,.0f} a second; half within {duration(p50(times))}, 95 % within {duration(p95(times))}"
    what = f"{name}: record, one writer, records growing to {GROWN_TO}"
    yield at_least(what, figure, rate / before, 1, against=f"prototype {before:,.0f} a second")
    against = f"a bare row, committed: {duration(p50(bare))}"
    yield Row(what="  the middle one", figure=duration(p50(times)), against=against, ratio=p50(times) / p50(bare))


def _in_bulk(name: str, people: int, scene: Scene, opened: Opened) -> Iterator[Row]:
    """Includes telling the lives, which is measured alone before."""
    told = seconds(lambda: [len(one.steps) for one in crowd(people=500, scene=scene, until=NOW, parameters=OFFICIAL)])
    began, busy_since, facts, done = time.perf_counter(), time.process_time(), 0, 0
    lives = crowd(people=people, scene=scene, until=NOW, parameters=OFFICIAL)
    for part in record_lives(lives, staff=opened.staff, people_at_once=PEOPLE_AT_ONCE):
        facts += sum(len(life.steps) for life in part)
        done += len(part)
        if done % 10_000 == 0:
            taken = time.perf_counter() - began
            print(f"{name}: {done:,} people, {facts:,} facts, {done / taken:,.0f} people a second", flush=True)
    taken, before = time.perf_counter() - began, PROTOTYPE[name]["bulk"]
    busy = time.process_time() - busy_since
    figure = f"{facts / taken:,.0f} facts, {people / taken:,.0f} people a second ({facts / people:.1f} facts each)"
    what = f"{name}: record_many, {people:,} people, {PEOPLE_AT_ONCE} in a transaction"
    yield at_least(what, figure, facts / taken / before, 1, against=f"prototype {before:,.0f} facts a second")
    figure = f"{facts / busy:,.0f} facts a processor second of ours"
    yield Row(what="  without waiting", figure=figure, against="elapsed", ratio=busy / taken)
    share = told / 500 * people / taken
    yield Row(
        what="  of it, telling the lives", figure=f"{500 / told:,.0f} people a second", against="all", ratio=share
    )


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
    for row in main(sys.argv[1], int(sys.argv[2]), "--profile" in sys.argv):
        print(row.to_line(), flush=True)

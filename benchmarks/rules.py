"""The rulebook alone: following records of growing length, and judging one more entry."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from benchmarks.profiling import explained
from benchmarks.table import Row, at_least, at_most
from benchmarks.timing import best_of, duration
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import england_and_wales
from throughcare.rulebook.facts.casework import DecidedNext
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.journey import follow, refusal_to_record
from throughcare.rulebook.standing import Actor, Given, Team
from throughcare.simulation.lives import life
from throughcare.simulation.parameters import OBSERVED
from throughcare.simulation.scene import AlwaysRoom, Scene, Worker

NOW = datetime(2026, 3, 27, 15, tzinfo=UTC)
SOMEONE = UUID(int=1)
PROTOTYPE = {10: 0.27e-3, 60: 1.5e-3, 300: 7e-3}
"""Seconds to follow so many facts, in the throw-away prototype of the core."""
LONGEST, BUDGET = 1_000, 50e-3
"""So many facts are followed in so many seconds (design section 3)."""


def rows() -> Iterator[Row]:
    given = _given()
    recorded = _a_busy_life(given)
    for facts in (*PROTOTYPE, LONGEST):
        again = partial(_follow_often, recorded[:facts], given)
        yield from explained(_followed(recorded[:facts], given), again)
    yield _indexed(recorded[:60], given)
    yield _judged(recorded[:60], given)


def _follow_often(recorded: list[AnyRecorded], given: Given) -> None:
    for _ in range(20_000 // len(recorded)):
        follow(History(recorded), given)


def _followed(recorded: list[AnyRecorded], given: Given) -> Row:
    """History is built anew each time, as it is when something is recorded."""
    taken = best_of(lambda: follow(History(recorded), given))
    what, figure = f"follow, {len(recorded)} facts", f"{duration(taken)} ({1 / taken:,.0f} a second)"
    if len(recorded) in PROTOTYPE:
        before = PROTOTYPE[len(recorded)]
        return at_least(what, figure, before / taken, 1, against=f"prototype {duration(before)}")
    return at_most(what, figure, taken / BUDGET, 1, against=f"budget {duration(BUDGET)}")


def _indexed(recorded: list[AnyRecorded], given: Given) -> Row:
    taken, whole = best_of(lambda: History(recorded)), best_of(lambda: follow(History(recorded), given))
    what = f"  of it, putting {len(recorded)} facts in order"
    return Row(what=what, figure=duration(taken), against="follow, 60 facts", ratio=taken / whole)


def _judged(recorded: list[AnyRecorded], given: Given) -> Row:
    """One more entry: a decision on what happens next, which names no other fact."""
    last = recorded[-1]
    fact = DecidedNext(decision="Write again in a week", ends=False)
    at = max(last.recorded_at, last.happened_at) + timedelta(minutes=1)
    proposed: AnyRecorded = Recorded(
        id=SOMEONE, fact=fact, happened_at=at, recorded_at=at, by=SOMEONE, team=_team(given)
    )
    by = Actor(membership=SOMEONE, role=Role.CJIT_MANAGER, team=_team(given))
    taken = best_of(lambda: refusal_to_record(History(recorded), proposed, by=by, at=at, given=given))
    whole = best_of(lambda: follow(History(recorded), given))
    return Row(
        what=f"judging one entry on {len(recorded)} facts", figure=duration(taken), against="follow, 60 facts",
        ratio=taken / whole,
    )  # fmt: skip


def _team(given: Given) -> str:
    return next(iter(given.cjit_of.values()))


def _given() -> Given:
    areas = ("A", "B", "C")
    kinds = {"suite": OrganisationKind.POLICE_SUITE, "cjit": OrganisationKind.CJIT}
    teams = {f"{a} {name}": Team(id=f"{a} {name}", kind=kind, area=a) for a in areas for name, kind in kinds.items()}
    return Given(calendar=england_and_wales(), teams=teams, cjit_of={a: f"{a} cjit" for a in areas}, adopted_on={})


def _a_busy_life(given: Given) -> list[AnyRecorded]:
    """Arrested every few weeks for years: longer than any real record, which is the point."""
    scene = Scene(
        given=given, suites=tuple(team for team in given.teams if team.endswith("suite")),
        diary=AlwaysRoom(calendar=given.calendar),
        case_managers={team: (Worker(SOMEONE, "Siân Hŵel"),) for team in given.cjit_of.values()},
    )  # fmt: skip
    busy = replace(OBSERVED, arrests_a_year=25.0, dies_in_a_year=0.0001, late_paper=0.0)
    for seed in range(100):
        steps = life(rng=Random(seed), scene=scene, starts_at=NOW - timedelta(days=4000), until=NOW, parameters=busy)
        if len(steps) >= LONGEST:
            return [step.recorded(by=SOMEONE) for step in steps]
    raise RuntimeError("no life is long enough")


if __name__ == "__main__":
    for row in rows():
        print(row.to_line(), flush=True)

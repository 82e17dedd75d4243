"""Events and reviews in random lives on a caseload, some late, some voided: with dice of their own."""

from dataclasses import replace
from datetime import timedelta

from tests.oracles.pen import HOUR, Pen
from throughcare.rulebook.facts import review as v
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.mendings import Voided


def review_places(pen, seed):
    own = Pen(seed + 2_000_000)
    own.entries = pen.entries
    for place in [one for one in pen.entries if isinstance(one.fact, TakenOnCaseload)]:
        at = place.happened_at
        for _ in range(own.dice.randint(0, 3)):
            at += own.dice.choice((0, 1, 70, 1500, 2688, 2700, 4000)) * HOUR
            event = own.chance(0.5) and own.write(
                v.SignificantEvent(caseload=place.id, what=own.one_of(*v.Event), said="x"), at, place.team
            )
            at += own.dice.choice((0, 1, 40, 200)) * HOUR
            if own.chance(0.7):
                seen = own.write(_review(own, place, event), at, place.team)
                if own.chance(0.15):
                    void(own, seen, at + timedelta(days=2))
            if event and own.chance(0.1):
                void(own, event, at + timedelta(days=4))


def _review(own, place, event):
    return v.Reviewed(
        caseload=place.id, event=event.id if event else None, uses=own.chance(0.5), offends=own.chance(0.5),
        in_prison=own.chance(0.1), course=own.one_of(*v.Course), why_otherwise=own.one_of("", "x"),
    )  # fmt: skip


def void(own, entry, at):
    at = max(at, entry.recorded_at)
    voided = replace(entry, id=own.id(), fact=Voided(), happened_at=at, recorded_at=at, replaces=entry.id, why="wrong",
                     seq=len(own.entries))  # fmt: skip
    own.entries.append(voided)

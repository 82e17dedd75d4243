"""By when, and by whom, somebody identified without a positive test is seen: the clock of R1 and R2.

Handbook 4.1.1, 4.9.2; readings R1, R2, R21. For somebody who came by themselves the guidance gives no limit.
"""

from dataclasses import replace

from throughcare.rulebook.by_choice import all_by_choice_since, seen_since
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.custody import Arrested, Released
from throughcare.rulebook.facts.identity import ResidenceEstablished
from throughcare.rulebook.facts.proactive import SignsConsidered
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Due, earliest
from throughcare.rulebook.spells import death, home_team, lives_elsewhere, release_of, terms
from throughcare.rulebook.standing import Given

Signs = Recorded[SignsConsidered]


def limit_of_visit(h: History, signs: Signs, given: Given) -> str:
    """Which limit counts, by its name in `DEADLINES`."""
    if signs.fact.arrest is None:
        return "next_working_day"
    elsewhere = lives_elsewhere(h, signs.team, given)
    return "initial_assessment_elsewhere" if elsewhere else "initial_assessment_resident"


def team_of_visit(h: History, signs: Signs, given: Given) -> str:
    """The team it is booked with, or that saw the person; until then the CJIT of residence."""
    booked, seen = all_by_choice_since(h, signs.happened_at), seen_since(h, signs.happened_at)
    if booked:
        return terms(h, booked[-1]).team
    if seen is not None:
        return seen.team
    return home_team(h, signs.team, given) if signs.fact.arrest else signs.team


def due_of_visit(h: History, signs: Signs, given: Given) -> Due:
    """From release, provisionally from the identification. Each later fact that moves the date is named.

    `first` rests on what was known at the identification, as it was first written down (invariant 7).
    """
    began, arrest = signs.happened_at, h.origin(signs.fact.arrest, Arrested)
    due, mover = _counted(h.at(began), signs, arrest, given), _last_mending(h, signs)
    first = due if h.first_written is h else _counted(h.first_written.at(began), signs, arrest, given)
    for entry in _may_move(h, signs):
        later = _counted(h.at(entry.happened_at), signs, arrest, given)
        due, mover = later, (entry if later.at != due.at else mover)
    return replace(due, first=first.at, moved_by=mover.id if mover and due.at != first.at else None)


def _counted(h: History, signs: Signs, arrest: AnyRecorded | None, given: Given) -> Due:
    start: AnyRecorded = (release_of(h, arrest.root) if arrest else None) or signs
    limit = DEADLINES[limit_of_visit(h, signs, given)]
    return Due(at=limit.due(start.happened_at, given.calendar), counted_from=start.happened_at)


def _may_move(h: History, signs: Signs) -> list[AnyRecorded]:
    """Release and an address, after the identification and until the person is seen."""
    last = earliest(seen_since(h, signs.happened_at), death(h))
    moves: list[AnyRecorded] = [*h.naming(signs.fact.arrest, Released), *h.all(ResidenceEstablished)]
    until = last.happened_at if last else None
    return sorted(
        (one for one in moves if one.happened_at > signs.happened_at and (until is None or one.happened_at <= until)),
        key=order,
    )


def _last_mending(h: History, signs: Signs) -> AnyRecorded | None:
    """The latest mending of the signs, an address or a release: only these can have moved what stood at the start."""
    about = (ResidenceEstablished, Released)
    found = [one for one in h.mendings if one.root == signs.root or any(h.origin(one.root, kind) for kind in about)]
    return max(found, key=lambda one: one.recorded_at, default=None)

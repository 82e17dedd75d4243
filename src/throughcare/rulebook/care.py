"""Which one team is responsible, and since when: a small table of moves over time.

Handbook 4.1, 4.7.5, 4.11.2; readings R14, R16, R20, R33. This is the one thing that is sequential by nature.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.facts.assessment import AppointmentMade, Assessed
from throughcare.rulebook.facts.casework import DecidedNext, ReferredToTeam, TakenOnCaseload
from throughcare.rulebook.facts.custody import Arrested, AssessmentRequired, Released
from throughcare.rulebook.facts.proactive import SelfReferred
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.required_assessment import is_enforceable
from throughcare.rulebook.spells import (
    arrest_of,
    caseload_at,
    caseload_end,
    death,
    end_of_requirement,
    home_team,
    terms,
)
from throughcare.rulebook.standing import Care, Duty, Given
from throughcare.rulebook.ways_out import arrests_open_at, requirements_of, way_out

MOVES = (Arrested, Released, AppointmentMade, Assessed, ReferredToTeam, TakenOnCaseload, SelfReferred)
"""The facts that can give care to a team; ways out and the end of a caseload take it away."""


def spells(h: History, given: Given) -> tuple[Care, ...]:
    """Every spell of care, in order; the last is open while someone is responsible."""
    ends = _ends(h)
    ending = {entry.id for entry in ends}
    moments = sorted({e.id: e for e in (*_movers(h), *ends)}.values(), key=order)
    found: list[Care] = []
    for entry in moments:
        now = found[-1].team if found and found[-1].until is None else None
        team = _after_end(h, entry, now, given) if entry.id in ending else _next(h, entry, now, given)
        if team != now:
            _close(found, entry)
            if team is not None:
                found.append(Care(team=team, since=entry.happened_at, by=entry.id))
    return tuple(found)


def _movers(h: History) -> list[AnyRecorded]:
    return [entry for kind in MOVES for entry in h.all(kind)]


def _ends(h: History) -> list[AnyRecorded]:
    outs = [way_out(h, arrest) for arrest in h.all(Arrested)]
    ends = [out.entry for out in outs if out is not None and not out.to_caseload]
    ends += [end for entry in h.all(TakenOnCaseload) if (end := caseload_end(h, entry)) is not None]
    ends += [one for one in h.all(DecidedNext) if one.fact.ends]
    died = death(h)
    return [*ends, died] if died else ends


def while_owed(cares: tuple[Care, ...], duties: Sequence[Duty]) -> tuple[Care, ...]:
    """Nobody is let go while a step of their way is still owed: the last team keeps care until it is done.

    Where no team ever had care, as when the arrest was an error, it is the team that owes the first step.
    """
    if not duties or (cares and cares[-1].until is None):
        return cares
    if not cares:
        first = min(duties, key=lambda duty: (duty.arises_at, duty.key))
        return (Care(team=first.owner, since=first.arises_at, by=first.because),)
    return (*cares[:-1], replace(cares[-1], until=None, ended_by=None))


def _after_end(h: History, entry: AnyRecorded, now: str | None, given: Given) -> str | None:
    """The caseload, or whoever an arrest that is still open lies with; nobody once all is over."""
    if death(h) is entry:
        return None
    if caseload_at(h, entry.happened_at) is not None:
        return _next(h, entry, now, given)
    teams = [_lies_with(h.at(entry.happened_at), arrest, given) for arrest in arrests_open_at(h, entry)]
    return now if now in teams else next(iter(teams), None)


def _lies_with(h: History, arrest: UUID, given: Given) -> str:
    """The team it was referred to, or booked with, or told of; until then the suite (R20, R33)."""
    found = cast("Recorded[Arrested]", h.get(arrest, Arrested))
    for requirement in requirements_of(h, found):
        if referred := h.naming(requirement, ReferredToTeam):
            return referred[-1].fact.to_team
        if booked := h.naming(requirement, AppointmentMade):
            return terms(h, booked[-1]).team
        if seen := h.naming(requirement, Assessed):
            return seen[-1].team
        if not is_enforceable(h, requirement):
            return home_team(h, requirement.team, given)
    chosen = [one for one in h.all(AppointmentMade) if one.fact.requirement is None and order(one) > order(found)]
    return terms(h, chosen[-1]).team if chosen else found.team


def _next(h: History, entry: AnyRecorded, now: str | None, given: Given) -> str | None:
    """The team after this entry. A caseload keeps care; a CJIT keeps it from a suite; a referral passes it on."""
    died, fact = death(h), entry.fact
    if died is not None and order(entry) >= order(died):
        return None
    if isinstance(fact, TakenOnCaseload):
        return entry.team
    if caseload_at(h, entry.happened_at) is not None:
        return now
    if isinstance(fact, ReferredToTeam):
        return fact.to_team
    return now if _is_cjit(now, given) else _first_cjit(h, entry, now, given)


def _first_cjit(h: History, entry: AnyRecorded, now: str | None, given: Given) -> str | None:
    """From the suite, or from nobody, to the first CJIT that is notified or meets the person (R33)."""
    fact = entry.fact
    if isinstance(fact, AppointmentMade):
        return fact.team
    if isinstance(fact, Assessed | SelfReferred):
        return entry.team
    if isinstance(fact, Released):
        return _told_at_release(h, entry, now, given)
    return now or (entry.team if isinstance(fact, Arrested) else None)


def _told_at_release(h: History, entry: AnyRecorded, now: str | None, given: Given) -> str | None:
    """Someone released without RA1: the CJIT of residence is told at once and is responsible."""
    released = h.root(entry.fact.arrest)  # type: ignore[attr-defined]
    for requirement in h.all(AssessmentRequired):
        arrest = arrest_of(h, requirement)
        if arrest is None or arrest.root != released or is_enforceable(h, requirement):
            continue
        if end_of_requirement(h.at(entry.happened_at), requirement) is None:
            return home_team(h, requirement.team, given)
    return now


def _is_cjit(team: str | None, given: Given) -> bool:
    found = given.teams.get(team or "")
    return found is not None and found.kind is OrganisationKind.CJIT


def _close(found: list[Care], entry: AnyRecorded) -> None:
    if found and found[-1].until is None:
        found[-1] = replace(found[-1], until=entry.happened_at, ended_by=entry.id)


def team_at(care: Sequence[Care], entry: Recorded[Arrested] | AnyRecorded) -> str | None:
    """The team responsible when this happened."""
    for spell in care:
        if spell.since <= entry.happened_at and (spell.until is None or spell.until > entry.happened_at):
            return spell.team
    return None

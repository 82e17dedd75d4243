"""How an arrest's episode ends: on a caseload, or by one of the recorded ways out of reading R16."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from throughcare.rulebook.facts.assessment import Assessed, FollowUp, FollowUpDecided, Form, Purpose
from throughcare.rulebook.facts.casework import CarePlanAgreed, DecidedNext, TakenOnCaseload
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    DrugTested,
    LaboratoryReturned,
    NoMisuseBelieved,
    RequirementNotImposed,
    ToldRequirementEnded,
    VoluntaryOfferMade,
)
from throughcare.rulebook.facts.proactive import SignsConsidered
from throughcare.rulebook.history import AnyRecorded, History, Order, Recorded, order, written
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.remembering import read_once, remembered
from throughcare.rulebook.required_assessment import is_enforceable
from throughcare.rulebook.spells import (
    Requirement,
    assessments,
    death,
    decided_by_choice,
    decided_to_end,
    end_of_requirement,
    served_form,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """The entry that ended an episode, and in what words."""

    entry: AnyRecorded
    words: str

    @property
    def to_caseload(self) -> bool:
        return isinstance(self.entry.fact, TakenOnCaseload)


@remembered
def way_out(h: History, arrest: Recorded[Arrested]) -> WayOut | None:
    """The first that applies; None while the episode is open."""
    if arrest.mended_by is not None:
        return WayOut(entry=written(arrest.mended_by), words="the arrest was entered in error")
    return min(_ways_out(h, arrest), key=lambda way: order(way.entry), default=None)


@remembered
def requirements_of(h: History, arrest: AnyRecorded) -> list[Requirement]:
    """The requirements that rest on this arrest's tests."""
    return [one for test in h.naming(arrest, DrugTested) for one in h.naming(test, AssessmentRequired)]


def _ways_out(h: History, arrest: Recorded[Arrested]) -> Iterator[WayOut]:
    requirements = requirements_of(h, arrest)
    yield from _by_decision(h, arrest, requirements)
    yield from _never_identified(h, arrest)
    for test in h.naming(arrest, DrugTested):
        yield from _unconfirmed(h, test)
    for requirement in requirements:
        yield from _released_from_follow_up(h, requirement)
    yield from _declined(h, arrest, requirements)
    yield from _caseload(h, arrest, requirements)


def _by_decision(h: History, arrest: AnyRecorded, requirements: list[Requirement]) -> Iterator[WayOut]:
    died = death(h)
    if died is not None:
        yield WayOut(entry=died, words="death")
    for decision in decided_to_end(h, arrest.root):
        words = "decided by the team" if isinstance(decision.fact, DecidedNext) else "decided by the partnership"
        yield WayOut(entry=decision, words=words)
    for given_up in decided_by_choice(h):
        bound = any(_binds(h.at(given_up.happened_at), requirement, given_up) for requirement in requirements)
        if order(given_up) > order(arrest) and not bound:
            yield WayOut(entry=given_up, words="decided by the partnership")


def _never_identified(h: History, arrest: AnyRecorded) -> Iterator[WayOut]:
    if not any(test.fact.positive for test in h.naming(arrest, DrugTested)):
        nothing = [signs for signs in h.naming(arrest, SignsConsidered) if not signs.fact.identified]
        for none in (*h.naming(arrest, NoMisuseBelieved), *nothing):
            if not _accepted_later(h, arrest, none) and not _identified_later(h, arrest, none):
                yield WayOut(entry=none, words="never identified")


def _unconfirmed(h: History, test: Recorded[DrugTested]) -> Iterator[WayOut]:
    if not test.fact.positive:
        return
    for answer in h.naming(test, LaboratoryReturned):
        if answer.fact.confirmed:
            continue
        required = h.naming(test, AssessmentRequired)
        told = [h.first_naming(requirement, ToldRequirementEnded) for requirement in required]
        if None not in told:
            last = max((answer, *(one for one in told if one is not None)), key=order)
            yield WayOut(entry=last, words="the laboratory did not confirm the test")


def _declined(h: History, arrest: AnyRecorded, requirements: list[Requirement]) -> Iterator[WayOut]:
    """Nothing binds the person, nothing is left to decide, and they did not come after all."""
    if any(_undecided(h, test) for test in h.naming(arrest, DrugTested)):
        return
    for offer in h.naming(arrest, VoluntaryOfferMade):
        came = any(a.fact.engaged and order(a) > order(offer) for r in requirements for a in h.naming(r, Assessed))
        if offer.fact.accepted or came or _accepted_later(h, arrest, offer):
            continue
        if not any(_binds_from(h, requirement, offer) for requirement in requirements):
            yield WayOut(entry=offer, words="an appointment by choice was declined")


def _undecided(h: History, test: Recorded[DrugTested]) -> bool:
    """Whether someone has still to say if this test leads to a required assessment."""
    if not test.fact.positive or any(not answer.fact.confirmed for answer in h.naming(test, LaboratoryReturned)):
        return False
    return not h.naming(test, AssessmentRequired) and not h.naming(test, RequirementNotImposed)


def _accepted_later(h: History, arrest: AnyRecorded, moment: AnyRecorded) -> bool:
    return any(o.fact.accepted and order(o) > order(moment) for o in h.naming(arrest, VoluntaryOfferMade))


def _identified_later(h: History, arrest: AnyRecorded, moment: AnyRecorded) -> bool:
    return any(s.fact.identified and order(s) > order(moment) for s in h.naming(arrest, SignsConsidered))


def _binds_from(h: History, requirement: Requirement, moment: AnyRecorded) -> bool:
    """Whether the requirement bound the person then, or when it was made after that."""
    later = max(requirement, moment, key=order)
    return _binds(h.at(later.happened_at), requirement, later)


def _released_from_follow_up(h: History, requirement: Requirement) -> Iterator[WayOut]:
    served = served_form(h, requirement, Form.RA5)
    for assessed in assessments(h, requirement, Purpose.INITIAL):
        decided = h.first_naming(assessed, FollowUpDecided)
        if served is not None and decided is not None and decided.fact.decision is not FollowUp.NEEDED:
            yield WayOut(entry=max(served, decided, key=order), words=str(decided.fact.decision))


def _caseload(h: History, arrest: AnyRecorded, requirements: list[Requirement]) -> Iterator[WayOut]:
    for entry in h.all(TakenOnCaseload):
        if order(entry) < order(arrest):
            continue
        if not _bound(h.at(entry.happened_at), arrest, requirements, entry):
            yield WayOut(entry=entry, words="taken on the caseload")
            return


def _bound(h: History, arrest: AnyRecorded, requirements: list[Requirement], moment: AnyRecorded) -> bool:
    """Whether a requirement bound the person then, or a positive test still waited for the decision on one."""
    return any(_binds(h, one, moment) for one in requirements) or any(
        _waits(h, t) for t in h.naming(arrest, DrugTested)
    )


def _waits(h: History, test: Recorded[DrugTested]) -> bool:
    if h.first_naming(test, AssessmentRequired) is not None or h.first_naming(test, RequirementNotImposed) is not None:
        return False
    return test.fact.positive and all(answer.fact.confirmed for answer in h.naming(test, LaboratoryReturned))


def _binds(h: History, requirement: Requirement, moment: AnyRecorded) -> bool:
    """Whether the requirement stood, enforceable and unfulfilled, when this happened."""
    if requirement.happened_at > moment.happened_at or not is_enforceable(h, requirement):
        return False
    return end_of_requirement(h, requirement) is None and not _planned(h, requirement)


def _planned(h: History, requirement: Requirement) -> bool:
    """A care plan can be agreed at once, and then no follow-up is waited for (HB 4.7.2)."""
    return any(h.naming(assessed, CarePlanAgreed) for assessed in h.naming(requirement, Assessed))


def arrests_open_at(h: History, moment: AnyRecorded) -> list[UUID]:
    """The arrests that had begun and not ended when this happened."""
    now = order(moment)
    return [root for root, began, ended in _spans(h) if began <= now and (ended is None or ended > now)]


@read_once
def _spans(h: History) -> list[tuple[UUID, Order, Order | None]]:
    """Each arrest, and where it and its way out stand in the order of things."""
    outs = [(arrest, way_out(h, arrest)) for arrest in h.all(Arrested)]
    return [(arrest.root, order(arrest), order(out.entry) if out else None) for arrest, out in outs]


@refuses(DecidedNext, cites=("HB 1.3",), readings=("R14", "R16"))
def an_ending_names_its_arrest(case: Case) -> Refused | None:
    """With two arrests open, a decision that ends our part says which."""
    if not case.fact.ends or case.fact.arrest is not None:
        return None
    open_arrests = [arrest for arrest in case.then.all(Arrested) if way_out(case.then, arrest) is None]
    if len(open_arrests) < 2:
        return None
    return Refused(
        sentence=f"{len(open_arrests)} arrests are open, and this does not say which one it is about.",
        instead="Name the arrest.",
        because=open_arrests[-1],
    )

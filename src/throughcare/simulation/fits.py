"""What may be true of a life: small questions to its steps, put together to say whom a demonstration wants."""

from collections.abc import Callable, Sequence

from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts import engagement as e
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.keeping_contact import ContactMade, Kept
from throughcare.rulebook.facts.missed import ContactTried
from throughcare.simulation.story import Step

Fits = Callable[[Sequence[Step]], bool]


def has(*kinds: type[Fact]) -> Fits:
    return lambda steps: all(any(isinstance(step.fact, kind) for step in steps) for kind in kinds)


def lacks(*kinds: type[Fact]) -> Fits:
    return lambda steps: not any(isinstance(step.fact, kinds) for step in steps)


def ends_with(*kinds: type[Fact]) -> Fits:
    """Outreach goes beside the way, and takes nobody further on it."""
    return lambda steps: isinstance(next(s.fact for s in reversed(steps) if not _is_outreach(s.fact)), kinds)


def _is_outreach(fact: Fact) -> bool:
    return isinstance(fact, ContactTried) and fact.attendance is None


def missed_last(steps: Sequence[Step]) -> bool:
    """The last that is known of the person is a contact that they missed."""
    last = steps[-1].fact
    return isinstance(last, ContactMade) and last.outcome is Kept.MISSED


def together(*all_of: Fits) -> Fits:
    return lambda steps: all(fits(steps) for fits in all_of)


def any_(fits: Callable[[Fact], bool]) -> Fits:
    return lambda steps: any(fits(step.fact) for step in steps)


def booked(purpose: a.Purpose) -> Fits:
    return any_(lambda fact: isinstance(fact, a.AppointmentMade) and fact.purpose is purpose)


def assessed(purpose: a.Purpose) -> Fits:
    return any_(lambda fact: isinstance(fact, a.Assessed) and fact.purpose is purpose)


def open_in_two_places(steps: Sequence[Step]) -> bool:
    """Two requirements are open, in two suites."""
    suites = {step.team for step in steps if isinstance(step.fact, k.AssessmentRequired)}
    return len(suites) > 1 and lacks(c.TakenOnCaseload, c.DecidedNext, e.PartnershipDecided, a.FollowUpDecided)(steps)

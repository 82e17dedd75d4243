"""What is offered by choice: where no assessment was required, or RA1 was not given before release.

Handbook 4.1.1, 4.8.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import AppointmentMade, Assessed, Form, Purpose
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    DrugTested,
    Released,
    RequirementNotImposed,
    VoluntaryOfferMade,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.owing import Obligation, earliest, owed, soonest, within
from throughcare.rulebook.spells import (
    Requirement,
    arrest_of,
    death,
    end_of_requirement,
    episode_of,
    home_team,
    served_form,
)
from throughcare.rulebook.standing import Duty, Given

OFFER = Obligation(
    kind="offer_by_choice", action="Offer an appointment by choice", by=Role.CJIT_CASE_MANAGER,
    deadline="next_working_day", point="IPAE3", data=DataClass.ATTENDANCE, cites=("HB 4.1.1", "HB 4.8"),
)  # fmt: skip
BOOK_BY_CHOICE = Obligation(
    kind="book_by_choice", action="Book the appointment the person accepted", by=Role.CJIT_CASE_MANAGER,
    deadline="next_working_day", point="IPAE3", data=DataClass.ATTENDANCE, cites=("HB 4.1.1",),
)  # fmt: skip

OBLIGATIONS = (OFFER, BOOK_BY_CHOICE)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """An offer where nothing is enforced, and the appointment for whoever accepted."""
    for requirement in h.every(AssessmentRequired):
        arrest = arrest_of(h, requirement)
        for release in h.every_naming(arrest, Released) if arrest else ():
            yield _after_release(h, requirement, release, given)
    for refused in h.every(RequirementNotImposed):
        test = h.origin(refused.fact.test, DrugTested)
        arrested = test.fact.arrest if test else None
        yield owed(
            OFFER, because=refused, owner=refused.team, due=within(OFFER, refused.happened_at, given), given=given,
            episode=h.root(arrested), met=offer_since(h, arrested, refused.happened_at), withdrawn=death(h),
        )  # fmt: skip
    for offer in h.every(VoluntaryOfferMade):
        if offer.fact.accepted:
            yield _book_by_choice(h, offer, given)


def _after_release(h: History, requirement: Requirement, release: Recorded[Released], given: Given) -> Duty:
    """Owed at each release; withdrawn by the RA1 that was given before it, or with the requirement."""
    ra1 = served_form(h, requirement, Form.RA1)
    in_time = ra1 if ra1 and ra1.happened_at <= release.happened_at else None
    return owed(
        OFFER, because=release, also=(requirement,), owner=home_team(h, requirement.team, given), given=given,
        episode=episode_of(h, requirement), due=within(OFFER, release.happened_at, given),
        met=earliest(offer_since(h, release.fact.arrest, release.happened_at), _seen(h, requirement)),
        withdrawn=soonest(in_time, end_of_requirement(h, requirement)),
    )  # fmt: skip


def _seen(h: History, requirement: Requirement) -> AnyRecorded | None:
    return next(iter(h.naming(requirement, Assessed)), None)


def offer_since(h: History, arrest: UUID | None, since: datetime) -> AnyRecorded | None:
    """An offer by choice, or an appointment by choice, from this moment on."""
    offers = [offer for offer in h.naming(arrest, VoluntaryOfferMade) if offer.happened_at >= since]
    return earliest(*offers, by_choice_since(h, since))


def all_by_choice_since(h: History, since: datetime) -> list[Recorded[AppointmentMade]]:
    """The appointments by choice made from this moment on."""
    return [a for a in h.all(AppointmentMade) if a.fact.purpose is Purpose.VOLUNTARY and a.happened_at >= since]


def by_choice_since(h: History, since: datetime) -> Recorded[AppointmentMade] | None:
    """The first of them."""
    return next(iter(all_by_choice_since(h, since)), None)


def seen_since(h: History, since: datetime) -> Recorded[Assessed] | None:
    """The first assessment by choice from this moment on."""
    by_choice = (one for one in h.all(Assessed) if one.fact.requirement is None)
    return next((one for one in by_choice if one.happened_at >= since), None)


def _book_by_choice(h: History, offer: Recorded[VoluntaryOfferMade], given: Given) -> Duty:
    arrest = h.origin(offer.fact.arrest, Arrested)
    owner = home_team(h, offer.team, given)
    return owed(
        BOOK_BY_CHOICE, because=offer, owner=owner, due=within(BOOK_BY_CHOICE, offer.happened_at, given), given=given,
        episode=arrest.root if arrest else None,
        met=earliest(by_choice_since(h, offer.happened_at), seen_since(h, offer.happened_at)),
        withdrawn=death(h),
    )  # fmt: skip

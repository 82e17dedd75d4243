"""Com 3: services offered in line with the care plan, and whether the person comes to them.

Handbook 4.1.3, 4.11.3; PPO 67. A referral changes no case manager, in whatever tier (H-114): nothing here does.
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.caseload import outside_the_place
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.services import (
    ServiceAttended,
    ServiceEnded,
    ServiceMissed,
    ServiceOffered,
    ServiceReferred,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import caseload_end
from throughcare.rulebook.standing import Duty, Given

REFER = Obligation(
    kind="refer_to_service", action="Refer the person to the service they accepted", by=Role.CJIT_CASE_MANAGER,
    deadline="service_referral", point="Com3", data=DataClass.CASEWORK, cites=("HB 4.1.3", "HB 4.11.3"),
    requirements=("H-111", "H-112", "H-192"),
)  # fmt: skip
HEAR = Obligation(
    kind="hear_from_service", action="Find out whether the person went to the service", by=Role.CJIT_CASE_MANAGER,
    deadline="service_contact", point="Com3", data=DataClass.CASEWORK, cites=("HB 4.1.3", "HB 4.11.3"),
    requirements=("H-111", "H-192"),
)  # fmt: skip
PRESCRIBE = Obligation(
    kind="start_prescribing", action="See that prescribing begins", by=Role.CJIT_CASE_MANAGER, deadline="prescribing",
    point="Com3", data=DataClass.CASEWORK, cites=("PPO 67", "HB 4.11.3"), requirements=("H-111", "P-70"),
)  # fmt: skip

OBLIGATIONS = (REFER, HEAR, PRESCRIBE)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """What was accepted is referred; then the team hears whether the person went, and again after each miss."""
    for entry in h.every(TakenOnCaseload):
        over = entry.mended_by or caseload_end(h, entry)
        for offer in h.every_naming(entry, ServiceOffered):
            if offer.fact.accepted:
                yield owed(
                    REFER, because=offer, owner=entry.team, due=within(REFER, offer.happened_at, given), given=given,
                    episode=entry.root, met=h.first_naming(offer, ServiceReferred), withdrawn=over,
                )  # fmt: skip
            for referral in h.every_naming(offer, ServiceReferred):
                yield from _after(h, referral, given, entry=entry, over=over)


def _after(
    h: History, referral: Recorded[ServiceReferred], given: Given, *, entry: AnyRecorded, over: AnyRecorded | None
) -> Iterator[Duty]:
    for start in (referral, *h.every_naming(referral, ServiceMissed)):
        yield owed(
            HEAR, because=start, owner=entry.team, due=within(HEAR, start.happened_at, given), given=given,
            episode=entry.root, met=_heard(h, referral, start), withdrawn=over,
        )  # fmt: skip
    if referral.fact.prescribing:
        begun = earliest(h.first_naming(referral, ServiceAttended), h.first_naming(referral, ServiceEnded))
        yield owed(
            PRESCRIBE, because=referral, owner=entry.team, due=within(PRESCRIBE, referral.happened_at, given),
            given=given, episode=entry.root, met=begun, withdrawn=over,
        )  # fmt: skip


def _heard(h: History, referral: AnyRecorded, start: AnyRecorded) -> AnyRecorded | None:
    """The next thing known of it."""
    said: list[AnyRecorded] = [
        *h.naming(referral, ServiceAttended), *h.naming(referral, ServiceMissed), *h.naming(referral, ServiceEnded)
    ]  # fmt: skip
    return earliest(*(one for one in said if order(one) > order(start)))


@refuses(ServiceOffered, cites=("HB 4.11.3",), requirements=("H-112", "H-192"))
def services_are_offered_on_the_caseload(case: Case) -> Refused | None:
    """By the team whose caseload it is, under its care plan, while the person is on it."""
    against = outside_the_place(case)
    if against is None:
        return None
    return Refused(
        sentence="A service is offered under the care plan by the team whose caseload the person is on.",
        instead="Ask that team, or agree a care plan and take the person on first.",
        because=against,
    )


@refuses(ServiceReferred, cites=("HB 4.1.3", "HB 4.11.3"), requirements=("H-112", "H-192"))
def nobody_is_referred_against_their_will(case: Case) -> Refused | None:
    """Services are offered; only an offer that was accepted becomes a referral."""
    offer = case.history.get(case.fact.offer, ServiceOffered)
    if offer is None or offer.fact.accepted:
        return None
    return Refused(
        sentence="The person declined this service.",
        instead="If they want it now, record a new offer and its answer.",
        because=offer,
    )

"""What some entries send by themselves, because the recipient is involved: reports to the police, papers to a CJIT.

Never more than the row of the table, and never a reason to refuse the entry: if it may not go, the entry stands alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from throughcare.accounts.models import Membership
from throughcare.journal.given import given as given_now
from throughcare.journal.models import Entry
from throughcare.journal.reading import history as history_of
from throughcare.journal.record import Proposed, record
from throughcare.rulebook.actors import POLICE, OrganisationKind, Role
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    FailureReported,
    FollowUpDecided,
    Form,
    NoticePrepared,
    NoticeServed,
    ProbationTold,
)
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import RecordSent, ReferredToTeam
from throughcare.rulebook.facts.consent import RecipientKind
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.facts.engagement import NotEngagingReported
from throughcare.rulebook.history import History
from throughcare.rulebook.spells import arrest_of, requirement_reported, terms
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.disclose import Sending, disclose, with_beside
from throughcare.sharing.involvement import disclosed

Sends = Callable[[History, Proposed, Membership], tuple[RecipientKind, str, UUID, type[Fact]] | None]


def record_and_send(entries: Sequence[Proposed], *, by: Membership, at: datetime) -> list[Entry] | Refusal:
    """As `record`; what the entries send goes in the same transaction."""
    sendings = list(_sendings(entries, by=by, at=at))
    if sendings:
        outcome = disclose(sendings, by=by, at=at, beside=entries)
        if not isinstance(outcome, Refusal):
            return outcome
    return record(entries, by=by, at=at)


def _sendings(entries: Sequence[Proposed], *, by: Membership, at: datetime) -> Iterator[Sending]:
    """A correction sends nothing anew."""
    for one in entries:
        sends = _SENDS.get(type(one.fact))
        if sends is None or one.replaces is not None:
            continue
        found = sends(with_beside(history_of(one.person_id), entries, by=by, at=at), one, by)
        if found is not None:
            yield Sending(key=uuid5(one.id, "sent"), person_id=one.person_id, fact=disclosed(*found), as_at=at)


def _report(h: History, one: Proposed, by: Membership):  # type: ignore[no-untyped-def]
    """To the suite of the arrest; nobody by law where there was no requirement."""
    requirement = requirement_reported(h, one.id)
    arrest = arrest_of(h, requirement) if requirement else None
    return (RecipientKind.POLICE, arrest.team, one.id, type(one.fact)) if arrest else None


def _papers(h: History, one: Proposed, by: Membership):  # type: ignore[no-untyped-def]
    """The record goes to the team of residence, before the follow-up (Handbook 4.7.4)."""
    referral = h.get(one.fact.referral, ReferredToTeam)  # type: ignore[attr-defined]
    return (RecipientKind.CJIT, referral.fact.to_team, referral.root, ReferredToTeam) if referral else None


def _probation(h: History, one: Proposed, by: Membership):  # type: ignore[no-untyped-def]
    """The outcome goes to Probation of the area, if one is listed and the person consented in writing (4.7.1)."""
    area = given_now().area_of(str(by.organisation_id))
    listed = [t.id for t in given_now().teams.values() if t.kind is OrganisationKind.PROBATION and t.area == area]
    decision = one.fact.decision  # type: ignore[attr-defined]
    return (RecipientKind.PROBATION, listed[0], decision, FollowUpDecided) if listed else None


def _to_the_cjit(h: History, one: Proposed, by: Membership):  # type: ignore[no-untyped-def]
    """RA1, and RA2 given by police, inform the CJIT that assesses in writing (Handbook 4.6.1 vii, variation).

    RA2 given by a CJIT goes to nobody else: police have usually no need of it.
    """
    notice = h.get(one.fact.notice, NoticePrepared)  # type: ignore[attr-defined]
    booked = h.get(notice.fact.appointment, AppointmentMade) if notice else None
    informs = {Form.RA1, Form.RA2} if Role(by.role) in POLICE else {Form.RA1}
    if notice is None or booked is None or notice.fact.form not in informs:
        return None
    return RecipientKind.CJIT, terms(h, booked).team, notice.fact.requirement, AssessmentRequired


_SENDS: Mapping[type[Fact], Sends] = {
    FailureReported: _report, NotEngagingReported: _report, RecordSent: _papers, ProbationTold: _probation,
    NoticeServed: _to_the_cjit,
}  # fmt: skip

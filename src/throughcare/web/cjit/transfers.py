"""Where a referral to another area stands, as both teams see it (Handbook 4.7.4, 4.7.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughcare.rulebook.continuity import first_contact
from throughcare.rulebook.facts.assessment import Form, NoticePrepared, NoticeServed, Purpose
from throughcare.rulebook.facts.casework import RecordAskedFor, RecordSent, ReferralAccepted, ReferredToTeam
from throughcare.rulebook.facts.consent import RecipientKind
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.spells import Terms, appointments, terms
from throughcare.sharing import contents, involvement
from throughcare.sharing.contents import Held


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One referral: what each side has done about it."""

    referral: Recorded[ReferredToTeam]
    place: Terms | None
    """The follow-up as it stands."""
    paper: Recorded[NoticeServed] | None
    accepted: Recorded[ReferralAccepted] | None
    asked: Sequence[Recorded[RecordAskedFor]]
    sent: Recorded[RecordSent] | None
    contact: AnyRecorded | None

    @property
    def sender(self) -> str:
        return self.referral.team

    @property
    def receiver(self) -> str:
        return self.referral.fact.to_team

    @property
    def is_settled(self) -> bool:
        return bool(self.accepted and self.sent and self.contact)


def latest(h: History) -> Transfer | None:
    """The last referral on the record; earlier ones stand on the timeline."""
    referral = h.last(ReferredToTeam)
    if referral is None:
        return None
    requirement = h.origin(referral.fact.requirement, AssessmentRequired)
    booked = appointments(h, requirement, Purpose.FOLLOW_UP)[-1:] if requirement else []
    papers = [paper for one in booked for paper in h.naming(one, NoticePrepared) if paper.fact.form is Form.RA4]
    return Transfer(
        referral=referral, place=next((terms(h, one) for one in booked), None),
        paper=next((h.first_naming(paper, NoticeServed) for paper in reversed(papers)), None),
        accepted=h.first_naming(referral, ReferralAccepted), asked=h.naming(referral, RecordAskedFor),
        sent=h.first_naming(referral, RecordSent), contact=first_contact(h, referral),
    )  # fmt: skip


def met_at(whole: History, found: Transfer) -> datetime | None:
    """When the team there met the person, from the whole record: the sender's watch ends with it, and it may know."""
    contact = first_contact(whole, found.referral)
    return contact.happened_at if contact else None


def record_to_send(h: History, referral: Recorded[ReferredToTeam]) -> list[Held]:
    """What goes ahead: each item of the row, with the lines the other team will read."""
    going = involvement.disclosed(RecipientKind.CJIT, referral.fact.to_team, referral.root, ReferredToTeam).items
    return [one for one in contents.held(h) if one.item in going and not one.is_empty]

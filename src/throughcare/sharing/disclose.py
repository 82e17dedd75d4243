"""The one function by which anything leaves a team, and the preview that comes before it.

What is sent is what was shown: the copy is made again from the record, and if the record has changed since the page
was shown, nothing is sent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from throughcare.accounts.models import Membership
from throughcare.documents.failure_bundle import FailureBundle
from throughcare.journal.given import given as given_now
from throughcare.journal.models import Entry
from throughcare.journal.reading import history as history_of
from throughcare.journal.record import Proposed, record
from throughcare.organisations.models import Organisation
from throughcare.rulebook import journey
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import FailureReported
from throughcare.rulebook.facts.consent import Disclosed
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.standing import Actor, Refusal
from throughcare.sharing import copies, evidence
from throughcare.sharing.models import Copy, Disclosure

SHOWN_FOR = timedelta(hours=1)
"""A preview older than this is shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be sent, as text, its digest, and whether the rules would refuse it now."""

    fact: Disclosed
    text: str
    refusal: Refusal | None

    @property
    def sent(self) -> copies.Sent:
        return copies.read(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One thing to be sent, under the caller's id; `shown` is the digest of what the sender looked at."""

    key: UUID
    person_id: UUID
    fact: Disclosed
    as_at: datetime
    shown: str = ""


def preview(h: History, fact: Disclosed, *, by: Membership, as_at: datetime, at: datetime) -> Preview:
    """Exactly what the recipient would read, and why it may not go, if it may not."""
    made = _written(h, fact, by=by, as_at=as_at)
    return Preview(fact=made.fact, text=made.text, refusal=_refusal(h, made.fact, by=by, at=at))


@transaction.atomic
def disclose(sendings: Sequence[Sending], *, by: Membership, at: datetime, beside: Sequence[Proposed] = ()) -> (
    list[Entry] | Refusal
):  # fmt: skip
    """Record and keep the copies in one transaction, with what is recorded `beside` them first; or refuse."""
    prepared = [_prepared(one, by=by, at=at, beside=beside) for one in sendings]
    refusal = next((one for one in prepared if isinstance(one, Refusal)), None)
    if refusal is not None:
        return refusal
    ready = [one for one in prepared if not isinstance(one, Refusal)]
    outcome = record([*beside, *(proposed for proposed, _ in ready)], by=by, at=at)
    if isinstance(outcome, Refusal):
        return outcome
    keep(
        Kept(
            entry=proposed.id, person_id=proposed.person_id, fact=proposed.fact, team=str(by.organisation_id),
            at=proposed.happened_at, text=text,
        )
        for proposed, text in ready if isinstance(proposed.fact, Disclosed)
    )  # fmt: skip
    return outcome


def shown(kept: Copy, *, at: datetime, number: UUID) -> dict[str, object]:
    """A copy for a page: what was read, when it was sent, and the number that stands on every print of it."""
    return {"sent": copies.read(kept.text), "sent_at": at, "number": str(number)[-8:].upper()}


def _prepared(
    sending: Sending, *, by: Membership, at: datetime, beside: Sequence[Proposed]
) -> tuple[Proposed, str] | Refusal:
    """As shown, or a refusal: the recipient has closed, or the record has changed since."""
    closed = _closed(sending.fact, at=at)
    if closed is not None:
        return closed
    h = with_beside(history_of(sending.person_id), beside, by=by, at=at)
    made = _written(h, sending.fact, by=by, as_at=sending.as_at)
    found = h.find(sending.key)
    kept = found.fact if found and isinstance(found.fact, Disclosed) else None
    as_shown = sending.shown == made.fact.copy and at - SHOWN_FOR <= sending.as_at <= at
    if kept is None and sending.shown and not as_shown:
        return Refusal(
            rule="sent_as_shown", cites=("PPO 47 b3",),
            sentence="The record has changed since you looked, so this is no longer what would be sent.",
            instead="Look again, then share.",
        )  # fmt: skip
    fact = replace(sending.fact, copy=kept.copy, made_of=kept.made_of) if kept else made.fact
    sent_at = found.happened_at if found else at
    return Proposed(id=sending.key, person_id=sending.person_id, fact=fact, happened_at=sent_at), made.text


def _closed(fact: Disclosed, *, at: datetime) -> Refusal | None:
    """Only to an organisation that exists that day (B9)."""
    if not fact.to_team or Organisation.objects.in_force(on=local_day(at)).filter(pk=fact.to_team).exists():
        return None
    return Refusal(
        rule="the_recipient_exists", cites=("HB 4.2",), sentence="That team does not exist any more.",
        instead="Choose the team that has taken its place, and ask the person to agree.",
    )  # fmt: skip


def with_beside(h: History, beside: Sequence[Proposed], *, by: Membership, at: datetime) -> History:
    return h.plus(_recorded(one, by=by, at=at) for one in beside) if beside else h


def _recorded(one: Proposed, *, by: Membership, at: datetime) -> Recorded:  # type: ignore[type-arg]
    return Recorded(
        id=one.id, root=one.id, fact=one.fact, happened_at=one.happened_at, recorded_at=at, by=by.pk,
        team=str(by.organisation_id),
    )  # fmt: skip


def _written(h: History, fact: Disclosed, *, by: Membership, as_at: datetime) -> copies.Written:
    team = given_now().teams.get(fact.to_team)
    recipient = (team.name if team else "") or fact.named or str(fact.recipient)
    return copies.written(
        h,
        fact,
        sender=by.organisation.name,
        recipient=recipient,
        as_at=as_at,
        bundle=failure_bundle(h, fact.involved, by=by, to=recipient) if fact.involved else None,
    )


def failure_bundle(h: History, report: UUID, *, by: Membership, to: str) -> FailureBundle | None:
    """With a report to police of a failure to attend and remain: the evidence of it."""
    if h.get(report, FailureReported) is None:
        return None
    wrote = {entry.by for entry in h.written_down}
    names = dict(Membership.objects.filter(pk__in=wrote).values_list("pk", "account__full_name"))
    return evidence.bundle(h, report, who=lambda entry: names.get(entry.by, ""), team=by.organisation.name, to=to)


def _refusal(h: History, fact: Disclosed, *, by: Membership, at: datetime) -> Refusal | None:
    proposed = Recorded(
        id=UUID(int=0), fact=fact, happened_at=at, recorded_at=at, by=by.pk, team=str(by.organisation_id)
    )
    actor = Actor(membership=by.pk, role=Role(by.role), team=str(by.organisation_id))
    return _closed(fact, at=at) or journey.refusal_to_record(h, proposed, by=actor, at=at, given=given_now())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A copy to be kept beside its entry, which is in the journal already."""

    entry: UUID
    person_id: UUID
    fact: Disclosed
    team: str
    at: datetime
    text: str


def keep(copies_of: Iterable[Kept]) -> None:
    """Rows of what was sent, and their copies; one that is kept already stays as it is."""
    for one in copies_of:
        Copy.objects.get_or_create(sha256=one.fact.copy, defaults={"text": one.text})
        Disclosure.objects.get_or_create(
            entry_id=one.entry,
            defaults={
                "person_id": one.person_id, "from_team_id": one.team, "to_team_id": one.fact.to_team or None,
                "consent": one.fact.consent, "decision": one.fact.decision, "involved": one.fact.involved,
                "copy_id": one.fact.copy, "at": one.at,
            },
        )  # fmt: skip

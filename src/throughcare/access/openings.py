"""Opening one record in an emergency: who may, for how long, who must agree, who reviews (trust A9).

Nothing here looks at whether the person at the keyboard is still the same: the page asks for that first.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from throughcare.access.models import LASTS, Opening, OpeningTry, Reason
from throughcare.accounts.models import Membership
from throughcare.journal.models import StandingRow
from throughcare.people.models import Person
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.calendar import end_of_day, england_and_wales, local_day

LETTERS = 20
"""The words that say why need at least so many letters: a sentence, not a full stop."""
A_MINUTE, A_DAY = 25, 100
"""More tries than that are no emergency of one worker (B8)."""


class NotAllowed(Exception):
    """The message is the sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    reason: Reason
    words: str


def reasons(role: Role) -> Set[Reason]:
    """An auditor opens records to audit and for nothing else; nobody else audits."""
    if role == Role.AUDITOR:
        return {Reason.AUDIT}
    return {one for one in Reason if one is not Reason.AUDIT} if ROLES[role].sees else set()


def refusal_to_ask(*, membership: Membership, why: Why, at: datetime) -> str | None:
    if not membership.is_live(at=at):
        return "Your own membership has ended, so you cannot open a record."
    if why.reason not in reasons(Role(membership.role)):
        return "Your role cannot open a record for that reason."
    if sum(letter.isalpha() for letter in why.words) < LETTERS:
        return f"Say why in at least {LETTERS} letters: someone will read it and ask."
    return refusal_of_many(membership=membership, at=at)


def refusal_of_many(*, membership: Membership, at: datetime) -> str | None:
    """Of the account, in whatever post."""
    tries = OpeningTry.objects.filter(membership__account=membership.account_id)
    for limit, within, said in ((A_MINUTE, timedelta(minutes=1), "a minute"), (A_DAY, timedelta(days=1), "a day")):
        if tries.filter(at__gt=at - within).count() >= limit:
            return f"You have tried to open {limit} records in {said}, which is as many as one person may."
    return None


@transaction.atomic
def ask(*, key: UUID, membership: Membership, person: Person | None, why: Why, at: datetime) -> Opening | None:
    """Opens at once, or waits for a second person; None where there is nobody to open. Every try is kept.

    Sent again under the same key, the same opening comes back.
    """
    refusal = refusal_to_ask(membership=membership, why=why, at=at)
    if refusal:
        raise NotAllowed(refusal)
    known = Opening.objects.filter(pk=key, membership=membership).first()
    if known is not None:
        return known
    opening = _made(key, membership, person, why, at) if person else None
    OpeningTry.objects.create(membership=membership, at=at, reason=why.reason, opening=opening)
    return opening


def _made(key: UUID, membership: Membership, person: Person, why: Why, at: datetime) -> Opening:
    standing = StandingRow.objects.filter(person=person).first()
    opening = Opening(
        pk=key, membership=membership, person=person, reason=why.reason, words=why.words, asked_at=at,
        care_team_id=standing.care_team_id if standing else None,
    )  # fmt: skip
    if not needs_a_second_person(membership=membership, reason=why.reason, at=at):
        _open(opening, at)
    opening.save(force_insert=True)
    return opening


def _open(opening: Opening, at: datetime) -> None:
    opening.opened_at, opening.until, opening.review_by = at, at + LASTS, review_by(at)


def review_by(opened_at: datetime) -> datetime:
    """The end of the next working day."""
    return end_of_day(england_and_wales().working_day_after(local_day(opened_at), 1))


def needs_a_second_person(*, membership: Membership, reason: Reason, at: datetime) -> bool:
    """Where an opening by the same team should have been reviewed and was not; never for a risk to life."""
    unreviewed = overdue(at).filter(membership__organisation=membership.organisation_id)
    return reason != Reason.LIFE and unreviewed.exists()


def overdue(at: datetime) -> QuerySet[Opening]:
    return Opening.objects.filter(review_by__lte=at, reviewed_at=None)


def waiting(*, membership: Membership, at: datetime) -> QuerySet[Opening]:
    """Openings of the same team that a second person may agree to now."""
    asked = Opening.objects.filter(membership__organisation=membership.organisation_id, opened_at=None)
    return asked.filter(asked_at__gt=at - LASTS).select_related("membership__account", "person")


def refusal_to_agree(*, opening: Opening, by: Membership, at: datetime) -> str | None:
    if not by.is_live(at=at) or not reasons(Role(by.role)):
        return "Your role opens no record, so it cannot agree to one being opened."
    if by.organisation_id != opening.membership.organisation_id:
        return "Only someone of the same team can agree."
    if by.account_id == opening.membership.account_id:
        return "A second person must agree: not the one who asks."
    if opening.opened_at is not None:
        return "Someone has agreed already."
    return None if at < opening.asked_at + LASTS else "This was asked for more than an hour ago. It must be asked anew."


@transaction.atomic
def agree(*, opening: Opening, by: Membership, at: datetime) -> None:
    opening = Opening.objects.select_for_update().select_related("membership").get(pk=opening.pk)
    refusal = refusal_to_agree(opening=opening, by=by, at=at)
    if refusal:
        raise NotAllowed(refusal)
    opening.agreed_by = by
    _open(opening, at)
    opening.save()


def open_now(*, membership: Membership, at: datetime) -> QuerySet[Opening]:
    """The 60th minute is not in it."""
    return Opening.objects.filter(membership=membership, opened_at__lte=at, until__gt=at).select_related("person")


def close(*, key: UUID, membership: Membership, at: datetime) -> None:
    """Before its hour is over, by whoever opened it; a second time changes nothing."""
    open_now(membership=membership, at=at).filter(pk=key).update(until=at)

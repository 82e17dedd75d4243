"""No paper in words that nobody approved is recorded as given, outside a demonstration (design section 6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from throughcare.accounts.models import Membership
from throughcare.documents.approval import can_be_served_as_legal
from throughcare.journal.models import Entry
from throughcare.journal.reading import history
from throughcare.journal.record import Proposed
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import Form, NoticePrepared, NoticeServed
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.sends import record_and_send


def enter(entries: Sequence[Proposed], *, by: Membership, at: datetime) -> list[Entry] | Refusal:
    """The way of both doors into the journal: what may be given is recorded, and what it sends goes with it."""
    return refusal_to_serve(entries, by=by, at=at) or record_and_send(entries, by=by, at=at)


def refusal_to_serve(entries: Sequence[Proposed], *, by: Membership, at: datetime) -> Refusal | None:
    """In a demonstration everything prints as not legal, and may be given."""
    if settings.DEMO:
        return None
    together = {one.id: one.fact for one in entries}
    forms = {_form(one, together) for one in entries if isinstance(one.fact, NoticeServed)} - {None}
    for form in forms:
        if form and not can_be_served_as_legal(organisation=by.organisation, form=form, on=local_day(at)):
            return Refusal(
                rule="wording_is_approved", cites=("HB 4.6.1 v",),
                sentence=f"Nobody has approved our wording of {form} for {by.organisation.name}, so it is not a legal "
                "notice and cannot be recorded as given.",
                instead="Ask your police DIP lead to approve it. Release can be recorded at any time.",
            )  # fmt: skip
    return None


def _form(proposed: Proposed, together: Mapping[UUID, Fact]) -> Form | None:
    """Of the paper it names, on the record or prepared in the same act."""
    beside = together.get(proposed.fact.notice)  # type: ignore[attr-defined]
    if isinstance(beside, NoticePrepared):
        return beside.form
    prepared = history(proposed.person_id).origin(proposed.fact.notice, NoticePrepared)  # type: ignore[attr-defined]
    return prepared.fact.form if prepared else None

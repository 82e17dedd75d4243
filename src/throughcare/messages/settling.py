"""What people say about messages: that they rang or posted one, that it went, or that the person was told otherwise."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction

from throughcare.accounts.models import Membership
from throughcare.journal.models import ReminderRow
from throughcare.messages.claiming import first_try
from throughcare.messages.models import TO_SEE_TO, Message, State

BY_HAND = "by hand"


class Said(StrEnum):
    DONE = "done"
    """A call was made or a letter posted; or what no machine sent in time was told."""
    WENT = "went"
    """What may have been sent was."""
    TOLD = "told"
    """It did not arrive; the person was told in another way."""


def done_by_hand(*, person_id: UUID, key: str, by: Membership, at: datetime) -> bool:
    """False where it is not wanted any more, not yet, or where somebody has done it."""
    try:
        with transaction.atomic():
            row = ReminderRow.objects.select_for_update(of=("self",)).select_related("team").filter(
                person=person_id, key=key, why_not="", send_from__lte=at, starts_at__gt=at, team=by.organisation_id
            ).first()  # fmt: skip
            if row is None:
                return False
            message = first_try(row, at=at, provider=BY_HAND, state=State.SENT)
            Message.objects.filter(pk=message.pk).update(by=by, ended_at=at, leased_until=None)
            return True
    except IntegrityError:
        return False


def settle(*, person_id: UUID, message_id: UUID, said: Said, by: Membership, at: datetime) -> bool:
    """Ends a doubt or a failure; it is on nobody's list any more. A machine never sends it again."""
    theirs = Message.objects.filter(pk=message_id, person=person_id, team=by.organisation_id, by=None)
    if said is Said.WENT:
        return bool(theirs.filter(state=State.UNKNOWN).update(state=State.SENT, by=by, ended_at=at))
    return bool(theirs.filter(state__in=TO_SEE_TO).update(by=by, ended_at=at))

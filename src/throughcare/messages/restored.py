"""After a backup was put back: what was sent since it was taken is not in it, and must not be sent again."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from throughcare.journal.models import ReminderRow
from throughcare.messages.channels.chosen import messengers
from throughcare.messages.claiming import first_try
from throughcare.messages.models import Message, State
from throughcare.rulebook.facts.contact import Channel

PUT_BACK = "the database was put back; it may have been sent before that"


def doubt(*, since: datetime, at: datetime) -> int:
    """Everything that could have gone out between the backup and now may have: it is asked after before it is sent."""
    chosen, found = messengers(), 0
    for row in _could_have_gone(since=since, at=at, channels=list(chosen)):
        message = first_try(row, at=at, provider=chosen[Channel(row.channel)].name, state=State.WAITING)
        Message.objects.filter(pk=message.pk).update(
            may_be_taken=True, next_try_at=at, leased_until=None, because=PUT_BACK
        )  # fmt: skip
        found += 1
    halfway = Message.objects.filter(state__in=(State.WAITING, State.SENDING), may_be_taken=False)
    return found + halfway.update(
        state=State.WAITING, may_be_taken=True, next_try_at=at, leased_until=None, because=PUT_BACK
    )


def _could_have_gone(*, since: datetime, at: datetime, channels: list[Channel]) -> list[ReminderRow]:
    """Also those whose time ended since: they are not sent, and it is not known whether they were."""
    tried = Message.objects.filter(person=OuterRef("person"), key=OuterRef("key"))
    rows = ReminderRow.objects.filter(~Exists(tried), why_not="", send_from__lte=at, send_until__gt=since)
    return list(rows.filter(channel__in=[channel.value for channel in channels]).select_related("team"))

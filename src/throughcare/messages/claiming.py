"""Taking a reminder to send it: at that very moment it is asked again whether it is still wanted.

The journal changes a reminder in the transaction that records a death, a move or a wish, and a claim locks the same
row. So either the claim comes first, or it finds the reminder taken back. The claim itself is one conditional write:
of two workers one gets it, and a reminder whose message exists is never claimed as new again.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from throughcare.journal.models import ReminderRow
from throughcare.messages.models import Message, State, id_of
from throughcare.messages.wording import About, Worded, worded
from throughcare.people.models import Person
from throughcare.rulebook.facts.contact import Channel
from throughcare.rulebook.reaching import number

LEASE = timedelta(minutes=10)
"""A worker that says nothing for so long is taken to be dead."""
NOT_ASKED_FOR = "nothing on the record asks for it any more"
TIME_IS_OVER = "its time was over before it could be sent"


def wanted(*, at: datetime, channels: Collection[Channel]) -> QuerySet[ReminderRow]:
    """Reminders whose time it is and that nobody has tried, the most pressing first."""
    tried = Message.objects.filter(person=OuterRef("person"), key=OuterRef("key"))
    found = ReminderRow.objects.filter(why_not="", send_from__lte=at, send_until__gt=at)
    return found.filter(~Exists(tried), channel__in=[channel.value for channel in channels]).order_by(
        "send_until", "id"
    )


def claim_new(row_id: int, *, at: datetime, provider: str) -> Message | None:
    """None: it is not wanted now, or somebody else has it."""
    try:
        with transaction.atomic():
            row = _locked(at).filter(pk=row_id).first()
            return None if row is None else first_try(row, at=at, provider=provider)
    except IntegrityError:
        return None


def first_try(row: ReminderRow, *, at: datetime, provider: str, state: State = State.SENDING) -> Message:
    words = words_of(row)
    return Message.objects.create(
        id=id_of(row.person_id, row.key), person_id=row.person_id, team_id=row.team_id, key=row.key,
        appointment=row.appointment, starts_at=row.starts_at, channel=row.channel, address=address_of(row),
        wording=words.wording, subject=words.subject, text=words.text, state=state, provider=provider, attempts=1,
        made_at=at, leased_until=at + LEASE,
    )  # fmt: skip


def claim_again(message_id: UUID, *, at: datetime, provider: str) -> Message | None:
    """One that is waiting. Where its reminder is gone, changed its mind or its time, it ends here instead."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=message_id, state=State.WAITING).first()
        if message is None or message.next_try_at is None or message.next_try_at > at:
            return None
        row = ReminderRow.objects.select_for_update().filter(person=message.person_id, key=message.key).first()
        if row is None or row.why_not or row.send_until <= at:
            _end(message, row, at)
            return None
        if row.send_from > at:
            message.next_try_at = row.send_from
            message.save()
            return None
        _as_wished_now(message, row, provider)
        message.state, message.attempts = State.SENDING, message.attempts + 1
        message.leased_until, message.next_try_at = at + LEASE, None
        message.save()
        return message


def words_of(row: ReminderRow) -> Worded:
    return worded(
        About(
            starts_at=row.starts_at, place=row.place, team=row.team.name, phone=row.team.phone,
            names_team=row.names_team, channel=Channel(row.channel),
        )
    )  # fmt: skip


def address_of(row: ReminderRow) -> str:
    return number(row.address) if row.channel in (Channel.TEXT, Channel.CALL) else row.address


def name_of(message: Message) -> str:
    """For the envelope."""
    return Person.objects.get(pk=message.person_id).full_name if message.channel == Channel.LETTER else ""


def _locked(at: datetime) -> QuerySet[ReminderRow]:
    rows = ReminderRow.objects.select_for_update(of=("self",)).select_related("team")
    return rows.filter(why_not="", send_from__lte=at, send_until__gt=at)


def _as_wished_now(message: Message, row: ReminderRow, provider: str) -> None:
    """What may have been taken is asked for where it was; anything else goes where the person wishes now."""
    if message.may_be_taken:
        return
    words = words_of(row)
    message.channel, message.address, message.provider = row.channel, address_of(row), provider
    message.wording, message.subject, message.text = words.wording, words.subject, words.text


def _end(message: Message, row: ReminderRow | None, at: datetime) -> None:
    """Not even a doubt is settled by sending: what may have been taken stays said so."""
    over = row is not None and not row.why_not
    message.state = State.UNKNOWN if message.may_be_taken else State.TOO_LATE if over else State.CANCELLED
    message.because = TIME_IS_OVER if over else (row.why_not if row else NOT_ASKED_FOR)
    message.next_try_at, message.ended_at = None, at
    message.save()

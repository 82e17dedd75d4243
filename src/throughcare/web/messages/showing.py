"""A reminder or a message as a row: what became of it, in words, and what somebody can do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.journal.models import ReminderRow
from throughcare.messages.channels.chosen import messengers
from throughcare.messages.models import TO_SEE_TO, Message, State
from throughcare.messages.settling import BY_HAND, Said
from throughcare.rulebook.facts.contact import Channel
from throughcare.web import words
from throughcare.web.pieces import ShapeName

HIDDEN = "number or address not shown to your role"
STAYED = {"file": "Written to a file; nothing left the server", "console": "Shown to whoever runs the server"}
VERB = {Channel.CALL: "I rang", Channel.LETTER: "I posted it"}
_SHAPES: dict[str, ShapeName] = {
    State.FAILED: "overdue", State.UNKNOWN: "soon", State.TOO_LATE: "overdue", State.SENT: "met",
    State.DELIVERED: "met", State.CANCELLED: "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A button: what somebody says, and about which row."""

    said: str
    about: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Row:
    appointment: str
    channel: str
    to: str
    shape: ShapeName
    state: str
    note: str
    text: str
    answers: tuple[Answer, ...] = ()


def of_message(message: Message, *, now: datetime, may_read: bool, is_ours: bool) -> Row:
    """As it was sent, or not."""
    open_ = message.state in TO_SEE_TO and message.by_id is None and message.starts_at > now
    return Row(
        appointment=words.when(message.starts_at), channel=message.channel, text=message.text,
        to=message.address if may_read else HIDDEN, shape=_SHAPES.get(message.state, "open"), state=_state(message),
        note=_note(message), answers=_answers(message) if open_ and is_ours else (),
    )  # fmt: skip


def _state(message: Message) -> str:
    if message.state == State.SENT and message.provider in STAYED:
        return STAYED[message.provider]
    label = str(State(message.state).label)
    return f"{label[:1].upper()}{label[1:]}"


def _note(message: Message) -> str:
    """When, why, and who saw to it."""
    at = words.when(message.ended_at or message.made_at)
    told = message.by_id is not None and message.state in TO_SEE_TO
    parts = [at, message.because, "seen to by a worker" if told else ""]
    if message.provider == BY_HAND:
        parts = [at, "by a worker"]
    return ", ".join(part for part in parts if part)


def _answers(message: Message) -> tuple[Answer, ...]:
    told = Answer(said=Said.TOLD, about=str(message.pk), label="I told them otherwise")
    if message.state == State.UNKNOWN:
        return (Answer(said=Said.WENT, about=str(message.pk), label="It arrived"), told)
    return (told,)


def of_reminder(row: ReminderRow, *, now: datetime, text: str, may_read: bool, is_ours: bool) -> Row:
    """Still to come, to be done by hand, not done in time, or not wanted any more."""
    shape, state, note = _ahead(row, now)
    channel = Channel(row.channel)
    may_say = is_ours and is_to_do(row, now)
    answer = Answer(said=Said.DONE, about=row.key, label=VERB.get(channel, "I told them otherwise"))
    return Row(
        appointment=words.when(row.starts_at), channel=row.channel, to=row.address if may_read else HIDDEN, text=text,
        shape=shape, state=state, note=note, answers=(answer,) if may_say else (),
    )  # fmt: skip


def is_to_do(row: ReminderRow, now: datetime) -> bool:
    """By hand, from its time on; by a machine, once that had its time and did not."""
    if row.why_not or row.starts_at <= now:
        return False
    return row.send_from <= now if _is_by_hand(row) else row.send_until <= now


def _is_by_hand(row: ReminderRow) -> bool:
    return Channel(row.channel) not in messengers()


def _ahead(row: ReminderRow, now: datetime) -> tuple[ShapeName, str, str]:
    if row.why_not:
        return "withdrawn", "Not sent", row.why_not
    if is_to_do(row, now):
        by_hand = _is_by_hand(row)
        return ("soon", "To do by a worker", "") if by_hand else ("overdue", "Not sent in time", "ring them")
    if row.starts_at <= now:
        return "withdrawn", "Not sent", "the appointment has been"
    return "open", "Planned", f"from {words.when(row.send_from)}"


def number_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

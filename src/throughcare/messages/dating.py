"""The calendar file of an appointment as the record has it, saying no more than the person allows."""

from uuid import UUID

from throughcare.journal.models import ReminderRow
from throughcare.journal.reading import history
from throughcare.messages.calendar_file import Dated, calendar_file
from throughcare.messages.models import Message
from throughcare.rulebook.arrangements import let_go
from throughcare.rulebook.facts.assessment import AppointmentMade, AppointmentMoved
from throughcare.rulebook.history import History
from throughcare.rulebook.reminders import wishes_of
from throughcare.rulebook.spells import terms


def calendar_of(message: Message) -> bytes:
    """To go along with an e-mail; nothing where the appointment does not stand any more."""
    row = ReminderRow.objects.filter(person=message.person_id, key=message.key).select_related("team").first()
    found = dated(history(message.person_id), message.appointment, team=row.team.name if row else "")
    return calendar_file(found) if found else b""


def dated(h: History, root: UUID, *, team: str) -> Dated | None:
    """As it stands now; None where no such appointment stands. Every move and correction raises the sequence."""
    booked = next((one for one in h.all(AppointmentMade) if one.root == root), None)
    if booked is None:
        return None
    now, off, wishes = terms(h, booked), let_go(h, booked), wishes_of(h)
    names = wishes is not None and wishes.fact.agreed and wishes.fact.may_name_team
    return Dated(
        root=root, starts_at=now.starts_at, moved=len(h.every_naming(booked, AppointmentMoved)) + _versions(h, root),
        changed_at=max([now.by.recorded_at, *([off.recorded_at] if off else [])]), is_off=off is not None,
        place=now.place if names else "", team=team if names else "",
    )  # fmt: skip


def _versions(h: History, root: UUID) -> int:
    """How often the booking itself was corrected."""
    return sum(1 for one in h.every(AppointmentMade) if one.root == root) - 1

"""What one person agreed to, the exact words, what was sent to where and when, and what became of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.journal.models import ReminderRow
from throughcare.messages.calendar_file import calendar_file
from throughcare.messages.claiming import words_of
from throughcare.messages.dating import dated
from throughcare.messages.models import Message
from throughcare.messages.settling import Said, done_by_hand, settle
from throughcare.messages.wording import About, parts, worded
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.assessment import AppointmentMade
from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.reminders import wishes_of
from throughcare.rulebook.spells import terms
from throughcare.web.desks import RECORDS, desk
from throughcare.web.messages import showing
from throughcare.web.person.page import Record, identity, open_record


@desk(RECORDS)
def person_messages(request: HttpRequest, reference: str) -> HttpResponse:
    """Only about appointments that the reader may read."""
    record = open_record(request, reference)
    if request.method == "POST":
        _say(request, record)
        return redirect("person_messages", reference)
    wishes = wishes_of(record.history)
    context = {
        "person": record.person, "facts": identity(record), "wishes": wishes.fact if wishes else None,
        "agreed_at": wishes.happened_at if wishes else None, "rows": _rows(record),
        "example": _example(record, wishes.fact) if wishes and wishes.fact.agreed else None,
        "may_record": record.working.role in RECORDS, "calendars": _calendars(record),
    }  # fmt: skip
    return render(request, "web/messages/person.html", context)


@desk(RECORDS)
def appointment_calendar(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """For a phone or a calendar; it says no more than the person allows."""
    record = open_record(request, reference)
    booked = record.history.get(entry, AppointmentMade)
    found = (
        dated(record.history, booked.root, team=record.names.get(terms(record.history, booked).team, ""))
        if booked
        else None
    )
    if found is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return HttpResponse(calendar_file(found), content_type="text/calendar; charset=utf-8", headers=headers)


def _readable(record: Record) -> set[UUID]:
    return {entry.root for entry in record.history.all(AppointmentMade)}


def _rows(record: Record) -> list[showing.Row]:
    """What is to come and what was, the latest appointment first."""
    roots, team = _readable(record), record.working.membership.organisation_id
    about = {"person": record.person, "appointment__in": roots}
    tried = list(Message.objects.filter(**about))
    keys = {message.key for message in tried}
    rest = [row for row in ReminderRow.objects.filter(**about).select_related("team") if row.key not in keys]
    may_read, now = record.sees(DataClass.IDENTITY), record.now
    found = [
        (one.starts_at, one.made_at, showing.of_message(one, now=now, may_read=may_read, is_ours=one.team_id == team))
        for one in tried
    ]
    found += [
        (row.starts_at, row.send_from, showing.of_reminder(
            row, now=now, text=words_of(row).text, may_read=may_read, is_ours=row.team_id == team))
        for row in rest
    ]  # fmt: skip
    return [row for *_, row in sorted(found, key=lambda one: one[:2], reverse=True)]


def _example(record: Record, wishes: ContactWishes) -> dict[str, Any]:
    """The words as they would be sent: of the next appointment, or of one tomorrow."""
    booked = record.history.last(AppointmentMade)
    now = terms(record.history, booked) if booked else None
    about = About(
        starts_at=now.starts_at if now else record.now, place=now.place if now else "the place of the appointment",
        team=record.names.get(now.team, "our team") if now else "our team", phone="", names_team=wishes.may_name_team,
        channel=wishes.channel or Channel.TEXT,
    )  # fmt: skip
    found = worded(about)
    return {"text": found.text, "subject": found.subject, "parts": parts(found.text), "is_of_one": booked is not None}


def _calendars(record: Record) -> list[tuple[UUID, Any]]:
    return [
        (one.root, terms(record.history, one).starts_at)
        for one in record.history.all(AppointmentMade)
        if terms(record.history, one).starts_at > record.now
    ]


def _say(request: HttpRequest, record: Record) -> None:
    """What somebody says of a row that they may read; anything else changes nothing."""
    said, about = request.POST.get("said", ""), request.POST.get("about", "")
    by, at, person = record.working.membership, record.now, record.person
    if said == Said.DONE:
        known = ReminderRow.objects.filter(person=person, key=about, appointment__in=_readable(record)).first()
        if known is not None and showing.is_to_do(known, at):
            done_by_hand(person_id=person.pk, key=about, by=by, at=at)
        return
    number = showing.number_of(about)
    if number is not None and said in {Said.WENT, Said.TOLD}:
        settle(person_id=person.pk, message_id=number, said=Said(said), by=by, at=at)

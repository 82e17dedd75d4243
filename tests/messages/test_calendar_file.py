"""The calendar file (I-34): one uid, a sequence that rises, the clock of London; read by a second library."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.rulebook.stories import BY_CHOICE, WORKER, Story, when
from throughcare.messages.calendar_file import Dated, calendar_file
from throughcare.messages.dating import dated


def lines(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


def of(s, booking):
    found = dated(s.history, booking, team="Northmoor CJIT")
    return found and lines(calendar_file(found))


def told(**wished):
    s = Story().at(2010, 6, 1, 9, 0)
    s.wishes(**wished)
    return s, s.booked(2010, 6, 10, 10, 30, purpose=BY_CHOICE, by=WORKER)


def test_an_appointment():
    "I-34"
    s, booking = told()
    found = of(s, booking)

    assert {
        "METHOD:PUBLISH", f"UID:{booking}@throughcare", "SEQUENCE:0", "DTSTART;TZID=Europe/London:20100610T103000",
        "SUMMARY:Appointment", "STATUS:CONFIRMED", "BEGIN:VTIMEZONE", "TZID:Europe/London",
    } <= set(found)  # fmt: skip
    assert not [line for line in found if line.startswith("LOCATION")]
    assert "Northmoor" not in "".join(found)


def test_with_leave_it_names_team_and_place():
    "I-34"
    found = of(*told(may_name_team=True))
    assert {"SUMMARY:Appointment: Northmoor CJIT", "LOCATION:12 Mill Lane"} <= set(found)


def test_the_sequence_rises_with_each_change_and_the_uid_stays():
    "I-34"
    s, booking = told()
    changes = (lambda: s.moved(2010, 6, 14, 15, 0), lambda: s.moved(2010, 6, 15, 15, 0), s.withdrew)
    expected = [("PUBLISH", 1, "CONFIRMED"), ("PUBLISH", 2, "CONFIRMED"), ("CANCEL", 3, "CANCELLED")]
    for change, (method, number, status) in zip(changes, expected, strict=True):
        change()
        wanted = {f"UID:{booking}@throughcare", f"METHOD:{method}", f"SEQUENCE:{number}", f"STATUS:{status}"}
        assert wanted <= set(of(s, booking))


def test_a_corrected_booking_raises_it_too():
    "I-34"
    s, booking = told()
    s.corrects(booking, starts_at=when(2010, 6, 11, 10, 30))
    assert "SEQUENCE:1" in of(s, booking)


def test_no_file_of_what_was_never_booked():
    "I-34"
    s, booking = told()
    s.voids(booking)
    assert of(s, booking) is None


@pytest.mark.parametrize(
    ("utc", "local", "offset"),
    [
        ((2027, 3, 28, 0, 30), "20270328T003000", "TZOFFSETTO:+0000"),
        ((2027, 3, 28, 1, 0), "20270328T020000", "TZOFFSETTO:+0100"),
        ((2027, 10, 31, 1, 30), "20271031T013000", "TZOFFSETTO:+0000"),
        ((2027, 7, 1, 9, 0), "20270701T100000", "TZOFFSETTO:+0100"),
    ],
)
def test_nights_in_which_the_clocks_change(utc, local, offset):
    "I-34"
    at = datetime(*utc, tzinfo=ZoneInfo("UTC"))
    found = lines(calendar_file(Dated(root=UUID(int=1), starts_at=at, moved=0, changed_at=at)))
    assert f"DTSTART;TZID=Europe/London:{local}" in found
    assert offset in found

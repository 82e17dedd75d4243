"""From what a person agreed to, to the reminder that went, and the one that a death took back (I-34)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.messages.scene import STARTS_AT, told
from tests.web.cjit_story import Story, set_clock
from throughcare.messages.timetable import send_messages
from throughcare.rulebook.facts.assessment import AppointmentMade, Purpose
from throughcare.rulebook.facts.casework import Died

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGINS = datetime(2010, 6, 7, 9, 30, tzinfo=UTC)
TWO_DAYS_BEFORE = datetime(2010, 6, 8, 8, 1, tzinfo=UTC)
THE_WORDS = (
    "Reminder: you have an appointment on Thursday 10 June at 10:30am. If you cannot come, ring the number you were"
)


@pytest.fixture
def person(meera, rhian, northmoor_cjit):
    story = Story(officer=meera)
    booked = AppointmentMade(
        purpose=Purpose.VOLUNTARY, team=str(northmoor_cjit.pk), starts_at=STARTS_AT, place="Castle Street Drug Service"
    )  # fmt: skip
    told(story.person, booked, by=rhian, at=BEGINS - timedelta(hours=1))
    return story.person


def test_agreed_sent_and_taken_back(visitor, person, rhian, settings, tmp_path):
    settings.VAR = tmp_path
    worker = visitor.is_now(rhian).goes(f"/people/{person.reference}/messages")
    worker.reads("Nobody has asked yet how this person may be reached").looks("messages-nothing-agreed")

    worker.follows("Record what the person agrees to").chooses(agreed="yes", channel="text message", may_name_team="no")
    worker.types(phone="07700 900123").presses("Save")
    worker.goes(f"/people/{person.reference}/messages")
    worker.reads(THE_WORDS, "does not name the team or the place", "Planned").looks("messages-agreed")
    worker.goes("/messages").reads("Due in the next three days", "Dafydd Llŷr O’Hare").looks("messages-team")

    set_clock(settings, TWO_DAYS_BEFORE)
    send_messages(at=TWO_DAYS_BEFORE)
    send_messages(at=TWO_DAYS_BEFORE + timedelta(minutes=1))

    (sent,) = (tmp_path / "messages").iterdir()
    assert THE_WORDS in sent.read_text()
    assert "Drug" not in sent.read_text()
    worker.goes(f"/people/{person.reference}/messages")
    worker.reads("+447700900123", "Written to a file; nothing left the server", "Planned").looks("messages-sent")

    told(person, Died(), by=rhian, at=TWO_DAYS_BEFORE)
    send_messages(at=TWO_DAYS_BEFORE + timedelta(days=1))

    worker.goes(f"/people/{person.reference}/messages").reads("Not sent", "the person died").looks("messages-died")
    assert len(list((tmp_path / "messages").iterdir())) == 1

"""Messages on pages: what was agreed, the exact words, what became of each, and what somebody must see to (I-34)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import signed_in, works_at
from tests.messages.scene import CLOSES, HOUR, MINUTE, OPENS, Fake, expected, sends, told
from throughcare.messages.channels import MaybeTaken, Refused
from throughcare.messages.models import Message, State
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.contact import Channel
from throughcare.web import clock

pytestmark = pytest.mark.django_db
WORDS = "Reminder: you have an appointment on Thursday 10 June at 10:30am."


@pytest.fixture
def now(monkeypatch):
    def is_now(at):
        monkeypatch.setattr(clock, "now", lambda: at)

    is_now(OPENS - HOUR)
    return is_now


@pytest.fixture
def desk(rhian, now):
    return signed_in(Client(), rhian.account)


def words(answer):
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def page(desk, person):
    return words(desk.get(reverse("person_messages", args=[person.reference]), secure=True))


def team(desk):
    return words(desk.get(reverse("messages"), secure=True))


def says(desk, person, said, about):
    return desk.post(
        reverse("person_messages", args=[person.reference]), {"said": said, "about": about}, secure=True
    )  # fmt: skip


def test_the_exact_words_stand_there_before_anything_is_sent(desk, rhian):
    person, _ = expected(rhian, place="Northmoor Drug Service")
    shown = page(desk, person)

    assert WORDS in shown
    assert "07700 900123" in shown
    assert "A message does not name the team or the place." in shown
    assert "1 text message." in shown
    assert shown.count("Planned") == 2
    assert person.reference in team(desk)
    assert "900123" not in team(desk), "the list shows no number"


def test_what_was_sent_and_where_to(desk, rhian, now):
    person, _ = expected(rhian)
    sends(Fake(name="notify"), OPENS)
    now(OPENS + MINUTE)

    assert "+447700900123" in page(desk, person)
    assert "Sent" in page(desk, person)


def test_a_file_is_not_called_sent(desk, rhian, now):
    person, _ = expected(rhian)
    sends(Fake(name="file"), OPENS)
    assert "Written to a file; nothing left the server" in page(desk, person)


def test_a_death_is_said_as_the_reason(desk, rhian, now):
    person, _ = expected(rhian)
    told(person, Died(), by=rhian)

    assert page(desk, person).count("the person died") == 2
    assert person.reference not in team(desk)


def test_a_failure_waits_for_somebody_until_they_have_told_the_person(desk, rhian, now):
    person, _ = expected(rhian)
    sends(Fake(fails=[Refused("Notify 400")]), OPENS)
    now(OPENS + MINUTE)
    message = Message.objects.get()
    assert "Did not arrive, or may not have" in team(desk)
    assert "Notify 400" in page(desk, person)

    says(desk, person, "went", message.pk)  # only a doubt can be settled so
    assert Message.objects.get().by is None
    says(desk, person, "told", message.pk)

    assert (Message.objects.get().state, Message.objects.get().by) == (State.FAILED, rhian)
    assert "Did not arrive, or may not have" not in team(desk)
    assert "seen to by a worker" in page(desk, person)


def test_a_doubt_is_settled_by_a_person_and_never_sent_again(desk, rhian, now):
    person, _ = expected(rhian)
    fake = Fake(after_taking=MaybeTaken("TimeoutError"), looks_up=False)
    sends(fake, OPENS)
    now(OPENS + MINUTE)
    assert "May have been sent" in page(desk, person)

    says(desk, person, "went", Message.objects.get().pk)
    sends(fake, OPENS + HOUR)

    assert Message.objects.get().state == State.SENT
    assert len(fake.taken) == 1


@pytest.mark.parametrize(("channel", "verb"), [(Channel.CALL, "I rang"), (Channel.LETTER, "I posted it")])
def test_what_workers_bring_is_said_by_them_once(desk, rhian, now, channel, verb):
    person, _ = expected(rhian, channel=channel)
    at = OPENS - 48 * HOUR - MINUTE if channel is Channel.LETTER else OPENS
    now(at)
    assert verb in page(desk, person)
    assert "To ring or to post" in team(desk)
    key = person.reminders.order_by("send_from").first().key

    for _ in range(2):
        says(desk, person, "done", key)

    message = Message.objects.get()
    assert (message.state, message.by, message.provider) == (State.SENT, rhian, "by hand")
    assert "by a worker" in page(desk, person)
    assert "To ring or to post" not in team(desk)


def test_before_its_time_nobody_can_say_that_they_rang(desk, rhian, now):
    person, _ = expected(rhian, channel=Channel.CALL)
    now(OPENS - MINUTE)
    assert "I rang" not in page(desk, person)
    says(desk, person, "done", person.reminders.order_by("send_from").first().key)
    assert not Message.objects.exists()


@pytest.mark.parametrize(("at", "is_late"), [(CLOSES - MINUTE, False), (CLOSES, True)])
def test_what_was_not_sent_in_time_is_shown(desk, rhian, now, at, is_late):
    person, _ = expected(rhian)
    now(at)
    assert ("Not sent in time" in team(desk)) is is_late
    assert ("Not sent in time" in page(desk, person)) is is_late


def test_nonsense_changes_nothing(desk, rhian, now):
    person, _ = expected(rhian)
    for said, about in (("", ""), ("told", "x"), ("done", "x"), ("sent", "00000000-0000-4000-8000-000000000000")):
        assert says(desk, person, said, about).status_code == 302
    assert not Message.objects.exists()


def test_another_team_is_shown_nothing(rhian, now, outsider, saltmarsh_cjit):
    person, booked = expected(rhian)
    stranger = signed_in(Client(), works_at(saltmarsh_cjit, Role.CJIT_CASE_MANAGER, "Stranger Here").account)

    for address in (
        reverse("person_messages", args=[person.reference]),
        reverse("appointment_calendar", args=[person.reference, booked.pk]),
    ):
        assert stranger.get(address, secure=True).status_code == 404
    assert person.reference not in team(stranger)


def test_the_calendar_file(desk, rhian):
    person, booked = expected(rhian)
    answer = desk.get(reverse("appointment_calendar", args=[person.reference, booked.pk]), secure=True)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;TZID=Europe/London:20100610T103000" in answer.content
    assert b"12 Mill Lane" not in answer.content


def test_a_wish_is_recorded_by_its_form_and_a_wrong_number_is_named(desk, rhian):
    person, _ = expected(rhian)
    address = reverse("record", args=[person.reference, "contact_wishes"])
    form = desk.get(address, secure=True)
    entry = form.context["form"]["entry"].value()
    said = {
        "entry": entry, "agreed": "yes", "channel": "text message", "phone": "12", "safe_from": "", "safe_until": "21",
        "happened_at-day": "8", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "07:30",
        "may_name_team": "no",
    }  # fmt: skip
    refused = desk.post(address, said, secure=True)
    assert refused.status_code == 422
    assert (
        "A text message needs a mobile number, like 07700 900123; this says &#x27;12&#x27;" in refused.content.decode()
    )

    assert desk.post(address, said | {"phone": "07700 900456"}, secure=True).status_code == 302
    shown = page(desk, person)
    assert "07700 900456" in shown
    assert "Between 9:00 and 21:00." in shown, "an hour left empty is the usual one"

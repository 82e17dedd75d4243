"""Nothing is sent twice, nothing at the wrong time, nothing to the dead (I-34; invariants 10 and 12)."""

from unittest import mock

import pytest

from tests.messages.scene import (
    BOOKED_AT,
    CLOSES,
    HOUR,
    MINUTE,
    OPENS,
    SECOND,
    STARTS_AT,
    WISHES,
    Fake,
    expected,
    sends,
    told,
)
from throughcare.journal.models import ReminderRow
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.messages import sending
from throughcare.messages.channels import MaybeTaken, NotTaken, Receipt, Refused
from throughcare.messages.models import Message, State
from throughcare.rulebook.facts.assessment import AppointmentMoved
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.facts.moving import AppointmentWithdrawn, WhyChanged

pytestmark = pytest.mark.django_db
NO_MORE = ContactWishes(agreed=False)


@pytest.fixture
def worker(rhian):
    return rhian


def state():
    return Message.objects.get().state


@pytest.mark.parametrize(
    ("at", "count"),
    [(OPENS - MINUTE, 0), (OPENS, 1), (CLOSES - MINUTE, 1), (CLOSES, 0), (CLOSES + MINUTE, 0)],
    ids=["I-34 before nine", "I-34 at nine", "I-34 before seven", "I-34 at seven", "I-34 at night"],
)
def test_it_goes_in_safe_hours_only(worker, at, count):
    expected(worker)
    fake = Fake()

    assert sends(fake, at) == count
    assert len(fake.taken) == count


def test_what_is_sent_says_when_and_nothing_else(worker):
    "I-34"
    expected(worker, place="Northmoor Drug Service")
    fake = Fake()
    sends(fake, OPENS)

    (message,) = fake.taken
    assert message.text == (
        "Reminder: you have an appointment on Thursday 10 June at 10:30am. "
        "If you cannot come, ring the number you were given."
    )
    assert (message.address, message.name, message.calendar) == ("+447700900123", "", b"")
    assert state() == State.SENT


def test_it_is_sent_once_however_often_the_worker_looks(worker):
    "I-34"
    expected(worker)
    fake = Fake()
    for at in (OPENS, OPENS, OPENS + MINUTE, OPENS + HOUR, CLOSES - MINUTE):
        sends(fake, at)
    assert len(fake.taken) == 1

    sends(fake, SECOND)
    assert len(fake.taken) == 2, "the day before, once more"


def test_a_rebuild_sends_nothing_again(worker):
    "I-34"
    expected(worker)
    fake = Fake()
    sends(fake, OPENS)
    ReminderRow.objects.all().delete()

    assert rebuild(everyone(), write=True)
    sends(fake, OPENS + MINUTE)

    assert ReminderRow.objects.count() == 2
    assert len(fake.taken) == 1


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(lambda person, booked, by: told(person, Died(), by=by), id="I-34 the dead"),
        pytest.param(lambda person, booked, by: told(person, NO_MORE, by=by), id="I-34 a wish taken back"),
        pytest.param(
            lambda person, booked, by: told(
                person, AppointmentWithdrawn(appointment=booked.pk, why=WhyChanged.PERSON_ASKED), by=by
            ),
            id="I-34 withdrawn",
        ),
    ],
)
@pytest.mark.parametrize("when", ["before it is tried", "while it waits to be tried again"])
def test_nothing_is_sent_to_the_dead_the_withdrawn_or_whoever_wants_none(worker, happens, when):
    person, booked = expected(worker)
    fake = Fake(fails=[NotTaken("away")])
    if when != "before it is tried":
        sends(fake, OPENS)
        assert state() == State.WAITING

    happens(person, booked, worker)
    for at in (OPENS, OPENS + HOUR, SECOND):
        sends(fake, at)

    assert fake.taken == []
    assert {one.state for one in Message.objects.all()} <= {State.CANCELLED}


def test_a_moved_appointment_is_not_announced_at_its_old_time(worker):
    "I-34"
    person, booked = expected(worker)
    moved = AppointmentMoved(
        appointment=booked.pk, team=str(worker.organisation_id), starts_at=STARTS_AT + 96 * HOUR, place="12 Mill Lane"
    )
    told(person, moved, by=worker)
    fake = Fake()

    for day in range(8):
        sends(fake, OPENS + 24 * day * HOUR)

    assert [message.text.split(" on ")[1][:16] for message in fake.taken] == ["Monday 14 June a"] * 2


def test_what_was_not_taken_is_tried_again_later_and_later(worker):
    "I-34"
    expected(worker)
    fake = Fake(fails=[NotTaken("away")] * 3)

    tries = []
    for minute in range(12):
        left = len(fake.fails) - len(fake.taken)
        sends(fake, OPENS + minute * MINUTE)
        if len(fake.fails) - len(fake.taken) < left:
            tries.append(minute)

    assert tries == [0, 1, 3, 7]
    assert len(fake.taken) == 1
    assert Message.objects.get().attempts == 4


def test_it_gives_up_when_the_time_is_over(worker):
    "I-34"
    expected(worker)
    fake = Fake(fails=[NotTaken("away")] * 99)
    sends(fake, CLOSES - MINUTE)
    sends(fake, CLOSES)

    assert (state(), Message.objects.get().because) == (State.TOO_LATE, "its time was over before it could be sent")


def test_what_was_refused_is_not_tried_again(worker):
    "I-34"
    expected(worker)
    fake = Fake(fails=[Refused("Notify 400")])
    sends(fake, OPENS)
    sends(fake, OPENS + HOUR)

    assert fake.taken == []
    assert (state(), Message.objects.get().because) == (State.FAILED, "Notify 400")


def test_after_a_dead_line_it_is_asked_after_and_not_sent_twice(worker):
    "I-34"
    expected(worker)
    fake = Fake(after_taking=MaybeTaken("TimeoutError"))
    sends(fake, OPENS)
    assert state() == State.WAITING
    sends(fake, OPENS + HOUR)

    assert len(fake.taken) == 1
    assert fake.asked == [fake.taken[0].id]
    assert state() == State.SENT


def test_after_a_dead_line_that_took_nothing_it_is_sent(worker):
    "I-34"
    expected(worker)
    fake = Fake(fails=[MaybeTaken("TimeoutError")])
    sends(fake, OPENS)
    sends(fake, OPENS + HOUR)

    assert len(fake.taken) == 1
    assert state() == State.SENT


def test_where_nobody_can_be_asked_a_person_decides(worker):
    "I-34"
    expected(worker)
    fake = Fake(after_taking=MaybeTaken("TimeoutError"), looks_up=False)
    for hour in range(9):
        sends(fake, OPENS + hour * HOUR)

    assert len(fake.taken) == 1
    assert state() == State.UNKNOWN


class Killed(BaseException):
    """kill -9, as nearly as a test can."""


@pytest.mark.parametrize("looks_up", [True, False])
@pytest.mark.parametrize("moment", ["before it was handed over", "after it was handed over"])
def test_a_worker_killed_halfway_sends_nothing_twice(worker, looks_up, moment):
    "I-34"
    expected(worker)
    fake = Fake(looks_up=looks_up)
    target = "_hand_over" if moment.startswith("before") else "_received"
    with mock.patch.object(sending, target, side_effect=Killed), pytest.raises(Killed):
        sends(fake, OPENS)
    assert state() == State.SENDING

    for minute in range(0, 60, 5):
        sends(fake, OPENS + minute * MINUTE)

    handed_over = 0 if moment.startswith("before") and not looks_up else 1
    assert len(fake.taken) == handed_over
    assert state() == (State.SENT if looks_up else State.UNKNOWN)


def test_a_worker_that_outlived_its_lease_changes_nothing(worker):
    "I-34"
    expected(worker)

    class Slow(Fake):
        def send(self, message):
            Message.objects.update(state=State.UNKNOWN)
            return super().send(message)

    sends(Slow(), OPENS)

    assert state() == State.UNKNOWN


def test_of_two_workers_one_gets_it(worker):
    "I-34"
    expected(worker)
    first, second = Fake(), Fake()
    rows = list(ReminderRow.objects.order_by("send_until").values_list("pk", "channel"))
    with mock.patch.object(sending, "wanted") as wanted:
        wanted.return_value.values_list.return_value = rows[:1]  # both saw it before either claimed it
        sends(first, OPENS)
        sends(second, OPENS)

    assert (len(first.taken), len(second.taken)) == (1, 0)


@pytest.mark.parametrize(
    ("answer", "becomes"),
    [
        (Receipt(reference="x", delivered=True), State.DELIVERED),
        (Receipt(reference="x", given_up="permanent-failure"), State.FAILED),
        (Receipt(reference="x"), State.SENT),
        ("away", State.SENT),
    ],
)
def test_it_is_asked_whether_it_arrived(worker, answer, becomes):
    "I-34"
    expected(worker)
    fake = Fake()
    sends(fake, OPENS)
    fake.status[fake.taken[0].id] = answer
    sends(fake, OPENS + HOUR)

    assert state() == becomes
    assert len(fake.taken) == 1


def test_another_way_is_wished_while_it_waits(worker):
    "I-34"
    person, _ = expected(worker)
    fake = Fake(fails=[NotTaken("away")])
    sends(fake, OPENS)
    told(person, ContactWishes(agreed=True, channel=Channel.TEXT, phone="07700 900456"), by=worker)
    sends(fake, OPENS + HOUR)

    assert [message.address for message in fake.taken] == ["+447700900456"]


def test_an_e_mail_brings_the_calendar_file(worker):
    "I-34"
    expected(worker, channel=Channel.EMAIL)
    fake = Fake()
    sends(fake, OPENS, channels=(Channel.EMAIL,))

    assert b"DTSTART;TZID=Europe/London:20100610T103000" in fake.taken[0].calendar
    assert b"LOCATION" not in fake.taken[0].calendar


def test_letters_and_calls_wait_for_a_person(worker):
    "I-34"
    for channel in (Channel.LETTER, Channel.CALL):
        expected(worker, channel=channel)
    assert sends(Fake(), OPENS) == 0
    assert sends(Fake(), BOOKED_AT + HOUR, channels=(Channel.TEXT, Channel.LETTER)) == 1, "unless Notify prints them"


def test_the_wish_of_nobody_else_is_read(worker):
    "I-34"
    expected(worker)
    expected(worker, phone="07700 900999")
    fake = Fake()
    sends(fake, OPENS)

    assert sorted(message.address for message in fake.taken) == ["+447700900123", "+447700900999"]
    assert WISHES.phone == "07700 900123"

"""Another time with its paper, a time withdrawn, somebody seen without one: S-28, H-159, H-160; R35, invariant 4."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, MONDAY, Story, place, set_clock
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import AppointmentRow, DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    AttendanceRecorded,
    Form,
    NoticePrepared,
    Purpose,
    WhyChanged,
)
from throughcare.rulebook.facts.custody import ForLaboratory
from throughcare.rulebook.facts.moving import AppointmentWithdrawn

pytestmark = pytest.mark.django_db
TWO = datetime(2010, 6, 7, 13, 0, tzinfo=UTC)
WEDNESDAY = datetime(2010, 6, 9, 13, 0, tzinfo=UTC)
TODAY = {"came_at-day": "7", "came_at-month": "6", "came_at-year": "2010"}


@pytest.fixture(autouse=True)
def monday_morning(settings):
    set_clock(settings)


@pytest.fixture
def slots(glan_y_dwr_cjit):
    return [
        Slot.objects.create(organisation=glan_y_dwr_cjit, starts_at=at, minutes=45, place="12 Mill Lane", places=1)
        for at in (TWO, WEDNESDAY)
    ]


@pytest.fixture
def dafydd(meera, glan_y_dwr_cjit, northmoor_cjit):
    return Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()


def form(client, who, story, page="another_time"):
    cast.signed_in(client, who.account)
    answer = client.get(reverse(page, args=[story.ref]))
    assert answer.status_code == 200
    return answer


def send(client, who, story, page="another_time", **data):
    asked = form(client, who, story, page).context["form"].initial
    return client.post(reverse(page, args=[story.ref]), {**{k: asked.get(k, "") for k in ("entry", "seen")}, **data})


def last(story, kind):
    return history(story.person.pk).last(kind)


def test_the_page_makes_keeping_the_time_the_easy_way(client, sian, dafydd, slots):
    """S-28."""
    page = form(client, sian, dafydd).content.decode()

    assert "A time once given is best kept" in page
    assert "Keep Mon 7 June 10:30" in page or "Keep " in page
    assert "Why is the time not kept?" in page


def test_while_the_laboratory_has_not_answered_only_later_places_are_offered(
    client, sian, meera, glan_y_dwr_cjit, slots
):
    """I-25, R9: sampled on Friday the 4th, the fifth working day after is the 11th."""
    eleventh = datetime(2010, 6, 10, 23, 0, tzinfo=UTC)
    story = Story(officer=meera).lives("GYD").required(laboratory=ForLaboratory.DISPUTED)
    story.expected(glan_y_dwr_cjit, eleventh + timedelta(hours=14)).released()
    before, at = (place(glan_y_dwr_cjit, eleventh + timedelta(minutes=one)) for one in (-1, 0))

    offered = form(client, sian, story).context["form"].fields["slot"].choices
    answer = send(client, sian, story, slot=str(before.pk), why=WhyChanged.NO_WORKER.value)

    assert [key for key, _ in offered] == [str(at.pk)]
    assert "set for 11 June 2010 or later" in answer.content.decode()


def test_a_move_says_why_claims_the_place_and_prepares_ra2(client, sian, dafydd, slots):
    answer = send(client, sian, dafydd, slot=str(slots[0].pk), why=WhyChanged.NO_WORKER.value)

    moved, paper = last(dafydd, AppointmentMoved), last(dafydd, NoticePrepared)
    assert answer.url == reverse("notice", args=[dafydd.ref])
    assert (moved.fact.starts_at, moved.fact.why) == (TWO, WhyChanged.NO_WORKER)
    assert (paper.fact.form, paper.fact.starts_at, paper.fact.place) == (Form.RA2, TWO, "12 Mill Lane")
    assert Booking.objects.get(released_at=None).slot == slots[0]
    assert DutyRow.objects.get(person=dafydd.person, kind="give_ra2").state == "open"
    assert not AppointmentRow.objects.get(person=dafydd.person).notice_served
    assert "Give RA2" in client.get(answer.url).content.decode() or "RA2" in client.get(answer.url).content.decode()


def test_without_a_reason_nothing_moves(client, sian, dafydd, slots):
    answer = send(client, sian, dafydd, slot=str(slots[0].pk))

    assert (answer.status_code, "Say why the time is not kept" in answer.content.decode()) == (422, True)
    assert last(dafydd, AppointmentMoved) is None


@pytest.mark.parametrize(("late", "status"), [("", 422), ("No worker before.", 302)])
def test_past_the_limit_a_reason_is_asked(client, sian, dafydd, slots, late, status):
    answer = send(client, sian, dafydd, slot=str(slots[1].pk), why=WhyChanged.NO_WORKER.value, late_because=late)

    assert answer.status_code == status
    assert (last(dafydd, AppointmentMoved) is None) is (status == 422)


def test_of_two_who_want_one_place_the_second_hears_of_the_next(client, sian, dafydd, slots, meera):
    other = Story("Iwan O’Dowd", officer=meera).lives("GYD").required().expected(slots[0].organisation).released()
    asked = form(client, sian, other).context["form"].initial
    send(client, sian, dafydd, slot=str(slots[0].pk), why=WhyChanged.OTHER.value)

    data = {"entry": asked["entry"], "seen": asked["seen"], "slot": str(slots[0].pk), "why": WhyChanged.OTHER.value}
    answer = client.post(reverse("another_time", args=[other.ref]), data)

    assert answer.status_code == 422
    assert "This place has just been taken" in answer.content.decode()
    assert last(other, AppointmentMoved) is None


def test_sent_twice_it_is_moved_once(client, sian, dafydd, slots):
    asked = form(client, sian, dafydd).context["form"].initial
    data = {"entry": asked["entry"], "seen": asked["seen"], "slot": str(slots[0].pk), "why": WhyChanged.OTHER.value}
    for _ in range(2):
        assert client.post(reverse("another_time", args=[dafydd.ref]), data).status_code == 302

    assert Entry.objects.filter(kind="appointment_moved").count() == 1


def test_whoever_looked_at_an_older_time_moves_nothing(client, sian, dafydd, slots):
    old = form(client, sian, dafydd).context["form"].initial
    send(client, sian, dafydd, slot=str(slots[0].pk), why=WhyChanged.OTHER.value)

    data = {"entry": str(uuid4()), "seen": old["seen"], "slot": str(slots[1].pk), "why": "another reason",
            "late_because": "x"}  # fmt: skip
    answer = client.post(reverse("another_time", args=[dafydd.ref]), data)

    assert "Somebody else changed this time" in answer.content.decode()
    assert Entry.objects.filter(kind="appointment_moved").count() == 1


def test_police_may_move_it_too(client, meera, dafydd, slots):
    """H-159."""
    assert send(client, meera, dafydd, slot=str(slots[0].pk), why=WhyChanged.DETAINED.value).status_code == 302
    assert last(dafydd, NoticePrepared).fact.form is Form.RA2


def test_a_time_is_withdrawn_and_a_new_one_owed(client, sian, dafydd, slots):
    answer = send(client, sian, dafydd, "withdraw", why=WhyChanged.PLACE_CLOSED.value)

    assert answer.status_code == 302
    assert last(dafydd, AppointmentWithdrawn).fact.why is WhyChanged.PLACE_CLOSED
    assert DutyRow.objects.get(person=dafydd.person, kind="book_again").state == "open"
    assert AppointmentRow.objects.get(person=dafydd.person).is_over


def test_a_withdrawn_time_is_replaced_on_the_same_page(client, sian, dafydd, slots):
    send(client, sian, dafydd, "withdraw", why=WhyChanged.PLACE_CLOSED.value)
    assert "Set a new time" in form(client, sian, dafydd).content.decode()

    send(client, sian, dafydd, slot=str(slots[0].pk))

    made = last(dafydd, AppointmentMade)
    assert (made.fact.starts_at, made.fact.purpose) == (TWO, Purpose.INITIAL)
    assert last(dafydd, NoticePrepared).fact.appointment == made.root
    assert DutyRow.objects.get(person=dafydd.person, kind="book_again").state == "met"


def test_what_was_withdrawn_is_not_withdrawn_again(client, sian, dafydd, slots):
    send(client, sian, dafydd, "withdraw", why=WhyChanged.PLACE_CLOSED.value)

    assert client.get(reverse("withdraw", args=[dafydd.ref])).status_code == 404


def test_whoever_comes_before_their_time_is_seen_in_its_place(client, sian, dafydd):
    """In one act: the time and that they came."""
    data = {
        "entry": str(uuid4()),
        "came_at-day": "7",
        "came_at-month": "6",
        "came_at-year": "2010",
        "came_at-time": "09:10",
    }
    cast.signed_in(client, sian.account)
    answer = client.post(reverse("seen_now", args=[dafydd.ref]), data)

    assert answer.url == reverse("assess", args=[dafydd.ref])
    moved, came = last(dafydd, AppointmentMoved), last(dafydd, AttendanceRecorded)
    assert moved.fact.starts_at == came.happened_at == MONDAY - timedelta(minutes=2)
    assert DutyRow.objects.filter(person=dafydd.person, kind="give_ra2", state="open").count() == 0


def test_a_walk_in_with_nothing_booked_is_an_appointment_and_attendance(client, sian, dafydd, slots):
    send(client, sian, dafydd, "withdraw", why=WhyChanged.PLACE_CLOSED.value)
    data = {
        "entry": str(uuid4()),
        "came_at-day": "7",
        "came_at-month": "6",
        "came_at-year": "2010",
        "came_at-time": "09:12",
    }

    assert client.post(reverse("seen_now", args=[dafydd.ref]), data).status_code == 302
    assert last(dafydd, AttendanceRecorded).fact.appointment == last(dafydd, AppointmentMade).root


def test_a_time_to_come_is_refused_to_a_walk_in(client, sian, dafydd):
    data = {
        "entry": str(uuid4()),
        "came_at-day": "7",
        "came_at-month": "6",
        "came_at-year": "2010",
        "came_at-time": "09:30",
    }
    cast.signed_in(client, sian.account)

    assert client.post(reverse("seen_now", args=[dafydd.ref]), data).status_code == 422
    assert EXPECTED > MONDAY

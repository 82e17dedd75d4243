"""The diary desk: a day and a week, a slot, another team's places, hours and pattern, who is on."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import MONDAY, Story, set_clock
from throughcare.diary import patterns
from throughcare.diary.booking import claim, release
from throughcare.diary.changing import Change, open_hours
from throughcare.diary.holding import hold
from throughcare.diary.models import Booking, CallFirst, DiaryChange, OpeningHours, Pattern, Slot, SpecialDay, Turn
from throughcare.journal.given import given
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import LONDON

pytestmark = pytest.mark.django_db
ELEVEN = datetime(2010, 6, 7, 10, 0, tzinfo=UTC)
DAY = {"day-day": "8", "day-month": "6", "day-year": "2010"}
FROM = {"from_on-day": "8", "from_on-month": "6", "from_on-year": "2010"}


@pytest.fixture(autouse=True)
def monday_morning(settings):
    set_clock(settings)


@pytest.fixture
def slot(glan_y_dwr_cjit):
    return Slot.objects.create(
        organisation=glan_y_dwr_cjit, starts_at=ELEVEN, minutes=45, place="12 Mill Lane, room 2", places=2,
        worker_speaks="Welsh",
    )  # fmt: skip


@pytest.fixture
def booked(slot, meera, northmoor_cjit):
    """Somebody of another team's area, of whom this team knows."""
    story = Story(officer=meera).lives("GYD").required().expected(slot.organisation)
    claim(slot_id=slot.pk, person_id=story.person.pk, entry_id=uuid4(), at=MONDAY)
    return story


@pytest.fixture
def manager(glan_y_dwr_cjit):
    return cast.works_at(glan_y_dwr_cjit, Role.CJIT_MANAGER, "Dafydd Pugh")


def see(client, who, name, *args, query=""):
    cast.signed_in(client, who.account)
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, who, name, data, *args):
    cast.signed_in(client, who.account)
    return client.post(reverse(name, args=args), data)


# --- a day and a week


def test_the_day_shows_who_is_booked_and_what_is_free(client, booked, sian):
    page = see(client, sian, "diary")

    for words in (
        "Diary: Monday 7 June 2010",
        "11:00",
        "to 11:45",
        "Dafydd Llŷr O’Hare",
        "1 of 2 free",
        "room 2",
        "Welsh",
    ):
        assert words in page, words


def test_whoever_is_outside_ones_sight_is_taken_and_nameless(client, slot, sian):
    claim(slot_id=slot.pk, person_id=cast_person().pk, entry_id=uuid4(), at=MONDAY)
    hold(slot_id=slot.pk, count=1, until=ELEVEN, for_what="paper pack", at=MONDAY)

    page = see(client, sian, "diary")

    assert "Somebody outside your sight" in page
    assert "Set aside: paper pack" in page
    assert "taken" in page


def cast_person():
    from throughcare.people.models import Person

    return Person.objects.create(given_name="Hidden", family_name="Away")


def test_the_week_is_drawn_and_told(client, booked, sian):
    page = see(client, sian, "diary", query="?show=week&day=2010-06-09")

    assert "7 June to 13 June 2010" in page
    assert page.count('class="tc-room') == 2
    assert page.count("tc-room--taken") == 1
    assert "Closed: Saturday" in page


@pytest.mark.parametrize("day", ["", "no day", "1066-10-14", "9999-12-31"])
def test_a_day_that_is_none_is_today(client, sian, day):
    assert "Monday 7 June 2010" in see(client, sian, "diary", query=f"?day={day}")


def test_an_empty_day_says_so(client, sian, glan_y_dwr_cjit):
    assert "No slots on this day" in see(client, sian, "diary", query="?day=2010-06-08")


def test_a_day_costs_the_same_whoever_is_booked(client, sian, slot, booked, django_assert_max_num_queries):
    cast.signed_in(client, sian.account)
    with django_assert_max_num_queries(24):
        client.get(reverse("diary"))


# --- one slot


def test_a_slot_is_taken_out_with_a_reason(client, manager, slot):
    assert (
        "Say why the slot is taken out" in send(client, manager, "slot", {"do": "take out"}, slot.pk).content.decode()
    )
    answer = send(client, manager, "slot", {"do": "take out", "why": "Painted"}, slot.pk)

    slot.refresh_from_db()
    assert (answer.status_code, slot.taken_out_why) == (302, "Painted")
    assert DiaryChange.objects.get().by == manager


def test_a_slot_under_somebody_stays(client, manager, slot, booked):
    answer = send(client, manager, "slot", {"do": "take out", "why": "Painted"}, slot.pk)

    slot.refresh_from_db()
    assert (answer.status_code, slot.taken_out_at) == (422, None)
    assert "move them first" in answer.content.decode()


def test_a_slot_is_handed_to_police_and_taken_back(client, manager, slot):
    """S-27."""
    send(client, manager, "slot", {"do": "hand"}, slot.pk)
    slot.refresh_from_db()
    assert slot.for_police
    assert "handed to police" in see(client, manager, "diary")
    send(client, manager, "slot", {"do": "take back"}, slot.pk)
    slot.refresh_from_db()
    assert not slot.for_police


def shape(slot, **changed):
    """The form as it opens, in London's time."""
    at = slot.starts_at.astimezone(LONDON)
    return {
        "do": "change", "starts_at-day": at.day, "starts_at-month": at.month, "starts_at-year": at.year,
        "starts_at-time": f"{at:%H:%M}", "minutes": slot.minutes, "places": slot.places, "place": slot.place,
    } | changed  # fmt: skip


def test_a_slot_gets_more_places_and_they_can_be_booked(client, manager, slot, booked):
    """S-27."""
    answer = send(client, manager, "slot", shape(slot, places=3, minutes=30), slot.pk)

    slot.refresh_from_db()
    assert (answer.status_code, slot.places, slot.minutes) == (302, 3, 30)
    more = [claim(slot_id=slot.pk, person_id=cast_person().pk, entry_id=uuid4(), at=MONDAY) for _ in range(3)]
    assert [one is not None for one in more] == [True, True, False]
    assert "now Monday 7 June 2010, 11:00, 30 minutes, places: 3" in DiaryChange.objects.get().what


@pytest.mark.parametrize(("places", "status"), [(2, 302), (1, 422)])
def test_a_slot_never_has_fewer_places_than_are_booked(client, manager, slot, booked, places, status):
    """Invariant 8."""
    for _ in range(2):
        Slot.objects.filter(pk=slot.pk).update(places=3)
        claim(slot_id=slot.pk, person_id=cast_person().pk, entry_id=uuid4(), at=MONDAY)
    release(booking=Booking.objects.get(person=booked.person), at=MONDAY)

    answer = send(client, manager, "slot", shape(slot, places=places), slot.pk)

    slot.refresh_from_db()
    assert (answer.status_code, slot.places) == (status, places if status == 302 else 3)
    assert ("Somebody has a place in this slot" in answer.content.decode()) is (status == 422)
    full = claim(slot_id=slot.pk, person_id=cast_person().pk, entry_id=uuid4(), at=MONDAY)
    assert (full is None) is (status == 302), "two are booked, under the numbers 2 and 3"


def test_a_slot_nobody_holds_moves_and_the_pattern_does_not_make_it_again(client, manager, slot, glan_y_dwr_cjit):
    at = time(11, 0)
    pattern = Pattern.objects.create(
        organisation=glan_y_dwr_cjit, weekday=0, starts=at, minutes=45, places=2, place="Room 2",
        from_on=date(2010, 6, 1),
    )  # fmt: skip
    Slot.objects.filter(pk=slot.pk).update(pattern=pattern)

    answer = send(client, manager, "slot", shape(slot, **{"starts_at-time": "14:00"}), slot.pk)
    patterns.make_slots(organisation=glan_y_dwr_cjit, calendar=given().calendar, at=MONDAY)

    assert answer.status_code == 302
    today = Slot.objects.filter(starts_at__date=date(2010, 6, 7))
    assert [(one.starts_at.hour, one.taken_out_why) for one in today] == [(10, "Set for another time"), (13, "")]


@pytest.mark.parametrize("changed", [{"starts_at-time": "14:00"}, {"place": "Upstairs"}])
def test_neither_time_nor_room_changes_under_somebody(client, manager, slot, booked, changed):
    """Invariant 4: their notice says this time and place."""
    answer = send(client, manager, "slot", shape(slot, **changed), slot.pk)

    slot.refresh_from_db()
    assert answer.status_code == 422
    assert "Move them first" in answer.content.decode()
    assert (slot.starts_at, slot.place, slot.taken_out_at) == (ELEVEN, "12 Mill Lane, room 2", None)


def test_what_was_set_aside_only_until_now_holds_nothing(client, manager, slot):
    hold(slot_id=slot.pk, count=1, until=MONDAY - timedelta(minutes=1), for_what="pack", at=MONDAY - timedelta(hours=1))

    assert send(client, manager, "slot", shape(slot, place="Upstairs"), slot.pk).status_code == 302


@pytest.mark.parametrize(("field", "typed"), [("starts_at-time", "08:00"), ("places", "0"), ("place", "")])
def test_a_slot_that_makes_no_sense_is_asked_for_again(client, manager, slot, field, typed):
    answer = send(client, manager, "slot", shape(slot, **{field: typed}), slot.pk)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


# --- somebody comes without an appointment


def test_the_diary_leads_to_whoever_came_without_an_appointment(client, sian, booked):
    """H-71: found among the team's people, then recorded in one act."""
    assert reverse("find") + "?then=seen_now" in see(client, sian, "diary")

    page = see(client, sian, "find", query="?then=seen_now&q=dafydd")

    assert "Who came without an appointment?" in page
    assert reverse("seen_now", args=[booked.ref]) in page
    assert reverse("seen_now", args=[booked.ref]) not in see(client, sian, "find", query="?q=dafydd")


def test_whoever_sees_nobody_is_not_led_there(client, meera, booked, glan_y_dwr_cjit):
    spoc = cast.works_at(glan_y_dwr_cjit, Role.CJIT_SPOC, "Non Bowen")

    assert "without an appointment" not in see(client, spoc, "diary")
    for who in (spoc, meera):
        assert "seen-now" not in see(client, who, "find", query="?then=seen_now&q=dafydd")


def test_another_teams_slot_is_not_there(client, rhian, slot, northmoor_manager):
    assert send(client, northmoor_manager, "slot", {"do": "hand"}, slot.pk).status_code == 404
    assert send(client, rhian, "slot", {"do": "hand"}, slot.pk).status_code == 403


# --- another team's places


def test_other_areas_see_free_or_taken_and_never_who(client, meera, booked, slot):
    """S-16, H-71."""
    page = see(client, meera, "places_of", slot.organisation.pk)

    assert "11:00: 1 of 2 free" in page
    assert "Dafydd" not in page


def test_who_is_on_and_whom_to_ring_stands_by_the_places(client, meera, sian, slot):
    """S-26, H-158."""
    team = slot.organisation
    Turn.objects.create(
        organisation=team, worker=sian, starts_at=MONDAY, ends_at=ELEVEN, may_assess=True, phone="01632 960 001"
    )
    CallFirst.objects.create(organisation=team, phone="01632 960 002", why="to keep a place", from_on=date(2010, 1, 1))

    page = see(client, meera, "places_of", team.pk)

    assert "01632 960 001, may hold required assessments" in page
    assert "Ring 01632 960 002 before an initial assessment starts" in page


def test_only_a_cjit_has_places(client, meera, castle_street):
    cast.signed_in(client, meera.account)
    assert client.get(reverse("places_of", args=[castle_street.pk])).status_code == 404


# --- hours, days, pattern, a single slot, the call


def test_a_pattern_makes_its_places_at_once_within_the_hours(client, manager, glan_y_dwr_cjit):
    send(client, manager, "keep_diary", {"do": "hours", "weekday": "1", "opens": "09:00", "closes": "17.00", **FROM})
    pattern = {
        "do": "pattern", "weekday": "1", "starts": "09:30", "minutes": "45", "places": "2", "place": "Room 2",
        "purpose": "initial", "for_police": "yes", **FROM,
    }  # fmt: skip
    assert send(client, manager, "keep_diary", pattern).status_code == 302

    assert OpeningHours.objects.get().closes == time(17)
    first = Slot.objects.first()
    assert (Slot.objects.count(), first.starts_at, first.for_police) == (
        6,
        datetime(2010, 6, 8, 8, 30, tzinfo=UTC),
        True,
    )
    page = see(client, manager, "keep_diary")
    for words in ("Tuesday 09:00 to 17:00", "handed to police", "Places are made up to Monday 19 July", "Dafydd Pugh"):
        assert words in page, words


def test_a_pattern_and_hours_end_tomorrow(client, manager, glan_y_dwr_cjit):
    test_a_pattern_makes_its_places_at_once_within_the_hours(client, manager, glan_y_dwr_cjit)

    send(client, manager, "keep_diary", {"do": "pattern end", "row": str(Pattern.objects.get().pk)})
    send(client, manager, "keep_diary", {"do": "hours end", "row": str(OpeningHours.objects.get().pk)})

    assert Slot.objects.filter(taken_out_at=None).count() == 1
    assert OpeningHours.objects.get().until_on == date(2010, 6, 9)


def test_a_closed_day_names_what_is_still_booked(client, manager, slot, booked):
    data = {"do": "days", "day-day": "7", "day-month": "6", "day-year": "2010", "is_open": "no", "why": "Training"}
    answer = send(client, manager, "keep_diary", data)

    assert "Still booked, to be moved first" in answer.content.decode()
    assert SpecialDay.objects.get().why == "Training"
    page = see(client, manager, "diary")
    assert "Closed: Training" in page
    assert "Booked on a closed day, to be moved first" in page


def test_holidays_are_proposed(client, manager):
    assert "Monday 30 August 2010: closed, Summer bank holiday" in see(client, manager, "keep_diary")


def test_a_single_slot_lies_ahead(client, manager, glan_y_dwr_cjit):
    data = {
        "do": "single", "starts_at-day": "7", "starts_at-month": "6", "starts_at-year": "2010", "minutes": "30",
        "places": "1", "place": "Room 2", "purpose": "any", "for_police": "no",
    }  # fmt: skip
    early = send(client, manager, "keep_diary", {**data, "starts_at-time": "09:00"})
    assert (early.status_code, "Choose a time to come" in early.content.decode()) == (422, True)
    send(client, manager, "keep_diary", {**data, "starts_at-time": "14:00"})

    assert Slot.objects.get().starts_at == datetime(2010, 6, 7, 13, 0, tzinfo=UTC)


def test_a_call_first_is_asked_for_and_ended(client, manager, glan_y_dwr_cjit):
    """S-26."""
    send(client, manager, "keep_diary", {"do": "ring", "phone": "1", "why": "place", **FROM})
    assert CallFirst.objects.get().phone == "1"
    send(client, manager, "keep_diary", {"do": "ring", "phone": "", "why": "", **FROM})
    assert not CallFirst.objects.exists()


def test_hours_that_end_before_they_begin_are_said_to(client, manager):
    data = {"do": "hours", "weekday": "1", "opens": "17:00", "closes": "09:00", **FROM}
    answer = send(client, manager, "keep_diary", data)

    assert (answer.status_code, "Closes must be after opens" in answer.content.decode()) == (422, True)


# --- who is on


def put_on(client, manager, worker, **more):
    data = {
        "do": "add", "worker": str(worker.pk), "starts": "09:00", "ends": "17:00", "weeks": "2", "how": "duty",
        "may_assess": "yes", "phone": "01632 960 001", **DAY, **more,
    }  # fmt: skip
    return send(client, manager, "on_duty", data)


def test_somebody_is_put_on_for_weeks_and_called_off(client, manager, sian, glan_y_dwr_cjit):
    """H-158."""
    assert put_on(client, manager, sian).status_code == 302

    first, second = Turn.objects.all()
    assert (first.starts_at, second.starts_at - first.starts_at) == (datetime(2010, 6, 8, 8, tzinfo=UTC), timedelta(7))
    page = see(client, sian, "on_duty")
    assert "01632 960 001" in page
    assert "Put somebody on" not in page
    send(client, manager, "on_duty", {"do": "call off", "turn": str(first.pk)})
    assert Turn.objects.filter(called_off_at=None).get() == second


def test_a_turn_over_midnight_ends_the_next_day(client, manager, sian):
    put_on(client, manager, sian, starts="22:00", ends="06:00", weeks="1", how="call")

    assert Turn.objects.get().ends_at == datetime(2010, 6, 9, 5, tzinfo=UTC)


def test_gaps_stand_first(client, manager, sian, glan_y_dwr_cjit):
    change = Change(organisation=glan_y_dwr_cjit, by=None, at=MONDAY)
    open_hours(change, OpeningHours(weekday=1, opens=time(8), closes=time(17), from_on=date(2010, 1, 1)))
    put_on(client, manager, sian)

    assert "Nobody competent for a required assessment" in see(client, manager, "on_duty")
    assert "Tue 8 June, 08:00 to 09:00" in see(client, manager, "on_duty")


def test_a_worker_of_another_team_is_not_offered(client, manager, rhian):
    assert put_on(client, manager, rhian).status_code == 422


def test_a_worker_puts_nobody_on(client, sian, glan_y_dwr_cjit):
    put_on(client, sian, sian)

    assert not Turn.objects.exists()

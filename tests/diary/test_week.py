"""Hours, closed days, the pattern and its slots, places handed to police, who is on: S-16, S-27, H-158, I-35."""

from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import opened_cjit, works_at
from tests.diary.test_booking import a_person, claimed
from throughcare.diary import changing, patterns, rota
from throughcare.diary.booking import free_slots, release
from throughcare.diary.changing import Change
from throughcare.diary.models import DiaryChange, OpeningHours, Pattern, Slot, Turn
from throughcare.diary.opening import moment, week_of
from throughcare.organisations.actions import open_area
from throughcare.organisations.models import Nation
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import england_and_wales

CALENDAR = england_and_wales()
NOW = datetime(2010, 3, 22, 12, 0, tzinfo=UTC)
"""A Monday. Easter is 2 to 5 April; the clocks go on on Sunday the 28th."""
GOOD_FRIDAY, FRIDAY, MONDAY = date(2010, 4, 2), date(2010, 3, 26), date(2010, 3, 29)
SINCE = date(2010, 1, 1)


@pytest.fixture
def team(northmoor_cjit):
    return northmoor_cjit


@pytest.fixture
def change(team):
    by = works_at(team, Role.CJIT_MANAGER, "Dafydd Pugh", at=NOW - timedelta(days=90))
    return Change(organisation=team, by=by, at=NOW)


@pytest.fixture
def opened(change):
    """Monday to Friday from 9 to 17."""
    for weekday in range(5):
        row = OpeningHours(weekday=weekday, opens=time(9), closes=time(17), from_on=SINCE)
        changing.open_hours(change, row)
    return change


def a_pattern(change, weekday=4, starts=time(9, 30), **more):
    row = Pattern(weekday=weekday, starts=starts, minutes=45, place="12 Mill Lane", from_on=SINCE, **more)
    return changing.add_pattern(change, row)


def week(team):
    return week_of(organisation=team, calendar=CALENDAR)


def make(team, at=NOW):
    return patterns.make_slots(organisation=team, calendar=CALENDAR, at=at)


def days(team):
    return [slot.starts_at.date() for slot in Slot.objects.filter(organisation=team, taken_out_at=None)]


# --- open or closed


@pytest.mark.parametrize(
    ("day", "because"),
    [
        (FRIDAY, ""), (date(2010, 3, 27), "not on a Saturday"), (GOOD_FRIDAY, "Good Friday"),
        (date(2010, 4, 5), "Easter Monday"),
    ],
)  # fmt: skip
def test_holidays_are_proposed_from_the_calendar(day, because, opened, team):
    assert week(team).closed_because(day) == because


def test_a_team_may_close_a_day_or_work_on_a_holiday(opened, team):
    changing.say_day(opened, day=FRIDAY, is_open=False, why="Training day")
    changing.say_day(opened, day=GOOD_FRIDAY, is_open=True, why="Open for custody")

    assert week(team).closed_because(FRIDAY) == "Training day"
    assert week(team).spans(GOOD_FRIDAY) == [(moment(GOOD_FRIDAY, time(9)), moment(GOOD_FRIDAY, time(17)))]


def test_hours_hold_from_a_day_until_a_day(opened, team):
    row = OpeningHours.objects.get(organisation=team, weekday=4)
    changing.end_hours(opened, row, until_on=FRIDAY)

    assert [bool(week(team).spans(day)) for day in (FRIDAY - timedelta(days=7), FRIDAY)] == [True, False]


# --- the pattern


def test_slots_are_made_once_up_to_the_horizon_and_not_on_closed_days(opened, team):
    a_pattern(opened)

    assert (make(team), make(team)) == (5, 0)
    assert days(team) == [FRIDAY, *(date(2010, 4, n) for n in (9, 16, 23, 30))]
    assert patterns.horizon(NOW) == date(2010, 5, 3)
    assert make(team, NOW + timedelta(days=7)) == 1


def test_a_slot_keeps_its_time_on_the_clock_when_the_clocks_change(opened, team):
    a_pattern(opened)
    make(team)

    assert [slot.starts_at.hour for slot in Slot.objects.all()] == [9, 8, 8, 8, 8]


@pytest.mark.parametrize(("starts", "made"), [(time(16, 15), 5), (time(16, 16), 0), (time(8, 59), 0), (time(9), 5)])
def test_a_slot_lies_within_the_hours(starts, made, opened, team):
    a_pattern(opened, starts=starts)

    assert make(team) == made


def test_a_slot_that_was_taken_out_is_not_made_again(opened, team):
    a_pattern(opened)
    make(team)
    assert changing.take_out(opened, Slot.objects.first(), why="Room is painted")

    assert make(team) == 0
    assert FRIDAY not in days(team)


def test_the_end_of_a_pattern_takes_its_free_slots_and_counts_the_booked(opened, team):
    pattern = a_pattern(opened)
    make(team)
    claimed(Slot.objects.last())

    booked = changing.end_pattern(opened, pattern, until_on=date(2010, 4, 9))

    assert (booked, days(team), make(team)) == (1, [FRIDAY, date(2010, 4, 30)], 0)


def test_the_database_knows_one_slot_of_a_pattern_at_a_time(opened, team):
    pattern = a_pattern(opened)
    make(team)
    made = Slot.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(organisation=team, pattern=pattern, starts_at=made.starts_at, minutes=45, place="x")


# --- taken out, and never under somebody


def test_a_slot_is_not_taken_out_under_somebody(opened, team):
    a_pattern(opened)
    make(team)
    slot = Slot.objects.first()
    booking = claimed(slot)

    assert not changing.take_out(opened, slot, why="Room is painted")
    release(booking=booking, at=NOW)
    assert changing.take_out(opened, slot, why="Room is painted")
    assert claimed(slot) is None
    assert slot not in free_slots(organisation=team, after=NOW)


def test_a_closed_day_names_what_must_be_moved_first(opened, team):
    a_pattern(opened)
    a_pattern(opened, starts=time(11))
    make(team)
    first, second = Slot.objects.filter(starts_at__date=FRIDAY)
    claimed(first)

    assert changing.say_day(opened, day=FRIDAY, is_open=False, why="Training day") == 1
    assert changing.booked_while_closed(team, week(team), after=NOW) == [first]
    second.refresh_from_db()
    assert second.taken_out_why == "Closed: Training day"


@pytest.mark.django_db(transaction=True)
def test_of_one_who_takes_a_slot_out_and_one_who_books_it_one_wins():
    team = opened_cjit("NMR CJIT", open_area(code="NMR", name="NMR", nation=Nation.ENGLAND, from_on=SINCE))
    for _ in range(4):
        slot = Slot.objects.create(organisation=team, starts_at=NOW + timedelta(days=2), minutes=45, place="x")
        person, together, done = a_person(), Barrier(2), {}

        def book(slot=slot, person=person, together=together, done=done):
            together.wait()
            with transaction.atomic():
                done["booked"] = claimed(slot, person)
            connection.close()

        def out(slot=slot, together=together, done=done):
            together.wait()
            done["out"] = changing.take_out(Change(organisation=team, by=None, at=NOW), slot, why="x")
            connection.close()

        threads = [Thread(target=book), Thread(target=out)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert bool(done["booked"]) is not done["out"], done


# --- places handed to police


def test_a_place_handed_to_police_is_theirs_to_give(opened, team):
    """S-27."""
    a_pattern(opened, for_police=True)
    a_pattern(opened, starts=time(11))
    make(team)

    theirs = free_slots(organisation=team, after=NOW)
    ours = free_slots(organisation=team, after=NOW, for_police=False)

    assert (len(theirs), len(ours)) == (10, 5)
    changing.hand_to_police(opened, theirs[0], for_police=False)
    assert len(free_slots(organisation=team, after=NOW, for_police=False)) == 6


# --- who is on


def a_turn(change, starts, ends, day=FRIDAY, **more):
    worker = more.pop("worker", None) or works_at(
        change.organisation, Role.CJIT_CUSTODY_WORKER, f"Worker {starts}", at=NOW - timedelta(days=30)
    )
    return changing.add_turn(change, Turn(**{
        "worker": worker, "starts_at": moment(day, starts), "ends_at": moment(day, ends), "may_assess": True,
        "phone": "01632 960 001", **more,
    }))  # fmt: skip


@pytest.mark.parametrize(
    ("at", "on"), [(time(8, 59), 0), (time(9), 1), (time(12, 59), 1), (time(13), 0)], ids=["H-158"] * 4
)
def test_somebody_is_on_from_the_first_minute_to_the_last(at, on, opened, team):
    a_turn(opened, time(9), time(13))

    assert len(rota.on_now(organisation=team, at=moment(FRIDAY, at))) == on


def test_whoever_is_there_comes_before_whoever_is_on_call(opened, team, castle_street):
    """H-158, I-35: offered at once in custody where a worker is there."""
    called = a_turn(opened, time(9), time(17), how=Turn.How.CALL)
    office = a_turn(opened, time(9, 1), time(17))
    there = a_turn(opened, time(9, 2), time(17), suite=castle_street)

    assert rota.on_now(organisation=team, at=moment(FRIDAY, time(10))) == [there, office, called]
    assert rota.next_on(organisation=team, at=NOW) == called


def test_gaps_are_the_hours_in_which_nobody_competent_is_on(opened, team):
    a_turn(opened, time(8), time(11))
    a_turn(opened, time(10), time(12))
    a_turn(opened, time(12), time(14), may_assess=False)
    a_turn(opened, time(14), time(16, 30))
    found = rota.turns(organisation=team, after=NOW, before=NOW + timedelta(days=7))

    gaps = list(rota.gaps(week(team), found, first=FRIDAY, days=1))

    assert gaps == [
        (moment(FRIDAY, time(12)), moment(FRIDAY, time(14))),
        (moment(FRIDAY, time(16, 30)), moment(FRIDAY, time(17))),
    ]


def test_whoever_was_called_off_or_left_is_on_no_longer(opened, team):
    off = a_turn(opened, time(9), time(13))
    left = works_at(team, Role.CJIT_CUSTODY_WORKER, "Gone", at=NOW - timedelta(days=30))
    left.until_at = NOW
    left.save()
    a_turn(opened, time(9), time(13), worker=left)
    changing.call_off(opened, off)

    assert rota.on_now(organisation=team, at=moment(FRIDAY, time(10))) == []


# --- what was changed


def test_every_change_leaves_who_and_what(opened, team):
    a_pattern(opened)
    changing.ask_to_be_rung(opened, phone="01632 960 002", why="To keep a follow-up place", from_on=FRIDAY)

    first = DiaryChange.objects.first()
    assert first.what == "Ring first from 26 March 2010: 01632 960 002, To keep a follow-up place"
    assert (first.by, first.at) == (opened.by, NOW)
    assert DiaryChange.objects.count() == 7


def test_the_call_is_asked_from_a_day_until_another_word(opened, team):
    """S-26."""
    changing.ask_to_be_rung(opened, phone="1", why="x", from_on=SINCE)
    changing.ask_to_be_rung(opened, phone="2", why="y", from_on=FRIDAY)
    changing.ask_to_be_rung(opened, phone="", why="", from_on=MONDAY)

    asked = [[row.phone for row in team.calls_first.in_force(on=day)] for day in (SINCE, FRIDAY, MONDAY)]
    assert asked == [["1"], ["2"], []]

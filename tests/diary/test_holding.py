"""Places set aside: by the same constraint as a booking, until a time, and turned into one place for one person."""

import uuid
from datetime import datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from throughcare.diary.booking import claim, free_slots, lapse, release
from throughcare.diary.holding import hold, take_up
from throughcare.diary.models import Booking, Slot
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2010, 6, 4, 17, 0, tzinfo=LONDON)
MONDAY = datetime(2010, 6, 7, 9, 30, tzinfo=LONDON)


def a_slot(team, **more):
    return Slot.objects.create(organisation=team, starts_at=MONDAY, minutes=45, place="12 Mill Lane", **more)


def held(slot, count=1, until=MONDAY, at=FRIDAY):
    return hold(slot_id=slot.pk, count=count, until=until, for_what="paper pack 4 June 2010", at=at)


def booked(slot, at=FRIDAY, person=None):
    return claim(slot_id=slot.pk, person_id=(person or Person.objects.create()).pk, entry_id=uuid.uuid4(), at=at)


def free(slot):
    found = free_slots(organisation=slot.organisation, after=FRIDAY)
    return sum(one.places_left for one in found)


def test_a_place_set_aside_is_offered_to_nobody_else(northmoor_cjit):
    slot = a_slot(northmoor_cjit, places=2)

    assert [place.place_number for place in held(slot)] == [1]
    assert (booked(slot).place_number, booked(slot), free(slot)) == (2, None, 0)


def test_all_the_places_asked_for_or_none(northmoor_cjit):
    slot = a_slot(northmoor_cjit, places=2)

    assert held(slot, count=3) == []
    assert free(slot) == 2
    assert len(held(slot, count=2)) == 2


def test_a_place_set_aside_and_taken_up_is_that_persons(northmoor_cjit):
    slot = a_slot(northmoor_cjit)
    place, person = held(slot)[0], Person.objects.create()

    with transaction.atomic():
        assert take_up(place_id=place.pk, at=FRIDAY)
        assert booked(slot, person=person)

    assert [one.person_id for one in Booking.objects.filter(released_at=None)] == [person.pk]


def test_it_stays_set_aside_when_what_was_to_follow_is_refused(northmoor_cjit):
    slot = a_slot(northmoor_cjit)
    place = held(slot)[0]

    with transaction.atomic():
        take_up(place_id=place.pk, at=FRIDAY)
        transaction.set_rollback(True)

    assert (booked(slot), free(slot)) == (None, 0)


def test_nobody_takes_up_what_was_taken_up_given_back_or_is_somebodys(northmoor_cjit):
    slot = a_slot(northmoor_cjit, places=3)
    taken, back = held(slot, count=2)
    release(booking=back, at=FRIDAY)

    assert take_up(place_id=taken.pk, at=FRIDAY)
    assert not take_up(place_id=taken.pk, at=FRIDAY)
    assert not take_up(place_id=back.pk, at=FRIDAY)
    assert not take_up(place_id=booked(slot).pk, at=FRIDAY)


@pytest.mark.parametrize(("minutes", "is_free"), [(-1, False), (0, True)])
def test_a_place_lapses_at_the_time_it_was_set_aside_until(minutes, is_free, northmoor_cjit):
    slot = a_slot(northmoor_cjit)
    until = FRIDAY + timedelta(hours=12)
    place = held(slot, until=until)[0]

    lapse(at=until + timedelta(minutes=minutes))

    place.refresh_from_db()
    assert place.released_at == (until if is_free else None)
    assert bool(free(slot)) is is_free


def test_whoever_books_after_it_lapsed_need_not_wait_for_the_timetable(northmoor_cjit):
    slot = a_slot(northmoor_cjit)
    held(slot, until=FRIDAY + timedelta(hours=1))

    assert booked(slot, at=FRIDAY + timedelta(minutes=59)) is None
    assert booked(slot, at=FRIDAY + timedelta(hours=1))


@pytest.mark.parametrize(
    "whose",
    [{}, {"held_for": "paper pack"}, {"held_until": MONDAY}, {"held_for": "x", "held_until": MONDAY, "person": True}],
    ids=["nobody and nothing", "without an end", "without a reason", "somebody and set aside"],
)
def test_the_database_knows_a_booking_from_a_place_set_aside(whose, northmoor_cjit):
    if "person" in whose:
        whose = {**whose, "person": Person.objects.create()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(slot=a_slot(northmoor_cjit), place_number=1, of_places=1, booked_at=FRIDAY, **whose)


@pytest.mark.django_db(transaction=True)
def test_many_at_one_moment_take_up_a_place_once():
    """On SQLite the second waits; on PostgreSQL it finds the row changed. One appointment comes of one place."""
    team = Organisation.objects.create(kind=OrganisationKind.CJIT, name="CJIT", from_on=MONDAY)
    slot = a_slot(team)
    place, people = held(slot)[0], [Person.objects.create() for _ in range(6)]
    together, won = Barrier(len(people)), []

    def enter(person):
        together.wait()
        with transaction.atomic():
            won.append(take_up(place_id=place.pk, at=FRIDAY) and booked(slot, person=person))
        connection.close()

    threads = [Thread(target=enter, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in won if one]) == 1, won
    assert slot.bookings.filter(released_at=None, person__isnull=False).count() == 1

import uuid
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from throughcare.diary.booking import claim, free_slots, next_free, release
from throughcare.diary.models import Booking, Purpose, Slot
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind

FRIDAY = datetime(2010, 6, 4, 16, 0, tzinfo=UTC)
MONDAY = datetime(2010, 6, 7, 8, 30, tzinfo=UTC)


def a_slot(organisation, starts_at=MONDAY, **more):
    return Slot.objects.create(organisation=organisation, starts_at=starts_at, minutes=45, place="12 Mill Lane", **more)


def a_person():
    return Person.objects.create()


def claimed(slot, person=None, at=FRIDAY):
    return claim(slot_id=slot.pk, person_id=(person or a_person()).pk, entry_id=uuid.uuid4(), at=at)


def test_each_place_is_claimed_once_and_then_the_slot_is_full(northmoor_cjit):
    slot = a_slot(northmoor_cjit, places=3)

    assert [claimed(slot).place_number for _ in range(3)] == [1, 2, 3]
    assert claimed(slot) is None


def test_a_released_place_is_the_next_to_be_claimed(northmoor_cjit):
    slot = a_slot(northmoor_cjit, places=2)
    first, _ = claimed(slot), claimed(slot)

    release(booking=first, at=FRIDAY + timedelta(hours=1))
    release(booking=first, at=FRIDAY + timedelta(hours=2))

    assert first.released_at == FRIDAY + timedelta(hours=1)
    assert claimed(slot).place_number == 1
    assert claimed(slot) is None


def test_a_claim_goes_with_the_transaction_it_was_made_in(northmoor_cjit):
    slot = a_slot(northmoor_cjit)

    with transaction.atomic():
        assert claimed(slot)
        transaction.set_rollback(True)

    assert claimed(slot).place_number == 1


@pytest.mark.parametrize(("number", "of_places"), [(0, 1), (2, 1)])
def test_the_database_refuses_a_place_the_slot_has_not(number, of_places, northmoor_cjit):
    slot = a_slot(northmoor_cjit)

    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(slot=slot, place_number=number, of_places=of_places, person=a_person(), booked_at=FRIDAY)


def test_the_database_refuses_a_second_live_booking_of_a_place(northmoor_cjit):
    slot = a_slot(northmoor_cjit, places=2)
    claimed(slot)

    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(slot=slot, place_number=1, of_places=2, person=a_person(), booked_at=FRIDAY)


def test_free_slots_are_counted_in_one_query(northmoor_cjit, glan_y_dwr_cjit, django_assert_num_queries):
    full, half = a_slot(northmoor_cjit), a_slot(northmoor_cjit, MONDAY + timedelta(hours=1), places=2)
    empty = a_slot(northmoor_cjit, MONDAY + timedelta(hours=2), places=4)
    a_slot(northmoor_cjit, FRIDAY - timedelta(hours=1))
    a_slot(northmoor_cjit, MONDAY + timedelta(days=7))
    a_slot(glan_y_dwr_cjit)
    claimed(full)
    release(booking=claimed(half), at=FRIDAY)
    claimed(half)

    with django_assert_num_queries(1):
        free = list(free_slots(organisation=northmoor_cjit, after=FRIDAY, before=MONDAY + timedelta(days=1), limit=10))

    assert [(slot, slot.places_left) for slot in free] == [(half, 1), (empty, 4)]


def test_the_next_free_slots_serve_the_purpose_asked_for(northmoor_cjit):
    for hour, purpose in enumerate([Purpose.INITIAL, Purpose.FOLLOW_UP, Purpose.ANY, Purpose.ANY]):
        a_slot(northmoor_cjit, MONDAY + timedelta(hours=hour), purpose=purpose)

    free = next_free(organisation=northmoor_cjit, after=FRIDAY, purpose=Purpose.FOLLOW_UP)
    assert [slot.purpose for slot in free] == ["follow_up", "any", "any"]
    assert len(next_free(organisation=northmoor_cjit, after=FRIDAY, count=2)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("places", [1, 3])
def test_many_at_one_moment_never_share_the_last_place(places):
    """On SQLite the second waits for the first; on PostgreSQL both try, and the constraint decides."""
    team = Organisation.objects.create(kind=OrganisationKind.CJIT, name="CJIT", from_on=MONDAY)
    slot, people = a_slot(team, places=places), [a_person() for _ in range(8)]
    together, won = Barrier(len(people)), []

    def book(person):
        together.wait()
        with transaction.atomic():
            won.append(claimed(slot, person))
        connection.close()

    threads = [Thread(target=book, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == len(people)
    assert sorted(booking.place_number for booking in won if booking) == list(range(1, places + 1))
    assert slot.bookings.filter(released_at=None).count() == places

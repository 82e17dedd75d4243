from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import NOON, arrest, booked, done, made, minutes, positive, proposed, required, somebody
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import Entry
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import correct, record, void
from throughcare.rulebook.facts.assessment import AppointmentMoved
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.custody import Disposal, Released

pytestmark = pytest.mark.django_db

TOMORROW = NOON + timedelta(hours=21)


def slot(team, starts_at=TOMORROW):
    return Slot.objects.create(organisation=team, starts_at=starts_at, minutes=45, place="12 High Street")


@pytest.fixture
def needs_a_place(meera, northmoor_cjit):
    """Makes someone under a requirement."""

    def make():
        person = somebody()
        arrested = made(person, arrest(), by=meera)
        test = made(person, positive(arrested.pk), by=meera, at=minutes(5))
        return person, made(person, required(test.pk), by=meera, at=minutes(9)).pk

    return make


def book(person, requirement, place, by):
    wanted = booked(requirement, place.organisation, place.starts_at, slot=place.pk)
    return record([proposed(person, wanted, minutes(12))], by=by, at=minutes(12))


def held():
    return set(Booking.objects.filter(released_at=None).values_list("person_id", "slot_id"))


def test_an_appointment_claims_its_place_and_names_its_entry(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    place = slot(northmoor_cjit)

    entry = done(book(person, requirement, place, meera))[0]

    assert held() == {(person.pk, place.pk)}
    assert Booking.objects.get().entry_id == entry.pk


def test_whoever_loses_a_place_hears_of_the_next_three(needs_a_place, northmoor_cjit, meera):
    place = slot(northmoor_cjit)
    for hours in (1, 2, 3, 4):
        slot(northmoor_cjit, TOMORROW + timedelta(hours=hours))
    (first, its), (second, other) = needs_a_place(), needs_a_place()
    done(book(first, its, place, meera))
    before = Entry.objects.count()

    refusal = book(second, other, place, meera)

    assert refusal.rule == "place_is_free"
    assert refusal.instead.count("Wednesday 2 June 2010") == 3
    assert (held(), Entry.objects.count()) == ({(first.pk, place.pk)}, before)


def test_a_place_at_another_time_is_refused(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    place = slot(northmoor_cjit)
    wanted = booked(requirement, northmoor_cjit, place.starts_at + timedelta(hours=1), slot=place.pk)

    refusal = record([proposed(person, wanted, minutes(12))], by=meera, at=minutes(12))

    assert refusal.rule == "place_is_as_booked"


def test_moving_lets_the_old_place_go(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    old, new = slot(northmoor_cjit), slot(northmoor_cjit, TOMORROW + timedelta(minutes=45))
    entry = done(book(person, requirement, old, meera))[0]

    moved = AppointmentMoved(
        appointment=entry.pk, team=str(northmoor_cjit.pk), starts_at=new.starts_at, place="x", slot=new.pk
    )
    made(person, moved, by=meera, at=minutes(20))

    assert held() == {(person.pk, new.pk)}


def test_a_lost_move_keeps_the_old_place(needs_a_place, northmoor_cjit, meera):
    (person, its), (rival, other) = needs_a_place(), needs_a_place()
    old, new = slot(northmoor_cjit), slot(northmoor_cjit, TOMORROW + timedelta(minutes=45))
    entry = done(book(person, its, old, meera))[0]
    done(book(rival, other, new, meera))

    moved = AppointmentMoved(
        appointment=entry.pk, team=str(northmoor_cjit.pk), starts_at=new.starts_at, place="x", slot=new.pk
    )
    refusal = record([proposed(person, moved, minutes(20))], by=meera, at=minutes(20))

    assert refusal.rule == "place_is_free"
    assert held() == {(person.pk, old.pk), (rival.pk, new.pk)}


def test_voiding_lets_the_place_go(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    entry = done(book(person, requirement, slot(northmoor_cjit), meera))[0]

    done(void(entry=entry, key=uuid4(), why="wrong person", by=meera, at=minutes(20)))

    assert held() == set()


def test_a_correction_keeps_or_changes_the_place(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    old, new = slot(northmoor_cjit), slot(northmoor_cjit, TOMORROW + timedelta(minutes=45))
    entry = done(book(person, requirement, old, meera))[0]
    more = {"happened_at": entry.happened_at, "why": "misread", "by": meera}

    same = booked(requirement, northmoor_cjit, old.starts_at, slot=old.pk)
    version = done(correct(entry=entry, key=uuid4(), fact=same, at=minutes(20), **more))[0]
    assert held() == {(person.pk, old.pk)}
    other = booked(requirement, northmoor_cjit, new.starts_at, slot=new.pk)
    done(correct(entry=version, key=uuid4(), fact=other, at=minutes(21), **more))

    assert held() == {(person.pk, new.pk)}


def test_after_a_death_the_place_is_free(needs_a_place, northmoor_cjit, meera, rhian):
    person, requirement = needs_a_place()
    done(book(person, requirement, slot(northmoor_cjit), meera))

    made(person, Died(), by=rhian, at=minutes(60))

    assert held() == set()


def test_the_same_booking_sent_twice_holds_one_place(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    place = slot(northmoor_cjit)
    wanted = proposed(person, booked(requirement, northmoor_cjit, place.starts_at, slot=place.pk), minutes(12))

    done(record([wanted], by=meera, at=minutes(12)))
    done(record([wanted], by=meera, at=minutes(13)))

    assert Booking.objects.count() == 1


def test_a_place_taken_by_a_move_is_claimed_once_and_kept(needs_a_place, northmoor_cjit, meera):
    person, requirement = needs_a_place()
    old, new = slot(northmoor_cjit), slot(northmoor_cjit, TOMORROW + timedelta(hours=2))
    appointment = done(book(person, requirement, old, meera))[0]
    moved = AppointmentMoved(
        appointment=appointment.pk, team=str(northmoor_cjit.pk), starts_at=new.starts_at, place=new.place, slot=new.pk
    )
    made(person, moved, by=meera, at=minutes(20))

    arrested = Entry.objects.get(person=person, kind="arrested").pk
    made(person, Released(arrest=arrested, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(30))

    assert [one.booked_at for one in Booking.objects.filter(slot=new)] == [minutes(20)]
    assert not rebuild([person.pk])

"""The diary holds one place for each appointment that still stands, and no entry lets it go by accident."""

import pytest

from tests.diary.test_booking import a_slot
from tests.journal.facts import arrest, booked, made, minutes, positive, required, somebody
from throughcare.diary.models import Booking
from throughcare.journal.rebuild import rebuild
from throughcare.rulebook.facts.assessment import AppointmentMoved
from throughcare.rulebook.facts.custody import Disposal, Released

pytestmark = pytest.mark.django_db


def test_the_place_of_a_moved_appointment_is_claimed_once_and_kept(meera, northmoor_cjit):
    person, team = somebody(), northmoor_cjit
    first, second = a_slot(team, starts_at=minutes(600)), a_slot(team, starts_at=minutes(700))
    arrested = made(person, arrest(), by=meera)
    test = made(person, positive(arrested.id), by=meera, at=minutes(1))
    requirement = made(person, required(test.id), by=meera, at=minutes(2))
    asked = booked(requirement.id, team, first.starts_at, slot=first.pk)
    appointment = made(person, asked, by=meera, at=minutes(3))

    moved = AppointmentMoved(
        appointment=appointment.id, team=str(team.pk), starts_at=second.starts_at, place=asked.place, slot=second.pk
    )
    made(person, moved, by=meera, at=minutes(4))
    made(person, Released(arrest=arrested.id, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(5))

    assert [(one.slot, one.booked_at) for one in Booking.objects.filter(released_at=None)] == [(second, minutes(4))]
    assert Booking.objects.count() == 2
    assert not rebuild([person.pk])

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import NOON, arrest, booked, done, made, minutes, positive, proposed, required, somebody
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import Entry
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import correct, record, void
from throughcare.rulebook.facts.assessment import AppointmentMoved, AttendanceRecorded, Outcome
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.custody import Disposal, LaboratoryReturned, Released

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


@pytest.mark.parametrize("handed", [False, True], ids=["the team's own", "handed to police"])
def test_a_place_handed_to_police_is_offered_only_to_whoever_chose_one(needs_a_place, northmoor_cjit, meera, handed):
    place, other = slot(northmoor_cjit), slot(northmoor_cjit, TOMORROW + timedelta(hours=1))
    Slot.objects.filter(pk=place.pk).update(for_police=handed)
    Slot.objects.filter(pk=other.pk).update(for_police=True)
    (first, its), (second, its_own) = needs_a_place(), needs_a_place()
    done(book(first, its, place, meera))

    assert ("Free next" in book(second, its_own, place, meera).instead) is handed


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


@pytest.fixture
def refuted(needs_a_place, northmoor_cjit, meera):
    """Booked for tomorrow, while the sample is at the laboratory; the answer found nothing."""

    def tell(confirmed=False, at=None):
        person, requirement = needs_a_place()
        place = slot(northmoor_cjit)
        done(book(person, requirement, place, meera))
        test = Entry.objects.get(person=person, kind="drug_tested")
        at = at or minutes(60)
        return person, place, made(person, LaboratoryReturned(test=test.pk, confirmed=confirmed), by=meera, at=at)

    return tell


def test_what_the_laboratory_refutes_frees_the_place(refuted):
    "N-38: nobody is expected any more; the place is free in the same act as the answer, and nothing is written for it."
    person, _, answer = refuted()

    assert held() == set()
    assert [one.kind for one in Entry.objects.filter(person=person).order_by("seq")][-2:] == [
        "appointment_made", "laboratory_returned",
    ]  # fmt: skip
    assert Entry.objects.latest("recorded_at").pk == answer.pk
    assert not rebuild([person.pk])


def test_what_the_laboratory_confirms_keeps_it(refuted):
    "N-38"
    person, place, _ = refuted(confirmed=True)

    assert held() == {(person.pk, place.pk)}


def test_an_answer_after_the_time_of_the_appointment_takes_nothing_back(refuted):
    "N-38: at its very minute the place was held."
    person, place, _ = refuted(at=TOMORROW)

    assert held() == {(person.pk, place.pk)}


def test_an_answer_just_before_its_time_frees_it(refuted):
    "N-38"
    refuted(at=TOMORROW - timedelta(minutes=1))

    assert held() == set()


def test_whoever_was_seen_before_the_answer_keeps_the_place(needs_a_place, northmoor_cjit, meera, rhian):
    "N-38: seen early on the day; the answer came between that and the hour that was set."
    person, requirement = needs_a_place()
    place = slot(northmoor_cjit, NOON + timedelta(hours=4))
    entry = done(book(person, requirement, place, meera))[0]
    came = AttendanceRecorded(appointment=entry.pk, outcome=Outcome.ATTENDED)
    made(person, came, by=rhian, at=minutes(90))
    test = Entry.objects.get(person=person, kind="drug_tested")

    made(person, LaboratoryReturned(test=test.pk, confirmed=False), by=meera, at=minutes(120))

    assert held() == {(person.pk, place.pk)}


def test_an_answer_entered_in_error_gives_the_place_back_if_it_is_free(refuted, meera):
    "N-38"
    person, place, answer = refuted()

    done(void(entry=answer, key=uuid4(), why="another sample", by=meera, at=minutes(70)))

    assert held() == {(person.pk, place.pk)}
    assert not rebuild([person.pk])


def test_a_place_that_is_gone_does_not_keep_an_answer_from_being_taken_back(refuted, needs_a_place, meera):
    "N-38: what was entered in error can always be mended; the appointment stands and its place is somebody else's."
    person, place, answer = refuted()
    rival, other = needs_a_place()
    done(book(rival, other, place, meera))

    done(void(entry=answer, key=uuid4(), why="another sample", by=meera, at=minutes(70)))

    assert held() == {(rival.pk, place.pk)}
    assert not rebuild([person.pk, rival.pk])


def test_a_place_that_is_gone_does_keep_a_move_from_being_taken_back(needs_a_place, northmoor_cjit, meera):
    "S-28: two people would be told one time."
    (person, its), (rival, other) = needs_a_place(), needs_a_place()
    old, new = slot(northmoor_cjit), slot(northmoor_cjit, TOMORROW + timedelta(minutes=45))
    entry = done(book(person, its, old, meera))[0]
    where = {"team": str(northmoor_cjit.pk), "starts_at": new.starts_at, "place": "x", "slot": new.pk}
    moved = made(person, AppointmentMoved(appointment=entry.pk, **where), by=meera, at=minutes(20))
    done(book(rival, other, old, meera))

    refusal = void(entry=moved, key=uuid4(), why="misheard", by=meera, at=minutes(40))

    assert refusal.rule == "place_is_free"
    assert held() == {(person.pk, new.pk), (rival.pk, old.pk)}


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

"""Several writers at once, over connections of their own: both facts or one refusal, never a lost update."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.journal.facts import NOON, arrest, booked, done, made, minutes, positive, proposed, required, somebody
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import Entry
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.journal.record import move, record
from throughcare.journal.verify import verify
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.standing import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Each in its own thread, all let go together; what they returned, in order."""
    together, outcomes = Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            together.wait()
            outcomes[place] = work()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def speaks(person, language):
    return proposed(person, LanguageNeeds(speaks=language, finds_reading_hard=False))


def test_two_writers_of_one_person_both_stand(meera, northmoor_cjit):
    person = somebody()
    made(person, arrest(), by=meera)

    def writer(number):
        return lambda: [record([speaks(person, f"{number}-{n}")], by=meera, at=minutes(n)) for n in range(8)]

    outcomes = at_once(*(writer(number) for number in range(4)))

    assert all(isinstance(one, list) for outcome in outcomes for one in outcome), outcomes
    person.refresh_from_db()
    assert (person.length, Entry.objects.count()) == (33, 33)
    assert verify().whole
    assert not rebuild(everyone())


def test_of_two_who_cannot_both_be_right_one_is_refused(meera, northmoor_cjit):
    person = somebody()
    test = made(person, positive(made(person, arrest(), by=meera).pk), by=meera, at=minutes(1))

    def write():
        return record([proposed(person, required(test.pk), minutes(2))], by=meera, at=minutes(2))

    outcomes = at_once(write, write, write)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert [one.rule for one in refused] == ["happens_once"] * 2
    assert verify().whole


def test_one_key_sent_by_many_at_once_is_one_entry(meera, northmoor_cjit):
    person = somebody()
    once = proposed(person, arrest())

    outcomes = at_once(*[lambda: record([once], by=meera, at=minutes(1))] * 6)

    assert {entry.pk for outcome in outcomes for entry in done(outcome)} == {once.id}
    assert Entry.objects.count() == 1


def test_one_key_for_two_people_at_once_is_one_entry_and_one_refusal(meera, northmoor_cjit):
    people, key = [somebody() for _ in range(4)], uuid4()

    outcomes = at_once(
        *[lambda person=person: record([proposed(person, arrest(), id=key)], by=meera, at=NOON) for person in people]
    )

    refused = [outcome.rule for outcome in outcomes if isinstance(outcome, Refusal)]
    assert (refused, Entry.objects.count()) == (["key_reused"] * 3, 1), outcomes
    assert verify().whole


def test_one_place_goes_to_one_person(meera, northmoor_cjit):
    place = Slot.objects.create(
        organisation=northmoor_cjit, starts_at=NOON + timedelta(hours=21), minutes=45, place="12 High Street"
    )
    needing = []
    for _ in range(4):
        person = somebody()
        test = made(person, positive(made(person, arrest(), by=meera).pk), by=meera, at=minutes(1))
        needing.append((person, made(person, required(test.pk), by=meera, at=minutes(2)).pk))

    def book(person, requirement):
        wanted = booked(requirement, northmoor_cjit, place.starts_at, slot=place.pk)
        return lambda: record([proposed(person, wanted, minutes(5))], by=meera, at=minutes(5))

    outcomes = at_once(*(book(*each) for each in needing))

    refused = [outcome.rule for outcome in outcomes if isinstance(outcome, Refusal)]
    assert (refused, Booking.objects.count()) == (["place_is_free"] * 3, 1), outcomes
    assert not rebuild(everyone())


def test_two_who_move_entries_between_the_same_records_do_not_block_each_other(meera, northmoor_cjit):
    first, second = somebody(), somebody()
    there, back = made(first, arrest(), by=meera), made(second, arrest(), by=meera)

    def mover(entry, to):
        keys = uuid4(), uuid4()
        return lambda: move(entry=entry, keys=keys, to_person=to.pk, links={}, why="mixed up", by=meera, at=minutes(9))

    outcomes = at_once(mover(there, second), mover(back, first))

    assert all(isinstance(outcome, list) for outcome in outcomes), outcomes
    assert verify().whole
    assert not rebuild(everyone())


def test_a_refusal_inside_a_callers_transaction_does_not_spoil_it(meera, northmoor_cjit):
    person = somebody()
    with transaction.atomic():
        kept = somebody()
        refusal = record([proposed(person, positive(uuid4()))], by=meera, at=NOON)
        made(kept, arrest(), by=meera)

    assert isinstance(refusal, Refusal)
    assert Entry.objects.get().person_id == kept.pk

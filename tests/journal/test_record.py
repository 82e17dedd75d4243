from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import NOON, arrest, done, made, minutes, positive, proposed, somebody
from throughcare.journal.models import Body, DutyRow, Entry, StandingRow
from throughcare.journal.reading import history
from throughcare.journal.record import record
from throughcare.rulebook.standing import Refusal

pytestmark = pytest.mark.django_db


def test_a_fact_is_recorded_with_its_envelope_and_what_follows(meera, northmoor_cjit):
    person = somebody()

    entry = made(person, arrest(cell="4"), by=meera)

    person.refresh_from_db()
    assert (entry.seq, entry.kind, entry.version, entry.team_id) == (1, "arrested", 1, meera.organisation_id)
    assert (person.head, person.length) == (entry.hash, 1)
    assert history(person.pk).entries[0].fact == arrest(cell="4")
    assert DutyRow.objects.get(person=person, kind="test_or_say_why_not").state == "open"
    assert StandingRow.objects.get(person=person).care_team == meera.organisation


def test_later_entries_of_a_batch_see_earlier_ones(meera, northmoor_cjit):
    person = somebody()
    first = proposed(person, arrest())
    second = proposed(person, positive(first.id), minutes(5))

    made_now = done(record([first, second], by=meera, at=minutes(6)))

    assert [entry.seq for entry in made_now] == [1, 2]
    assert made_now[1].previous == made_now[0].hash


def test_a_refusal_leaves_nothing_behind(meera, rhian, northmoor_cjit):
    person = somebody()
    first = proposed(person, arrest())
    second = proposed(person, positive(uuid4()), minutes(5))

    refusal = record([first, second], by=meera, at=minutes(6))

    person.refresh_from_db()
    assert isinstance(refusal, Refusal)
    assert refusal.rule == "names_something_on_this_record"
    assert (person.head, person.length) == ("", 0)
    assert not Entry.objects.exists()
    assert not Body.objects.exists()
    assert not DutyRow.objects.exists()


def test_the_same_key_twice_is_one_entry(meera, northmoor_cjit):
    person = somebody()
    once = proposed(person, arrest())

    first = done(record([once], by=meera, at=NOON))
    again = done(record([once], by=meera, at=minutes(9)))

    assert first == again
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "otherwise",
    [{"fact": arrest(cell="9")}, {"happened_at": NOON - timedelta(minutes=1)}, {"replaces": uuid4()}],
    ids=["body", "time", "mending"],
)
def test_the_same_key_for_something_else_is_refused(meera, northmoor_cjit, otherwise):
    person = somebody()
    first = made(person, arrest(), by=meera)

    refusal = record([proposed(person, **({"fact": arrest(), "id": first.pk} | otherwise))], by=meera, at=minutes(1))

    assert refusal.rule == "key_reused"
    assert refusal.because == first.pk


def test_the_same_key_for_another_person_is_refused(meera, northmoor_cjit):
    first = made(somebody(), arrest(), by=meera)

    refusal = record([proposed(somebody(), arrest(), id=first.pk)], by=meera, at=NOON)

    assert refusal.because == first.pk

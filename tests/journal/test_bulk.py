"""Many people at once take the same steps, and leave the same rows."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import NOON, arrest, positive, proposed, required, somebody
from throughcare.journal.models import AppointmentRow, CustodyRow, DutyRow, Entry, Sight, StandingRow
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.journal.record import Batch, record, record_many
from throughcare.journal.verify import verify
from throughcare.rulebook.standing import Refusal

pytestmark = pytest.mark.django_db


def life(person, by):
    """Arrested, tested, required; and one fact that is refused in between."""
    keys = [uuid4() for _ in range(4)]
    facts = [arrest(), positive(keys[0]), required(keys[0]), required(keys[1])]
    for minute, (key, fact) in enumerate(zip(keys, facts, strict=True)):
        at = NOON + timedelta(minutes=minute)
        yield Batch(entries=[proposed(person, fact, at, id=key)], by=by, at=at)


def test_it_leaves_the_same_rows_as_one_by_one(meera, northmoor_cjit):
    alone, among = somebody(), somebody()
    for batch in life(alone, meera):
        record(batch.entries, by=batch.by, at=batch.at)

    outcomes = [outcome for _, outcome in record_many(life(among, meera))]

    assert [isinstance(outcome, Refusal) for outcome in outcomes] == [False, False, True, False]
    assert shape(alone) == shape(among)
    assert not rebuild(everyone())
    assert verify().whole


def test_people_are_taken_in_parts(meera, northmoor_cjit, django_assert_max_num_queries):
    people = [somebody() for _ in range(5)]
    batches = [batch for person in people for batch in life(person, meera)]

    with django_assert_max_num_queries(60):
        outcomes = list(record_many(batches, people_at_once=2))

    assert len(outcomes) == 20
    assert Entry.objects.count() == 15
    assert not rebuild(everyone())


def test_one_record_is_few_statements(meera, northmoor_cjit, django_assert_max_num_queries):
    person = somebody()
    batches = list(life(person, meera))
    for batch in batches[:2]:
        record(batch.entries, by=batch.by, at=batch.at)

    with django_assert_max_num_queries(22):
        record(batches[3].entries, by=meera, at=batches[3].at)


def shape(person):
    """Every row, with ids by the place where they first came up."""
    places = {key: f"entry {seq}" for key, seq in person.entries.values_list("pk", "seq")}
    rows = []
    for model in (StandingRow, DutyRow, Sight, AppointmentRow, CustodyRow):
        for row in model.objects.filter(person=person).values():
            row.pop("id", None)
            row.pop("person_id")
            rows.append(sorted((name, named(value, places)) for name, value in row.items()))
    return sorted(rows)


def named(value, places):
    for key, place in places.items():
        value = str(value).replace(str(key), place)
    return value

"""Booking somebody in by another system: one act, once, and nothing said of anybody else's people."""

from uuid import uuid4

import pytest

from tests.api.calling import problem, system
from tests.cast import works_at
from tests.web.suite_scene import NOW, at
from throughcare.journal.models import Entry
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db
ARRIVAL = {
    "happened_at": at(1).isoformat(),
    "details": {"given_name": "Ifor", "family_name": "Tŵr", "born_on": "1984-11-09"},
    "residence": {"housing": "at an address", "area": "NMR", "address": "9 Lôn Fach"},
    "language": {"speaks": "Cymraeg", "finds_reading_hard": False},
    "arrest": {"offence": "theft_s1", "custody_number": "CS/9", "cell": "2"},
}


def test_a_record_begins_with_its_facts_in_one_act(castle, northmoor):
    answer = castle.post("/arrivals", ARRIVAL)

    assert answer.status_code == 201, answer.content
    person = Person.objects.get(reference=answer.json()["reference"])
    assert person.full_name == "Ifor Tŵr"
    assert list(person.entries.values_list("kind", flat=True)) == [
        "details_given", "residence_established", "language_needs", "arrested",
    ]  # fmt: skip
    assert [one["name"] for one in castle.get("/people", q="Ifor").json()] == ["Ifor Tŵr"]


def test_sent_twice_it_is_one_record(castle, northmoor):
    key = uuid4()

    first, again = castle.post("/arrivals", ARRIVAL, key=key), castle.post("/arrivals", ARRIVAL, key=key)

    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert (Person.objects.count(), Entry.objects.count()) == (1, 4)


def test_the_same_key_for_somebody_else_is_refused(castle, northmoor):
    key = uuid4()
    castle.post("/arrivals", ARRIVAL, key=key)

    answer = castle.post(
        "/arrivals", ARRIVAL | {"language": {"speaks": "English", "finds_reading_hard": False}}, key=key
    )

    assert problem(answer)[:2] == (409, "key_reused")
    assert Entry.objects.count() == 4


def test_another_teams_key_used_again_tells_nothing(castle, northmoor, mill_lane):
    key = uuid4()
    reference = castle.post("/arrivals", ARRIVAL, key=key).json()["reference"]

    answer = system(works_at(mill_lane, Role.DETENTION_OFFICER, "Kes Ahlberg")).post("/arrivals", ARRIVAL, key=key)

    assert problem(answer)[:2] == (409, "key_reused")
    assert reference not in answer.content.decode()


def test_what_is_refused_leaves_nobody_behind(castle, northmoor):
    answer = castle.post("/arrivals", ARRIVAL | {"happened_at": at(-1).isoformat()})

    assert problem(answer)[:2] == (409, "not_in_the_future")
    assert not Person.objects.exists()


def test_a_team_that_holds_nobody_books_nobody_in(rhian):
    assert problem(system(rhian).post("/arrivals", ARRIVAL))[:2] == (403, "not_for_this_role")


def test_an_entry_that_never_happened_is_voided_once(castle, held):
    person, arrest = held
    fact = {"arrest": str(arrest), "condition": "on arrest", "result": "opiates"}
    test = castle.record(person, "drug_tested", fact, at(1)).json()["entry"]
    address, key = f"/people/{person.reference}/entries/{test}/void", uuid4()
    body = {"happened_at": NOW.isoformat(), "why": "Another person's sample"}

    first, again = castle.post(address, body, key=key), castle.post(address, body, key=key)

    assert (first.status_code, again.status_code) == (201, 200), first.content
    entries = castle.get(f"/people/{person.reference}/standing").json()["entries"]
    assert "drug_tested" not in {one["kind"] for one in entries}
    voided = next(one for one in entries if one["kind"] == "voided")
    assert (voided["replaces"], voided["fact"], voided["stands"]) == (test, {}, False)
    assert problem(castle.post(address, body | {"why": ""}))[0] == 409

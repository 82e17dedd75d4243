"""A standing by the API is the person's page: the same entries, duties and silence."""

from uuid import uuid4

import pytest
from django.test import Client

from tests import cast
from tests.api.calling import problem, system
from tests.web.suite_scene import at
from throughcare.access import conflicts, openings
from throughcare.access.models import Reason
from throughcare.journal.reading import history

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested(castle, held):
    person, arrest = held
    fact = {"arrest": str(arrest), "condition": "on arrest", "result": "opiates"}
    castle.record(person, "drug_tested", fact, at(1))
    return person


def standing(caller, person):
    answer = caller.get(f"/people/{person.reference}/standing")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_it_says_who_what_is_due_and_what_happened_with_both_times(castle, tested, castle_street):
    """H-50."""
    said = standing(castle, tested)

    assert (said["name"], said["born_on"]) == ("Niamh D’Arcy-Lloyd", "1984-11-09")
    assert said["care_team"] == {"id": str(castle_street.pk), "name": "Castle Street custody suite"}
    test = next(one for one in said["entries"] if one["kind"] == "drug_tested")
    assert (test["happened_at"], test["recorded_at"]) == ("2010-06-11T01:07:00Z", "2010-06-11T02:07:00Z")
    assert (test["by"], test["says"]) == ("Meera O'Shea", "Tested positive: opiates. Screening result, not confirmed")
    assert test["fact"]["result"] == "opiates"
    due = [one for one in said["duties"] if one["state"] == "open"]
    assert [one["due"] for one in due] == sorted(one["due"] for one in due)
    assert {"require_or_say_why_not"} <= {one["kind"] for one in due}
    assert all(one["cites"] or one["is_binding"] for one in due)


def test_it_holds_the_entries_of_the_page_and_no_others(castle, tested, meera):
    page = cast.signed_in(Client(), meera.account).get(f"/people/{tested.reference}").content.decode()
    said = standing(castle, tested)

    assert {one["entry"] for one in said["entries"]} == {str(one.id) for one in history(tested.pk).entries}
    assert [one["says"] for one in said["entries"] if one["says"] not in page] == []
    assert [one["action"] for one in said["duties"] if one["action"] not in page] == []


def test_a_team_that_is_not_involved_reads_no_result(tested, sian, outsider):
    """N-44: by involvement or a share, and nothing else."""
    for stranger in (sian, outsider):
        assert problem(system(stranger).get(f"/people/{tested.reference}/standing"))[:2] == (404, "not_found")


def test_the_team_that_is_told_reads_the_result(castle, tested, rhian):
    """N-44: the CJIT that owes something reads what its part opens."""
    test = next(one for one in standing(castle, tested)["entries"] if one["kind"] == "drug_tested")
    castle.record(tested, "assessment_required", {"test": test["entry"], "warned": True}, at(0, 30))

    said = standing(system(rhian), tested)

    assert "opiates" in {one["fact"].get("result") for one in said["entries"]}
    assert {one["owner"]["name"] for one in said["duties"]} >= {"Northmoor CJIT"}


def test_whoever_declared_to_know_the_person_reads_nothing(castle, tested, meera, administrator):
    conflicts.declare(account=meera.account, person=tested, note="", by=meera, at=at(0))

    assert problem(castle.get(f"/people/{tested.reference}/standing"))[0] == 404
    assert castle.get("/people", q="Niamh").json() == []


def test_a_restricted_record_is_closed_to_those_not_cleared(castle, tested, rhian, northmoor_manager):
    test = next(one for one in standing(castle, tested)["entries"] if one["kind"] == "drug_tested")
    castle.record(tested, "assessment_required", {"test": test["entry"], "warned": True}, at(0, 30))
    system(northmoor_manager).record(tested, "record_restricted", {"reason": "works with the team"}, at(0, 10))

    assert problem(system(rhian).get(f"/people/{tested.reference}/standing"))[:2] == (403, "restricted")
    assert system(rhian).get("/people", q="Niamh").json() == []
    assert standing(system(northmoor_manager), tested)["name"] == "Niamh D’Arcy-Lloyd"


def test_what_is_open_in_an_emergency_is_read_and_not_written(tested, outsider):
    why = openings.Why(reason=Reason.LIFE, words="Collapsed at the station; paramedics ask.")
    openings.ask(key=uuid4(), membership=outsider, person=tested, why=why, at=at(0))
    caller = system(outsider)

    assert standing(caller, tested)["name"] == "Niamh D’Arcy-Lloyd"
    assert problem(caller.record(tested, "died", {}, at(0, 7)))[:2] == (403, "only_to_read")


def test_finding_is_the_search_of_the_pages(castle, tested, rhian):
    found = castle.get("/people", q="niam d'arc").json()

    assert found == [
        {
            "reference": tested.reference, "name": "Niamh D’Arcy-Lloyd", "born_on": "1984-11-09",
            "care_team": None,
        }
    ]  # fmt: skip
    assert system(rhian).get("/people", q="Niamh").json() == []


@pytest.mark.parametrize("q", ["", "N", "N" * 201, "Ni\x00"])
def test_a_search_for_too_little_or_too_much_is_refused(castle, q):
    assert problem(castle.get("/people", q=q))[0] == 422


def test_a_standing_costs_as_many_questions_however_much_happened(castle, tested, django_assert_max_num_queries):
    address = f"/people/{tested.reference}/standing"
    castle.get(address)
    with django_assert_max_num_queries(14):
        castle.get(address)
    for number in range(5):
        fact = {"risk": "to the person", "what": f"words {number}", "taker": "the nurse"}
        assert castle.record(tested, "risk_found", fact, at(0, number + 1)).status_code == 201
    with django_assert_max_num_queries(14):
        castle.get(address)


def test_recording_costs_few_questions(castle, tested, django_assert_max_num_queries):
    fact = {"risk": "to the person", "what": "w", "taker": "the nurse"}
    with django_assert_max_num_queries(45):
        assert castle.record(tested, "risk_found", fact, at(0, 1)).status_code == 201

"""What was written since a cursor: everything once, in order, of those in sight, as far as it may be read."""

from datetime import timedelta

import pytest

from tests.api.calling import problem, system
from tests.web.suite_scene import NOW, arrested, at
from throughcare.access import conflicts
from throughcare.access.models import Reading
from throughcare.api.changes import Place, _written
from throughcare.journal.models import Entry
from throughcare.web import clock

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def followed(castle, held, monkeypatch):
    """Four entries of Niamh at booking in, 22:07 to London; then two minutes have passed."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return _written(Place(at=at(5)))


def page(caller, cursor, **query):
    answer = caller.get("/changes", cursor=cursor, **query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def kinds(found):
    return [one["entry"]["kind"] for one in found["changes"]]


BOOKED_IN = ["details_given", "residence_established", "language_needs", "arrested"]


def test_the_first_page_begins_now(castle, held):
    said = page(castle, "")

    assert (said["changes"], said["more"]) == ([], False)
    assert page(castle, said["cursor"])["changes"] == []


def test_everything_comes_once_by_when_it_was_written(castle, held, followed):
    """H-50: with both times."""
    found, cursor = [], followed
    for _ in range(4):
        said = page(castle, cursor, limit=1)
        found, cursor = [*found, *kinds(said)], said["cursor"]
        assert said["more"]
    last = page(castle, cursor, limit=1)

    assert sorted(found) == sorted(BOOKED_IN)
    assert (last["changes"], last["more"]) == ([], False)
    whole = page(castle, followed)
    assert kinds(whole) == found
    assert {one["reference"] for one in whole["changes"]} == {held[0].reference}
    assert whole["changes"][0]["entry"]["recorded_at"] == "2010-06-10T22:07:00Z"


def test_what_is_being_written_now_waits_a_minute(castle, held, followed, monkeypatch):
    cursor = page(castle, followed)["cursor"]
    monkeypatch.setattr(clock, "now", lambda: LATER)
    risk = {"risk": "to others", "what": "words", "taker": "the nurse"}
    assert castle.record(held[0], "risk_found", risk, at(0)).status_code == 201

    assert kinds(page(castle, cursor)) == []
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(minutes=1))
    assert kinds(page(castle, cursor)) == []
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(minutes=1, seconds=1))
    assert kinds(page(castle, cursor)) == ["risk_found"]


def test_whoever_leaves_sight_appears_no_more(castle, held, followed, meera):
    conflicts.declare(account=meera.account, person=held[0], note="", by=meera, at=NOW)

    assert page(castle, followed)["changes"] == []


def test_a_team_that_is_not_involved_follows_nothing(held, followed, sian):
    """N-44."""
    assert page(system(sian), followed)["changes"] == []


def test_a_correction_shows_both_and_which_stands(castle, held, followed, monkeypatch):
    person, arrest = held
    fact = {"arrest": str(arrest), "condition": "on arrest", "result": "opiates"}
    first = castle.record(person, "drug_tested", fact, at(1)).json()["entry"]
    castle.record(person, "drug_tested", fact | {"result": "cocaine"}, at(1), replaces=first, why="misread")
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(minutes=2))

    tests = [one["entry"] for one in page(castle, followed)["changes"] if one["entry"]["kind"] == "drug_tested"]

    assert {one["fact"]["result"]: one["stands"] for one in tests} == {"opiates": False, "cocaine": True}


def test_only_who_is_shown_is_in_the_log(castle, held, followed, sian):
    page(system(sian), followed)
    assert not Reading.objects.exists()

    page(castle, followed)
    assert list(Reading.objects.values_list("operation", "people")) == [("api_changes", 1)]


@pytest.mark.parametrize(
    ("cursor", "name"),
    [
        ("x", "no_cursor"), ("ÿ", "no_cursor"), ("AAAA", "no_cursor"), ("x" * 200, "no_cursor"),
        (_written(Place(at=NOW - timedelta(days=90, seconds=1))), "cursor_too_old"),
        (_written(Place(at=NOW + timedelta(seconds=1))), "cursor_too_old"),
        ("x" * 201, "not_as_described"),
    ],
)  # fmt: skip
def test_what_is_no_cursor_is_refused(castle, cursor, name):
    assert problem(castle.get("/changes", cursor=cursor))[:2] == (422, name)


def test_a_page_looks_at_one_day_and_says_that_there_is_more(castle, held, followed):
    said = page(castle, _written(Place(at=NOW - timedelta(days=3))))

    assert (said["changes"], said["more"]) == ([], True)


def test_a_page_costs_as_many_questions_for_many_people_as_for_one(
    castle, held, followed, meera, django_assert_max_num_queries
):
    for number in range(6):
        arrested(meera, f"Given{number}", "Family", cell=str(number))
    castle.get("/changes", cursor=followed)
    with django_assert_max_num_queries(16):
        assert len(page(castle, followed, limit=100)["changes"]) == 28
    assert Entry.objects.count() == 28

"""Free places of another area's team, seen as free and nothing else; and booked by the appointment that names one."""

from datetime import timedelta

import pytest

from tests.api.calling import problem, system
from tests.web.suite_scene import NOW, at
from throughcare.diary.models import Booking, Slot

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=8)


@pytest.fixture
def slots(northmoor_cjit):
    """One for two people, one only for police, one for a follow-up, one that has begun."""
    shared = {"organisation": northmoor_cjit, "minutes": 45, "place": "12 High Street"}
    return [
        Slot.objects.create(starts_at=SOON, places=2, **shared),
        Slot.objects.create(starts_at=SOON + timedelta(hours=1), for_police=True, purpose="initial", **shared),
        Slot.objects.create(starts_at=SOON + timedelta(hours=2), purpose="follow_up", **shared),
        Slot.objects.create(starts_at=NOW - timedelta(minutes=1), **shared),
    ]


@pytest.fixture
def required(castle, held):
    person, arrest = held
    fact = {"arrest": str(arrest), "condition": "on arrest", "result": "opiates"}
    test = castle.record(person, "drug_tested", fact, at(1)).json()["entry"]
    return castle.record(person, "assessment_required", {"test": test, "warned": True}, at(0, 30)).json()["entry"]


def found(caller, team, **query):
    answer = caller.get(f"/teams/{team.pk}/places", **query)
    assert answer.status_code == 200, answer.content
    return [one["slot"] for one in answer.json()]


def booking(slot, required, team):
    return {
        "purpose": "initial assessment", "requirement": required, "team": str(team.pk), "slot": str(slot.pk),
        "starts_at": slot.starts_at.isoformat(), "place": slot.place,
    }  # fmt: skip


def test_police_see_what_is_handed_to_them_and_others_do_not(castle, slots, northmoor_cjit, sian):
    keys = [str(one.pk) for one in slots]

    assert found(castle, northmoor_cjit) == keys[:3]
    assert found(system(sian), northmoor_cjit) == [keys[0], keys[2]]
    assert found(castle, northmoor_cjit, purpose="initial") == keys[:2]
    assert found(castle, northmoor_cjit, limit=1) == keys[:1]
    assert found(castle, northmoor_cjit, after=(SOON + timedelta(seconds=1)).isoformat()) == keys[1:3]
    assert found(castle, northmoor_cjit, before=SOON.isoformat()) == []


def test_a_place_is_booked_by_the_appointment_that_names_it(castle, held, slots, required, northmoor_cjit):
    answer = castle.record(held[0], "appointment_made", booking(slots[0], required, northmoor_cjit), at(0, 10))

    assert answer.status_code == 201, answer.content
    assert Booking.objects.get().slot == slots[0]
    left = castle.get(f"/teams/{northmoor_cjit.pk}/places").json()[0]
    assert (left["places_left"], "Niamh" in str(left)) == (1, False)


def test_whoever_loses_a_place_hears_of_the_next(castle, held, slots, required, northmoor_cjit, meera):
    last = slots[1]
    Booking.objects.create(
        slot=last, place_number=1, of_places=1, held_for="paper", held_until=SOON + timedelta(days=1), booked_at=NOW
    )

    answer = castle.record(held[0], "appointment_made", booking(last, required, northmoor_cjit), at(0, 10))

    status, name, said = problem(answer)
    assert (status, name) == (409, "place_is_free")
    assert "Free next: Friday 11 June 2010, 11:07" in said["instead"]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "99999999999999999999", "ten", "1.5"])
def test_a_page_has_its_bounds(castle, slots, northmoor_cjit, limit):
    assert problem(castle.get(f"/teams/{northmoor_cjit.pk}/places", limit=limit))[0] == 422


@pytest.mark.parametrize("after", ["2010-06-11T02:00:00", "1276221600", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_time_needs_its_zone_and_a_year_that_can_be_counted(castle, northmoor_cjit, after):
    assert problem(castle.get(f"/teams/{northmoor_cjit.pk}/places", after=after))[0] == 422


def test_only_teams_that_assess_have_places(castle, castle_street, northmoor_cjit, glan_y_dwr_cjit):
    assert problem(castle.get(f"/teams/{castle_street.pk}/places"))[0] == 404
    assert [one["name"] for one in castle.get("/teams").json()] == ["Glan-y-Dŵr CJIT", "Northmoor CJIT"]

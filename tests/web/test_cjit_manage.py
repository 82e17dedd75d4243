"""The manager's page: each number opens into the people it counts (HB 4.11.2, annex D)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, MONDAY, Story, set_clock, waiting_for_a_manager
from tests.web.missed_scene import NOON, Missed
from tests.web.test_cjit_missed import words
from throughcare.rulebook.facts.assessment import AppointmentMoved
from throughcare.rulebook.facts.casework import ReferredToTeam

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_afternoon(settings):
    set_clock(settings, NOON)


def page(client, who):
    cast.signed_in(client, who.account)
    return client.get(reverse("manage"))


def counts(response):
    return {count.label: count for count in response.context["counts"]}


def test_it_is_the_managers_own(client, eluned, sian):
    assert page(client, eluned).status_code == 200
    assert page(client, sian).status_code == 403


def test_nothing_waits(client, eluned):
    response = page(client, eluned)

    assert {count.number for count in counts(response).values()} == {0}
    assert "Nobody is on the way to this team." in words(response)


@pytest.fixture
def busy(meera, sian, rhian, eluned, northmoor_cjit, glan_y_dwr_cjit):
    """One of each: moved without RA2, not come, referred from elsewhere, coming, and without a case manager."""
    moved = Story("Moved Person", officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    new = AppointmentMoved(
        appointment=moved.appointment, team=str(glan_y_dwr_cjit.pk), starts_at=EXPECTED + timedelta(days=1),
        place="Room 2", late_because="The worker is ill.",
    )  # fmt: skip
    moved.add(sian, new, at=MONDAY)
    Missed("Missed Person", officer=meera).absent(glan_y_dwr_cjit, sian)
    sent = Story("Referred Person", officer=meera).lives("GYD").required().expected(northmoor_cjit).released()
    sent.assessed(rhian, at=EXPECTED).decided(rhian)
    sent.add(rhian, ReferredToTeam(requirement=sent.requirement, to_team=str(glan_y_dwr_cjit.pk)))
    waiting_for_a_manager(officer=meera, worker=sian, name="Waiting Person", at=MONDAY)


@pytest.mark.parametrize(
    ("label", "number", "names"),
    [
        ("notices not given", 1, ["Moved Person"]),
        ("did not come or stay", 1, ["Missed Person"]),
        ("lives in another area", 3, ["Referred Person"]),
        ("arrivals waiting", 2, ["Moved Person", "Referred Person"]),
        ("without a case manager", 1, ["Waiting Person"]),
        ("reports without an outcome", 0, []),
    ],
)
def test_each_number_opens_into_its_people(client, eluned, busy, label, number, names):
    count = counts(page(client, eluned))[label]

    assert count.number == number
    opened = words(client.get(count.url.split("#")[0]))
    for name in ("Moved Person", "Missed Person", "Referred Person", "Waiting Person"):
        assert (name in (opened if "arrivals" in count.url else opened.split("Coming from custody")[0])) == (
            name in names
        ), name


def test_loads_are_drawn_and_said(client, eluned, busy):
    """HB annex D, H-239: with a text equal."""
    text = words(page(client, eluned))

    assert "Loads against 1 to 25" in text
    assert "The same as a table" in text
    assert "Not yet allocated 1" in text


def test_it_costs_the_same_for_many(
    client, eluned, meera, sian, northmoor_cjit, glan_y_dwr_cjit, django_assert_max_num_queries
):
    for number in range(12):
        Missed(f"Person Number{number}", officer=meera).absent(glan_y_dwr_cjit, sian)
    page(client, eluned)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("manage")).status_code == 200

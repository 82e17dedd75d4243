"""The manager's page: each number opens into the people it counts (HB 4.11.2, annex D)."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, FULL, MONDAY, Story, adopt, set_clock, waiting_for_a_manager
from tests.web.missed_scene import NOON, Missed
from tests.web.test_cjit_missed import words
from throughcare.accounts import covering
from throughcare.accounts.actions import date_end
from throughcare.accounts.models import Cover
from throughcare.journal.models import CaseloadRow
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import AppointmentMoved, Assessed, Purpose
from throughcare.rulebook.facts.casework import ReferredToTeam
from throughcare.rulebook.facts.keeping_contact import ContactMade, HowMet, Kept

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
        ("live in another area", 3, ["Referred Person"]),
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


def seen(story, worker, at):
    return story.add(worker, ContactMade(caseload=story.caseload, how=HowMet.PHONE, outcome=Kept.SEEN), at=at)


@pytest.mark.parametrize(
    ("after", "number"),
    [(timedelta(days=14, minutes=-1), 0), (timedelta(days=14), 1)],
    ids=["a minute less than 14 days", "14 days"],
)
def test_whoever_nobody_has_seen_for_14_days_is_counted_and_found(
    after, number, client, eluned, meera, sian, northmoor_cjit, settings
):
    """H-110: regular appointments are kept; how long is too long is ours."""
    quiet = waiting_for_a_manager(officer=meera, worker=sian, name="Quiet Person", at=MONDAY).managed(eluned, sian)
    quiet.add(sian, ContactMade(caseload=quiet.caseload, how=HowMet.HERE, outcome=Kept.MISSED), at=NOON)
    known = waiting_for_a_manager(officer=meera, worker=sian, name="Known Person", at=MONDAY).managed(eluned, sian)
    last = CaseloadRow.objects.get(entry=quiet.caseload).seen_at
    seen(known, sian, last + timedelta(hours=9))
    set_clock(settings, last + after)

    count = counts(page(client, eluned))["not seen for 14 days"]
    opened = words(client.get(count.url))

    assert count.number == number
    assert ("Quiet Person" in opened) is bool(number)
    assert "Known Person" not in opened


def test_reviews_and_plans_count_where_they_press(client, eluned, meera, sian, northmoor_cjit, settings):
    """H-124, H-104: a review months ahead does not press, nor a plan within its five working days."""
    adopt(sian.organisation.area)
    waiting_for_a_manager(officer=meera, worker=sian, name="On Caseload", at=MONDAY).managed(eluned, sian)
    waits = Story("Waits Forplan", officer=meera)
    waits.add(sian, Assessed(purpose=Purpose.VOLUNTARY, engaged=True, **FULL), at=MONDAY)
    plans, reviews = "care plans past five working days", "reviews due in 5 working days"

    at_first = counts(page(client, eluned))
    set_clock(settings, MONDAY + timedelta(days=110))
    at_last = counts(page(client, eluned))

    assert (at_first[plans].number, at_first[reviews].number) == (0, 0)
    assert (at_last[plans].number, at_last[reviews].number) == (1, 1)
    assert "Waits Forplan" in words(client.get(at_last[plans].url.split("#")[0]))
    assert "On Caseload" in words(client.get(at_last[reviews].url.split("#")[0]))


def test_a_missed_contact_that_nobody_judged_is_counted(client, eluned, meera, sian, northmoor_cjit, settings):
    """R5"""
    story = waiting_for_a_manager(officer=meera, worker=sian, name="Not There", at=MONDAY).managed(eluned, sian)
    story.add(sian, ContactMade(caseload=story.caseload, how=HowMet.HERE, outcome=Kept.MISSED), at=NOON)

    count = counts(page(client, eluned))["missed contacts not judged"]

    assert count.number == 1
    assert "Not There" in words(client.get(count.url.split("#")[0]))


def test_it_says_who_is_away_who_leaves_and_costs_no_more(
    client, eluned, meera, sian, glan_y_dwr_cjit, northmoor_cjit, django_assert_max_num_queries
):
    """H-109"""
    gareth = cast.works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")
    waiting_for_a_manager(officer=meera, worker=sian, name="Sian's Person", at=MONDAY).managed(eluned, sian)
    waiting_for_a_manager(officer=meera, worker=sian, name="Gareth's Person", at=MONDAY).managed(eluned, gareth)
    made = Cover(absent=sian, covering=gareth, why=Cover.Why.SICKNESS, from_at=NOON, until_at=NOON + timedelta(days=4))
    covering.arrange(cover=made, by=eluned, at=NOON)
    date_end(membership=gareth, until_at=NOON + timedelta(days=9), by=None, at=NOON)

    page(client, eluned)
    with django_assert_max_num_queries(12):
        text = unescape(words(client.get(reverse("manage"))))

    assert "Siân Hŵel is away until the end of Fri 11 June. Gareth O'Donnell covers: 1 person." in text
    assert "Away to Fri 11 June" in text
    assert "Gareth O'Donnell leaves at the end of Wed 16 June and has 1 person." in text


def test_cover_that_fell_away_is_said(client, eluned, sian, glan_y_dwr_cjit):
    gareth = cast.works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")
    made = Cover(
        absent=sian, covering=gareth, why=Cover.Why.SICKNESS, from_at=MONDAY, until_at=NOON + timedelta(days=4)
    )
    covering.arrange(cover=made, by=eluned, at=MONDAY)
    date_end(membership=gareth, until_at=NOON, by=None, at=NOON)

    assert "Not covered" in words(page(client, eluned))

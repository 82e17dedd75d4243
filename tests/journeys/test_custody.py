"""A detention officer at night: books someone in, tests, requires, books a place, gives RA1, records release."""

from unittest import mock

import pytest

from tests.cast import *  # noqa: F403
from tests.journeys.browser import Visitor, served
from tests.web.suite_scene import NOW, arrested, at_risk, positive, refused, released, slots
from throughcare.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(transactional_db, settings):
    """As the demonstration runs: plain HTTP on this machine only. The clock stands at 03:07 on a Friday."""
    with mock.patch("throughcare.web.clock.now", return_value=NOW), served(settings) as running:
        yield running


@pytest.fixture
def officer(meera, northmoor_cjit, glan_y_dwr_cjit):
    for team, phone in ((northmoor_cjit, "01632 960100"), (glan_y_dwr_cjit, "01632 960214")):
        team.phone, team.opening_hours = phone, "Mon–Fri 9 to 5"
        team.save()
        slots(team, places=2)
    return meera


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_booking_in_to_release(browser, server, officer, scripts):
    visitor = Visitor(browser, server.url, scripts=scripts).is_now(officer)
    look = visitor.looks if scripts else (lambda name: visitor)
    visitor.goes("/suite").reads("Nobody is in the suite.")
    look("1-empty")

    visitor.follows("Book someone in").presses("Book in").reads("Enter the family name")
    look("2-book-in-errors")
    books_in(visitor).presses("Book in").reads("Glan-y-Dŵr: the team there is Glan-y-Dŵr CJIT.")
    look("3-book-in-agree")
    visitor.presses("Yes: book in").reads("In the suite now: 1 person", "Test, or record why not")
    look("4-suite-arrived")

    visitor.presses("Drug test for Dafydd").chooses(result="opiates and cocaine", laboratory="not sent")
    look("5-test")
    visitor.presses("Save the result").reads("Tested positive: opiates and cocaine", "Print DT1 (PDF)")
    visitor.chooses(warned="yes").presses("Require, and find a place").reads("Choose a place")
    visitor.goes("/suite").reads("1 positive test, no RA1 given", "You can record the release at any time.")
    look("6-suite-pressing")

    visitor.presses("Book and give RA1").reads("Why the limit is the end of Monday 14 June")
    look("7-book")
    visitor.presses("Book this place").reads("Choose a place")
    look("8-book-error")
    visitor.page.get_by_label("Mon 14 June 10:30").check()
    visitor.presses("Book this place").reads("Place booked", "In time", "Print RA1 (PDF)")
    look("9-give")
    visitor.presses("Save: RA1 given").reads("Say how it was given")
    look("10-give-errors")
    visitor.chooses(how="into the person's hand", language="English", read_out="yes, all of it", signed="yes")
    visitor.presses("Save: RA1 given").reads("RA1 given 03:07", "Nothing more needed before release")
    look("11-suite-given")

    visitor.presses("Record release").chooses(disposal="police bail").presses("Save")
    visitor.reads("In the suite now: 0 people", "Released since 19:00 (1)")
    look("12-released")


def books_in(visitor):
    born = {"born_on-day": "9", "born_on-month": "11", "born_on-year": "1984"}
    visitor.types(given_name="Dafydd Llŷr", family_name="O’Hare", custody_number="NM/2010/03317", cell="M2", **born)
    visitor.types(address="Tŷ’n-y-Coed, 9 Lôn Fach", place="Glan-y-Dŵr")
    visitor.chooses(housing="at an address", finds_reading_hard="yes")
    visitor.page.get_by_label("Offence").select_option("theft_s1")
    return visitor


def test_every_page_in_every_state_is_sound(browser, server, officer):
    at_risk(officer)
    positive(officer)
    arrested(officer, "Siôn", "O’Neill-Price", cell="M4", offence="burglary_s9")
    arrested(officer, "Tadhg", "D’Souza", cell="M1", offence="criminal_damage")
    refused(officer)
    left, under, _ = positive(officer, "Callum", "Hŵel-Price")
    released(left, under, officer, minutes=30)
    reference = Person.objects.get(family_name="O’Hare").reference
    visitor = Visitor(browser, server.url).is_now(officer)

    for name, path in (
        ("20-board", "/suite"), ("21-book", f"/people/{reference}/book"),
        ("22-not-given", f"/people/{reference}/ra1-not-given"),
        ("23-release", f"/people/{reference}/record/released"), ("24-notices", f"/people/{reference}/notices"),
        ("25-residence", f"/people/{reference}/residence"), ("26-handover", "/suite/handover"),
        ("27-known", f"/suite/book-in?person={reference}"), ("28-person", f"/people/{reference}"),
    ):  # fmt: skip
        visitor.goes(path).looks(name)

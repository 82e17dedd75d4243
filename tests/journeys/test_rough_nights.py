"""What goes wrong at 3 a.m. that is nobody's fault: a nervous finger, the back button, a line that drops, two at once.

Each ends with one appointment, one paper, one place taken, and a page that says how things stand.
"""

from unittest import mock

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.journeys.browser import Visitor, served
from tests.web.suite_scene import NOW, positive, slots
from throughcare.diary.models import Booking
from throughcare.journal.models import Entry
from throughcare.rulebook.actors import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = "Mon 14 June 10:30"


@pytest.fixture
def server(transactional_db, settings):
    with mock.patch("throughcare.web.clock.now", return_value=NOW), served(settings) as running:
        yield running


@pytest.fixture
def person(meera, northmoor_cjit, glan_y_dwr_cjit):
    """Tested positive and required, with one place free in time where they live."""
    slots(glan_y_dwr_cjit)
    return positive(meera)[0]


def at_the_places(browser, server, member, person):
    visitor = Visitor(browser, server.url).is_now(member).goes(f"/people/{person.reference}/book")
    visitor.page.get_by_label(MONDAY).check()
    return visitor


def kept(person):
    """Appointments, papers, and places held."""
    kinds = list(Entry.objects.filter(person=person).values_list("kind", flat=True))
    live = Booking.objects.filter(person=person, released_at=None).count()
    return kinds.count("appointment_made"), kinds.count("notice_prepared"), live


def test_a_double_click_books_once(browser, server, meera, person):
    visitor = at_the_places(browser, server, meera, person)

    visitor.page.get_by_role("button", name="Book this place").dblclick()

    visitor.page.get_by_text("Place booked").wait_for()
    assert kept(person) == (1, 1, 1)


def test_the_back_button_shows_how_things_stand_now(browser, server, meera, person):
    visitor = at_the_places(browser, server, meera, person)
    visitor.presses("Book this place").reads("Place booked")

    visitor.page.go_back()

    visitor.reads("Place booked")  # never the page as it was: a page about somebody is not kept by the browser
    assert kept(person) == (1, 1, 1)


def test_a_line_that_drops_after_sending_loses_and_doubles_nothing(browser, server, meera, person):
    visitor = at_the_places(browser, server, meera, person)
    page, address = visitor.page, f"**/people/{person.reference}/book"

    def dropped(route):
        route.fetch(max_redirects=0)  # it reaches the server, and the answer is lost
        route.abort("connectionreset")

    page.route(address, lambda route: dropped(route) if route.request.method == "POST" else route.continue_())
    page.get_by_role("button", name="Book this place").click()
    page.wait_for_url("chrome-error://**")
    page.unroute(address)
    visitor.goes(f"/people/{person.reference}/book").reads("Place booked")

    assert kept(person) == (1, 1, 1)


def test_a_line_that_drops_before_sending_leaves_nothing_half_done(browser, server, meera, person):
    visitor = at_the_places(browser, server, meera, person)

    visitor.context.set_offline(True)
    visitor.page.get_by_role("button", name="Book this place").click()
    visitor.page.wait_for_url("chrome-error://**")
    assert kept(person) == (0, 0, 0)
    visitor.context.set_offline(False)
    at_the_places(browser, server, meera, person).presses("Book this place").reads("Place booked")

    assert kept(person) == (1, 1, 1)


def test_two_officers_on_one_person_book_once_and_the_second_is_told(browser, server, meera, rhys, person):
    first = at_the_places(browser, server, meera, person)
    second = at_the_places(browser, server, rhys, person)
    first.presses("Book this place").reads("Place booked")

    second.presses("Book this place").reads("Somebody else recorded something while this page was open", "Booked now")

    second.looks("two-officers")
    assert kept(person) == (1, 1, 1)


def test_two_areas_want_one_place_and_whoever_loses_hears_of_the_next(
    browser, server, meera, mill_lane, northmoor_cjit, person
):
    gareth = works_at(mill_lane, Role.DETENTION_OFFICER, "Gareth Ó Sé")
    other, *_ = positive(gareth, "Callum", "Hŵel-Price")
    here = at_the_places(browser, server, meera, person)
    there = at_the_places(browser, server, gareth, other)
    there.presses("Book this place").reads("Place booked")

    here.presses("Book this place").reads("Tue 15 June 09:30")

    here.looks("two-areas")
    assert (kept(person), kept(other)) == ((0, 0, 0), (1, 1, 1))

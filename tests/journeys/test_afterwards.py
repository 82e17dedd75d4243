"""What comes after a night in custody: the laboratory finds nothing, somebody left without RA1, papers are entered."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from tests.cast import *  # noqa: F403
from tests.journeys.browser import Visitor, served
from tests.web.cjit_story import adopt
from tests.web.suite_scene import NOW, arrested, positive, slots
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import Entry
from throughcare.suites.models import Paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IN_TIME = datetime(2010, 6, 18, 9, 30, tzinfo=UTC)
"""Friday 18 June, 10:30: the fifth working day after the sample."""


class Clock:
    now = NOW

    def goes_on(self, **much):
        self.now += timedelta(**much)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(transactional_db, settings, clock):
    """The clock begins at 03:07 on a Friday."""
    with mock.patch("throughcare.web.clock.now", side_effect=lambda: clock.now), served(settings) as running:
        yield running


@pytest.fixture
def teams(northmoor, glan_y_dwr, northmoor_cjit, glan_y_dwr_cjit):
    for area, team, phone in (
        (northmoor, northmoor_cjit, "01632 960100"), (glan_y_dwr, glan_y_dwr_cjit, "01632 960214"),
    ):  # fmt: skip
        adopt(area)
        team.phone, team.opening_hours = phone, "Mon–Fri 9 to 5"
        team.save()


def gives_ra1(visitor):
    visitor.chooses(how="into the person's hand", language="English", read_out="yes, all of it", signed="yes")
    return visitor.presses("Save: RA1 given")


def releases(visitor, person):
    visitor.goes(f"/people/{person.reference}/record/released?next=/suite").chooses(disposal="police bail")
    return visitor.presses("Save")


def test_a_disputed_sample_comes_back_negative_and_everything_that_rested_on_it_ends(
    visitor, clock, teams, meera, sian, glan_y_dwr_cjit
):
    """N-38, I-25, R9, R16: on both screens, and the place in the diary is free again."""
    shared = {"organisation": glan_y_dwr_cjit, "minutes": 45, "place": "12 Heol y Dŵr"}
    slot = Slot.objects.create(starts_at=IN_TIME, **shared)
    Slot.objects.create(starts_at=IN_TIME - timedelta(days=1), **shared)
    person, _ = arrested(meera, "Dafydd Llŷr", "O’Hare", cell="M2", area="GYD")
    visitor.is_now(meera).goes("/suite").presses("Drug test for Dafydd")
    visitor.chooses(result="opiates", laboratory="result disputed").presses("Save the result")
    visitor.chooses(warned="yes").presses("Require, and find a place").reads("1 free before the limit")
    visitor.page.get_by_label("Fri 18 June 10:30").check()
    gives_ra1(visitor.presses("Book this place").reads("Place booked"))
    visitor.goes("/suite/laboratory").follows("Open of Dafydd").presses("Record: sent")
    releases(visitor, person)
    visitor.is_now(sian).goes("/arrivals").reads("Dafydd Llŷr O’Hare", "Initial assessment 10:30 Fri 18 June")
    visitor.looks("negative-1-arrivals").goes("/diary?day=2010-06-18").reads("Dafydd Llŷr O’Hare taken")

    clock.goes_on(days=5, hours=8)
    visitor.is_now(meera).goes("/suite/laboratory").follows("Open of Dafydd")
    visitor.reads("The appointment with Glan-y-Dŵr CJIT, Fri 18 June, 10:30", "RA1 given Fri 11 June")
    visitor.looks("negative-2-undoes").chooses(confirmed="no").presses("Record the answer")
    visitor.reads("The laboratory did not find a specified Class A drug").looks("negative-3-answered")
    visitor.goes(f"/people/{person.reference}").reads("What is open 1 duty", "Record telling")

    visitor.is_now(sian).goes("/arrivals").reads("Nobody is on the way to this team.")
    visitor.goes("/today").reads("Nothing is due today.").goes("/diary?day=2010-06-18").reads("nobody 1 of 1 free")
    visitor.looks("negative-4-diary").goes(f"/people/{person.reference}")
    visitor.reads("The laboratory did not find a specified Class A drug", "2 withdrawn").looks("negative-5-team")
    assert not Booking.objects.filter(slot=slot, released_at=None).exists()


UNENFORCEABLE = "Released without RA1 The requirement of Fri 11 June, 02:27 cannot be enforced."


def test_somebody_left_without_ra1_and_everybody_who_must_know_is_told_at_once(
    visitor, clock, teams, meera, rhys, sian, glan_y_dwr_cjit
):
    """S-17, H-154."""
    slots(glan_y_dwr_cjit)
    person, *_ = positive(meera)
    visitor.is_now(meera).goes("/suite").presses("Book and give RA1").page.get_by_label("Mon 14 June 10:30").check()
    visitor.presses("Book this place").reads("Place booked").follows("RA1 could not be given: say why")
    visitor.reads("Without RA1 the requirement cannot be enforced").looks("without-1-why")
    visitor.presses("Save: RA1 not given").reads("Say why RA1 was not given").looks("without-2-errors")
    visitor.chooses(why="no interpreter could be reached").types(note="Rang the line three times.")
    visitor.presses("Save: RA1 not given").reads("RA1 not given: no interpreter could be reached")
    releases(visitor, person).reads("Left without RA1: Dafydd Llŷr O’Hare")
    visitor.reads("Inspector’s reason due by the end of Monday 14 June.").looks("without-3-board")
    visitor.goes(f"/people/{person.reference}").reads(UNENFORCEABLE)

    visitor.is_now(sian).goes("/arrivals").reads("Released, no RA1", "Dafydd Llŷr O’Hare")
    visitor.reads("The requirement cannot be enforced: offer an appointment by choice.").looks("without-4-arrivals")
    visitor.goes(f"/people/{person.reference}").reads(UNENFORCEABLE).looks("without-5-record")
    visitor.goes("/today").follows("Record offer for Dafydd").chooses(accepted="yes").presses("Save")
    visitor.reads("Accepted an appointment by choice", "Book the appointment the person accepted")

    visitor.is_now(rhys).goes("/suite").follows("Give the reason").reads("Rang the line three times.")
    visitor.looks("without-6-reason").presses("Give the reason").reads("Give the reason").looks("without-7-errors")
    visitor.types(reasons="No interpreter for Tigrinya that night.").presses("Give the reason")
    assert "Left without RA1" not in visitor.page.locator("main").inner_text()
    visitor.goes(f"/people/{person.reference}").reads("An inspector gave the reason why RA1 was not given")


def test_a_paper_night_is_entered_next_morning_and_never_twice(
    visitor, clock, teams, browser, server, meera, rhys, northmoor_cjit
):
    """S-14, S-15; invariant 8."""
    clock.goes_on(hours=-8)
    slots(northmoor_cjit)
    visitor.is_now(meera).goes("/suite/papers").presses("Make another pack now").reads("Not accounted for: 10")
    visitor.looks("paper-1-pack")
    number = Paper.objects.order_by("number").first().number
    clock.goes_on(hours=8)
    person, *_ = positive(meera, area="NMR")
    other, *_ = positive(rhys, "Gwyn", area="NMR")
    visitor.goes(f"/people/{other.reference}/book").reads("none free before the limit", "Too late")

    clock.goes_on(hours=5)
    visitor.goes("/suite").reads("Papers of an earlier night are not accounted for").follows("to enter or account for")
    visitor.follows(f"Enter {number}").reads("To whom was it given?").looks("paper-2-whom")
    second = Visitor(browser, server.url).is_now(rhys).goes(f"/suite/papers/{number}").follows("Gwyn")
    visitor.follows("Dafydd").presses("Enter this paper").reads("Say which time and place stood on the paper")
    visitor.looks("paper-3-errors")
    for page in (visitor, second):
        writes_down_the_paper(page)
    visitor.presses("Enter this paper").reads("Not accounted for: 9").looks("paper-4-entered")

    second.presses("Enter this paper").reads("Each paper is entered once")
    visitor.goes(f"/people/{person.reference}")
    visitor.reads(f"02:40 RA1 written on paper {number} Late", "02:55 Released: police bail Late")
    visitor.goes(f"/suite/papers/{number}").reads("Each paper is entered once").looks("paper-5-again")
    kinds = list(Entry.objects.filter(person__in=(person, other)).values_list("kind", flat=True))
    assert (kinds.count("appointment_made"), kinds.count("notice_served")) == (1, 1)
    assert Booking.objects.get(released_at=None, person__isnull=False).person == person


def writes_down_the_paper(visitor):
    visitor.chooses(where="printed", how="into the person's hand", language="English", signed="yes", left="yes")
    visitor.chooses(read_out="yes, all of it")
    for name, time in (("given_at", "02:40"), ("released_at", "02:55")):
        parts = {"day": "11", "month": "6", "year": "2010", "time": time}
        visitor.types(**{f"{name}__{part}": value for part, value in parts.items()})
    visitor.page.get_by_label("How did the person leave?").select_option("police bail")

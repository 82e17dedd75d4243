"""Somebody lives in another area: place, notice and record go there before the sitting ends (H-74, H-176 to H-181)."""

from datetime import timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, Story, adopt, place, set_clock
from throughcare.journal.models import StandingRow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THERE = EXPECTED + timedelta(days=2)
BEGINS = EXPECTED + timedelta(hours=1)
"""An hour into the sitting."""


@pytest.fixture
def person(meera, rhian, northmoor_cjit, glan_y_dwr_cjit, northmoor, glan_y_dwr):
    """Seen in Northmoor where the arrest was; lives in Glan-y-Dŵr, whose diary has a place on Wednesday."""
    for area in (northmoor, glan_y_dwr):
        adopt(area)
    place(glan_y_dwr_cjit, THERE, place="Room 2, Heol y Bont")
    story = Story("Iwan O’Dowd", officer=meera).lives("GYD").required().expected(northmoor_cjit).released()
    return story.assessed(rhian, at=EXPECTED + timedelta(minutes=2))


def arranges_it_in_one_sitting(worker, person):
    worker.goes(f"/people/{person.ref}/follow-up").reads("Decide before the assessment closes")
    worker.chooses(decision="a follow-up is needed").presses("Save the decision")
    worker.reads("With Glan-y-Dŵr CJIT, where the person lives", "Booking there refers the person")
    worker.looks("elsewhere-book").page.get_by_label("Wed 9 June, 10:30").check()
    worker.presses("Book and prepare RA4").reads("Booked", "Wed 9 June", "with Glan-y-Dŵr CJIT")
    worker.chooses(how="into the person's hand", read_out="yes, all of it", signed="yes").presses("Save: given")
    worker.reads("Given in writing", "The record goes before the follow-up").looks("elsewhere-given")
    worker.follows("Send the record").reads("Glan-y-Dŵr CJIT will read exactly this.", "Not accepted yet.")
    worker.reads("Glan-y-Dŵr CJIT is responsible.").looks("elsewhere-to-send")
    worker.presses("Send the record").reads("what was sent is kept", "You watch until then")
    return worker.looks("elsewhere-sent")


def test_the_place_the_notice_and_the_record_go_there_and_both_sides_see(
    visitor, settings, person, rhian, sian, glan_y_dwr_cjit
):
    arranges_it_in_one_sitting(visitor.is_now(rhian), person)
    assert StandingRow.objects.get(person=person.person).care_team == glan_y_dwr_cjit

    there = visitor.is_now(sian).goes("/today").reads("Iwan O’Dowd").looks("elsewhere-today-there")
    there.goes(f"/people/{person.ref}/transfer").reads("Northmoor CJIT referred to Glan-y-Dŵr CJIT")
    there.looks("elsewhere-there").presses("Accept the referral").reads("Accepted Mon 7 June")
    here = visitor.is_now(rhian).goes(f"/people/{person.ref}/transfer").reads("Accepted Mon 7 June", "You watch")
    here.looks("elsewhere-accepted-here")

    set_clock(settings, THERE + timedelta(minutes=10))
    there = visitor.is_now(sian).goes(f"/people/{person.ref}/transfer").reads("You met or spoke to the person")
    there.presses("Save first contact").reads("First contact").looks("elsewhere-met")
    here = visitor.is_now(rhian).goes(f"/people/{person.ref}/transfer").reads("Your watch has ended.")
    here.looks("elsewhere-watch-ended")
    assert [said for said in here.seen if "Content" in said] == []

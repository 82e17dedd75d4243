"""The pages about one person, and the pages around them, in a real browser: axe finds nothing, wide or narrow."""

import pytest

from tests.cast import *  # noqa: F403
from tests.web.cjit_story import MONDAY, Story, adopt
from throughcare.journal.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGINS = MONDAY


@pytest.fixture
def dafydd(meera, sian, northmoor, glan_y_dwr, glan_y_dwr_cjit, northmoor_cjit):
    """Required on Friday night, released, expected at Glan-y-Dŵr today."""
    for area in (northmoor, glan_y_dwr):
        adopt(area)
    return Story(officer=meera).lives("GYD").speaks().required().expected(glan_y_dwr_cjit).released()


@pytest.fixture
def in_the_cell(meera, northmoor, northmoor_cjit, glan_y_dwr, glan_y_dwr_cjit):
    for area in (northmoor, glan_y_dwr):
        adopt(area)
    return Story(officer=meera).lives("GYD").speaks().required()


def test_one_person_is_read_recorded_about_and_mended(visitor, in_the_cell, meera):
    dafydd = in_the_cell
    officer = visitor.is_now(meera).goes(f"/people/{dafydd.ref}")
    officer.reads("Castle Street custody suite is responsible.", "What has happened").looks("person")
    officer.page.locator("details.tc-why summary").first.click()
    officer.reads("The fact", "The rule").looks("person-why")

    officer.goes(f"/people/{dafydd.ref}/record/risk_found").presses("Save").looks("record-errors")
    officer.chooses(risk="to the person").types(what="Said she would not wake", taker="  ").presses("Save")
    officer.types(taker="Sgt Aled O’Rourke").presses("Save").reads("Immediate risk to the person, taken by Sgt Aled")

    tested = Entry.objects.get(kind="drug_tested", person__reference=dafydd.ref)
    officer.goes(f"/people/{dafydd.ref}/mend/{tested.id}").presses("Save").looks("mend-errors")
    officer.chooses(how="correct", result="cocaine").types(why="Read the wrong line").presses("Save")
    officer.reads("Correction", "Read the wrong line").looks("person-corrected")


def test_reasons_have_a_page_of_their_own(visitor, dafydd, sian):
    worker = visitor.is_now(sian).goes("/today").follows("why?")

    worker.reads("The fact", "The rule").looks("why")


def test_the_pages_around(visitor, dafydd, meera, administrator):
    for path in ("sign-in", "help", "accessibility"):
        visitor.goes(f"/{path}").looks(path)
    visitor.goes("/sign-in").presses("Sign in").reads("There is a problem").looks("sign-in-errors")
    visitor.is_now(meera)
    for path in ("guidance", "post"):
        visitor.goes(f"/{path}").looks(path)
    visitor.goes("/people/BBBBBBBBBB").looks("not-found")

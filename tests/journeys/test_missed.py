"""Somebody does not come: from the empty chair to what police did, in both sides' browsers (H-97, H-99, N-45)."""

from datetime import timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.documents.papers import opened, text_of
from tests.web.cjit_story import EXPECTED, Story, adopt
from throughcare.rulebook.facts.assessment import Purpose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CANARY = "Qvx"
"""Stands in everything that police must not read."""
TUESDAY = EXPECTED + timedelta(days=1)
BEGINS = TUESDAY + timedelta(hours=1)
"""An hour after the follow-up should have begun."""


@pytest.fixture
def person(meera, sian, northmoor_cjit, glan_y_dwr_cjit, glan_y_dwr):
    """Assessed on Monday, with a follow-up on Tuesday and RA4 in hand."""
    adopt(glan_y_dwr)
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    said = {"other_drugs": f"{CANARY} other drugs", "diversity_needs": f"{CANARY} needs"}
    story.assessed(sian, at=EXPECTED, **said).decided(sian)
    return story.expected(glan_y_dwr_cjit, at=TUESDAY, purpose=Purpose.FOLLOW_UP, by=sian)


def paper_of(visitor, text):
    """The PDF behind a link, as whoever is signed in gets it."""
    link = visitor.page.get_by_role("link", name=text).first.get_attribute("href")
    answer = visitor.context.request.get(visitor.url + link)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.body()


def reports_the_failure(worker):
    worker.goes("/today").follows("Record for Dafydd").reads("Did the person come and stay?")
    worker.looks("missed-attendance").presses("Did not attend")
    worker.reads("Nobody has tried to reach the person yet", "It cannot be reported yet").looks("missed-nothing-done")
    worker.presses("Save this try").reads("There is a problem").looks("missed-try-error")
    worker.chooses(how="by phone", answer="reached, and asked why").types(said=f"{CANARY} overslept")
    worker.presses("Save this try").reads("by phone: reached, and asked why", "It cannot be reported yet")
    worker.chooses(accepted="no").types(effort=f"{CANARY} no reason given").presses("Save the judgement")
    worker.reads("Castle Street custody suite is sent these papers and no others", "RA4, given").looks("missed-ready")
    worker.presses("Report to police").reads("was sent the bundle below", "has not recorded an outcome yet")
    return worker.looks("missed-reported")


def test_from_the_empty_chair_to_what_police_did(visitor, person, sian, aled):
    worker = reports_the_failure(visitor.is_now(sian))
    sent = paper_of(worker, "Print what was sent")

    police = visitor.is_now(aled).goes("/reports").reads("Failures reported to us", "Dafydd Llŷr O’Hare")
    police.reads("by Glan-y-Dŵr CJIT").looks("reports-police")
    received = paper_of(police, "Papers and statement (PDF)")
    assert received == sent
    assert len(opened(received).pages) >= 1
    assert "Report of a failure to attend and remain" in text_of(received)
    assert CANARY not in text_of(received)
    police.follows("Record outcome").reads("Outcome of a report").looks("report-outcome")
    police.presses("Save").reads("There is a problem").looks("report-outcome-error")
    police.chooses(outcome="charged").types(number="NM/2010/77").presses("Save")
    police.goes("/reports").reads("Every report has its outcome.", "Charged").looks("reports-answered")

    worker = visitor.is_now(sian).goes("/reports").reads("Last answered", "Charged").looks("reports-team")
    worker.goes(f"/people/{person.ref}/missed").reads("Outcome of the report: charged", "Number NM/2010/77.")
    worker.looks("missed-answered")
    assert [said for said in worker.seen if "Content" in said] == []

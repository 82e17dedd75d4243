"""An emergency in a real browser: a record is opened, its manager is told and reviews it, and who looked is seen."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import MONDAY, Story, set_clock
from throughcare.access.models import Conflict, Opening
from throughcare.access.read_seals import seal_hours
from throughcare.rulebook.actors import OrganisationKind, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHAT = "He collapsed at the station; paramedics ask what he takes."
BEGINS = MONDAY


@pytest.fixture
def his(meera, sian, eluned, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    story.person.refresh_from_db()
    return story.person


@pytest.fixture
def auditor(db):
    team = cast.opened(OrganisationKind.AUDITOR, "National audit", None)
    return cast.works_at(team, Role.AUDITOR, "Odile Árnason")


def test_a_record_is_opened_closed_and_reviewed(visitor, his, outsider, eluned, auditor):
    stranger = visitor.is_now(outsider).goes("/find").follows("Open a record in an emergency")
    stranger.reads("for 60 minutes, for you alone").looks("emergency")
    stranger.presses("Open the record").reads("Choose the reason").looks("emergency-errors")
    stranger.types(reference="BBBBBBBBBB", words=WHAT).chooses(reason="life").presses("Open the record")
    stranger.reads("Nothing was opened.").looks("emergency-nothing")
    stranger.types(reference=his.shown_reference).presses("Open the record").reads("Dafydd Llŷr O’Hare")
    assert "Open in an emergency until 10:1" in stranger.page.locator(".tc-opened").inner_text()
    stranger.looks("opened").goes("/openings").reads("Open for you now", "until 10:1").looks("openings-mine")
    stranger.presses("Close now").reads("Nothing. Open a record")

    manager = visitor.is_now(eluned).goes("/today")
    manager.follows("Openings (1)").reads("Ngozi Àbà", WHAT).looks("openings-to-review")
    manager.follows("Review").presses("Save the review").reads("Say whether it was right").looks("review-errors")
    manager.chooses(was_right="yes").types(words="The ambulance crew confirmed every word.")
    manager.presses("Save the review").reads("Nothing waits for your review.")
    assert Opening.objects.get().was_right is True

    manager.goes(f"/people/{his.reference}").follows("Who has looked")
    manager.reads("Ngozi Àbà", "Opened in an emergency", "Eluned Prŷs").looks("who-looked")
    manager.page.locator("summary").first.click()
    manager.types(since__day="8", since__month="6", since__year="2010").presses("Show").reads("Nobody in this time.")
    manager.goes(f"/people/{his.reference}/who-looked").follows("An account to print")
    manager.reads("Someone else checks each time").looks("who-looked-account")

    seal_hours(at=MONDAY + timedelta(hours=1))
    reader = (
        visitor.is_now(auditor).goes("/").reads("Ngozi Àbà", "The ambulance crew", "who opened nothing : 1", "seal 1")
    )
    reader.looks("audit").types(q="Ngozi").presses("Look up").looks("audit-found")
    reader.page.locator("aside").get_by_role("link", name="Ngozi Àbà").last.click()
    reader.reads("What Ngozi Àbà looked at", "The record", his.shown_reference).looks("audit-account")
    reader.goes("/audit").types(q=his.shown_reference).presses("Look up")
    reader.reads(f"Who has looked at {his.shown_reference}", "Eluned Prŷs").looks("audit-person")


def test_a_late_review_asks_for_a_second_person(visitor, his, outsider, eluned, saltmarsh_cjit, settings):
    colleague = cast.works_at(saltmarsh_cjit, Role.OUTREACH_WORKER, "Wiremu Ó Briain")
    first = visitor.is_now(outsider).goes("/emergency").types(reference=his.reference, words=WHAT)
    first.chooses(reason="life").presses("Open the record").reads("O’Hare")
    set_clock(settings, MONDAY + timedelta(days=3))

    manager = visitor.is_now(eluned).goes("/openings").reads("Overdue").looks("openings-overdue")
    again = visitor.is_now(outsider).goes("/emergency").reads("has not been reviewed in time").looks("emergency-waits")
    again.types(reference=his.reference, words=WHAT).chooses(reason="child").presses("Open the record")
    again.reads("Someone else of your team must agree").looks("openings-waits")
    second = visitor.is_now(colleague).goes("/openings").follows("Look and agree").looks("agree-opening")
    second.presses("I agree").reads("Waiting for a second person Nothing.")

    assert visitor.is_now(outsider).goes(f"/people/{his.reference}").reads("O’Hare")
    assert manager


def test_somebody_one_knows_leaves_every_page(visitor, his, sian, eluned):
    worker = visitor.is_now(sian).goes(f"/people/{his.reference}").follows("I know this person").looks("know-person")
    worker.types(note="Next door").presses("Save: I know this person").reads("Noted.", his.shown_reference)
    worker.looks("conflicts")
    manager = visitor.is_now(eluned).goes("/people-i-know").reads("Siân Hŵel", "Next door").looks("conflicts-manager")
    manager.presses("End").reads("Nobody has said that they know anyone.")
    assert Conflict.objects.get().ended_by == eluned

"""From expected on a Monday to a named case manager, as a drug worker and a manager do it in a browser."""

from datetime import timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.web.cjit_story import EXPECTED, MONDAY, Story, adopt, place, set_clock, waiting_for_a_manager
from throughcare.journal.models import CaseloadRow, DutyRow
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import RiskFound, RiskTo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLLOW_UP = EXPECTED + timedelta(days=2)
BEGINS = MONDAY


@pytest.fixture
def team(meera, rhian, sian, eluned, northmoor_cjit, glan_y_dwr_cjit, glan_y_dwr, northmoor):
    """Five people on their way, two waiting for a case manager, a worker with a load, places in the diary."""
    for area in (glan_y_dwr, northmoor):
        adopt(area)
    dafydd = Story(officer=meera).lives("GYD").speaks().required().expected(glan_y_dwr_cjit).released()
    Story("Iwan O’Dowd", officer=meera).lives("GYD").required().released()
    seren = Story("Seren Gŵyther", officer=meera).lives("GYD").required()
    seren.expected(glan_y_dwr_cjit, MONDAY + timedelta(hours=5))
    seren.add(meera, RiskFound(risk=RiskTo.SELF, what="Said she would not wake", taker="Meera O’Shea"))
    late = Story("Niamh D’Arcy-Lloyd", officer=meera).lives("GYD").required()
    late.expected(glan_y_dwr_cjit, MONDAY - timedelta(hours=1)).released()
    waiting_for_a_manager(officer=meera, worker=sian, name="Joseff Rhŷs-Moore")
    waiting_for_a_manager(officer=meera, worker=sian, at=MONDAY - timedelta(days=5))
    gareth = works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")
    for number in range(3):
        waiting_for_a_manager(officer=meera, worker=sian, name=f"Person Number{number}").managed(eluned, gareth)
    waiting_for_a_manager(officer=meera, worker=sian, name="Mari O’Connell").managed(eluned, sian)
    place(glan_y_dwr_cjit, FOLLOW_UP, worker_speaks="Welsh")
    place(glan_y_dwr_cjit, FOLLOW_UP + timedelta(days=1), place="Room 1")
    place(glan_y_dwr_cjit, EXPECTED + timedelta(days=9), place="Room 1")
    return dafydd


SECTIONS = (
    ("Drugs", {"dependency": "dependent"}, {"other_drugs": "Cannabis at weekends"}),
    ("Needs", {}, {"diversity_needs": "Welsh first"}),
    (
        "Readiness and help",
        {"would_benefit": "yes", "readiness": "ready", "comprehensive_needed": "no", "urgency": "routine"}, {},
    ),
    ("What was explained", {"harm_advice_given": "yes"}, {}),
    ("Your view", {"suitable_for": "the DIP caseload"}, {}),
)  # fmt: skip
"""The minimum, where it is asked."""


def answered(worker):
    """The sections of the minimum, each found in the list beside the page."""
    for title, choices, texts in SECTIONS:
        worker.follows(title, exact=True).chooses(**choices).types(**texts).presses("Save and go on")
    return worker


def test_from_expected_to_a_named_case_manager(visitor, team, settings, sian, eluned):
    worker = visitor.is_now(sian)
    worker.goes("/today").reads("Today", "1 overdue", "Dafydd Llŷr O’Hare", "Released, no RA1").looks("today")
    worker.follows("Arrivals").reads("Still in custody", "Immediate risk").looks("arrivals")
    worker.goes("/today").follows("Start the initial assessment of Dafydd")
    take_the_first_assessment(worker)
    decide_book_and_give(worker)

    set_clock(settings, FOLLOW_UP + timedelta(minutes=20))
    worker.goes("/arrivals").follows("Start the follow-up assessment of Dafydd")
    worker.reads("Nobody is asked everything twice.").looks("assess-again").presses("Start")
    worker.chooses(outcome="attended and remained", engaged="yes").presses("Save and go on")
    worker.chooses(risk_to_self="none found", risk_to_others="none found").presses("Save and go on")
    answered(worker).follows("What was explained", exact=True).chooses(support_explained="yes")
    worker.presses("Save and go on").follows("What changed since the record", exact=True).looks("assess-changed")
    worker.types(home="Has moved in with a sister").presses("Save and go on").reads("Check your answers")
    worker.presses("Enter the assessment").reads("Care plan agreed").looks("care-plan")
    worker.types(drug_and_alcohol="Heroin: script", health="GP", offending="Theft", social="Hostel")
    worker.chooses(copy_given="yes").presses("Save").reads("Taken on the caseload").looks("taken-on")
    worker.chooses(agrees="yes").presses("Save").reads("Name a case manager").looks("person")

    manager = visitor.is_now(eluned)
    manager.goes("/today").reads("3 without a case manager.").looks("manager-today").goes("/allocate")
    manager.reads("Dafydd Llŷr O’Hare", "Not yet allocated").looks("allocate")
    manager.page.get_by_label("Case manager for Dafydd Llŷr O’Hare").select_option(label="Siân Hŵel (1)")
    manager.presses("Name the case manager for Dafydd")
    manager.goes("/my-people").reads("Siân Hŵel", "Mari O’Connell").looks("manager-people")

    worker = visitor.is_now(sian).goes("/my-people").reads("Dafydd Llŷr O’Hare").looks("my-people")
    worker.goes("/find").types(q="llyr").presses("Find").reads("9 November 1984").looks("find")
    assert CaseloadRow.objects.get(person=team.person).case_manager == sian.pk
    still_open = DutyRow.objects.filter(person=team.person, state="open").values_list("kind", flat=True)
    assert set(still_open) == {"review_place", "act_on_risk"}
    assert [said for said in worker.seen if "Content" in said] == []


def take_the_first_assessment(worker):
    """Section by section; the risk first, because it is acted on at once."""
    worker.reads("Initial assessment", "Expected Mon 7 June, 10:30.").looks("assess").presses("Start")
    worker.presses("Save and go on").reads("There is a problem", "Say whether the person came").looks("assess-error")
    worker.chooses(outcome="attended and remained", engaged="yes").presses("Save and go on").reads("Risk")
    worker.chooses(risk_to_others="none found", risk_to_self="immediate").presses("Save and go on")
    worker.reads("Name who has taken the immediate risk on").looks("assess-risk-error")
    worker.types(risk_what="Took six tablets", risk_taker="Siân Hŵel").looks("assess-risk").presses("Save and go on")
    answered(worker).follows("Drugs", exact=True)
    worker.page.locator('[name="drug1_substance"]').select_option("heroin")
    worker.looks("assess-drugs").presses("Save and go on")
    worker.follows("Home", exact=True).chooses(home="settled").presses("Save, come back later")
    worker.reads("8 of 15 sections").looks("assess-list").follows("Check your answers")
    worker.reads("Before it can be entered", "Wider support explained?").looks("assess-check")


def decide_book_and_give(worker):
    worker.follows("The follow-up", exact=True).presses("Save and go on").reads("Say whether a follow-up is needed")
    worker.looks("assess-follow-up-error")
    worker.chooses(decision="the person is subject to a Drug Rehabilitation Requirement").presses("Save and go on")
    worker.reads("say whether the person consents in writing")
    worker.chooses(decision="a follow-up is needed").presses("Save and go on").presses("Enter the assessment")
    worker.reads("Not covered yet in the assessment", "Wider support explained?")
    worker.reads("Five working days", "end of Monday 14 June", "Too late").looks("follow-up-book")
    worker.presses("Book and prepare RA4").reads("Choose a place").looks("follow-up-book-error")
    worker.page.get_by_label("Wed 9 June, 10:30").check()
    worker.presses("Book and prepare RA4").reads("Booked", "RA4 says when and where").looks("follow-up-give")
    worker.presses("Save: given").reads("Say how it was given").looks("follow-up-give-error")
    worker.chooses(how="into the person's hand", read_out="yes, all of it", signed="yes").presses("Save: given")
    worker.reads("Given in writing").looks("follow-up-done")


def test_refusals_and_errors_keep_what_was_typed(visitor, team, sian):
    worker = visitor.is_now(sian).goes(f"/people/{team.ref}/assess").presses("Start")
    worker.chooses(outcome="attended and remained", engaged="yes").types(happened_at__time="23:00")
    worker.presses("Save and go on")
    answered(worker).follows("The follow-up", exact=True).chooses(decision="a follow-up is needed")
    worker.presses("Save and go on").presses("Enter the assessment")
    worker.reads("This is timed in the future.", "Welsh first").looks("assess-refused")

    worker.goes("/find?q=x").reads("Type at least 2 letters or a date").looks("find-error")


def test_a_team_with_nothing_to_do_is_told_so(visitor, outsider):
    manager = visitor.is_now(outsider).goes("/today").reads("Nothing is due today.").looks("today-empty")
    for name in ("arrivals", "my-people", "allocate"):
        manager.goes(f"/{name}").looks(f"{name}-empty")

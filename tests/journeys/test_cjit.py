"""From expected on a Monday to a named case manager, as a drug worker and a manager do it in a browser."""

from datetime import timedelta

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.journeys.browser import Visitor
from tests.web.cjit_story import EXPECTED, MONDAY, Story, adopt, place, set_clock, waiting_for_a_manager
from throughcare.journal.models import CaseloadRow, DutyRow
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import RiskFound, RiskTo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLLOW_UP = EXPECTED + timedelta(days=2)


@pytest.fixture
def server(transactional_db, settings):
    """The clock stands at Monday 09:12."""
    set_clock(settings)
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    running = LiveServer("127.0.0.1")
    yield running
    running.stop()


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


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(request, browser, server):
    someone = Visitor(browser, server.url, scripts=request.param)
    yield someone
    someone.context.close()


def answered(worker):
    return worker.chooses(
        engaged="yes", risk_to_self="none found", risk_to_others="none found", dependency="dependent",
        would_benefit="yes", readiness="ready", comprehensive_needed="no", urgency="routine", harm_advice_given="yes",
        suitable_for="the DIP caseload",
    ).types(other_drugs="Cannabis at weekends", diversity_needs="Welsh first")  # fmt: skip


def test_from_expected_to_a_named_case_manager(visitor, team, settings, sian, eluned):
    worker = visitor.is_now(sian)
    worker.goes("/today").reads("Today", "1 overdue", "Dafydd Llŷr O’Hare", "Released, no RA1").looks("today")
    worker.follows("Arrivals").reads("Still in custody", "Immediate risk").looks("arrivals")
    worker.goes("/today").follows("Start the initial assessment of Dafydd")
    take_the_first_assessment(worker)
    decide_book_and_give(worker)

    set_clock(settings, FOLLOW_UP + timedelta(minutes=20))
    worker.goes("/arrivals").follows("Start the follow-up assessment of Dafydd")
    answered(worker).chooses(outcome="attended and remained", support_explained="yes")
    worker.presses("Save the assessment").reads("Care plan agreed").looks("care-plan")
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
    worker.reads("Initial assessment", "Expected Mon 7 June, 10:30.").looks("assess")
    worker.presses("Save the assessment").reads("There is a problem", "Say whether the person came").looks(
        "assess-error"
    )
    answered(worker).chooses(outcome="attended and remained", risk_to_self="immediate")
    worker.presses("Save the assessment").reads("Name who has taken the immediate risk on").looks("assess-risk-error")
    worker.types(risk_what="Took six tablets", risk_taker="Siân Hŵel").looks("assess-risk")
    worker.presses("Save the assessment")


def decide_book_and_give(worker):
    worker.reads("Not covered yet in the assessment", "Wider support explained?").looks("follow-up-decide")
    worker.presses("Save the decision").reads("Say whether a follow-up is needed").looks("follow-up-decide-error")
    worker.chooses(decision="the person is subject to a Drug Rehabilitation Requirement").presses("Save the decision")
    worker.reads("say whether the person consents in writing")
    worker.chooses(decision="a follow-up is needed").presses("Save the decision")
    worker.reads("Five working days", "end of Monday 14 June", "Too late").looks("follow-up-book")
    worker.presses("Book and prepare RA4").reads("Choose a place").looks("follow-up-book-error")
    worker.page.get_by_label("Wed 9 June, 10:30").check()
    worker.presses("Book and prepare RA4").reads("Booked", "RA4 says when and where").looks("follow-up-give")
    worker.presses("Save: given").reads("Say how it was given").looks("follow-up-give-error")
    worker.chooses(how="into the person's hand", read_out="yes, all of it", signed="yes").presses("Save: given")
    worker.reads("Given in writing").looks("follow-up-done")


def test_refusals_and_errors_keep_what_was_typed(visitor, team, sian):
    worker = visitor.is_now(sian).goes(f"/people/{team.ref}/assess")
    answered(worker).chooses(outcome="attended and remained", support_explained="yes")
    worker.types(happened_at__time="23:00").presses("Save the assessment")
    worker.reads("This is timed in the future.").looks("assess-refused")
    assert worker.page.locator('[name="diversity_needs"]').input_value() == "Welsh first"

    worker.goes("/find?q=x").reads("Type at least 2 letters or a date").looks("find-error")


def test_a_team_with_nothing_to_do_is_told_so(visitor, outsider):
    manager = visitor.is_now(outsider).goes("/today").reads("Nothing is due today.").looks("today-empty")
    for name in ("arrivals", "my-people", "allocate"):
        manager.goes(f"/{name}").looks(f"{name}-empty")

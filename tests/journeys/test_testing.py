"""Testing at night, in a browser: every page and state of it; a disputed sample that comes back negative."""

from unittest import mock

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.journeys.browser import Visitor, served
from tests.web.suite_scene import NOW, arrested, on_duty, sampled, slots
from throughcare.accounts.models import TrainedTester
from throughcare.journal.models import QualityBlock
from throughcare.organisations.given import given_changed
from throughcare.rulebook.actors import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(transactional_db, settings):
    with mock.patch("throughcare.web.clock.now", return_value=NOW), served(settings) as running:
        yield running


@pytest.fixture
def officer(meera, northmoor_cjit):
    slots(northmoor_cjit)
    return meera


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_disputed_sample_comes_back_negative(browser, server, officer, northmoor_cjit, scripts):
    """N-38, I-24, R16."""
    on_duty(northmoor_cjit, suite=officer.organisation)
    arrested(officer, "Carys", "Tŷ-Isaf", cell="F3")
    visitor = Visitor(browser, server.url, scripts=scripts).is_now(officer)
    look = visitor.looks if scripts else (lambda name: visitor)

    visitor.goes("/suite").presses("Drug test for Carys").reads("Trigger offence on Thu 10 June")
    look("testing-1-open")
    visitor.presses("Save the result").reads("Say what the test showed")
    look("testing-2-errors")
    visitor.chooses(result="opiates", laboratory="result disputed").presses("Save the result")
    visitor.reads("Keep this sample: result disputed", "Still offer an assessment at once")
    look("testing-3-positive")
    visitor.chooses(warned="yes").presses("Require, and find a place")
    visitor.reads("Offer to be seen at once all the same", "Seen in custody now")

    visitor.goes("/suite").follows("Laboratory").reads("Waiting to be sent 1")
    visitor.follows("Open of Carys").presses("Record: sent").reads("Due back by the end of Friday 18 June")
    visitor.reads("If the laboratory finds no drug", "The requirement of Fri 11 June, 03:07")
    look("testing-4-undoes")
    visitor.presses("Record the answer").reads("Say yes or no")
    look("testing-5-answer-errors")
    visitor.chooses(confirmed="no").presses("Record the answer")
    visitor.reads("The laboratory did not find a specified Class A drug", "What remains to do", "Record telling")
    look("testing-6-refuted")
    visitor.goes("/suite/laboratory").reads("Came back in the last 28 days 1")
    look("testing-7-laboratory")


def test_an_inspector_authorises_and_the_one_in_fifty_is_kept(browser, server, officer, rhys, castle_street):
    """H-45, N-37."""
    QualityBlock.objects.create(suite=castle_street, number=1, position=1)
    person, _ = arrested(officer, "Tadhg", "D’Souza", cell="M1", offence="criminal_damage")
    page = f"/people/{person.reference}/drug-test"
    visitor = Visitor(browser, server.url).is_now(officer)

    visitor.goes("/suite").presses("Test or not for Tadhg").reads("Waiting for an inspector").looks("testing-10-waits")
    visitor.is_now(rhys).goes(page).types(grounds="Foil and a pipe").presses("Authorise the test")
    visitor.reads("Foil and a pipe").looks("testing-11-authorised")
    visitor.is_now(officer).goes(f"{page}?offence=theft").reads("Going equipped").looks("testing-12-look-up")
    visitor.goes(page).chooses(result="negative").presses("Save the result")
    visitor.reads("it is the one in fifty", "Not the end of the way").looks("testing-13-quality")


def test_every_other_state_is_sound(browser, server, officer, rhys, castle_street, northmoor_police):
    """N-20, N-21, N-40, N-45, I-27."""
    jodie = works_at(castle_street, Role.ARRESTING_OFFICER, "Jodie Fairhurst")
    TrainedTester.objects.filter(account=jodie.account).delete()
    given_changed()
    trainer = works_at(northmoor_police, Role.CASCADE_TRAINER, "Colin Tattersall")
    lead = works_at(northmoor_police, Role.POLICE_STRATEGIC_LEAD, "Peter Ormerod")
    person, _ = arrested(officer, "Carys", "Tŷ-Isaf", cell="F3")
    left, arrest = arrested(officer, "Siôn", "O’Neill-Price", cell="M4")
    sampled(left, arrest, officer)
    page = f"/people/{person.reference}/drug-test"
    visitor = Visitor(browser, server.url).is_now(officer)

    for way in ("no_result", "refused", "not_tested"):
        visitor.goes(f"{page}?way={way}").looks(f"testing-20-{way}")
    visitor.is_now(jodie).goes(page).reads("You are not on the register").chooses(result="negative")
    visitor.presses("Save the result").reads("must be on the register").looks("testing-21-untrained")
    visitor.presses("It was taken all the same").reads("An inspector has to put this right").looks(
        "testing-22-irregular"
    )
    visitor.is_now(rhys).goes(f"/people/{left.reference}/drug-test").types(reasons="In hospital for weeks")
    visitor.presses("Decide: not required").goes("/suite/not-required").reads("In hospital for weeks")
    visitor.looks("testing-23-not-required").goes("/suite/peak-times").looks("testing-24-peak-times")
    visitor.is_now(trainer).goes("/testing/testers").reads("Meera O'Shea").looks("testing-25-testers")
    visitor.presses("Add an entry").presses("Save").reads("Choose who was trained").looks("testing-26-tester-errors")
    visitor.goes("/testing/suites").looks("testing-27-suites")
    visitor.is_now(lead).goes("/testing/figures").reads("Castle Street").looks("testing-28-figures")

"""From a negative test to the caseload, with and without scripts: H-62, H-66, H-67, H-71, H-81, H-182."""

from datetime import timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.journeys.test_cjit import answered
from tests.web.cjit_story import set_clock
from tests.web.suite_scene import NOW, arrested, sampled, slots
from throughcare.journal.models import CaseloadRow, DutyRow
from throughcare.rulebook.facts.custody import Result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGINS = NOW


@pytest.fixture
def gwyn(meera, rhian, northmoor_cjit):
    slots(northmoor_cjit)
    person, arrest = arrested(meera, "Gwyn", "Tŷ-Mawr", cell="M5")
    sampled(person, arrest, meera, result=Result.NEGATIVE)
    return person


def test_from_a_negative_test_to_the_caseload(visitor, settings, gwyn, meera, rhian):
    look = visitor.looks if visitor.scripts else (lambda name: visitor)
    visitor.is_now(meera).goes(f"/people/{gwyn.reference}/drug-test").follows("Which signs are there?")
    look("signs-1-open")
    visitor.presses("Continue").reads("There is a problem", "Say what the person said, or that it was nothing")
    look("signs-2-errors")
    visitor.chooses(volunteered="none", inferred="none", indirect="earlier_tests").presses("Continue")
    visitor.reads("Not identified", "Indirect evidence needs to be supported")
    look("signs-3-not-enough")
    visitor.presses("Change")
    visitor.page.locator('input[name="inferred"][value="none"]').uncheck()
    visitor.chooses(inferred="appearance").presses("Continue").reads("Identified").presses("Save the signs")
    visitor.reads("Tell the drug worker now", "nobody on duty or on call now", "Why the limit is")
    look("signs-4-identified")
    visitor.chooses(answer="nobody is on duty or on call").presses("Save: worker told")
    visitor.reads("Nobody is kept in custody for an assessment").follows("Record the answer: yes or no")
    visitor.chooses(accepted="yes").presses("Save").reads("Accepted an appointment by choice")
    visitor.page.locator('input[name="slot"]').first.check()
    visitor.presses("Book this place").reads("Place booked", "Mon 14 June, 10:30")
    look("signs-5-booked")
    visitor.follows("Record the release").chooses(disposal="conditional caution with a DIP condition").presses("Save")

    set_clock(settings, NOW + timedelta(days=3, hours=8))
    visitor.is_now(rhian).goes(f"/people/{gwyn.reference}/assess").reads("Assessment by choice").presses("Start")
    visitor.chooses(engaged="no").reads("say that it is no offence")
    visitor.chooses(outcome="attended and remained", engaged="yes").presses("Save and go on")
    visitor.chooses(risk_to_self="none found", risk_to_others="none found").presses("Save and go on")
    visitor.follows("What was explained", exact=True).chooses(harm_advice_given="yes", support_explained="yes")
    answered(visitor.presses("Save and go on")).reads("Check your answers").presses("Enter the assessment")
    visitor.reads("Care plan agreed")
    visitor.types(drug_and_alcohol="Heroin: script", health="GP", offending="Theft", social="Hostel")
    visitor.chooses(copy_given="yes").presses("Save").reads("Taken on the caseload")
    visitor.chooses(agrees="yes").presses("Save").reads("Name a case manager")

    assert CaseloadRow.objects.filter(person=gwyn).exists()
    owed = set(DutyRow.objects.filter(person=gwyn, state="open").values_list("kind", flat=True))
    assert not owed & {"tell_worker", "encourage_to_see_worker", "see_by_choice", "identify_or_release"}

"""Consent, sharing, taking back and asking back; a request and its decision; an emergency and its review."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.journeys.browser import served
from tests.web.cjit_story import set_clock, waiting_for_a_manager
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import SIGNED
from throughcare.sharing.models import Disclosure
from throughcare.web.account import step_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TUESDAY = datetime(2010, 6, 8, 9, 40, tzinfo=UTC)
FORM = {"name": "form.pdf", "mimeType": "application/pdf", "buffer": SIGNED}


@pytest.fixture
def server(transactional_db, settings, monkeypatch):
    set_clock(settings, TUESDAY)
    monkeypatch.setattr(step_up, "is_confirmed", lambda request, at: True)
    with served(settings) as running:
        yield running


@pytest.fixture
def niamh(server, meera, sian, eluned, ppo_scheme):
    story = waiting_for_a_manager(officer=meera, worker=sian, name="Niamh D’Arcy-Lloyd").lives("GYD")
    return story.managed(eluned, sian)


def agrees(worker, niamh):
    worker.goes(f"/people/{niamh.ref}").follows("Consent and sharing").reads("Nothing has been agreed to.")
    worker.looks("sharing-empty").follows("Ask for consent").looks("ask-consent")
    worker.chooses(use="ppo_management-ppo_scheme")
    worker.page.get_by_label("Which team?").select_option(label="Glan-y-Dŵr PPO scheme")
    worker.presses("Continue").reads("May we tell Glan-y-Dŵr PPO scheme").looks("consent")
    worker.presses("Save the answer").reads("Say whether the person agrees").looks("consent-error")
    worker.chooses(agrees="yes", items="ENGAGED", how="SIGNED", read_out="yes").types(language="Welsh")
    worker.chooses(items="LEVEL_OF_USE")
    worker.page.get_by_label("The signed form").set_input_files(FORM)
    return worker.presses("Save the answer").reads("Glan-y-Dŵr PPO scheme, for managing").looks("sharing-agreed")


def test_agreed_shared_taken_back_and_asked_back(visitor, niamh, sian, marc, settings):
    worker = agrees(visitor.is_now(sian), niamh)
    worker.follows("What will they see?").reads("Exactly what they will see", "For this purpose only")
    worker.reads("Left out, and why").looks("will-they-see").presses("Share this").reads("By the person’s consent")
    worker.looks("sharing-shared")

    recipient = visitor.is_now(marc).goes("/shared-with-us").reads("Niamh D’Arcy-Lloyd").looks("shared-with-us")
    recipient.follows("Niamh D’Arcy-Lloyd").reads("On our caseload", "dependent").looks("shared")
    recipient.follows("The person takes the consent back").reads("closes the moment you save").looks("taken-back-here")

    set_clock(settings, TUESDAY + timedelta(hours=1))
    worker = (
        visitor.is_now(sian).goes(f"/people/{niamh.ref}/sharing").follows("The person takes it back").looks("take-back")
    )
    worker.presses("Save: taken back now").reads("Asked back").looks("sharing-taken-back")

    sent = Disclosure.objects.get()
    recipient = visitor.is_now(marc).goes(f"/shared-with-us/{sent.pk}").reads("is closed").looks("shared-closed")
    assert "Niamh" not in recipient.page.content()
    recipient.follows("Answer").looks("answer-recall").chooses(answer="DESTROYED").types(details="Shredded by me")
    recipient.presses("Save the answer").reads("Nothing is shared with your team now.").looks("shared-with-us-over")
    visitor.is_now(sian).goes(f"/people/{niamh.ref}/sharing").reads("They answered: everything printed or copied")


def test_refused_asked_for_and_decided(visitor, niamh, sian, marc, frances):
    worker = visitor.is_now(sian)
    worker.goes(f"/people/{niamh.ref}/sharing/ask?use=ppo_management-ppo_scheme&to_team={marc.organisation_id}")
    worker.chooses(agrees="no", told="yes").types(said="Not the police’s business.").presses("Save the answer")
    worker.reads("Not agreed").looks("sharing-refused")

    asker = visitor.is_now(marc).goes("/ask-for-information").looks("ask").presses("Ask")
    asker.reads("Say what you need it for", "Tick what you need").looks("ask-error")
    asker.page.get_by_label("Which team do you ask?").select_option(label="Glan-y-Dŵr CJIT")
    asker.chooses(purpose="PPO_MANAGEMENT", items="ENGAGED").types(
        name="Niamh D’Arcy-Lloyd", why="To adjust visits.", born_on__day="9", born_on__month="11", born_on__year="1984",
        needed_by__day="15", needed_by__month="6", needed_by__year="2010",
    )  # fmt: skip
    asker.presses("Ask").reads("What you asked", "Asked")

    worker = visitor.is_now(sian).goes("/requests").looks("requests").follows("Niamh D’Arcy-Lloyd")
    worker.looks("answer-request").types(reference=niamh.ref).presses("This is the person")
    worker.reads("Nothing yet. Ask the person first.").types(view="Asked on Tuesday, and refused.").presses(
        "Send for decision"
    )
    worker.reads("Put to the nominated senior professional").looks("put-up")

    senior = visitor.is_now(frances).goes("/decisions").looks("decisions").follows("Niamh D’Arcy-Lloyd").looks("decide")
    senior.chooses(shares="yes", items="ENGAGED", ground="CRIME", consent_tried="REFUSED")
    senior.types(weighed="Two burglaries a week; trust may suffer.", advice="None was taken.")
    senior.presses("Save the decision").reads("Nothing waits for your decision.")

    worker = visitor.is_now(sian).goes("/requests").follows("Niamh D’Arcy-Lloyd").follows("What will they see?")
    worker.reads("The decision of the nominated senior professional").looks("will-they-see-decided")
    worker.presses("Share this").reads("By the nominated senior professional’s decision")
    visitor.is_now(marc).goes("/shared-with-us").reads("Niamh D’Arcy-Lloyd")


def test_told_in_an_emergency_and_reviewed(visitor, niamh, sian, eluned):
    worker = (
        visitor.is_now(sian).goes(f"/people/{niamh.ref}/sharing").follows("Record what was told").looks("emergency")
    )
    worker.page.get_by_label("Who was told?").select_option(label="An emergency service or a hospital")
    worker.chooses(items="HEALTH").types(danger="Not breathing.", told="What was taken.", named="Crew 41")
    worker.presses("Save").reads("Not reviewed yet").looks("sharing-emergency")

    manager = visitor.is_now(eluned).goes(f"/people/{niamh.ref}/sharing").follows("Review").looks("review-emergency")
    manager.chooses(justified="yes").types(findings="Right to tell.").presses("Save the review")
    manager.reads("Reviewed an emergency disclosure: it was right to tell")


def test_a_protocol_is_drafted_endorsed_and_read_by_anyone(visitor, eluned, marc, frances):
    manager = visitor.is_now(eluned).goes("/our-protocols").looks("our-protocols-empty").follows("Draft a protocol")
    manager.looks("draft-protocol").presses("Save the draft").reads("Write what each is used for")
    manager.looks("draft-protocol-error")
    manager.types(
        text="Asked for on the form, for planning visits.\n\nAnswered within 5 working days.",
        within_24_hours="That the person has left treatment.", from_on__day="8", from_on__month="6",
        from_on__year="2010",
    )  # fmt: skip
    manager.presses("Save the draft").reads("Draft.", "Not yet endorsed by").looks("our-protocol-draft")
    manager.follows("Endorse it").looks("endorse-protocol").presses("Endorse these words").reads("Draft.")

    other = visitor.is_now(marc).goes("/our-protocols").looks("our-protocols").follows("Glan-y-Dŵr CJIT and")
    other.follows("Endorse it").presses("Endorse these words").reads("In force.").looks("our-protocol")
    other.follows("End it").looks("end-protocol")
    other.goes("/ask-for-information").reads("what you may normally ask Glan-y-Dŵr CJIT for").looks("ask-protocol")

    visitor.context.clear_cookies()
    anyone = visitor.goes("/help").follows("Sharing protocols").looks("protocols").follows("Glan-y-Dŵr CJIT and")
    anyone.reads("Engaged or not", "Who decides:", "does not mean that somebody uses no drugs").looks("protocol")

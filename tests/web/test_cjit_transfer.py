"""Lives in another area: one sitting, the record ahead, acceptance, contact (S-16, H-74, H-176 to H-181)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, FULL, Story, place, set_clock
from tests.web.test_cjit_missed import words
from throughcare.journal.models import DutyRow, Sight, StandingRow
from throughcare.journal.reading import history
from throughcare.rulebook.facts.assessment import AppointmentMade, Assessed, Form, NoticePrepared, NoticeServed, Purpose
from throughcare.rulebook.facts.casework import (
    FirstContact,
    RecordAskedFor,
    RecordSent,
    ReferralAccepted,
    ReferredToTeam,
)
from throughcare.sharing import copies
from throughcare.sharing.models import Disclosure

pytestmark = pytest.mark.django_db
AT = {"happened_at-day": "7", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "11:30"}
GIVEN = {
    "step": "give", "how": "into the person's hand", "language": "English", "read_out": "yes, all of it",
    "signed": "yes", **AT,
}  # fmt: skip


@pytest.fixture(autouse=True)
def after_the_assessment(settings):
    set_clock(settings, EXPECTED + timedelta(hours=1))


@pytest.fixture
def elsewhere(meera, rhian, glan_y_dwr_cjit, northmoor_cjit):
    """Assessed by Northmoor, lives in Glan-y-Dŵr, a follow-up is needed."""
    story = Story("Iwan O’Dowd", officer=meera).lives("GYD").required().expected(northmoor_cjit).released()
    return story.assessed(rhian, at=EXPECTED + timedelta(minutes=2)).decided(rhian)


@pytest.fixture
def referred(elsewhere, rhian, glan_y_dwr_cjit):
    elsewhere.referral = elsewhere.add(
        rhian, ReferredToTeam(requirement=elsewhere.requirement, to_team=str(glan_y_dwr_cjit.pk))
    )
    return elsewhere


def page(client, who, story):
    cast.signed_in(client, who.account)
    return client.get(reverse("transfer", args=[story.ref]))


def send(client, who, story, do, **data):
    cast.signed_in(client, who.account)
    return client.post(reverse("transfer", args=[story.ref]), {"do": do, "entry": str(uuid4()), **AT, **data})


def facts(story, kind):
    return [entry.fact for entry in history(story.person.pk).all(kind)]


def duty(kind):
    return DutyRow.objects.get(kind=kind)


def test_in_one_sitting_the_place_there_the_notice_and_the_record(client, rhian, elsewhere, glan_y_dwr_cjit):
    """S-16, H-74, H-177, H-178, H-179: before the assessment closes."""
    slot = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=2))
    cast.signed_in(client, rhian.account)
    address = reverse("follow_up", args=[elsewhere.ref])

    client.post(address, {"step": "book", "entry": str(uuid4()), "slot": str(slot.pk)})
    client.post(address, {"entry": str(uuid4()), **GIVEN})
    assert "Send the record ahead" in words(client.get(address))
    assert send(client, rhian, elsewhere, "send").status_code == 302

    booked = facts(elsewhere, AppointmentMade)[-1]
    assert (booked.team, booked.slot) == (str(glan_y_dwr_cjit.pk), slot.pk)
    assert facts(elsewhere, NoticePrepared)[-1].form is Form.RA4
    assert len(facts(elsewhere, NoticeServed)) == 2
    assert facts(elsewhere, RecordSent)
    assert {duty(kind).state for kind in ("refer_to_home_team", "give_ra4", "send_record", "book_follow_up")} == {"met"}
    sent = Disclosure.objects.get(to_team=glan_y_dwr_cjit)
    assert "Specified Class A drugs" in {line.label for line in copies.read(sent.copy.text).lines}


def test_what_goes_is_shown_before_it_goes(client, rhian, referred):
    """H-178."""
    text = words(page(client, rhian, referred))

    assert "Glan-y-Dŵr CJIT will read exactly this." in text
    assert "Specified Class A drugs" in text


def test_responsibility_passes_on_notification(client, rhian, sian, referred, glan_y_dwr_cjit):
    """H-180, R20: before anybody accepted."""
    assert StandingRow.objects.get(person=referred.person).care_team == glan_y_dwr_cjit
    for who in (rhian, sian):
        assert "Glan-y-Dŵr CJIT referred" not in words(page(client, who, referred))
    assert "Glan-y-Dŵr CJIT is responsible." in words(page(client, sian, referred))
    assert {duty(kind).owner for kind in ("hold_follow_up", "book_follow_up")} == {glan_y_dwr_cjit}


def test_the_receiver_accepts_and_both_see_it(client, rhian, sian, referred):
    """H-181."""
    assert send(client, sian, referred, "accept").status_code == 302

    assert facts(referred, ReferralAccepted)
    assert duty("accept_referral").state == "met"
    for who in (rhian, sian):
        assert "Accepted Mon 7 June" in words(page(client, who, referred))


def test_the_receiver_asks_for_the_record_that_has_not_come(client, rhian, sian, referred):
    """H-180."""
    assert "It has not come yet." in words(page(client, sian, referred))

    assert send(client, sian, referred, "ask", of_whom="The custody worker").status_code == 302

    assert [one.of_whom for one in facts(referred, RecordAskedFor)] == ["The custody worker"]
    assert (duty("ask_for_record").state, duty("send_record").state) == ("met", "open")
    assert "Glan-y-Dŵr CJIT asked for it" in words(page(client, rhian, referred))


def test_asking_nobody_is_asked_for_again(client, sian, referred):
    done = send(client, sian, referred, "ask", of_whom="")

    assert done.status_code == 422
    assert "Enter: whom did you ask?" in words(done) or "Answer: Whom did you ask?" in words(done)


def test_contact_ends_the_senders_watch(client, rhian, sian, referred):
    """R20."""
    assert "You watch until then" in words(page(client, rhian, referred))

    send(client, sian, referred, "contact")

    assert facts(referred, FirstContact)
    assert duty("watch_until_contact").state == "met"


@pytest.fixture
def sent_on(referred, rhian):
    """Northmoor owes nothing more but its watch."""
    referred.add(rhian, RecordSent(referral=referred.referral))
    return referred


def test_the_sender_whose_watch_has_ended_still_sees_what_answers_its_referral(client, rhian, sian, sent_on):
    """H-181: its page must not say that nobody accepted."""
    sent_on.add(sian, ReferralAccepted(referral=sent_on.referral))
    sent_on.add(sian, FirstContact(referral=sent_on.referral))
    assert set(Sight.objects.filter(team=rhian.organisation, until=None).values_list("classes", flat=True)) == {""}

    text = words(page(client, rhian, sent_on))

    assert "Accepted Mon 7 June" in text
    assert "Your watch has ended." in text


def test_a_sitting_there_ends_the_watch_and_its_content_stays_there(client, rhian, sian, sent_on):
    """R20, H-144: that they met is told, not what was said."""
    sent_on.add(sian, Assessed(purpose=Purpose.VOLUNTARY, engaged=True, **{**FULL, "other_drugs": "Qvx"}))

    text = words(page(client, rhian, sent_on))

    assert "Glan-y-Dŵr CJIT met the person" in text
    assert "Your watch has ended." in text
    assert "Qvx" not in text


def test_each_side_has_its_own_buttons(client, rhian, sian, referred):
    mine, theirs = words(page(client, rhian, referred)), words(page(client, sian, referred))

    assert ("Accept the referral" in mine, "Send the record" in mine) == (False, True)
    assert ("Accept the referral" in theirs, "Send the record" in theirs) == (True, False)
    assert send(client, rhian, referred, "accept").status_code == 200
    assert not facts(referred, ReferralAccepted)


def test_sent_twice_it_is_sent_once(client, rhian, referred):
    """Invariant 8."""
    entry = str(uuid4())
    for _ in range(2):
        send(client, rhian, referred, "send", entry=entry)

    assert len(facts(referred, RecordSent)) == 1
    assert Disclosure.objects.filter(involved=referred.referral).count() == 1


def test_nobody_was_referred(client, rhian, elsewhere):
    assert "Nobody has referred this person to another area." in words(page(client, rhian, elsewhere))


def test_it_opens_to_nobody_else(client, outsider, referred):
    assert page(client, outsider, referred).status_code in {403, 404}

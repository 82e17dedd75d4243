"""What step 1 already sends goes through the one way out, by involvement: never content to the police (H-144)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import *  # noqa: F403
from tests.journal.facts import done, proposed
from tests.web.cjit_story import EXPECTED, Story, set_clock
from tests.web.sharing_scene import misspelt, page, shares, signed_in
from throughcare.journal.models import DutyRow, Entry
from throughcare.journal.record import correct
from throughcare.rulebook.facts.assessment import (
    AppointmentMoved,
    AttendanceRecorded,
    FailureReported,
    Form,
    GoodCauseJudged,
    HowGiven,
    NoticePrepared,
    NoticeServed,
    Outcome,
    ReadOut,
)
from throughcare.rulebook.facts.missed import Answer, ContactTried, HowTried
from throughcare.sharing import copies
from throughcare.sharing.models import Disclosure
from throughcare.sharing.sends import record_and_send

pytestmark = pytest.mark.django_db


@pytest.fixture
def absent(settings, meera, sian, glan_y_dwr_cjit, northmoor_cjit):
    """Did not come, and no good cause was found."""
    set_clock(settings, EXPECTED + timedelta(days=1))
    story = Story("Dafydd O’Hare", officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    came = AttendanceRecorded(appointment=story.appointment, outcome=Outcome.DID_NOT_ATTEND)
    story.attendance = story.add(sian, came, at=EXPECTED + timedelta(hours=1))
    story.add(sian, ContactTried(attendance=story.attendance, how=HowTried.PHONE, answer=Answer.NO_ANSWER))
    story.add(sian, GoodCauseJudged(attendance=story.attendance, effort="Nobody could be reached.", accepted=False))
    return story


def test_a_reported_failure_reaches_the_suite_as_attendance_and_requirement_alone(absent, sian, meera):
    "H-144, P-27"
    at = absent.last + timedelta(minutes=5)
    entry = proposed(absent.person, FailureReported(attendance=absent.attendance), at)

    made = record_and_send([entry], by=sian, at=at)

    sent = Disclosure.objects.get()
    assert [one.kind for one in made] == ["failure_reported", "disclosed"]
    assert (sent.to_team, sent.involved, sent.consent) == (meera.organisation, entry.id, None)
    labels = {line.label for line in copies.read(sent.copy.text).lines}
    assert {"Required to attend assessments", "Name", "Date of birth"} <= labels
    assert not labels & {"Specified Class A drugs", "Level of use", "Assessed on", "Health need and goal"}


def test_sent_twice_it_is_sent_once(absent, sian):
    "Invariant 8"
    at = absent.last + timedelta(minutes=5)
    entry = proposed(absent.person, FailureReported(attendance=absent.attendance), at)

    record_and_send([entry], by=sian, at=at)
    again = record_and_send([entry], by=sian, at=at + timedelta(minutes=1))

    assert Disclosure.objects.count() == 1
    assert len(again) == 2


def test_a_record_on_which_something_was_corrected_is_still_reported(absent, sian):
    "H-144: a correction is read once, with what is written down beside it."
    wrong = Entry.objects.get(pk=absent.attendance)
    left = AttendanceRecorded(appointment=absent.appointment, outcome=Outcome.LEFT)
    by_whom = {"why": "Left early.", "by": sian, "at": absent.last}
    done(correct(entry=wrong, key=uuid4(), fact=left, happened_at=wrong.happened_at, **by_whom))
    at = absent.last + timedelta(minutes=5)

    made = record_and_send([proposed(absent.person, FailureReported(attendance=absent.attendance), at)], by=sian, at=at)

    assert [one.kind for one in made] == ["failure_reported", "disclosed"]


def test_a_report_is_sent_again_as_corrected_because_the_police_are_involved(client, settings, absent, sian, meera):
    "H-144, P-41: by the same involvement, and never more than the row of the table. The mend page names RA1."
    at = absent.last + timedelta(minutes=5)
    set_clock(settings, at)
    entry = proposed(absent.person, FailureReported(attendance=absent.attendance), at)
    done(record_and_send([entry], by=sian, at=at))
    sent = Disclosure.objects.get()
    misspelt(absent, meera, born_on=date(1984, 9, 11))
    signed_in(client, sian)

    shown = client.get(page("will_they_see", absent, sent.pk)).content.decode()
    shares(client, absent, sent.pk)

    assert "They are involved" in shown
    assert "As long as they are involved." in shown
    anew = Disclosure.objects.exclude(pk=sent.pk).get()
    assert (anew.involved, anew.to_team_id) == (sent.involved, sent.to_team_id)
    assert DutyRow.objects.get(kind="tell_corrected").state == "met"
    assert "RA1, given" in client.get(page("mend", absent, absent.requirement)).content.decode()


def test_a_suite_that_has_closed_never_stops_the_entry(absent, sian, meera):
    "H-144: what truly happened is recorded."
    meera.organisation.until_on = EXPECTED.date()
    meera.organisation.save()
    at = absent.last + timedelta(minutes=5)

    made = record_and_send([proposed(absent.person, FailureReported(attendance=absent.attendance), at)], by=sian, at=at)

    assert [one.kind for one in made] == ["failure_reported"]
    assert not Disclosure.objects.exists()


@pytest.fixture
def change_given(settings, meera, sian, glan_y_dwr_cjit, northmoor_cjit):
    """The time is moved, and RA2 given, by whoever is asked; the answer is what was written down."""
    set_clock(settings)
    story = Story("Dafydd O’Hare", officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)
    later, where = EXPECTED + timedelta(hours=3), {"place": "Room 1, Heol y Bont", "requirement": story.requirement}

    def tell(by):
        moved = AppointmentMoved(
            appointment=story.appointment, team=str(glan_y_dwr_cjit.pk), starts_at=later, place=where["place"],
            late_because="The worker is ill",
        )  # fmt: skip
        story.add(by, moved)
        paper = NoticePrepared(form=Form.RA2, appointment=story.appointment, starts_at=later, **where)
        notice = story.add(by, paper)
        served = NoticeServed(notice=notice, how=HowGiven.INTO_HAND, read_out=ReadOut.ALL, signed=True)
        at = story.last + timedelta(minutes=1)
        return [one.kind for one in done(record_and_send([proposed(story.person, served, at)], by=by, at=at))]

    return tell


def test_ra2_given_by_police_is_copied_to_the_cjit_that_assesses(change_given, meera, glan_y_dwr_cjit):
    "H-159: RA2 to the person with the warning, a copy to the CJIT; the custody record holds it as given."
    assert change_given(meera) == ["notice_served", "disclosed"]

    sent = Disclosure.objects.get()
    lines = {line.label: line.value for line in copies.read(sent.copy.text).lines}
    assert (sent.to_team, sent.consent) == (glan_y_dwr_cjit, None)
    assert "RA2" in str(lines)
    assert not set(lines) & {"Specified Class A drugs", "Assessed on"}


def test_ra2_given_by_a_cjit_is_copied_to_nobody(change_given, sian):
    "H-160: usually no copy to police."
    assert change_given(sian) == ["notice_served"]

    assert not Disclosure.objects.exists()


def test_every_page_says_that_it_is_no_clinical_guidance(client):
    "H-14"
    text = client.get(reverse("help"), secure=True).content.decode()

    assert "not clinical guidance" in text

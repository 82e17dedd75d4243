"""The decision, the place within five working days, and the paper; and the three exceptions."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, FULL, Story, place, set_clock, waiting_for_a_manager
from throughcare.diary.models import Booking
from throughcare.journal.models import DutyRow, Entry, StandingRow
from throughcare.journal.reading import history
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    AttendanceRecorded,
    Form,
    NoticePrepared,
    NoticeServed,
    Outcome,
    Purpose,
)
from throughcare.rulebook.facts.casework import ReferredToTeam
from throughcare.web.assessment.follow_up_forms import Book
from throughcare.web.cjit import follow_ups

pytestmark = pytest.mark.django_db
SAT_DOWN = EXPECTED + timedelta(minutes=2)
LIMIT = datetime(2010, 6, 14, 23, tzinfo=UTC)  # the end of Monday 14 June in London: the fifth working day
GIVEN = {
    "step": "give", "how": "into the person's hand", "language": "English", "read_out": "yes, all of it",
    "signed": "yes", "happened_at-day": "7", "happened_at-month": "6", "happened_at-year": "2010",
    "happened_at-time": "11:10",
}  # fmt: skip


@pytest.fixture(autouse=True)
def after_the_assessment(settings):
    set_clock(settings, EXPECTED + timedelta(minutes=40))


@pytest.fixture
def dafydd(meera, sian, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    return story.assessed(sian, at=SAT_DOWN)


@pytest.fixture
def elsewhere(meera, rhian, glan_y_dwr_cjit, northmoor_cjit):
    """Assessed in Northmoor's cell, lives in Glan-y-Dŵr."""
    story = Story("Iwan O’Dowd", officer=meera).lives("GYD").required().expected(northmoor_cjit)
    return story.assessed(rhian, at=SAT_DOWN)


def address(story):
    return reverse("follow_up", args=[story.ref])


def open_page(client, who, story):
    cast.signed_in(client, who.account)
    return client.get(address(story))


def send(client, who, story, **data):
    cast.signed_in(client, who.account)
    return client.post(address(story), {"entry": str(uuid4()), **data})


def decide(client, who, story, decision="a follow-up is needed", **more):
    return send(client, who, story, step="decide", decision=decision, **more)


def facts(story, kind):
    return [entry.fact for entry in history(story.person.pk).all(kind)]


def test_it_opens_to_the_team_alone(client, sian, outsider, dafydd):
    assert open_page(client, sian, dafydd).status_code == 200
    assert open_page(client, outsider, dafydd).status_code == 404


def test_before_any_assessment_it_says_so(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)

    assert b"nothing to decide yet" in open_page(client, sian, story).content


def test_from_the_decision_to_ra4_on_one_page(client, sian, dafydd, glan_y_dwr_cjit):
    slot = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=2), worker_speaks="Welsh")
    late = place(glan_y_dwr_cjit, LIMIT + timedelta(hours=9))

    assert b"Decide before the assessment closes" in open_page(client, sian, dafydd).content
    assert decide(client, sian, dafydd).status_code == 302
    page = open_page(client, sian, dafydd).content.decode()
    assert "by <strong>end of Monday 14 June</strong>" in page
    assert "tc-days__day--limit" in page
    assert "the worker speaks Welsh" in page
    assert page.count("Too late: after the limit.") == 1
    assert str(late.pk) in page

    assert send(client, sian, dafydd, step="book", slot=str(slot.pk)).status_code == 302
    booked = facts(dafydd, AppointmentMade)[-1]
    assert (booked.purpose, booked.slot, booked.team) == (Purpose.FOLLOW_UP, slot.pk, str(glan_y_dwr_cjit.pk))
    assert facts(dafydd, NoticePrepared)[-1].form is Form.RA4
    assert Booking.objects.filter(slot=slot, released_at=None).count() == 1

    assert "repeats the warning" in open_page(client, sian, dafydd).content.decode()
    assert send(client, sian, dafydd, **GIVEN).status_code == 302
    assert len(facts(dafydd, NoticeServed)) == 2
    page = open_page(client, sian, dafydd).content.decode()
    assert "Notice given into the person&#x27;s hand, read out, Mon 7 June, 11:10" in page
    kinds = {"decide_follow_up", "book_follow_up", "give_ra4"}
    assert not DutyRow.objects.filter(kind__in=kinds, state="open").exists()


def test_two_sittings_are_decided_on_once(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)
    story.assessed(sian, at=SAT_DOWN, readiness=None)
    fuller = Assessed(requirement=story.requirement, purpose=Purpose.INITIAL, engaged=True, **FULL)
    story.add(sian, fuller)

    decide(client, sian, story)

    states = DutyRow.objects.filter(kind="decide_follow_up").values_list("state", flat=True)
    assert set(states) == {"met"}


def test_each_step_sent_twice_is_recorded_once(client, sian, dafydd, glan_y_dwr_cjit):
    slot, entry = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=2)), [str(uuid4()) for _ in range(3)]

    for _ in range(2):
        assert decide(client, sian, dafydd, entry=entry[0]).status_code == 302
    for _ in range(2):
        assert send(client, sian, dafydd, entry=entry[1], step="book", slot=str(slot.pk)).status_code == 302
    for _ in range(2):
        assert send(client, sian, dafydd, **{**GIVEN, "entry": entry[2]}).status_code == 302

    counted = [Entry.objects.filter(kind=kind).count() for kind in ("follow_up_decided", "notice_served")]
    assert counted == [1, 2]
    assert Entry.objects.filter(kind="appointment_made").count() == 2
    assert Booking.objects.count() == 1


def test_elsewhere_the_person_is_referred_before_the_place_is_booked(
    client, rhian, sian, elsewhere, glan_y_dwr_cjit, northmoor_cjit
):
    place(northmoor_cjit, EXPECTED + timedelta(days=1), place="In Northmoor")
    slot = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=2), place="In Glan-y-Dŵr")
    decide(client, rhian, elsewhere)

    page = open_page(client, rhian, elsewhere).content.decode()
    assert "Glan-y-Dŵr CJIT is responsible from that moment" in page
    assert "In Northmoor" not in page

    entry = str(uuid4())
    for _ in range(2):
        assert send(client, rhian, elsewhere, entry=entry, step="book", slot=str(slot.pk)).status_code == 302
    assert [one.to_team for one in facts(elsewhere, ReferredToTeam)] == [str(glan_y_dwr_cjit.pk)]
    order = list(Entry.objects.filter(person=elsewhere.person).order_by("seq").values_list("kind", flat=True))
    assert order.index("referred_to_team") < len(order) - 1 - order[::-1].index("appointment_made")
    assert StandingRow.objects.get(person=elsewhere.person).care_team == glan_y_dwr_cjit
    assert open_page(client, sian, elsewhere).status_code == 200
    assert send(client, rhian, elsewhere, **GIVEN).status_code == 302


def test_a_place_that_is_too_late_needs_a_reason(client, sian, dafydd, glan_y_dwr_cjit):
    late = place(glan_y_dwr_cjit, LIMIT + timedelta(hours=9))
    decide(client, sian, dafydd)

    refused = send(client, sian, dafydd, step="book", slot=str(late.pk))
    assert refused.status_code == 422
    assert b"Say why a time after the limit was chosen" in refused.content

    assert send(client, sian, dafydd, step="book", slot=str(late.pk), late_because="Nothing free").status_code == 302
    assert facts(dafydd, AppointmentMade)[-1].late_because == "Nothing free"


def offered(client, who, story):
    form = open_page(client, who, story).context["form"]
    return {UUID(pk): form.fields["slot"].widget.hints[pk] for pk, _ in form.fields["slot"].choices}


def test_the_last_minute_of_the_fifth_working_day_is_in_time_and_midnight_is_not(client, sian, dafydd, glan_y_dwr_cjit):
    """R3: a limit that is the end of a day ends before 00:00 of the next."""
    last, midnight = (place(glan_y_dwr_cjit, LIMIT - timedelta(minutes=one)) for one in (1, 0))
    decide(client, sian, dafydd)

    hints = offered(client, sian, dafydd)

    assert "Too late" not in hints[last.pk]
    assert hints[midnight.pk].startswith("Too late")


@pytest.mark.parametrize(("later", "is_late"), [(timedelta(), False), (timedelta(minutes=1), True)])
def test_exactly_at_a_limit_of_hours_is_in_time_on_the_form_and_among_the_places(glan_y_dwr_cjit, later, is_late):
    """H-72, R1: as `is_within` counts it, whatever the unit."""
    limit = EXPECTED + timedelta(days=1)
    slot, team = place(glan_y_dwr_cjit, limit + later), str(glan_y_dwr_cjit.pk)
    places = follow_ups.free_places(team, after=EXPECTED, limit=limit)
    sent = {"entry": str(uuid4()), "step": "book", "slot": str(slot.pk)}

    form = Book(sent, team=team, limit=limit, places=places)

    assert places == (([], [slot]) if is_late else ([slot], []))
    assert ("late_because" in form.errors) is is_late
    assert form.fields["slot"].widget.hints[str(slot.pk)].startswith("Too late") is is_late


def test_places_handed_to_police_are_not_offered_for_a_follow_up(client, sian, dafydd, glan_y_dwr_cjit):
    """SPOC 4 b5: they are theirs to give out; the team's own others are."""
    theirs = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=1), for_police=True)
    theirs_late = place(glan_y_dwr_cjit, LIMIT + timedelta(hours=9), for_police=True)
    ours = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=2))
    decide(client, sian, dafydd)

    assert set(offered(client, sian, dafydd)) == {ours.pk}
    assert send(client, sian, dafydd, step="book", slot=str(theirs.pk)).status_code == 422
    assert send(client, sian, dafydd, step="book", slot=str(theirs_late.pk), late_because="x").status_code == 422


def test_a_place_just_taken_offers_the_next(client, sian, dafydd, meera, glan_y_dwr_cjit):
    slot = place(glan_y_dwr_cjit, EXPECTED + timedelta(days=2))
    place(glan_y_dwr_cjit, EXPECTED + timedelta(days=3))
    other = (
        Story("Someone Else", officer=meera)
        .lives("GYD")
        .required()
        .expected(glan_y_dwr_cjit)
        .assessed(sian, at=SAT_DOWN)
    )
    for story in (dafydd, other):
        decide(client, sian, story)
    send(client, sian, other, step="book", slot=str(slot.pk))

    refused = send(client, sian, dafydd, step="book", slot=str(slot.pk))

    assert refused.status_code == 422
    assert b"This place has just been taken." in refused.content
    assert b"Free next: Thursday 10 June 2010" in refused.content
    assert b"Book the follow-up" in refused.content


def test_another_teams_place_cannot_be_taken(client, sian, dafydd, northmoor_cjit):
    slot = place(northmoor_cjit, EXPECTED + timedelta(days=2))
    decide(client, sian, dafydd)

    assert send(client, sian, dafydd, step="book", slot=str(slot.pk)).status_code == 422
    assert send(client, sian, dafydd, step="book", slot="nonsense").status_code == 422


def test_no_free_place_is_said_with_what_can_be_done(client, sian, dafydd):
    decide(client, sian, dafydd)

    assert b"has no free place in the diary" in open_page(client, sian, dafydd).content


@pytest.mark.parametrize(
    ("decision", "more"),
    [
        ("no further intervention is needed", {}),
        ("the person is subject to a Drug Rehabilitation Requirement", {"written_consent": "yes"}),
    ],
)
def test_an_exception_leads_to_ra5(client, sian, dafydd, decision, more):
    assert decide(client, sian, dafydd, decision, **more).status_code == 302

    page = open_page(client, sian, dafydd).content.decode()
    assert "RA5 says that no follow-up is required" in page
    entry = str(uuid4())
    for _ in range(2):
        assert send(client, sian, dafydd, **{**GIVEN, "entry": entry}).status_code == 302
    assert [one.form for one in facts(dafydd, NoticePrepared)] == [Form.RA1, Form.RA5]
    assert not DutyRow.objects.filter(kind="give_ra5", state="open").exists()


def test_already_on_a_caseload_is_an_exception_too(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    story = waiting_for_a_manager(officer=meera, worker=sian)
    story.lives("GYD").required().expected(glan_y_dwr_cjit).assessed(sian, at=SAT_DOWN)

    assert decide(client, sian, story, "already on a caseload, and the care plan was reviewed").status_code == 302


def test_under_a_drr_written_consent_is_asked(client, sian, dafydd):
    refused = decide(client, sian, dafydd, "the person is subject to a Drug Rehabilitation Requirement")

    assert refused.status_code == 422
    assert b"say whether the person consents in writing" in refused.content


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ("no further intervention is needed", "The person did not engage, so the worker cannot decide"),
        ("already on a caseload, and the care plan was reviewed", "The person did not engage"),
    ],
)
def test_nobody_is_released_who_would_not_talk(
    client, sian, meera, northmoor_cjit, glan_y_dwr_cjit, decision, sentence
):
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)
    story.add(sian, AttendanceRecorded(appointment=story.appointment, outcome=Outcome.ATTENDED), at=SAT_DOWN)
    story.add(sian, Assessed(requirement=story.requirement, purpose=Purpose.INITIAL, engaged=False), minutes=0)

    refused = decide(client, sian, story, decision)

    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    assert "Arrange the follow-up, restate the duty and give the warning." in refused.content.decode()


def test_what_is_not_answered_is_said(client, sian, dafydd):
    assert b"Say whether a follow-up is needed" in send(client, sian, dafydd, step="decide").content
    assert send(client, sian, dafydd, step="nonsense").status_code == 200

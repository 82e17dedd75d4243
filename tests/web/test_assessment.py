"""Taking the assessment: sections, one batch, immediate risk owned at once, nothing taken for an answer."""

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.assessing import AT, SAT_DOWN, assess, begin, check, facts, fill, save, section
from tests.web.cjit_story import EXPECTED, Story, set_clock
from throughcare.drafts.models import Draft, Part
from throughcare.journal.models import DutyRow, Entry
from throughcare.rulebook.facts.assessment import (
    Assessed,
    AttendanceRecorded,
    FollowUpDecided,
    Outcome,
    Purpose,
    RiskLevel,
)
from throughcare.rulebook.facts.custody import RiskFound
from throughcare.rulebook.facts.engagement import Warned
from throughcare.rulebook.facts.record import AssessmentRecord, ContinuityUpdate, DrugUse, Home, Substance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_time_of_the_appointment(settings):
    set_clock(settings, EXPECTED + timedelta(minutes=40))


@pytest.fixture
def dafydd(meera, northmoor_cjit, glan_y_dwr_cjit):
    return Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()


def address(story):
    return reverse("assess", args=[story.ref])


def follow_up(story):
    return reverse("follow_up", args=[story.ref])


def test_it_opens_to_workers_of_the_team_and_nobody_else(client, sian, outsider, dafydd):
    for who, status in ((sian, 200), (outsider, 404)):
        cast.signed_in(client, who.account)
        assert client.get(address(dafydd)).status_code == status


def test_the_minimum_is_said_at_each_question(client, sian, dafydd):
    draft = begin(client, sian, dafydd)

    drugs = client.get(section(dafydd, draft, "drugs")).content.decode()
    readiness = client.get(section(dafydd, draft, "readiness")).content.decode()

    assert "dependency on, or propensity to use, specified Class A drugs" in drugs
    assert "urgency for referral to other specialist agencies" in readiness
    assert "Expected Mon 7 June, 10:30." in client.get(address(dafydd)).content.decode()


def test_attendance_assessment_and_decision_are_one_batch_and_lead_to_the_follow_up(client, sian, dafydd):
    """H-165, H-171, S-15"""
    response = assess(client, sian, dafydd)

    assert response.url == follow_up(dafydd)
    assert [one.outcome for one in facts(dafydd, AttendanceRecorded)] == [Outcome.ATTENDED]
    (assessed,) = facts(dafydd, Assessed)
    assert assessed.meets_minimum
    assert assessed.requirement == dafydd.requirement
    assert len(facts(dafydd, FollowUpDecided)) == 1
    assert not DutyRow.objects.filter(kind="hold_initial_assessment", state="open").exists()
    assert not DutyRow.objects.filter(kind="decide_follow_up", state="open").exists()


def test_the_record_holds_what_goes_beyond_the_minimum(client, sian, dafydd):
    """H-146, H-96: None is what was not asked."""
    draft = begin(client, sian, dafydd)
    fill(
        client, dafydd, draft, drug1_substance="heroin", drug1_route="smoked", drug1_spend_a_week="150",
        **{"drug1_last_used_on-day": "6", "drug1_last_used_on-month": "6", "drug1_last_used_on-year": "2010"},
        drug3_substance="cannabis", injecting="never",
    )  # fmt: skip
    save(client, dafydd, draft, "home", home="hostel or other temporary place", home_needs="A key worker there")
    save(client, dafydd, draft, "health", pregnant="no")

    client.post(check(dafydd, draft))

    (record,) = facts(dafydd, AssessmentRecord)
    assert (record.home, record.home_needs, record.pregnant) == (Home.HOSTEL, "A key worker there", False)
    assert (record.drinking_days, record.family) == (None, None)
    heroin, cannabis = sorted(facts(dafydd, DrugUse), key=lambda one: one.substance is Substance.CANNABIS)
    assert (heroin.substance, heroin.spend_a_week, heroin.last_used_on) == (Substance.HEROIN, 150, date(2010, 6, 6))
    assert cannabis.substance is Substance.CANNABIS


def test_progress_is_counted_and_every_section_can_be_changed(client, sian, dafydd):
    draft = begin(client, sian, dafydd)
    save(client, dafydd, draft, "here", outcome="attended and remained", engaged="yes", **AT)
    save(client, dafydd, draft, "home", home="settled")

    page = client.get(check(dafydd, draft)).content.decode()

    assert "2 of 15 sections" in page
    assert "Before it can be entered" in page
    assert 'Change<span class="govuk-visually-hidden"> home</span>' in page
    assert "settled" in page


def test_a_double_click_enters_once(client, sian, dafydd):
    draft = begin(client, sian, dafydd)
    fill(client, dafydd, draft)

    first, second = client.post(check(dafydd, draft)), client.post(check(dafydd, draft))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Entry.objects.filter(kind__in=("assessed", "attendance_recorded", "follow_up_decided")).count() == 3
    assert Draft.objects.get().is_entered
    assert not Part.objects.exists()


def test_the_back_button_after_entering_leads_on_and_enters_nothing(client, sian, dafydd):
    draft = begin(client, sian, dafydd)
    fill(client, dafydd, draft)
    client.post(check(dafydd, draft))

    back = client.get(section(dafydd, draft, "home"))
    again = client.post(section(dafydd, draft, "home"), {"version": "0", "home": "settled"})

    assert (back.url, again.url) == (follow_up(dafydd), follow_up(dafydd))
    assert not facts(dafydd, AssessmentRecord)


def test_it_cannot_be_entered_without_the_decision(client, sian, dafydd):
    """H-171"""
    response = assess(client, sian, dafydd, leave_out=("follow-up",))

    assert response.status_code == 422
    page = response.content.decode()
    assert "There is a problem" in page
    assert "The follow-up</a>" in page
    assert not facts(dafydd, Assessed)


def test_of_someone_who_left_the_decision_may_follow_and_stays_due(client, sian, dafydd):
    """H-165, H-171: recorded as it was, with its duty."""
    response = assess(client, sian, dafydd, leave_out=("follow-up",), outcome="left before the end")

    assert response.status_code == 302
    assert [one.outcome for one in facts(dafydd, AttendanceRecorded)] == [Outcome.LEFT]
    assert DutyRow.objects.get(kind="decide_follow_up").state == "open"


def test_an_exception_the_worker_may_not_make_is_refused_and_nothing_is_lost(client, sian, dafydd):
    """H-167"""
    response = assess(client, sian, dafydd, engaged="no", warned="yes", decision="no further intervention is needed")

    assert response.status_code == 422
    assert "the worker cannot decide that no follow-up is needed" in response.content.decode()
    assert Draft.objects.filter(closed_at=None).count() == 1
    assert not facts(dafydd, AttendanceRecorded)


def test_what_was_not_covered_is_listed_back_and_can_be_completed(client, sian, dafydd, settings):
    """Of someone who left in the middle, and came back for the rest."""
    missing = {"readiness": None, "diversity_needs": "", "support_explained": None}
    assess(client, sian, dafydd, leave_out=("follow-up",), outcome="left before the end", **missing)

    page = client.get(follow_up(dafydd)).content.decode()
    assert "Not covered yet" in page
    assert "Is the person ready to engage?" in page
    assert "Wider support explained?" in page
    assert DutyRow.objects.filter(kind="complete_minimum", state="open").exists()

    set_clock(settings, EXPECTED + timedelta(minutes=60))
    draft = begin(client, sian, dafydd)
    drugs = client.get(section(dafydd, draft, "drugs"))
    assert drugs.context["form"]["other_drugs"].value() == "none"
    save(client, dafydd, draft, "here", engaged="yes", **AT | {"happened_at-time": "11:20"})
    save(client, dafydd, draft, "readiness", readiness="ready", would_benefit="yes", comprehensive_needed="no",
         urgency="routine")  # fmt: skip
    save(client, dafydd, draft, "needs", diversity_needs="none")
    save(client, dafydd, draft, "explained", harm_advice_given="yes", support_explained="yes")
    save(client, dafydd, draft, "follow-up", decision="a follow-up is needed")
    client.post(check(dafydd, draft))
    assert not DutyRow.objects.filter(kind="complete_minimum", state="open").exists()


def test_an_immediate_risk_needs_a_name_and_is_recorded_at_once(client, sian, dafydd):
    """Invariant 11: never only a tick in a draft."""
    draft = begin(client, sian, dafydd)
    unnamed = save(client, dafydd, draft, "risk", risk_to_self="immediate")

    assert unnamed.status_code == 422
    assert b"Name who has taken the immediate risk on" in unnamed.content
    assert b"<title>Error: " in unnamed.content
    assert not facts(dafydd, RiskFound)

    told = {"risk_to_self": "immediate", "risk_what": "Speaks of dying", "risk_taker": "Siân Hŵel"}
    save(client, dafydd, draft, "risk", **told)
    save(client, dafydd, draft, "risk", **told)
    (risk,) = facts(dafydd, RiskFound)
    assert (risk.taker, risk.what) == ("Siân Hŵel", "Speaks of dying")
    open_kinds = set(DutyRow.objects.filter(state="open").values_list("kind", flat=True))
    assert "act_on_risk" in open_kinds

    fill(client, dafydd, draft, **told)
    client.post(check(dafydd, draft))
    assert len(facts(dafydd, RiskFound)) == 1
    assert facts(dafydd, Assessed)[0].risk_to_self is RiskLevel.IMMEDIATE
    open_kinds = set(DutyRow.objects.filter(state="open").values_list("kind", flat=True))
    assert "name_risk_taker" not in open_kinds


def test_of_someone_who_does_not_engage_only_attendance_and_warning_are_kept(client, sian, dafydd):
    draft = begin(client, sian, dafydd)
    came = {"outcome": "attended and remained", "engaged": "no", **AT}
    unsaid = save(client, dafydd, draft, "here", **came)
    assert b"Say whether you warned the person" in unsaid.content

    save(client, dafydd, draft, "here", warned="yes", **came)
    assert client.get(section(dafydd, draft, "home")).status_code == 404
    save(client, dafydd, draft, "follow-up", decision="a follow-up is needed")
    response = client.post(check(dafydd, draft))

    assert response.url == follow_up(dafydd)
    (assessed,) = facts(dafydd, Assessed)
    assert (assessed.engaged, assessed.dependency, assessed.other_drugs) == (False, None, None)
    assert len(facts(dafydd, Warned)) == 1
    assert not facts(dafydd, AssessmentRecord)
    assert DutyRow.objects.get(kind="report_not_engaging").state == "open"


def test_of_someone_who_did_not_come_only_attendance_is_kept(client, sian, dafydd):
    draft = begin(client, sian, dafydd)
    save(client, dafydd, draft, "here", outcome="did not attend", **AT)

    response = client.post(check(dafydd, draft))

    assert response.url == reverse("person", args=[dafydd.ref])
    assert [one.outcome for one in facts(dafydd, AttendanceRecorded)] == [Outcome.DID_NOT_ATTEND]
    assert not facts(dafydd, Assessed)
    assert DutyRow.objects.get(kind="judge_good_cause").state == "open"


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("here", {"engaged": "yes", **AT}, "Say whether the person came and stayed"),
        ("here", {"outcome": "attended and remained", **AT}, "Say whether the person engaged"),
        (
            "here", {"outcome": "attended and remained", "engaged": "yes", **AT, "happened_at-time": "25:00"},
            "Enter the time as four figures",
        ),
        ("drugs", {"drug2_route": "smoked"}, "Say which drug number 2 is"),
        ("alcohol", {"drinking_days": "many"}, "Enter a whole number, like 4"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, sian, dafydd, name, answers, sentence):
    draft = begin(client, sian, dafydd)

    response = save(client, dafydd, draft, name, **answers)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    later = client.get(section(dafydd, draft, name)).content.decode()
    assert sentence in later
    assert all(value in later for value in answers.values())
    assert not facts(dafydd, Assessed)


def test_a_refusal_is_shown_and_the_draft_stays(client, sian, dafydd):
    response = assess(client, sian, dafydd, **{"happened_at-time": "23:00"})

    assert response.status_code == 422
    assert "This is timed in the future." in response.content.decode()
    assert "Welsh first" in response.content.decode()
    assert Draft.objects.get().closed_at is None


def test_the_follow_up_leads_to_the_care_plan_and_asks_only_what_changed(
    client, sian, dafydd, glan_y_dwr_cjit, settings
):
    """P-51, H-170"""
    draft = begin(client, sian, dafydd)
    fill(client, dafydd, draft)
    save(client, dafydd, draft, "home", home="settled")
    client.post(check(dafydd, draft))
    later = EXPECTED + timedelta(days=2)
    dafydd.last = EXPECTED + timedelta(minutes=50)
    dafydd.expected(glan_y_dwr_cjit, later, Purpose.FOLLOW_UP, by=sian)
    set_clock(settings, later + timedelta(minutes=30))

    start = client.get(address(dafydd)).content.decode()
    assert "Nobody is asked everything twice." in start
    second = begin(client, sian, dafydd)
    fill(client, dafydd, second, leave_out=("follow-up",), **{"happened_at-day": "9"})
    changed = save(client, dafydd, second, "changed", home="Has moved in with a sister.")
    assert changed.url == check(dafydd, second)
    response = client.post(check(dafydd, second))

    plan, _, query = response.url.partition("?")
    assert plan == reverse("record", args=[dafydd.ref, "care_plan_agreed"])
    asked = parse_qs(query)
    assert asked["next"] == [reverse("record", args=[dafydd.ref, "taken_on_caseload"])]
    assert client.get(response.url).context["form"]["assessment"].value() == asked["assessment"][0]
    assert len(facts(dafydd, AssessmentRecord)) == 1
    assert [one.home for one in facts(dafydd, ContinuityUpdate)] == ["Has moved in with a sister."]
    assert DutyRow.objects.get(kind="agree_care_plan").state == "open"


def test_someone_without_a_requirement_is_assessed_by_choice(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().released()
    cast.signed_in(client, sian.account)

    assert client.get(address(story)).status_code == 200
    response = assess(client, sian, story, outcome=None)

    assert response.status_code == 302


def test_attendance_recorded_before_is_not_asked_again(client, sian, dafydd):
    dafydd.add(sian, AttendanceRecorded(appointment=dafydd.appointment, outcome=Outcome.ATTENDED), at=SAT_DOWN)
    draft = begin(client, sian, dafydd)

    assert "outcome" not in client.get(section(dafydd, draft, "here")).context["form"].fields
    fill(client, dafydd, draft, outcome=None)
    client.post(check(dafydd, draft))

    (assessed,) = facts(dafydd, Assessed)
    assert assessed.appointment == dafydd.appointment
    assert len(facts(dafydd, AttendanceRecorded)) == 1


def test_what_the_minimum_still_lacks_is_said_before_it_is_entered(client, sian, dafydd):
    draft = begin(client, sian, dafydd)
    fill(client, dafydd, draft, leave_out=("explained",))

    page = client.get(check(dafydd, draft)).content.decode()

    assert "Not covered yet" in page
    assert "Wider support explained?" in page


def test_nothing_is_chosen_beforehand(client, sian, dafydd):
    """A list shows an empty line first: saved untouched, nobody is a white heroin user."""
    draft = begin(client, sian, dafydd)
    fill(client, dafydd, draft, drug1_substance="", drug2_substance="")
    save(client, dafydd, draft, "about", reach="By phone")
    for name, field in (("drugs", "drug1_substance"), ("drugs", "drug1_route"), ("about", "ethnicity")):
        page = client.get(section(dafydd, draft, name)).context["form"]
        assert page.fields[field].choices[0] == ("", "")

    client.post(check(dafydd, draft))

    assert not facts(dafydd, DrugUse)
    assert facts(dafydd, AssessmentRecord)[0].ethnicity is None

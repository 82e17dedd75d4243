"""Taking the assessment: one batch, immediate risk owned, nothing taken for an answer that was not one."""

from datetime import timedelta
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, Story, set_clock
from throughcare.journal.models import DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.rulebook.facts.assessment import Assessed, AttendanceRecorded, Outcome, RiskLevel
from throughcare.rulebook.facts.custody import RiskFound
from throughcare.rulebook.facts.engagement import Warned

pytestmark = pytest.mark.django_db
SAT_DOWN = EXPECTED + timedelta(minutes=2)
ANSWERS = {
    "outcome": "attended and remained", "engaged": "yes", "dependency": "dependent", "would_benefit": "yes",
    "readiness": "ready", "comprehensive_needed": "no", "risk_to_self": "none found", "risk_to_others": "none found",
    "urgency": "routine", "other_drugs": "none", "diversity_needs": "Welsh first", "harm_advice_given": "yes",
    "support_explained": "yes", "suitable_for": "the DIP caseload",
    "happened_at-day": "7", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "10:32",
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_time_of_the_appointment(settings):
    set_clock(settings, EXPECTED + timedelta(minutes=40))


@pytest.fixture
def dafydd(meera, northmoor_cjit, glan_y_dwr_cjit):
    return Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()


def address(story):
    return reverse("assess", args=[story.ref])


def hidden(client, story):
    """What the form carries, as a browser would send it."""
    form = client.get(address(story)).context["form"]
    return {bound.name: str(bound.value() or "") for bound in form.hidden_fields()}


def send(client, who, story, **changes):
    cast.signed_in(client, who.account)
    data = {**hidden(client, story), **ANSWERS, **changes}
    return client.post(address(story), {name: value for name, value in data.items() if value is not None})


def facts(story, kind):
    return [entry.fact for entry in history(story.person.pk).all(kind)]


def test_it_opens_to_workers_of_the_team_and_nobody_else(client, sian, meera, outsider, dafydd):
    for who, status in ((sian, 200), (outsider, 404)):
        cast.signed_in(client, who.account)
        assert client.get(address(dafydd)).status_code == status


def test_the_minimum_is_said_at_each_question(client, sian, dafydd):
    cast.signed_in(client, sian.account)

    page = client.get(address(dafydd)).content.decode()

    assert "dependency on, or propensity to use, specified Class A drugs" in page
    assert "urgency for referral to other specialist agencies" in page
    assert "Expected Mon 7 June, 10:30." in page


def test_attendance_and_assessment_are_one_batch_and_lead_to_the_follow_up(client, sian, dafydd):
    response = send(client, sian, dafydd)

    assert response.url == reverse("follow_up", args=[dafydd.ref])
    assert [one.outcome for one in facts(dafydd, AttendanceRecorded)] == [Outcome.ATTENDED]
    (assessed,) = facts(dafydd, Assessed)
    assert assessed.meets_minimum
    assert assessed.requirement == dafydd.requirement
    assert not DutyRow.objects.filter(kind="hold_initial_assessment", state="open").exists()


def test_a_double_click_records_once(client, sian, dafydd):
    cast.signed_in(client, sian.account)
    data = {**hidden(client, dafydd), **ANSWERS}

    first, second = client.post(address(dafydd), data), client.post(address(dafydd), data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(kind__in=("assessed", "attendance_recorded")).count() == 2


def test_the_same_form_with_other_answers_is_refused(client, sian, dafydd):
    cast.signed_in(client, sian.account)
    data = {**hidden(client, dafydd), **ANSWERS}
    client.post(address(dafydd), data)

    again = client.post(address(dafydd), {**data, "readiness": "not ready"})

    assert again.status_code == 422
    assert b"sent under the key of another entry" in again.content
    assert b'value="not ready" checked' in again.content


def test_what_was_not_covered_is_listed_back_and_can_be_completed(client, sian, dafydd, settings):
    send(client, sian, dafydd, readiness=None, diversity_needs="", support_explained=None)

    page = client.get(reverse("follow_up", args=[dafydd.ref])).content.decode()
    assert "Not covered yet" in page
    assert "Is the person ready to engage?" in page
    assert "Wider support explained?" in page
    assert DutyRow.objects.filter(kind="complete_minimum", state="open").exists()

    set_clock(settings, EXPECTED + timedelta(minutes=60))
    completing = client.get(address(dafydd))
    assert completing.context["form"]["other_drugs"].value() == "none"
    send(client, sian, dafydd, outcome=None, **{"happened_at-time": "11:20"})
    assert not DutyRow.objects.filter(kind="complete_minimum", state="open").exists()
    assert b"Not covered yet" not in client.get(reverse("follow_up", args=[dafydd.ref])).content


def test_an_immediate_risk_needs_a_name_and_is_recorded_in_the_same_batch(client, sian, dafydd):
    unnamed = send(client, sian, dafydd, risk_to_self="immediate")

    assert unnamed.status_code == 422
    assert b"Name who has taken the immediate risk on" in unnamed.content
    assert b"<title>Error: " in unnamed.content
    assert not facts(dafydd, Assessed)

    send(client, sian, dafydd, risk_to_self="immediate", risk_what="Speaks of dying", risk_taker="Siân Hŵel")
    (risk,) = facts(dafydd, RiskFound)
    assert (risk.taker, risk.what) == ("Siân Hŵel", "Speaks of dying")
    open_kinds = set(DutyRow.objects.filter(state="open").values_list("kind", flat=True))
    assert "act_on_risk" in open_kinds
    assert "name_risk_taker" not in open_kinds


def test_of_someone_who_does_not_engage_only_attendance_and_warning_are_kept(client, sian, dafydd):
    unsaid = send(client, sian, dafydd, engaged="no")
    assert b"Say whether you warned the person" in unsaid.content

    response = send(client, sian, dafydd, engaged="no", warned="yes")

    assert response.url == reverse("follow_up", args=[dafydd.ref])
    (assessed,) = facts(dafydd, Assessed)
    assert (assessed.engaged, assessed.dependency, assessed.other_drugs) == (False, None, None)
    assert len(facts(dafydd, Warned)) == 1
    assert DutyRow.objects.get(kind="report_not_engaging").state == "open"


def test_an_immediate_risk_of_someone_who_does_not_engage_is_still_owned(client, sian, dafydd):
    send(
        client, sian, dafydd, engaged="no", warned="no", risk_to_others="immediate", risk_what="A knife",
        risk_taker="Siân",
    )  # fmt: skip

    assert len(facts(dafydd, RiskFound)) == 1
    assert facts(dafydd, Assessed)[0].risk_to_others is RiskLevel.IMMEDIATE
    assert not facts(dafydd, Warned)


@pytest.mark.parametrize("outcome", ["did not attend", "left before the end"])
def test_of_someone_who_did_not_come_or_left_only_attendance_is_kept(client, sian, dafydd, outcome):
    response = send(client, sian, dafydd, outcome=outcome, engaged=None)

    assert response.url == reverse("person", args=[dafydd.ref])
    assert [one.outcome for one in facts(dafydd, AttendanceRecorded)] == [outcome]
    assert not facts(dafydd, Assessed)
    assert DutyRow.objects.get(kind="judge_good_cause").state == "open"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": None}, "Say whether the person came and stayed"),
        ({"engaged": None}, "Say whether the person engaged"),
        ({"happened_at-time": "25:00"}, "Enter the time as four figures"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, sian, dafydd, changes, sentence):
    response = send(client, sian, dafydd, **changes)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Welsh first" in response.content.decode()
    assert not facts(dafydd, Assessed)


def test_a_refusal_is_shown_with_what_was_typed(client, sian, dafydd):
    response = send(client, sian, dafydd, **{"happened_at-time": "23:00"})

    assert response.status_code == 422
    assert "This is timed in the future." in response.content.decode()
    assert "Welsh first" in response.content.decode()


def test_the_follow_up_leads_to_the_care_plan(client, sian, dafydd, glan_y_dwr_cjit, settings):
    dafydd.assessed(sian, at=SAT_DOWN).decided(sian)
    later = EXPECTED + timedelta(days=2)
    from throughcare.rulebook.facts.assessment import Purpose

    dafydd.expected(glan_y_dwr_cjit, later, Purpose.FOLLOW_UP, by=sian)
    set_clock(settings, later + timedelta(minutes=30))

    response = send(client, sian, dafydd, **{"happened_at-day": "9"})

    plan, _, query = response.url.partition("?")
    assert plan == reverse("record", args=[dafydd.ref, "care_plan_agreed"])
    asked = parse_qs(query)
    assert asked["next"] == [reverse("record", args=[dafydd.ref, "taken_on_caseload"])]
    assert client.get(response.url).context["form"]["assessment"].value() == asked["assessment"][0]
    assert [one.purpose for one in facts(dafydd, Assessed)] == [Purpose.INITIAL, Purpose.FOLLOW_UP]
    assert DutyRow.objects.get(kind="agree_care_plan").state == "open"


def test_someone_without_a_requirement_is_assessed_by_choice(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().released()
    cast.signed_in(client, sian.account)

    assert client.get(address(story)).status_code == 200
    response = send(client, sian, story, outcome=None)

    assert response.status_code == 302


def test_a_forged_link_to_somebody_elses_appointment_is_refused(client, sian, dafydd):
    response = send(client, sian, dafydd, appointment=str(uuid4()))

    assert response.status_code == 422
    assert not facts(dafydd, Assessed)

"""Reports of failures: what a suite was told and has not answered, and the same as the team that told it (N-45)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.journal.facts import proposed
from tests.web.cjit_story import set_clock
from tests.web.missed_scene import NOON, Missed
from tests.web.test_cjit_missed import words
from throughcare.journal.models import DutyRow, Entry, Sight
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import FailureReported
from throughcare.rulebook.facts.casework import FirstContact, ReferredToTeam
from throughcare.rulebook.facts.engagement import PartnershipDecided, PartnershipDecision
from throughcare.rulebook.facts.missed import PoliceOutcome, ReportOutcome
from throughcare.sharing.models import Disclosure
from throughcare.sharing.sends import record_and_send

pytestmark = pytest.mark.django_db
AT = {"happened_at-day": "7", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "15:00"}


@pytest.fixture(autouse=True)
def in_the_evening(settings):
    set_clock(settings, NOON + timedelta(hours=1))


def told(name, meera, sian, team):
    """Reported and sent, as the page does it."""
    story = Missed(name, officer=meera).absent(team, sian).tried(sian).judged(sian)
    entry = proposed(story.person, FailureReported(attendance=story.attendance), story.last)
    record_and_send([entry], by=sian, at=story.last)
    story.report = entry.id
    return story


@pytest.fixture
def reported(meera, sian, northmoor_cjit, glan_y_dwr_cjit):
    return told("Iwan O’Dowd", meera, sian, glan_y_dwr_cjit)


def page(client, who, **query):
    cast.signed_in(client, who.account)
    return client.get(reverse("reports"), query)


def test_nothing_was_reported(client, meera, sian):
    assert "Every report has its outcome." in words(page(client, meera))
    assert "No report of this team waits for an outcome." in words(page(client, sian))


def test_the_suite_sees_what_it_was_told_with_the_papers(client, meera, reported):
    """N-45, H-97."""
    answer = page(client, meera)

    text = words(answer)
    assert "Iwan O’Dowd" in text
    assert "by Glan-y-Dŵr CJIT" in text
    sent = Disclosure.objects.get()
    assert reverse("shared_bundle", args=[sent.pk]) in answer.content.decode()
    assert reverse("record", args=[reported.ref, "report_outcome"]) in answer.content.decode()


def test_the_team_that_told_sees_that_no_outcome_has_come(client, sian, reported):
    """N-45."""
    text = words(page(client, sian))

    assert "Failures we reported" in text
    assert "Iwan O’Dowd" in text
    assert "Record outcome" not in text


def test_another_suite_or_team_sees_nothing_of_it(client, outsider, mill_lane, reported):
    for who in (outsider, cast.works_at(mill_lane, Role.CUSTODY_SERGEANT, "Tomasz Zając")):
        assert "O’Dowd" not in words(page(client, who))


def test_an_outcome_is_recorded_and_both_see_it(client, meera, sian, reported):
    """N-45."""
    cast.signed_in(client, meera.account)
    data = {"entry": str(uuid4()), "report": str(reported.report), "outcome": "warned", "number": "NM/77", **AT}

    done = client.post(reverse("record", args=[reported.ref, "report_outcome"]), data)

    assert done.status_code == 302
    assert Entry.objects.filter(kind="report_outcome").count() == 1
    assert DutyRow.objects.get(kind="record_report_outcome").state == "met"
    for who in (meera, sian):
        text = words(page(client, who))
        assert "Last answered" in text
        assert "Warned" in text


@pytest.fixture
def handed_on(meera, rhian, northmoor_manager, sian, northmoor_cjit, glan_y_dwr_cjit):
    """Northmoor reported; then the person went to Glan-y-Dŵr, was met there, and the partnership decided."""
    story = told("Iwan O’Dowd", meera, rhian, northmoor_cjit)
    decided = PartnershipDecided(
        report=story.report, decision=PartnershipDecision.NO_FURTHER_ACTION, reasons="Moved away."
    )
    referral = ReferredToTeam(requirement=story.requirement, to_team=str(glan_y_dwr_cjit.pk))
    story.referral = story.add(rhian, referral)
    story.add(sian, FirstContact(referral=story.referral))
    story.add(northmoor_manager, decided)
    return story


def test_the_team_whose_part_has_ended_sees_whether_an_outcome_came_and_which(
    client, meera, rhian, outsider, handed_on
):
    """N-45: a report's outcome is owed to whoever reported."""
    seen = set(Sight.objects.filter(team=rhian.organisation, until=None).values_list("classes", flat=True))
    assert seen == {""}, "the part has ended: only what it wrote itself"
    assert "Iwan O’Dowd" in words(page(client, rhian))

    handed_on.add(meera, ReportOutcome(report=handed_on.report, outcome=PoliceOutcome.CHARGED, number="NM/77"))

    assert "Charged" in words(page(client, rhian))
    missed = words(client.get(reverse("missed", args=[handed_on.ref])))
    assert "Outcome of the report: charged" in missed
    assert "NM/77" in missed
    assert "O’Dowd" not in words(page(client, outsider))


def test_the_team_that_took_over_does_not_list_what_it_never_reported(client, meera, sian, handed_on):
    handed_on.add(meera, ReportOutcome(report=handed_on.report, outcome=PoliceOutcome.CHARGED))

    assert "O’Dowd" not in words(page(client, sian))


def test_cjit_workers_do_not_record_what_police_did(client, sian, reported):
    cast.signed_in(client, sian.account)

    assert client.get(reverse("record", args=[reported.ref, "report_outcome"])).status_code == 404


@pytest.mark.parametrize("who", ["meera", "sian"])
def test_more_reports_take_no_more_queries(client, request, who, meera, sian, northmoor_cjit, glan_y_dwr_cjit):
    member, counts = request.getfixturevalue(who), []
    for number in (1, 4):
        for one in range(number):
            story = told(f"Somebody N{number}{one}", meera, sian, glan_y_dwr_cjit)
            if one % 2:
                story.add(meera, ReportOutcome(report=story.report, outcome=PoliceOutcome.CHARGED))
        page(client, member)
        with CaptureQueriesContext(connection) as found:
            assert page(client, member).status_code == 200
        counts.append(len(found))

    assert counts[1] <= counts[0] + 2
    assert counts[1] <= 40

"""Did not come or stay: tries, good cause, the report in one act, the bundle, what police did (H-97, H-99, N-45)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.documents.papers import opened, tags_of, text_of
from tests.web.cjit_story import EXPECTED, set_clock
from tests.web.missed_scene import NOON, REASONS, SAID, Missed
from throughcare.journal.models import DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.rulebook.facts.assessment import AttendanceRecorded, FailureReported, GoodCauseJudged, Outcome, Purpose
from throughcare.rulebook.facts.custody import LaboratoryReturned
from throughcare.rulebook.facts.missed import Answer, ContactTried, HowTried, PoliceOutcome, ReportOutcome
from throughcare.sharing.models import Disclosure

pytestmark = pytest.mark.django_db
AT = {"happened_at-day": "7", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "14:00"}


@pytest.fixture(autouse=True)
def in_the_afternoon(settings):
    set_clock(settings, NOON)


@pytest.fixture
def absent(meera, sian, northmoor_cjit, glan_y_dwr_cjit):
    return Missed(officer=meera).absent(glan_y_dwr_cjit, sian)


def address(story):
    return reverse("missed", args=[story.ref])


def page(client, who, story, **query):
    cast.signed_in(client, who.account)
    return client.get(address(story), query)


def send(client, who, story, do, **data):
    cast.signed_in(client, who.account)
    return client.post(address(story), {"do": do, "entry": str(uuid4()), **data})


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def facts(story, kind):
    return [entry.fact for entry in history(story.person.pk).all(kind)]


def test_it_opens_to_the_team_alone(client, sian, outsider, absent):
    assert page(client, sian, absent).status_code == 200
    assert page(client, outsider, absent).status_code == 404


def test_nobody_missed_anything(client, sian, meera, glan_y_dwr_cjit, northmoor_cjit):
    story = Missed(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()

    assert "Nobody has recorded that this person missed an appointment" in words(page(client, sian, story))


def test_it_says_all_that_is_missing_at_once(client, sian, absent):
    """H-99: the refusals of the rulebook, each with what to do."""
    text = words(page(client, sian, absent))

    assert "Nobody has tried to reach the person yet" in text
    assert "Nobody has judged yet whether there was good cause" in text
    assert "The time given in writing, with the warning RA1 given into the person&#x27;s hand" in text
    assert "It cannot be reported yet" in text
    assert "id_report_entry" not in text


def test_a_try_is_written_down_with_when_how_and_what_answer(client, sian, absent):
    """H-99."""
    done = send(client, sian, absent, "try", how="by phone", answer="no answer", said="", **AT)

    assert done.status_code == 302
    assert facts(absent, ContactTried) == [
        ContactTried(attendance=absent.attendance, how=HowTried.PHONE, answer=Answer.NO_ANSWER)
    ]
    assert "by phone: no answer" in words(page(client, sian, absent))


def test_a_try_without_an_answer_is_asked_for_again(client, sian, absent):
    done = send(client, sian, absent, "try", how="by phone", **AT)

    assert done.status_code == 422
    assert "Answer: What answer came?" in words(done)
    assert not facts(absent, ContactTried)


def test_good_cause_is_judged_here(client, sian, absent):
    """H-99."""
    absent.tried(sian)

    send(client, sian, absent, "judge", effort="The ward confirmed it.", accepted="yes", **AT)

    assert facts(absent, GoodCauseJudged) == [
        GoodCauseJudged(attendance=absent.attendance, effort="The ward confirmed it.", accepted=True)
    ]
    text = words(page(client, sian, absent))
    assert "There is nothing to report." in text
    assert "Report to police" not in text


@pytest.fixture
def ready(absent, sian):
    return absent.tried(sian).judged(sian)


def test_the_page_shows_what_goes_before_it_goes(client, sian, ready):
    """H-97: and what does not."""
    text = words(page(client, sian, ready))

    assert "SH/1: The requirement of Friday 4 June 2010" in text
    assert "SH/2: RA1, given Friday 4 June 2010" in text
    assert "Nothing from an assessment goes" in text


def test_one_act_records_sends_and_keeps_the_bundle(client, sian, meera, ready):
    """H-97, N-45: told the suite of the arrest, which owes the outcome."""
    done = send(client, sian, ready, "report")

    assert done.status_code == 302
    assert facts(ready, FailureReported) == [FailureReported(attendance=ready.attendance)]
    sent = Disclosure.objects.get()
    assert (sent.to_team, sent.from_team) == (meera.organisation, sian.organisation)
    duty = DutyRow.objects.get(kind="record_report_outcome")
    assert (duty.owner, duty.state) == (meera.organisation, "open")
    text = words(page(client, sian, ready))
    assert "was sent the bundle below; a copy is kept" in text
    assert "has not recorded an outcome yet" in text


def test_sent_twice_it_is_reported_once(client, sian, ready):
    """Invariant 8."""
    entry = str(uuid4())

    for _ in range(2):
        assert send(client, sian, ready, "report", entry=entry).status_code == 302

    assert Entry.objects.filter(kind="failure_reported").count() == 1
    assert Disclosure.objects.count() == 1


def test_a_report_that_the_rules_refuse_is_refused_with_the_reason(client, sian, absent):
    done = send(client, sian, absent, "report")

    assert done.status_code == 422
    assert not Entry.objects.filter(kind="failure_reported").exists()


def test_a_requirement_that_ended_is_no_longer_reported(client, meera, sian, ready):
    """Invariant 4: a laboratory that did not confirm took the requirement away."""
    test = next(e for e in history(ready.person.pk).entries if type(e.fact).__name__ == "DrugTested")
    ready.add(meera, LaboratoryReturned(test=test.root, confirmed=False))

    text = words(page(client, sian, ready))

    assert "It cannot be reported yet" in text
    assert "no enforceable requirement applies" in text


# --- the bundle


@pytest.fixture
def sent(client, sian, ready):
    send(client, sian, ready, "report")
    return Disclosure.objects.get()


def pdf_of_sender(client, who, story):
    report = history(story.person.pk).last(FailureReported)
    cast.signed_in(client, who.account)
    return client.get(reverse("missed_bundle", args=[story.ref, report.root]))


def pdf_of_police(client, who, sent):
    cast.signed_in(client, who.account)
    return client.get(reverse("shared_bundle", args=[sent.pk]))


def test_the_bundle_holds_requirement_notices_attendance_efforts_and_a_statement(client, sian, ready, sent):
    """H-97, N-45."""
    text = text_of(pdf_of_sender(client, sian, ready).content)

    for said in (
        "Report of a failure to attend and remain", "was required to attend an initial assessment",
        "SH/1: the requirement", "SH/2: RA1 as it was given", "into the person's hand", "English", "yes, all of it",
        "SH/3: attendance", "did not attend", "SH/4: what was done to reach the person",
        "by phone: reached, and asked why", "true to the best of my knowledge and belief", "Siân Hŵel signs",
    ):  # fmt: skip
        assert said in text, said


def test_both_sides_print_the_same_bytes_and_again_the_same(client, sian, meera, ready, sent):
    first, again = (pdf_of_sender(client, sian, ready).content for _ in range(2))

    assert first == again == pdf_of_police(client, meera, sent).content


def test_it_is_tagged_for_screen_readers(client, sian, ready, sent):
    content = pdf_of_sender(client, sian, ready).content

    assert opened(content).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [role for role, _ in tags_of(content)].count("/H2") == 6


def test_later_entries_and_corrections_leave_the_paper_as_it_was(client, sian, ready, sent):
    first = pdf_of_sender(client, sian, ready).content
    ready.tried(sian, Answer.NO_ANSWER)

    assert pdf_of_sender(client, sian, ready).content == first


def test_police_never_read_what_was_said_or_found(client, sian, meera, glan_y_dwr_cjit, northmoor_cjit):
    """H-97, H-144: canaries in the assessment, in the reasons and in what the person said; a follow-up not kept."""
    story = Missed(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    story.assessed(sian, at=EXPECTED, other_drugs="Qvx other drugs", diversity_needs="Qvx needs").decided(sian)
    story.expected(glan_y_dwr_cjit, at=EXPECTED + timedelta(hours=2), purpose=Purpose.FOLLOW_UP, by=sian)
    left = AttendanceRecorded(appointment=story.appointment, outcome=Outcome.LEFT)
    story.attendance = story.add(sian, left, at=EXPECTED + timedelta(hours=3))
    story.tried(sian).judged(sian)

    send(client, sian, story, "report")

    sent = Disclosure.objects.get()
    paper = text_of(pdf_of_police(client, meera, sent).content)
    assert "SH/3: RA4 as it was given" in paper
    for canary in ("Qvx", SAID, REASONS):
        assert canary not in sent.copy.text
        assert canary not in paper


def test_another_team_prints_nothing(client, outsider, ready, sent):
    assert pdf_of_sender(client, outsider, ready).status_code == 404
    assert pdf_of_police(client, outsider, sent).status_code in {403, 404}


def test_what_was_no_report_of_a_failure_has_no_bundle(client, sian, absent):
    cast.signed_in(client, sian.account)

    assert client.get(reverse("missed_bundle", args=[absent.ref, uuid4()])).status_code == 404


# --- what police did


def test_the_team_sees_the_outcome(client, sian, meera, ready, sent):
    """N-45."""
    report = history(ready.person.pk).last(FailureReported)
    ready.last = NOON
    ready.add(meera, ReportOutcome(report=report.root, outcome=PoliceOutcome.CHARGED, number="NM/77"))

    text = words(page(client, sian, ready))

    assert "Outcome of the report: charged" in text
    assert "NM/77" in text

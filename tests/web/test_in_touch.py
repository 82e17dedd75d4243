"""Contact between two doors, judging a missed one, outreach, and the board of everyone out of contact (R5, R11)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import MONDAY, set_clock, waiting_for_a_manager
from throughcare.journal.models import DutyRow
from throughcare.journal.reading import history
from throughcare.rulebook.facts.keeping_contact import ContactMade, HowMet, Kept, MissedContactJudged, Verdict
from throughcare.rulebook.facts.missed import Answer, ContactTried, HowTried

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
"""8 June 2010 at 09:12."""
AT = {"happened_at-day": "8", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "09:00"}


@pytest.fixture(autouse=True)
def on_tuesday(settings):
    set_clock(settings, TUESDAY)


@pytest.fixture
def held(meera, sian, eluned):
    """On the caseload since Friday night."""
    return waiting_for_a_manager(officer=meera, worker=sian).managed(eluned, sian)


def send(client, who, story, do, **data):
    cast.signed_in(client, who.account)
    return client.post(reverse("in_touch", args=[story.ref]), {"do": do, "entry": str(uuid4()), **AT, **data})


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def facts(story, kind):
    return [entry.fact for entry in history(story.person.pk).all(kind)]


def board(client, who, **query):
    cast.signed_in(client, who.account)
    return words(client.get(reverse("out_of_contact"), query))


def missed(story, by, at=TUESDAY - timedelta(minutes=12)):
    return story.add(by, ContactMade(caseload=story.caseload, how=HowMet.HERE, outcome=Kept.MISSED), at=at)


def test_it_opens_to_the_team_alone(client, sian, outsider, held):
    for who, status in ((sian, 200), (outsider, 404)):
        cast.signed_in(client, who.account)
        assert client.get(reverse("in_touch", args=[held.ref])).status_code == status


def test_a_contact_is_written_down_with_two_answers(client, sian, held):
    """H-120."""
    done = send(client, sian, held, "contact", how="by phone", outcome="seen or spoken to", said="")

    assert done.status_code == 302
    assert facts(held, ContactMade) == [ContactMade(caseload=held.caseload, how=HowMet.PHONE, outcome=Kept.SEEN)]
    assert "Contact, by phone: seen or spoken to" in words(client.get(done.url))


def test_without_an_answer_it_is_asked_for_again(client, sian, held):
    done = send(client, sian, held, "contact", how="by phone")

    assert done.status_code == 422
    assert "Answer: What happened?" in words(done)
    assert facts(held, ContactMade) == []


def test_a_missed_contact_is_judged_here(client, sian, held):
    """H-120, R5: what follows by itself is said before."""
    entry = missed(held, sian)
    cast.signed_in(client, sian.account)
    before = words(client.get(reverse("in_touch", args=[held.ref])))

    done = send(client, sian, held, "judge", verdict="disengaged", why="", stopped_offending="")

    assert "Unjudged, it counts as disengagement from" in before
    assert "outreach begins by" in before
    assert facts(held, MissedContactJudged) == [MissedContactJudged(missed=entry, verdict=Verdict.DISENGAGED)]
    assert "Judge what was missed" not in words(client.get(done.url))


def test_an_excuse_without_a_reason_is_refused_in_words(client, sian, held):
    missed(held, sian)

    done = send(client, sian, held, "judge", verdict="excused", why="", stopped_offending="")

    assert done.status_code == 422
    assert "only with the reason" in words(done)
    assert facts(held, MissedContactJudged) == []


def test_outreach_is_written_down_here_and_meets_the_duty(client, sian, held):
    """H-121, H-122."""
    entry = missed(held, sian, at=TUESDAY - timedelta(hours=20))
    held.add(sian, MissedContactJudged(missed=entry, verdict=Verdict.DISENGAGED))

    send(client, sian, held, "outreach", how="by a visit", answer="no answer", said="")

    assert facts(held, ContactTried) == [ContactTried(how=HowTried.VISIT, answer=Answer.NO_ANSWER)]
    assert DutyRow.objects.get(kind="reach_out").state == "met"


def test_whoever_is_reached_is_told_or_it_is_refused(client, sian, held):
    """H-122."""
    done = send(client, sian, held, "outreach", how="by phone", answer="reached, and asked why", said="")

    assert done.status_code == 422
    assert "Answer yes or no" in words(done)


def test_the_board_shows_who_is_out_of_contact_by_hours_left(client, sian, eluned, held, meera):
    """R5: what has not arisen yet is not there."""
    other = waiting_for_a_manager(officer=meera, worker=sian, name="Joseff Tŷ-Gwyn").managed(eluned, sian)
    late = missed(held, sian, at=TUESDAY - timedelta(hours=23))
    held.add(sian, MissedContactJudged(missed=late, verdict=Verdict.DISENGAGED))
    missed(other, sian)

    shown = board(client, sian)

    assert shown.index("Begin assertive outreach") < shown.index("Ask why the contact was missed")
    assert "1 to go out to" in shown
    assert "1 to judge" in shown
    assert "Joseff Tŷ-Gwyn" in board(client, sian, whose="mine")
    assert "Nobody is out of contact" in board(client, eluned, whose="mine")


def test_the_board_of_another_team_is_empty(client, rhian, sian, held):
    missed(held, sian)

    assert "Nobody is out of contact" in board(client, rhian)


def test_the_board_asks_a_bounded_number_of_queries(client, sian, eluned, meera, held, django_assert_max_num_queries):
    for number in range(6):
        one = waiting_for_a_manager(officer=meera, worker=sian, name=f"Somebody Number{number}")
        missed(one, sian)
    cast.signed_in(client, sian.account)
    client.get(reverse("out_of_contact"))

    with django_assert_max_num_queries(12):
        client.get(reverse("out_of_contact"))


def test_my_people_leads_to_the_form_and_the_board(client, sian, held):
    cast.signed_in(client, sian.account)
    page = client.get(reverse("my_people")).content.decode()

    assert reverse("in_touch", args=[held.ref]) in page
    assert reverse("out_of_contact") in page

"""An old record is brought up to date, or written anew with a reason (P-51, PPO 52)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.assessing import begin, check, facts, fill, save, section
from tests.web.cjit_story import EXPECTED, FULL, Story, set_clock
from tests.web.test_cjit_missed import words
from throughcare.drafts.models import Draft
from throughcare.rulebook.calendar import end_of_day, local_day
from throughcare.rulebook.facts.assessment import Assessed, Purpose
from throughcare.rulebook.facts.record import AssessmentRecord, ContinuityUpdate, Home

pytestmark = pytest.mark.django_db
STANDS_UNTIL = end_of_day(local_day(EXPECTED) + timedelta(days=182))
"""The last of 26 weeks ends at midnight."""
LATER = STANDS_UNTIL + timedelta(hours=10)
WHY = "Nothing in it is true any more."


@pytest.fixture
def known(meera, sian, northmoor_cjit, glan_y_dwr_cjit):
    """Came by choice in June, and a record was written."""
    story = Story(officer=meera).lives("GYD")
    came = story.add(sian, Assessed(purpose=Purpose.VOLUNTARY, engaged=True, **FULL), at=EXPECTED)
    story.record = story.add(sian, AssessmentRecord(assessment=came, home=Home.SETTLED, view="x"), minutes=0)
    return story


def start(client, who, story, **sent):
    cast.signed_in(client, who.account)
    return client.post(reverse("assess", args=[story.ref]), sent)


def seen(client, who, story):
    cast.signed_in(client, who.account)
    return words(client.get(reverse("assess", args=[story.ref])))


def subject(story):
    return Draft.objects.get(person=story.person, closed_at=None).subject


@pytest.mark.parametrize(("before", "offered"), [(timedelta(minutes=1), False), (timedelta(), True)])
def test_a_new_record_is_offered_once_the_old_one_no_longer_stands(client, sian, known, settings, before, offered):
    """P-51: with the sentence of the refusal; until then an update only, whatever is sent."""
    set_clock(settings, STANDS_UNTIL - before)

    text = seen(client, sian, known)
    start(client, sian, known, record="anew")

    assert ("Start, and write a new record" in text) is offered
    assert ("There is an assessment record of 7 June 2010; nobody is asked everything twice." in text) is offered
    assert ("Write an update, or say why a new record is needed." in text) is offered
    assert subject(known).endswith("|anew") is offered


def test_whoever_starts_as_usual_writes_what_changed(client, sian, known, settings):
    set_clock(settings, LATER)

    start(client, sian, known)

    assert subject(known).endswith(f"|{known.record}")


@pytest.fixture
def anew(client, sian, known, settings):
    set_clock(settings, LATER)
    start(client, sian, known, record="anew")
    draft = begin(client, sian, known)
    at = LATER - timedelta(minutes=30)
    day = {"happened_at-day": f"{at.day}", "happened_at-month": f"{at.month}", "happened_at-time": f"{at:%H:%M}"}
    fill(client, known, draft, outcome=None, **day)
    save(client, known, draft, "home", home_needs="Sleeps in a car")
    return draft


def test_the_reason_is_asked_and_entered_with_the_record(client, known, anew):
    """P-51."""
    page = client.get(section(known, anew, "anew")).content.decode()
    assert "Why a new record, although there is one?" in page
    assert "Say why a new record is needed" in save(client, known, anew, "anew", new_because="").content.decode()
    save(client, known, anew, "anew", new_because=WHY)
    assert WHY in client.get(check(known, anew)).content.decode()

    assert client.post(check(known, anew)).status_code == 302

    first, second = facts(known, AssessmentRecord)
    assert (first.new_because, second.new_because, second.home_needs) == ("", WHY, "Sleeps in a car")
    assert not facts(known, ContinuityUpdate)


def test_without_a_reason_nothing_is_entered(client, known, anew):
    """P-51."""
    answer = client.post(check(known, anew))

    assert answer.status_code == 422
    assert "Why a new record" in answer.content.decode()
    assert len(facts(known, AssessmentRecord)) == 1


def test_a_reason_alone_is_no_record(client, known, anew):
    save(client, known, anew, "anew", new_because=WHY)
    save(client, known, anew, "home", home_needs="")

    assert client.post(check(known, anew)).status_code == 302

    assert len(facts(known, AssessmentRecord)) == 1


def test_it_is_gone_on_with_as_it_was_begun(client, sian, known, anew):
    assert begin(client, sian, known) == anew
    assert Draft.objects.count() == 1

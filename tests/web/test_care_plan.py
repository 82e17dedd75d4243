"""The care plan's page and its paper: as its team, as whoever may not, and before there is one. H-105 to H-108."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests import cast
from tests.cast import *  # noqa: F403
from tests.rulebook.stories import FULL
from tests.web.cjit_story import EXPECTED, Story, set_clock
from tests.web.suite_scene import when
from throughcare.journal.models import Entry
from throughcare.rulebook.facts.assessment import Assessed, Purpose
from throughcare.rulebook.facts.casework import CarePlanAgreed, CarePlanProgress

pytestmark = pytest.mark.django_db
FIRST = {"drug_and_alcohol": "cut down by half", "health": "none found", "offending": "keep away from the arcade",
         "social": "a place at the hostel"}  # fmt: skip


@pytest.fixture(autouse=True)
def clock(settings):
    set_clock(settings, EXPECTED + timedelta(days=30))


@pytest.fixture
def story(meera, sian):
    story = Story("Carys O’Shaughnessy", officer=meera)
    story.assessment = story.add(sian, Assessed(purpose=Purpose.VOLUNTARY, engaged=True, **FULL))
    return story


def agreed(story, worker, **said):
    return story.add(worker, CarePlanAgreed(assessment=story.assessment, **{"copy_given": True, **FIRST, **said}))


def page(who, story, name="care_plan", query=""):
    client = Client()
    cast.signed_in(client, who.account)
    return client.get(reverse(name, args=[story.person.reference]) + query, secure=True)


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def paper(answer):
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages))


def test_before_there_is_a_plan_the_way_to_one_is_named(story, sian):
    assert "No care plan has been agreed yet. Agree one with" in words(page(sian, story))
    assert page(sian, story, "care_plan_paper").status_code == 404
    assert "Care plan" not in words(page(sian, story, "person")).split("What is open")[0]


def test_the_newest_plan_stands_with_its_progress_and_the_earlier_below(story, sian):
    first = agreed(story, sian)
    story.add(sian, CarePlanProgress(care_plan=first, health="never shown under the new one"))
    newer = agreed(story, sian, social="a flat of their own", copy_given=False)
    story.add(sian, CarePlanProgress(care_plan=newer, social="on the list since Monday"))

    said = words(page(sian, story))

    assert "Home, work and people close to you a flat of their own How far: on the list since Monday" in said
    assert "The person was not given a copy." in said
    assert said.count("No progress written down yet.") == 3
    assert "Earlier versions 1" in said
    assert "a place at the hostel" in said.split("Earlier versions")[1]
    assert "never shown under the new one" not in said
    assert "Care plan" in words(page(sian, story, "person")).split("What is open")[0]


@pytest.mark.parametrize(("query", "copy"), [("", "Your copy"), ("?file=1", "Copy for the file")])
def test_the_paper_says_what_was_agreed_and_how_far_it_is(story, sian, query, copy):
    """H-107."""
    plan = agreed(story, sian)
    story.add(sian, CarePlanProgress(care_plan=plan, offending="not once since March"))

    text = paper(page(sian, story, "care_plan_paper", query))

    assert copy in text
    assert all(one in text for one in (*FIRST.values(), "not once since March", sian.account.full_name))


def test_progress_is_written_down_from_the_page_and_an_empty_one_is_refused(story, sian):
    plan = agreed(story, sian)
    client = Client()
    cast.signed_in(client, sian.account)
    link = re.search(r'href="([^"]*care_plan_progress[^"]*)"', page(sian, story).content.decode())[1]
    form = client.get(unescape(link), secure=True).content.decode()
    entry = re.search(r'name="entry" value="([^"]+)"', form)[1]
    typed = {"entry": entry, "care_plan": plan, **when("happened_at", EXPECTED + timedelta(days=29))}

    refused = client.post(unescape(link), typed | {"health": " "}, secure=True)
    saved = client.post(unescape(link), typed | {"health": "sleeps again"}, secure=True)

    assert refused.status_code == 422
    assert "all four are empty" in words(refused)
    assert saved.status_code == 302, words(saved)
    assert Entry.objects.filter(kind="care_plan_progress").count() == 1


def test_another_team_and_police_do_not_open_it(story, sian, meera, eluned):
    agreed(story, sian)

    assert page(meera, story).status_code == 403
    assert page(eluned, story).status_code == 200

"""The page of a review: the table beside the answers, the proposal, the decision (Handbook 4.1.3; H-124, H-134)."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import set_clock, waiting_for_a_manager
from throughcare.journal.models import Entry
from throughcare.rulebook.facts.casework import DecidedNext
from throughcare.rulebook.facts.closing import Pause, Suspended
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.prison import EnteredPrison, Held
from throughcare.rulebook.facts.review import Course

pytestmark = pytest.mark.django_db

USES_ONLY = {"uses": "yes", "offends": "no", "in_prison": "no", "event": ""}


@pytest.fixture(autouse=True)
def monday(settings):
    set_clock(settings)


@pytest.fixture
def carys(meera, sian, eluned, northmoor_cjit):
    return waiting_for_a_manager(officer=meera, worker=sian).managed(eluned, sian)


@pytest.fixture
def desk(client, sian):
    return cast.signed_in(client, sian.account)


def address(story):
    return reverse("review_place", args=[story.ref])


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def entry_in(response):
    return re.search(r'name="entry"[^>]* value="([^"]+)"', response.content.decode())[1]


def reviews():
    return Entry.objects.filter(kind="reviewed")


def test_the_table_stands_beside_the_questions(desk, carys):
    page = text_of(desk.get(address(carys)))

    assert "Still using heroin, crack or cocaine?" in page
    assert "Proposed" not in page
    assert all(str(course) in page for course in Course)


def test_an_answer_left_out_is_asked_for_by_name(desk, carys):
    response = desk.post(address(carys), {**USES_ONLY, "do": "answer", "offends": ""})

    assert response.status_code == 422
    assert "Say whether the person still offends" in text_of(response)


@pytest.mark.parametrize(
    ("answers", "course"),
    [
        ({}, "leaves, and is referred to Class A treatment in the community"),
        ({"offends": "yes"}, "stays on the caseload, with help for the offending"),
        ({"uses": "no", "offends": "yes"}, "leaves, and is referred to another intensive scheme"),
        ({"uses": "no"}, "is helped into support outside criminal justice"),
        ({"in_prison": "yes"}, "stays, and release from prison is planned"),
    ],
    ids=["H-136", "H-135", "H-137", "H-138", "H-139"],
)
def test_the_row_of_the_answers_is_marked_and_chosen(desk, carys, answers, course):
    response = desk.post(address(carys), {**USES_ONLY, **answers, "do": "answer"})

    assert f"Proposed {course}" in text_of(response)
    assert re.search(r'name="course"[^>]*value="([^"]+)"[^>]*checked', response.content.decode())[1] == course
    assert not reviews().exists()


def test_the_decision_is_recorded_once(desk, carys):
    shown = desk.post(address(carys), {**USES_ONLY, "do": "answer"})
    decided = {**USES_ONLY, "do": "decide", "entry": entry_in(shown), "course": str(Course.TO_TREATMENT)}

    assert [desk.post(address(carys), decided).status_code for _ in range(2)] == [302, 302]
    assert reviews().count() == 1


def test_a_departure_needs_its_reason(desk, carys):
    shown = desk.post(address(carys), {**USES_ONLY, "do": "answer"})
    decided = {**USES_ONLY, "do": "decide", "entry": entry_in(shown), "course": str(Course.STAYS)}

    refused = desk.post(address(carys), decided)
    assert (refused.status_code, reviews().count()) == (422, 0)
    assert "the Handbook’s table says: leaves, and is referred to Class A treatment" in text_of(refused)

    assert desk.post(address(carys), {**decided, "why_otherwise": "waits for a place"}).status_code == 302
    assert reviews().count() == 1


def test_an_arrest_on_the_caseload_can_be_named_and_one_before_it_not(desk, carys, meera, northmoor_cjit):
    """H-130"""
    carys.add(meera, Arrested(offence="theft_s1", custody_number="NM/77"))
    arrest = Entry.objects.filter(kind="arrested").latest("happened_at")
    choices = re.findall(r'name="event"[^>]*value="([^"]*)"', desk.get(address(carys)).content.decode())

    assert choices == ["", str(arrest.pk)]


def test_someone_on_no_caseload_has_no_place_to_review(desk, carys, sian):
    carys.add(sian, DecidedNext(decision="moved away", ends=True))

    assert "on no caseload now" in text_of(desk.get(address(carys)))


def test_the_persons_page_says_that_the_place_rests(desk, carys, sian):
    """H-195: why, and since when."""
    stay = carys.add(sian, EnteredPrison(caseload=carys.caseload, prison="Castle Gate", held=Held.REMAND))
    carys.add(sian, Suspended(caseload=carys.caseload, ground=Pause.PRISON, stay=stay))

    page = text_of(desk.get(reverse("person", args=[carys.ref])))

    assert "Place suspended: in prison for no more than one month, since" in page

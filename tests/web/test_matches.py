"""Possible matches on screen: both sides as far as sight allows, why, and a decision with its reason."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.people.conftest import a_person
from tests.web.cjit_story import MONDAY, set_clock, waiting_for_a_manager
from tests.web.suite_scene import arrested
from throughcare.access.models import Conflict, Reading
from throughcare.matching.comparing import compare_what_is_new
from throughcare.matching.models import Answer, MatchDecision, PossibleMatch
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db
NAME = "Carys O’Shaughnessy"
LATER = MONDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def monday(settings):
    set_clock(settings, LATER)


@pytest.fixture
def match(meera, sian, mill_lane, northmoor_cjit):
    """Carys, on the caseload at Glan-y-Dŵr; and somebody like her, booked in at Mill Lane for what nobody says."""
    known = waiting_for_a_manager(officer=meera, worker=sian, name=NAME).person
    nia = works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis")
    arrested(nia, "Karys", "O'Shaughnessy", area="NMR", cell="X9")
    compare_what_is_new(at=LATER)
    return PossibleMatch.objects.get(about=known)


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def signed_in(client, who):
    return cast.signed_in(client, who.account)


def decided(client, match, **answers):
    return client.post(reverse("match", args=[match.pk]), {"answer": "same", "why": "She said so", **answers})


def test_the_list_shows_names_birth_and_area_and_nothing_of_the_arrest(client, match, sian):
    answer = signed_in(client, sian).get(reverse("matches"))

    text = text_of(answer)
    assert "Carys O’Shaughnessy Born 9 November 1984" in text
    assert "Karys O'Shaughnessy Born 9 November 1984, Northmoor" in text
    for word in ("X9", "theft", "Mill Lane", match.other.reference, match.other.shown_reference):
        assert word not in answer.content.decode()


def test_a_match_says_what_speaks_for_and_against(client, match, sian):
    text = text_of(signed_in(client, sian).get(reverse("match", args=[match.pk])))

    assert "Family name The same Speaks strongly for one person" in text
    assert "Given names Similar Speaks for one person" in text
    assert "Date of birth The same Speaks strongly for one person" in text
    assert "Two records cannot be joined yet" in text
    assert match.other.shown_reference not in text
    assert match.about.shown_reference in text


@pytest.mark.parametrize("answer", Answer)
def test_a_decision_is_kept_with_its_reason_and_can_be_changed(client, match, sian, answer):
    signed_in(client, sian)

    assert decided(client, match, answer="unsure", why="Not asked yet").url == reverse("matches")
    assert decided(client, match, answer=answer.value, why="Asked her").status_code == 302

    assert list(MatchDecision.objects.values_list("answer", "why")) == [
        ("unsure", "Not asked yet"),
        (answer, "Asked her"),
    ]
    assert "None." in text_of(client.get(reverse("matches")))
    assert "Carys" in text_of(client.get(reverse("matches"), {"show": answer.value}))
    assert "Asked her" in text_of(client.get(reverse("match", args=[match.pk])))


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"answer": ""}, "Say whether it is one person, or that you cannot say yet"),
        ({"why": " "}, "Say in a few words why"),
    ],
)
def test_a_decision_needs_an_answer_and_a_reason(client, match, sian, answers, sentence):
    answer = decided(signed_in(client, sian), match, **answers)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not MatchDecision.objects.exists()


def test_another_team_finds_no_such_match(client, match, rhian):
    signed_in(client, rhian)

    assert "None." in text_of(client.get(reverse("matches")))
    assert client.get(reverse("match", args=[match.pk])).status_code == 404
    assert decided(client, match).status_code == 404
    assert not MatchDecision.objects.exists()


@pytest.mark.parametrize("side", ["about", "other"])
def test_nobody_is_asked_about_somebody_they_declared_to_know(client, match, sian, eluned, side):
    """A10"""
    person = getattr(match, side)
    Conflict.objects.create(account=sian.account, person=person, declared_by=sian, declared_at=LATER, note="Sister")

    assert signed_in(client, sian).get(reverse("match", args=[match.pk])).status_code == 404
    assert signed_in(client, eluned).get(reverse("match", args=[match.pk])).status_code == 200


@pytest.mark.parametrize(("side", "manager"), [("about", 200), ("other", 404)])
def test_a_restricted_record_is_matched_only_for_those_who_may_find_it(client, match, sian, eluned, side, manager):
    Person.objects.filter(pk=getattr(match, f"{side}_id")).update(is_restricted=True)

    assert signed_in(client, sian).get(reverse("match", args=[match.pk])).status_code == 404
    assert signed_in(client, eluned).get(reverse("match", args=[match.pk])).status_code == manager


def test_the_list_is_in_parts_and_costs_the_same_however_many_there_are(client, match, sian):
    signed_in(client, sian)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("matches"))
        return len(queries)

    first = cost()
    for number in range(30):
        a_person(f"Carys{'abcdefghijklmnopqrstuvwxyzåøæéí'[number]}", "O'Shaughnessy", date(1984, 11, 9))
    compare_what_is_new(at=LATER)

    assert cost() <= first + 1
    assert "1 to 25 of 31" in text_of(client.get(reverse("matches")))


def test_who_looked_at_a_match_is_in_the_read_log(client, match, sian):
    signed_in(client, sian).get(reverse("match", args=[match.pk]))

    reading = Reading.objects.get()
    assert {one.person_id for one in reading.of.all()} == {match.about_id, match.other_id}

"""Possible matches: found by the worker alone, asked only of the team responsible for the known record."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import autodiscover_modules

from tests.cast import works_at
from tests.people.conftest import a_person
from tests.web.cjit_story import MONDAY, Story, waiting_for_a_manager
from tests.web.suite_scene import arrested
from throughcare.jobs import worker
from throughcare.matching import comparing
from throughcare.matching.comparing import compare_what_is_new, not_compared
from throughcare.matching.deciding import NotAsked, asked_of, decide
from throughcare.matching.models import Answer, MatchKey, PossibleMatch
from throughcare.organisations.actions import appoint_cjit_of_residence
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db
NAME = "Carys O’Shaughnessy"
BORN = date(1984, 11, 9)
LATER = MONDAY + timedelta(days=7)


@pytest.fixture
def known(meera, sian, northmoor_cjit):
    """On the caseload at Glan-y-Dŵr."""
    return waiting_for_a_manager(officer=meera, worker=sian, name=NAME).person


@pytest.fixture
def nia(mill_lane):
    return works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis")


@pytest.fixture
def newcomer(nia):
    """Booked in at Mill Lane, where nobody knows that she is known."""
    return arrested(nia, "Carys", "O'Shaughnessy", area="SLM")[0]


def pairs():
    return {(match.about_id, match.other_id) for match in PossibleMatch.objects.all()}


def test_a_newcomer_is_compared_with_everyone_once(known, newcomer):
    assert compare_what_is_new(at=LATER) == 2
    assert compare_what_is_new(at=LATER) == 0

    assert pairs() == {(known.pk, newcomer.pk), (newcomer.pk, known.pk)}


def test_the_worker_does_it_by_its_timetable(known, newcomer):
    autodiscover_modules("timetable")

    assert "compare_records" in worker.run_due(at=LATER)
    assert pairs()


def test_changed_details_are_compared_again_and_a_likeness_that_went_is_let_go(known, newcomer):
    compare_what_is_new(at=LATER)
    newcomer.refresh_from_db()
    newcomer.take_names(given_name="Wendy", family_name="Hall")
    newcomer.born_on = None
    newcomer.save()

    assert list(not_compared()) == [newcomer]
    compare_what_is_new(at=LATER)

    assert pairs() == set()
    assert not not_compared().exists()


def test_what_was_decided_stays_when_details_change(known, newcomer, sian):
    compare_what_is_new(at=LATER)
    match = PossibleMatch.objects.get(about=known)
    decide(match=match, answer=Answer.DIFFERENT, why="Seen both", by=sian, at=LATER)
    newcomer.refresh_from_db()
    newcomer.take_names(given_name="Carys Ann", family_name="O'Shaughnessy")
    newcomer.save()

    compare_what_is_new(at=LATER)

    assert PossibleMatch.objects.get(about=known).answer == Answer.DIFFERENT


def test_a_name_that_everybody_has_says_nothing(monkeypatch, db):
    monkeypatch.setattr(comparing, "CROWDED", 3)
    for _ in range(5):
        a_person("Unknown", "Unknown", date(1900, 1, 1))

    compare_what_is_new(at=LATER)

    assert pairs() == set()
    assert MatchKey.objects.exists()


def asked(who, at=LATER):
    return [(match.about_id, match.other_id) for match in asked_of(membership=who, at=at)]


def test_only_the_care_team_of_the_known_record_is_asked(
    known, newcomer, sian, eluned, rhian, outsider, nia, meera, rhys, administrator
):
    compare_what_is_new(at=LATER)

    assert asked(sian) == asked(eluned) == [(known.pk, newcomer.pk)]
    for other in (rhian, outsider, nia, meera, rhys, administrator):
        assert asked(other) == [], other


def test_the_cjit_of_residence_is_asked_where_no_cjit_has_care(known, newcomer, eluned, outsider, saltmarsh):
    """The care of a person nobody has yet is asked where they live."""
    compare_what_is_new(at=LATER)
    known.standing.care_team = None
    known.standing.save()
    Person.objects.filter(pk=known.pk).update(area_code="SLM")

    assert asked(eluned) == []
    assert asked(outsider) == [(known.pk, newcomer.pk)]
    appoint_cjit_of_residence(area=saltmarsh, cjit=eluned.organisation, from_on=LATER.date())
    assert asked(eluned) == [(known.pk, newcomer.pk)]
    assert asked(outsider) == []


def test_two_records_that_only_police_hold_are_nobodys_business(newcomer, meera, eluned, outsider, northmoor_manager):
    arrested(meera, "Carys", "O'Shaughnessy", area="NMR")

    compare_what_is_new(at=LATER)

    assert pairs()
    assert asked(eluned) == asked(outsider) == asked(northmoor_manager) == []


def test_a_record_that_becomes_known_later_is_asked_about_then(newcomer, meera, eluned, glan_y_dwr_cjit):
    story = Story(NAME, officer=meera).lives("GYD").speaks()
    compare_what_is_new(at=LATER)
    assert asked(eluned) == []

    story.required().expected(glan_y_dwr_cjit).released()

    assert asked(eluned) == [(story.person.pk, newcomer.pk)]


def test_a_decision_is_logged_and_may_be_changed(known, newcomer, sian, eluned):
    compare_what_is_new(at=LATER)
    match = PossibleMatch.objects.get(about=known)

    decide(match=match, answer=Answer.UNSURE, why="Ask at the next appointment", by=sian, at=LATER)
    decide(match=match, answer=Answer.SAME, why="She said so herself", by=eluned, at=LATER + timedelta(days=1))

    match.refresh_from_db()
    assert match.answer == Answer.SAME
    assert [(one.answer, one.why, one.by) for one in match.decisions.all()] == [
        ("unsure", "Ask at the next appointment", sian), ("same", "She said so herself", eluned),
    ]  # fmt: skip


def test_nobody_else_decides(known, newcomer, rhian, nia, administrator):
    compare_what_is_new(at=LATER)
    match = PossibleMatch.objects.get(about=known)

    for other in (rhian, nia, administrator):
        with pytest.raises(NotAsked):
            decide(match=match, answer=Answer.SAME, why="x", by=other, at=LATER)


def test_neither_record_changes_by_a_decision(known, newcomer, sian):
    def as_kept():
        return list(Person.objects.order_by("pk").values_list("pk", "head", "length", "names_folded"))

    before = as_kept()
    compare_what_is_new(at=LATER)
    decide(match=PossibleMatch.objects.get(about=known), answer=Answer.SAME, why="x", by=sian, at=LATER)

    assert as_kept() == before


def test_one_more_person_costs_as_much_however_many_there_are(known):
    def cost():
        a_person("Wendy", "Hall", date(1970, 1, 2))
        with CaptureQueriesContext(connection) as queries:
            compare_what_is_new(at=LATER)
        return len(queries)

    compare_what_is_new(at=LATER)
    first = cost()
    for number in range(30):
        a_person(f"Name{number}", f"Family{number}", BORN)
    compare_what_is_new(at=LATER)
    Person.objects.filter(family_name="Hall").update(born_on=date(1971, 1, 2))
    compare_what_is_new(at=LATER)

    assert cost() <= first + 1

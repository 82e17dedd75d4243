from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import arrest, done, made, minutes, positive, proposed, required, somebody
from throughcare.journal.models import CustodyRow, DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.journal.record import correct, move, record, void
from throughcare.rulebook.facts.custody import Arrested, DrugTested, Result
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.facts.mendings import Moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested(meera, northmoor_cjit):
    person = somebody()
    arrested = made(person, arrest(), by=meera)
    return person, arrested, made(person, positive(arrested.pk), by=meera, at=minutes(5))


def corrected(entry, fact, by):
    return correct(
        entry=entry, key=uuid4(), fact=fact, happened_at=entry.happened_at, why="misread", by=by, at=minutes(30)
    )


def test_a_correction_keeps_duties_under_their_keys_and_withdraws_what_rested_on_it(tested, meera):
    person, arrested, test = tested
    made(person, required(test.pk), by=meera, at=minutes(9))
    keys = set(DutyRow.objects.values_list("key", flat=True))

    version = done(corrected(test, positive(arrested.pk, Result.NEGATIVE), meera))[0]

    assert keys <= set(DutyRow.objects.values_list("key", flat=True))
    assert history(person.pk).get(test.pk, DrugTested).id == version.pk
    assert CustodyRow.objects.get().test_state == "negative"
    assert not rebuild(everyone())


def test_a_voided_entry_counts_for_nothing(tested, meera):
    person, arrested, _ = tested

    done(void(entry=arrested, key=uuid4(), why="wrong button", by=meera, at=minutes(30)))

    assert not history(person.pk).all(Arrested)
    assert not CustodyRow.objects.exists()
    assert not DutyRow.objects.filter(state="open", kind="test_or_say_why_not").exists()
    assert not rebuild(everyone())


def test_an_entry_is_mended_once(tested, meera):
    _, arrested, test = tested
    done(corrected(test, positive(arrested.pk, Result.COCAINE), meera))

    refusal = corrected(test, positive(arrested.pk, Result.BOTH), meera)

    assert refusal.rule == "mends_what_stands_here"


def test_another_team_does_not_mend(tested, rhian):
    _, arrested, test = tested

    assert corrected(test, positive(arrested.pk), rhian).rule == "drug_workers_do_not_test"
    assert void(entry=test, key=uuid4(), why="x", by=rhian, at=minutes(30)).rule == "the_recording_team_mends"


def test_a_voiding_is_not_voided(tested, meera):
    _, _, test = tested
    voided = done(void(entry=test, key=uuid4(), why="wrong button", by=meera, at=minutes(30)))[0]

    again = void(entry=voided, key=uuid4(), why="after all", by=meera, at=minutes(31))

    assert again.rule == "mends_what_stands_here"


def test_a_correction_of_the_name_changes_the_person(meera, northmoor_cjit):
    person = somebody()
    given = made(person, DetailsGiven(given_name="Cary", family_name="Prys", born_on=date(1981, 3, 12)), by=meera)

    right = DetailsGiven(given_name="Carŷs", family_name="Prŷs", born_on=date(1981, 3, 13))
    done(corrected(given, right, meera))

    person.refresh_from_db()
    assert (person.given_name, person.names_folded, person.born_on) == ("Carŷs", "prys carys", date(1981, 3, 13))


def test_a_voided_name_is_taken_from_the_person(meera, northmoor_cjit):
    person = somebody()
    given = made(person, DetailsGiven(given_name="Cary", family_name="Prys", born_on=date(1981, 3, 12)), by=meera)

    done(void(entry=given, key=uuid4(), why="someone else", by=meera, at=minutes(5)))

    person.refresh_from_db()
    assert (person.given_name, person.family_name, person.born_on) == ("", "", None)


def moved(entry, to, by, **links):
    return move(
        entry=entry, keys=(uuid4(), uuid4()), to_person=to.pk, links=links, why="someone else", by=by, at=minutes(40)
    )


def test_an_entry_moves_to_another_record_in_one_step(tested, meera):
    person, _, test = tested
    other = somebody()
    arrested = made(other, arrest(), by=meera)

    away, there = done(moved(test, other, meera, arrest=arrested.pk))

    assert (away.person_id, away.replaces, there.person_id) == (person.pk, test.pk, other.pk)
    assert not history(person.pk).all(DrugTested)
    assert history(other.pk).all(DrugTested)[0].fact.arrest == arrested.pk
    assert not rebuild(everyone())


def test_a_link_that_was_not_pointed_anew_is_refused_and_nothing_moves(tested, meera):
    person, _, test = tested
    other = somebody()
    made(other, arrest(), by=meera)
    before = Entry.objects.count()

    refusal = moved(test, other, meera)

    assert refusal.rule == "names_something_on_this_record"
    assert Entry.objects.count() == before
    assert history(person.pk).all(DrugTested)


def test_nothing_is_moved_away_that_does_not_arrive(tested, meera):
    person, _, test = tested
    alone = proposed(person, Moved(to_person=somebody().pk), minutes(40), replaces=test.pk, why="x")

    assert record([alone], by=meera, at=minutes(40)).rule == "moved_with_its_fact"


def test_a_corrected_arrest_moves_the_suites_limit_and_both_dates_show(tested, meera):
    """Found by random lives: the limit moved with the arrest, and nothing said why."""
    person, arrested, _ = tested
    earlier = arrested.happened_at - timedelta(minutes=7)

    version = done(
        correct(entry=arrested, key=uuid4(), fact=arrest(), happened_at=earlier, why="misread", by=meera, at=minutes(9))
    )[0]

    duty = DutyRow.objects.get(person=person, kind="require_or_say_why_not")
    assert (duty.due, duty.moved_by) == (earlier + timedelta(hours=24), version.pk)
    assert duty.due_first == arrested.happened_at + timedelta(hours=24)

"""RA1 that was not given: what was tried, and the inspector's reason after a release without it. H-154, S-17."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import works_at
from tests.web.suite_scene import NOW, address, arrested, note, positive, released, signed_in, slots, when
from throughcare.journal.models import DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import NoticeNotServed, WhyNotGiven
from throughcare.rulebook.facts.custody import Arrested, ReasonForNoNotice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_night")]
TRIED = "Rang the interpreters' line three times; nobody answered."


@pytest.fixture
def held(meera, northmoor_cjit, glan_y_dwr_cjit):
    """Positive, required, not released: the person and the arrest."""
    slots(glan_y_dwr_cjit)
    return positive(meera)[:2]


@pytest.fixture
def left(held, meera):
    person, arrest = held
    released(person, arrest, meera)
    return person


def page(client, person, name="not_given"):
    return client.get(address(name, person), secure=True).content.decode()


def sends(client, person, name="not_given", query="", **said):
    entry = re.search(r'name="entry" value="([^"]*)"', page(client, person, name))[1]
    return client.post(address(name, person) + query, {"entry": entry} | said, secure=True)


def not_given(client, person, query="", **more):
    said = {"why": WhyNotGiven.NO_INTERPRETER.value, "note": TRIED, **when("tried_at")} | more
    return sends(client, person, query=query, **said)


def test_why_by_whom_and_what_was_tried_are_kept_and_lead_back_to_the_person(meera, held):
    """H-154: RA1 stays owed, and nothing delays the release."""
    person, _ = held
    client = signed_in(meera)

    answer = not_given(client, person)

    kept = history(person.pk).last(NoticeNotServed)
    assert answer.url == address("person", person)
    assert (kept.fact.why, kept.fact.note, kept.by) == (WhyNotGiven.NO_INTERPRETER, TRIED, meera.pk)
    assert DutyRow.objects.get(person=person, kind="give_ra1").state == "open"
    text = page(client, person)
    assert "Meera O&#x27;Shea: no interpreter could be reached. Rang the interpreters&#x27; line" in text
    assert "Record the release" in text


def test_it_is_linked_where_ra1_is_prepared_and_from_every_other_way(meera, held):
    person, _ = held
    client = signed_in(meera)

    assert f'href="{address("not_given", person)}"' in client.get(address("book", person), secure=True).content.decode()
    generic = client.get(address("record", person, "notice_not_served") + "?next=/suite", secure=True)
    assert generic.url == address("not_given", person) + "?next=%2Fsuite"
    assert not_given(client, person, query="?next=/suite").url == reverse("suite")


@pytest.mark.parametrize("why", [one for one in WhyNotGiven if one is not WhyNotGiven.LEFT_FIRST])
def test_what_was_tried_is_asked_where_there_was_time_to_try(why, meera, held):
    person, _ = held
    answer = not_given(signed_in(meera), person, why=why.value, note=" ")

    assert answer.status_code == 422
    assert "Say what was tried" in answer.content.decode()
    assert not Entry.objects.filter(kind="notice_not_served").exists()


def test_whoever_left_first_left_no_time(meera, left):
    """After the release as well: it is written down as it was."""
    answer = not_given(signed_in(meera), left, why=WhyNotGiven.LEFT_FIRST.value, note="")

    assert answer.status_code == 302


def test_what_is_missing_or_not_yet_is_said(meera, held):
    person, _ = held
    client = signed_in(meera)

    nothing = not_given(client, person, why="")
    later = not_given(client, person, **when("tried_at", NOW + timedelta(minutes=1)))

    assert "Say why RA1 was not given" in nothing.content.decode()
    assert "That time has not come yet" in later.content.decode()


def test_sent_twice_it_is_one_try(meera, held):
    client, said = signed_in(meera), {"why": WhyNotGiven.NOT_FIT.value, "note": TRIED, **when("tried_at")}
    entry = re.search(r'name="entry" value="([^"]*)"', page(client, held[0]))[1]

    for _ in range(2):
        assert client.post(address("not_given", held[0]), said | {"entry": entry}, secure=True).status_code == 302

    assert Entry.objects.filter(kind="notice_not_served").count() == 1


def test_the_inspector_gives_the_reason_beside_what_was_tried(meera, rhys, left):
    """H-154: by the end of the next working day."""
    not_given(signed_in(meera), left)
    client = signed_in(rhys)

    text = page(client, left, "why_no_ra1")
    release = re.search(r'name="release"[^>]*value="([^"]*)"', text)[1]
    answer = sends(client, left, "why_no_ra1", release=release, reasons="No interpreter for Tigrinya that night.")

    assert "Your reason is due by the <strong>end of Monday 14 June" in text
    assert "no interpreter could be reached" in text
    assert answer.url == address("person", left)
    assert history(left.pk).last(ReasonForNoNotice).fact.reasons == "No interpreter for Tigrinya that night."
    assert DutyRow.objects.get(person=left, kind="reason_for_no_ra1").state == "met"
    after = page(client, left, "why_no_ra1")
    assert "No reason is owed by this suite." in after
    assert "No interpreter for Tigrinya that night." in after


def test_the_board_leads_the_inspector_there_and_nobody_else(meera, rhys, left):
    own = f"{address('record', left, 'reason_for_no_notice')}?next=/suite"
    board = signed_in(rhys).get("/suite", secure=True).content.decode()

    assert own in board
    assert signed_in(rhys).get(own, secure=True).url == address("why_no_ra1", left) + "?next=%2Fsuite"
    assert own not in signed_in(meera).get("/suite", secure=True).content.decode()
    assert signed_in(meera).get(address("why_no_ra1", left), secure=True).status_code == 403


def test_an_empty_reason_is_refused_and_without_a_release_none_is_asked(rhys, meera, held, left):
    client = signed_in(rhys)
    text = page(client, left, "why_no_ra1")
    release = re.search(r'name="release"[^>]*value="([^"]*)"', text)[1]

    answer = sends(client, left, "why_no_ra1", release=release, reasons=" ")

    assert "Nobody wrote down what was tried." in text
    assert answer.status_code == 422
    assert "Give the reason" in answer.content.decode()
    other, *_ = positive(meera, "Gwyn")
    assert "No reason is owed by this suite." in page(client, other, "why_no_ra1")


def test_without_a_requirement_nothing_is_asked(meera, northmoor_cjit):
    person, _ = arrested(meera, "Siôn", "O’Neill-Price")

    assert "No requirement of this suite stands" in page(signed_in(meera), person)


def test_only_a_release_without_ra1_makes_the_requirement_unenforceable_on_screen(meera, mill_lane, held):
    """S-17, H-154: for the suite of the arrest; another suite, where the person is now, reads nothing of it."""
    person, arrest = held
    before = page(signed_in(meera), person, "person")
    released(person, arrest, meera)
    elsewhere = works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis")
    note(person, Arrested(offence="theft_s1", custody_number="ML/1"), NOW, elsewhere)

    said = "The requirement of Fri 11 June, 02:27 cannot be enforced."
    assert said not in before
    assert said in page(signed_in(meera), person, "person")
    assert said not in page(signed_in(elsewhere), person, "person")

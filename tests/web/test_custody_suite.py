"""The board of the suite: sorted by need, this suite only, in a bounded number of queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.suite_scene import (
    NOW,
    arrested,
    at_risk,
    positive,
    refused,
    released,
    signed_in,
    slots,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_night")]
SUITE = "/suite"


def suite(client):
    return client.get(SUITE, secure=True).content.decode()


def test_an_empty_suite_says_so_and_what_to_do(meera, northmoor_cjit):
    text = suite(signed_in(meera))

    assert "In the suite now: 0 people" in text
    assert "Nobody is in the suite." in text
    assert reverse("book_in") in text


def test_people_are_sorted_by_need(meera, northmoor_cjit, glan_y_dwr_cjit):
    refused(meera)
    arrested(meera, "Siôn", "O’Neill-Price", cell="M4")
    positive(meera)
    at_risk(meera)

    text = suite(signed_in(meera))

    order = [text.index(name) for name in ("Ffion", "Dafydd", "Siôn", "Leanne")]
    assert order == sorted(order)
    assert "In the suite now: 4 people" in text
    assert "1 immediate risk" in text
    assert "Nothing more needed before release" in text


def test_a_positive_test_without_ra1_says_what_follows_and_with_whom(meera, northmoor_cjit, glan_y_dwr_cjit):
    person, *_ = positive(meera)

    text = suite(signed_in(meera))

    assert "Positive test, no RA1 given" in text
    assert "Book the first assessment with Glan-y-Dŵr CJIT" in text
    assert "You can record the release at any time." in text
    assert reverse("book", args=[person.reference]) in text


def test_an_offence_that_is_not_a_trigger_offence_waits_for_an_inspector(meera, rhys, northmoor_cjit):
    arrested(meera, "Tadhg", "D’Souza", cell="M1", offence="criminal_damage")

    assert "Inspector to decide: test or not" in suite(signed_in(meera))
    assert "Authorise a test" not in suite(signed_in(meera))
    assert "Authorise a test" in suite(signed_in(rhys))


def test_who_left_without_ra1_stays_on_the_page_until_it_is_explained(meera, rhys, northmoor_cjit, glan_y_dwr_cjit):
    person, arrest, _ = positive(meera)
    released(person, arrest, meera)

    text = suite(signed_in(meera))

    assert "In the suite now: 0 people" in text
    assert "Left without RA1:" in text
    assert "Inspector’s reason due by the end of Monday 14 June" in text
    assert "Give the reason" not in text
    assert "Give the reason" in suite(signed_in(rhys))


def test_the_next_free_places_of_the_local_team_are_said(meera, northmoor_cjit):
    slots(northmoor_cjit, places=2)

    text = suite(signed_in(meera))

    assert "Out of hours." in text
    assert "Mon 14 June 10:30 (2 places); Tue 15 June 09:30 (2 places)" in text


def test_another_suite_sees_none_of_it(meera, mill_lane, northmoor_cjit, glan_y_dwr_cjit):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    positive(meera)
    other = works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis")

    assert "Dafydd" not in suite(signed_in(other))


def test_a_drug_worker_has_no_board(rhian):
    assert signed_in(rhian).get(SUITE, secure=True).status_code == 403


def test_nobody_sees_it_signed_out(client):
    assert client.get(SUITE, secure=True).url.startswith("/sign-in")


def test_the_number_of_queries_does_not_grow_with_the_number_of_people(
    meera, northmoor_cjit, glan_y_dwr_cjit, django_assert_max_num_queries
):
    slots(northmoor_cjit)
    at_risk(meera)
    for number in range(6):
        positive(meera, f"Person{number}", "Prŷs", cell=f"M{number}")
        arrested(meera, f"Other{number}", "Hŵel", offence="criminal_damage", ago=6)
        left, under, _ = positive(meera, f"Left{number}", "Ŵyn")
        released(left, under, meera)
    client = signed_in(meera)
    suite(client)

    with django_assert_max_num_queries(13):  # one over design 10: the rota and the suite's own line meet here
        text = suite(client)

    assert "In the suite now: 13 people" in text


def test_a_shift_begins_at_seven_and_at_nineteen(meera, northmoor_cjit):
    from throughcare.web.custody.custody_board import shift_began

    assert shift_began(NOW) == NOW.replace(day=10, hour=18, minute=0)
    assert shift_began(NOW + timedelta(hours=5)) == NOW.replace(hour=6, minute=0)

"""What stands in the navigation of each role: few links at hand, the others one page away, none lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from throughcare.rulebook.actors import ROLES, Role
from throughcare.web import desks

SIGNED_IN = [role for role, row in ROLES.items() if row.signs_in]


def shown(role):
    apart = [entry.url for entries in desks.others(role).values() for entry in entries]
    return [entry.url for entry in desks.navigation(role, "/")], apart


@pytest.mark.parametrize("role", SIGNED_IN)
def test_every_page_of_a_role_is_at_hand_or_under_more_and_few_are_at_hand(role):
    hand, apart = shown(role)
    own = {reverse(name) for _, name, roles in desks.NAVIGATION if role in roles}

    assert own <= {*hand, *apart}
    assert len(hand) <= desks.AT_HAND + 1  # and More


def test_what_stands_under_more_stands_in_the_navigation_of_somebody():
    named = [name for names in desks.MORE.values() for name in names]

    assert len(named) == len(set(named))
    assert set(named) <= {name for _, name, _ in desks.NAVIGATION}


def test_a_page_under_more_marks_more_as_where_one_is():
    entries = desks.navigation(Role.CJIT_MANAGER, reverse("matches"))

    assert [entry.label for entry in entries if entry.current] == ["More"]


def test_a_page_on_which_somebody_waits_is_at_hand():
    labels = [entry.label for entry in desks.navigation(Role.CJIT_MANAGER, "/", waiting={"openings": 2})]

    assert "Openings (2)" in labels
    assert "Openings" not in [entry.label for entry in desks.navigation(Role.CJIT_MANAGER, "/")]


@pytest.mark.django_db
def test_the_page_lists_them_under_headings(eluned):
    page = cast.signed_in(Client(), eluned.account).get("/more", secure=True).content.decode()

    assert "Consent and sharing" in page
    assert f'href="{reverse("openings")}"' in page
    assert reverse("suite") not in page

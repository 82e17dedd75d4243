"""When a page cannot be shown: the same frame as every page for whoever is signed in, and nothing that can fail."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.policy.matrix import quietly

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [("/no-such-page", 404, "There is no such page"), ("/decisions", 403, "You may not see this page")],
)
def test_whoever_is_signed_in_keeps_the_navigation(client, sian, address, status, title):
    cast.signed_in(client, sian.account)
    with quietly():
        answer = client.get(address)

    text = answer.content.decode()
    assert answer.status_code == status
    assert f"<title>{title}" in " ".join(text.split())
    assert f'href="{reverse("today")}"' in text
    assert "Sign out" in text


def test_nobody_in_particular_reads_that_there_is_no_such_page(client):
    with quietly():
        answer = client.get("/no-such-page")

    assert answer.status_code in {302, 404}
    assert "Sign out" not in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_what_went_wrong_is_said_without_session_or_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = render_to_string(name)

    assert "Go to your first page" in text
    assert text.count("<h1") == 1

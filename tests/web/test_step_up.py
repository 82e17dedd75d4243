from datetime import timedelta
from unittest import mock

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from tests import cast
from tests.cast import *  # noqa: F403
from throughcare.web.account.step_up import CONFIRMED_AT, stepped_up

PASSWORD = "a password of good length"
NOW = timezone.now()


def asked(seconds):
    request = RequestFactory().get("/something/grave?of=it")
    request.session = {CONFIRMED_AT: (NOW - timedelta(seconds=seconds)).isoformat()} if seconds is not None else {}
    with mock.patch("throughcare.web.clock.wall", return_value=NOW):
        return stepped_up(lambda request: HttpResponse("done"))(request)


@pytest.mark.parametrize(("seconds", "is_done"), [(0, True), (299, True), (300, False), (None, False)])
def test_a_confirmation_lasts_five_minutes(seconds, is_done):
    answer = asked(seconds)

    assert (answer.status_code == 200) is is_done
    assert is_done or answer.url == "/confirm?next=%2Fsomething%2Fgrave%3Fof%3Dit"


@pytest.fixture
def at_work(client, meera):
    meera.account.set_password(PASSWORD)
    meera.account.save()
    return cast.signed_in(client, meera.account)


def test_the_right_password_leads_back_and_renames_the_session(at_work):
    before = at_work.session.session_key

    wrong = at_work.post("/confirm?next=/help", {"password": "another"}, secure=True)
    right = at_work.post("/confirm?next=/help", {"password": PASSWORD}, secure=True)

    assert wrong.status_code == 422
    assert (right.status_code, right.url) == (302, "/help")
    assert at_work.session.session_key != before


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_to_no_other_site(at_work, elsewhere):
    assert at_work.post(f"/confirm?next={elsewhere}", {"password": PASSWORD}, secure=True).url == "/"

"""How long a session lives, and what becomes of what was typed when it had run out."""

from datetime import timedelta
from html import unescape
from re import findall
from unittest import mock

import pytest
from django.test import Client

from tests.cast import *  # noqa: F403
from tests.web.signing_in import MORNING, PASSWORD, at, code, signs_in, with_app, with_password
from tests.web.suite_scene import NOW
from tests.web.test_custody_book_in import answers
from throughcare.accounts.actions import end_membership
from throughcare.accounts.kept import forget_old_answers
from throughcare.accounts.models import KeptAnswers, Session
from throughcare.people.models import Person

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
BOOK_IN = "/suite/book-in"


@pytest.fixture(autouse=True)
def at_night(northmoor_cjit, glan_y_dwr_cjit):
    """In the suite it is a night of 2010; the clock on the wall is another."""
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield


@pytest.fixture
def account(meera):
    return with_password(meera)


@pytest.fixture
def secret(account):
    return with_app(account)


@pytest.fixture
def at_work(client, account, secret):
    signs_in(client, account, secret, MORNING)
    return client


def is_in(client, moment, path="/suite"):
    with at(moment):
        return client.get(path, secure=True).status_code == 200


@pytest.mark.parametrize(("after", "is_open"), [(15 * MINUTE - SECOND, True), (15 * MINUTE, False)])
def test_a_session_ends_after_fifteen_minutes_without_use(at_work, after, is_open):
    assert is_in(at_work, MORNING + after) is is_open
    assert is_in(at_work, MORNING + after) is is_open


def test_every_use_starts_the_fifteen_minutes_again(at_work):
    for number in range(1, 5):
        assert is_in(at_work, MORNING + number * 14 * MINUTE)


@pytest.mark.parametrize(("last", "is_open"), [(12 * HOUR - SECOND, True), (12 * HOUR, False)])
def test_no_session_lives_longer_than_twelve_hours(at_work, last, is_open):
    moment = MORNING
    while moment < MORNING + 12 * HOUR - 14 * MINUTE:
        moment += 14 * MINUTE
        assert is_in(at_work, moment)

    assert is_in(at_work, MORNING + last) is is_open


def test_asking_how_long_is_left_is_no_use_and_staying_is(at_work):
    with at(MORNING + 13 * MINUTE):
        assert at_work.get("/my-sign-in/stay", secure=True).json() == {"left": 120}
        assert at_work.get("/my-sign-in/stay", secure=True).json() == {"left": 120}
        assert at_work.post("/my-sign-in/stay", secure=True).json() == {"left": 900}


def test_the_door_says_why(at_work):
    with at(MORNING + 15 * MINUTE):
        at_work.get("/suite", secure=True)
        text = at_work.get("/sign-in", secure=True).content.decode()

    assert "Nothing was done for 15 minutes, so you were signed out." in text


def test_a_leaver_is_signed_out_at_the_next_request(at_work, meera, administrator):
    assert is_in(at_work, MORNING)
    end_membership(membership=meera, by=administrator, at=meera.from_at)

    assert not is_in(at_work, MORNING, path="/my-sign-in")


def test_what_was_typed_too_late_is_kept_and_sent_after_signing_in_again(at_work, account, secret):
    late = MORNING + 16 * MINUTE
    with at(late):
        answer = at_work.post(BOOK_IN, answers(agreed="GYD", family_name="O’Hare"), secure=True)
        door = at_work.get(answer.url, secure=True).content.decode()
    assert answer.url.startswith("/sign-in")
    assert "What you were sending is kept for you" in door
    assert not Person.objects.exists()
    kept = KeptAnswers.objects.get(account=account)
    assert "O’Hare" not in kept.sealed

    signs_in(at_work, account, secret, late)
    with at(late):
        page = at_work.get("/", secure=True, follow=True).content.decode()
        assert "Your answers were not saved" in page
        assert "O’Hare" in page
        sent = at_work.post(kept.path, {**fields_in(page), "kept": str(kept.pk)}, secure=True)
    assert sent.status_code == 302
    assert Person.objects.get().family_name == "O’Hare"
    assert not KeptAnswers.objects.exists()


def test_kept_answers_can_be_thrown_away(at_work, account, secret):
    kept = kept_by(at_work, account, secret)

    with at(MORNING + 16 * MINUTE):
        assert at_work.post(f"/my-sign-in/kept/{kept.pk}", secure=True).url == "/"
    assert not KeptAnswers.objects.exists()


def test_nobody_else_sees_or_throws_away_what_was_kept(at_work, account, secret, rhys):
    kept, other = kept_by(at_work, account, secret), Client()
    theirs = with_password(rhys)
    signs_in(other, theirs, with_app(theirs), MORNING + 16 * MINUTE)

    with at(MORNING + 16 * MINUTE):
        for method in (other.get, other.post):
            assert method(f"/my-sign-in/kept/{kept.pk}", secure=True).status_code == 404
        other.post("/suite/book-in", {"kept": str(kept.pk)}, secure=True)
    assert KeptAnswers.objects.exists()


def test_kept_answers_live_fourteen_days(at_work, account, secret):
    kept = kept_by(at_work, account, secret)
    last = kept.kept_at + timedelta(days=14)

    forget_old_answers(at=last - SECOND)
    assert KeptAnswers.objects.exists()
    forget_old_answers(at=last)
    assert not KeptAnswers.objects.exists()


@pytest.mark.parametrize("path", ["/confirm", "/my-sign-in/password", "/my-sign-in/second-steps/add/codes", "/post"])
def test_passwords_and_codes_are_never_kept(at_work, path):
    with at(MORNING + 16 * MINUTE):
        at_work.post(path, {"password": "a secret that nobody keeps", "code": "123456"}, secure=True)

    assert not KeptAnswers.objects.exists()


def test_a_form_opened_before_signing_in_again_elsewhere_is_kept_too(account, secret):
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://testserver"})
    with at(MORNING):
        token = client.get("/sign-in", secure=True).cookies["__Host-csrf"].value
        more = {"csrfmiddlewaretoken": token}
        client.post("/sign-in", {"email": account.email, "password": PASSWORD, **more}, secure=True)
        client.post("/sign-in/second-step", {"code": code(secret, MORNING), **more}, secure=True)
        stale = client.post(BOOK_IN, answers(), secure=True)
        elsewhere = client.post(BOOK_IN, answers(), secure=True, headers={"origin": "https://example.org"})

    assert stale.url == f"/my-sign-in/kept/{KeptAnswers.objects.get().pk}"
    assert elsewhere.status_code == 403
    assert KeptAnswers.objects.count() == 1


def test_one_sees_and_ends_ones_own_sessions(at_work, account, secret):
    other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
    signs_in(other, account, secret, MORNING, ahead=1)
    with at(MORNING):
        text = at_work.get("/my-sign-in", secure=True).content.decode()
        assert "Firefox on Windows" in text
        handle = Session.objects.get(device="Firefox on Windows").handle
        at_work.post("/my-sign-in/sessions/end", {"session": str(handle)}, secure=True)

    assert not is_in(other, MORNING)
    assert is_in(at_work, MORNING)


def test_nobody_ends_the_sessions_of_others(at_work, rhys):
    theirs, other = with_password(rhys), Client()
    signs_in(other, theirs, with_app(theirs), MORNING)
    handle = Session.objects.get(account=theirs).handle

    with at(MORNING):
        at_work.post("/my-sign-in/sessions/end", {"session": str(handle)}, secure=True)
        at_work.post("/my-sign-in/sessions/end", {"session": "all"}, secure=True)
    assert is_in(other, MORNING)


def kept_by(client, account, secret):
    with at(MORNING + 16 * MINUTE):
        client.post(BOOK_IN, answers(agreed="GYD"), secure=True)
    signs_in(client, account, secret, MORNING + 16 * MINUTE)
    return KeptAnswers.objects.get(account=account)


def fields_in(page):
    """The hidden fields of the form that sends now."""
    form = page.split("Send them now")[0].rsplit("<form", 1)[1]
    return {unescape(name): unescape(value) for name, value in findall(r'name="([^"]*)" value="([^"]*)"', form)}

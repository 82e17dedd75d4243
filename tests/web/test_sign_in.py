"""Signing in: the password, the second step, and what stays shut until both are done."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import *  # noqa: F403
from tests.web.signing_in import MORNING, at, code, gives_code, gives_password, signs_in, with_app, with_password
from throughcare.accounts.models import Factor, Session, SignInEvent
from throughcare.accounts.sessions import end_sessions

SECOND = timedelta(seconds=1)


@pytest.fixture
def account(meera):
    return with_password(meera)


@pytest.fixture
def secret(account):
    return with_app(account)


def kinds(account):
    return [event.kind for event in SignInEvent.objects.about(account)]


def test_password_and_code_lead_to_ones_own_desk(client, account, secret):
    answer = signs_in(client, account, secret, MORNING)

    assert answer.url == "/"
    with at(MORNING):
        assert client.get("/suite", secure=True).status_code == 200
    assert kinds(account)[-1] == "signed in"


def test_a_code_is_taken_once(account, secret):
    first, second = Client(), Client()
    signs_in(first, account, secret, MORNING)

    answer = signs_in(second, account, secret, MORNING)

    assert answer.status_code == 422
    assert "was used already" in answer.content.decode()
    assert signs_in(second, account, secret, MORNING, ahead=-1).status_code == 422
    assert signs_in(second, account, secret, MORNING, ahead=1).url == "/"


@pytest.mark.parametrize(("ahead", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_its_half_minute_and_both_neighbours(client, account, secret, ahead, is_taken):
    assert (signs_in(client, account, secret, MORNING, ahead=ahead).status_code == 302) is is_taken


def test_no_session_that_was_seen_before_is_signed_in_after(client, account, secret):
    with at(MORNING):
        client.get("/sign-in?next=/suite", secure=True)
        names = [client.session.session_key]
        gives_password(client, account)
        names.append(client.session.session_key)
        gives_code(client, code(secret, MORNING))
        names.append(client.session.session_key)

    assert len({name for name in names if name}) == len([name for name in names if name])
    assert not Session.objects.filter(session_key__in=[name for name in names[:2] if name]).exists()


def test_the_page_that_was_asked_for_comes_after_signing_in_and_no_other_site_does(client, account, secret):
    with at(MORNING):
        gives_password(client, account, to="/sign-in?next=/suite/book-in")
        gives_code(client, code(secret, MORNING))
        assert client.get("/", secure=True).url == "/suite/book-in"
        gives_password(client, account, to="/sign-in?next=//example.org/")
        gives_code(client, code(secret, MORNING, ahead=1))
        assert client.get("/", secure=True).url == "/suite"


def test_ten_guesses_at_the_second_step_in_an_hour_and_no_more(client, account, secret):
    with at(MORNING):
        gives_password(client, account)
        guesses = [gives_code(client, "000 000").content.decode() for _ in range(11)]
        assert gives_code(client, code(secret, MORNING)).status_code == 422

    assert ["too many tries" in text for text in guesses] == [False] * 10 + [True]
    hour = timedelta(hours=1)
    assert signs_in(client, account, secret, MORNING + hour - SECOND).status_code == 422
    assert signs_in(client, account, secret, MORNING + hour).status_code == 302


def test_a_stranger_cannot_lock_out_a_browser_that_the_account_knows(account, secret):
    own, stranger = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    signs_in(own, account, secret, MORNING)
    own.post("/sign-out", secure=True)
    later = MORNING + timedelta(minutes=5)
    with at(later):
        for _ in range(20):
            gives_password(stranger, account, "a guess at a password")
        assert gives_password(stranger, account).status_code == 422

    assert signs_in(own, account, secret, later).url == "/"


def test_the_first_time_leads_to_three_equal_ways(client, account):
    with at(MORNING):
        gives_password(client, account)
        text = client.get("/sign-in/set-up", secure=True).content.decode()

    for way in ("A security key", "This computer’s own lock", "An app that shows codes"):
        assert way in text


def test_an_app_is_set_up_with_the_key_that_the_page_shows(client, account):
    with at(MORNING):
        gives_password(client, account)
        text = client.get("/sign-in/set-up/codes", secure=True).content.decode()
        key = text.split('tc-key">')[1].split("<")[0].replace(" ", "")
        wrong = client.post("/sign-in/set-up/codes", {"code": "000000"}, secure=True)
        again = client.get("/sign-in/set-up/codes", secure=True).content.decode()
        right = client.post("/sign-in/set-up/codes", {"code": code(key, MORNING), "name": "My telephone"}, secure=True)

    assert wrong.status_code == 422
    assert again.split('tc-key">')[1].split("<")[0].replace(" ", "") == key
    assert right.url == "/"
    app = Factor.objects.get(account=account)
    assert (app.name, app.kind) == ("My telephone", "codes")
    assert key not in app.secret


def test_the_code_is_shown_only_in_a_demonstration_and_only_of_an_invented_person(client, account, secret, settings):
    def shown():
        with at(MORNING):
            gives_password(client, account)
            return code(secret, MORNING) in client.get("/sign-in/second-step", secure=True).content.decode()

    assert not shown()
    settings.DEMO = True
    assert not shown()
    account.is_demonstration = True
    account.save()
    assert shown()
    settings.DEMO = False
    assert not shown()


def test_an_account_that_is_closed_loses_its_session_at_once(client, account, secret):
    signs_in(client, account, secret, MORNING)
    account.is_active = False
    account.save()

    with at(MORNING):
        assert client.get("/suite", secure=True).url.startswith("/sign-in")


def test_who_is_half_way_and_waits_too_long_begins_again(client, account, secret):
    with at(MORNING):
        gives_password(client, account)

    with at(MORNING + timedelta(minutes=15) - SECOND):
        assert client.get("/sign-in/second-step", secure=True).status_code == 200
    with at(MORNING + timedelta(minutes=15)):
        assert client.get("/sign-in/second-step", secure=True).url == "/sign-in"


def test_a_session_that_was_ended_elsewhere_is_over(client, account, secret):
    signs_in(client, account, secret, MORNING)
    end_sessions(account=account)

    with at(MORNING):
        assert client.get("/suite", secure=True).url.startswith("/sign-in")


def test_the_cookies_are_this_hosts_alone(client, account, secret):
    signs_in(client, account, secret, MORNING)

    for name in ("__Host-session", "__Host-known"):
        cookie = client.cookies[name]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict"), name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name


def test_the_log_names_nobody_who_is_not_known_here(client, db):
    client.post("/sign-in", {"email": "nobody@example.org", "password": "whatever it is"}, secure=True)

    event = SignInEvent.objects.get()
    assert (event.kind, event.account) == ("wrong password", None)

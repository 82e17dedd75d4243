"""A way back in: a manager's code for somebody who stands there."""

from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.signing_in import PASSWORD, at, code, signs_in, with_app, with_password
from throughcare.accounts import recovery
from throughcare.accounts.models import Factor, RecoveryCode, Session, SignInEvent
from throughcare.rulebook.actors import Role

NOW = timezone.now().replace(microsecond=0)
NEW_PASSWORD = "an altogether other pass phrase"
STEP, BOTH = {"is_factor_lost": True, "is_password_lost": False}, {"is_factor_lost": True, "is_password_lost": True}
WORD = {"is_factor_lost": False, "is_password_lost": True}


@pytest.fixture
def account(sian):
    return with_password(sian)


@pytest.fixture
def secret(account):
    return with_app(account, since=NOW)


def made(account, by, *, lost=STEP, moment=NOW):
    unsaved = RecoveryCode(account=account, made_by=by, known_by="colleague", **lost)
    return recovery.make(unsaved=unsaved, at=moment)


def uses(client, account, text, *, password=PASSWORD, moment=NOW):
    with at(moment):
        typed = {"email": account.email, "code": text, "password": password}
        return client.post("/sign-in/recover", typed, secure=True)


def sets_up_an_app(client, moment=NOW):
    with at(moment):
        text = client.get("/sign-in/set-up/codes", secure=True).content.decode()
        key = text.split('tc-key">')[1].split("<")[0].replace(" ", "")
        return client.post("/sign-in/set-up/codes", {"code": code(key, moment)}, secure=True)


def test_a_manager_makes_a_code_and_it_is_shown_once(client, account, eluned):
    cast.signed_in(client, eluned.account)
    page = f"/help-to-sign-in/{account.pk}"

    wrong = client.post(page, {"lost": ["step"]}, secure=True)
    right = client.post(page, {"lost": ["step"], "known_by": "colleague"}, secure=True)

    assert "Say how you know who they are" in wrong.content.decode()
    text = right.content.decode().split('tc-code">')[1].split("<")[0]
    saved = RecoveryCode.objects.get()
    assert (saved.made_by, saved.account) == (eluned, account)
    assert text.replace("-", "") not in saved.digest
    assert text not in client.get(page, secure=True).content.decode()
    event = SignInEvent.objects.get(kind="recovery code made")
    assert (event.account, event.by) == (account, eluned)


def test_making_a_code_needs_confirming_that_it_is_you(client, account, eluned):
    cast.signed_in(client, eluned.account)

    with at(timezone.now() + timedelta(minutes=5)):
        assert client.get(f"/help-to-sign-in/{account.pk}", secure=True).url.startswith("/confirm")


def test_who_may_make_a_code_for_whom(account, sian, eluned, outsider, administrator, glan_y_dwr_cjit, castle_street):
    def refusal(of, by):
        return recovery.refusal_to_make(account=of, by=by, at=NOW)

    assert refusal(account, eluned) is None
    assert refusal(account, administrator) is None
    assert "Nobody makes a code for themselves" in refusal(eluned.account, eluned)
    assert "Nobody makes a code for themselves" in refusal(administrator.account, administrator)
    assert "of their own team only" in refusal(account, outsider)
    assert "Only a manager" in refusal(eluned.account, sian)
    second = cast.Membership(account=account, organisation=castle_street, role=Role.DETENTION_OFFICER)
    cast.add_membership(membership=second, by=None, at=NOW)
    assert "a post in another team too" in refusal(account, eluned)
    assert refusal(account, administrator) is None


def test_with_the_code_and_the_password_a_new_second_step_replaces_the_old(client, account, secret, eluned):
    other = Client()
    signs_in(other, account, secret, NOW)
    text = made(account, eluned)

    assert uses(client, account, text.lower().replace("-", " ")).url == "/sign-in/set-up"
    assert sets_up_an_app(client).url == "/"

    assert Factor.objects.filter(account=account).count() == 1
    assert signs_in(Client(), account, secret, NOW + timedelta(minutes=2)).status_code == 422
    assert Session.objects.filter(account=account).count() == 1
    with at(NOW):
        assert other.get("/today", secure=True).url.startswith("/sign-in")
        assert client.get("/today", secure=True).status_code == 200


def test_a_lost_password_still_needs_the_second_step(client, account, secret, eluned):
    text = made(account, eluned, lost=WORD)

    assert uses(client, account, text, password="").url == "/sign-in/second-step"
    with at(NOW):
        onward = client.post("/sign-in/second-step", {"code": code(secret, NOW)}, secure=True)
        assert onward.url == "/sign-in/new-password"
        short = client.post("/sign-in/new-password", {"password": "short", "again": "short"}, secure=True)
        words = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert client.post("/sign-in/new-password", words, secure=True).url == "/"
    assert short.status_code == 422
    account.refresh_from_db()
    assert account.check_password(NEW_PASSWORD)


def test_who_lost_both_or_is_new_chooses_both(client, sian, eluned):
    text = made(sian.account, eluned, lost=BOTH)

    assert uses(client, sian.account, text, password="").url == "/sign-in/new-password"
    with at(NOW):
        words = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert client.post("/sign-in/new-password", words, secure=True).url == "/sign-in/set-up"
    assert sets_up_an_app(client).url == "/"


@pytest.mark.parametrize(
    ("after", "opens"), [(timedelta(minutes=14, seconds=59), True), (timedelta(minutes=15), False)]
)
def test_a_code_lives_fifteen_minutes(client, account, secret, eluned, after, opens):
    text = made(account, eluned)

    assert (uses(client, account, text, moment=NOW + after).status_code == 302) is opens


def test_a_code_opens_once_and_only_its_own_account_and_only_with_the_password(client, account, secret, eluned, rhian):
    theirs, text = with_password(rhian), made(account, eluned)

    assert uses(client, theirs, text).status_code == 422
    assert uses(client, account, text, password="not the password").status_code == 422
    assert uses(client, account, text).status_code == 302
    assert uses(Client(), account, text).status_code == 422


def test_a_newer_code_replaces_the_older(client, account, secret, eluned):
    older, newer = made(account, eluned), made(account, eluned)

    assert uses(client, account, older).status_code == 422
    assert uses(client, account, newer).status_code == 302


def test_ten_guesses_at_a_code_and_a_new_code_starts_afresh(account, secret, eluned):
    made(account, eluned)
    stranger = Client(REMOTE_ADDR="192.0.2.66")
    guesses = [uses(stranger, account, "WRONG") for _ in range(11)]
    assert "too many tries" in guesses[-1].content.decode()

    text = made(account, eluned)

    assert uses(Client(), account, text).status_code == 302


def test_an_unknown_address_gets_the_same_answer(client, account, secret, eluned):
    made(account, eluned)
    with mock.patch.object(account, "email", "nobody@example.org"):
        unknown = uses(client, account, "WRONG")

    known = uses(client, account, "WRONG")
    assert unknown.content.decode().split("<form")[0] == known.content.decode().split("<form")[0]


def test_the_password_page_asks_for_length_and_nothing_else(client, account):
    cast.signed_in(client, account)

    def answer(text):
        words = {"password": text, "again": text}
        return client.post("/my-sign-in/password", words, secure=True).status_code

    assert answer("fourteen chars") == 422
    assert answer("1q2w3e4r5t6y7u8i9o0p") == 422
    assert answer("siân hŵel example org") == 422
    assert answer("fifteen charact") == 302
    assert answer("x y " * 40) == 302
    assert answer("ŵ" * 64) == 302


def test_a_new_password_ends_every_other_session(account, secret):
    one, other = Client(), Client()
    signs_in(other, account, secret, NOW)
    cast.signed_in(one, account)

    words = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert one.post("/my-sign-in/password", words, secure=True).url == "/my-sign-in"

    with at(NOW):
        assert other.get("/today", secure=True).url.startswith("/sign-in")
    assert one.get("/my-sign-in", secure=True).status_code == 200


def test_a_second_step_is_removed_and_the_last_one_never(client, account, secret):
    with_app(account, since=NOW)
    first, last = Factor.objects.filter(account=account)
    cast.signed_in(client, account)

    assert client.post(f"/my-sign-in/second-steps/{first.pk}/remove", secure=True).url == "/my-sign-in"
    refused = client.post(f"/my-sign-in/second-steps/{last.pk}/remove", secure=True)

    assert refused.status_code == 409
    assert "your only second step" in refused.content.decode()
    assert Factor.objects.filter(account=account).get() == last


def test_nobody_removes_the_second_step_of_another(client, account, secret, rhian):
    cast.signed_in(client, rhian.account)
    factor = Factor.objects.get(account=account)

    assert client.post(f"/my-sign-in/second-steps/{factor.pk}/remove", secure=True).status_code == 404


def test_an_administrator_finds_a_person_by_name(client, account, administrator):
    cast.signed_in(client, administrator.account)

    assert "Siân Hŵel" not in client.get("/help-to-sign-in", secure=True).content.decode()
    assert "Siân Hŵel" in client.get("/help-to-sign-in?q=siân", secure=True).content.decode()

"""Whom a key lets in, and until when: it is a membership with an end."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import cast
from tests.api.calling import System, made, problem, system
from tests.web.suite_scene import NOW
from throughcare.accounts import keys, pace
from throughcare.accounts.actions import NotAllowed, date_end, end_membership
from throughcare.accounts.closing import close_account
from throughcare.accounts.models import ApiKey, ApiKeyMinute
from throughcare.web import clock

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def asked(text):
    return System(text).get("/people", q="Nobody").status_code


def at_time(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


def test_a_key_opens_until_the_second_of_its_end(meera, monkeypatch):
    _, text = made(meera, lasts=timedelta(days=2))

    at_time(monkeypatch, NOW + timedelta(days=2, seconds=-1))
    assert asked(text) == 200

    at_time(monkeypatch, NOW + timedelta(days=2))
    assert asked(text) == 401


def test_a_key_ends_with_its_membership(meera, monkeypatch):
    _, text = made(meera)
    date_end(membership=meera, until_at=NOW + MINUTE, by=None, at=NOW)

    assert asked(text) == 200
    at_time(monkeypatch, NOW + MINUTE)
    assert asked(text) == 401


def test_a_key_ends_with_the_account(meera, administrator):
    _, text = made(meera)
    assert asked(text) == 200

    close_account(account=meera.account, from_at=NOW, why="Left", by=administrator, at=NOW)

    assert asked(text) == 401


def test_a_revoked_key_opens_nothing_from_then_on(meera, rhys):
    key, text = made(meera, by=rhys)
    assert asked(text) == 200

    keys.revoke(key=key, by=rhys, at=NOW)

    assert asked(text) == 401
    assert (key.revoked_at, key.revoked_by) == (NOW, rhys)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "", lambda text: text[:-1], lambda text: text + "x", lambda text: text.upper(),
        lambda text: text.rsplit("_", 1)[0], lambda text: "tc__", lambda text: "tc_ab\x00defgh_x",
        lambda text: "x" * 9000,
    ],
)  # fmt: skip
def test_what_is_not_the_key_opens_nothing(meera, change):
    _, text = made(meera)

    answer = System(change(text)).get("/people", q="Nobody")

    assert (*problem(answer)[:2], answer["WWW-Authenticate"]) == (401, "no_key", "Bearer")


def test_the_secret_is_held_nowhere(meera):
    key, text = made(meera)
    key.refresh_from_db()

    secret = text.rsplit("_", 1)[1]
    assert all(secret not in str(value) for value in vars(key).values())


def test_no_session_opens_anything_here(meera):
    client = cast.signed_in(Client(), meera.account)

    assert client.get("/api/v1/people?q=Nobody").status_code == 401
    assert client.get("/suite").status_code == 200


def test_a_role_without_records_is_told_so(administrator):
    assert problem(system(administrator).get("/people", q="Nobody"))[:2] == (403, "not_for_this_role")


@pytest.mark.parametrize(
    ("by", "may"),
    [("rhys", True), ("administrator", True), ("northmoor_manager", False), ("aled", False), ("meera", False)],
)
def test_a_key_is_made_by_whoever_may_give_the_role(request, meera, by, may):
    """And by nobody for themselves."""
    by = request.getfixturevalue(by)
    if may:
        assert made(meera, by=by)[0].made_by == by
    else:
        with pytest.raises(NotAllowed):
            made(meera, by=by)
        assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("lasts", "may"),
    [(timedelta(0), False), (MINUTE, True), (timedelta(days=90), True), (timedelta(days=90, seconds=1), False)],
)
def test_a_key_lasts_ninety_days_at_most(meera, lasts, may):
    if may:
        assert made(meera, lasts=lasts)
    else:
        with pytest.raises(NotAllowed):
            made(meera, lasts=lasts)


def test_only_a_key_of_a_suite_carries_an_officers_authority(rhian, meera):
    assert made(meera, names_officers=True)[0].names_officers
    with pytest.raises(NotAllowed):
        made(rhian, names_officers=True)


def test_an_ended_post_is_given_no_key(meera):
    end_membership(membership=meera, by=None, at=NOW)

    with pytest.raises(NotAllowed):
        made(meera)


def test_a_key_that_asks_too_often_waits_for_the_next_minute(meera, monkeypatch):
    monkeypatch.setattr(pace, "A_MINUTE", 2)
    key, _ = made(meera)
    at = NOW.replace(second=13)

    waits = [pace.wait(key=key, at=at) for _ in range(3)]

    assert waits == [0, 0, 47]
    assert pace.wait(key=key, at=at + timedelta(seconds=46)) == 1
    assert pace.wait(key=key, at=at + timedelta(seconds=47)) == 0
    assert pace.wait(key=made(meera)[0], at=at) == 0
    key.refresh_from_db()
    assert key.last_used_at == NOW + MINUTE


def test_too_often_is_a_problem_that_says_how_long(meera, monkeypatch):
    monkeypatch.setattr(pace, "A_MINUTE", 0)
    answer = system(meera).get("/people", q="Nobody")

    assert problem(answer)[:2] == (429, "too_often")
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_old_counts_are_forgotten_within_the_hour(meera):
    key, _ = made(meera)
    pace.wait(key=key, at=NOW)

    pace.forget_old_minutes(at=NOW + timedelta(hours=1))
    assert ApiKeyMinute.objects.count() == 1
    pace.forget_old_minutes(at=NOW + timedelta(hours=1, minutes=1))
    assert ApiKeyMinute.objects.count() == 0

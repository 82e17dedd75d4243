"""What the tests of signing in have in common: a person with a password and an app, and a clock of ours."""

from contextlib import contextmanager
from datetime import UTC, datetime
from unittest import mock

from throughcare.accounts import codes, factors

PASSWORD = "a password of good length"
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@contextmanager
def at(moment):
    """The clock on the wall; the database's rows of sessions keep to it too."""
    with mock.patch("throughcare.web.clock.wall", return_value=moment):
        yield


def with_password(membership):
    membership.account.set_password(PASSWORD)
    membership.account.save()
    return membership.account


def with_app(account, *, since=MORNING, **more):
    """The secret of the app."""
    secret = codes.new_secret()
    factors.add_codes(account=account, secret=secret, at=since, **more)
    return secret


def code(secret, moment, *, ahead=0):
    return codes.code(secret=secret, step=codes.step_at(moment) + ahead)


def gives_password(client, account, password=PASSWORD, to="/sign-in"):
    return client.post(to, {"email": account.email, "password": password}, secure=True)


def gives_code(client, typed):
    return client.post("/sign-in/second-step", {"code": typed}, secure=True)


def signs_in(client, account, secret, moment, *, ahead=0):
    with at(moment):
        gives_password(client, account)
        return gives_code(client, code(secret, moment, ahead=ahead))

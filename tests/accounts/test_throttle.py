from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from throughcare.accounts.models import SignInTry
from throughcare.accounts.throttle import (
    RECOVERY,
    SECOND_STEP,
    forget_old_tries,
    refusal_to_pass,
    refusal_to_try,
    signed_in,
)

AT = datetime(2010, 6, 4, 8, 55, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def tries(count, *, email="sian@example.org", address="192.0.2.1", at=AT):
    return [refusal_to_try(email=email, address=address, at=at) for _ in range(count)]


def test_the_sixth_try_on_one_account_in_five_minutes_is_refused():
    assert tries(5) == [None] * 5

    assert "Wait 5 minutes" in refusal_to_try(email=" SIAN@example.org", address="192.0.2.9", at=AT)
    assert refusal_to_try(email="rhys@example.org", address="192.0.2.1", at=AT) is None


def test_knocking_while_locked_out_does_not_lengthen_the_wait():
    tries(5)
    later = AT + timedelta(minutes=4, seconds=59)
    assert all(tries(30, at=later))

    assert refusal_to_try(email="sian@example.org", address="192.0.2.1", at=AT + timedelta(minutes=5)) is None


def test_the_twenty_first_try_from_one_address_in_ten_minutes_is_refused():
    for number in range(20):
        assert tries(1, email=f"{number}@example.org") == [None]

    assert "Wait 10 minutes" in tries(1, email="20@example.org", at=AT + timedelta(minutes=9))[0]
    assert tries(1, email="20@example.org", at=AT + timedelta(minutes=10)) == [None]


def test_an_account_starts_afresh_after_signing_in():
    tries(4)
    signed_in(email="Sian@example.org", address="192.0.2.1")

    assert tries(5) == [None] * 5
    assert tries(1) != [None]


def test_a_busy_office_does_not_lock_itself_out():
    for number in range(60):
        assert tries(1, email=f"{number}@example.org") == [None]
        signed_in(email=f"{number}@example.org", address="192.0.2.1")


def test_what_was_typed_is_not_kept():
    tries(1, email="my secret pass phrase")

    assert all(len(row.key) == 64 for row in SignInTry.objects.all())


def test_old_tries_are_forgotten():
    tries(5)

    forget_old_tries(at=AT + timedelta(minutes=59))
    assert SignInTry.objects.exists()
    forget_old_tries(at=AT + timedelta(minutes=60))
    assert not SignInTry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twelve_at_one_moment_never_get_more_than_five_tries():
    together, answers = Barrier(12), []

    def knock():
        together.wait()
        answers.append(refusal_to_try(email="sian@example.org", address="192.0.2.1", at=AT))
        connection.close()

    threads = [Thread(target=knock) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 12
    assert answers.count(None) <= 5


def test_knocking_all_day_gets_at_most_ten_guesses_an_hour():
    guesses = [
        AT + timedelta(minutes=minute)
        for minute in range(24 * 60)
        if tries(1, address=f"192.0.2.{minute % 200}", at=AT + timedelta(minutes=minute)) == [None]
    ]

    assert all(sum(first <= one < first + timedelta(hours=1) for one in guesses) <= 10 for first in guesses)


def test_a_known_browser_has_tries_of_its_own():
    assert tries(5) == [None] * 5

    assert refusal_to_try(email="sian@example.org", address="192.0.2.7", at=AT, device="its own name") is None


@pytest.mark.parametrize("limit", [SECOND_STEP, RECOVERY], ids=["second step", "recovery"])
def test_the_eleventh_guess_in_an_hour_is_refused(limit):
    def guess(at):
        return refusal_to_pass(limit, value="an account", address="192.0.2.1", at=at)

    assert [guess(AT) for _ in range(10)] == [None] * 10

    assert "Wait an hour" in guess(AT + timedelta(minutes=59, seconds=59))
    assert guess(AT + timedelta(hours=1)) is None

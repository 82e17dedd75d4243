"""Tries to sign in are limited per account and per address, counted in the database for all processes.

No account takes more than ten guesses an hour from strangers. A browser that its owner has signed in with before has
ten of its own, so that a stranger's guesses cannot lock the owner out. A try is written down before it is counted, so
that many at one moment cannot all slip through. Refused tries are taken off again: knocking while locked out does not
lengthen the wait. Keys are digests, because people type passwords into the wrong box.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from throughcare.accounts.models import SignInTry, one_spelling


class Limit(NamedTuple):
    of: str
    tries: int
    within: timedelta


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ACCOUNT = Limit(of="account", tries=5, within=5 * MINUTE)
ACCOUNT_BY_THE_HOUR = Limit(of="account", tries=10, within=HOUR)
ADDRESS = Limit(of="address", tries=20, within=10 * MINUTE)
SECOND_STEP = Limit(of="second step", tries=10, within=HOUR)
RECOVERY = Limit(of="recovery", tries=10, within=HOUR)
LIMITS = (ACCOUNT, ACCOUNT_BY_THE_HOUR, ADDRESS, SECOND_STEP, RECOVERY)


def refusal_to_try(*, email: str, address: str, at: datetime, device: str = "") -> str | None:
    """Call outside a transaction, before looking at the password. Unknown accounts get the same answer."""
    value = _account(email, device)
    return _refusal({_key(ACCOUNT, value): (ACCOUNT, ACCOUNT_BY_THE_HOUR), _key(ADDRESS, address): (ADDRESS,)}, at)


def refusal_to_pass(limit: Limit, *, value: str, address: str, at: datetime) -> str | None:
    """The same for the second step and for codes of recovery; `value` names the account."""
    return _refusal({_key(limit, value): (limit,), _key(ADDRESS, address): (ADDRESS,)}, at)


def signed_in(*, email: str, address: str, device: str = "") -> None:
    """The account starts afresh; the address gets this try back, so a busy office does not lock itself."""
    afresh(ACCOUNT, value=_account(email, device))
    _given_back(address)


def passed(limit: Limit, *, value: str, address: str) -> None:
    afresh(limit, value=value)
    _given_back(address)


def afresh(limit: Limit, *, value: str) -> None:
    SignInTry.objects.filter(key=_key(limit, value)).delete()


def forget_old_tries(*, at: datetime) -> None:
    SignInTry.objects.filter(at__lte=at - max(limit.within for limit in LIMITS)).delete()


def _refusal(limits: Mapping[str, Sequence[Limit]], at: datetime) -> str | None:
    written = [SignInTry.objects.create(key=key, at=at).pk for key in limits]
    over = [limit for key, of in limits.items() for limit in of if _tries(key, limit, at) > limit.tries]
    if not over:
        return None
    SignInTry.objects.filter(pk__in=written).delete()
    wait = max(limit.within for limit in over)
    words = "an hour" if wait == HOUR else f"{wait // MINUTE} minutes"
    return (
        f"There have been too many tries. Wait {words}, then try again. Nothing is lost, and your account is open. "
        "A manager of your team can help you sooner."
    )


def _tries(key: str, limit: Limit, at: datetime) -> int:
    return SignInTry.objects.filter(key=key, at__gt=at - limit.within).count()


def _given_back(address: str) -> None:
    latest = SignInTry.objects.filter(key=_key(ADDRESS, address)).order_by("-at", "-pk").values("pk")[:1]
    SignInTry.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).delete()


def _account(email: str, device: str) -> str:
    return f"{one_spelling(email)}/{device}" if device else one_spelling(email)


def _key(limit: Limit, value: str) -> str:
    return salted_hmac(f"throughcare.sign-in.{limit.of}", value, algorithm="sha256").hexdigest()

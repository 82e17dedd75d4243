"""Tries to sign in are limited per account and per address, counted in the database for all processes.

A try is written down before it is counted, so that many at one moment cannot all slip through. Refused tries
are taken off again: knocking while locked out does not lengthen the wait. Keys are digests, because people
type passwords into the wrong box.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from throughcare.accounts.models import SignInTry, one_spelling


class Limit(NamedTuple):
    of: str
    tries: int
    within: timedelta


ACCOUNT = Limit(of="account", tries=5, within=timedelta(minutes=5))
ADDRESS = Limit(of="address", tries=20, within=timedelta(minutes=10))


def refusal_to_try(*, email: str, address: str, at: datetime) -> str | None:
    """Call outside a transaction, before looking at the password. Unknown accounts get the same answer."""
    limits = {_key(ACCOUNT, one_spelling(email)): ACCOUNT, _key(ADDRESS, address): ADDRESS}
    written = [SignInTry.objects.create(key=key, at=at).pk for key in limits]
    over = [limit for key, limit in limits.items() if _tries(key, limit, at) > limit.tries]
    if not over:
        return None
    SignInTry.objects.filter(pk__in=written).delete()
    minutes = max(limit.within for limit in over) // timedelta(minutes=1)
    return f"There have been too many tries to sign in. Wait {minutes} minutes, then try again."


def signed_in(*, email: str, address: str) -> None:
    """The account starts afresh; the address gets this try back, so a busy office does not lock itself."""
    SignInTry.objects.filter(key=_key(ACCOUNT, one_spelling(email))).delete()
    latest = SignInTry.objects.filter(key=_key(ADDRESS, address)).order_by("-at", "-pk").values("pk")[:1]
    SignInTry.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).delete()


def forget_old_tries(*, at: datetime) -> None:
    SignInTry.objects.filter(at__lte=at - max(ACCOUNT.within, ADDRESS.within)).delete()


def _tries(key: str, limit: Limit, at: datetime) -> int:
    return SignInTry.objects.filter(key=key, at__gt=at - limit.within).count()


def _key(limit: Limit, value: str) -> str:
    return salted_hmac(f"throughcare.sign-in.{limit.of}", value, algorithm="sha256").hexdigest()

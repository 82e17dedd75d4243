"""Having a second step, several if one likes, and never none."""

from datetime import datetime

from django.db import transaction

from throughcare.accounts import codes, sign_in_log
from throughcare.accounts.models import Account, Factor

Kind = Factor.Kind


def add_codes(*, account: Account, secret: str, name: str = "", at: datetime, last_used: int = 0) -> Factor:
    factor = Factor(account=account, kind=Kind.CODES, secret=codes.sealed(secret), last_used=last_used, added_at=at)
    return _add(factor, name)


def add_key(*, account: Account, kind: Factor.Kind, credential: str, name: str = "", at: datetime) -> Factor:
    """IntegrityError when somebody has this key already."""
    return _add(Factor(account=account, kind=kind, credential=credential, added_at=at), name)


def refusal_to_remove(*, factor: Factor) -> str | None:
    if factor.account.factors.count() > 1:
        return None
    return "This is your only second step. Add another one first, then you can remove this one."


@transaction.atomic
def remove(*, factor: Factor, at: datetime) -> str | None:
    """The refusal, or None when it is gone. Two removals at one moment cannot leave none."""
    Account.objects.select_for_update().get(pk=factor.account_id)
    refusal = refusal_to_remove(factor=factor)
    if refusal is None:
        sign_in_log.note(sign_in_log.Kind.FACTOR_REMOVED, account=factor.account, at=at, about=factor.pk)
        factor.delete()
    return refusal


def remove_all_but(*, factor: Factor, at: datetime) -> None:
    for old in factor.account.factors.exclude(pk=factor.pk):
        sign_in_log.note(sign_in_log.Kind.FACTOR_REMOVED, account=factor.account, at=at, about=old.pk)
        old.delete()


def _add(factor: Factor, name: str) -> Factor:
    with transaction.atomic():
        factor.name = name.strip()[:60] or Kind(factor.kind).label
        factor.save(force_insert=True)
        sign_in_log.note(sign_in_log.Kind.FACTOR_ADDED, account=factor.account, at=factor.added_at, about=factor.pk)
    return factor

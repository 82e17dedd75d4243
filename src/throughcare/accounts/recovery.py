"""A way back for somebody who lost a key, a telephone or a password: a code from a manager who sees them.

Good once, for 15 minutes, and only together with what was not lost. Never made for oneself.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from throughcare.accounts import sign_in_log, throttle
from throughcare.accounts.actions import MANAGE_THEIR_OWN_TEAM, live_memberships
from throughcare.accounts.models import Account, Membership, RecoveryCode
from throughcare.rulebook.actors import Role

LASTS = timedelta(minutes=15)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are mistaken for one another when copied by hand."""
LENGTH, IN_GROUPS_OF = 12, 4


class NotAllowed(Exception):
    """The message is the sentence to show."""


def refusal_to_make(*, account: Account, by: Membership | None, at: datetime) -> str | None:
    """A sentence, or None. By nobody: from the command line of the server, which lets an administrator in."""
    if by is None:
        administers = live_memberships(account=account, at=at).filter(role=Role.ADMINISTRATOR)
        return None if administers.exists() else "Only an administrator is let in from the server."
    if account.pk == by.account_id:
        return "Nobody makes a code for themselves. Ask another manager of your team, or an administrator."
    if not by.is_live(at=at) or not (by.role == Role.ADMINISTRATOR or by.role in MANAGE_THEIR_OWN_TEAM):
        return "Only a manager of the person’s own team, or an administrator, can make a code for them."
    theirs = live_memberships(account=account, at=at)
    if by.role != Role.ADMINISTRATOR and not theirs.filter(organisation=by.organisation_id).exists():
        return "A manager can make a code for people of their own team only. Ask a manager of that team."
    if by.role != Role.ADMINISTRATOR and theirs.exclude(organisation=by.organisation_id).exists():
        return "This person has a post in another team too, so only an administrator can make a code for them."
    if not account.is_active or not theirs.exists():
        return "This account has no post now, so a code would open nothing."
    return None


@transaction.atomic
def make(*, unsaved: RecoveryCode, at: datetime) -> str:
    """The code, in words to copy; it is held nowhere. Codes made before for the same person open nothing more."""
    refusal = refusal_to_make(account=unsaved.account, by=unsaved.made_by, at=at)
    if refusal:
        raise NotAllowed(refusal)
    RecoveryCode.objects.filter(account=unsaved.account, used_at=None).update(used_at=at)
    text = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    unsaved.made_at, unsaved.digest = at, _digest(unsaved.account, text)
    unsaved.save(force_insert=True)
    throttle.afresh(throttle.RECOVERY, value=str(unsaved.account_id))
    sign_in_log.note(sign_in_log.Kind.CODE_MADE, account=unsaved.account, at=at, about=unsaved.pk, by=unsaved.made_by)
    return "-".join(text[start : start + IN_GROUPS_OF] for start in range(0, LENGTH, IN_GROUPS_OF))


def use(*, account: Account, typed: str, password: str, at: datetime) -> RecoveryCode | None:
    """Uses the code up, if it is right and the password is too, unless that was lost."""
    text = "".join(letter for letter in typed.upper() if letter.isalnum())
    live = RecoveryCode.objects.filter(account=account, used_at=None, made_at__gt=at - LASTS)
    code = live.filter(digest=_digest(account, text)).select_related("made_by").first()
    if code is None or not (code.is_password_lost or account.check_password(password)):
        sign_in_log.note(sign_in_log.Kind.CODE_WRONG, account=account, at=at, about=code.pk if code else None)
        return None
    if not live.filter(pk=code.pk).update(used_at=at):
        return None
    sign_in_log.note(sign_in_log.Kind.CODE_USED, account=account, at=at, about=code.pk, by=code.made_by)
    return code


def _digest(account: Account, text: str) -> str:
    return salted_hmac("throughcare.recovery", f"{account.pk}/{text}", algorithm="sha256").hexdigest()

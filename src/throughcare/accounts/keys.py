"""Making, using and revoking keys of other systems. A key is a membership with an end: nothing of it outlasts the post.

The secret is shown once and held nowhere. A key is looked up by its handle and compared in constant time.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from throughcare.accounts.actions import NotAllowed
from throughcare.accounts.managing import refusal_to_change
from throughcare.accounts.models import ApiKey, Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import POLICE, Role

LASTS_AT_MOST = timedelta(days=90)
NAME_AT_MOST = 80
BEGINS = "tc"
HANDLE_LETTERS, HANDLE_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8


def refusal_to_make(*, unsaved: ApiKey, by: Membership | None, at: datetime) -> str | None:
    """A sentence, or None. Whoever may give the role may give a key to it, and nobody to themselves."""
    post = unsaved.membership
    if not Membership.objects.live(at=at).filter(pk=post.pk, account__is_active=True).exists():
        return "This post has ended or has not begun, so a key would open nothing."
    refusal = refusal_to_change(membership=post, by=by, at=at)
    if refusal:
        return refusal
    if not unsaved.name.strip() or len(unsaved.name) > NAME_AT_MOST:
        return f"Say in 1 to {NAME_AT_MOST} letters which system uses the key."
    if not at < unsaved.expires_at <= at + LASTS_AT_MOST:
        return f"A key ends after now and within {LASTS_AT_MOST.days} days. Make the next one before it ends."
    if unsaved.names_officers and Role(post.role) not in POLICE:
        return "Only a key of a custody suite carries what an officer authorised."
    return None


@transaction.atomic
def make(*, unsaved: ApiKey, by: Membership | None, at: datetime) -> str:
    """The key in full, to be copied now. By nobody: from the command line of the server."""
    refusal = refusal_to_make(unsaved=unsaved, by=by, at=at)
    if refusal:
        raise NotAllowed(refusal)
    secret = secrets.token_urlsafe(32)
    unsaved.handle = "".join(secrets.choice(HANDLE_LETTERS) for _ in range(HANDLE_LENGTH))
    unsaved.name, unsaved.made_at, unsaved.made_by = unsaved.name.strip(), at, by
    unsaved.digest = _digest(unsaved.handle, secret)
    unsaved.save(force_insert=True)
    return f"{BEGINS}_{unsaved.handle}_{secret}"


@transaction.atomic
def revoke(*, key: ApiKey, by: Membership | None, at: datetime) -> None:
    """At once. Revoking twice changes nothing."""
    refusal = refusal_to_change(membership=key.membership, by=by, at=at)
    if refusal:
        raise NotAllowed(refusal)
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at, revoked_by=by)
    key.refresh_from_db(fields=["revoked_at", "revoked_by"])


def live(*, at: datetime) -> Q:
    """Neither revoked nor past its end, and its post and account go on."""
    posts = Membership.objects.live(at=at).filter(account__is_active=True)
    open_accounts = Q(account__closes_at=None) | Q(account__closes_at__gt=at)
    return Q(revoked_at=None, expires_at__gt=at, membership__in=posts.filter(open_accounts))


def find(*, text: str, at: datetime) -> ApiKey | None:
    """The key behind what was sent, if it opens anything at that instant."""
    begins, _, rest = text.partition("_")
    handle, _, secret = rest.partition("_")
    if begins != BEGINS or len(handle) != HANDLE_LENGTH or "\x00" in text:
        return None
    found = ApiKey.objects.filter(live(at=at), handle=handle)
    key = found.select_related("membership__account", "membership__organisation__area").first()
    digest = _digest(handle, secret)
    return key if key is not None and constant_time_compare(key.digest, digest) else None


def of_team(organisation: Organisation) -> "list[ApiKey]":
    """All that were ever made for posts of a team, the newest first."""
    found = ApiKey.objects.filter(membership__organisation=organisation)
    return list(found.select_related("membership__account", "made_by__account", "revoked_by__account"))


def _digest(handle: str, secret: str) -> str:
    return salted_hmac("throughcare.key", f"{handle}/{secret}", algorithm="sha256").hexdigest()

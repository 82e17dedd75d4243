"""Arranging cover and ending it early. Each keeps who did it and when; nothing is rewritten but an end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from throughcare.accounts.actions import NotAllowed
from throughcare.accounts.models import Cover, Membership
from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS


def of_team(organisation: UUID, *, at: datetime) -> QuerySet[Cover]:
    """Cover that runs or is still to come, the soonest first."""
    found = Cover.objects.filter(absent__organisation=organisation, until_at__gt=at)
    return found.select_related("absent__account", "covering__account", "by__account").order_by("from_at", "pk")


@transaction.atomic
def arrange(*, cover: Cover, by: Membership, at: datetime) -> Cover:
    """Not yet saved; `from_at` and `until_at` are set."""
    Membership.objects.select_for_update().get(pk=cover.absent_id)
    refusal = refusal_to_manage(team=cover.absent.organisation_id, by=by, at=at) or _refusal_of_two(cover, at)
    refusal = refusal or _refusal_of_dates(cover, at)
    if refusal:
        raise NotAllowed(refusal)
    cover.by, cover.at = by, at
    cover.save(force_insert=True)
    return cover


@transaction.atomic
def end(*, cover: Cover, by: Membership, at: datetime) -> None:
    """Now; one that had not begun never begins."""
    kept = Cover.objects.select_for_update().select_related("absent").get(pk=cover.pk)
    refusal = refusal_to_manage(team=kept.absent.organisation_id, by=by, at=at)
    if refusal or kept.until_at <= at:
        raise NotAllowed(refusal or "This cover is over already.")
    kept.until_at, kept.ended_by, kept.ended_at = max(at, kept.from_at), by, at
    kept.save(update_fields=["until_at", "ended_by", "ended_at"])


def refusal_to_manage(*, team: UUID, by: Membership, at: datetime) -> str | None:
    if by.role in CJIT_MANAGER and by.organisation_id == team and by.is_live(at=at):
        return None
    return "Cover is arranged by the manager of the team."


def _refusal_of_two(cover: Cover, at: datetime) -> str | None:
    if cover.absent_id == cover.covering_id:
        return "Nobody covers for themselves. Choose a colleague."
    if cover.absent.organisation_id != cover.covering.organisation_id:
        return "Cover is given by a colleague of the same team."
    if cover.covering.role not in CJIT_WORKERS:
        return "Cover is given by a drug worker of the team."
    if not cover.covering.is_live(at=max(at, cover.from_at)):
        return f"{cover.covering.account.full_name} does not work here on the first day. Choose somebody else."
    return None


def _refusal_of_dates(cover: Cover, at: datetime) -> str | None:
    if cover.until_at <= max(at, cover.from_at):
        return "The last day of the cover is before its first day, or has passed. Check both."
    covering_ends = cover.covering.until_at
    if covering_ends is not None and covering_ends < cover.until_at:
        return f"{cover.covering.account.full_name} leaves before the cover ends. Choose an earlier last day."
    same_time = Cover.objects.filter(from_at__lt=cover.until_at, until_at__gt=max(at, cover.from_at))
    if same_time.filter(absent=cover.absent_id).exists():
        return f"{cover.absent.account.full_name} is covered in that time already. End that cover first."
    if same_time.filter(Q(absent=cover.covering_id)).exists():
        return f"{cover.covering.account.full_name} is away in that time too. Choose somebody else."
    if same_time.filter(covering=cover.absent_id).exists():
        return (
            f"{cover.absent.account.full_name} covers for a colleague in that time. "
            "End that cover first, and let somebody else take it on."
        )
    return None

"""Whom a worker covers, and who covers for whom: in words, for lists and pages."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from throughcare.accounts.models import Cover, Membership
from throughcare.web import words


def by(membership: Membership, at: datetime) -> list[Cover]:
    """What this worker covers now."""
    found = Cover.objects.live(at=at).filter(covering=membership.pk)
    return list(found.select_related("absent__account").order_by("until_at", "pk"))


def workers_of(membership: Membership, at: datetime) -> QuerySet[Cover, UUID]:
    """Those whose people this worker covers, as part of a larger question."""
    return Cover.objects.live(at=at).filter(covering=membership.pk).values_list("absent", flat=True)


def mine(membership: Membership, at: datetime) -> Q:
    """On rows of a caseload: one's own people, and those one covers."""
    return Q(case_manager=membership.pk) | Q(case_manager__in=workers_of(membership, at))


def note(cover: Cover) -> str:
    return f"For {cover.absent.account.full_name}, {until(cover)}"


def notes(covers: Iterable[Cover]) -> dict[UUID, str]:
    """By whoever is away."""
    return {cover.absent_id: note(cover) for cover in covers}


def until(cover: Cover) -> str:
    return f"until {words.day(words.due_day(cover.until_at))}"

"""Who reviews what was opened in an emergency: a manager of the care team; an auditor where none does (trust A9)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from throughcare.access.models import Opening
from throughcare.access.openings import LETTERS, NotAllowed
from throughcare.access.scope import knows
from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import MANAGES, Role


def to_review(*, membership: Membership, at: datetime) -> QuerySet[Opening]:
    """What this membership may review now, the longest overdue first.

    Never what its own account opened, nor of somebody whom it knows (A10).
    """
    unreviewed = Opening.objects.filter(reviewed_at=None, opened_at__isnull=False)
    others = unreviewed.exclude(membership__account=membership.account_id).exclude(knows(membership, "person"))
    return _within(others, membership, at).order_by("review_by", "id")


def _within(openings: QuerySet[Opening], membership: Membership, at: datetime) -> QuerySet[Opening]:
    if membership.role == Role.AUDITOR:
        return openings.filter(in_reach(membership)).filter(Q(review_by__lte=at) | ~Q(_has_manager(at)))
    if membership.role in MANAGES:
        return openings.filter(care_team=membership.organisation_id)
    return openings.none()


def in_reach(membership: Membership) -> Q:
    """What concerns the auditor's area: opened by a team of it, or in the care of one. No area means all of them."""
    area = membership.organisation.area_id
    return Q(membership__organisation__area=area) | Q(care_team__area=area) if area else Q()


def _has_manager(at: datetime) -> Exists:
    """Of the care team, other than whoever opened the record."""
    managers = Membership.objects.live(at=at).filter(organisation=OuterRef("care_team"), role__in=list(MANAGES))
    return Exists(managers.exclude(account=OuterRef("membership__account")))


def refusal_to_review(*, opening: Opening, by: Membership, words: str, at: datetime) -> str | None:
    if opening.membership.account_id == by.account_id:
        return "You opened this record yourself, so someone else reviews it."
    if not to_review(membership=by, at=at).filter(pk=opening.pk).exists():
        return "This is reviewed by a manager of the team responsible, or has been reviewed already."
    if sum(letter.isalpha() for letter in words) < LETTERS:
        return f"Say what you found in at least {LETTERS} letters."
    return None


@transaction.atomic
def review(*, opening: Opening, by: Membership, was_right: bool, words: str, at: datetime) -> None:
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    refusal = refusal_to_review(opening=opening, by=by, words=words, at=at)
    if refusal:
        raise NotAllowed(refusal)
    opening.reviewed_by, opening.reviewed_at = by, at
    opening.was_right, opening.review_words = was_right, words
    opening.save()

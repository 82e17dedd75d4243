"""Who may read a draft: its author, and after a shift the manager of the team it was written in (trust A, B7).

Both only while they may open the person's record; every reading stands in the read log like any other.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.drafts.models import A_SHIFT, SOON, Draft
from throughcare.people.models import Person
from throughcare.rulebook.actors import CJIT_MANAGER


def readable(*, membership: Membership, at: datetime) -> QuerySet[Draft]:
    """Open drafts that may be read, those that end first at the head."""
    people = scope.findable(membership=membership, at=at).values("pk")
    found = _theirs(membership, at).filter(person__in=people).select_related("person", "author__account")
    return found.prefetch_related("taken_over__was__account").order_by("ends_at", "pk")


def _theirs(membership: Membership, at: datetime) -> QuerySet[Draft]:
    """One's own, and for a manager those of the team after a shift, whoever wrote them and whether they have left."""
    mine = Q(author__account=membership.account_id)
    if membership.role in CJIT_MANAGER:
        mine |= Q(saved_at__lte=at - A_SHIFT)
    return Draft.objects.filter(mine, team=membership.organisation_id, closed_at=None)


def out_of_sight(*, membership: Membership, at: datetime) -> int:
    """How many would be theirs to read, were the person in their sight. Counted and not named: no draft is lost."""
    people = scope.findable(membership=membership, at=at).values("pk")
    return _theirs(membership, at).exclude(person__in=people).count()


def may_take_over(draft: Draft, membership: Membership) -> bool:
    """A manager, of a draft of the team that they may read and that is not their own (HB 4.11.2)."""
    is_ours = draft.team_id == membership.organisation_id
    return is_ours and membership.role in CJIT_MANAGER and not is_author(draft, membership)


def one(*, draft: UUID, person: Person, membership: Membership, at: datetime) -> Draft | None:
    return readable(membership=membership, at=at).filter(pk=draft, person=person).first()


def begun(*, person: Person, membership: Membership, subject: str) -> Draft | None:
    """The open draft of the same author in the same team whose subject begins so."""
    found = Draft.objects.filter(
        person=person, author__account=membership.account_id, team=membership.organisation_id, closed_at=None,
        subject__startswith=subject,
    )  # fmt: skip
    return found.select_related("author__account").first()


def closed_by(*, draft: UUID, person: Person, membership: Membership) -> Draft | None:
    """One that its own author entered or gave up: a second sending is answered like the first."""
    found = Draft.objects.filter(pk=draft, person=person, author__account=membership.account_id)
    return found.filter(team=membership.organisation_id).exclude(closed_at=None).first()


def is_author(draft: Draft, membership: Membership) -> bool:
    """Whoever wrote it goes on with it, in whatever post of the team they are at work."""
    return draft.author.account_id == membership.account_id


def ending(at: datetime) -> dict[str, Combinable]:
    """For rows of memberships: how many drafts of theirs, and of their team, end soon. With them, not one query more.

    A draft that ends soon was last saved longer ago than a shift, so a manager may read every one of them.
    """
    soon = Draft.objects.filter(team=OuterRef("organisation"), closed_at=None, ends_at__lte=at + SOON).order_by()
    own = soon.filter(author__account=OuterRef("account"))
    return {"own_drafts_ending": _count(own), "team_drafts_ending": _count(soon)}


def ending_of(membership: Membership) -> int:
    """Of a row with those two counts."""
    name = "team_drafts_ending" if membership.role in CJIT_MANAGER else "own_drafts_ending"
    return int(getattr(membership, name, 0))


def _count(rows: QuerySet[Draft]) -> Combinable:
    counted = rows.values("team").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

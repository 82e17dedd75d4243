"""In which membership somebody is at work: chosen at sign-in, checked at every request."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from throughcare.access import drafts
from throughcare.accounts.actions import live_memberships
from throughcare.accounts.models import Account, Membership
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.standing import Actor

CHOSEN = "membership"
NAMES = ("Home Office", "Government Office")


@dataclass(frozen=True, kw_only=True)
class WorkingAs:
    """A membership, as pages and rules see it."""

    membership: Membership
    name: str
    role: Role
    role_title: str
    organisation_name: str
    team: str
    drafts_ending: int
    """Drafts that this membership may read and that end soon."""

    @property
    def actor(self) -> Actor:
        return Actor(membership=self.membership.id, role=self.role, team=self.team)


def working_as(request: HttpRequest, at: Any) -> WorkingAs | None:
    """The chosen membership if it is still live; the only live one if none was chosen."""
    if not isinstance(request.user, Account):
        return None
    rows = live_memberships(account=request.user, at=at).select_related("organisation", "account")
    live = list(rows.annotate(**drafts.ending(at)))
    chosen = request.session.get(CHOSEN)
    found = next((one for one in live if str(one.id) == chosen), live[0] if len(live) == 1 else None)
    return of(found) if found else None


def of(membership: Membership) -> WorkingAs:
    role = Role(membership.role)
    title = _inside_a_sentence(ROLES[role].title)
    return WorkingAs(
        membership=membership, name=membership.account.full_name, role=role, role_title=title,
        organisation_name=membership.organisation.name, team=str(membership.organisation_id),
        drafts_ending=drafts.ending_of(membership),
    )  # fmt: skip


def _inside_a_sentence(title: str) -> str:
    """Custody sergeant loses its capital; DAT co-ordinator, CJIT manager and what bears a body's name keep theirs."""
    return title if title[:2].isupper() or title.startswith(NAMES) else title[:1].lower() + title[1:]

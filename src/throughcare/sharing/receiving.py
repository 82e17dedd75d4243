"""What others shared with a team, as its reader may read it at this second."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.reading import history as history_of
from throughcare.people import shown
from throughcare.rulebook.actors import Role
from throughcare.rulebook.disclosure import Share, items_read, shares
from throughcare.rulebook.facts.consent import Disclosed, Item
from throughcare.rulebook.history import History
from throughcare.sharing.models import Disclosure


@dataclass(frozen=True, kw_only=True)
class Received:
    """One disclosure: `history` is the whole record, for working out; only `read` of it may be shown, while `live`."""

    history: History
    share: Share | None
    live: bool
    read: frozenset[Item]

    @property
    def is_whole(self) -> bool:
        return self.share is not None and self.read == self.share.items


def sent_to(membership: Membership) -> QuerySet[Disclosure]:
    """Whoever declared to know the person reads nothing of them here either (A10)."""
    sent = Disclosure.objects.filter(to_team=membership.organisation)
    return sent.exclude(scope.knows(membership, "person"))


def look(one: Disclosure, *, membership: Membership, at: datetime) -> Received:
    """Asked of the record itself: no list and no page is older than the question. Nobody is noted as shown by it."""
    with shown.collecting():
        h = history_of(one.person_id)
    share = next((share for share in shares(h) if share.disclosure == one.pk), None)
    sent = h.get(one.pk, Disclosed)
    read = items_read(h, sent, Role(membership.role)) if sent else frozenset()
    return Received(history=h, share=share, live=share is not None and share.live_at(at), read=read)

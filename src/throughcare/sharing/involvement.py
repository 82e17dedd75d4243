"""What goes to whoever is involved: exactly the items of their row in the table. Pure."""

from typing import Any
from uuid import UUID

from throughcare.rulebook.disclosure import Basis, row_for
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.consent import Disclosed, RecipientKind, SharedFor


def disclosed(kind: RecipientKind, team: str, involved: UUID, by: type[Fact]) -> Disclosed:
    """Without its copy yet; `by` is the fact through which they are involved."""
    bare = Disclosed(recipient=kind, to_team=team, purpose=SharedFor.REQUIREMENT, involved=involved, copy="")
    row = row_for(Basis.INVOLVEMENT, bare, by)
    items: dict[str, Any] = {item.name.lower(): True for item in (row.items if row else ())}
    return Disclosed(
        recipient=kind, to_team=team, purpose=SharedFor.REQUIREMENT, involved=involved, copy="", **items
    )  # fmt: skip

"""The copy that is kept of what was sent: text exactly as read by the recipient, under its digest. Pure."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from throughcare.documents.failure_bundle import FailureBundle
from throughcare.rulebook.facts.consent import Scope
from throughcare.rulebook.history import History
from throughcare.sharing import contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a recipient reads: whose words, for what, as at when, and the lines."""

    sender: str
    recipient: str
    purpose: str
    as_at: datetime
    lines: tuple[tuple[str, str], ...]
    bundle: FailureBundle | None = None
    """With a report of a failure: what police need as evidence."""

    @property
    def name(self) -> str:
        return self.lines[0][1]


def written(
    h: History, scope: Scope, *, sender: str, recipient: str, as_at: datetime, bundle: FailureBundle | None = None
) -> str:
    """The copy's text: the same history, items and names give the same bytes."""
    said = {
        "sender": sender, "recipient": recipient, "purpose": scope.purpose.value,
        "as_at": as_at.astimezone(UTC).isoformat(), "lines": contents.lines(h, scope.items),
        **({"bundle": bundle.plain()} if bundle else {}),
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)


def read(text: str) -> Sent:
    said = json.loads(text)
    return Sent(
        sender=said["sender"], recipient=said["recipient"], purpose=said["purpose"],
        as_at=datetime.fromisoformat(said["as_at"]), lines=tuple((label, value) for label, value in said["lines"]),
        bundle=FailureBundle.read(said["bundle"]) if "bundle" in said else None,
    )  # fmt: skip


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

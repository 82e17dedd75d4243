"""The copy that is kept of what was sent: text exactly as read by the recipient, under its digest. Pure."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from throughcare.documents.failure_bundle import FailureBundle
from throughcare.rulebook.facts.consent import Disclosed
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text of a copy, and what is recorded of it: its digest, and the entries that said what it says."""

    text: str
    fact: Disclosed


def written(
    h: History, fact: Disclosed, *, sender: str, recipient: str, as_at: datetime, bundle: FailureBundle | None = None
) -> Written:
    """The same history, items and names give the same bytes."""
    lines = contents.lines(h, fact.items)
    said = {
        "sender": sender, "recipient": recipient, "purpose": fact.purpose.value,
        "as_at": as_at.astimezone(UTC).isoformat(), "lines": [(line.label, line.value) for line in lines],
        **({"bundle": bundle.plain()} if bundle else {}),
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)
    made_of = dict.fromkeys(str(entry.id) for line in lines for entry in line.said_by)
    return Written(text=text, fact=replace(fact, copy=digest(text), made_of=" ".join(made_of)))


def read(text: str) -> Sent:
    said = json.loads(text)
    return Sent(
        sender=said["sender"], recipient=said["recipient"], purpose=said["purpose"],
        as_at=datetime.fromisoformat(said["as_at"]), lines=tuple((label, value) for label, value in said["lines"]),
        bundle=FailureBundle.read(said["bundle"]) if "bundle" in said else None,
    )  # fmt: skip


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

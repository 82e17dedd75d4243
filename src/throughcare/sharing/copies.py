"""The copy that is kept of what was sent: text exactly as read by the recipient, under its digest. Pure."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple, Self

from throughcare.documents.failure_bundle import FailureBundle
from throughcare.rulebook.facts.consent import Disclosed, Item
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.sharing import contents, evidence


class Line(NamedTuple):
    """What is read, and the item it stands under; in no item it says who it is about, or the copy is an old one."""

    label: str
    value: str
    item: Item | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a recipient reads: whose words, for what, as at when, and the lines."""

    sender: str
    recipient: str
    purpose: str
    as_at: datetime
    lines: tuple[Line, ...]
    bundle: FailureBundle | None = None
    """With a report of a failure: what police need as evidence."""

    @property
    def name(self) -> str:
        return self.lines[0].value

    def only(self, items: frozenset[Item]) -> Self:
        """The name, and the lines of these items; of a copy that does not say what its lines are of, the name alone."""
        name, *rest = self.lines
        is_old = all(line.item is None for line in self.lines)
        kept = () if is_old else (line for line in rest if line.item is None or line.item in items)
        return replace(self, lines=(name, *kept), bundle=None)


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
        "as_at": as_at.astimezone(UTC).isoformat(), "lines": [_plain(line) for line in lines],
        **({"bundle": bundle.plain()} if bundle else {}),
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)
    made_of = dict.fromkeys(str(entry.id) for entry in (*_said_by(lines), *_evidence(h, fact, bundle)))
    return Written(text=text, fact=replace(fact, copy=digest(text), made_of=" ".join(made_of)))


def _said_by(lines: list[contents.Line]) -> Iterator[AnyRecorded]:
    return (entry for line in lines for entry in line.said_by)


def _evidence(h: History, fact: Disclosed, bundle: FailureBundle | None) -> tuple[AnyRecorded, ...]:
    case = evidence.found(h, fact.involved) if bundle and fact.involved else None
    return case.entries if case else ()


def _plain(line: contents.Line) -> tuple[str, str, str]:
    return line.label, line.value, line.item.name if line.item else ""


def read(text: str) -> Sent:
    said = json.loads(text)
    return Sent(
        sender=said["sender"], recipient=said["recipient"], purpose=said["purpose"],
        as_at=datetime.fromisoformat(said["as_at"]), lines=tuple(_line(*line) for line in said["lines"]),
        bundle=FailureBundle.read(said["bundle"]) if "bundle" in said else None,
    )  # fmt: skip


def _line(label: str, value: str, item: str = "") -> Line:
    """Copies of our first months say no item."""
    return Line(label, value, Item[item] if item else None)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

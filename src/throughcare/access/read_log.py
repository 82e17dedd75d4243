"""Writes who looked: one row for each answer that shows anyone, kept before the answer leaves (trust rule 5, C1, C2).

Ids, the name of the route and the names of data classes; never what was shown (C6).
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction

from throughcare.access.models import Reading, ReadingOf
from throughcare.accounts.models import Membership
from throughcare.journal.codec import instant
from throughcare.journal.rows import table
from throughcare.people.shown import Because, Shown
from throughcare.rulebook.actors import ROLES

COLUMNS = (
    "at", "account_id", "membership_id", "team_id", "operation", "method", "purpose", "basis", "classes", "opening",
    "request", "people",
)  # fmt: skip
"""What the hash of a reading covers, beside the people it shows; its place is under the seal."""
OWN_PEOPLE = "a list of one's own people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The request, as far as the log names it."""

    membership: Membership
    operation: str
    method: str
    at: datetime


def write(shown: Shown, *, asked: Asked) -> Reading:
    """Committed when this returns. A database error means: show nothing."""
    because = shown.because or _list(asked.membership)
    reading = Reading(
        at=asked.at, account_id=asked.membership.account_id, membership=asked.membership,
        team_id=asked.membership.organisation_id, operation=asked.operation, method=asked.method,
        purpose=because.purpose, basis=because.basis, classes=", ".join(sorted(because.classes)),
        opening=because.opening, request=uuid4(), people=len(shown.people),
    )  # fmt: skip
    reading.hash = hash_of(reading, shown.people)
    with transaction.atomic(durable=True, savepoint=False):
        reading.save(force_insert=True)
        of = table(ReadingOf)
        of.insert([of.stored((reading.pk, person)) for person in sorted(shown.people)])
    return reading


def hash_of(reading: Reading, people: Collection[UUID]) -> str:
    held = [_plain(getattr(reading, name)) for name in COLUMNS]
    return sha256(json.dumps([held, sorted(map(str, people))], separators=(",", ":")).encode()).hexdigest()


def _list(membership: Membership) -> Because:
    """A list shows at most what the role may see of the people its team is involved with."""
    return Because(purpose="the person's case", basis=OWN_PEOPLE, classes=frozenset(ROLES[membership.role].sees))  # type: ignore[index]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    return str(value) if isinstance(value, UUID) else value

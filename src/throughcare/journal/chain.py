"""How entries hang together: every column of an envelope under one hash, each hash under the next (design 3)."""

import json
import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from throughcare.journal.codec import instant

START = ""
"""What stands before the first entry of a person."""

COLUMNS = (
    "id", "person_id", "seq", "kind", "version", "happened_at", "recorded_at", "by_id", "team_id", "replaces", "why",
    "salt", "body_digest", "previous",
)  # fmt: skip
"""Everything an envelope holds but the hash itself, in the order in which it is hashed."""

_dump = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def new_salt() -> str:
    """So that a short body cannot be guessed from its digest once the body has been disposed of."""
    return secrets.token_hex(16)


def digest_of(*, salt: str, body: str) -> str:
    return sha256(f"{salt}{body}".encode()).hexdigest()


def hash_of(envelope: object) -> str:
    """Of an envelope with these columns as attributes; a test holds the list against the table."""
    return hash_of_values([getattr(envelope, name) for name in COLUMNS])


def hash_of_values(values: list[object]) -> str:
    return sha256(_dump([_plain(value) for value in values]).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    return str(value) if isinstance(value, UUID) else value

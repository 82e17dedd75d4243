"""One codec: a fact as canonical JSON text, and back. Stored text never changes; reading upgrades it (design 3).

Canonical: keys in order, no spaces, instants in UTC with a Z, days in ISO form, enums by value, links as UUID
text, letters composed (NFC). There are no floats. What is not exactly so is refused, naming the value.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any
from unicodedata import is_normalized, normalize
from uuid import UUID

from throughcare.rulebook.facts.base import KINDS, Fact, Kind, Upgrade, kind_of

Read = Callable[[Any], Any]
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class NotStorable(ValueError):
    """Text that may not be kept; the message is the sentence to show."""


class NotAFact(ValueError):
    """Stored or sent text that is not a fact of this kind; the message names the field and its value."""


def encode(fact: Fact) -> str:
    """The one text of a fact: the same fact always gives the same text."""
    return _dump({name: _written(getattr(fact, name)) for name in kind_of(type(fact)).types})


def decode(kind_name: str, version: int, text: str) -> Fact:
    """The fact in today's form, from text of any version."""
    return _decoder(kind_name, version)(text)


def clean(text: str) -> str:
    """Composed letters, without signs that cannot be stored or that make text show other than it is."""
    found = _FORBIDDEN.search(text)
    if found:
        raise NotStorable(f"The text has a sign that cannot be kept (U+{ord(found[0]):04X}). Type it again.")
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def instant(at: datetime) -> str:
    """UTC, to the microsecond if there is one, with a Z."""
    if at.tzinfo is not UTC:
        if at.utcoffset() is None:
            raise NotAFact(f"{at.isoformat()} has no time zone.")
        at = at.astimezone(UTC)
    return at.isoformat()[:-6] + "Z"


def _written(value: object) -> object:
    """StrEnum and str differ in type, so the tests are exact."""
    kind = type(value)
    if kind is str:
        return clean(value)  # type: ignore[arg-type]
    if kind is datetime:
        return instant(value)  # type: ignore[arg-type]
    if isinstance(value, Enum):
        return value.value
    if kind is UUID:
        return str(value)
    if kind is date:
        return value.isoformat()  # type: ignore[attr-defined]
    return value


@cache
def _decoder(kind_name: str, version: int) -> Callable[[str], Fact]:
    """Built once a kind and version: what reads each field, what is required, and the upgrades still to run."""
    kind = KINDS.get(kind_name)
    if kind is None:
        raise NotAFact(f"{kind_name!r} is not a kind of fact.")
    readers = {name: reader(types) for name, types in kind.types.items()}
    required = {each.name for each in fields(kind.cls) if each.default is MISSING}  # type: ignore[arg-type]
    upgrades = _upgrades(kind, version)
    cls = kind.cls

    def read(text: str) -> Fact:
        stored = _loads(text, kind.name)
        for upgrade in upgrades:
            stored = _upgraded(stored, upgrade, kind_name)
        try:
            return cls(**{name: readers[name](value) for name, value in stored.items()})
        except (KeyError, TypeError, ValueError) as error:
            raise NotAFact(_complaint(kind, readers, required, stored)) from error

    return read


def _upgrades(kind: Kind, version: int) -> list[Upgrade]:
    if type(version) is not int or not 1 <= version <= kind.version:
        raise NotAFact(f"{kind.name} has no version {version!r}; it has 1 to {kind.version}.")
    return [kind.upgrades[number] for number in range(version, kind.version)]


def _upgraded(stored: dict[str, Any], upgrade: Upgrade, name: str) -> dict[str, Any]:
    try:
        return upgrade(stored)
    except (KeyError, TypeError, ValueError) as error:
        raise NotAFact(f"The text of a {name} is not of the version it stands under: {error!r}.") from error


def _loads(text: str, name: str) -> dict[str, Any]:
    try:
        stored = json.loads(text)
    except ValueError as error:
        raise NotAFact(f"The text of a {name} is not JSON: {error}.") from error
    if type(stored) is not dict:
        raise NotAFact(f"The text of a {name} is {stored!r}, not fields with values.")
    return stored


def _complaint(kind: Kind, readers: Mapping[str, Read], required: set[str], stored: dict[str, Any]) -> str:
    """Found only after a refusal, so that reading what is well stays quick."""
    unknown, missing = sorted(stored.keys() - readers.keys()), sorted(required - stored.keys())
    if unknown:
        return f"{kind.name} has no field {unknown[0]!r} (value {stored[unknown[0]]!r})."
    if missing:
        return f"{kind.name} needs the field {missing[0]!r}."
    for name, value in stored.items():
        try:
            readers[name](value)
        except (KeyError, TypeError, ValueError) as error:
            return f"{kind.name}.{name} cannot be {value!r}: {error}."
    return f"{kind.name} is not well formed."


def reader(types: frozenset[type]) -> Read:
    """By the one type a field may hold besides None."""
    (held,) = types - {NoneType}
    read = _READERS.get(held) or _enum_reader(held)
    if NoneType not in types:
        return read
    return lambda value: None if value is None else read(value)


def _enum_reader(held: type) -> Read:
    members: dict[object, Any] = {member.value: member for member in held}  # type: ignore[attr-defined]

    def read(value: object) -> Any:
        if type(value) is not str or value not in members:
            raise ValueError(f"it must be one of {', '.join(map(repr, members))}")
        return members[value]

    return read


def _read_text(value: object) -> str:
    if type(value) is not str:
        raise ValueError("it must be text")
    return value if value.isascii() and value.isprintable() else clean(value)


def _read_instant(value: object) -> datetime:
    if type(value) is not str:
        raise ValueError("it must be a date and time as text")
    at = datetime.fromisoformat(value)
    if at.tzinfo is UTC:
        return at
    if at.utcoffset() is None or len(value) < len("2010-04-01T10:00Z"):
        raise ValueError("it must say its time zone")
    return at.astimezone(UTC)


def _read_day(value: object) -> date:
    if type(value) is not str or len(value) != len("2010-04-01"):
        raise ValueError("it must be a day, as 2010-04-01")
    return date.fromisoformat(value)


def _read_link(value: object) -> UUID:
    if type(value) is not str or len(value) != 36:
        raise ValueError("it must be an id, as text of 36 letters")
    return UUID(value)


def _exactly(wanted: type, words: str) -> Read:
    def read(value: object) -> object:
        if type(value) is not wanted:
            raise ValueError(f"it must be {words}")
        return value

    return read


_READERS: Mapping[type, Read] = {
    str: _read_text,
    datetime: _read_instant,
    date: _read_day,
    UUID: _read_link,
    bool: _exactly(bool, "true or false"),
    int: _exactly(int, "a whole number"),
}

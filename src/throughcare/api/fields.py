"""The fields of a fact as a caller sends them: read by the journal's own codec, described from the same question."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, PlainValidator, WithJsonSchema, create_model
from pydantic import Field as Described

from throughcare.journal import codec
from throughcare.rulebook.facts.base import Kind, Question

LONGEST_TEXT, LARGEST_NUMBER = 4000, 9999
FIRST_YEAR, LAST_YEAR = 1890, 2100
SHORTER = {"given_name": 200, "family_name": 200, "area": 20, "custody_number": 40, "cell": 20}
"""Names of text fields that a list holds in fewer letters."""
A_TIME = {"type": "string", "format": "date-time", "description": "With its time zone, as 2010-06-03T21:04:00Z"}
AN_ID = {"type": "string", "format": "uuid"}


class Closed(Schema):
    """Nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


def sent(types: frozenset[type], schema: dict[str, Any], *, longest: int = LONGEST_TEXT, shortest: int = 0) -> Any:
    """The annotation of a value: read as the codec reads it, within the years and lengths that can be kept."""
    read = codec.reader(types)

    def value(given: Any) -> Any:
        try:
            return _within(read(given), longest, shortest)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(_words(error)) from None

    return Annotated[Any, PlainValidator(value), WithJsonSchema(schema)]


def text(longest: int, *, shortest: int = 0, says: str = "") -> Any:
    """Letters that can be kept, so many."""
    shape = {"type": "string", "minLength": shortest, "maxLength": longest, "description": says}
    return sent(frozenset({str}), shape, longest=longest, shortest=shortest)


Instant = sent(frozenset({datetime}), A_TIME)
Id = sent(frozenset({UUID}), AN_ID)
MaybeId = sent(frozenset({UUID, NoneType}), {"type": ["string", "null"], "format": "uuid"})
MaybeInstant = sent(frozenset({datetime, NoneType}), A_TIME)
Cursor = text(200, says="Where the last page ended")
Limit = Annotated[int, Described(ge=1, le=100, description="How many at most")]
ShortText = text(1000)
Sought = text(200, shortest=2, says="Beginnings of names, a date of birth as 1984-11-09, or a reference")


def schema_of(kind: Kind) -> type[Schema]:
    """The facts' own fields. Unknown ones, times without a zone and numbers for times are refused."""
    held = {each.name: _field(kind, each) for each in fields(kind.cls)}  # type: ignore[arg-type]
    made: type[Schema] = create_model(kind.cls.__name__, __base__=Closed, __doc__=kind.title, **held)  # type: ignore[call-overload]
    return made


def _field(kind: Kind, each: "Field[Any]") -> tuple[Any, Any]:
    asked, types = kind.questions[each.name], kind.types[each.name]
    longest = SHORTER.get(each.name, LONGEST_TEXT)
    annotation = sent(types, {**_shape(types, longest), **_said(asked)}, longest=longest)
    return annotation, Described(... if each.default is MISSING else each.default)


def _said(asked: Question) -> dict[str, str]:
    names = f"Names an earlier fact: {' or '.join(asked.names)}." if asked.names else ""
    return {"title": asked.label, "description": " ".join(filter(None, (asked.hint, names)))}


def _shape(types: frozenset[type], longest: int) -> dict[str, Any]:
    (held,) = types - {NoneType}
    choices = [member.value for member in held] if issubclass(held, StrEnum) else []
    nullable = NoneType in types
    if choices:
        return {"enum": [*choices, None] if nullable else choices}
    shape = dict(_SHAPES[held](longest))
    return shape | {"type": [shape["type"], "null"]} if nullable else shape


_SHAPES: dict[type, Callable[[int], dict[str, Any]]] = {
    str: lambda longest: {"type": "string", "maxLength": longest},
    int: lambda _: {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER},
    bool: lambda _: {"type": "boolean"},
    date: lambda _: {"type": "string", "format": "date"},
    datetime: lambda _: {"type": "string", "format": "date-time"},
    UUID: lambda _: dict(AN_ID),
}


def _within(value: Any, longest: int, shortest: int) -> Any:
    if isinstance(value, str) and len(value) < shortest:
        raise ValueError(f"it has fewer than {shortest} letters")
    if isinstance(value, str) and not isinstance(value, StrEnum) and len(value) > longest:
        raise ValueError(f"it has more than {longest} letters")
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"its year is not in {FIRST_YEAR} to {LAST_YEAR}")
    if type(value) is int and not 0 <= value <= LARGEST_NUMBER:
        raise ValueError(f"it is not in 0 to {LARGEST_NUMBER}")
    return value


def _words(error: Exception) -> str:
    """The codec's own sentence where it has one; never the value."""
    said = str(error)
    return said if said.startswith(("it ", "The text ")) else "it is not well formed"

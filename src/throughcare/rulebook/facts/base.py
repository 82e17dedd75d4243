"""What a fact is: one thing that happened to one person, as a frozen dataclass with its questions.

A kind is registered by name and version, so the stored name outlives the class name. From the mark that
a field names an earlier fact come the refusals about links, the choices in the form and the orphan check.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date, datetime
from types import UnionType
from typing import Any, TypeVar, Union, cast, dataclass_transform, get_args, get_origin, get_type_hints
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.data_classes import DataClass as DataClass

Link = UUID
"""A field of this type names an earlier fact about the same person, by its root id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a form, the API description and the audit say of one field."""

    label: str
    hint: str = ""
    data: DataClass | None = None
    names: tuple[str, ...] = ()
    once: bool = False
    counted: bool = False
    long: bool = False


def question(
    label: str,
    *,
    hint: str = "",
    data: DataClass | None = None,
    names: tuple[str, ...] = (),
    once: bool = False,
    counted: bool = False,
    long: bool = False,
    default: Any = MISSING,
) -> Any:
    """A field with its question. `names` lists the kinds a link may name; `once` allows one such fact a target."""
    asked = Question(label=label, hint=hint, data=data, names=names, once=once, counted=counted, long=long)
    return field(default=default, metadata={"question": asked})


class Fact:
    """The base of every fact. Values of the wrong type are refused when it is made."""

    __slots__ = ()
    rank = -1
    """The kind's place in the registry, here as well because every comparison of two entries reads it."""

    def __post_init__(self) -> None:
        for name, allowed in _BY_TYPE[type(self)].types.items():
            value = getattr(self, name)
            if type(value) not in allowed:
                wanted = " or ".join(sorted(t.__name__ for t in allowed))
                raise TypeError(f"{type(self).__name__}.{name} is {value!r}; it must be {wanted}")
            if type(value) is datetime and value.tzinfo is None:
                raise ValueError(f"{type(self).__name__}.{name} is {value!r}, without a time zone")

    @property
    def takes_away(self) -> object:
        """The answer by which this fact can end a duty. A correction of any other leaves the time alone."""
        return None

    def says(self) -> str:
        """The timeline's sentence, without a name, a full stop or a time."""
        raise NotImplementedError


FactType = TypeVar("FactType", bound=type[Fact])
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row of the registry."""

    name: str
    cls: type[Fact]
    version: int
    title: str
    data: DataClass
    recorded_by: frozenset[Role]
    order: int
    upgrades: Mapping[int, Upgrade]
    mending: bool
    imported: bool
    """Brought in from other records: a history without it leads to the same (invariant 12)."""
    types: Mapping[str, frozenset[type]]
    """The exact types each field may hold."""
    questions: Mapping[str, Question]
    links: Mapping[str, Question]
    """The fields that name earlier facts."""

    @property
    def chapter(self) -> str:
        return self.cls.__module__.rsplit(".", 1)[-1]


KINDS: dict[str, Kind] = {}
_BY_TYPE: dict[type[Fact], Kind] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(question,))
def fact(
    name: str,
    *,
    title: str,
    data: DataClass,
    by: frozenset[Role],
    version: int = 1,
    upgrades: Mapping[int, Upgrade] | None = None,
    mending: bool = False,
    imported: bool = False,
) -> Callable[[FactType], FactType]:
    """Register a fact under its stored name. `upgrades[n]` turns stored text of version n into n + 1."""

    def register(cls: FactType) -> FactType:
        if name in KINDS:
            raise ValueError(f"two facts are called {name!r}")
        if set(upgrades or {}) != set(range(1, version)):
            raise ValueError(f"{name} is version {version}, so it needs an upgrade from each older version")
        made = cast(FactType, dataclass(frozen=True, slots=True, kw_only=True)(cls))
        asked = {each.name: _question_of(made, each) for each in fields(made)}  # type: ignore[arg-type]
        row = Kind(
            name=name, cls=made, version=version, title=title, data=data, recorded_by=by,
            order=len(KINDS), upgrades=upgrades or {}, mending=mending, imported=imported, questions=asked,
            types={each: frozenset(_flatten(hint)) for each, hint in get_type_hints(made).items()},
            links={each: one for each, one in asked.items() if one.names},
        )  # fmt: skip
        KINDS[name] = _BY_TYPE[made] = row
        made.rank = row.order
        return made

    return register


def kind_of(cls: type[Fact]) -> Kind:
    """The registry row of a fact class."""
    return _BY_TYPE[cls]


def _flatten(hint: Any) -> list[type]:
    if get_origin(hint) in {Union, UnionType}:
        return [found for part in get_args(hint) for found in _flatten(part)]
    return [hint]


def questions(cls: type[Fact]) -> Mapping[str, Question]:
    """Every field's question, in order."""
    return _BY_TYPE[cls].questions


def _question_of(cls: type[Fact], each: Field[Any]) -> Question:
    asked = each.metadata.get("question")
    if not isinstance(asked, Question):
        raise TypeError(f"{cls.__name__}.{each.name} has no question")
    return asked


def links(cls: type[Fact]) -> Mapping[str, Question]:
    """The fields that name earlier facts."""
    return _BY_TYPE[cls].links


PLAIN_TYPES = frozenset({str, int, bool, date, datetime, UUID, type(None)})
"""What a field may hold besides an enum."""

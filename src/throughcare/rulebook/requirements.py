"""Every requirement of the five guidance documents by its number: `requirement("H-72")`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from throughcare.rulebook import guidance


class UnknownRequirement(LookupError):
    """No requirement has this number."""


class Kind(StrEnum):
    CAPABILITY = "C"
    RULE = "R"
    DEADLINE = "D"
    NUMBER = "N"
    THRESHOLD = "T"
    OWNER = "O"
    FORM = "F"
    LIST = "L"
    REPORT = "P"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement; `ref` as its document numbers it, `cites` as guidance.toml lists it."""

    id: str
    ref: str
    kind: Kind
    text: str
    cites: tuple[str, ...]

    @property
    def document(self) -> guidance.Document:
        return guidance.document_of_requirement(self.id)


@cache
def requirements() -> Mapping[str, Requirement]:
    """All of them, in the order of the catalogue."""
    file = tomllib.loads(resources.files(__package__).joinpath("requirements.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            number: Requirement(
                id=number, ref=row["ref"], kind=Kind(row["kind"]), text=row["text"], cites=tuple(row["cites"])
            )
            for number, row in file.items()
        }
    )


def requirement(number: str) -> Requirement:
    try:
        return requirements()[number]
    except KeyError:
        raise UnknownRequirement(f"No requirement has the number {number!r}.") from None


def requirements_of(ref: str) -> tuple[Requirement, ...]:
    """The requirements that rest on one paragraph, cited as rules cite it."""
    guidance.cite(ref)
    return tuple(row for row in requirements().values() if ref in row.cites)

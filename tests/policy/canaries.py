"""Words that say whose they are and where they stand: one for every text field of every fact, for each person.

`Qvxzabcd` is field `ab` of person `cd`. Codes and ids are left alone: no reader sees them as they are kept.
"""

import re
from dataclasses import dataclass
from string import ascii_lowercase as letters

from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.base import KINDS

CODES = frozenset({"team", "to_team", "area", "offence", "form", "copy", "made_of", "paper"})
FIELDS = tuple(
    (kind.name, name)
    for kind in KINDS.values() for name, types in kind.types.items() if str in types and name not in CODES
)  # fmt: skip
MARK = re.compile("qvxz([a-z]{2})([a-z]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Canary:
    person: int
    kind: str
    field: str

    @property
    def data(self) -> DataClass:
        return KINDS[self.kind].questions[self.field].data

    @property
    def text(self) -> str:
        return f"Qvxz{_pair(FIELDS.index((self.kind, self.field)))}{_pair(self.person)}"


def found(text: str) -> set[Canary]:
    """Every canary in it, in capitals or not."""
    marks = set(MARK.findall(text.lower()))
    return {Canary(_number(person), *FIELDS[_number(field)]) for field, person in marks if _number(field) < len(FIELDS)}


def _pair(number: int) -> str:
    return letters[number // 26] + letters[number % 26]


def _number(pair: str) -> int:
    return letters.index(pair[0]) * 26 + letters.index(pair[1])

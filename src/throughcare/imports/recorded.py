"""What is recorded already about a suite's tests: those it took itself, and those it brought in before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from throughcare.imports.models import Row
from throughcare.imports.people import Register
from throughcare.journal import reading
from throughcare.journal.models import CustodyRow
from throughcare.organisations.spelling import folded
from throughcare.people.shown import collecting
from throughcare.rulebook.calendar import LONDON
from throughcare.rulebook.facts.brought_in import Outcome, TestBroughtIn
from throughcare.rulebook.facts.custody import DrugTested, TestRefused, TestUnusable
from throughcare.rulebook.history import AnyRecorded, History

TAKEN_HERE = "Recorded in the suite when it was taken. That entry stands; correct it there if it is wrong."
BROUGHT = "Brought in before. That entry stands; correct it there if it is wrong."
TAKEN_BACK = "Brought in before, and taken back since."
AT_ONCE = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A test on somebody's record: what it says, field by field, as a line would."""

    person: UUID
    says: dict[str, str]
    how: str


@dataclass(slots=True)
class Recorded:
    """Answers by the key of a test, or by a custody number of the suite."""

    by_key: dict[str, Known] = field(default_factory=dict)
    by_number: dict[str, Known] = field(default_factory=dict)

    def of(self, key: str, *, custody_number: str) -> Known | None:
        return self.by_key.get(key) or self.by_number.get(folded(custody_number))

    @classmethod
    def in_suite(cls, *, suite: UUID, register: Register) -> "Recorded":
        """Only of people whom the suite may find: nobody else's record changes an answer."""
        found = cls()
        with collecting():
            found._taken_here(suite, register)
            found._brought_in(suite, register)
        return found

    def _taken_here(self, suite: UUID, register: Register) -> None:
        rows = CustodyRow.objects.filter(suite=suite).values_list("person_id", "arrest", "custody_number")
        arrests = [row for row in rows if row[0] in register.all]
        for part in _parts(arrests):
            histories = reading.entries({person for person, _, _ in part})
            read = {person: History(entries) for person, entries in histories.items()}
            for person, arrest, number in part:
                test = _test_of(read[person], arrest)
                if test is not None and folded(number):
                    says = {"custody_number": number, **_identity(register, person), **_result(test)}
                    self.by_number[folded(number)] = Known(person=person, says=says, how=TAKEN_HERE)

    def _brought_in(self, suite: UUID, register: Register) -> None:
        """The entry may have been corrected or taken back since."""
        rows = Row.objects.filter(of__suite=suite, entry__isnull=False).values_list("key", "who", "entry")
        for part in _parts([(key, who, entry) for key, who, entry in rows if who in register.all and who]):
            histories = {who: History(found) for who, found in reading.entries({who for _, who, _ in part}).items()}
            for key, who, entry in part:
                standing = histories[who].get(entry, TestBroughtIn)
                says = _line(standing.fact, standing.happened_at) if standing else {}
                self.by_key[key] = Known(person=who, says=says, how=BROUGHT if standing else TAKEN_BACK)


def _test_of(history: History, arrest: UUID) -> AnyRecorded | None:
    """The last word on a sample under this arrest."""
    found: list[AnyRecorded] = [
        test for kind in (DrugTested, TestRefused, TestUnusable) for test in history.naming(arrest, kind)
    ]
    return max(found, key=lambda test: test.happened_at, default=None)


def _result(test: AnyRecorded) -> dict[str, str]:
    says = {"sampled_at": local(test.happened_at)}
    if isinstance(test.fact, DrugTested):
        return {**says, "outcome": test.fact.result.value, "condition": test.fact.condition.value}
    return {**says, "outcome": (Outcome.REFUSED if isinstance(test.fact, TestRefused) else Outcome.NO_RESULT).value}


def _identity(register: Register, person: UUID) -> dict[str, str]:
    known = register.all[person]
    says = {"given_name": known.given_name, "family_name": known.family_name}
    return {**says, "born_on": known.born_on.isoformat()} if known.born_on else says


def _line(fact: TestBroughtIn, at: datetime) -> dict[str, str]:
    says = {
        "custody_number": fact.custody_number, "given_name": fact.given_name, "family_name": fact.family_name,
        "born_on": fact.born_on.isoformat(), "outcome": fact.outcome.value, "offence": fact.offence,
        "condition": fact.condition.value if fact.condition else "", "sampled_at": local(at),
    }  # fmt: skip
    return {name: text for name, text in says.items() if text}


def local(at: datetime) -> str:
    return at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")


def _parts(rows: list[T]) -> Iterable[list[T]]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))

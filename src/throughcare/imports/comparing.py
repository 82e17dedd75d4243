"""The change set: each line of a workbook against the journal and the lines before it. It writes nothing there.

What is recorded wins: a line that says the same, or otherwise, is shown and never recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, cast
from uuid import UUID, uuid5

from throughcare.imports.cells import Cell, Order, folded, order_of, unmarked
from throughcare.imports.layout import Layout, Refused, read_line
from throughcare.imports.parsing import Numbered, SheetHead
from throughcare.imports.people import SPACE, Register
from throughcare.imports.recorded import Known, Recorded
from throughcare.imports.states import Verdict
from throughcare.organisations.spelling import folded as name_folded
from throughcare.rulebook.calendar import LONDON

MIDDAY = time(12)
"""When a sample was taken on a day of which no hour is told; ours."""
HEADING_WITHIN, HEADINGS_AT_LEAST = 20, 3
YOUNGEST, OLDEST, DAYS_IN_A_YEAR = 10, 110, 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line judged. `said` is what it says, field by field, as text."""

    sheet: str
    number: int
    verdict: Verdict
    said: Mapping[str, str | None] = field(default_factory=dict)
    cell: str = ""
    reason: str = ""
    other: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[UUID, ...] = ()
    person: UUID | None = None
    who: UUID | None = None
    key: str = ""


def find_heading(line: Sequence[Cell], columns: Mapping[str, str]) -> dict[str, int]:
    """Field to place, where this line holds the headings told; empty if it does not hold enough of them."""
    at = {folded(cell): place for place, cell in reversed(list(enumerate(line))) if isinstance(cell, str)}
    found = {name: at[folded(heading)] for name, heading in columns.items() if folded(heading) in at}
    return found if len(found) >= min(HEADINGS_AT_LEAST, len(columns)) else {}


@dataclass(slots=True)
class Comparison:
    """Goes through a workbook once. `recorded` answers about the journal, `register` about people."""

    suite_name: str
    suite: UUID
    layout: Layout
    columns: Mapping[str, str]
    told: Order
    register: Register
    recorded: Recorded
    at: datetime
    first_year: int
    _before: dict[str, Line] = field(default_factory=dict)

    def lines(self, parts: Iterator[SheetHead | Numbered]) -> Iterator[Line]:
        head, places, order = None, dict[str, int](), Order.UNKNOWN
        looked_at = 0
        for part in parts:
            if isinstance(part, SheetHead):
                head, places, looked_at = part, {}, 0
                order = order_of(day_first=part.day_first, month_first=part.month_first, told=self.told)
            elif head is not None and not places:
                looked_at += 1
                places = find_heading(part[1], self.columns) if looked_at <= HEADING_WITHIN else {}
            elif head is not None:
                yield self._judged(head.sheet, part, places, order)

    def _judged(self, sheet: str, numbered: Numbered, places: Mapping[str, int], order: Order) -> Line:
        number, cells = numbered
        found = read_line(cells, columns=places, layout=self.layout, order=order)
        if not isinstance(found, Refused):
            found = self._checked(found, places)
        if isinstance(found, Refused):
            cell = f"{letters(found.column)}{number}"
            said = {name: _text(unmarked(cells[at])) for name, at in places.items() if at < len(cells)}
            return Line(sheet=sheet, number=number, verdict=Verdict.REFUSED, cell=cell, reason=found.reason, said=said)
        line = Line(sheet=sheet, number=number, verdict=Verdict.NEW, said=_said(found))
        return self._against_others(replace(line, key=key_of(self.suite, line.said)), found)

    def _checked(self, found: dict[str, Any], places: Mapping[str, int]) -> dict[str, Any] | Refused:
        """Puts day and hour together, and looks at what no single cell can tell."""
        on, hour = found.pop("sampled_on"), found.pop("sampled_time")
        day, hour = (on.date(), hour or on.time()) if isinstance(on, datetime) else (on, hour or MIDDAY)
        sampled = datetime.combine(day, hour, LONDON)
        suite = found.pop("suite")
        for name, why in _doubts(found["born_on"], sampled, suite, self):
            return Refused(column=places.get(name, 0), reason=why)
        return {**found, "sampled_at": sampled}

    def _against_others(self, line: Line, found: Mapping[str, Any]) -> Line:
        earlier = self._before.setdefault(line.key, line)
        if earlier is not line:
            if earlier.said == line.said:
                return replace(line, verdict=Verdict.SAME, reason=f"Line {earlier.number} of {earlier.sheet} says so.")
            reason = f"Line {earlier.number} of {earlier.sheet} has this custody number and time, and says otherwise."
            return replace(line, verdict=Verdict.REFUSED, reason=reason)
        known = self.recorded.of(line.key, custody_number=cast(str, line.said["custody_number"]))
        if known is not None:
            return against(line, known, found)
        whose = self.register.whose(given=found["given_name"], family=found["family_name"], born=found["born_on"])
        if whose.candidates:
            return replace(line, verdict=Verdict.DOUBTFUL, candidates=whose.candidates, who=whose.who)
        return replace(line, who=whose.who, person=whose.who if whose.exists else None)


def _doubts(born: date, sampled: datetime, suite: str | None, of: Comparison) -> Iterator[tuple[str, str]]:
    """Field and sentence of each thing that cannot be."""
    day = sampled.date()
    if not _is_real(sampled):
        yield "sampled_time", "Time of test: the clocks went forward over this hour, so there was none."
    if sampled > of.at:
        yield "sampled_on", f"Date of test: {day.isoformat()} has not come yet."
    if day.year < of.first_year:
        yield "sampled_on", f"Date of test: {day.isoformat()} is before the years that are counted."
    if not YOUNGEST <= (day - born).days / DAYS_IN_A_YEAR <= OLDEST:
        yield "born_on", f"Date of birth: {born.isoformat()} cannot be right."
    if suite and name_folded(suite) not in name_folded(of.suite_name):
        yield "suite", f"Custody suite: this line is of {suite}; an inspector there brings it in."


def against(line: Line, known: Known, found: Mapping[str, Any]) -> Line:
    """The same, or otherwise in which fields. Somebody else's custody number is a question, not a difference."""
    other = {name: text for name, text in known.says.items() if not _alike(name, line.said.get(name), text, found)}
    if {"family_name", "born_on"} <= other.keys():
        return replace(line, verdict=Verdict.DOUBTFUL, candidates=(known.person,), reason="This custody number is "
                       "recorded of somebody with another name and birth.",
                       who=uuid5(SPACE, f"{known.person}|{line.key}"))  # fmt: skip
    verdict = Verdict.DIFFERS if other else Verdict.SAME
    return replace(line, verdict=verdict, other=other, person=known.person, reason=known.how)


def _alike(name: str, ours: str | None, theirs: str, found: Mapping[str, Any]) -> bool:
    """What a line leaves out is no difference; a name is compared folded, a time by the minute."""
    if ours is None:
        return True
    if name in ("given_name", "family_name", "custody_number"):
        return name_folded(ours) == name_folded(theirs)
    if name == "sampled_at" and found["sampled_at"].time() == MIDDAY:
        return ours[:10] == theirs[:10]
    return ours == theirs


def key_of(suite: UUID, said: Mapping[str, str | None]) -> str:
    """One test: a suite, a custody number and a time. A digest, so that it may be kept when the line is let go."""
    written = f"{suite}|{name_folded(said['custody_number'] or '')}|{said['sampled_at']}"
    return sha256(written.encode()).hexdigest()


def letters(column: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _said(found: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: None if value is None else _text(value) for name, value in found.items()}


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date | time) else "" if value is None else str(value)[:200]


def _is_real(at: datetime) -> bool:
    """Not in the hour that the spring leaves out."""
    return at.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == at.replace(tzinfo=None)

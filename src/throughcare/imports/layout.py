"""What a workbook may hold: tables of columns, each with the names it is known by, its field and its reader.

No layout of the Drug Test Recorder is in our sources, only that there is one (intensive guidance 4.2.2, 6.2). The table
below is ours: what a record of a test needs, under the headings we would expect. A force says once which of its own
columns is which. Another kind of workbook is another table here, and no other code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughcare.imports import cells
from throughcare.imports.cells import Cell, Order, Reader, Unreadable, Value, folded
from throughcare.rulebook.facts.brought_in import Outcome
from throughcare.rulebook.facts.custody_answers import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field: how it is called, the headings it is known by, folded, and what reads its cells."""

    field: str
    title: str
    known_by: frozenset[str]
    read: Reader
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    name: str
    title: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.required)

    def guessed(self, headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
        """Field to heading: what the force told before, else the name it is known by. Never the same heading twice."""
        left = {folded(heading): heading for heading in reversed(headings) if heading}
        found: dict[str, str] = {}
        for column in self.columns:
            told = [folded(remembered[column.field])] if column.field in remembered else []
            named = next((one for one in (*told, *sorted(column.known_by)) if one in left), None)
            if named:
                found[column.field] = left.pop(named)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that cannot be used: the column of its cell, counted from 0, and why."""

    column: int
    reason: str


def read_line(
    line: Sequence[Cell], *, columns: Mapping[str, int], layout: Layout, order: Order
) -> dict[str, Value] | Refused:
    """Every field of one line; the first cell that cannot be read refuses it."""
    found: dict[str, Value] = {}
    for column in layout.columns:
        at = columns.get(column.field)
        cell = cells.unmarked(line[at]) if at is not None and at < len(line) else None
        if not column.required and cells.is_empty(cell):
            found[column.field] = None
            continue
        try:
            found[column.field] = column.read(cell, order)
        except Unreadable as error:
            return Refused(column=at or 0, reason=f"{column.title}: {error}")
    return found


def _known(*headings: str) -> frozenset[str]:
    return frozenset(map(folded, headings))


OUTCOMES = {
    **dict.fromkeys(("negative", "neg", "-ve", "no drugs found"), Outcome.NEGATIVE.value),
    **dict.fromkeys(("opiates", "opiate", "heroin", "positive opiates", "pos opiates", "opiates positive"),
                    Outcome.OPIATES.value),
    **dict.fromkeys(("cocaine", "crack", "cocaine/crack", "positive cocaine", "pos cocaine", "cocaine positive"),
                    Outcome.COCAINE.value),
    **dict.fromkeys(("both", "opiates and cocaine", "cocaine and opiates", "opiates/cocaine", "cocaine/opiates",
                     "positive both", "pos both", "heroin and cocaine"), Outcome.BOTH.value),
    **dict.fromkeys(("refused", "refusal", "refused test", "refused sample"), Outcome.REFUSED.value),
    **dict.fromkeys(("no result", "void", "failed", "device failed", "invalid", "insufficient sample"),
                    Outcome.NO_RESULT.value),
}  # fmt: skip
CONDITIONS = {
    **dict.fromkeys(("on arrest", "arrest", "toa", "test on arrest", "a"), Condition.ARREST.value),
    **dict.fromkeys(("on charge", "charge", "toc", "test on charge", "c"), Condition.CHARGE.value),
}

RECORDER = Layout(
    name="recorder", title="Drug Test Recorder",
    columns=(
        Column(field="custody_number", title="Custody number", read=cells.text, known_by=_known(
            "custody number", "custody no", "custody ref", "custody reference", "custody record", "custody record no",
            "custody record number", "detention number")),
        Column(field="family_name", title="Family name", read=cells.name, known_by=_known(
            "family name", "surname", "last name")),
        Column(field="given_name", title="Given names", read=cells.name, known_by=_known(
            "given name", "given names", "forename", "forenames", "first name", "first names")),
        Column(field="born_on", title="Date of birth", read=cells.birth, known_by=_known(
            "date of birth", "dob", "d.o.b.", "birth date", "born")),
        Column(field="sampled_on", title="Date of test", read=cells.day, known_by=_known(
            "date of test", "test date", "date tested", "sample date", "date of sample", "date and time of test")),
        Column(field="sampled_time", title="Time of test", read=cells.clock, required=False, known_by=_known(
            "time of test", "test time", "time tested", "sample time", "time of sample")),
        Column(field="outcome", title="Result", known_by=_known("result", "test result", "outcome", "result of test"),
               read=cells.choice(OUTCOMES, "This is no result that is known. Write negative, opiates, cocaine, opiates "
                                           "and cocaine, refused or no result.")),
        Column(field="condition", title="Tested on", required=False, known_by=_known(
            "tested on", "arrest or charge", "arrest/charge", "test type", "type of test", "on arrest or charge"),
               read=cells.choice(CONDITIONS, "Write on arrest or on charge.")),
        Column(field="offence", title="Offence", required=False, read=cells.text, known_by=_known(
            "offence", "trigger offence", "offence arrested for", "arrest offence")),
        Column(field="suite", title="Custody suite", required=False, read=cells.text, known_by=_known(
            "custody suite", "suite", "site", "test site", "custody site")),
    ),
)  # fmt: skip

LAYOUTS = {layout.name: layout for layout in (RECORDER,)}

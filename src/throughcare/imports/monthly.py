"""Which months of tests a suite has brought in, and which are late: the recorder is returned each month (INT 6.2)."""

from dataclasses import dataclass
from datetime import date

from throughcare.imports.models import Import, Row
from throughcare.imports.states import State, Verdict
from throughcare.organisations.models import Organisation

RETURNED_BY, SHOWN = 10, 6
"""The day of the next month by which a month is awaited, and how many months are shown; both ours."""
FOUND = (Verdict.SAME, Verdict.DIFFERS)
HELD = (Verdict.NEW, Verdict.DOUBTFUL, *FOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    first: date
    is_here: bool
    """Whether some of its tests are in the record by way of a workbook."""
    awaited: date

    def is_late(self, on: date) -> bool:
        return not self.is_here and on > self.awaited


def of_lines(one: Import) -> list[str]:
    """The months of the tests, as 2010-04, of lines that came into the record or were found in it."""
    rows: list[Row] = list(one.rows.filter(verdict__in=HELD).only("said", "verdict", "entry"))
    return sorted({row.values["sampled_at"][:7] for row in rows if row.entry or row.verdict in FOUND})


def months(suite: Organisation, *, on: date) -> list[Month]:
    """The months that are over, the newest first, back to the first that the suite ever brought in."""
    done = Import.objects.filter(suite=suite, state=State.DONE).values_list("months", flat=True)
    here = {month for one in done for month in one}
    after, listed = on.replace(day=1), list[Month]()
    while here and len(listed) < SHOWN and _named(_before(after)) >= min(here):
        first = _before(after)
        listed.append(Month(first=first, is_here=_named(first) in here, awaited=after.replace(day=RETURNED_BY)))
        after = first
    return listed


def _named(first: date) -> str:
    return f"{first:%Y-%m}"


def _before(first: date) -> date:
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)

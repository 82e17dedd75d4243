"""The lines that were not used, as a workbook that can be put right and brought in again.

Every cell is written as text: nothing in it is a formula, a link or a number to whatever program opens it.
"""

import io
import re

import xlsxwriter
from django.db.models import Q, QuerySet

from throughcare.imports.layout import LAYOUTS
from throughcare.imports.models import Import, Row
from throughcare.imports.states import Verdict
from throughcare.imports.taking import OUT

_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
AT_MOST = 10_000
"""Lines in one such workbook, which a person is to look through; the others follow when these are put right."""
LEFT_OUT, NOT_CHOSEN = "Left out by choice.", "Nobody has said whose test this is."
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(one: Import) -> bytes:
    """The headings of the force, then where the line stood, which cell, and why."""
    fields = [column.field for column in LAYOUTS[one.layout].columns if column.field in one.columns]
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, SAFE) as book:
        sheet = book.add_worksheet("Not used")
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(fields) + 3, 18)
        for at, heading in enumerate([*(one.columns[name] for name in fields), "Sheet", "Line", "Cell", "Why"]):
            sheet.write_string(0, at, safe(heading), bold)
        for number, row in enumerate(not_used(one)[:AT_MOST], 1):
            for at, text in enumerate([*_cells(row, fields), row.sheet, str(row.line), row.cell, why(row)]):
                sheet.write_string(number, at, safe(text))
    return kept.getvalue()


def not_used(one: Import) -> QuerySet[Row]:
    refused = Q(verdict=Verdict.REFUSED)
    undecided = Q(verdict=Verdict.DOUBTFUL, entry=None, choice__in=("", OUT))
    return one.rows.filter(refused | undecided).order_by("sheet", "line")


def why(row: Row) -> str:
    if row.verdict == Verdict.REFUSED:
        return row.reason
    return LEFT_OUT if row.choice == OUT else NOT_CHOSEN


def safe(text: str) -> str:
    return _NOT_FOR_XML.sub("", text)


def _cells(row: Row, fields: list[str]) -> list[str]:
    """A line that was read has its time beside its day, under whatever heading the day had."""
    said = row.values
    if "sampled_at" in said:
        said["sampled_on"], said["sampled_time"] = said["sampled_at"].split("T")
    return [str(said.get(name) or "") for name in fields]

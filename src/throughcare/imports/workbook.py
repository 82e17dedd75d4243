"""A workbook as lines of cells, whatever its format, within caps. Runs only in the child process (see child).

Every sheet that shows is read; hidden ones are named and left out. What a merged cell covers counts as empty, so that
nothing is filled in that nobody wrote.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from throughcare.imports.cells import Cell

LINES, COLUMNS, LETTERS = 250_000, 200, 1_000
UNPACKED, PACKED_TIGHT, SMALL = 600_000_000, 60, 20_000_000
"""Bytes in all; how many times larger than packed one part may be once it is no longer small."""


class NotReadable(ValueError):
    """A sentence about the whole workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A name, whether it shows, and its lines: the number as the spreadsheet counts them, and the cells from A on."""

    name: str
    hidden: bool
    lines: list[tuple[int, list[Cell]]]


def sheets(path: Path) -> Iterator[Sheet]:
    beginning = path.read_bytes()[:8] if path.stat().st_size else b""
    if beginning[:2] == b"PK":
        _refuse_a_bomb(path)
    elif beginning[:4] != b"\xd0\xcf\x11\xe0":
        yield Sheet(name="CSV", hidden=False, lines=_capped(_csv(path)))
        return
    try:
        yield from _spreadsheet(path)
    except (CalamineError, zipfile.BadZipFile) as error:
        raise NotReadable("The workbook is damaged or has a password. Open it, save it anew and try again.") from error


def _spreadsheet(path: Path) -> Iterator[Sheet]:
    with CalamineWorkbook.from_path(path) as book:
        for known in book.sheets_metadata:
            if known.visible is not SheetVisibleEnum.Visible:
                yield Sheet(name=known.name, hidden=True, lines=[])
                continue
            sheet = book.get_sheet_by_name(known.name)
            left = sheet.start[1] if sheet.start else 0
            numbered = ((at, _row(left, row)) for at, row in enumerate(sheet.iter_rows(), 1))
            yield Sheet(name=known.name, hidden=False, lines=_capped(numbered))


def _csv(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    content = path.read_bytes()
    written = _decoded(content)
    head = "\n".join(written.splitlines()[:20])
    mark = max(",;\t", key=head.count)
    yield from (
        (at, [_cut(cell) for cell in row]) for at, row in enumerate(csv.reader(io.StringIO(written), delimiter=mark), 1)
    )


def _decoded(content: bytes) -> str:
    """UTF-8 where it is that; else what Windows writes in Western Europe."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _capped(lines: Iterator[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """Empty lines are left out and not counted: a million of them at the end of a sheet is common."""
    found = []
    for number, line in lines:
        if not any(cell not in ("", None) and str(cell).strip() for cell in line):
            continue
        found.append((number, line[:COLUMNS]))
        if len(found) > LINES:
            raise NotReadable(f"The workbook has more than {LINES:,} lines. Bring it in in parts.")
    return found


def _row(left: int, row: Sequence[Any]) -> list[Cell]:
    """The cells from column A on: the library begins at the first that holds anything."""
    return [*[""] * left, *map(_cut, row)]


def _cut(cell: Cell) -> Cell:
    return cell[:LETTERS] if isinstance(cell, str) and len(cell) > LETTERS else cell


def _refuse_a_bomb(path: Path) -> None:
    """By what the parts say of themselves; a part that lies is stopped by the limits of the process."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise NotReadable("The workbook is damaged: it ends too early. Open it, save it anew and try again.") from error
    tight = any(one.file_size > SMALL and one.file_size > PACKED_TIGHT * max(one.compress_size, 1) for one in parts)
    if tight or sum(one.file_size for one in parts) > UNPACKED:
        raise NotReadable("The workbook unpacks to far more than a recorder holds, so it is not opened.")

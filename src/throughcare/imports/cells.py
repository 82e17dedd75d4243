"""Reads one cell of a workbook: a table of readers, none of which guesses. Standard library only.

A reader takes the cell as the workbook gave it and the order in which its sheet writes days and months, and gives a
value or raises Unreadable, with a sentence for whoever has the workbook in front of them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any

Cell = str | int | float | bool | date | datetime | time | None
Value = str | date | datetime | time | None


class Order(StrEnum):
    """Which number of a date in text comes first."""

    UNKNOWN = ""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Unreadable(ValueError):
    """The message says what is wrong with the cell and what would be right."""


Reader = Callable[[Cell, Order], Value]
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2})?)?")
CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})(?:[:.]\d{2})?")
NAME = re.compile(r"[^\W\d_][\w '’.\-]*")
LONGEST = 200
MARK = "\x01"
EMPTY = "There is nothing in this cell, or an error such as #N/A."


def folded(text: str) -> str:
    """Letters and digits in lower case, one space between words: how headings and choices are compared."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def plain(cell: Cell) -> str:
    """As the cell reads on the screen, near enough: a whole number without its point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return " ".join(str(cell).split()) if cell is not None else ""


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell: Cell, order: Order = Order.UNKNOWN) -> str:
    if is_empty(cell):
        raise Unreadable(EMPTY)
    found = plain(cell)
    if len(found) > LONGEST:
        raise Unreadable(f"This is longer than {LONGEST} letters.")
    return found


def name(cell: Cell, order: Order = Order.UNKNOWN) -> str:
    found = text(cell)
    if not isinstance(cell, str) or not NAME.fullmatch(found):
        raise Unreadable("This is no name: it must begin with a letter and hold no figures and no formula.")
    return found


def day(cell: Cell, order: Order) -> date | datetime:
    """A date, with its time if the cell has one. Two figures of a year are of this century."""
    return _date(cell, order, lambda year: 2000 + year)


def birth(cell: Cell, order: Order) -> date:
    """Two figures of a year above 15 are of the last century: nobody younger is tested. Any time is dropped."""
    found = _date(cell, order, lambda year: 2000 + year if year <= 15 else 1900 + year)
    return found.date() if isinstance(found, datetime) else found


def clock(cell: Cell, order: Order = Order.UNKNOWN) -> time:
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    found = CLOCK.fullmatch(plain(cell).replace(" ", ""))
    if found is None:
        raise Unreadable(EMPTY if is_empty(cell) else "This is no time. Write it as 14:30.")
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise Unreadable("There is no such time. Write it as 14:30.") from None


def choice(words: Mapping[str, str], sentence: str) -> Reader:
    """One of the words in the table, however it is written."""
    known = {folded(word): value for word, value in words.items()}

    def read(cell: Cell, order: Order = Order.UNKNOWN) -> str:
        found = known.get(folded(text(cell)))
        if found is None:
            raise Unreadable(sentence)
        return found

    return read


def proofs(cells: Iterable[Cell]) -> tuple[bool, bool, bool]:
    """Whether dates in text are in figures, whether one proves the day first, and whether one the month."""
    written = {cell for cell in cells if type(cell) is str and cell[:1].isdigit() and 6 <= len(cell) <= 25}
    found = [one for text in written if (one := NUMBERS.fullmatch(text.strip()))]
    return bool(found), any(int(one[1]) > 12 for one in found), any(int(one[2]) > 12 for one in found)


def marked(cell: Any) -> Any:
    """As it goes from process to process: a date or a time as text with a mark that no text begins with."""
    if type(cell) is str:
        return cell.lstrip(MARK) if cell[:1] == MARK else cell
    if type(cell) in (int, float, bool):
        return cell
    return MARK + cell.isoformat() if isinstance(cell, date | time) else str(cell)


def unmarked(cell: Cell) -> Cell:
    if type(cell) is not str or cell[:1] != MARK:
        return cell
    return _unmarked(cell[1:])


@lru_cache(maxsize=50_000)
def _unmarked(iso: str) -> Cell:
    if ":" not in iso:
        return date.fromisoformat(iso)
    return datetime.fromisoformat(iso) if "T" in iso else time.fromisoformat(iso)


def order_of(*, day_first: bool, month_first: bool, told: Order) -> Order:
    """What was told wins; a sheet that proves both, or nothing, is not guessed at."""
    if told or day_first == month_first:
        return told
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def _date(cell: Cell, order: Order, century: Callable[[int], int]) -> date | datetime:
    if isinstance(cell, date):
        return cell
    if is_empty(cell):
        raise Unreadable(EMPTY)
    if not isinstance(cell, str):
        raise Unreadable("This is a number, not a date. Give the column the format of a date.")
    return _from_text(cell.strip(), order, century)


@lru_cache(maxsize=20_000)
def _parts(written: str) -> tuple[str, ...] | None:
    if found := ISO.fullmatch(written):
        return ("iso", *(found[at] or "" for at in range(1, 6)))
    found = NUMBERS.fullmatch(written)
    return ("numbers", *(found[at] or "" for at in range(1, 6))) if found else None


def _from_text(written: str, order: Order, century: Callable[[int], int]) -> date | datetime:
    parts = _parts(written)
    if parts is None:
        raise Unreadable("This is no date that can be read. Write it as 2009-06-30.")
    kind, first, second, third, hour, minute = parts
    if kind == "iso":
        year, month, of_month = int(first), int(second), int(third)
    else:
        month, of_month = _in_order(int(first), int(second), order, written)
        year = int(third) if len(third) == 4 else century(int(third))
    try:
        found = date(year, month, of_month)
        return datetime(year, month, of_month, int(hour), int(minute)) if hour else found  # noqa: DTZ001
    except ValueError:
        raise Unreadable(f"There is no such day or time, {order or 'read as it stands'}: {written}.") from None


def _in_order(first: int, second: int, order: Order, written: str) -> tuple[int, int]:
    if order is Order.UNKNOWN and first != second:
        raise Unreadable(f"{written} can be read in two ways. Say on the page of columns which comes first.")
    return (first, second) if order is Order.MONTH_FIRST else (second, first)

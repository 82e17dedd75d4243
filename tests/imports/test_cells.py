"""Readers of cells: nothing is guessed, nothing but a sentence comes out of what cannot be read. N-35."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.imports import cells
from throughcare.imports.cells import Order, Unreadable
from throughcare.imports.comparing import letters
from throughcare.imports.layout import RECORDER

ANY = st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times())
DAYS = st.dates(min_value=date(1931, 1, 1), max_value=date(2029, 12, 31))
READERS = [column.read for column in RECORDER.columns]


@given(cell=ANY, order=st.sampled_from(Order), reader=st.sampled_from(READERS))
def test_a_reader_gives_a_value_or_a_sentence(cell, order, reader):
    said = ""
    try:
        value = reader(cell, order)
    except Unreadable as error:
        value, said = None, str(error)

    assert (value is None) == said.endswith(".")


@given(on=DAYS)
def test_a_date_in_figures_is_read_in_the_order_told_and_in_no_other(on):
    written = f"{on.day:02}/{on.month:02}/{on.year}"

    assert cells.day(written, Order.DAY_FIRST) == on
    assert cells.day(f"{on.month}-{on.day}-{on.year} 14:05", Order.MONTH_FIRST) == datetime(
        on.year, on.month, on.day, 14, 5
    )
    assert cells.day(on.isoformat(), Order.UNKNOWN) == on
    if on.day != on.month:
        with pytest.raises(Unreadable, match="two ways"):
            cells.day(written, Order.UNKNOWN)


@given(cell=ANY)
def test_a_cell_comes_from_the_other_process_as_it_was(cell):
    """But for a mark at the beginning of a text, which is dropped, so that no text passes for a date."""
    back = cells.unmarked(cells.marked(cell)) if cell is not None else None
    if isinstance(cell, str):
        assert back == cell.lstrip(cells.MARK)
    else:
        assert back == cell or cell != cell
        assert type(back) is type(cell)


@pytest.mark.parametrize(
    ("texts", "proven"),
    [
        (["13/02/2009"], (True, True, False)), (["02/13/2009"], (True, False, True)),
        (["12/12/2009"], (True, False, False)), (["13/02/2009", "02/13/2009"], (True, True, True)),
        (["13 lines", "", None, "CS/13/02", "2009-02-13"], (False, False, False)),
    ],
)  # fmt: skip
def test_what_a_sheet_proves_about_its_dates(texts, proven):
    assert cells.proofs(texts) == proven


@pytest.mark.parametrize(
    ("first", "second", "told", "order"),
    [
        (True, False, Order.UNKNOWN, Order.DAY_FIRST), (False, True, Order.UNKNOWN, Order.MONTH_FIRST),
        (True, True, Order.UNKNOWN, Order.UNKNOWN), (False, False, Order.UNKNOWN, Order.UNKNOWN),
        (True, False, Order.MONTH_FIRST, Order.MONTH_FIRST), (True, True, Order.DAY_FIRST, Order.DAY_FIRST),
    ],
)  # fmt: skip
def test_the_order_is_told_or_proven_and_never_guessed(first, second, told, order):
    assert cells.order_of(day_first=first, month_first=second, told=told) is order


@pytest.mark.parametrize(
    ("written", "born"), [("3/2/79", 1979), ("3/2/15", 2015), ("3/2/16", 1916), ("3/2/1916", 1916)]
)
def test_two_figures_of_a_year_of_birth(written, born):
    assert cells.birth(written, Order.DAY_FIRST) == date(born, 2, 3)


@pytest.mark.parametrize(
    ("written", "read"), [("14:30", (14, 30)), ("0905", (9, 5)), ("9.05", (9, 5)), ("23:59:59", (23, 59))]
)
def test_a_time(written, read):
    assert cells.clock(written) == time(*read)


@pytest.mark.parametrize("written", ["24:00", "14:60", "noon", "", None, 0.5, "1"])
def test_no_time(written):
    with pytest.raises(Unreadable):
        cells.clock(written)


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column, name):
    assert letters(column) == name


@pytest.mark.parametrize("written", ["=A1", "+44", "-x", "@x", "1st", "", "  ", "x" * 201, "A;B", 7, True, None])
def test_no_name(written):
    with pytest.raises(Unreadable):
        cells.name(written)


@pytest.mark.parametrize("written", ["Lee", "O'Hare", "O’Hare", "Tŷ-Mawr", "van der Berg", "Łukasz", "St. John"])
def test_a_name(written):
    assert cells.name(f" {written} ") == written

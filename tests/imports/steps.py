"""An import as its suite lives it: begun, read by the worker, looked at, recorded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from throughcare.imports import taking, timetable
from throughcare.imports.cells import Order
from throughcare.imports.models import Import
from throughcare.imports.states import OURS_TO_DO, State

WORKBOOKS = Path(__file__).with_name("workbooks")
AT = datetime(2010, 4, 6, 9, tzinfo=UTC)
CSV_HEAD = "Custody number,Surname,Forename,DOB,Date of test,Time of test,Result,Tested on,Offence\n"


def begun(by, name="clean.xlsx", *, content=None, at=AT):
    content = (WORKBOOKS / name).read_bytes() if content is None else content
    return taking.begin(content=content, filename=name, by=by, at=at)


def worked(one, *, at=AT, turns=50):
    """The worker, as long as there is something for it to do."""
    for turn in range(turns):
        one = Import.objects.get(pk=one.pk)
        if one.state not in OURS_TO_DO:
            return one
        timetable.bring_in(at=at + timedelta(seconds=5 * turn))
    raise AssertionError(f"still at {one.state}")


def compared(by, name="clean.xlsx", *, content=None, order=Order.UNKNOWN, at=AT, **columns):
    """Up to the change set, with the columns as they were guessed."""
    one = worked(begun(by, name, content=content, at=at), at=at)
    if one.state == State.COLUMNS:
        taking.say_columns(one, columns={**one.columns, **columns}, order=order, by=by, at=at)
        one = worked(one, at=at)
    return one


def recorded(by, name="clean.xlsx", *, content=None, at=AT):
    one = compared(by, name, content=content, at=at)
    taking.commit(one, by=by)
    return worked(one, at=at)


def csv_of(*lines):
    return (CSV_HEAD + "\n".join(lines) + "\n").encode()

"""The change set of a made-up recorder against a bare parse: `python -m benchmarks.imports 200000 [--record]`.

The same seed makes the same workbook. A database of its own, thrown away; with `--record` the lines are recorded too.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import xlsxwriter
from python_calamine import CalamineWorkbook

HEAD = (
    "Custody number",
    "Surname",
    "Forename",
    "DOB",
    "Date of test",
    "Time of test",
    "Result",
    "Tested on",
    "Offence",
)
PARTS = ("ka", "lo", "mi", "ren", "sto", "vey", "dun", "har", "wick", "ton")
AT = datetime(2010, 4, 6, 9, tzinfo=UTC)


def made(lines: int, seed: int = 1) -> bytes:
    """A sheet of so many tests of about as many people."""
    dice, kept = Random(seed), BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Tests")
        day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_row(0, 0, HEAD)
        for at in range(1, lines + 1):
            names = ("".join(dice.choices(PARTS, k=3)).title(), "".join(dice.choices(PARTS, k=2)).title())
            sheet.write_row(at, 0, (f"CS/{at}", *names))
            sheet.write_datetime(at, 3, _day(dice, date(1950, 1, 1), 14_000), day)
            sheet.write_datetime(at, 4, _day(dice, date(2009, 1, 1), 365), day)
            sheet.write_number(at, 5, dice.randrange(1440) / 1440, clock)
            sheet.write_row(at, 6, (dice.choice(("Negative", "Cocaine", "Opiates")), "Arrest", "Theft"))
    return kept.getvalue()


def main(lines: int, records: bool) -> None:
    content = made(lines)
    with tempfile.TemporaryDirectory(prefix="throughcare-benchmarks-") as folder:
        path = Path(folder) / "made.xlsx"
        path.write_bytes(content)
        began = time.perf_counter()
        parsed = sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
        bare = time.perf_counter() - began
        print(f"{lines:,} lines, {len(content) / 1e6:.1f} MB; bare parse {bare:.1f} s ({parsed:,} rows)", flush=True)
        os.environ |= {"THROUGHCARE_DEMO": "1", "THROUGHCARE_VAR": folder, "THROUGHCARE_DATABASE_URL": "",
                       "DJANGO_SETTINGS_MODULE": "throughcare.settings"}  # fmt: skip
        _in_database(content, bare, records)


def _in_database(content: bytes, bare: float, records: bool) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from throughcare.imports import taking, timetable
    from throughcare.imports.models import Import
    from throughcare.imports.states import State
    from throughcare.journal.given import given
    from throughcare.rulebook.actors import Role
    from throughcare.simulation.staffing import open_everything

    opened = open_everything(at=AT, calendar=given().calendar)
    by = next(who for (_, role), posts in opened.staff.items() if role is Role.CUSTODY_INSPECTOR for who in posts)
    one = taking.begin(content=content, filename="made.xlsx", by=by, at=AT)
    times = {}
    while (state := Import.objects.get(pk=one.pk).state) not in (State.DONE, State.FAILED):
        began = time.perf_counter()
        if state == State.COLUMNS:
            told = Import.objects.get(pk=one.pk)
            taking.say_columns(told, columns=told.columns, order=taking.Order.DAY_FIRST, by=by, at=AT)
        elif state == State.REVIEW:
            if not records:
                break
            taking.commit(one, by=by)
        else:
            timetable.bring_in(at=AT)
        times[state] = times.get(state, 0.0) + time.perf_counter() - began
    one = Import.objects.get(pk=one.pk)
    print(f"{one.state}: {one.counts} {one.problem}")
    print(f"columns {times[State.LOOKING]:.1f} s; change set {times[State.READING]:.1f} s, "
          f"{times[State.READING] / bare:.1f} times a bare parse (target: at most 3)")  # fmt: skip
    if records:
        taken = times[State.RECORDING]
        print(f"recorded in {taken:.0f} s, {sum(one.counts.values()) / taken:,.0f} a second")


def _day(dice: Random, first: date, days: int) -> datetime:
    on = first + timedelta(days=dice.randrange(days))
    return datetime(on.year, on.month, on.day)  # noqa: DTZ001


if __name__ == "__main__":
    main(int(sys.argv[1]), "--record" in sys.argv)

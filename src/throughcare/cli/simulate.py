"""Fills an empty database with invented lives, up to whole national years; begun again, it goes on where it was."""

import argparse
import os
import sys
import time
from datetime import timedelta


def arguments(parser: argparse.ArgumentParser) -> None:
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--people", type=_positive, default=1_000, help="first arrested within a year (default 1,000)")
    size.add_argument("--national-years", type=_positive, metavar="YEARS", help="150,000 people for each")
    parser.add_argument("--seed", type=int, default=1, help="the same number, the same people")


def run(options: argparse.Namespace) -> int:
    """Invented people belong in a demonstration, so this makes the database one."""
    os.environ["THROUGHCARE_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    import django

    django.setup()
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from throughcare.cli.migrate import brought_up_to_date
    from throughcare.simulation import demonstration, years

    brought_up_to_date(verbosity=0)
    if not (demonstration.is_empty() or demonstration.is_one()):
        print("throughcare: this database holds records that are no demonstration; left alone.", file=sys.stderr)
        return 2
    many = options.national_years or 1
    people = options.national_years * years.PEOPLE_A_YEAR if options.national_years else options.people
    until = settings.DEMO_NOW or timezone.now().replace(minute=0, second=0, microsecond=0)
    try:
        added = years.fill(
            people=people, within=timedelta(days=365 * many), seed=options.seed, until=until, tell=Progress()
        )
    except years.AnotherCrowd as error:
        print(f"throughcare: {error}", file=sys.stderr)
        return 2
    print(f"\n{added:,} people added; {people:,} are there, in {connection.vendor}.")
    return 0


class Progress:
    """One line that changes: how many, how quickly, and about how long it will still take."""

    def __init__(self) -> None:
        self._began, self._first = time.monotonic(), -1

    def __call__(self, progress: object) -> None:
        from throughcare.simulation.demonstration import Progress as Made

        assert isinstance(progress, Made), progress
        if self._first < 0:
            self._began, self._first = time.monotonic(), progress.done
            return
        rate = (progress.done - self._first) / max(time.monotonic() - self._began, 0.001)
        left = timedelta(seconds=round((progress.of - progress.done) / rate)) if rate else "?"
        said = f"{progress.done:,} of {progress.of:,} people, {rate:,.0f} a second, about {left} to go"
        end = "" if sys.stdout.isatty() else "\n"
        print(f"\r{said:70}" if not end else said, end=end, flush=True)


def _positive(text: str) -> int:
    number = int(text.replace(",", ""))
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return number

"""Measures, prints the table, and writes it into docs/explanation/speed.md when asked to.

    python -m benchmarks                      rules, SQLite, and PostgreSQL where it is to be had
    python -m benchmarks --people 100000      the crowd that is loaded before pages are measured
    python -m benchmarks --only rules sqlite  some of it
    python -m benchmarks --short --people 20  a few rounds of each, to see that all of it works
    python -m benchmarks --write              also into the page

PostgreSQL is the one in THROUGHCARE_DATABASE_URL, which must be empty, or a cluster started for the occasion.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import postgres, table
from benchmarks.profiling import SHORT
from benchmarks.timing import commit, machine

PAGE = Path("docs/explanation/speed.md")
NOW = "2026-03-27T15:00:00+00:00"
"""A Friday afternoon: the instant up to which the crowd is told, and at which the pages are opened."""
BUSY = (
    "**The machine was busy with other work**: every elapsed figure is worse than it would be alone; "
    "ratios within the run and processor seconds are the ones to read."
)
PARTS = ("rules", "sqlite", "postgresql")


def main() -> int:
    options = _options()
    print(f"{machine()}\ncommit {commit()}, load average {_load()}\n", flush=True)
    rows: list[table.Row] = []
    for part in options.only:
        rows += _part(part, options)
    print(table.text(rows))
    if options.write:
        table.write_between_markers(PAGE, f"{_where(options)}\n\n{table.markdown(rows)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=1_000, help="how many are loaded before pages are measured")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--short", action="store_true", help="few rounds, and no profile of what misses its target")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _part(part: str, options: argparse.Namespace) -> list[table.Row]:
    """Each in a process of its own, because settings name one database."""
    if part == "rules":
        return list(_measured(["benchmarks.rules"], {}, options))
    arguments = ["benchmarks.database", part, str(options.people)]
    if part == "sqlite":
        with tempfile.TemporaryDirectory(prefix="throughcare-benchmarks-") as folder:
            return list(_measured(arguments, {"VAR": folder, "DATABASE_URL": "", "NOW": NOW}, options))
    with postgres.cluster() as found:
        if found is None:
            print("PostgreSQL: neither THROUGHCARE_DATABASE_URL nor initdb is there; left out.\n", flush=True)
            return []
        return list(_measured(arguments, {"DATABASE_URL": found.url, "NOW": NOW}, options))


def _measured(arguments: list[str], settings: dict[str, str], options: argparse.Namespace) -> Iterator[table.Row]:
    """The part prints a row a line; everything else it says goes to the screen."""
    environment = os.environ | {f"THROUGHCARE_{name}": value for name, value in settings.items()}
    environment |= {"THROUGHCARE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "throughcare.settings"}
    environment |= {SHORT: "1"} if options.short else {}
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith("{"):
                yield table.from_line(line)
            else:
                print(line, end="", flush=True)
    if running.returncode:
        raise SystemExit(f"{arguments} ended with {running.returncode}")


def _where(options: argparse.Namespace) -> str:
    day = f"{datetime.now(tz=UTC):%-d %B %Y}"
    busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    said = f"Measured on {day}: {machine()}; commit {commit()}; {options.people:,} people; load average {_load()}."
    return f"{said} {BUSY}" if busy else said


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())

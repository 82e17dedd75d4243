"""Starts the limited process and takes its lines as they come."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughcare.imports.workbook import NotReadable

TOO_MUCH = "Reading the workbook took more time or memory than it may. Save it anew without formats, or bring in parts."


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """Begins a sheet: how many lines it has, and what its dates in text prove about their order."""

    sheet: str
    hidden: bool
    lines: int
    in_figures: bool
    day_first: bool
    month_first: bool


Numbered = list[Any]
"""The number of the line, and its cells, marked (see cells)."""


def parts(path: Path) -> Iterator[SheetHead | Numbered]:
    """Sheet by sheet, line by line. NotReadable says why a workbook cannot be used; giving up ends the process."""
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-c", _START, str(Path(__file__).parents[2]), str(path)], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env={}, close_fds=True, encoding="ascii",
    )  # fmt: skip
    whole = False
    try:
        for line in child.stdout or ():
            said = json.loads(line)
            if isinstance(said, list):
                yield from said
            elif "sheet" in said:
                yield SheetHead(**said)
            elif "refused" in said:
                raise NotReadable(said["refused"])
            else:
                whole = True
    except json.JSONDecodeError:
        whole = False
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    if not whole:
        raise NotReadable(TOO_MUCH)


_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from throughcare.imports import child; from pathlib import Path; "
    "sys.exit(child.main(Path(sys.argv[2]), sys.stdout))"
)

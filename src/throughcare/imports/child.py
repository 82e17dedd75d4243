"""The process that opens a workbook: limited in memory, time and files, with no database and nothing to tell but lines.

`python -m throughcare.imports.child FILE` writes JSON: a line for each sheet, its lines, and a last word.
"""

import gc
import json
import resource
import sys
from pathlib import Path
from typing import TextIO

from throughcare.imports.cells import marked, proofs
from throughcare.imports.workbook import NotReadable, sheets

MEMORY, SECONDS, LINES_AT_ONCE = 1_536 * 1024 * 1024, 180, 200


def main(path: Path, out: TextIO) -> int:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0),
                       (resource.RLIMIT_CORE, 0)):  # fmt: skip
        resource.setrlimit(what, (most, most))
    gc.disable()  # millions of cells and no cycles; the process ends with its workbook
    dump = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
    try:
        for sheet in sheets(path):
            figures, first, second = proofs(cell for _, line in sheet.lines for cell in line)
            head = {"sheet": sheet.name, "hidden": sheet.hidden, "lines": len(sheet.lines), "in_figures": figures,
                    "day_first": first, "month_first": second}  # fmt: skip
            out.write(dump(head) + "\n")
            for at in range(0, len(sheet.lines), LINES_AT_ONCE):
                some = sheet.lines[at : at + LINES_AT_ONCE]
                out.write(dump([[number, list(map(marked, line))] for number, line in some]) + "\n")
        out.write(dump({"end": True}) + "\n")
    except NotReadable as refused:
        out.write(dump({"refused": str(refused)}) + "\n")
    except MemoryError:
        out.write(dump({"refused": "The workbook needs more memory than reading one may take."}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.stdout))

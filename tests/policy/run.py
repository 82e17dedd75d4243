"""All cells of the matrix, by as many workers as there are processors: `python -m tests.policy.run`.

Prints how many requests were made, how many cells they answered, and how long it took; the exit code says whether any
answer was not the oracle's. `--parts 8` asks every eighth cell only.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def main(arguments=None):
    asked = argparse.ArgumentParser(prog="tests.policy.run", description=__doc__.splitlines()[0])
    asked.add_argument("--parts", type=int, default=1)
    options = asked.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"THROUGHCARE_POLICY_PARTS": str(options.parts), "THROUGHCARE_POLICY_REPORTS": folder}
        code = pytest.main(["-q", "-n", "auto", "-p", "no:logging", str(HERE / "test_matrix.py")])
        told = [json.loads(one.read_text()) for one in Path(folder).glob("*.json")]
    requests, cells, found = (sum(one[name] for one in told) for name in ("requests", "cells", "found"))
    print(f"{requests} requests, {cells} cells, {found} disagreements, {time.monotonic() - began:.0f} s")
    return int(code)


def tell(role, report):
    """Kept by each test for the sums above, if anybody asked."""
    folder = os.environ.get("THROUGHCARE_POLICY_REPORTS")
    if folder:
        counts = {"requests": report.requests, "cells": len(report.cells), "found": len(report.found)}
        Path(folder, f"{role}.json").write_text(json.dumps(counts))


if __name__ == "__main__":
    sys.exit(main())

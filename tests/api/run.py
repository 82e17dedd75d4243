"""Every operation against its description, much more often: `python -m tests.api.run --examples 200`."""

import argparse
import os
import sys
from pathlib import Path

import pytest


def main(arguments=None):
    asked = argparse.ArgumentParser(prog="tests.api.run", description=__doc__)
    asked.add_argument("--examples", type=int, default=200, help="of each operation")
    os.environ["THROUGHCARE_API_EXAMPLES"] = str(asked.parse_args(arguments).examples)
    return int(pytest.main(["-q", "-n", "0", str(Path(__file__).parent / "test_schema.py")]))


if __name__ == "__main__":
    sys.exit(main())

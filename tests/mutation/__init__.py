"""The rulebook that is mutated is the one beside these tests, whatever is installed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

"""Where the time goes, as text: printed for each target that is missed."""

import os
from collections.abc import Callable, Iterator

from benchmarks.table import Row

SHORT = "THROUGHCARE_BENCHMARKS_SHORT"
"""Set: a few rounds of each and no profiles, to see that everything is measured."""


def is_short() -> bool:
    return SHORT in os.environ


def explained(row: Row, act: Callable[[], object]) -> Iterator[Row]:
    """The row; and, if it missed its target, what was measured done once more under a profiler."""
    yield row
    if row.met is False and not is_short():
        from pyinstrument import Profiler

        profiler = Profiler(interval=0.002)
        with profiler:
            act()
        print(f"\n== missed: {row.what} ==\n{profiler.output_text(unicode=True, show_all=False)}", flush=True)

"""Where the time goes, as text, when asked for."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def profiled(wanted: bool, what: str) -> Iterator[None]:
    if not wanted:
        yield
        return
    from pyinstrument import Profiler

    profiler = Profiler(interval=0.002)
    with profiler:
        yield
    print(f"\n== {what} ==\n{profiler.output_text(unicode=True, show_all=False)}", flush=True)

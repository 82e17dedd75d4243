"""Taking the time, and saying on what machine."""

import os
import platform
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def best_of(act: Callable[[], object], *, rounds: int = 5, at_least: float = 0.2) -> float:
    """Processor seconds for one call that waits for nothing: the best round, each long enough to be measured."""
    calls = max(1, round(at_least / max(_processor_seconds(act, 1), 1e-7)))
    return min(_processor_seconds(act, calls) for _ in range(rounds))


def _processor_seconds(act: Callable[[], object], calls: int) -> float:
    began = time.process_time()
    for _ in range(calls):
        act()
    return (time.process_time() - began) / calls


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def p50(times: Sequence[float]) -> float:
    return median(times)


def duration(value: float) -> str:
    """In the unit that reads best."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.0f} ns"


def machine() -> str:
    return f"{_processor()}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"


def commit() -> str:
    """The commit, and whether files differ from it."""
    said = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())

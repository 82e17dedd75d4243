"""What a process says it is about to do and has done, outside the database: a line for each, only ever added to.

A line is handed to the operating system in one piece before the next step begins. What was handed over outlives the
process that is killed; these are killed processes, not power cuts, so the paper itself is not flushed to the disk.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

TRIED, DONE, REFUSED = "tried", "done", "refused"


@dataclass
class Read:
    """What one actor's paper says: numbers of its steps."""

    tried: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    @property
    def next(self) -> int:
        """The first step that nobody answered; a step that was tried is tried again."""
        return max(self.done | self.refused, default=-1) + 1


class Paper:
    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def say(self, step: int, what: str) -> None:
        os.write(self._file, f"\n{json.dumps([step, what])}\n".encode())


def read(path: Path) -> Read:
    found = Read()
    for line in path.read_text().splitlines() if path.exists() else ():
        if line.endswith("]"):
            step, what = json.loads(line)
            getattr(found, what).add(step)
    return found

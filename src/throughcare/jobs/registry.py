"""What can be scheduled. Each room names its own items in a file `timetable.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class Work(Protocol):
    def __call__(self, *, at: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A worker that says nothing for longer than `lease` is taken to be dead, and another takes over."""

    name: str
    work: Work
    every: timedelta
    lease: timedelta


ITEMS: dict[str, Item] = {}


def scheduled(name: str, *, every: timedelta, lease: timedelta = timedelta(minutes=30)) -> Callable[[Work], Work]:
    def register(work: Work) -> Work:
        if name in ITEMS and ITEMS[name].work is not work:
            raise ValueError(f"Two items are scheduled under one name: {name}")
        ITEMS[name] = Item(name=name, work=work, every=every, lease=lease)
        return work

    return register

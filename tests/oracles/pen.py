"""Writes a random life down, entry by entry, some of them late."""

import random
from datetime import timedelta
from uuid import UUID

from throughcare.rulebook.history import Recorded

HOUR = timedelta(hours=1)


class Pen:
    """Writes one person's entries; the clock of a script is its own."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.entries = []

    def chance(self, share):
        return self.dice.random() < share

    def one_of(self, *things):
        return self.dice.choice(things)

    def id(self):
        return UUID(int=self.dice.getrandbits(128))

    def write(self, fact, at, team, late=None):
        if late is None:
            late = self.dice.choice((0, 0, 0, 0, 0.2, 1, 30)) * HOUR
        entry = Recorded(
            id=self.id(), fact=fact, happened_at=at, recorded_at=at + late, by=UUID(int=1), team=team,
            seq=len(self.entries),
        )  # fmt: skip
        self.entries.append(entry)
        return entry

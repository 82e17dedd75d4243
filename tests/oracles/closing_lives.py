"""Prison, suspension and closure in random lives on a caseload, some late, some mended: with dice of their own."""

from dataclasses import replace
from datetime import timedelta

from tests.oracles.pen import HOUR, Pen
from throughcare.rulebook.facts import closing as q
from throughcare.rulebook.facts import prison as p
from throughcare.rulebook.facts import review as v
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.mendings import Voided

WAITS = (0, 1, 5, 24, 100, 300, 700, 745, 800)


def close_places(pen, seed):
    own = Pen(seed + 77_000_000)
    own.entries = pen.entries
    for place in [one for one in pen.entries if isinstance(one.fact, TakenOnCaseload)]:
        Spell(own, place).run()


class Spell:
    """What happens to one place, in the order of its own clock."""

    def __init__(self, pen, place):
        self.pen, self.place, self.at = pen, place, place.happened_at + pen.dice.choice((20, 500, 1500)) * HOUR

    def tell(self, fact, skip=0.1):
        self.at += self.pen.one_of(*WAITS) * HOUR
        if self.pen.chance(skip):
            return None
        entry = self.pen.write(fact, self.at, self.place.team)
        if self.pen.chance(0.06):
            self.mend(entry)
        return entry

    def run(self):
        for _ in range(self.pen.dice.choice((0, 1, 1, 2))):
            self.arrest_seen()
            stay = self.prison() if self.pen.chance(0.7) else None
            suspended = self.suspend(stay) if self.pen.chance(0.8) else None
            if stay and self.pen.chance(0.7):
                self.tell(p.LeftPrison(stay=stay.id))
            if suspended and self.pen.chance(0.6):
                self.tell(q.TakenUpAgain(suspension=suspended.id))
            if self.pen.chance(0.5):
                self.close(stay)

    def day(self):
        days = self.pen.one_of(None, None, 3, 20, 27, 28, 29, 30, 31, 32, 200)
        return None if days is None else (self.at + timedelta(days=days)).date()

    def arrest_seen(self):
        """An arrest is an event by itself: some are reviewed."""
        arrests = [one for one in self.pen.entries if isinstance(one.fact, Arrested)]
        if arrests and self.pen.chance(0.5):
            self.review(self.pen.one_of(*arrests))

    def review(self, event):
        answers = {name: self.pen.chance(0.5) for name in ("uses", "offends", "in_prison")}
        self.tell(v.Reviewed(
            caseload=self.place.id, event=event.id if event else None, course=v.Course.STAYS, why_otherwise="x",
            **answers,
        ))  # fmt: skip

    def prison(self):
        named = self.place.id if self.pen.chance(0.9) else None
        stay = self.tell(
            p.EnteredPrison(caseload=named, prison="x", held=self.pen.one_of(*p.Held), release_on=self.day())
        )
        if stay and self.pen.chance(0.4):
            self.review(stay)
        while stay and self.pen.chance(0.4):
            self.tell(p.ReleaseExpected(stay=stay.id, release_on=self.day()))
        return stay

    def suspend(self, stay):
        ground = q.Pause.PRISON if stay and self.pen.chance(0.8) else self.pen.one_of(*q.Pause)
        ends = self.day() if ground is q.Pause.ORDER else None
        named = stay.id if stay and ground is q.Pause.PRISON else None
        return self.tell(q.Suspended(caseload=self.place.id, ground=ground, stay=named, order_ends_on=ends))

    def close(self, stay):
        if self.pen.chance(0.5):
            self.review(None)
        ground = q.Ground.PRISON if stay and self.pen.chance(0.4) else self.pen.one_of(*q.Ground)
        closed = self.tell(q.PlaceClosed(
            caseload=self.place.id, ground=ground, stay=stay.id if stay and self.pen.chance(0.9) else None,
            to=self.pen.one_of("", "x", "x"), effort=self.pen.one_of("", "x", "x"), explained=self.pen.chance(0.8),
            persistent=self.pen.chance(0.6),
        ))  # fmt: skip
        if closed and stay and self.pen.chance(0.5):
            self.tell(p.ReleaseExpected(stay=stay.id, release_on=self.day()))
        if closed and stay and self.pen.chance(0.5):
            self.tell(p.LeftPrison(stay=stay.id))
        if closed and self.pen.chance(0.6):
            self.tell(q.AcceptedElsewhere(closure=closed.id, heard=self.pen.one_of(*q.Heard), who="x"))
        if closed and self.pen.chance(0.6):
            self.tell(q.ClosureReported(closure=closed.id, to_whom="x"))

    def mend(self, entry):
        """Void, at another time, or with another date."""
        at = entry.recorded_at + self.pen.one_of(1, 30, 900) * HOUR
        fact, happened = entry.fact, entry.happened_at
        if hasattr(fact, "release_on") and self.pen.chance(0.6):
            fact = replace(fact, release_on=self.day())
        elif self.pen.chance(0.4):
            happened += self.pen.one_of(-30, -2, 2, 30) * HOUR
        else:
            fact, happened = Voided(), at
        self.pen.entries.append(replace(
            entry, id=self.pen.id(), fact=fact, happened_at=happened, recorded_at=at, replaces=entry.id, why="wrong",
            seq=len(self.pen.entries),
        ))  # fmt: skip

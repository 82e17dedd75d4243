"""One record, opened for one reader: what they may read of it, and what follows from all of it."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.access import scope
from throughcare.access.decide import Decision
from throughcare.accounts.models import Membership
from throughcare.journal.given import given as given_now
from throughcare.journal.reading import history as history_of
from throughcare.people.models import Person
from throughcare.people.shown import Because, note_because
from throughcare.rulebook import sight
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.history import History
from throughcare.rulebook.journey import follow
from throughcare.rulebook.sight import Reader
from throughcare.rulebook.standing import Duty, Given, Standing


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Everything a door needs of one person, read once, and nothing that the reader may not see."""

    decision: Decision
    reader: Reader
    history: History
    """The entries the reader may read; `whole` is for working out what follows, never for showing."""
    whole: History
    given: Given
    standing: Standing
    hinted: list[Duty]
    """Duties of which the reader may know only that something is due."""

    @property
    def person(self) -> Person:
        return self.decision.person

    def sees(self, data: DataClass) -> bool:
        return data in self.reader.classes

    @property
    def names(self) -> dict[str, str]:
        """Team id to name."""
        return {team.id: team.name for team in self.given.teams.values()}


def note(decision: Decision) -> None:
    """For the read log: why, and as what, this person's record was open."""
    note_because(
        Because(
            purpose=decision.purpose, basis=decision.basis, classes=frozenset(decision.classes),
            opening=decision.opening.pk if decision.opening else None,
        )
    )  # fmt: skip


def read(decision: Decision, *, membership: Membership) -> Opened:
    """What was decided, carried out, and noted for the read log."""
    note(decision)
    whole, given = history_of(decision.person.id), given_now()
    standing, reader = follow(whole, given), decision.reader(membership)
    return Opened(
        decision=decision, reader=reader, history=sight.readable(whole, reader), whole=whole, given=given,
        standing=sight.visible(standing, reader, whole), hinted=sight.hinted(standing, reader),
    )  # fmt: skip


def is_only_to_read(decision: Decision, *, membership: Membership, at: datetime) -> bool:
    """An emergency opens the record for an hour; whoever writes sees what they wrote for good (A7, A9).

    So only a team that is involved anyway writes.
    """
    if decision.opening is None:
        return False
    return not scope.people(membership=membership, at=at).filter(pk=decision.person.pk).exists()

"""Entries that mend others. A correction is an entry of the same kind with `replaces`; these two take away."""

from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import DataClass, Fact, fact, question

ANYONE = frozenset(Role)


@fact("voided", title="Entered in error", data=DataClass.CUSTODY, by=ANYONE, mending=True)
class Voided(Fact):
    """The entry it replaces counts for nothing."""

    def says(self) -> str:
        return "An entry was made in error and counts for nothing"


@fact("moved", title="Moved to another record", data=DataClass.CUSTODY, by=ANYONE, mending=True)
class Moved(Fact):
    """The entry it replaces was about someone else, and stands on that person's record."""

    to_person: UUID = question("To the record", data=DataClass.IDENTITY)

    def says(self) -> str:
        return "An entry belonged to another person's record and was moved there"

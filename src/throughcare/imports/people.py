"""Whose test a line is: asked only among the people whom the suite may find; nobody else changes an answer.

Who is known elsewhere is compared later and silently, by the worker, and the responsible CJIT is asked (see matching).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid5

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.organisations.spelling import folded
from throughcare.people.alike import details
from throughcare.people.likeness import FEWEST, LIKELY, Details, likelihood, weigh
from throughcare.people.shown import collecting

SPACE = UUID("6f0a8f0e-8a3b-5d0c-9a56-0d6b1f5f3a11")
AT_MOST = 5
Known = tuple[UUID, Details]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The record a test belongs to; or, where that is doubtful, those it may belong to, the likeliest first."""

    who: UUID
    exists: bool = False
    candidates: tuple[UUID, ...] = ()


@dataclass(slots=True)
class Register:
    """Everyone the suite may find, by birth and by family name."""

    suite: UUID
    by_birth: dict[date | None, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_family: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    all: dict[UUID, Details] = field(default_factory=dict)
    _asked: dict[tuple[str, str, date], Found] = field(default_factory=dict)

    @classmethod
    def of(cls, *, membership: Membership, at: datetime) -> "Register":
        register = cls(membership.organisation_id)
        with collecting():  # whoever is compared and not alike is not shown
            for one in scope.findable(membership=membership, at=at).iterator():
                known = one.pk, details(one)
                register.all[one.pk] = known[1]
                register.by_birth[one.born_on].append(known)
                register.by_family[folded(one.family_name)].append(known)
        return register

    def whose(self, *, given: str, family: str, born: date) -> Found:
        """The one record with just these names and this birth; a new one; or the choice of a person."""
        asked = folded(given), folded(family), born
        found = self._asked.get(asked)
        if found is None:
            found = self._asked[asked] = self._look(Details(given, family, born), asked)
        return found

    def _look(self, sought: Details, asked: tuple[str, str, date]) -> Found:
        new = uuid5(SPACE, f"{self.suite}|{'|'.join(map(str, asked))}")
        near = dict((*self.by_birth.get(asked[2], ()), *self.by_family.get(asked[1], ())))
        exact = [pk for pk, known in near.items() if _same(known, asked)]
        if len(exact) == 1:
            return Found(who=exact[0], exists=True)
        chances = [(likelihood(weigh(sought, known), among=FEWEST), pk) for pk, known in near.items()]
        likely = sorted((one for one in chances if one[0] >= LIKELY), key=lambda one: (-one[0], one[1]))
        return Found(who=new, candidates=tuple(pk for _, pk in likely[:AT_MOST]))


def _same(known: Details, asked: tuple[str, str, date]) -> bool:
    return (folded(known.given_name), folded(known.family_name), known.born_on) == asked

"""What each role may record and see, drawn from the tables that decide it."""

from collections.abc import Mapping

from throughcare.rulebook import journey as _registers_every_kind  # noqa: F401
from throughcare.rulebook.actors import MANAGES, ROLES, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.base import KINDS


def may_record(role: Role) -> Mapping[str, tuple[str, ...]]:
    """Titles of facts by chapter, in the order in which a person meets them. Mendings follow the entry they mend."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in sorted(KINDS.values(), key=lambda kind: kind.order):
        if not kind.mending and role in kind.recorded_by:
            chapter = kind.chapter.capitalize()
            found[chapter] = (*found.get(chapter, ()), kind.title)
    return found


def may_see(role: Role) -> tuple[DataClass, ...]:
    return tuple(data for data in DataClass if data in ROLES[role].sees)


def is_sent(role: Role) -> tuple[DataClass, ...]:
    """What else it may read, of what others share with its team."""
    return tuple(data for data in DataClass if data in ROLES[role].is_sent)


def may_give(role: Role) -> tuple[str, ...]:
    """Titles of the roles that it gives and ends in its own team."""
    return tuple(ROLES[each].title for each in ROLES if each in MANAGES.get(role, frozenset()))

"""The complete index of what this software holds: every rule, paragraph, point, role and gap, and what refers to what.

`throughcare explain` and the reference pages read it; nothing is stated here that does not stand in a table.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from throughcare.rulebook import guidance, points, readings, requirements
from throughcare.rulebook.actors import ROLES
from throughcare.rulebook.deadlines import DEADLINES, Deadline, Limit
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.journey import OBLIGATIONS, REFUSALS
from throughcare.rulebook.later import LATER
from throughcare.rulebook.not_automated import NOT_AUTOMATED
from throughcare.rulebook.ruled import BY_READING, RULED


class Sort(StrEnum):
    """What an entry is. The order is that in which answers are shown."""

    LATER = "not built yet"
    JUDGEMENT = "left to judgement"
    POINT = "process point"
    ACTION = "required action"
    DUTY = "duty"
    REFUSAL = "refusal"
    LIMIT = "limit"
    FACT = "fact"
    ROLE = "role"
    REQUIREMENT = "requirement"
    READING = "reading"
    PARAGRAPH = "paragraph"


Key = tuple[Sort, str]
OURS_LIMIT = " (ours: the guidance gives none, and an area may change it)"
OURS_RULE = "Ours: the guidance does not say it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be explained: its own words, and the keys of what it refers to."""

    sort: Sort
    name: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    """A label and a sentence each."""
    refers: tuple[Key, ...] = ()

    @property
    def key(self) -> Key:
        return self.sort, self.name


@cache
def entries() -> Mapping[Key, Entry]:
    """Every entry by its key, sort by sort."""
    return {entry.key: entry for rows in _ROWS for entry in rows()}


def referring_to(key: Key) -> tuple[Entry, ...]:
    """Every entry that refers to this one; to a paragraph also those that cite an item of it."""
    sort, name = key
    inside = f"{name} " if sort is Sort.PARAGRAPH else None
    return tuple(
        entry
        for entry in entries().values()
        if any(found == key or (inside and found[0] is sort and found[1].startswith(inside)) for found in entry.refers)
    )


def limit_in_words(limit: Limit) -> str:
    """ "24 elapsed hours, since 1 January 2010"."""
    return f"{limit.amount} {limit.unit}, since {limit.since:%-d %B %Y}"


def _limit_lines(row: Deadline) -> tuple[tuple[str, str], ...]:
    return tuple(("Limit", f"{limit_in_words(limit)}{OURS_LIMIT if row.ours else ''}.") for limit in row.limits)


def _refs(sort: Sort, names: Iterable[str]) -> tuple[Key, ...]:
    return tuple((sort, name) for name in names)


def _law(cites: Iterable[str], asked: Iterable[str], read: Iterable[str]) -> tuple[Key, ...]:
    return (*_refs(Sort.PARAGRAPH, cites), *_refs(Sort.REQUIREMENT, asked), *_refs(Sort.READING, read))


def _later() -> Iterator[Entry]:
    for row in LATER.values():
        yield Entry(
            sort=Sort.LATER, name=row.id, title=row.missing,
            lines=(("Step", f"{row.step.value}, {row.step.title}."),),
            refers=(
                *(key for sort in (Sort.POINT, Sort.ACTION, Sort.READING) if (key := (sort, row.id)) in _tables()),
                *_named(row.already), *_refs(Sort.REQUIREMENT, row.requirements),
            ),
        )  # fmt: skip


def _named(names: Iterable[str]) -> tuple[Key, ...]:
    """Rules given by name alone: a duty, a refusal or a kind of fact."""
    tables = ((Sort.DUTY, OBLIGATIONS), (Sort.REFUSAL, REFUSALS), (Sort.FACT, KINDS))
    return tuple((sort, name) for name in names for sort, table in tables if name in table)


@cache
def _tables() -> frozenset[Key]:
    return frozenset(
        (
            *_refs(Sort.POINT, points.POINTS),
            *_refs(Sort.ACTION, (row.id for row in points.REQUIRED_ACTIONS)),
            *_refs(Sort.READING, readings.readings()),
        )
    )


def _judgement() -> Iterator[Entry]:
    for row in NOT_AUTOMATED.values():
        asked = (*row.requirements, *([row.id] if row.id in requirements.requirements() else []))
        action = _refs(Sort.ACTION, [row.id]) if (Sort.ACTION, row.id) in _tables() else ()
        yield Entry(sort=Sort.JUDGEMENT, name=row.id, title=row.reason, refers=(*action, *_law((row.cite,), asked, ())))


def _points() -> Iterator[Entry]:
    for row in points.POINTS.values():
        read = [BY_READING[row.code]] if row.code in BY_READING else []
        yield Entry(
            sort=Sort.POINT, name=row.code, title=row.title,
            lines=(
                ("On the map", f"{' '.join(row.short)} ({row.route})."),
                ("Leads to", ", ".join(row.next) + "." if row.next else "nothing: an end."),
            ),
            refers=(*_law((row.cite,), (), read), *_ruled(row.code)),
        )  # fmt: skip


def _actions() -> Iterator[Entry]:
    for row in points.REQUIRED_ACTIONS:
        yield Entry(
            sort=Sort.ACTION, name=row.id, title=row.sentence, lines=(("Who", f"{row.actor}."),),
            refers=(*_refs(Sort.POINT, [row.point]), *_law((row.cite,), (), ()), *_ruled(row.id)),
        )  # fmt: skip


def _ruled(name: str) -> tuple[Key, ...]:
    row = RULED.get(name)
    return _named((*row.duties, *row.refusals, *row.facts)) if row else ()


def _duties() -> Iterator[Entry]:
    for row in OBLIGATIONS.values():
        yield Entry(
            sort=Sort.DUTY, name=row.kind, title=f"{row.action}.",
            lines=(("If missed", row.if_missed), *_limit_lines(row.limit)),
            refers=(
                (Sort.LIMIT, row.deadline), (Sort.ROLE, row.by.value), *_refs(Sort.POINT, filter(None, [row.point])),
                *_law(row.cites, row.requirements, row.readings),
            ),
        )  # fmt: skip


def _refusals() -> Iterator[Entry]:
    for row in REFUSALS.values():
        kinds = [kind.name for kind in KINDS.values() if kind.cls in row.kinds]
        yield Entry(
            sort=Sort.REFUSAL, name=row.name, title=row.check.__doc__ or "",
            lines=(
                ("Judges", "who records it." if row.about_actor else "what is recorded, also when it is judged again."),
                *([] if kinds else [("Of", "every kind of fact.")]), *([("Whose", OURS_RULE)] if row.ours else []),
            ),
            refers=(*_refs(Sort.FACT, kinds), *_law(row.cites, row.requirements, row.readings)),
        )  # fmt: skip


def _limits() -> Iterator[Entry]:
    for row in DEADLINES.values():
        yield Entry(
            sort=Sort.LIMIT, name=row.name, title=row.sentence, lines=_limit_lines(row),
            refers=_law(row.cites, row.requirements, row.readings),
        )  # fmt: skip


def _facts() -> Iterator[Entry]:
    for row in KINDS.values():
        named = {kind for asked in row.links.values() for kind in asked.names}
        who = "anyone who keeps records." if row.mending else ", ".join(sorted(row.recorded_by)) + "."
        yield Entry(
            sort=Sort.FACT, name=row.name, title=f"{row.title}.",
            lines=(
                ("Asks", " · ".join(asked.label for asked in row.questions.values()) or "nothing more."),
                ("Recorded by", who.replace("_", " ")), ("Held as", f"{row.data}."),
            ),
            refers=_refs(Sort.FACT, (kind for kind in KINDS if kind in named)),
        )  # fmt: skip


def _roles() -> Iterator[Entry]:
    for role, row in ROLES.items():
        yield Entry(
            sort=Sort.ROLE, name=role.value, title=row.sentence,
            lines=(("Called", f"{row.title}."), ("Works for", f"{row.kind}."),
                   ("Signs in", "yes." if row.signs_in else "no, only receives.")),
        )  # fmt: skip


def _requirements() -> Iterator[Entry]:
    for row in requirements.requirements().values():
        yield Entry(sort=Sort.REQUIREMENT, name=row.id, title=row.text, refers=_law(row.cites, (), ()))


def _readings() -> Iterator[Entry]:
    for row in readings.readings().values():
        reason = (("Because", row.reason),) if row.reason else ()
        yield Entry(
            sort=Sort.READING, name=row.id, title=row.question, lines=(("We read", row.reading), *reason),
            refers=_law(row.where, (), ()),
        )  # fmt: skip


def _paragraphs() -> Iterator[Entry]:
    for ref, row in guidance.paragraphs().items():
        yield Entry(
            sort=Sort.PARAGRAPH, name=ref, title=row.title, lines=(("Standing", f"{guidance.long_form(ref)}."),)
        )


_ROWS: tuple[Callable[[], Iterator[Entry]], ...] = (
    _later, _judgement, _points, _actions, _duties, _refusals, _limits, _facts, _roles, _requirements, _readings,
    _paragraphs,
)  # fmt: skip

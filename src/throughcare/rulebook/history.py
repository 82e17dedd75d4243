"""One person's recorded facts, with mendings applied, in the order in which things happened.

Inside, ids are kept as whole numbers: they hash several times faster, and this is read thousands of times a follow.

Order: when it happened, then the kind's place in the registry, then the entry's id. The order of writing
down plays no part, so late paper gives the same standing as paper in time.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from throughcare.rulebook.facts.base import Fact, kind_of, links
from throughcare.rulebook.remembering import Memory

F = TypeVar("F", bound=Fact)
NOT_READ = UUID(int=0)
F_co = TypeVar("F_co", bound=Fact, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Generic[F_co]):
    """A fact as it stands in the journal: what `follow` reads."""

    id: UUID
    fact: F_co
    happened_at: datetime
    recorded_at: datetime
    by: UUID
    team: str
    seq: int = 0
    replaces: UUID | None = None
    why: str = ""
    root: UUID = NOT_READ
    """The first version's id: what links name and what duty keys are made of. History fills it in."""
    mended_by: "Recorded[Fact] | None" = field(default=None, repr=False)
    """The entry that replaced or took away this one; None while it is live."""
    before: "Recorded[Fact] | None" = field(default=None, repr=False)
    """The version that this one corrected."""

    @property
    def live(self) -> bool:
        return self.mended_by is None

    @property
    def counts_from(self) -> datetime:
        """When it could take something away: when it happened; or when a correction was written that made it so."""
        if self.replaces is not None and self.before is None:
            return self.recorded_at
        since: Recorded[Fact] = self
        while since.before is not None and _ties(since.before.fact) == _ties(self.fact):
            since = since.before
        return self.happened_at if since.before is None else since.recorded_at


AnyRecorded = Recorded[Fact]


def _ties(fact: Fact) -> tuple[object, ...]:
    return fact.takes_away, *(getattr(fact, name) for name in links(type(fact)))


Order = tuple[datetime, int, UUID]


def order(entry: AnyRecorded) -> Order:
    """The sort key of every history."""
    return entry.happened_at, entry.fact.rank, entry.id


def written(mending: AnyRecorded) -> AnyRecorded:
    """A mending as an event: it takes away when it is written down, whatever the day it speaks of."""
    return replace(mending, happened_at=mending.recorded_at)


class Mended(ValueError):
    """A mending that cannot be read: it names no entry of this person, or one already mended."""


class History:
    """Indexes over one person's entries. `all` gives what stands, `every` also what was mended."""

    def __init__(self, recorded: Iterable[AnyRecorded]) -> None:
        entries = self._recorded = list(recorded)
        if any(entry.replaces is not None for entry in entries):
            entries = _with_mendings(entries)
        else:
            entries = [entry if entry.root is entry.id else replace(entry, root=entry.id) for entry in entries]
        entries.sort(key=order)
        self.written_down: Sequence[AnyRecorded] = [e for e in entries if not _is_mending(e)]
        """What stands and what was mended, in order."""
        self.entries: Sequence[AnyRecorded] = [e for e in self.written_down if e.live]
        self.mended: Sequence[AnyRecorded] = sorted((e for e in self.written_down if not e.live), key=_age)
        """Older versions first: by what corrected what, whatever the order of writing."""
        self.mendings: Sequence[AnyRecorded] = [e for e in entries if e.live and (_is_mending(e) or e.replaces)]
        self._live: dict[type[Fact], list[AnyRecorded]] = _by_type(self.entries)
        self._mended: dict[type[Fact], list[AnyRecorded]] = _by_type(self.mended)
        self._root_of = {entry.id.int: entry.root for entry in entries}
        by_root = {entry.root.int: entry for entry in self.entries}
        self._standing = {link: by_root.get(root.int) for link, root in self._root_of.items()}
        self.until: datetime | None = None
        self.memory: Memory = defaultdict(dict)
        self.belongings: Memory = defaultdict(dict)

    def plus(self, more: Iterable[AnyRecorded]) -> "History":
        """The record as if these had been written down as well, if they are not yet."""
        return History([*self._recorded, *(entry for entry in more if entry.id.int not in self._root_of)])

    def without(self, root: UUID) -> "History":
        """The record as if this fact, in every version, had never been written."""
        return self.without_all({root})

    def without_all(self, roots: Container[UUID]) -> "History":
        return History(entry for entry in self._recorded if self._root_of[entry.id.int] not in roots)

    def find(self, entry: UUID | None) -> AnyRecorded | None:
        """Any version of any entry, mended or not."""
        found = (e for e in (*self.entries, *self.mended, *self.mendings) if e.id == entry)
        return next(found, None)

    def all(self, kind: type[F]) -> Sequence[Recorded[F]]:
        """What stands of this kind."""
        found: Sequence[Recorded[Any]] = self._live.get(kind, ())
        return found if self.until is None else self._cut(found)

    def every(self, kind: type[F]) -> Sequence[Recorded[F]]:
        """What stands and what was mended, older versions first: a duty of a mended fact is withdrawn, never gone."""
        mended: Sequence[Recorded[Any]] = self._mended.get(kind, ())
        return [*(e for e in mended if not self._hidden(e)), *self.all(kind)] if mended else self.all(kind)

    def last(self, kind: type[F]) -> Recorded[F] | None:
        found = self.all(kind)
        return found[-1] if found else None

    def first(self, kind: type[F]) -> Recorded[F] | None:
        found = self.all(kind)
        return found[0] if found else None

    def root(self, link: UUID | None) -> UUID | None:
        """The root id of whatever version a link names; None if it is not on this record."""
        return self._root_of.get(link.int) if link is not None else None

    def get(self, link: UUID | None, kind: type[F]) -> Recorded[F] | None:
        """The standing version of the fact a link names; None if voided, moved, absent or of another kind."""
        found: Recorded[Any] | None = self._standing.get(link.int) if link is not None else None
        if found is None or not isinstance(found.fact, kind) or self._hidden(found):
            return None
        return found

    def named(self, link: UUID | None) -> AnyRecorded | None:
        """What a link names, of whatever kind: the standing version, or failing that the last mended one."""
        standing = self._standing.get(link.int) if link is not None else None
        if standing is not None or not self.mended:
            return standing
        root = self.root(link)
        return next((entry for entry in reversed(self.mended) if entry.root == root), None)

    def origin(self, link: UUID | None, kind: type[F]) -> Recorded[F] | None:
        """The standing version, or failing that the last mended one. What a fact belongs to waits for no time."""
        standing: Recorded[Any] | None = self._standing.get(link.int) if link is not None else None
        if standing is not None and isinstance(standing.fact, kind):
            return standing
        if not self.mended:
            return None
        root = self.root(link)
        old = (e for e in reversed(self.mended) if e.root == root and isinstance(e.fact, kind))
        return cast("Recorded[F] | None", next(old, None))

    def first_version(self, entry: Recorded[F]) -> Recorded[F]:
        """How a corrected fact was first written down."""
        if entry.replaces is None:
            return entry
        return cast("Recorded[F]", next(e for e in self.mended if e.id == entry.root))

    @cached_property
    def first_written(self) -> "History":
        """Every entry in its first version, as if nothing had been mended."""
        return History(entry for entry in self._recorded if entry.replaces is None) if self.mendings else self

    def naming(self, target: AnyRecorded | UUID | None, kind: type[F]) -> Sequence[Recorded[F]]:
        """The standing facts of this kind that name this one, in order."""
        of_kind = self._naming.get(kind)
        if of_kind is None:
            return ()
        root = target.root if isinstance(target, Recorded) else self.root(target)
        found: Sequence[Recorded[Any]] = of_kind.get(root.int, ()) if root is not None else ()
        return found if self.until is None else self._cut(found)

    def every_naming(self, target: AnyRecorded, kind: type[F]) -> Sequence[Recorded[F]]:
        """Also those that were mended, older versions first."""
        mended = [
            one for one in cast("list[Recorded[F]]", self._mended.get(kind, ()))
            if not self._hidden(one) and any(self.root(getattr(one.fact, name)) == target.root for name in links(kind))
        ]  # fmt: skip
        return [*mended, *self.naming(target, kind)] if mended else self.naming(target, kind)

    def first_naming(self, target: AnyRecorded | UUID | None, kind: type[F]) -> Recorded[F] | None:
        found = self.naming(target, kind)
        return found[0] if found else None

    def at(self, moment: datetime) -> "History":
        """The same record as it stood in the world at this moment: mendings applied first, then cut."""
        view = object.__new__(History)
        view.__dict__.update(self.__dict__)
        view.__dict__["_naming"] = self._naming
        view.until = moment
        view.memory = defaultdict(dict)
        return view

    def only(self, ids: Container[UUID]) -> "History":
        """The same record with only these entries in it, still knowing what mended them. To show, never to follow."""
        view = object.__new__(History)
        view.__dict__.update(self.__dict__)
        view.__dict__.pop("_naming", None)
        view.written_down = [entry for entry in self.written_down if entry.id in ids]
        view.entries = [entry for entry in self.entries if entry.id in ids]
        view.mended = [entry for entry in self.mended if entry.id in ids]
        view.mendings = [entry for entry in self.mendings if entry.id in ids]
        view._live, view._mended = _by_type(view.entries), _by_type(view.mended)
        view._standing = {
            link: entry if entry is not None and entry.id in ids else None for link, entry in self._standing.items()
        }
        view.memory, view.belongings = defaultdict(dict), defaultdict(dict)
        return view

    @cached_property
    def _naming(self) -> dict[type[Fact], dict[int, list[AnyRecorded]]]:
        index: dict[type[Fact], dict[int, list[AnyRecorded]]] = defaultdict(dict)
        for entry in self.entries:
            kind = type(entry.fact)
            for name in links(kind):
                root = self.root(getattr(entry.fact, name))
                if root is not None:
                    index[kind].setdefault(root.int, []).append(entry)
        return index

    def _cut(self, found: Sequence[Recorded[F]]) -> Sequence[Recorded[F]]:
        if self.until is None:
            return found
        return found[: bisect_right(found, self.until, key=lambda e: e.happened_at)]

    def _hidden(self, entry: AnyRecorded) -> bool:
        return self.until is not None and entry.happened_at > self.until


def _is_mending(entry: AnyRecorded) -> bool:
    return kind_of(type(entry.fact)).mending


def _by_type(entries: Iterable[AnyRecorded]) -> dict[type[Fact], list[AnyRecorded]]:
    found: dict[type[Fact], list[AnyRecorded]] = defaultdict(list)
    for entry in entries:
        found[type(entry.fact)].append(entry)
    return found


def _with_mendings(entries: list[AnyRecorded]) -> list[AnyRecorded]:
    """Give each entry its root and, if it was replaced, the entry that did so."""
    by_id = {entry.id: entry for entry in entries}
    mender: dict[UUID, AnyRecorded] = {}
    for entry in entries:
        if entry.replaces is None:
            continue
        if entry.replaces not in by_id:
            raise Mended(f"entry {entry.id} mends {entry.replaces}, which is not on this record")
        if entry.replaces in mender:
            raise Mended(f"entry {entry.id} mends {entry.replaces}, which {mender[entry.replaces].id} mended already")
        mender[entry.replaces] = entry
    return [replace(e, root=_root(e, by_id), mended_by=mender.get(e.id), before=_before(e, by_id)) for e in entries]


def _before(entry: AnyRecorded, by_id: dict[UUID, AnyRecorded]) -> AnyRecorded | None:
    """The version corrected, itself knowing the one before it."""
    if entry.replaces is None or _is_mending(entry):
        return None
    older = by_id[entry.replaces]
    return replace(older, before=_before(older, by_id))


def _age(entry: AnyRecorded) -> int:
    """How many versions came before."""
    return 0 if entry.before is None else 1 + _age(entry.before)


def _root(entry: AnyRecorded, by_id: dict[UUID, AnyRecorded]) -> UUID:
    while entry.replaces is not None:
        entry = by_id[entry.replaces]
    return entry.id

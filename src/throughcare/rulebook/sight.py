"""Which team may see what of whom, from when until when, and which entries a reader of that team may read. Pure.

A team sees because it holds somebody, is responsible, owes something, or wrote something down; SIGHTS says what each
of these opens, and the paragraph. A role narrows it (`actors.ROLES`). Nothing else is seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from throughcare.rulebook.actors import DataClass, OrganisationKind
from throughcare.rulebook.facts.base import kind_of, links
from throughcare.rulebook.facts.custody import Arrested, RiskFound, RiskHandedOver
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.spells import release_of
from throughcare.rulebook.standing import Duty, Given, Standing

THE_CASE = "the person's case"
"""The purpose of whoever is involved; what was shared has the purpose it was shared for."""
Classes = frozenset[DataClass]


class Basis(StrEnum):
    """Why a team sees, the strongest first."""

    CARE = "responsible"
    HOLDS = "holds the person in custody"
    OWES = "owes something"
    RECORDED = "wrote it down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """What one basis opens to one kind of organisation, and which paragraph says that it needs it."""

    classes: Classes
    cites: tuple[str, ...]


_DUTY = frozenset({DataClass.IDENTITY})
_SUITE = frozenset(
    {
        DataClass.IDENTITY, DataClass.CUSTODY, DataClass.TEST_RESULT, DataClass.REQUIREMENT, DataClass.ATTENDANCE,
        DataClass.RISK,
    }
)  # fmt: skip
_KIND = OrganisationKind
SIGHTS: Mapping[tuple[Basis, OrganisationKind | None], Opens] = {
    (Basis.CARE, _KIND.CJIT): Opens(classes=frozenset(DataClass), cites=("HB 4.11.2", "PPO 30")),
    (Basis.CARE, _KIND.POLICE_SUITE): Opens(classes=_SUITE, cites=("HB 4.6.1", "PPO 33")),
    (Basis.HOLDS, _KIND.POLICE_SUITE): Opens(classes=_SUITE, cites=("HB 4.6.1", "PPO 33")),
    (Basis.OWES, _KIND.CJIT): Opens(classes=_SUITE, cites=("HB 4.7.1", "PPO 30")),
    (Basis.OWES, None): Opens(classes=_DUTY, cites=("PPO 30",)),
}
"""None: any other kind. A duty also opens the class of data that it is about. What is in no row is not opened."""

OWN_ARRESTS_ONLY = frozenset({OrganisationKind.POLICE_SUITE})
"""They read what belongs to an arrest of their own, and nothing that would tell of an earlier one (PACE 63B(7))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One span in which a team sees one class; no class: only what it wrote down itself."""

    team: str
    data: DataClass | None
    purpose: str
    basis: str
    from_at: datetime
    until: datetime | None


def seen_by(history: History, standing: Standing, given: Given) -> list[Seen]:
    """Every span in which some team sees some class. Spans of a team and class that touch are one."""
    spans: dict[tuple[str, DataClass | None, str], list[Seen]] = defaultdict(list)
    for seen in _reasons(history, standing, given):
        if seen.until is None or seen.until > seen.from_at:
            spans[seen.team, seen.data, seen.purpose].append(seen)
    return [one for several in spans.values() for one in _joined(several)]


def _joined(several: list[Seen]) -> Iterator[Seen]:
    several.sort(key=lambda seen: seen.from_at)
    now = several[0]
    for seen in several[1:]:
        if now.until is None or seen.from_at <= now.until:
            later = None if now.until is None or seen.until is None else max(now.until, seen.until)
            now = replace(now, until=later) if later != now.until else now
        else:
            yield now
            now = seen
    yield now


def _reasons(h: History, standing: Standing, given: Given) -> Iterator[Seen]:
    for care in standing.care:
        yield from _opened(Basis.CARE, care.team, given, care.since, care.until)
    for arrest in h.all(Arrested):
        released = release_of(h, arrest)
        until = released.happened_at if released else None
        yield from _opened(Basis.HOLDS, arrest.team, given, arrest.happened_at, until)
    for duty in standing.duties:
        if not duty.never_arose:
            about = frozenset({OBLIGATIONS[duty.kind].data})
            yield from _opened(Basis.OWES, duty.owner, given, duty.arises_at, duty.ended_at, about)
    for entry in (*h.entries, *h.mended):
        yield Seen(
            team=entry.team, data=None, purpose=THE_CASE, basis=Basis.RECORDED, from_at=entry.recorded_at, until=None
        )


def _opened(
    basis: Basis, team: str, given: Given, since: datetime, until: datetime | None, about: Classes = frozenset()
) -> Iterator[Seen]:
    for data in opens(basis, _kind(team, given)) | about:
        yield Seen(team=team, data=data, purpose=THE_CASE, basis=basis, from_at=since, until=until)


def opens(basis: Basis, kind: OrganisationKind | None) -> Classes:
    row = SIGHTS.get((basis, kind)) or SIGHTS.get((basis, None))
    return row.classes if row else frozenset()


def _kind(team: str, given: Given) -> OrganisationKind | None:
    found = given.teams.get(team)
    return found.kind if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whoever reads one record: a role in a team, and the classes that both may see of this person now."""

    team: str
    kind: OrganisationKind | None
    classes: Classes
    of_own: Classes
    """What the role may read of the team's own entries, whether or not the team still sees that class."""


def readable(history: History, reader: Reader) -> frozenset[UUID]:
    """The ids of the entries the reader may read. What follows is always worked out on the whole record."""
    written = (*history.entries, *history.mended)
    ids = {entry.id for entry in written if may_read(entry, reader, history)}
    return frozenset(ids | {mending.id for mending in history.mendings if mending.replaces in ids})


def may_read(entry: AnyRecorded, reader: Reader, history: History) -> bool:
    """An entry of one's own team that the role may see; or of a class seen, and for a suite under its own arrest."""
    data = kind_of(type(entry.fact)).data
    if entry.team == reader.team and data in reader.of_own:
        return True
    if data not in reader.classes:
        return False
    return reader.kind not in OWN_ARRESTS_ONLY or data is DataClass.IDENTITY or _is_ours(entry, reader.team, history)


def _is_ours(entry: AnyRecorded, team: str, h: History) -> bool:
    """Whether it rests on an arrest of this suite, or is a risk found while the suite held the person."""
    if isinstance(entry.fact, RiskFound | RiskHandedOver):
        return any(_held_at(h, arrest, entry) for arrest in h.all(Arrested) if arrest.team == team)
    return any(isinstance(one.fact, Arrested) and one.team == team for one in _rests_on(entry, h))


def _held_at(h: History, arrest: AnyRecorded, entry: AnyRecorded) -> bool:
    released = release_of(h, arrest)
    return arrest.happened_at <= entry.happened_at and (released is None or entry.happened_at <= released.happened_at)


def _rests_on(entry: AnyRecorded, h: History) -> Iterator[AnyRecorded]:
    """The entry and everything it names, and what that names."""
    waiting, known = [entry], set[UUID]()
    while waiting:
        one = waiting.pop()
        if one.id in known:
            continue
        known.add(one.id)
        yield one
        named = (h.named(getattr(one.fact, name)) for name in links(type(one.fact)))
        waiting += [found for found in named if found is not None]


def duties_shown(duties: Iterable[Duty], reader: Reader, history: History) -> list[Duty]:
    """Those the reader may know in full: of a class they see; for a suite its own, or resting on its own arrest."""
    return [
        duty for duty in duties
        if OBLIGATIONS[duty.kind].data in reader.classes
        and (reader.kind not in OWN_ARRESTS_ONLY or duty.owner == reader.team or _is_of_ours(duty, reader, history))
    ]  # fmt: skip


def _is_of_ours(duty: Duty, reader: Reader, history: History) -> bool:
    cause = history.named(duty.because)
    return cause is not None and _is_ours(cause, reader.team, history)


def duties_hinted(duties: Iterable[Duty], reader: Reader) -> list[Duty]:
    """Those of which the reader may know only that something is due: their own team's, of a class their role lacks."""
    return [
        duty for duty in duties if duty.owner == reader.team and OBLIGATIONS[duty.kind].data not in reader.classes
    ]

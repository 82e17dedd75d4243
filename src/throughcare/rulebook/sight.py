"""Which team may see what of whom, from when until when, and which entries a reader of that team may read. Pure.

A team sees because it holds somebody, is responsible, owes something, or wrote something down; SIGHTS says what each
of these opens, ANSWERS which entries of others answer its own, and the paragraph. A role narrows it (`actors.ROLES`).
Nothing else is seen.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.consent import ANSWER
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import live_shares
from throughcare.rulebook.facts.base import Fact, kind_of, links
from throughcare.rulebook.facts.casework import FirstContact, ReferralAccepted
from throughcare.rulebook.facts.consent import RecallAnswered
from throughcare.rulebook.facts.custody import Arrested, RiskFound, RiskHandedOver
from throughcare.rulebook.facts.missed import ReportOutcome
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.spells import release_of
from throughcare.rulebook.standing import Duty, Episode, Given, Standing

THE_CASE = "the person's case"
"""The purpose of whoever is involved; what was shared has the purpose it was shared for."""
Classes = frozenset[DataClass]


class Basis(StrEnum):
    """Why a team sees, the strongest first."""

    CARE = "responsible"
    HOLDS = "holds the person in custody"
    OWES = "owes something"
    RECORDED = "wrote it down"
    SHARED = "was shared with them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """What one basis opens to one kind of organisation, and which paragraph says that it needs it."""

    classes: Classes
    cites: tuple[str, ...]


_SUITE = frozenset(
    {
        DataClass.IDENTITY, DataClass.CUSTODY, DataClass.TEST_RESULT, DataClass.REQUIREMENT, DataClass.ATTENDANCE,
        DataClass.RISK,
    }
)  # fmt: skip
_KIND = OrganisationKind
SIGHTS: Mapping[tuple[Basis, OrganisationKind], Opens] = {
    (Basis.CARE, _KIND.CJIT): Opens(classes=frozenset(DataClass), cites=("HB 4.11.2", "PPO 30")),
    (Basis.CARE, _KIND.POLICE_SUITE): Opens(classes=_SUITE, cites=("HB 4.6.1", "PPO 33")),
    (Basis.HOLDS, _KIND.POLICE_SUITE): Opens(classes=_SUITE, cites=("HB 4.6.1", "PPO 33")),
    (Basis.OWES, _KIND.CJIT): Opens(classes=_SUITE, cites=("HB 4.7.1", "PPO 30")),
}
"""A duty also opens the class of data that it is about. What is in no row is not opened."""

OWN_ARRESTS_ONLY = frozenset({OrganisationKind.POLICE_SUITE})
"""They read what belongs to an arrest of their own, and nothing that would tell of an earlier one (PACE 63B(7))."""

ANSWERS: Mapping[type[Fact], tuple[str, ...]] = {
    ReportOutcome: ("INT 4.5.1",),
    ReferralAccepted: ("HB 4.7.5",),
    FirstContact: ("HB 4.7.5",),
}
"""Owed to the team whose entry it names, also after its part has ended: what police did about its report, and that
the team it referred to has taken over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One span in which a team sees some classes; no class: only what it wrote down itself."""

    team: str
    classes: Classes
    purpose: str
    basis: str
    from_at: datetime
    until: datetime | None


def seen_by(history: History, standing: Standing, given: Given) -> list[Seen]:
    """Every span in which some team sees something. Spans alike but for their times are one where they touch."""
    spans: dict[tuple[str, Classes, str, str], list[Seen]] = defaultdict(list)
    for seen in _reasons(history, standing, given):
        if seen.until is None or seen.until > seen.from_at:
            spans[seen.team, seen.classes, seen.purpose, seen.basis].append(seen)
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
        yield _opened(Basis.CARE, care.team, given, care.since, care.until)
    for arrest in h.all(Arrested):
        released = release_of(h, arrest)
        until = released.happened_at if released else None
        yield _opened(Basis.HOLDS, arrest.team, given, arrest.happened_at, until)
    for duty in standing.duties:
        if not duty.never_arose and duty.kind != ANSWER.kind:
            yield _owes(duty, given)
    for entry in (*h.entries, *h.mended):
        if not isinstance(entry.fact, RecallAnswered):
            yield Seen(
                team=entry.team, classes=frozenset(), purpose=THE_CASE, basis=Basis.RECORDED,
                from_at=entry.recorded_at, until=None,
            )  # fmt: skip
    for share in live_shares(h):
        yield Seen(
            team=share.team, classes=share.classes, purpose=share.purpose.value, basis=Basis.SHARED,
            from_at=share.from_at, until=share.until,
        )  # fmt: skip


def _owes(duty: Duty, given: Given) -> Seen:
    """What the kind of team needs for any duty in the case; what is owed about sharing opens no more than that.

    Whoever is asked to give back what was shared answers by its number and sees nothing of the record (PPO 30).
    """
    data = OBLIGATIONS[duty.kind].data
    classes = opens(Basis.OWES, _kind(duty.owner, given)) if data is not DataClass.CONSENT else frozenset()
    return Seen(
        team=duty.owner, classes=classes | {data}, purpose=THE_CASE, basis=Basis.OWES, from_at=duty.arises_at,
        until=duty.ended_at,
    )  # fmt: skip


def _opened(basis: Basis, team: str, given: Given, since: datetime, until: datetime | None) -> Seen:
    classes = opens(basis, _kind(team, given))
    return Seen(team=team, classes=classes, purpose=THE_CASE, basis=basis, from_at=since, until=until)


def opens(basis: Basis, kind: OrganisationKind | None) -> Classes:
    row = SIGHTS.get((basis, kind)) if kind else None
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


def readable(history: History, reader: Reader) -> History:
    """The record as the reader may read it. What follows is always worked out on the whole one.

    That is: what their own team wrote, what it rests on and what answers it, of the classes of their role; and what
    is of a class they see now, for a suite only under an arrest of its own.
    """
    written = (*history.entries, *history.mended)
    own = {one.id for entry in written if entry.team == reader.team for one in rests_on(entry, history)}
    own |= {entry.id for entry in written if _answers(entry, reader.team, history)}
    ids = {
        entry.id for entry in written
        if (entry.id in own and _data(entry) in reader.of_own)
        or (_data(entry) in reader.classes and _is_in_reach(entry, reader, history))
    }  # fmt: skip
    return history.only(ids | {mending.id for mending in history.mendings if mending.replaces in ids})


def _data(entry: AnyRecorded) -> DataClass:
    return kind_of(type(entry.fact)).data


def _is_in_reach(entry: AnyRecorded, reader: Reader, history: History) -> bool:
    if reader.kind not in OWN_ARRESTS_ONLY or _data(entry) is DataClass.IDENTITY:
        return True
    return _is_ours(entry, reader.team, history)


def _is_ours(entry: AnyRecorded, team: str, h: History) -> bool:
    """Whether it rests on an arrest of this suite, or is a risk found while the suite held the person."""
    if isinstance(entry.fact, RiskFound | RiskHandedOver):
        return any(_held_at(h, arrest, entry) for arrest in h.all(Arrested) if arrest.team == team)
    return any(isinstance(one.fact, Arrested) and one.team == team for one in rests_on(entry, h))


def _answers(entry: AnyRecorded, team: str, h: History) -> bool:
    if type(entry.fact) not in ANSWERS:
        return False
    named = (h.named(getattr(entry.fact, name)) for name in links(type(entry.fact)))
    return any(one is not None and one.team == team for one in named)


def _held_at(h: History, arrest: AnyRecorded, entry: AnyRecorded) -> bool:
    released = release_of(h, arrest)
    return arrest.happened_at <= entry.happened_at and (released is None or entry.happened_at <= released.happened_at)


def rests_on(entry: AnyRecorded, h: History) -> Iterator[AnyRecorded]:
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


def visible(standing: Standing, reader: Reader, history: History) -> Standing:
    """What follows from the whole record, less what the reader may not know. `history` is the whole one."""
    shown = tuple(duty for duty in standing.duties if _may_know(duty, reader, history))
    if DataClass.CASEWORK in reader.classes:
        return replace(standing, duties=shown)
    known = frozenset(entry.id for entry in readable(history, reader).entries)
    named = ((episode, history.named(episode.root)) for episode in standing.episodes)
    parts = (_part(episode, known) for episode, began in named if began is not None and began.id in known)
    own = tuple(care for care in standing.care if care.team == reader.team)
    return replace(standing, duties=shown, episodes=tuple(parts), care=own)


def hinted(standing: Standing, reader: Reader) -> list[Duty]:
    """Open duties of the reader's own team of a class their role lacks: they may know that something is due."""
    return [
        duty for duty in standing.open_duties
        if duty.owner == reader.team and OBLIGATIONS[duty.kind].data not in reader.classes
    ]  # fmt: skip


def _may_know(duty: Duty, reader: Reader, history: History) -> bool:
    """In full: a duty of a class they see; for a suite its own, or one that rests on its own arrest."""
    if OBLIGATIONS[duty.kind].data not in reader.classes:
        return False
    if reader.kind not in OWN_ARRESTS_ONLY or duty.owner == reader.team:
        return True
    cause = history.named(duty.because)
    return cause is not None and _is_ours(cause, reader.team, history)


def _part(episode: Episode, known: frozenset[UUID]) -> Episode:
    """The way as far as the reader may read the entries by which it went."""
    way = tuple(passed for passed in episode.way if passed.entry in known)
    here = episode.here if len(way) == len(episode.way) else ""
    ended = episode.ended_by in known
    return replace(
        episode, way=way, here=here, ended_at=episode.ended_at if ended else None,
        ended_by=episode.ended_by if ended else None, way_out=episode.way_out if ended else "",
    )  # fmt: skip

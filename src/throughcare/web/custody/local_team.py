"""The CJIT that serves somebody, and its free places, as the suite needs them at night."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from uuid import UUID

from throughcare.diary import rota
from throughcare.diary.booking import free_slots
from throughcare.diary.models import Purpose, Slot
from throughcare.organisations.models import Organisation
from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.rulebook.standing import Given
from throughcare.web import on_words, words

OPENS, CLOSES = time(9), time(17)
"""When a drug worker is thought to be there (ours): opening hours are kept as words."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """What the board says of the local team: whether it is out of hours, and the next free places."""

    team: Organisation | None
    is_out_of_hours: bool
    free: str
    on: Sequence[on_words.On] = ()
    """Who is on now by the team's rota, whoever is in this suite first."""
    upcoming: str = ""


@dataclass(frozen=True, kw_only=True)
class Around:
    """Who may hold a required assessment: here in the suite now, or elsewhere; and the next one of the local team."""

    here: Sequence[on_words.On] = ()
    elsewhere: Sequence[on_words.On] = ()
    upcoming: str = ""
    team_on: Sequence[on_words.On] = ()
    """Who is on at the team that assesses, whatever they may do."""
    team_next: str = ""


def around(*, suite: str, team: UUID | None, given: Given, at: datetime) -> Around:
    """By the rotas of the local team, whose workers come to the suite, and of the team of residence. One query."""
    local = UUID(found) if (found := local_cjit(suite, given)) else None
    rotas = rota.of_teams(teams={one for one in (local, team) if one}, at=at)
    on, upcoming = rotas[local] if local else ([], None)
    team_on, team_next = rotas[team] if team else ([], None)
    able = [turn for turn in on if turn.may_assess]
    return Around(
        here=on_words.lines(turn for turn in able if str(turn.suite_id) == suite),
        elsewhere=on_words.lines(turn for turn in able if str(turn.suite_id) != suite),
        upcoming=on_words.upcoming(upcoming), team_on=on_words.lines(team_on),
        team_next="" if team_on else on_words.upcoming(team_next),
    )  # fmt: skip


def local_cjit(suite: str, given: Given) -> str | None:
    return given.cjit_of.get(given.area_of(suite))


def block(*, suite: str, given: Given, at: datetime, known: Mapping[str, Organisation] | None = None) -> Block:
    """`known`: teams that were read already."""
    found = local_cjit(suite, given)
    team = (known or {}).get(found or "") or (Organisation(pk=UUID(found)) if found else None)
    free = list(_free(team, at)) if team else []
    if team is not None and not team.name:
        team = free[0].organisation if free else Organisation.objects.filter(pk=team.pk).first()
    on, upcoming = rota.now_and_next(organisation=team, at=at) if team else ([], None)
    return Block(
        team=team, is_out_of_hours=is_out_of_hours(at, given), free=places(free, at), on=on_words.lines(on),
        upcoming="" if on else on_words.upcoming(upcoming),
    )  # fmt: skip


def _free(team: Organisation, at: datetime) -> Iterable[Slot]:
    """With their team, so that it is not asked for again."""
    return free_slots(organisation=team, after=at, limit=4, purpose=Purpose.INITIAL).select_related("organisation")


def is_out_of_hours(at: datetime, given: Given) -> bool:
    local = at.astimezone(LONDON)
    return not given.calendar.is_working_day(local.date()) or not OPENS <= local.time() < CLOSES


def places(slots: Iterable[Slot], now: datetime) -> str:
    """Today 10:00 (2 places), 10:45 (1 place); Mon 29 March 09:30 (3 places)."""
    days = groupby(slots, key=lambda slot: local_day(slot.starts_at))
    return "; ".join(f"{_day_name(day, now)} {', '.join(map(_place, found))}" for day, found in days)


def _place(slot: Slot) -> str:
    left: int = slot.places_left  # type: ignore[attr-defined]
    return f"{words.clock(slot.starts_at)} ({left} {'place' if left == 1 else 'places'})"


def _day_name(day: object, now: datetime) -> str:
    return "Today" if day == local_day(now) else words.day(day)  # type: ignore[arg-type]

"""Who is on: now, next, and when nobody competent is (Handbook 4.6.1: the CJIT ensures a competent worker)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from throughcare.diary.models import Turn
from throughcare.diary.opening import Span, Week
from throughcare.organisations.models import Organisation

LOOK_AHEAD = timedelta(days=7)


NowAndNext = tuple[list[Turn], Turn | None]


def turns(*, organisation: Organisation, after: datetime, before: datetime) -> list[Turn]:
    """Every turn that touches the time, the earliest first."""
    return _turns([organisation.pk], after, before)


def now_and_next(*, organisation: Organisation, at: datetime) -> NowAndNext:
    """Who is on, whoever is at a suite first and on duty before on call; and the next who may assess. One query."""
    return of_teams(teams=[organisation.pk], at=at)[organisation.pk]


def of_teams(*, teams: Collection[UUID], at: datetime) -> Mapping[UUID, NowAndNext]:
    """The same of several teams, still in one query."""
    ahead = _turns(teams, at, at + LOOK_AHEAD)
    return {team: _now_and_next([turn for turn in ahead if turn.organisation_id == team], at) for team in teams}


def _now_and_next(ahead: Sequence[Turn], at: datetime) -> NowAndNext:
    now = sorted((turn for turn in ahead if turn.starts_at <= at), key=_nearest)
    return now, next((turn for turn in ahead if turn.starts_at > at and turn.may_assess), None)


def _turns(teams: Collection[UUID], after: datetime, before: datetime) -> list[Turn]:
    found = Turn.objects.filter(
        organisation__in=teams, called_off_at=None, starts_at__lt=before, ends_at__gt=after
    ).select_related("worker__account", "suite")
    return [turn for turn in found if _in_post(turn)]


def _nearest(turn: Turn) -> tuple[bool, bool, datetime]:
    return turn.how != Turn.How.DUTY, turn.suite_id is None, turn.starts_at


def on_now(*, organisation: Organisation, at: datetime) -> list[Turn]:
    return now_and_next(organisation=organisation, at=at)[0]


def next_on(*, organisation: Organisation, at: datetime) -> Turn | None:
    return now_and_next(organisation=organisation, at=at)[1]


def gaps(week: Week, found: Iterable[Turn], *, first: date, days: int) -> Iterator[Span]:
    """Opening hours in which nobody competent for a required assessment is on."""
    able = [(turn.starts_at, turn.ends_at) for turn in found if turn.may_assess]
    for number in range(days):
        for span in week.spans(first + timedelta(days=number)):
            yield from _less(span, able)


def _less(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    begin, end = span
    for starts, ends in sorted(taken):
        if ends <= begin or starts >= end:
            continue
        if starts > begin:
            yield begin, starts
        begin = max(begin, ends)
    if begin < end:
        yield begin, end


def _in_post(turn: Turn) -> bool:
    """Whoever left the team is on no longer, whatever the rota says."""
    return turn.worker.is_live(at=turn.starts_at)

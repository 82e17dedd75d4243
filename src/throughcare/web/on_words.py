"""Who is on, in words: name, how, where, until when, what they may do, and the telephone."""

from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.diary.models import Turn
from throughcare.web import words


@dataclass(frozen=True, kw_only=True)
class On:
    name: str
    how: str
    when: str
    until: str
    where: str
    may: str
    phone: str
    is_able: bool
    turn: str


def lines(turns: Iterable[Turn], *, with_day: bool = False) -> list[On]:
    return [_on(turn, with_day) for turn in turns]


def upcoming(turn: Turn | None) -> str:
    """One sentence for a suite that looks for somebody."""
    if turn is None:
        return ""
    return f"Next on: {turn.worker.account.full_name}, {words.when(turn.starts_at)}, {turn.phone}"


def _on(turn: Turn, with_day: bool) -> On:
    hours = f"{words.clock(turn.starts_at)} to {words.clock(turn.ends_at)}"
    return On(
        name=turn.worker.account.full_name, how=turn.get_how_display().capitalize(),
        when=f"{words.day(turn.starts_at)}, {hours}" if with_day else hours, until=words.clock(turn.ends_at),
        where=turn.suite.name if turn.suite else "", phone=turn.phone, is_able=turn.may_assess, turn=str(turn.pk),
        may="may hold required assessments" if turn.may_assess else "no required assessments",
    )  # fmt: skip

"""Who the case manager is, and who covers while they are away."""

from datetime import datetime

from throughcare.accounts.models import Cover
from throughcare.rulebook.facts.casework import CaseManagerNamed
from throughcare.rulebook.history import History
from throughcare.rulebook.spells import caseload_at
from throughcare.rulebook.stays import suspensions
from throughcare.web import words


def name(history: History, at: datetime) -> CaseManagerNamed | None:
    """As last named, on a caseload that the reader may see."""
    caseload = caseload_at(history, at)
    named = history.naming(caseload, CaseManagerNamed) if caseload else []
    return named[-1].fact if named else None


def says(history: History, at: datetime) -> str:
    """Empty where there is none."""
    fact = name(history, at)
    if fact is None:
        return ""
    away = Cover.objects.live(at=at).filter(absent=fact.worker)
    cover = away.select_related("covering__account").first()
    if cover is None:
        return f"Case manager: {fact.worker_name}."
    until = words.long_day(words.due_day(cover.until_at)).rsplit(" ", 1)[0]
    return f"Case manager: {fact.worker_name}, away until {until}. {cover.covering.account.full_name} covers."


def place(history: History, at: datetime) -> str:
    """Why the place on the caseload rests, and since when; empty where it does not."""
    holds = suspensions(history, caseload_at(history, at))
    return f"{holds[-1].fact.says()}, since {words.long_day(holds[-1].happened_at)}." if holds else ""


def is_of(history: History, at: datetime, team: str) -> bool:
    """Whether that team named one."""
    caseload = caseload_at(history, at)
    return caseload is not None and caseload.team == team and name(history, at) is not None

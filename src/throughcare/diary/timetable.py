from datetime import datetime, timedelta

from throughcare.diary.booking import lapse
from throughcare.diary.patterns import make_all
from throughcare.jobs.registry import scheduled
from throughcare.rulebook.calendar import england_and_wales


@scheduled("let_places_lapse", every=timedelta(minutes=10))
def let_places_lapse(*, at: datetime) -> None:
    """A place set aside until a time is offered again after it."""
    lapse(at=at)


@scheduled("make_slots", every=timedelta(hours=6))
def make_slots_ahead(*, at: datetime) -> None:
    """From every team's weekly pattern, up to the horizon."""
    make_all(calendar=england_and_wales(), at=at)

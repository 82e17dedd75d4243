from datetime import datetime, timedelta

from throughcare.diary.booking import lapse
from throughcare.jobs.registry import scheduled


@scheduled("let_places_lapse", every=timedelta(minutes=10))
def let_places_lapse(*, at: datetime) -> None:
    """A place set aside until a time is offered again after it."""
    lapse(at=at)

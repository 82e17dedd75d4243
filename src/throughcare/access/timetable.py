from datetime import datetime, timedelta

from throughcare.access.read_seals import seal_hours
from throughcare.jobs.registry import scheduled


@scheduled("seal_the_read_log", every=timedelta(hours=1))
def seal_the_read_log(*, at: datetime) -> None:
    seal_hours(at=at)

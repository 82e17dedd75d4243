from datetime import datetime, timedelta

from throughcare.jobs.registry import scheduled
from throughcare.matching.comparing import compare_what_is_new


@scheduled("compare_records", every=timedelta(minutes=5))
def compare_records(*, at: datetime) -> None:
    compare_what_is_new(at=at)

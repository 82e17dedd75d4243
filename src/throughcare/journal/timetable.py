from datetime import datetime, timedelta

from throughcare.jobs.registry import scheduled
from throughcare.journal.seals import seal


@scheduled("seal_the_journal", every=timedelta(hours=1))
def seal_the_journal(*, at: datetime) -> None:
    seal(at=at)

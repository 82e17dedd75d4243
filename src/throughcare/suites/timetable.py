from datetime import datetime, timedelta

from throughcare.jobs.registry import scheduled
from throughcare.suites.packs import make_due


@scheduled("paper_packs", every=timedelta(minutes=30))
def paper_packs(*, at: datetime) -> None:
    """Before each night every suite has its numbered papers."""
    make_due(at=at)

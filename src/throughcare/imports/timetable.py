"""The worker goes on with what waits for it, a bounded part at a time, and later lets go of what it held."""

from datetime import datetime, timedelta

from throughcare.imports import committing, letting_go, reading
from throughcare.imports.models import Import
from throughcare.imports.states import OURS_TO_DO, State
from throughcare.jobs.registry import scheduled

TURNS = {State.LOOKING: reading.look, State.READING: reading.read, State.RECORDING: committing.record}


@scheduled("bring_in_workbooks", every=timedelta(seconds=5))
def bring_in(*, at: datetime) -> None:
    """The oldest first, one turn."""
    one = Import.objects.filter(state__in=OURS_TO_DO).select_related("suite__parent", "by", "file", "committed_by")
    if found := one.order_by("created_at").first():
        TURNS[State(found.state)](found, at=at)


@scheduled("let_go_of_workbooks", every=timedelta(hours=24))
def let_go_of_workbooks(*, at: datetime) -> None:
    letting_go.let_go(at=at)

"""The worker: looks at the timetable, runs what is due under a lease, and comes back later to what failed.

A lease is taken by one conditional UPDATE, so two workers never run one item. Whoever ends must still hold
the lease it began with: a worker that outlived its lease changes nothing.
"""

import logging
import traceback
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Q

from throughcare.jobs.models import Heartbeat, Timetable
from throughcare.jobs.registry import ITEMS, Item

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=7)

log = logging.getLogger(__name__)


def run_due(*, at: datetime) -> list[str]:
    """Everything due at that instant; the names of what was tried."""
    enter_timetable(at=at)
    reap(at=at)
    tried = []
    while (name := run_next(at=at)) is not None:
        tried.append(name)
    return tried


def run_next(*, at: datetime) -> str | None:
    """The item that has waited longest, if there is one; whether it succeeds is on the timetable."""
    due = Timetable.objects.filter(name__in=ITEMS, next_try_at__lte=at, lease=None)
    for name in due.order_by("next_try_at", "name").values_list("name", flat=True):
        if _run(ITEMS[name], at):
            return name
    return None


def reap(*, at: datetime) -> None:
    """A lease that ran out counts as a failed attempt of a worker that is gone."""
    Heartbeat.objects.filter(beat_at__lte=at - FORGOTTEN_AFTER).delete()
    for row in Timetable.objects.filter(leased_until__lte=at):
        _fail(row.name, lease=row.lease, attempts=row.attempts, at=at, failure="LeaseExpired")


def work(*, worker: str, stop: Event, clock: Callable[[], datetime], pause: timedelta = timedelta(seconds=5)) -> None:
    """Until told to stop. A database that is away for a while is waited for."""
    while not stop.is_set():
        close_old_connections()
        try:
            _round(worker, stop, clock)
        except DatabaseError as error:
            log.warning("the worker waits for the database: %s", type(error).__name__)
        stop.wait(pause.total_seconds())
    connection.close()


def beat(*, worker: str, at: datetime) -> None:
    Heartbeat.objects.update_or_create(worker=worker, defaults={"beat_at": at})


def waiting(*, attempts: int) -> timedelta:
    """One minute, two, four … an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 10)), LONGEST_WAIT)


def enter_timetable(*, at: datetime) -> None:
    """New items are due at once; an item whose rhythm changed in the code takes the new one."""
    rows = [Timetable(name=item.name, every=item.every, next_try_at=at) for item in ITEMS.values()]
    Timetable.objects.bulk_create(rows, ignore_conflicts=True)
    for item in ITEMS.values():
        Timetable.objects.filter(~Q(every=item.every), name=item.name).update(every=item.every)


def _round(worker: str, stop: Event, clock: Callable[[], datetime]) -> None:
    """The clock is read again for each item, so that every lease begins when its work does."""
    enter_timetable(at=clock())
    reap(at=clock())
    beat(worker=worker, at=clock())
    while not stop.is_set() and run_next(at=clock()) is not None:
        beat(worker=worker, at=clock())


def _run(item: Item, at: datetime) -> bool:
    """False when another worker was quicker."""
    lease = uuid.uuid4()
    free = Timetable.objects.filter(name=item.name, lease=None, next_try_at__lte=at)
    if not free.update(lease=lease, leased_until=at + item.lease):
        return False
    try:
        item.work(at=at)
    except Exception as error:  # one item's failure must not stop the others
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("scheduled item %s failed: %s\n%s", item.name, type(error).__name__, where)
        row = Timetable.objects.get(name=item.name)
        _fail(item.name, lease=lease, attempts=row.attempts, at=at, failure=type(error).__name__)
    else:
        _succeed(item, lease, at)
    return True


def _succeed(item: Item, lease: uuid.UUID, at: datetime) -> None:
    Timetable.objects.filter(name=item.name, lease=lease).update(
        last_run_at=at,
        next_try_at=at + item.every,
        attempts=0,
        last_failure="",
        lease=None,
        leased_until=None,
    )


def _fail(name: str, *, lease: uuid.UUID | None, attempts: int, at: datetime, failure: str) -> None:
    Timetable.objects.filter(name=name, lease=lease).update(
        attempts=attempts + 1,
        next_try_at=at + waiting(attempts=attempts + 1),
        last_failure=failure,
        lease=None,
        leased_until=None,
    )

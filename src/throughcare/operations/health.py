"""How the system is right now: each thing looked at, in one sentence, with what to do where it is not well."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from throughcare.jobs.models import Heartbeat, Timetable
from throughcare.messages.watching import waiting
from throughcare.operations.models import Kind, Run

WORKER_IS_SILENT_AFTER = timedelta(minutes=2)
AT_MOST_AGO = {
    Kind.BACKUP: timedelta(hours=26), Kind.VERIFY: timedelta(hours=26), Kind.REBUILD: timedelta(hours=26),
    Kind.DRILL: timedelta(days=8),
}  # fmt: skip
"""Nightly, and the drill weekly (ours)."""
HOW = {
    Kind.BACKUP: "set THROUGHCARE_BACKUPS to a folder, or run throughcare backup",
    Kind.VERIFY: "run throughcare verify", Kind.REBUILD: "run throughcare rebuild",
    Kind.DRILL: "run throughcare drill",
}  # fmt: skip
FREE_AT_LEAST = 1024**3
SAFE = frozenset({("wal", 2)})
"""SQLite’s journal and how it waits for the disk: FULL (trust M2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    what: str
    says: str
    instead: str = ""
    """What to do; empty where all is well."""

    @property
    def is_well(self) -> bool:
        return not self.instead


def findings(*, at: datetime) -> Iterator[Finding]:
    """In the order in which one would look. What cannot be asked is itself a finding."""
    looks = {look.__name__.strip("_").capitalize(): look for look in LOOKS}
    looks |= {kind.label: partial(_newest, kind) for kind in Kind}
    for what, look in looks.items():
        yield _asked(what, look, at)


def reach_the_database() -> None:
    """Raises a DatabaseError where it cannot be asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _asked(what: str, look: Callable[[datetime], Finding], at: datetime) -> Finding:
    try:
        return look(at)
    except Exception as error:  # whatever tells of trouble must not be stopped by it
        return Finding(what=what, says=f"could not be asked: {type(error).__name__}", instead="look at the log")


def _database(at: datetime) -> Finding:
    if connection.vendor != "sqlite":
        return Finding(what="Database", says=connection.vendor)
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    is_safe = (journal, synchronous) in SAFE
    says = f"sqlite, journal {journal}, synchronous {synchronous}"
    instead = "" if is_safe else "WAL and FULL (2) are needed, or a power cut loses what was acknowledged"
    return Finding(what="Database", says=says, instead=instead)


def _migrations(at: datetime) -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return Finding(what="Tables", says="those of this version")
    return Finding(what="Tables", says=f"{len(waiting)} changes are waiting", instead="run throughcare migrate")


def _worker(at: datetime) -> Finding:
    newest = Heartbeat.objects.order_by("-beat_at").first()
    if newest is None or newest.beat_at < at - WORKER_IS_SILENT_AFTER:
        says = "never heard of" if newest is None else f"last heard of {_ago(at - newest.beat_at)} ago"
        return Finding(what="Worker", says=says, instead="start throughcare worker: nothing is sealed without it")
    return Finding(what="Worker", says=f"heard of {_ago(at - newest.beat_at)} ago")


def _timetable(at: datetime) -> Finding:
    rows = Timetable.objects.filter(attempts__gt=0).order_by("name").values_list("name", "last_failure")
    failing = ", ".join(f"{name} ({failure})" for name, failure in rows)
    if failing:
        return Finding(what="Timetable", says=f"failing: {failing}", instead="look at the worker’s log")
    return Finding(what="Timetable", says=f"{Timetable.objects.count()} items, none failing")


def _settings(at: datetime) -> Finding:
    if settings.DEMO:
        return Finding(what="Settings", says="a demonstration: known passwords, this machine only")
    found = remarks()
    if found:
        return Finding(
            what="Settings",
            says=", ".join(str(one.id) for one in found),
            instead="run throughcare doctor and mend what it names",
        )
    return Finding(what="Settings", says="nothing to remark")


def remarks() -> list[CheckMessage]:
    """What the framework finds wrong with the settings of a real installation."""
    found = run_checks(include_deployment_checks=True)
    return [one for one in found if one.level >= WARNING and not one.is_silenced()]


def _disk(at: datetime) -> Finding:
    free = shutil.disk_usage(settings.VAR).free
    says = f"{free / 1024**3:.1f} GB free"
    return Finding(what="Disk", says=says, instead="" if free >= FREE_AT_LEAST else "make room: writing will stop")


def _messages(at: datetime) -> Finding:
    found = waiting(at=at)
    says = f"{found.due} due, {found.trying} being tried, {found.to_see_to} not delivered"
    if found.late:
        return Finding(what="Messages", says=says, instead=f"{found.late} are late: look at the worker and its log")
    instead = "their teams see them under Messages" if found.to_see_to else ""
    return Finding(what="Messages", says=says, instead=instead)


def _newest(kind: Kind, at: datetime) -> Finding:
    run = Run.objects.filter(kind=kind).order_by("-ended_at").first()
    if run is None:
        return Finding(what=kind.label, says="never", instead=HOW[kind])
    says = f"{_ago(at - run.ended_at)} ago: {run.says}"
    if not run.is_whole:
        return Finding(what=kind.label, says=says, instead="look at it now: something is amiss")
    late = at - run.ended_at > AT_MOST_AGO[kind]
    return Finding(what=kind.label, says=says, instead=HOW[kind] if late else "")


LOOKS = (_database, _migrations, _worker, _timetable, _messages, _settings, _disk)


def _ago(span: timedelta) -> str:
    """In the largest whole unit."""
    seconds = max(0, int(span.total_seconds()))
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} seconds"

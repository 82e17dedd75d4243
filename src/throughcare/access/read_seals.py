"""Every hour that is over gets one Merkle head over its readings, chained to the one before (trust C3, C4).

A seal covers the readings after the last one of the seal before, in the order in which they were written, so a clock
that was put back leaves no hole. What was written since the hour began is sealed when the hour is over. Giving heads
to other agencies, without which the newest seals can be removed together with their readings, is not built yet.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.db.models import QuerySet

from throughcare.access.models import Reading, ReadSeal
from throughcare.journal.codec import instant
from throughcare.journal.merkle import Tree

HOUR = timedelta(hours=1)
BEFORE_ALL = -(2**63)
"""Below every id: a reading put in with a number below the first one is found too."""
MARK = 8
"""How many letters of each reading's hash a seal keeps, to say which reading is gone."""


@transaction.atomic
def seal_hours(*, at: datetime) -> list[ReadSeal]:
    """One seal for each hour with readings that is over and not sealed. Two workers at once: the second one fails."""
    _wait_for_those_who_write()
    made, before = [], ReadSeal.objects.order_by("-number").first()
    while batch := _next_batch(before.last if before else BEFORE_ALL, open_hour=beginning_of_hour(at)):
        before = _sealed(*batch, before=before, at=at)
        before.save(force_insert=True)
        made.append(before)
    return made


def beginning_of_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def hash_of(seal: ReadSeal) -> str:
    held = [
        seal.number, instant(seal.hour), instant(seal.sealed_at), seal.last, seal.count, seal.marks, seal.root,
        seal.previous,
    ]  # fmt: skip
    return sha256(json.dumps(held, separators=(",", ":")).encode()).hexdigest()


def leaf(number: int, digest: str) -> bytes:
    return f"{number}:{digest}".encode()


def _wait_for_those_who_write() -> None:
    """A number is given after this lock is asked for, so that none below the last one can still appear."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE access_reading IN SHARE MODE")


def _next_batch(after: int, *, open_hour: datetime) -> tuple[datetime, QuerySet[Reading]] | None:
    """Everything unsealed up to the first reading of a later hour than that of the first."""
    unsealed = Reading.objects.filter(pk__gt=after).order_by("pk")
    first = unsealed.first()
    if first is None or first.at >= open_hour:
        return None
    hour = beginning_of_hour(first.at)
    later = unsealed.filter(at__gte=hour + HOUR).first()
    return hour, unsealed.filter(pk__lt=later.pk) if later else unsealed


def _sealed(hour: datetime, batch: QuerySet[Reading], *, before: ReadSeal | None, at: datetime) -> ReadSeal:
    tree, marks, last = Tree(), [], 0
    for last, digest in _heads(batch):
        tree.add(leaf(last, digest))
        marks.append(digest[:MARK])
    seal = ReadSeal(
        number=before.number + 1 if before else 1, hour=hour, sealed_at=at, last=last, count=tree.leaves,
        marks="".join(marks), root=tree.head(), previous=before.hash if before else "",
    )  # fmt: skip
    seal.hash = hash_of(seal)
    return seal


def _heads(batch: QuerySet[Reading]) -> Iterator[tuple[int, str]]:
    yield from batch.values_list("pk", "hash").iterator()

"""What must be true whenever everyone is dead: nothing lost, half done or doubled, and every list as it follows."""

import json
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.db.models import Count, F

from tests.crash import importing
from tests.crash.acting import BACKUP_EVERY, KEEPER, PAGES, page_entry, paper_of
from tests.crash.paper import Read, read
from tests.crash.plan import CLERKS, Plan
from throughcare.access.verify_readings import verify_readings
from throughcare.diary.models import Booking
from throughcare.documents import store
from throughcare.documents.models import File
from throughcare.jobs.models import Timetable
from throughcare.journal import quality
from throughcare.journal.codec import decode, encode
from throughcare.journal.models import Entry
from throughcare.journal.rebuild import everyone, rebuild
from throughcare.journal.record import Proposed
from throughcare.journal.verify import verify
from throughcare.operations import archive

AT_ONCE = 400


def check(plan: Plan, folder: Path, *, whole: bool) -> list[str]:
    """Sentences, none if all is well. `whole` also walks every chain and works out every list again."""
    wait_for_the_dead()
    found = [*_journal(plan, folder), *places(), *_files(read(folder / KEEPER)), *database()]
    return [*found, *_backups(folder), *chains(), *lists(), *leases()] if whole else found


def wait_for_the_dead() -> None:
    """A server may still be ending what a client asked for before it was killed."""
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


def _journal(plan: Plan, folder: Path) -> Iterator[str]:
    known = 0
    for clerk in CLERKS:
        paper = read(folder / clerk)
        steps = {step: plan.clerks[clerk][step].entries for step in paper.tried if step < len(plan.clerks[clerk])}
        kept = _kept([one.id for entries in steps.values() for one in entries])
        known += len(kept)
        for step, entries in sorted(steps.items()):
            yield from (f"{clerk}, step {step}: {fault}" for fault in faults(step, entries, kept, paper))
    forms = read(folder / PAGES)
    kept = _kept([page_entry(step) for step in forms.tried])
    known += len(kept)
    yield from (f"form {step}: lost" for step in sorted(forms.done) if page_entry(step) not in kept)
    yield from (f"form {step}: refused and written" for step in sorted(forms.refused) if page_entry(step) in kept)
    yield from importing.faults(folder)
    known += importing.entries()
    there = Entry.objects.count()
    if there != known + plan.written_before:
        yield f"{there} entries, of which {known + plan.written_before} were ever asked for"


def faults(step: int, entries: list[Proposed], kept: Mapping[UUID, Entry], paper: Read) -> Iterator[str]:
    """Of one act: all of it if it was acknowledged, nothing if it was refused, all or nothing if nobody knows."""
    there = [one for one in entries if one.id in kept]
    if step in paper.done and len(there) < len(entries):
        yield f"acknowledged and lost: {len(there)} of {len(entries)} entries are there"
    elif step in paper.refused and there:
        yield f"refused, and {len(there)} of its entries are there"
    elif 0 < len(there) < len(entries):
        yield f"half done: {len(there)} of {len(entries)} entries are there"
    yield from (f"entry {one.id} is not what was sent" for one in there if not _as_sent(one, kept[one.id]))


def _as_sent(sent: Proposed, kept: Entry) -> bool:
    fact = decode(kept.kind, kept.version, kept.body.text)
    at_once = (sent.person_id, sent.replaces, sent.happened_at) == (kept.person_id, kept.replaces, kept.happened_at)
    return at_once and encode(quality.as_sent(fact, sent.fact)) == encode(sent.fact)


def _kept(keys: list[UUID]) -> dict[UUID, Entry]:
    found: dict[UUID, Entry] = {}
    for first in range(0, len(keys), AT_ONCE):
        found |= Entry.objects.select_related("body").in_bulk(keys[first : first + AT_ONCE])
    return found


def places() -> Iterator[str]:
    """No place is held by more than it has room for, and none by an appointment that nobody wrote down."""
    held = Booking.objects.filter(released_at=None)
    crowded = held.values("slot").annotate(count=Count("pk")).filter(count__gt=F("slot__places"))
    yield from (f"place {row['slot']} is held {row['count']} times" for row in crowded)
    written = Entry.objects.values("pk")
    yield from (f"booking {one.pk} is of no entry" for one in held.exclude(entry_id=None).exclude(entry_id__in=written))


def _files(paper: Read) -> Iterator[str]:
    for file in File.objects.all():
        try:
            store.read(file=file)
        except store.FileDamaged as error:
            yield str(error)
    digests = set(File.objects.values_list("sha256", flat=True))
    papers = (step for step in sorted(paper.done) if step % BACKUP_EVERY != BACKUP_EVERY - 1)
    yield from (f"paper {step}: lost" for step in papers if sha256(paper_of(step)).hexdigest() not in digests)


def _backups(folder: Path) -> Iterator[str]:
    """Whatever has a backup's name is a whole one, and there are as many as were acknowledged."""
    taken = sorted((folder / "backups").glob("throughcare-*.zip"))
    for path in taken:
        with archive.reading(path) as reader:
            rows = sum(sum(1 for _ in reader.table(table)) for table in reader.contents.tables)
            if rows != reader.contents.rows:
                yield f"{path.name} has {rows} rows where it says {reader.contents.rows}"
    wanted = sum(step % BACKUP_EVERY == BACKUP_EVERY - 1 for step in read(folder / KEEPER).done)
    if len(taken) < wanted:
        yield f"{len(taken)} backups of {wanted} acknowledged"


def database() -> Iterator[str]:
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = cursor.execute("PRAGMA quick_check").fetchall()
        yield from (str(row) for row in said if row != ("ok",))


def chains() -> Iterator[str]:
    yield from (str(finding) for finding in (*verify().findings, *verify_readings().findings))


def lists() -> Iterator[str]:
    found = rebuild(everyone())
    yield from (f"{count} rows of {kind} do not follow" for kind, count in found.counts.items())


def leases() -> Iterator[str]:
    """What dead workers held was taken by another and done."""
    left = Timetable.objects.exclude(lease=None, attempts=0, last_run_at__isnull=False)
    yield from (f"{row.name} is left behind: {row.last_failure or 'leased'}" for row in left)


def counted(folder: Path) -> dict[str, object]:
    papers = {actor.name: read(actor) for actor in sorted(folder.iterdir()) if actor.is_file() and not actor.suffix}
    return {
        "acknowledged": sum(len(one.done) for one in papers.values()),
        "refused": sum(len(one.refused) for one in papers.values()),
        "by": {name: len(one.done) for name, one in papers.items()},
        "entries": Entry.objects.count(),
        "places held": Booking.objects.filter(released_at=None).count(),
        "backups": len(list((folder / "backups").glob("throughcare-*.zip"))),
        "engine": connection.vendor,
    }


def write(path: Path, found: list[str], counts: dict[str, object]) -> None:
    path.write_text(json.dumps([found, counts]))

"""One form sent by the application itself while the disk or the database fails; and a worker that stops in mid-job.

    python -m tests.crash.trouble FOLDER DEED [NUMBER]

Each is a process of its own, because what it does to itself cannot be undone. Prints JSON.
"""

import contextlib
import json
import resource
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

TYPED = "Cysgu ar y stryd ers Calan"


def prepared(folder: Path) -> None:
    from tests.crash import plan

    (folder / "static").mkdir()
    plan.prepare(folder / "plan", kills=0, seed=1)


def full(folder: Path, largest: str) -> dict[str, object]:
    """No file may grow beyond so many bytes: how a full disk looks to whoever writes."""
    send = _form(folder)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), resource.RLIM_INFINITY))
    said = send()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return said


def filled(folder: Path) -> dict[str, object]:
    """On a disk of its own: every byte that is left is taken first."""
    send = _form(folder)
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
    said = send()
    filler.unlink(missing_ok=True)
    return said


def read_only(folder: Path) -> dict[str, object]:
    """The rights of the files say so; whoever starts this as root takes root’s way around them away."""
    send = _form(folder)
    for path in (*folder.glob("*.sqlite3*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return send()


def again(folder: Path) -> dict[str, object]:
    """The same form once more, now that all is well; and what stands in the database then."""
    from tests.crash import acting, checking
    from throughcare.journal.models import Entry

    for path in (folder, *folder.glob("*.sqlite3*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    before = Entry.objects.filter(pk=acting.page_entry(0)).count()
    said = _form(folder)()
    found = [*checking.database(), *checking.chains(), *checking.lists(), *checking.places()]
    there = Entry.objects.filter(pk=acting.page_entry(0)).count()
    return said | {"before": before, "entries": there, "found": found}


def stops_in_a_seal(folder: Path) -> None:
    """Takes the lease, writes the seal, and never commits it."""
    from django.conf import settings

    from throughcare.jobs import worker
    from throughcare.journal import timetable
    from throughcare.journal.models import Seal

    saved = Seal.save

    def save(self, *arguments, **more):
        saved(self, *arguments, **more)
        print("written", flush=True)
        time.sleep(600)

    Seal.save = save
    assert timetable
    worker.run_due(at=settings.DEMO_NOW)


def another_worker(folder: Path) -> dict[str, object]:
    """What the next worker tries just before the lease has run out, when it has, and a minute later."""
    from django.conf import settings

    from tests.crash import checking
    from throughcare.jobs import worker
    from throughcare.jobs.registry import ITEMS
    from throughcare.journal import timetable
    from throughcare.journal.models import Seal

    assert timetable
    item = ITEMS["seal_the_journal"]
    lease, second, minute = item.lease, timedelta(seconds=1), timedelta(minutes=1)
    ITEMS.clear()
    ITEMS[item.name] = item
    tried = [
        [len(worker.run_due(at=settings.DEMO_NOW + after)), Seal.objects.count()]
        for after in (lease - second, lease, lease + minute - second, lease + minute, lease + 2 * minute)
    ]
    return {"tried": tried, "found": [*checking.database(), *checking.chains()]}


def _form(folder: Path):
    """Ready to be sent, so that nothing but the trouble stands between."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from tests.crash import acting, plan

    read = plan.read(folder / "plan")
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    for name, value in read.cookies.items():
        client.cookies[name] = value
    address = reverse("record", args=[read.references[0], "risk_found"])
    typed = acting.typed(0, TYPED)
    assert client.get(reverse("help")).status_code == 200
    connection.close()

    def send() -> dict[str, object]:
        answer, page = client.post(address, typed), client.get(reverse("suite"))
        text = answer.content.decode()
        return {
            "status": answer.status_code, "page": page.status_code, "after": answer.headers.get("Retry-After"),
            "typed": TYPED in text, "says": "Nothing can be recorded at this moment" in text,
            "entry": str(acting.page_entry(0)) in text,
        }  # fmt: skip

    return send


DEEDS = {deed.__name__: deed for deed in (prepared, full, filled, read_only, again, stops_in_a_seal, another_worker)}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(DEEDS[sys.argv[2]](Path(sys.argv[1]), *sys.argv[3:])))

"""A working system with invented people: loads them once, serves the pages, runs the timetable, stops both together."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

SHOWN_FIRST = (
    "detention_officer", "custody_sergeant", "custody_inspector", "cjit_custody_worker", "cjit_case_manager",
    "cjit_manager", "outreach_worker", "partnership_manager", "administrator",
)  # fmt: skip
"""The roles whose sign-in is printed; every other role has one too (--all-accounts)."""
STOPPING_TAKES_AT_MOST = 10
AGAIN, END = ("\r", "") if sys.stdout.isatty() else ("", "\n")
"""On a screen, progress is one line that changes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDRESS:PORT")
    parser.add_argument("--load-only", action="store_true", help="load the people and stop")
    parser.add_argument("--all-accounts", action="store_true", help="print the sign-in of every role")


def run(options: argparse.Namespace) -> int:
    """Django is set up here, because this is what makes it a demonstration."""
    os.environ["THROUGHCARE_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    refusal = _refusal_to_start(options.bind)
    if refusal:
        print(f"throughcare: {refusal}", file=sys.stderr)
        return 2
    if not _load():
        return 2
    _show(options.bind, everyone=options.all_accounts)
    return 0 if options.load_only else _serve(options.bind)


def _refusal_to_start(bind: str) -> str | None:
    import django

    django.setup()
    from django.conf import settings

    from throughcare.cli.serve import refusal_to_listen

    return refusal_to_listen(bind=bind, demo=settings.DEMO, anywhere=settings.DEMO_ANYWHERE)


def _load() -> bool:
    """Into an empty database; one that holds a demonstration is shown as it is, any other is left alone."""
    from django.conf import settings
    from django.utils import timezone

    from throughcare.cli.migrate import brought_up_to_date
    from throughcare.simulation import demonstration

    brought_up_to_date(verbosity=0)
    if demonstration.is_empty():
        began = time.monotonic()
        loaded = demonstration.load(at=settings.DEMO_NOW or timezone.now(), tell=_tell)
        print(f"{AGAIN}Loaded {loaded} invented people in {time.monotonic() - began:.0f} seconds.")
    if demonstration.is_one():
        return True
    print("throughcare: this database holds records that are no demonstration; it is left alone.", file=sys.stderr)
    return False


def _tell(progress: object) -> None:
    from throughcare.simulation.demonstration import Progress

    assert isinstance(progress, Progress), progress
    print(f"{AGAIN}Loading invented people: {progress.done} of {progress.of}", end=END, flush=True)


def _show(bind: str, *, everyone: bool) -> None:
    from throughcare.rulebook.actors import ROLES
    from throughcare.simulation.partnership import DEMONSTRATION, PASSWORD
    from throughcare.simulation.staffing import email_of

    rows = [(ROLES[role].title, row) for role, row in DEMONSTRATION.known().items() if everyone or role in SHOWN_FIRST]
    print(f"\nhttp://{bind}   password for everyone: {PASSWORD}\n")
    for title, row in rows:
        print(f"  {title:42} {email_of(row):36} {row.team}")
    print("\nA demonstration: every person and place is invented. Stop with Ctrl-C.\n", flush=True)


def _serve(bind: str) -> int:
    """The pages and the timetable side by side; when one ends or someone stops this, both end."""
    parts = [_start("serve", "--bind", bind), _start("worker")]
    told: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    while not told and all(part.poll() is None for part in parts):
        time.sleep(0.2)
    _stop(parts)
    return 0 if told else 1


def _start(*command: str) -> subprocess.Popen[bytes]:
    """In its own session, so that Ctrl-C reaches this process alone, and this process stops them in order."""
    return subprocess.Popen([sys.executable, "-m", "throughcare", *command], start_new_session=True)  # noqa: S603


def _stop(parts: Sequence[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        part.terminate()
    for part in parts:
        try:
            part.wait(STOPPING_TAKES_AT_MOST)
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()

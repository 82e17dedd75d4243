"""What each process does until it is killed: it says what it tries, does it, and says that it was acknowledged."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.crash.importing import IMPORTER, brings_in
from tests.crash.paper import DONE, REFUSED, TRIED, Paper, read
from tests.crash.plan import Plan
from throughcare.documents import store
from throughcare.jobs import registry, worker
from throughcare.journal.record import record
from throughcare.operations import backup
from throughcare.rulebook.facts.custody import RiskTo
from throughcare.rulebook.standing import Refusal

PAGES, WORKER, KEEPER = "pages", "worker", "keeper"
AN_HOUR = timedelta(hours=1)
BACKUP_EVERY = 8
LEFT_OUT = {
    "bring_in_workbooks",
    "let_go_of_workbooks",
    "verify",
    "compare_lists",
    "backup",
    "restore_drill",
    "forget_old_sessions",
    "close_accounts",
}
"""Done by the importer; asked once at the end; taken by the keeper; or of the clock on the wall."""


def act(actor: str, plan: Plan, folder: Path, *, answers_first: bool) -> None:
    """`answers_first` is a planted fault: it acknowledges what it has not done yet."""
    step, paper = read(folder / actor).next, Paper(folder / actor)
    do = DOES.get(actor, _writes)
    while True:
        paper.say(step, TRIED)
        if answers_first:
            paper.say(step, DONE)
        said = do(actor, plan, folder, step)
        if said is None:
            return
        paper.say(step, said)
        step += 1


def _writes(actor: str, plan: Plan, folder: Path, step: int) -> str | None:
    """One act of a clerk, by the way everyone's entries take. None when all is written."""
    if step >= len(plan.clerks[actor]):
        return None
    batch = plan.clerks[actor][step]
    outcome = record(batch.entries, by=batch.by, at=batch.at)
    return REFUSED if isinstance(outcome, Refusal) else DONE


def page_entry(step: int) -> UUID:
    return UUID(int=step + 1)


def typed(step: int, what: str) -> dict[str, object]:
    """The form of a risk, as a browser sends it."""
    happened, at = "happened_at", settings.DEMO_NOW - timedelta(minutes=30)
    return {
        "entry": str(page_entry(step)), "risk": RiskTo.SELF.value, "what": what, "taker": "Sgt Tanner",
        f"{happened}-day": at.day, f"{happened}-month": at.month, f"{happened}-year": at.year,
        f"{happened}-time": f"{at:%H:%M}",
    }  # fmt: skip


def _sends_a_form(actor: str, plan: Plan, folder: Path, step: int) -> str:
    """A risk written on the page of somebody in the suite, and the suite's list, by the application itself."""
    client = Client(SERVER_NAME="127.0.0.1")
    for name, value in plan.cookies.items():
        client.cookies[name] = value
    if step % 3 == 0:
        assert client.get(reverse("suite")).status_code == 200
    answer = client.post(
        reverse("record", args=[plan.references[step % len(plan.references)], "risk_found"]),
        typed(step, f"Said at {step}"),
    )
    assert answer.status_code in (302, 422), answer.status_code
    return DONE if answer.status_code == 302 else REFUSED


def _runs_what_is_due(actor: str, plan: Plan, folder: Path, step: int) -> str:
    """One item. Each step is a quarter of an hour later, so that leases of workers that were killed run out."""
    _only_ours()
    at = settings.DEMO_NOW + AN_HOUR / 4 * step
    worker.enter_timetable(at=at)
    worker.reap(at=at)
    worker.run_next(at=at)
    return DONE


def _only_ours() -> None:
    for name in LEFT_OUT:
        registry.ITEMS.pop(name, None)


def settle(folder: Path) -> None:
    """One worker that nobody kills. A lease runs out in the first hour, what failed is tried again in the next."""
    last = max(read(folder / WORKER).tried, default=0)
    _only_ours()
    for later in range(1, 8):
        worker.run_due(at=settings.DEMO_NOW + AN_HOUR * (last + later))


def paper_of(step: int) -> bytes:
    return b"%PDF-1.4\n" + f"{step} ".encode() * 20_000 + b"\n%%EOF\n"


def _keeps(actor: str, plan: Plan, folder: Path, step: int) -> str:
    """A signed paper; every so often a backup."""
    if step % BACKUP_EVERY == BACKUP_EVERY - 1:
        backup.take(folder=folder / "backups", at=settings.DEMO_NOW + AN_HOUR * step)
    else:
        store.put(content=paper_of(step), media_type="application/pdf", at=settings.DEMO_NOW)
    return DONE


DOES = {PAGES: _sends_a_form, WORKER: _runs_what_is_due, KEEPER: _keeps, IMPORTER: brings_in}

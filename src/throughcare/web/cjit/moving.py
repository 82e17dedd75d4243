"""Moving people from one worker to others: a preview that changes nothing, then one act for each person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.http import HttpRequest

from throughcare.access.decide import decide_many
from throughcare.accounts.models import Membership
from throughcare.journal.models import CaseloadRow
from throughcare.rulebook.facts.casework import CaseManagerNamed
from throughcare.web import recording
from throughcare.web.cjit import caseloads
from throughcare.web.working import WorkingAs

AT_ONCE = 50


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one person; `why_not` is empty for whoever was moved."""

    row: CaseloadRow
    to: str
    why_not: str = ""


def people_of(worker: UUID | None, working: WorkingAs, at: datetime) -> QuerySet[CaseloadRow]:
    """Whom this worker has and this manager may see, the longest on the caseload first."""
    return caseloads.people(working, at).filter(case_manager=worker).order_by("since", "pk")


def share_out(people: Sequence[UUID], *, loads: Mapping[UUID, int], among: Sequence[UUID]) -> dict[UUID, UUID]:
    """Each in turn to whoever has the fewest by then; between equals, the order of `among`."""
    now = {worker: loads.get(worker, 0) for worker in among}
    shared: dict[UUID, UUID] = {}
    for person in people:
        least = min(among, key=lambda worker: now[worker])
        shared[person] = least
        now[least] += 1
    return shared


def move(
    request: HttpRequest, wanted: Mapping[UUID, UUID], *, worker: UUID, team: Mapping[UUID, Membership], act: UUID
) -> list[Outcome]:
    """Each person is one act, kept whatever becomes of the next; sent again, what is done stays done."""
    working, at = request.working_as, request.now  # type: ignore[attr-defined]
    rows = list(caseloads.people(working, at).filter(pk__in=wanted).order_by("since", "pk"))
    open_to_me = decide_many(person_ids=[row.person_id for row in rows], membership=working.membership, at=at)
    return [
        _moved(request, row, team[wanted[row.pk]], worker=worker, act=act, may_open=row.person_id in open_to_me)
        for row in rows
    ]


def _moved(
    request: HttpRequest, row: CaseloadRow, to: Membership, *, worker: UUID, act: UUID, may_open: bool
) -> Outcome:
    name = to.account.full_name
    if row.case_manager == to.pk:
        return Outcome(row=row, to=name)
    if row.case_manager != worker:
        return Outcome(row=row, to=name, why_not=f"Has another case manager meanwhile: {row.case_manager_name}.")
    if not may_open:
        return Outcome(row=row, to=name, why_not="You may not open this record. Another manager can move them.")
    fact = CaseManagerNamed(caseload=row.entry, worker=to.pk, worker_name=name)
    entry = recording.propose(row.person, fact, entry=uuid5(act, str(row.pk)), happened_at=request.now)  # type: ignore[attr-defined]
    refusal = recording.save_once(request, [entry])
    return Outcome(row=row, to=name, why_not=f"{refusal.sentence} {refusal.instead}" if refusal else "")


def read(posted: Mapping[str, Any], team: Mapping[UUID, Membership]) -> dict[UUID, UUID]:
    """From the preview as it was sent: by caseload entry, the worker chosen. Whoever stays is not in it."""
    found: dict[UUID, UUID] = {}
    for name, value in posted.items():
        entry, worker = number(name.removeprefix("to_")), number(value)
        if name.startswith("to_") and entry and worker and worker in team:
            found[entry] = worker
    return found


def number(text: object) -> UUID | None:
    """None where it is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None

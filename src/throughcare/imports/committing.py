"""Records what a person agreed to, a part at a time, and goes on after a crash without doing anything twice.

An entry's id follows from the test and the person, so a line that was recorded before the worker stopped, or came in
with another workbook, finds itself.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID, uuid5

from django.db.models import QuerySet

from throughcare.accounts.models import Membership
from throughcare.imports import monthly
from throughcare.imports.models import Import, Row
from throughcare.imports.people import SPACE
from throughcare.imports.states import State, Verdict
from throughcare.imports.taking import NEW, OUT
from throughcare.journal.record import Batch, Proposed, record_many
from throughcare.people import actions
from throughcare.rulebook.calendar import LONDON
from throughcare.rulebook.facts.brought_in import Outcome, TestBroughtIn
from throughcare.rulebook.facts.custody_answers import Condition
from throughcare.rulebook.standing import Refusal

A_TURN, AT_ONCE = 10_000, 200


def record(one: Import, *, at: datetime) -> None:
    """So many lines, then others may work; the last turn ends the import."""
    by = cast(Membership, one.committed_by)
    left = list(waiting(one)[:A_TURN])
    for first in range(0, len(left), AT_ONCE):
        _recorded(left[first : first + AT_ONCE], one, by, at)
        Import.objects.filter(pk=one.pk).update(done=one.rows.filter(entry__isnull=False).count())
    if len(left) < A_TURN:
        counts = {verdict: one.rows.filter(verdict=verdict).count() for verdict in Verdict.values}
        Import.objects.filter(pk=one.pk, state=State.RECORDING).update(
            state=State.DONE, ended_at=at, counts={name: count for name, count in counts.items() if count},
            months=monthly.of_lines(one),
        )  # fmt: skip


def waiting(one: Import) -> QuerySet[Row]:
    """Lines agreed to and not recorded yet: new ones, and doubtful ones for which a person was chosen."""
    agreed = one.rows.filter(verdict=Verdict.NEW) | one.rows.filter(verdict=Verdict.DOUBTFUL).exclude(
        choice__in=("", OUT)
    )
    return agreed.filter(entry=None).order_by("sheet", "line")


def _recorded(rows: Sequence[Row], one: Import, by: Membership, at: datetime) -> None:
    actions.open_records(person_ids={person_of(row) for row in rows})
    batches = [Batch(entries=[proposed(row, one)], by=by, at=at) for row in rows]
    for row, (_, outcome) in zip(rows, record_many(batches), strict=True):
        if isinstance(outcome, Refusal):
            row.verdict, row.reason = Verdict.REFUSED, f"{outcome.sentence} {outcome.instead}"[:300]
        else:
            row.entry, row.who = outcome[0].pk, outcome[0].person_id
    Row.objects.bulk_update(rows, ["verdict", "reason", "entry", "who"], batch_size=AT_ONCE)


def person_of(row: Row) -> UUID:
    return cast(UUID, row.who) if row.choice in ("", NEW) else UUID(row.choice)


def proposed(row: Row, one: Import) -> Proposed:
    said, person = row.values, person_of(row)
    fact = TestBroughtIn(
        given_name=said["given_name"], family_name=said["family_name"], born_on=date.fromisoformat(said["born_on"]),
        custody_number=said["custody_number"], outcome=Outcome(said["outcome"]), offence=said["offence"] or "",
        condition=Condition(said["condition"]) if said["condition"] else None, workbook=one.digest[:12],
        sheet=row.sheet, line=row.line,
    )  # fmt: skip
    sampled = datetime.fromisoformat(said["sampled_at"]).replace(tzinfo=LONDON)
    return Proposed(id=uuid5(SPACE, f"{row.key}|{person}"), person_id=person, fact=fact, happened_at=sampled)

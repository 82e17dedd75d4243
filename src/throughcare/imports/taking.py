"""What a person does with an import: begin it, say which column is which, choose, commit, cancel."""

from collections.abc import Mapping as Columns
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from throughcare.accounts.models import Membership
from throughcare.documents import store
from throughcare.documents.kinds import kind_of
from throughcare.imports.cells import Order
from throughcare.imports.layout import LAYOUTS, RECORDER
from throughcare.imports.models import Import, Mapping, NotNow, Row
from throughcare.imports.states import MAY_CANCEL, OVER, State, Verdict
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import INSPECTOR

IMPORTERS = INSPECTOR
"""An inspector of the suite: they already read what its recorder holds (design 5). A lead sees figures, not people."""
NEW, OUT = "new", "out"


def of(membership: Membership) -> QuerySet[Import]:
    """The imports of one's own suite, and no others."""
    if membership.role not in IMPORTERS:
        return Import.objects.none()
    return Import.objects.filter(suite=membership.organisation_id)


def begin(*, content: bytes, filename: str, by: Membership, at: datetime) -> Import:
    """Keeps the bytes and leaves the rest to the worker. store.FileRefused says what is wrong with the file."""
    file = store.put(content=content, media_type=kind_of(content) or "", at=at, workbooks=True)
    return Import.objects.create(
        suite=by.organisation, by=by, layout=RECORDER.name, filename=filename[-200:], file=file, digest=file.sha256,
        created_at=at,
    )  # fmt: skip


def force_of(suite: Organisation) -> Organisation:
    return suite.parent or suite


def remembered(one: Import) -> Mapping | None:
    return Mapping.objects.filter(force=force_of(one.suite), layout=one.layout).first()


@transaction.atomic
def say_columns(one: Import, *, columns: Columns[str, str], order: Order, by: Membership, at: datetime) -> None:
    """From now on the force's workbooks are guessed so; everything is read anew."""
    one = _locked(one)
    if one.state == State.REVIEW:
        one.goes_to(State.COLUMNS)
    one.goes_to(State.READING)
    one.columns, one.order, one.done, one.counts = dict(columns), order.value, 0, {}
    one.save()
    Mapping.objects.update_or_create(
        force=force_of(one.suite), layout=one.layout,
        defaults={"columns": one.columns, "order": order.value, "by": by, "at": at},
    )  # fmt: skip


def lacking(one: Import, columns: Columns[str, str]) -> list[str]:
    """Titles of the fields that nothing can do without."""
    return [row.title for row in LAYOUTS[one.layout].columns if row.required and not columns.get(row.field)]


@transaction.atomic
def choose(one: Import, *, choices: Columns[UUID, str]) -> None:
    """Whose a doubtful line is: one of those named on it, somebody new, or left out."""
    one = _locked(one)
    if one.state != State.REVIEW:
        raise NotNow("This import is not waiting for a choice any more.")
    for row in one.rows.filter(pk__in=choices, verdict=Verdict.DOUBTFUL):
        chosen = choices[row.pk]
        if chosen in (NEW, OUT, "") or chosen in map(str, row.candidate_ids):
            Row.objects.filter(pk=row.pk).update(choice=chosen)


@transaction.atomic
def commit(one: Import, *, by: Membership) -> None:
    one = _locked(one)
    one.goes_to(State.RECORDING)
    one.done, one.committed_by = 0, by
    one.save()


@transaction.atomic
def cancel(one: Import, *, at: datetime) -> None:
    """At once where nobody works on it; else the worker stops at the next look."""
    one = _locked(one)
    if one.state not in MAY_CANCEL:
        raise NotNow(f"This import is at “{one.get_state_display()}” and cannot be cancelled any more.")
    one.goes_to(State.CANCELLED)
    one.cancel_asked, one.ended_at = True, at
    one.save()
    one.rows.all().delete()


def _locked(one: Import) -> Import:
    return Import.objects.select_for_update().get(pk=one.pk)


def is_over(one: Import) -> bool:
    return one.state in OVER

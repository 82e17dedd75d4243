"""What the first page of a shift says of the suite itself, read with the teams it shows: one query for all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from throughcare.organisations.models import Organisation
from throughcare.suites.models import Arrangements, Handover, Paper

_OF_THE_LAST = {
    "last_id": "pk", "last_by": "prepared_by__account__full_name", "last_account": "prepared_by__account",
    "last_at": "prepared_at", "last_people": "people", "last_risks": "risks",
    "last_taken_by": "taken_by__account__full_name", "last_taken_at": "taken_at",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LastHandover:
    id: int
    by: str
    account: UUID
    at: datetime
    people: int
    risks: int
    taken_by: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`papers` of earlier days are not accounted for; `is_arranged`: somebody has written the suite's page."""

    handover: LastHandover | None
    papers: int
    is_arranged: bool
    teams: dict[str, Organisation]


def read(*, suite: UUID, teams: Iterable[str | None], today: date) -> Desk:
    wanted = {str(suite), *filter(None, teams)}
    found = {str(one.pk): one for one in Organisation.objects.filter(pk__in=wanted).annotate(**_annotations(today))}
    own: Any = found[str(suite)]
    return Desk(handover=_last(own), papers=own.papers_waiting, is_arranged=own.is_arranged, teams=found)


def _annotations(today: date) -> dict[str, Any]:
    newest = Handover.objects.filter(suite=OuterRef("pk")).order_by("-prepared_at", "-id")
    late = Paper.objects.filter(pack__suite=OuterRef("pk"), pack__day__lt=today, entry_id=None, fate="")
    counted = late.order_by().values("pack__suite").annotate(number=Count("pk")).values("number")
    return {
        **{name: Subquery(newest.values(path)[:1]) for name, path in _OF_THE_LAST.items()},
        "papers_waiting": Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        "is_arranged": Exists(Arrangements.objects.filter(suite=OuterRef("pk"), from_on__lte=today)),
    }


def _last(own: Any) -> LastHandover | None:
    if own.last_id is None:
        return None
    given = {name.removeprefix("last_"): getattr(own, name) for name in _OF_THE_LAST}
    return LastHandover(**given | {"account": UUID(str(given["account"])), "taken_by": given["taken_by"] or ""})

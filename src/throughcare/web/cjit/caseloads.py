"""Who has how many people of 25, and who has nobody yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.models import CaseloadRow, DutyRow
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import CJIT_WORKERS
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.standing import State
from throughcare.web.drawn.loads import Load
from throughcare.web.working import WorkingAs

CAPACITY = 25
"""One drug worker to 25 people (Handbook annex D, H-239)."""
UNSEEN = timedelta(days=14)
"""So long without contact the manager is told (ours; regular appointments, Handbook 4.1.3)."""
IS_NEW = timedelta(days=7)
"""So long somebody stands under Today as new to their case manager (ours)."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many people of the team each case manager has, by membership, and how many have nobody."""

    by_worker: Mapping[UUID, int]
    nobody: int
    newest: Mapping[UUID, datetime] = field(default_factory=dict)
    """By membership, when each was last named for somebody."""
    unseen: int = 0
    """How many of them nobody has seen for a while; counted only if asked."""

    @property
    def people(self) -> int:
        return sum(self.by_worker.values()) + self.nobody

    def without(self, team: Iterable[Membership]) -> int:
        """Nobody was named, or whoever was no longer works here."""
        here = {worker.pk for worker in team}
        return self.nobody + sum(count for worker, count in self.by_worker.items() if worker not in here)


def held(organisation: UUID, *, unseen: Q | None = None) -> Held:
    """`unseen` is a condition, counted in the same question."""
    rows = list(
        _current(organisation).values_list("case_manager").annotate(
            Count("pk"), Max("named_at"), unseen=Count("pk", filter=unseen or Q(pk=None))
        )
    )  # fmt: skip
    counts = {worker: count for worker, count, *_ in rows}
    newest = {worker: at for worker, _, at, _ in rows if at is not None}
    return Held(nobody=counts.pop(None, 0), by_worker=counts, newest=newest, unseen=sum(row[-1] for row in rows))


def workers(organisation: UUID, at: datetime) -> QuerySet[Membership]:
    """Those who can be a case manager: the team's workers at that instant."""
    live = Membership.objects.live(at=at).filter(organisation=organisation, role__in=CJIT_WORKERS)
    return live.select_related("account").order_by("account__full_name", "pk")


def loads(found: Held, team: Iterable[Membership], *, notes: Mapping[UUID, str] | None = None) -> list[Load]:
    """A bar for each worker, and one for those who wait; `notes` say who is away."""
    bars = [
        Load(
            name=worker.account.full_name, active=found.by_worker.get(worker.pk, 0), capacity=CAPACITY,
            url=f"{reverse('my_people')}?worker={worker.pk}", note=(notes or {}).get(worker.pk, ""),
        )
        for worker in team
    ]  # fmt: skip
    if found.nobody:
        bars.append(Load(name="Not yet allocated", active=found.nobody, capacity=CAPACITY, note="Allocate today"))
    return bars


def mine(found: Held, working: WorkingAs) -> Load:
    return Load(name=working.name, active=found.by_worker.get(working.membership.pk, 0), capacity=CAPACITY)


def people(working: WorkingAs, at: datetime) -> QuerySet[CaseloadRow]:
    """The team's caseload now, each with what the team owes next."""
    organisation = working.membership.organisation_id
    owed = DutyRow.objects.filter(
        owner=organisation,
        state=State.OPEN.value,
        arises_at__lte=at,
        person=OuterRef("person"),
        data_class__in=scope.classes_of(working.membership),
    ).order_by("due", "kind")
    found = _current(organisation).filter(
        scope.is_in_sight(membership=working.membership, at=at, data=DataClass.CASEWORK)
    )
    return found.select_related("person").annotate(
        next_kind=Subquery(owed.values("kind")[:1]), next_due=Subquery(owed.values("due")[:1]),
        next_key=Subquery(owed.values("key")[:1]),
    ).order_by(F("next_due").asc(nulls_last=True), "person__names_folded", "pk")  # fmt: skip


def unseen(working: WorkingAs, at: datetime) -> QuerySet[CaseloadRow]:
    """The people of the team of whom this is so."""
    return _current(working.membership.organisation_id).filter(is_unseen(working, at))


def is_unseen(working: WorkingAs, at: datetime) -> Q:
    """Nobody has seen or spoken to them for fourteen days; whoever is suspended is not asked after."""
    return Q(scope.is_in_sight(membership=working.membership, at=at, data=DataClass.CASEWORK), seen_at__lte=at - UNSEEN)


def without_case_manager(working: WorkingAs, at: datetime) -> QuerySet[CaseloadRow]:
    """Nobody was named, or whoever was no longer works here."""
    here = workers(working.membership.organisation_id, at).order_by().values("pk")
    uncovered = Q(case_manager=None) | ~Q(case_manager__in=here)
    return people(working, at).filter(uncovered).order_by("since", "pk")


def new_to(working: WorkingAs, at: datetime) -> QuerySet[CaseloadRow]:
    """Whom this worker was named for in the last days, the newest first."""
    by = working.membership
    found = _current(by.organisation_id).filter(
        scope.is_in_sight(membership=by, at=at, data=DataClass.CASEWORK), case_manager=by.pk,
        named_at__gt=at - IS_NEW,
    )  # fmt: skip
    return found.select_related("person").order_by("-named_at", "pk")


def _current(organisation: Organisation | UUID) -> QuerySet[CaseloadRow]:
    return CaseloadRow.objects.filter(team=organisation, until=None)

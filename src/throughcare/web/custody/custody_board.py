"""The custody board: everyone in one suite, by what is still needed before release, read in a few queries.

It reads the suite's own duties and what happened during this detention: nothing on it tells whether somebody is
known to anybody else.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, OuterRef, Q, QuerySet, Subquery, UUIDField, When

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.models import AppointmentRow, CustodyRow, DutyRow
from throughcare.journal.reading import entries
from throughcare.rulebook import trigger_offences
from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.rulebook.facts.custody import RiskFound, RiskHandedOver, TestAuthorised
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.standing import State
from throughcare.web.person.release_words import PRESSING

SHIFTS = (time(7), time(19))
"""When shifts change (ours): who was released is shown from the beginning of this one."""
LATELY, MOST_LATELY = timedelta(days=3), 60
RISK, NO_RA1, OTHERS, READY = "risk", "no-ra1", "others", "ready"
GROUPS = (RISK, NO_RA1, OTHERS, READY)
TO_DO = (
    "act_on_risk", "test_or_say_why_not", "put_irregular_test_right", "require_or_say_why_not",
    "book_initial_assessment", "give_ra1", "give_ra2", "identify_or_release", "tell_worker",
    "encourage_to_see_worker", "send_sample", "laboratory_result",
    "offer_by_choice", "tell_requirement_ended", "reason_for_no_ra1",
)  # fmt: skip
"""What a suite may owe, in the order in which it is done."""
CHOSEN = "book_by_choice"
"""The team's, shown to the suite that offered: who books what the person accepted."""
TO_BOOK = "book_initial_assessment"
SAMPLES = ("send_sample", "laboratory_result")


@dataclass(frozen=True, kw_only=True)
class Booked:
    """The latest appointment under a requirement of this suite."""

    starts_at: datetime
    team: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """One arrest with all that the suite owes under it."""

    row: CustodyRow
    duties: Mapping[str, DutyRow]
    """The suite's own, by kind; the open one where there are several."""
    booked: Booked | None = None
    history: History | None = field(default=None, repr=False)
    """Read only for those whose row does not say enough."""

    def is_open(self, kind: str) -> bool:
        return kind in self.duties and self.duties[kind].state == State.OPEN.value

    def met_at(self, kind: str) -> datetime | None:
        duty = self.duties.get(kind)
        return duty.ended_at if duty and duty.state == State.MET.value else None

    @property
    def todo(self) -> list[DutyRow]:
        return [self.duties[kind] for kind in TO_DO if self.is_open(kind)]

    @property
    def risks(self) -> list[Recorded[RiskFound]]:
        """Found by this suite, or by anybody during this detention, and handed to nobody yet."""
        found = self.history.all(RiskFound) if self.history and self.row.at_risk else ()
        return [
            risk for risk in found
            if (risk.team == str(self.row.suite_id) or risk.happened_at >= self.row.arrived_at)
            and self.history is not None and self.history.first_naming(risk, RiskHandedOver) is None
        ]  # fmt: skip

    @property
    def needs_authority(self) -> bool:
        """Not a trigger offence, not tested, and no inspector has decided (H-45)."""
        if is_trigger(self.row) or not self.is_open("test_or_say_why_not"):
            return False
        return self.history is None or not self.history.naming(self.row.arrest, TestAuthorised)

    @property
    def group(self) -> str:
        if self.risks:
            return RISK
        if self.row.test_state == "positive" and any(self.is_open(kind) for kind in PRESSING):
            return NO_RA1
        return OTHERS if self.todo else READY


@dataclass(frozen=True, kw_only=True)
class Board:
    here: list[Held]
    released: list[Held]
    since: datetime

    def count(self, group: str) -> int:
        return sum(held.group == group for held in self.here)


def read(*, membership: Membership, at: datetime) -> Board:
    """Three queries, whatever the number of people. Nobody is left out; whom the reader knows has no name."""
    since, suite = shift_began(at), membership.organisation_id
    rows = _rows(membership, since)
    duties, histories = _duties(rows, suite), _histories(rows)
    held = [_held(row, duties[row.arrest], histories) for row in rows]
    here = [one for one in held if one.row.released_at is None]
    here.sort(key=lambda one: (GROUPS.index(one.group), one.row.arrived_at))
    released = [one for one in held if one.row.released_at is not None]
    released.sort(key=lambda one: one.row.released_at or at, reverse=True)
    return Board(here=here, released=released, since=since)


def lately(*, membership: Membership, at: datetime) -> list[CustodyRow]:
    """Who is here, and who left in the last three days (ours): for papers that are entered later."""
    ours = CustodyRow.objects.filter(suite=membership.organisation_id)
    near = ours.filter(Q(released_at=None) | Q(released_at__gte=at - LATELY))
    return _named(near.order_by("-arrived_at")[:MOST_LATELY], membership)


def owed_for_others(*, membership: Membership, board: Board) -> list[DutyRow]:
    """What the suite still owes for those who are no longer here, and every sample that waits."""
    owed = DutyRow.objects.filter(owner=membership.organisation_id, state=State.OPEN.value, kind__in=TO_DO)
    here = {held.row.arrest for held in board.here}
    people = {held.row.person_id for held in board.here}
    rows = owed.select_related("person").annotate(is_known=scope.knows(membership, "person")).order_by("due", "key")
    found: list[DutyRow] = [row for row in rows if row.kind in SAMPLES or _is_elsewhere(row, here, people)]
    scope.mask((row.person for row in found), membership=membership)
    for row in found:
        if row.is_known:  # type: ignore[attr-defined]
            row.person.mask()
    return found


def _is_elsewhere(row: DutyRow, here: set[UUID], people: set[UUID]) -> bool:
    """What follows from no arrest, as a risk does, belongs to wherever the person is."""
    return row.person_id not in people if row.episode is None else row.episode not in here


def shift_began(at: datetime) -> datetime:
    """The last change of shift, on a London clock."""
    local = at.astimezone(LONDON)
    days = (local.date(), local.date() - timedelta(days=1))
    begun = [datetime.combine(day, hour, tzinfo=LONDON) for day in days for hour in SHIFTS]
    return max(moment for moment in begun if moment <= local)


def is_trigger(row: CustodyRow) -> bool:
    try:
        return trigger_offences.is_trigger(row.offence, local_day(row.arrived_at))
    except trigger_offences.UnknownOffence:
        return False


def _held(row: CustodyRow, duties: Mapping[str, DutyRow], histories: Mapping[UUID, History]) -> Held:
    to_book: Any = duties.get(TO_BOOK)
    is_booked = to_book is not None and to_book.booked_at is not None
    booked = Booked(starts_at=to_book.booked_at, team=str(to_book.booked_with)) if is_booked else None
    return Held(row=row, duties=duties, booked=booked, history=histories.get(row.person_id))


def _rows(membership: Membership, since: datetime) -> list[CustodyRow]:
    """Those who are here, those released in this shift, and those whose leaving without RA1 is not explained."""
    suite = membership.organisation_id
    ours = CustodyRow.objects.filter(suite=suite)
    here, left = ours.filter(released_at=None), ours.filter(released_at__gte=since)
    unexplained = DutyRow.objects.filter(owner=suite, state=State.OPEN.value, kind="reason_for_no_ra1")
    wanted = here.values("arrest").union(left.values("arrest"), unexplained.values("episode"))
    return _named(ours.filter(arrest__in=wanted), membership)


def _named(found: QuerySet[CustodyRow], membership: Membership) -> list[CustodyRow]:
    """With names, but for those whom the reader may not or should not know."""
    known = scope.knows(membership, "person")
    rows: list[CustodyRow] = list(found.select_related("person").annotate(is_known=known))
    scope.mask((row.person for row in rows), membership=membership)
    for row in rows:
        if row.is_known:  # type: ignore[attr-defined]
            row.person.mask()
    return rows


_LATEST = AppointmentRow.objects.filter(person=OuterRef("person"), requirement=OuterRef("because")).order_by(
    "-starts_at"
)
_BOOKED = {
    name: Case(When(kind=TO_BOOK, then=Subquery(_LATEST.values(column)[:1])), output_field=field)
    for name, column, field in (("booked_at", "starts_at", DateTimeField()), ("booked_with", "team", UUIDField()))
}
"""With each duty to book, when and with whom its requirement is booked by now."""


def _duties(rows: list[CustodyRow], suite: UUID) -> defaultdict[UUID, dict[str, DutyRow]]:
    arrests = {row.arrest for row in rows}
    ours = Q(owner=suite) | Q(kind=CHOSEN, episode__in=arrests)
    owed = DutyRow.objects.filter(ours, person__in={row.person_id for row in rows}).annotate(**_BOOKED)
    found: defaultdict[UUID, dict[str, DutyRow]] = defaultdict(dict)
    for duty in owed.order_by("arises_at", "key"):
        if duty.episode in arrests:
            known = found[duty.episode].get(duty.kind)
            if known is None or known.state != State.OPEN.value:
                found[duty.episode][duty.kind] = duty
    return found


def _histories(rows: list[CustodyRow]) -> dict[UUID, History]:
    """Whole records only where somebody is at risk, or a test may need an inspector's authority."""
    here = [row for row in rows if row.released_at is None]
    wanted = {row.person_id for row in here if row.at_risk or (row.test_state == "to do" and not is_trigger(row))}
    return {person: History(found) for person, found in entries(wanted).items()} if wanted else {}

"""What a team must do now, who is coming from custody, and the day's diary."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.given import given as given_now
from throughcare.journal.models import AppointmentRow
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.rulebook.calendar import end_of_day, local_day, start_of_day
from throughcare.rulebook.data_classes import DataClass
from throughcare.web import words
from throughcare.web.cjit import arriving, caseloads, worklist
from throughcare.web.cjit.caseloads import Held
from throughcare.web.cjit.worklist import Chosen, Tally
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.pieces import Count, Link
from throughcare.web.working import WorkingAs

PAGE_SIZE = 20
ARRIVALS_SHOWN = 6
NEW_SHOWN = 25


@dataclass(frozen=True, kw_only=True)
class DiaryLine:
    time: str
    person: Link
    what: str
    place: str
    is_over: bool
    is_next: bool
    """The first that is still to come: the line of the present is drawn above it."""


@desk(CJIT_DESK)
def today(request: HttpRequest) -> HttpResponse:
    """Duties first and overdue before all."""
    working, now = _who_and_when(request)
    given, wanted = given_now(), worklist.chosen(request.GET)
    until = worklist.horizon(now, given)
    duties = worklist.open_duties(working, now)
    kinds = worklist.tallies(duties, until)
    chosen = Paginator(worklist.chosen_from(duties, wanted, until=until, working=working), PAGE_SIZE)
    known = worklist.how_many(kinds, wanted)
    if known is not None:
        chosen.count = known  # the tallies have counted them already
    part = chosen.get_page(request.GET.get("page"))
    coming = list(arriving.people(working, now)[:ARRIVALS_SHOWN])
    diary = _diary(working, now)
    tally = worklist.total(kinds)
    context = {
        "over": f"{words.long_day(now)}, {words.clock(now)}",
        "counts": _counts(tally, arrivals=coming[0].total if coming else 0, expected=_expected(diary)),  # type: ignore[attr-defined]
        "filters": worklist.Filters(wanted, kinds, scope.classes_of(working.membership)),
        "is_usual": wanted.is_usual,
        "part": part,
        "rows": worklist.todos(part, now=now, working=working),
        "nothing": _nothing(tally, wanted),
        "arrivals": arriving.rows(coming, working=working, given=given, now=now),
        "more_arrivals": len(coming) == ARRIVALS_SHOWN and coming[0].total > ARRIVALS_SHOWN,  # type: ignore[attr-defined]
        "diary": diary,
        "clock": words.clock(now),
        **_load(working, now),
    }
    return render(request, "web/cjit/today.html", context)


@desk(CJIT_DESK)
def arrivals(request: HttpRequest) -> HttpResponse:
    """Everyone expected or just released towards this team."""
    working, now = _who_and_when(request)
    found = arriving.people(working, now)
    first, pages = list(found[:PAGE_SIZE]), Paginator(found, PAGE_SIZE)
    pages.count = first[0].total if first else 0  # type: ignore[attr-defined]  # every row says how many there are
    part = pages.get_page(request.GET.get("page"))
    shown = first if part.number == 1 else list(part)
    rows = arriving.rows(shown, working=working, given=given_now(), now=now)
    return render(request, "web/cjit/arrivals.html", {"part": part, "arrivals": rows})


def _who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]


def _counts(tally: Tally, *, arrivals: int, expected: int) -> list[Count]:
    return [
        Count(number=tally.overdue, label="overdue", url="?due=overdue#due", is_strong=tally.overdue > 0),
        Count(number=tally.soon, label="due in 24 hours", url="?due=soon#due"),
        Count(number=arrivals, label="coming" if arrivals != 1 else "person coming", url=reverse("arrivals")),
        Count(number=expected, label="expected today", url="#diary"),
    ]


def _nothing(tally: Tally, wanted: Chosen) -> str:
    """The sentence above the list, when nothing presses or nothing was found."""
    week = f"{tally.days} {'duty' if tally.days == 1 else 'duties'} in the next 5 working days."
    if not tally.overdue and not tally.today and wanted.is_usual:
        return f"Nothing is due today. {week}"
    return ""


def _diary(working: WorkingAs, now: Any) -> list[DiaryLine]:
    day = local_day(now)
    rows = AppointmentRow.objects.filter(
        scope.is_in_sight(membership=working.membership, at=now, data=DataClass.ATTENDANCE),
        team=working.membership.organisation_id, starts_at__gte=start_of_day(day), starts_at__lt=end_of_day(day),
    ).select_related("person")  # fmt: skip
    found = list(rows.order_by("starts_at", "pk"))
    scope.mask((row.person for row in found), membership=working.membership)
    following = next((row.pk for row in found if row.starts_at > now), None)
    return [_line(row, is_next=row.pk == following) for row in found]


def _line(row: AppointmentRow, *, is_next: bool) -> DiaryLine:
    person = row.person
    kind = f"{row.purpose.capitalize()}{', required' if row.requirement else ''}."
    return DiaryLine(
        time=words.clock(row.starts_at), is_over=row.is_over, is_next=is_next,
        person=Link(text=person.full_name, url=reverse("person", args=[person.reference]), extra="in the diary"),
        what=f"{kind} {row.outcome.capitalize()}." if row.outcome else kind, place=row.place,
    )  # fmt: skip


def _expected(diary: list[DiaryLine]) -> int:
    return sum(not line.is_over for line in diary)


def _load(working: WorkingAs, now: Any) -> dict[str, Any]:
    """A worker's own people; for the manager, who waits for a case manager."""
    found = caseloads.held(working.membership.organisation_id)
    load = caseloads.mine(found, working)
    return {
        "load": {"title": f"My caseload: {load.total} of {load.capacity}", "drawn": load},
        "is_manager": working.role in CJIT_MANAGER,
        "on_caseload": found.people,
        "nobody": found.nobody,
        "new_to_me": _new_to_me(working, found, now),
    }


def _new_to_me(working: WorkingAs, found: Held, now: Any) -> list[tuple[Link, str]]:
    """Whom somebody has just named this worker for."""
    newest = found.newest.get(working.membership.pk)
    if newest is None or newest <= now - caseloads.IS_NEW:
        return []
    rows = [row for row in caseloads.new_to(working, now)[:NEW_SHOWN] if row.named_at]
    scope.mask((row.person for row in rows), membership=working.membership)
    return [
        (
            Link(text=row.person.full_name, url=reverse("person", args=[row.person.reference]), extra="new to you"),
            f"Yours since {words.when(row.named_at)}",
        )
        for row in rows if row.named_at
    ]  # fmt: skip

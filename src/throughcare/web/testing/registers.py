"""The registers of testing: who is trained, which suites may test; for those who keep them and those who read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.accounts import registers as kept
from throughcare.accounts.actions import NotAllowed
from throughcare.accounts.models import AuthorisedSuite, Membership, TrainedTester
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import INSPECTOR, POLICE, OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.web import words
from throughcare.web.desks import KEEPS_SUITES, KEEPS_TESTERS, READS_SUITES, READS_TESTERS, desk
from throughcare.web.pieces import Link
from throughcare.web.testing.register_forms import AddSuite, AddTester, End
from throughcare.web.working import WorkingAs

Row = TrainedTester | AuthorisedSuite
PAGE_SIZE = 30


@dataclass(frozen=True, kw_only=True)
class Register:
    """The words and addresses of one of the two."""

    title: str
    says: str
    what: str
    add: str
    end: str
    back: str
    keepers: frozenset[Role]
    empty: str


TESTERS = Register(
    title="Trained testers", what="Who", add="add_tester", end="end_tester", back="testers", keepers=KEEPS_TESTERS,
    says="Only people whom an approved cascade trainer has entered here may take samples (intensive guidance 4.2.6). "
    "A test by anybody else is refused.",
    empty="Nobody is on the register, so nobody may take a sample.",
)  # fmt: skip
SUITES = Register(
    title="Suites that may test", what="Suite", add="add_test_suite", end="end_test_suite", back="test_suites",
    keepers=KEEPS_SUITES, says="Samples are taken only in suites that are on this register on that day.",
    empty="No suite is on the register, so no sample may be taken anywhere.",
)  # fmt: skip


@desk(READS_TESTERS)
def testers(request: HttpRequest) -> HttpResponse:
    """One's own force's; an inspector reads those of the suite."""
    return _listed(request, TESTERS, _testers(request).select_related("account"))


@desk(READS_SUITES)
def test_suites(request: HttpRequest) -> HttpResponse:
    """All of them for the Home Office; for a force its own."""
    return _listed(request, SUITES, _suites(request).select_related("suite__parent"))


@desk(KEEPS_TESTERS)
def add_tester(request: HttpRequest) -> HttpResponse:
    """Somebody at work in a suite of the trainer's force."""
    by, at = _who(request).membership, request.now  # type: ignore[attr-defined]
    people = kept.may_be_trained(force=by.organisation, at=at)
    form = AddTester(request.POST or None, people=people, today=local_day(at))
    return _kept(request, TESTERS, form, "Enter a trained tester", lambda given: kept.enter_tester(
        account=people.get(pk=given["account"]), force=by.organisation, from_on=given["from_on"],
        until_on=given["until_on"], by=by, at=at,
    ))  # fmt: skip


@desk(KEEPS_SUITES)
def add_test_suite(request: HttpRequest) -> HttpResponse:
    """Any suite in the country."""
    by, at = _who(request).membership, request.now  # type: ignore[attr-defined]
    suites = Organisation.objects.in_force(on=local_day(at)).filter(kind=OrganisationKind.POLICE_SUITE)
    form = AddSuite(request.POST or None, suites=suites, today=local_day(at))
    return _kept(request, SUITES, form, "Authorise a suite to test", lambda given: kept.authorise_suite(
        suite=suites.get(pk=given["suite"]), from_on=given["from_on"], until_on=given["until_on"], by=by, at=at,
    ))  # fmt: skip


@desk(KEEPS_TESTERS)
def end_tester(request: HttpRequest, row: UUID) -> HttpResponse:
    return _end(request, TESTERS, _testers(request).select_related("account").filter(pk=row).first())


@desk(KEEPS_SUITES)
def end_test_suite(request: HttpRequest, row: UUID) -> HttpResponse:
    return _end(request, SUITES, _suites(request).select_related("suite").filter(pk=row).first())


def _listed(request: HttpRequest, register: Register, rows: QuerySet[Any]) -> HttpResponse:
    working, today = _who(request), local_day(request.now)  # type: ignore[attr-defined]
    is_all = request.GET.get("show") == "all"
    found = rows if is_all else rows.filter(Q(until_on=None) | Q(until_on__gt=today))
    part = Paginator(found.select_related(*_BY), PAGE_SIZE).get_page(request.GET.get("page"))
    keeps = working.role in register.keepers
    context = {
        "register": register, "part": part, "is_all": is_all, "keeps": keeps, "today": today,
        "rows": [_row(row, register, today=today, keeps=keeps) for row in part],
    }  # fmt: skip
    return render(request, "web/testing/register.html", context)


_BY = ("added_by__account", "ended_by__account")


def _row(row: Row, register: Register, *, today: date, keeps: bool) -> dict[str, Any]:
    name, second = _named(row)
    until = row.until_on
    state, said = _state(row, today)
    may_end = keeps and row.ended_at is None
    return {
        "name": name, "second": second, "from_on": words.long_day(row.from_on),
        "until_on": words.long_day(until) if until else "until further notice", "state": state, "said": said,
        "added": _by(row.added_by, row.added_at), "ended": _by(row.ended_by, row.ended_at) if row.ended_at else "",
        "end": Link(text="End", url=reverse(register.end, args=[row.pk]), extra=f"for {name}") if may_end else None,
    }  # fmt: skip


def _named(row: Row) -> tuple[str, str]:
    if isinstance(row, TrainedTester):
        return row.account.full_name, row.account.email
    return row.suite.name, row.suite.parent.name if row.suite.parent else ""


def _state(row: Row, today: date) -> tuple[str, str]:
    if row.until_on is not None and row.until_on <= today:
        return "withdrawn", "Ended"
    return ("open", "Begins later") if row.from_on > today else ("met", "In force")


def _by(post: Membership | None, at: Any) -> str:
    who = post.account.full_name if post else "set up from the command line"
    return f"{who}, {words.long_day(at)}"


def _kept(
    request: HttpRequest, register: Register, form: Any, title: str, keep: Callable[[Mapping[str, Any]], object]
) -> HttpResponse:
    """The form of one entry; what the register refuses stands on it in words."""
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(register.back)
    context = {"form": form, "title": title, "register": register}
    return render(request, "web/testing/register_entry.html", context, status=422 if form.errors else 200)


def _end(request: HttpRequest, register: Register, row: Row | None) -> HttpResponse:
    if row is None or row.ended_at is not None:
        raise Http404
    by, at = _who(request).membership, request.now  # type: ignore[attr-defined]
    form = End(request.POST or None, row=row)
    return _kept(request, register, form, f"End: {_named(row)[0]}", lambda given: kept.end(
        row=row, until_on=given["until_on"], by=by, at=at,
    ))  # fmt: skip


def _testers(request: HttpRequest) -> QuerySet[TrainedTester]:
    working = _who(request)
    if working.role in INSPECTOR:
        posts = Membership.objects.live(at=request.now)  # type: ignore[attr-defined]
        here = posts.filter(organisation=working.membership.organisation_id, role__in=POLICE)
        return TrainedTester.objects.filter(account__in=here.values("account"))
    return TrainedTester.objects.filter(force=working.membership.organisation_id)


def _suites(request: HttpRequest) -> QuerySet[AuthorisedSuite]:
    working = _who(request)
    if working.role in KEEPS_SUITES:
        return AuthorisedSuite.objects.all()
    return AuthorisedSuite.objects.filter(suite__parent=working.membership.organisation_id)


def _who(request: HttpRequest) -> WorkingAs:
    found: WorkingAs = request.working_as  # type: ignore[attr-defined]
    return found

"""Giving a role, changing it, ending it; closing an account. Each asks first that it is still the same person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from throughcare.accounts.actions import NotAllowed, add_membership, change_role, date_end, open_account
from throughcare.accounts.closing import close_account, open_again
from throughcare.accounts.models import Account, Membership, RefusedChange
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import CJIT_MANAGER, ROLES, Role
from throughcare.web.account.step_up import stepped_up
from throughcare.web.cjit import caseloads
from throughcare.web.desks import ADMINISTRATOR, GIVE_ROLES, desk
from throughcare.web.members import team_lists
from throughcare.web.members.member_forms import ChangeRole, CloseAccount, EndRole, GiveRole, OpenAgain
from throughcare.web.members.members import managed, who_and_when

Context = dict[str, Any]


@desk(GIVE_ROLES)
@stepped_up
def give_role(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """To somebody with an account, whose name is shown before anything is given; or to somebody new."""
    (working, now), team = who_and_when(request), managed(request, organisation)
    form = GiveRole(request.POST or None, organisation=team, by=working.role, now=now)
    refusal: Context | None = None
    if request.method == "POST" and form.is_valid():
        if form.needs_agreement:
            form.agreeing()
        else:
            refusal = _tried(request, lambda: _given(form, working.membership, now), team, form.account)
            if refusal is None:
                later = form.membership(form.account or Account()).from_at > now
                return redirect(reverse("team", args=[team.pk]) + ("?show=later" if later else ""))
    agree = form.account if form.is_bound and form.is_valid() and not refusal else None
    return _page(request, "web/members/give_role.html", form, refusal, {"organisation": team, "agree": agree})


@desk(GIVE_ROLES)
@stepped_up
def end_role(request: HttpRequest, membership: UUID) -> HttpResponse:
    (working, now), post = who_and_when(request), _managed_post(request, membership)
    form = EndRole(request.POST or None, membership=post, now=now)

    def end() -> None:
        date_end(membership=post, until_at=form.until_at, by=working.membership, at=now)

    return _changed(request, post, form, end, "web/members/end_role.html")


@desk(GIVE_ROLES)
@stepped_up
def change_role_page(request: HttpRequest, membership: UUID) -> HttpResponse:
    """The one role ends when the other begins; both stay on the list."""
    (working, now), post = who_and_when(request), _managed_post(request, membership)
    form = ChangeRole(request.POST or None, membership=post, by=working.role, now=now)

    def change() -> None:
        role = Role(form.cleaned_data["role"])
        change_role(membership=post, role=role, from_at=form.from_at, by=working.membership, at=now)

    return _changed(request, post, form, change, "web/members/change_role.html")


@desk(ADMINISTRATOR)
@stepped_up
def close_account_page(request: HttpRequest, account: UUID) -> HttpResponse:
    """Every post ends and nobody signs in with it; or, once closed, it is opened again without posts."""
    (working, now), found = who_and_when(request), get_object_or_404(Account, pk=account)
    is_closed = found.closes_at is not None
    form = OpenAgain(request.POST or None) if is_closed else CloseAccount(request.POST or None)
    refusal: Context | None = None

    def act() -> None:
        shared: Context = {"account": found, "why": form.cleaned_data["why"], "by": working.membership, "at": now}
        if isinstance(form, CloseAccount):
            close_account(from_at=form.from_at(now), **shared)
        else:
            open_again(**shared)

    if request.method == "POST" and form.is_valid():
        refusal = _tried(request, act, None, found)
        if refusal is None:
            return redirect("account", found.pk)
    posts = Membership.objects.filter(account=found, until_at=None).select_related("organisation")
    context = {"account": found, "is_closed": is_closed, "warnings": [*filter(None, map(_held, posts))]}
    return _page(request, "web/members/close_account.html", form, refusal, context)


def _changed(
    request: HttpRequest, post: Membership, form: forms.Form, act: Callable[[], None], template: str
) -> HttpResponse:
    refusal: Context | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _tried(request, act, post.organisation, post.account)
        if refusal is None:
            return redirect("team", post.organisation_id)
    (working, now), held = who_and_when(request), _held(post)
    context = {
        "post": post, "role": ROLES[Role(post.role)].title, "dates": team_lists.dates(post, now), "held": held,
        "may_allocate": working.role in CJIT_MANAGER, "move": f"{reverse('move_people')}?worker={post.pk}",
    }  # fmt: skip
    return _page(request, template, form, refusal, context)


def _managed_post(request: HttpRequest, membership: UUID) -> Membership:
    """404 for one of another team, whether there is one or not."""
    found = Membership.objects.select_related("account", "organisation").filter(pk=membership).first()
    if found is None:
        raise Http404
    managed(request, found.organisation_id)
    return found


@transaction.atomic
def _given(form: GiveRole, by: Membership, now: Any) -> None:
    """The account and its first post come into being together, or not at all."""
    new = form.cleaned_data
    account = form.account or open_account(email=new["email"], full_name=new["full_name"].strip(), password=None)
    add_membership(membership=form.membership(account), by=by, at=now)


def _tried(
    request: HttpRequest, act: Callable[[], None], team: Organisation | None, account: Account | None
) -> Context | None:
    """None: it is done. What was tried and refused is kept (trust.md A7)."""
    working, now = who_and_when(request)
    try:
        act()
    except NotAllowed as refused:
        RefusedChange.objects.create(
            account=account, organisation=team, sentence=str(refused), at=now, by=working.membership
        )
        return {"sentence": str(refused)}
    return None


def _held(post: Membership) -> str:
    """Said before it is tried: the post does not end while people hang on it (H-109)."""
    count = caseloads.held(post.organisation_id).by_worker.get(post.pk, 0)
    people = "1 person" if count == 1 else f"{count} people"
    return f"{post.account.full_name} is the case manager of {people} at {post.organisation.name}." if count else ""


def _page(
    request: HttpRequest, template: str, form: forms.Form, refusal: Context | None, more: Context
) -> HttpResponse:
    status = 422 if form.errors or refusal else 200
    return render(request, template, {"form": form, "refusal": refusal, **more}, status=status)

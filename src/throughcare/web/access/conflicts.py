"""Saying that one knows somebody on record, and ending it (trust A10)."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughcare.access import conflicts
from throughcare.access.models import Conflict
from throughcare.access.openings import NotAllowed
from throughcare.accounts.models import Account, Membership
from throughcare.people import shown
from throughcare.people.models import Person
from throughcare.people.search import exactly
from throughcare.people.shown import Because, note_because
from throughcare.rulebook.actors import MANAGES
from throughcare.web import words
from throughcare.web.access.looked_words import ABOUT_CONFLICTS
from throughcare.web.desks import OPENERS, RECORDS, desk
from throughcare.web.person.page import open_record
from throughcare.web.working import WorkingAs

BECAUSE = Because(purpose="conflicts of interest", basis=ABOUT_CONFLICTS, classes=frozenset())


class Note(forms.CharField):
    """As little as they like."""

    def __init__(self) -> None:
        about = "As little as you like: a neighbour, family, the same club, or that the record is about you"
        super().__init__(label="How you know them", max_length=500, required=False, help_text=about)


class Know(forms.Form):
    note = Note()


class Declare(forms.Form):
    """By reference, for oneself or, as a manager, for someone of the team."""

    reference = forms.CharField(label="Reference", max_length=20, error_messages={"required": "Enter the reference"})
    account = forms.ChoiceField(label="Who knows the person?", error_messages={"required": "Choose who"})
    note = Note()

    def __init__(self, *args: Any, working: WorkingAs, at: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = list(_who(working, at).items())  # type: ignore[attr-defined]
        if working.role not in MANAGES:
            self.fields["account"].widget = forms.HiddenInput()


@desk(OPENERS | frozenset(MANAGES))
def conflicts_page(request: HttpRequest) -> HttpResponse:
    """The form, one's own, and for a manager those of the team. Whether there is such a record is not said."""
    working, now = _who_and_when(request)
    note_because(BECAUSE)
    form = Declare(
        request.POST or None, working=working, at=now, initial={"account": str(working.membership.account_id)}
    )
    if request.method == "POST" and form.is_valid():
        _declare(form, working, now)
        return redirect(f"{request.path}?said=1")
    mine = Conflict.objects.filter(account=working.membership.account_id, ended_at=None).select_related("person")
    team = conflicts.of_team(membership=working.membership, at=now) if working.role in MANAGES else ()
    context = {
        "form": form, "said": "said" in request.GET, "is_manager": working.role in MANAGES,
        "mine": [_row(one) for one in mine],
        "team": [_row(one) for one in team if one.account_id != working.membership.account_id],
    }  # fmt: skip
    return render(request, "web/access/conflicts.html", context, status=422 if form.errors else 200)


@desk(RECORDS)
def know(request: HttpRequest, reference: str) -> HttpResponse:
    """From the record itself; it is closed to this account at once."""
    opened, form = open_record(request, reference), Know(request.POST or None)
    if request.method == "POST" and form.is_valid():
        working, now = _who_and_when(request)
        account, note = working.membership.account, form.cleaned_data["note"]
        conflicts.declare(account=account, person=opened.person, note=note, by=working.membership, at=now)
        return redirect("/people-i-know?said=1")
    context = {"person": opened.person, "form": form}
    return render(request, "web/access/know_person.html", context, status=422 if form.errors else 200)


@desk(frozenset(MANAGES))
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    working, now = _who_and_when(request)
    theirs = conflicts.of_team(membership=working.membership, at=now)
    with shown.collecting():
        found = next((one for one in theirs if _name(one) == request.POST.get("conflict")), None)
    if found is None:
        raise Http404
    try:
        conflicts.end(conflict=found, by=working.membership, at=now)
    except NotAllowed as refused:
        raise Http404 from refused
    return redirect("conflicts")


def _declare(form: Declare, working: WorkingAs, now: Any) -> None:
    given = form.cleaned_data
    with shown.collecting():
        person: Person | None = exactly(reference=given["reference"])
    if person is not None:
        account = Account.objects.get(pk=given["account"])
        conflicts.declare(account=account, person=person, note=given["note"], by=working.membership, at=now)


def _who(working: WorkingAs, at: Any) -> dict[str, str]:
    me = working.membership.account
    found = {str(me.pk): f"I do ({me.full_name})"}
    if working.role in MANAGES:
        team = Membership.objects.live(at=at).filter(organisation=working.membership.organisation_id)
        for one in team.exclude(account=me).select_related("account").order_by("account__full_name"):
            found[str(one.account_id)] = one.account.full_name
    return found


def _name(conflict: Conflict) -> str:
    """What a form calls it: no counting number leaves the server."""
    return f"{conflict.account_id}/{conflict.person.reference}"


def _row(conflict: Conflict) -> dict[str, Any]:
    by = conflict.declared_by.account.full_name
    return {
        "name": _name(conflict), "who": conflict.account.full_name, "reference": conflict.person.shown_reference,
        "since": words.when(conflict.declared_at), "note": conflict.note,
        "by": "" if conflict.declared_by.account_id == conflict.account_id else by,
    }  # fmt: skip


def _who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]

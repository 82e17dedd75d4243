"""The auditor's desk: openings, tries that opened nothing, conflicts, the state of the log, and who looked at whom.

Names of people stand on none of these pages; every look at the log is in the log itself (trust C9).
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from throughcare.access import looking, openings, reviews
from throughcare.access.decide import AUDIT
from throughcare.access.models import Opening
from throughcare.organisations.spelling import folded
from throughcare.people.search import reference_in
from throughcare.people.shown import Because, note_because
from throughcare.web import words
from throughcare.web.access import looked
from throughcare.web.desks import AUDITORS, desk
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

BECAUSE = Because(purpose=AUDIT, basis="the read log", classes=frozenset())
RECENT = timedelta(days=30)
AT_MOST, PEOPLE_SHOWN = 50, 10


class Ask(forms.Form):
    q = forms.CharField(
        label="A member of staff, or a person’s reference", max_length=100, min_length=2,
        help_text="Part of the name, or ten letters and figures",
        error_messages={"required": "Type a name or a reference", "min_length": "Type at least 2 letters"},
    )  # fmt: skip


@desk(AUDITORS)
def audit(request: HttpRequest) -> HttpResponse:
    """What an auditor looks at first."""
    working, now = _who_and_when(request)
    note_because(BECAUSE)
    form = Ask(request.GET if "q" in request.GET else None)
    found = _found(form.cleaned_data["q"], working) if form.is_bound and form.is_valid() else None
    if isinstance(found, str):
        return redirect("audit_person", found)
    context = {
        "form": form, "found": found, **_openings(working, now), "seals": looking.seals(at=now),
        "tries": _tries(working, now), "conflicts": _conflicts(working),
        "to_review": reviews.to_review(membership=working.membership, at=now).count(),
    }  # fmt: skip
    return render(request, "web/access/audit.html", context, status=422 if form.errors else 200)


@desk(AUDITORS)
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Everything one account looked at."""
    working, _ = _who_and_when(request)
    note_because(BECAUSE)
    found = get_object_or_404(looking.accounts_in_reach(working.membership), pk=account)
    part = Paginator(looking.readings_by(found), looked.PAGE_SIZE).get_page(request.GET.get("page"))
    people = looking.people_of(list(part), at_most=PEOPLE_SHOWN)
    rows = [
        looked.row(one) | {"people": [_about(person.shown_reference, person.reference) for person in people[one.pk]]}
        | {"more": max(0, one.people - PEOPLE_SHOWN)}
        for one in part
    ]  # fmt: skip
    return render(request, "web/access/audit_account.html", {"who": found.full_name, "part": part, "rows": rows})


@desk(AUDITORS)
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """Who looked at one person, by reference; the record itself stays closed."""
    working, _ = _who_and_when(request)
    note_because(BECAUSE)
    found = get_object_or_404(looking.people_in_reach(working.membership), reference=reference)
    return looked.show(request, found, {"name": found.shown_reference, "facts": (), "is_manager": False})


def _found(text: str, working: WorkingAs) -> list[Link] | str:
    """Links to accounts; or a reference."""
    reference = reference_in(text)
    if reference and looking.people_in_reach(working.membership).filter(reference=reference).exists():
        return reference
    wanted = folded(text)
    names = looking.accounts_in_reach(working.membership).order_by("full_name")
    return [
        Link(text=each.full_name, url=reverse("audit_account", args=[each.pk]))
        for each in names if wanted in folded(each.full_name)
    ][:AT_MOST]  # fmt: skip


def _openings(working: WorkingAs, now: Any) -> dict[str, Any]:
    recent = looking.openings_in_reach(working.membership).filter(asked_at__gt=now - RECENT).order_by("-asked_at")
    return {"openings": [_opening(one, now) for one in recent[:AT_MOST]], "is_full": recent.count() > AT_MOST}


def _opening(one: Opening, now: Any) -> dict[str, Any]:
    if one.reviewed_at:
        state, said = ("met", "Right") if one.was_right else ("overdue", "Not right")
    elif one.review_by is None:
        state, said = "open", "Never opened: nobody agreed"
    else:
        left = words.left(one.review_by, now)
        state, said = left.state, f"Review: {left.words}"
    return {
        "when": words.when(one.asked_at), "who": one.membership.account.full_name, "state": state, "said": said,
        "team": one.membership.organisation.name, "reason": one.get_reason_display(), "words": one.words,
        "record": _about(one.person.shown_reference, one.person.reference), "review": one.review_words,
        "account": reverse("audit_account", args=[one.membership.account_id]),
    }  # fmt: skip


def _tries(working: WorkingAs, now: Any) -> list[dict[str, Any]]:
    """By account, the most first."""
    tries = looking.tries_in_reach(working.membership).filter(at__gt=now - RECENT)
    counted = tries.values("membership__account", "membership__account__full_name").annotate(count=Count("pk"))
    return [
        {
            "link": Link(
                text=one["membership__account__full_name"],
                url=reverse("audit_account", args=[one["membership__account"]]), extra="who opened nothing",
            ),
            "count": one["count"], "is_many": one["count"] >= openings.A_MINUTE,
        }
        for one in counted.order_by("-count", "membership__account")[:AT_MOST]
    ]  # fmt: skip


def _conflicts(working: WorkingAs) -> list[dict[str, Any]]:
    found = looking.conflicts_in_reach(working.membership).order_by("-declared_at")
    return [
        {
            "who": one.account.full_name, "since": words.when(one.declared_at), "note": one.note,
            "record": _about(one.person.shown_reference, one.person.reference, "somebody knows"),
        }
        for one in found[:AT_MOST]
    ]  # fmt: skip


def _about(shown_reference: str, reference: str, extra: str = "") -> Link:
    return Link(text=shown_reference, url=reverse("audit_person", args=[reference]), extra=extra)


def _who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]

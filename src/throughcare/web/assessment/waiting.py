"""Drafts that nobody has entered yet: one's own, and for a manager those of the team after a shift."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.access import drafts as may
from throughcare.accounts.models import Membership
from throughcare.drafts import keeping
from throughcare.drafts.models import LASTS, SOON, Draft
from throughcare.web import words
from throughcare.web.actions import PAGES
from throughcare.web.assessment import job
from throughcare.web.desks import desk
from throughcare.web.pieces import Link

PAGE_SIZE = 20


@desk(PAGES["assess"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Those that end first at the head; keeping one is one click, and nothing is dropped by itself."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    found, has_one = may.readable(membership=working.membership, at=now), False
    if request.method == "POST":
        chosen = next((one for one in found if str(one.pk) == request.POST.get("draft")), None)
        if chosen is None:
            raise Http404
        if request.POST.get("do") == "keep":
            keeping.keep(draft=chosen, at=now)
        elif request.POST.get("do") == "give_up":
            keeping.close(draft=chosen, by=working.membership, at=now, is_entered=False)
        elif request.POST.get("do") == "take_over" and may.may_take_over(chosen, working.membership):
            has_one = not _taken_over(chosen, working, now)
        if not has_one:
            return redirect("drafts")
    part = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "part": part,
        "rows": _rows(list(part), working, now),
        "has_one": has_one,
        "hidden": may.out_of_sight(membership=working.membership, at=now),
        "days": LASTS.days,
        "soon": SOON.days,
    }
    return render(request, "web/assessment/drafts.html", context, status=409 if has_one else 200)


def _taken_over(draft: Draft, working: Any, now: Any) -> bool:
    try:
        keeping.take_over(draft=draft, by=working.membership, at=now)
    except keeping.HasOne:
        return False
    return True


def _rows(found: list[Draft], working: Any, now: Any) -> list[dict[str, Any]]:
    others = {one.author.account_id for one in found if not may.is_author(one, working.membership)}
    there = Membership.objects.live(at=now).filter(organisation=working.membership.organisation_id)
    still = set(there.filter(account__in=others).values_list("account", flat=True)) if others else set()
    return [_row(one, working, now, has_left=one.author.account_id in others - still) for one in found]


def _row(draft: Draft, working: Any, now: Any, *, has_left: bool) -> dict[str, Any]:
    name = draft.person.full_name
    ended, soon = draft.has_ended(now), draft.ends_soon(now)
    return {
        "draft": draft.pk, "person": Link(text=name, url=reverse("person", args=[draft.person.reference])),
        "title": job.of_draft(draft).title, "name": name,
        "by": "" if may.is_author(draft, working.membership) else draft.author.account.full_name,
        "has_left": has_left, "may_take_over": may.may_take_over(draft, working.membership),
        "before": [(one.was.account.full_name, words.when(one.at)) for one in draft.taken_over.all()],
        "saved": words.when(draft.saved_at), "state": "overdue" if ended else "soon" if soon else "open",
        "ends": f"ended {words.when(draft.ends_at)}" if ended else f"until {words.when(draft.ends_at)}",
        "open": reverse("assess_check", args=[draft.person.reference, draft.pk]),
    }  # fmt: skip

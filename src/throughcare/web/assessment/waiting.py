"""Drafts that nobody has entered yet: one's own, and for a manager those of the team after a shift."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.access import drafts as may
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
    found = may.readable(membership=working.membership, at=now)
    if request.method == "POST":
        chosen = next((one for one in found if str(one.pk) == request.POST.get("draft")), None)
        if chosen is None:
            raise Http404
        if request.POST.get("do") == "keep":
            keeping.keep(draft=chosen, at=now)
        elif request.POST.get("do") == "give_up":
            keeping.close(draft=chosen, by=working.membership, at=now, is_entered=False)
        return redirect("drafts")
    part = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "part": part,
        "rows": [_row(one, working, now) for one in part],
        "days": LASTS.days,
        "soon": SOON.days,
    }
    return render(request, "web/assessment/drafts.html", context)


def _row(draft: Draft, working: Any, now: Any) -> dict[str, Any]:
    name = draft.person.full_name
    ended, soon = draft.has_ended(now), draft.ends_soon(now)
    return {
        "draft": draft.pk, "person": Link(text=name, url=reverse("person", args=[draft.person.reference])),
        "title": job.of_draft(draft).title, "name": name,
        "by": "" if may.is_author(draft, working.membership) else draft.author.account.full_name,
        "saved": words.when(draft.saved_at), "state": "overdue" if ended else "soon" if soon else "open",
        "ends": f"ended {words.when(draft.ends_at)}" if ended else f"until {words.when(draft.ends_at)}",
        "open": reverse("assess_check", args=[draft.person.reference, draft.pk]),
    }  # fmt: skip

"""Taking an assessment: attendance, immediate risk, then what the Handbook says it must at least cover."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.rulebook.facts.assessment import MINIMUM_CONTENT, Purpose
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording
from throughcare.web.actions import PAGES
from throughcare.web.cjit import assess_form, sittings
from throughcare.web.cjit.assess_form import AssessForm, part_of
from throughcare.web.cjit.sittings import Sitting
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.person.record import asked
from throughcare.web.pieces import Link


@desk(PAGES["assess"])
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """One page, one batch: who came, what was found, and who has taken on what cannot wait."""
    opened = open_record(request, reference)
    found = sittings.open_sittings(opened.history, team=opened.working.team)
    sitting = sittings.chosen(found, request.GET.get("appointment", ""))
    made = assess_form.assess_form(asked(opened), sitting)
    form = made(request.POST or None, initial=_initial(sitting))
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _save(request, opened, form)
        if refusal is None:
            return _onward(opened, form)
    context = {
        "person": opened.person, "facts": identity(opened), "form": form, "sitting": sitting,
        "others": [_other(opened, one) for one in found if one is not sitting],
        "missing": assess_form.not_covered(sitting.earlier.fact) if sitting.earlier else (),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/cjit/assess.html", context, status=422 if form.errors or refusal else 200)


def _initial(sitting: Sitting) -> dict[str, Any]:
    """A sitting that completes another begins with what that one found."""
    earlier = sitting.earlier.fact if sitting.earlier else None
    known = {name: getattr(earlier, name) for name in (*MINIMUM_CONTENT, "suitable_for")} if earlier else {}
    return {
        **known, **fact_forms.new_entry(), "purpose": sitting.purpose, "requirement": sitting.requirement,
        "appointment": sitting.appointment,
    }  # fmt: skip


def _save(request: HttpRequest, opened: Record, form: AssessForm) -> Refusal | None:
    given = form.cleaned_data
    return recording.save(
        request,
        [
            recording.propose(
                opened.person, one.fact, entry=part_of(given["entry"], one.part), happened_at=given["happened_at"]
            )
            for one in form.facts()
        ],
    )


def _onward(opened: Record, form: AssessForm) -> HttpResponse:
    """The first assessment leads to the decision on a follow-up, any other to the care plan and the caseload."""
    reference, given = opened.person.reference, form.cleaned_data
    if form.has_met and given["purpose"] is Purpose.INITIAL:
        return redirect("follow_up", reference)
    if form.has_met and given["engaged"]:
        address = reverse("record", args=[reference, "care_plan_agreed"])
        following = reverse("record", args=[reference, "taken_on_caseload"])
        about = {"assessment": part_of(given["entry"], "assessed"), "next": following}
        return redirect(f"{address}?{urlencode(about)}")
    return redirect("person", reference)


def _other(opened: Record, sitting: Sitting) -> Link:
    url = f"{reverse('assess', args=[opened.person.reference])}?appointment={sitting.appointment}"
    return Link(text=f"{sitting.title}. {sitting.expected}", url=url)

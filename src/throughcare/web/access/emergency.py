"""Opening one record in an emergency, agreeing to it, closing it and reviewing it (trust A9)."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughcare.access import openings, reviews, scope
from throughcare.access.decide import NotInSight, Restricted, decide
from throughcare.access.models import Opening, Reading
from throughcare.people.models import Person
from throughcare.people.shown import Because, note_because
from throughcare.web import words
from throughcare.web.access import looked_words
from throughcare.web.access.emergency_form import Emergency, Review
from throughcare.web.access.looked_words import ABOUT_OPENINGS
from throughcare.web.account.step_up import stepped_up
from throughcare.web.desks import AUDITORS, OPENERS, REVIEWERS, desk
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

NOTHING = (
    "Nothing was opened. There is no single record with exactly this reference, or exactly these names and date of "
    "birth. Check each letter, or ask the person or the team that knows them for the reference."
)
LONGEST_LIST = 100
BECAUSE = Because(purpose="reviewing openings", basis=ABOUT_OPENINGS, classes=frozenset())


@desk(OPENERS)
@stepped_up
def emergency(request: HttpRequest) -> HttpResponse:
    """One record, or nothing in the same words whoever exists. What was typed is not kept."""
    working, now = _who_and_when(request)
    form, nothing = Emergency(request.POST or None, role=working.role), ""
    refusal = openings.refusal_of_many(membership=working.membership, at=now)
    if request.method == "POST" and not refusal and form.is_valid():
        answer = _opened(request, form)
        if answer is not None:
            return answer
        nothing = "" if form.errors else NOTHING
    context = {
        "form": form, "refusal": refusal, "nothing": nothing, "is_audit": working.role in AUDITORS,
        "waits": not refusal and _may_wait(working, now),
    }  # fmt: skip
    return render(
        request, "web/access/emergency.html", context, status=422 if form.errors or nothing or refusal else 200
    )


def _opened(request: HttpRequest, form: Emergency) -> HttpResponse | None:
    """To the record; or to where the opening waits; or None, with what is wrong on the form."""
    working, now = _who_and_when(request)
    person = form.person()
    if person is not None and _is_open_anyway(person, working, now):
        return redirect("person", person.reference)
    try:
        opening = openings.ask(
            key=form.cleaned_data["entry"], membership=working.membership, person=person, why=form.why, at=now
        )
    except openings.NotAllowed as refused:
        form.add_error("words", str(refused))
        return None
    if opening is None or person is None:
        return None
    return redirect("person", person.reference) if opening.opened_at else redirect("openings")


def _is_open_anyway(person: Person, working: WorkingAs, now: Any) -> bool:
    """Nothing would be gained: all that the role may see is open without it, or it has been opened already."""
    try:
        decision = decide(reference=person.reference, membership=working.membership, at=now)
    except (NotInSight, Restricted):
        return False
    return decision.opening is not None or decision.classes >= scope.classes_of(working.membership)


def _may_wait(working: WorkingAs, now: Any) -> bool:
    late = openings.overdue(now).filter(membership__organisation=working.membership.organisation_id)
    return late.exists()


@desk(OPENERS | REVIEWERS)
def openings_page(request: HttpRequest) -> HttpResponse:
    """What is open now, what waits for a second person, and what is to be reviewed."""
    working, now = _who_and_when(request)
    note_because(BECAUSE)
    review = _waiting_for_review(working, now)
    mine = openings.open_now(membership=working.membership, at=now)
    waits = openings.waiting(membership=working.membership, at=now) if working.role in OPENERS else ()
    context = {
        "mine": [_row(one) | {"until": words.clock(one.until)} for one in mine if one.until],
        "waits": [_row(one) | {"is_mine": one.membership.account_id == working.membership.account_id} for one in waits],
        "to_review": [_to_review(one, now) for one in review], "is_opener": working.role in OPENERS,
        "is_reviewer": working.role in REVIEWERS,
    }  # fmt: skip
    return render(request, "web/access/openings.html", context)


@desk(OPENERS)
@stepped_up
def agree(request: HttpRequest, opening: UUID) -> HttpResponse:
    """A second person of the same team."""
    working, now = _who_and_when(request)
    note_because(BECAUSE)
    found = openings.waiting(membership=working.membership, at=now).filter(pk=opening).first()
    if found is None:
        raise Http404
    refusal = openings.refusal_to_agree(opening=found, by=working.membership, at=now)
    if request.method == "POST" and not refusal:
        openings.agree(opening=found, by=working.membership, at=now)
        return redirect("openings")
    context = {"row": _row(found), "refusal": refusal}
    return render(request, "web/access/agree_opening.html", context, status=422 if refusal else 200)


@desk(REVIEWERS)
def review(request: HttpRequest, opening: UUID) -> HttpResponse:
    """Right or not right, in words, by someone else than whoever opened it."""
    working, now = _who_and_when(request)
    note_because(BECAUSE)
    waiting = reviews.to_review(membership=working.membership, at=now)
    found = (
        waiting.select_related("membership__account", "membership__organisation", "person").filter(pk=opening).first()
    )
    if found is None:
        raise Http404
    form = Review(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = {"was_right": form.cleaned_data["was_right"] == "yes", "words": form.cleaned_data["words"]}
        try:
            reviews.review(opening=found, by=working.membership, at=now, **answer)
        except openings.NotAllowed as refused:
            form.add_error("words", str(refused))
        else:
            return redirect("openings")
    context = {"row": _to_review(found, now), "form": form, "looked": _looked_at(found)}
    return render(request, "web/access/review_opening.html", context, status=422 if form.errors else 200)


@desk(OPENERS)
@require_POST
def close(request: HttpRequest, opening: UUID) -> HttpResponse:
    working, now = _who_and_when(request)
    openings.close(key=opening, membership=working.membership, at=now)
    return redirect("openings")


def _looked_at(opening: Opening) -> list[str]:
    """What the opening was used for: each page, and when."""
    found = Reading.objects.filter(opening=opening.pk).order_by("at")[:LONGEST_LIST]
    return [f"{words.when(one.at)}: {looked_words.page(one)}" for one in found]


def _waiting_for_review(working: WorkingAs, now: Any) -> QuerySet[Opening]:
    waiting = reviews.to_review(membership=working.membership, at=now)
    return waiting.select_related("membership__account", "membership__organisation", "person")


def _row(opening: Opening) -> dict[str, Any]:
    """By reference: whoever reads it may not see the person."""
    return {
        "key": opening.pk, "reason": opening.get_reason_display(), "words": opening.words,
        "who": opening.membership.account.full_name, "asked": words.when(opening.asked_at),
        "record": Link(
            text=opening.person.shown_reference, url=reverse("person", args=[opening.person.reference])
        ),
    }  # fmt: skip


def _to_review(opening: Opening, now: Any) -> dict[str, Any]:
    assert opening.review_by is not None, opening.pk
    team, left = opening.membership.organisation.name, words.left(opening.review_by, now)
    url = reverse("review_opening", args=[opening.pk])
    about = f"the opening by {opening.membership.account.full_name}, {words.when(opening.asked_at)}"
    return _row(opening) | {
        "team": team, "state": left.state, "left": left.words, "exact": words.exact(opening.review_by, now),
        "review": Link(text="Review", url=url, extra=about),
    }  # fmt: skip


def _who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]

"""After the first assessment: decide on a follow-up, book it in time, give RA4; or give RA5. Works at every stage."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.journal.record import Proposed
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    FollowUpDecided,
    Form,
    NoticePrepared,
    NoticeServed,
    Purpose,
)
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import ReferredToTeam
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording, words
from throughcare.web.actions import PAGES
from throughcare.web.assessment.follow_up_forms import Book, Decide, Give, Step
from throughcare.web.assessment.job import part_of
from throughcare.web.assessment.known import not_covered
from throughcare.web.cjit import follow_ups
from throughcare.web.cjit.follow_ups import FollowUpState
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Why


@desk(PAGES["follow_up"])
def follow_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Three steps on one page; each is its own form and is ticked once it is done."""
    opened = open_record(request, reference)
    state = follow_ups.state_of(opened.history, team=opened.working.team, given=opened.given)
    if state is None:
        return render(request, "web/cjit/follow_up.html", {"person": opened.person, "facts": identity(opened)})
    form = _form(request, opened, state)
    refusal: Refusal | None = None
    if form is not None and form.is_bound and form.is_valid():
        refusal = recording.save_once(request, _batch(opened, state, form))
        if refusal is None:
            return redirect("follow_up", reference)
    is_wrong = refusal is not None or (form is not None and bool(form.errors))
    return render(
        request, "web/cjit/follow_up.html", _page(opened, state, form, refusal), status=422 if is_wrong else 200
    )  # fmt: skip


def _page(opened: Record, state: FollowUpState, form: Step | None, refusal: Refusal | None) -> dict[str, Any]:
    limit = follow_ups.limit(opened.history, state, opened.given)
    return {
        "person": opened.person, "facts": identity(opened), "state": state, "form": form,
        "step": form.name if form else "", "team": opened.names.get(state.team, ""),
        "is_elsewhere": state.team != opened.working.team,
        "refer_first": state.team != opened.working.team and state.referral is None,
        "missing": not_covered(state.assessed.fact) if state.assessed.fact.engaged else (),
        "limit": words.limit(limit) if limit else "", "why": _why(opened),
        "seen": follow_ups.was_seen(opened.history, state), "paper": _paper(state),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip


def _why(opened: Record) -> Why | None:
    """The days counted, as the duty to hold the follow-up counts them."""
    found = (duty for duty in opened.standing.open_duties if duty.kind == "hold_follow_up")
    duty = next(found, None)
    return opened.duty(duty).why if duty else None


def _paper(state: FollowUpState) -> dict[str, Any]:
    """What stands on the notice, for the officer who reads it out."""
    served = state.served
    return {
        "form": str(state.form),
        "notice": state.notice.root if state.notice else None,
        "when": words.when(state.now.starts_at) if state.now else "",
        "place": state.now.place if state.now else "",
        "given": f"{served.fact.says()}, {words.when(served.happened_at)}" if served else "",
    }


def _form(request: HttpRequest, opened: Record, state: FollowUpState) -> Step | None:
    """The step that was sent, else the first that is not done."""
    sent = _sent_step(request, state)
    name = sent or _next_step(opened, state)
    initial = {**fact_forms.new_entry(), "step": name, "happened_at": opened.now}
    data = request.POST if sent else None
    if name == Book.name and state.decided is not None:
        limit = follow_ups.limit(opened.history, state, opened.given) or opened.now
        places = follow_ups.free_places(state.team, after=opened.now, limit=limit)
        return Book(data, initial=initial, team=state.team, limit=limit, places=places)
    made = {Decide.name: Decide, Give.name: Give}.get(name)
    return made(data, initial=initial) if made else None


def _sent_step(request: HttpRequest, state: FollowUpState) -> str:
    """Nothing is booked or given before it was decided."""
    possible = {Decide.name, Book.name, Give.name} if state.decided else {Decide.name}
    step = request.POST.get("step", "")
    return step if step in possible else ""


def _next_step(opened: Record, state: FollowUpState) -> str:
    if state.decided is None:
        return Decide.name
    if state.is_needed and state.booked is None:
        return Book.name
    return "" if state.is_complete or follow_ups.was_seen(opened.history, state) else Give.name


def _batch(opened: Record, state: FollowUpState, form: Step) -> list[Proposed]:
    given, entry = form.cleaned_data, form.cleaned_data["entry"]
    if isinstance(form, Give):
        return _giving(opened, state, form)
    if isinstance(form, Book):
        facts = _booking(opened, state, form)
    else:
        consent = given["written_consent"]
        decided = FollowUpDecided(
            assessment=state.assessed.root, decision=given["decision"], written_consent=consent
        )  # fmt: skip
        facts = {entry: decided}
    return [recording.propose(opened.person, fact, entry=one, happened_at=opened.now) for one, fact in facts.items()]


def _booking(opened: Record, state: FollowUpState, form: Book) -> dict[UUID, Fact]:
    """Elsewhere the person is referred first, so that somebody there is responsible (Handbook 4.7.4)."""
    entry, slot = form.cleaned_data["entry"], form.cleaned_data["chosen"]
    requirement = state.requirement.root
    facts: dict[UUID, Fact] = {}
    if state.team != opened.working.team and state.referral is None:
        facts[part_of(entry, "referral")] = ReferredToTeam(requirement=requirement, to_team=state.team)
    facts[entry] = AppointmentMade(
        purpose=Purpose.FOLLOW_UP, requirement=requirement, team=state.team, starts_at=slot.starts_at,
        place=slot.place, slot=slot.pk, late_because=form.cleaned_data["late_because"],
    )  # fmt: skip
    facts[part_of(entry, "notice")] = NoticePrepared(
        form=Form.RA4, requirement=requirement, appointment=entry, starts_at=slot.starts_at, place=slot.place
    )
    return facts


def _giving(opened: Record, state: FollowUpState, form: Give) -> list[Proposed]:
    """Prepared here if no paper says yet what stands; then given."""
    answers = form.cleaned_data
    entry, at, notice = answers["entry"], answers["happened_at"], state.notice
    made = []
    if notice is None:
        paper = part_of(entry, "notice")
        made.append(recording.propose(opened.person, _notice(state), entry=paper, happened_at=at))
    served = NoticeServed(
        notice=notice.root if notice else part_of(entry, "notice"), how=answers["how"], language=answers["language"],
        read_out=answers["read_out"], signed=answers["signed"],
    )  # fmt: skip
    return [*made, recording.propose(opened.person, served, entry=entry, happened_at=at)]


def _notice(state: FollowUpState) -> NoticePrepared:
    if state.form is Form.RA5 or state.booked is None or state.now is None:
        return NoticePrepared(form=Form.RA5, requirement=state.requirement.root, warning=False)
    return NoticePrepared(
        form=Form.RA4, requirement=state.requirement.root, appointment=state.booked.root,
        starts_at=state.now.starts_at, place=state.now.place,
    )  # fmt: skip

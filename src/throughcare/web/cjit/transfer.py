"""Somebody who lives in another area: what the team that referred and the team there have done, and what is next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.journal.record import Proposed
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording, words
from throughcare.web.actions import PAGES
from throughcare.web.cjit import transfers
from throughcare.web.cjit.transfers import Transfer
from throughcare.web.desks import desk
from throughcare.web.fact_forms import Asked
from throughcare.web.person.page import Record, identity, open_record, recorders

RECEIVER = {"accept": "referral_accepted", "ask": "record_asked_for", "contact": "first_contact"}
SENDER = {"send": "record_sent"}
"""What each side writes down here, by the button."""
FILLED = frozenset({"referral"})


@desk(PAGES["transfer"])
def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Both sides read the same page; each has its own buttons."""
    opened = open_record(request, reference)
    found = transfers.latest(opened.history)
    if found is None:
        return render(request, "web/cjit/transfer.html", {"person": opened.person, "facts": identity(opened)})
    made = _forms(request, opened, found)
    done = request.POST.get("do", "")
    refusal, form = None, made.get(done)
    if form is not None and form.is_valid():
        refusal = recording.save_once(request, [_entry(opened, found, done, form)])
        if refusal is None:
            return redirect("transfer", reference)
    context = _context(opened, found, made, refusal) | {"form": form if form and form.errors else None}
    is_wrong = refusal is not None or bool(form and form.errors)
    return render(request, "web/cjit/transfer.html", context, status=422 if is_wrong else 200)


def _kinds(opened: Record, found: Transfer) -> dict[str, str]:
    """The team that referred sends; the team there accepts, asks and meets. Others only read."""
    sides = {found.sender: SENDER, found.receiver: RECEIVER}
    return {name: kind for name, kind in sides.get(opened.working.team, {}).items() if not _is_done(found, name)}


def _is_done(found: Transfer, name: str) -> bool:
    ends = {"accept": found.accepted, "ask": found.sent, "contact": found.contact, "send": found.sent}
    return ends[name] is not None


def _forms(request: HttpRequest, opened: Record, found: Transfer) -> dict[str, Any]:
    sent, initial = request.POST.get("do", ""), {**fact_forms.new_entry(), "happened_at": opened.now}
    asked = Asked(history=opened.history, given=opened.given, names=opened.names, at=opened.now)
    return {
        name: fact_forms.form_for(KINDS[kind], asked, leave_out=FILLED)(
            request.POST if sent == name else None, initial=initial, auto_id=f"id_{name}_%s"
        )
        for name, kind in _kinds(opened, found).items()
    }


def _entry(opened: Record, found: Transfer, name: str, form: Any) -> Proposed:
    kind = KINDS[{**SENDER, **RECEIVER}[name]]
    answers = {one: form.cleaned_data[one] for one in kind.questions if one in form.cleaned_data}
    fact = kind.cls(**{"referral": found.referral.root, **fact_forms.settled(kind, answers)})
    entry, at = form.cleaned_data["entry"], form.cleaned_data["happened_at"]
    return recording.propose(opened.person, fact, entry=entry, happened_at=at)


def _context(opened: Record, found: Transfer, made: dict[str, Any], refusal: Refusal | None) -> dict[str, Any]:
    care = opened.standing.care_team or ""
    return {
        "person": opened.person, "facts": identity(opened), "found": found, "forms": made,
        "sender": opened.names.get(found.sender, ""), "receiver": opened.names.get(found.receiver, ""),
        "is_sender": opened.working.team == found.sender, "is_receiver": opened.working.team == found.receiver,
        "responsible": opened.names.get(care, ""), "names": recorders(opened.history),
        "due": {duty.kind: words.limit(duty.due) for duty in opened.standing.open_duties},
        "met_at": transfers.met_at(opened.whole, found),
        "items": transfers.record_to_send(opened.history, found.referral) if "send" in made else (),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip

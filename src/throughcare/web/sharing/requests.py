"""Asking a team for information, answering, and the nominated senior professional's decision (PPO guidance 36, 47)."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from throughcare.access import scope
from throughcare.access.decide import NotInSight, Restricted
from throughcare.access.decide import decide as may_open
from throughcare.accounts.models import Membership
from throughcare.journal.reading import history as history_of
from throughcare.journal.record import record
from throughcare.organisations.models import Organisation
from throughcare.people import shown
from throughcare.people.models import Person
from throughcare.rulebook.actors import CJIT, ROLES, OrganisationKind
from throughcare.rulebook.calendar import end_of_day, local_day
from throughcare.rulebook.disclosure import TABLE, TEAMS_OF, Basis, end_of_consent, row_for
from throughcare.rulebook.facts.consent import (
    RECEIVES,
    SENIOR,
    ConsentGiven,
    ConsentTried,
    Disclosed,
    DisclosureDecided,
    Ground,
    RecipientKind,
    SharedFor,
)
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import asking, protocols
from throughcare.sharing.models import Request
from throughcare.web import recording
from throughcare.web.account.step_up import stepped_up
from throughcare.web.desks import desk
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.request_forms import Ask, Decide, NoLonger, PutUp, TurnDown, Whose
from throughcare.web.sharing.sharing_forms import flags


@desk(RECEIVES)
def ask(request: HttpRequest) -> HttpResponse:
    """Exactly what, for what, why and by when. Whether that team knows the person is not said."""
    working = request.working_as  # type: ignore[attr-defined]
    kind = recipient_kind(working.membership.organisation.kind)
    over = NoLonger(request.POST)
    if over.is_valid():
        one = get_object_or_404(_asked_by_us(request), pk=over.cleaned_data["no_longer"])
        asking.take_back(request=one, by=working.membership, at=request.now)  # type: ignore[attr-defined]
        return redirect(reverse("ask_for_information") + "#asked")
    form = Ask(request.POST or None, initial={"entry": uuid4()}, teams=_cjits(request), purposes=_purposes(kind))
    if request.method == "POST" and form.is_valid():
        asking.ask(given=form.cleaned_data, by=working.membership, at=request.now)  # type: ignore[attr-defined]
        return redirect(reverse("ask_for_information") + "#asked")
    asked = _asked_by_us(request).select_related("to_team")
    team, on = working.membership.organisation, local_day(request.now)  # type: ignore[attr-defined]
    context = {
        "protocols": protocols.of_team(team, on=on), "agrees": team.kind == OrganisationKind.PPO_SCHEME,
        "form": form, "asked": [{"one": one, "state": _state(one)} for one in asked],
    }  # fmt: skip
    return render(request, "web/sharing/ask.html", context, status=422 if form.errors else 200)


def _asked_by_us(request: HttpRequest) -> QuerySet[Request]:
    return Request.objects.filter(asked_by__organisation=request.working_as.membership.organisation)  # type: ignore[attr-defined]


def _state(one: Request) -> str:
    """The same words for someone unknown, someone who did not agree, and someone of whom nothing may be told."""
    if one.disclosure_id:
        return "Shared: see Shared with us"
    if one.reason == asking.TAKEN_BACK:
        return "Taken back by your team"
    return "Nothing is shared" if one.answered_at else "Asked"


@desk(CJIT)
def requests(request: HttpRequest) -> HttpResponse:
    """What others ask of this team."""
    found = _asked_of_us(request).select_related("asked_by__account", "asked_by__organisation", "answered_by")
    waiting, answered = list(found.filter(answered_at=None)), list(found.exclude(answered_at=None)[:50])
    shown.note(one.person_id for one in (*waiting, *answered) if one.person_id)
    return render(request, "web/sharing/requests.html", {"open": waiting, "answered": answered})


@desk(CJIT)
def answer_request(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Find the person, see what the person agreed to, put it to the senior professional, or turn it down."""
    working = request.working_as  # type: ignore[attr-defined]
    one = _asked_of_us(request).filter(pk=entry).first()
    if one is None:
        raise Http404
    may_read = one.person is not None and _opened(one.person.reference, working.membership, request.now) is not None  # type: ignore[attr-defined]
    steps = {"whose": Whose, "put_up": PutUp, "turn_down": TurnDown}
    made = {name: step(request.POST if request.POST.get("do") == name else None, auto_id=f"id_{name}_%s")
            for name, step in steps.items()}  # fmt: skip
    sent = next((form for form in made.values() if form.is_bound), None)
    if sent is not None and one.answered_at is None and sent.is_valid() and _act(request, one, sent, may_read):
        return redirect("answer_request", entry)
    at = request.now  # type: ignore[attr-defined]
    context = {
        "one": one, "asked": _words(one), "made": made, "form": sent, "deciders": _deciders(one, at),
        **_covering(one, at, may_read), **_protocol(request, one),
    }  # fmt: skip
    return render(request, "web/sharing/answer_request.html", context, status=422 if sent and sent.errors else 200)


def _asked_of_us(request: HttpRequest) -> QuerySet[Request]:
    """Whoever declared to know the person has no part in what is asked about them (A10)."""
    membership = request.working_as.membership  # type: ignore[attr-defined]
    return Request.objects.filter(to_team=membership.organisation).exclude(scope.knows(membership, "person"))


def _opened(reference: str, membership: Membership, at: datetime) -> Person | None:
    try:
        return may_open(reference=reference, membership=membership, at=at).person
    except (NotInSight, Restricted):
        return None


def _protocol(request: HttpRequest, one: Request) -> dict[str, Any]:
    """Asked only of the one kind of team that agrees on protocols."""
    asker, on = one.asked_by.organisation, local_day(request.now)  # type: ignore[attr-defined]
    if asker.kind != OrganisationKind.PPO_SCHEME:
        return {}
    found = protocols.between(one.to_team_id, asker.pk, on=on)
    return {"protocol": found, "sides": f"your team and {asker.name}"}


def _act(request: HttpRequest, one: Request, form: forms.Form, may_read: bool) -> bool:
    working, at = request.working_as, request.now  # type: ignore[attr-defined]
    if isinstance(form, Whose):
        typed = form.cleaned_data["reference"].replace(" ", "").replace("-", "").upper()
        person = _opened(typed, working.membership, at)
        if person is None:
            form.add_error("reference", "No record with this reference is open to your team")
            return False
        asking.match(request=one, person=person)
    elif isinstance(form, PutUp) and may_read:
        asking.put_up(request=one, view=form.cleaned_data["view"], by=working.membership, at=at)
    elif isinstance(form, TurnDown) and (may_read or one.person_id is None):
        asking.turn_down(request=one, reason=form.cleaned_data["reason"], by=working.membership, at=at)
    return True


def _covering(one: Request, at: datetime, may_read: bool) -> dict[str, Any]:
    """What the person agreed to or was decided that covers this asker and purpose, and still holds."""
    if one.person is None or not may_read:
        return {"person": None, "ways": [], "is_matched": one.person is not None}
    h = history_of(one.person_id)  # type: ignore[arg-type]
    team, ways = str(one.asked_by.organisation_id), []
    for found in (*h.all(ConsentGiven), *h.all(DisclosureDecided)):
        is_for_it = found.fact.to_team == team and found.fact.purpose is one.shared_for
        if is_for_it and getattr(found.fact, "shares", True) and at < _ends(h, found):
            ways.append({"entry": found.root, "fact": found.fact, "items": sharing_page.listed(found.fact.items)})
    return {"person": one.person, "ways": ways}


def _deciders(one: Request, at: datetime) -> str:
    """Who decides for this team's area now, by name."""
    live = Membership.objects.live(at=at).filter(organisation__area=one.to_team.area_id, role__in=SENIOR)
    return ", ".join(sorted(live.values_list("account__full_name", flat=True)))


def _ends(h: History, basis: Recorded[Any]) -> datetime:
    return end_of_consent(h, basis) if isinstance(basis.fact, ConsentGiven) else end_of_day(basis.fact.until)


@desk(SENIOR)
def decisions(request: HttpRequest) -> HttpResponse:
    """What was put to the nominated senior professional of this area."""
    found = _put_to(request)
    context = {"open": found.filter(decision=None, answered_at=None), "decided": found.exclude(decision=None)[:50]}
    return render(request, "web/sharing/decisions.html", context)


def _put_to(request: HttpRequest) -> Any:
    membership = request.working_as.membership  # type: ignore[attr-defined]
    return (
        Request.objects.filter(to_team__area=membership.organisation.area_id).exclude(put_up_at=None)
        .exclude(scope.knows(membership, "person"))
        .select_related("asked_by__account", "asked_by__organisation", "to_team", "person", "put_up_by__account")
    )  # fmt: skip


@desk(SENIOR)
@stepped_up
def decide(request: HttpRequest, entry: UUID) -> HttpResponse:
    """One case, weighed in writing. Whoever asked or put it up does not decide."""
    one = _put_to(request).filter(pk=entry).first()
    if one is None:
        raise Http404
    scope_of = _scope(one)
    row = row_for(Basis.DECISION, Disclosed(**scope_of, copy=""))
    allowed = one.asked_items & row.items if row else frozenset()
    form = Decide(
        request.POST or None,
        initial={"entry": uuid4()},
        allowed=allowed,
        at=request.now,  # type: ignore[attr-defined]
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _own(request, one) or _decide(request, one, scope_of, form)
        if refusal is None:
            return redirect("decisions")
    context = {
        "one": one, "asked": _words(one), "form": form, "left": sharing_page.listed(one.asked_items - allowed),
        "refusal": recording.shown(refusal) if refusal else None,
    }  # fmt: skip
    return render(request, "web/sharing/decide.html", context, status=422 if form.errors or refusal else 200)


def _own(request: HttpRequest, one: Request) -> Refusal | None:
    """By account, so that a second post of the same person changes nothing."""
    account = request.working_as.membership.account_id  # type: ignore[attr-defined]
    if account not in {one.asked_by.account_id, one.put_up_by.account_id if one.put_up_by else None}:
        return None
    return Refusal(
        rule="the_requester_does_not_decide", cites=("PPO 36",), sentence="You asked for this, so you cannot decide.",
        instead="Another nominated senior professional decides.",
    )  # fmt: skip


def _decide(request: HttpRequest, one: Request, scope_of: dict[str, Any], form: Decide) -> Refusal | None:
    given = form.cleaned_data
    fact = DisclosureDecided(
        **scope_of, **flags(given["items"] if given["shares"] else ()), shares=given["shares"],
        ground=Ground[given["ground"]], consent_tried=ConsentTried[given["consent_tried"]], weighed=given["weighed"],
        advice=given["advice"], until=given["until"], requested_by=one.asked_by_id,
    )  # fmt: skip
    at = request.now  # type: ignore[attr-defined]
    proposed = recording.propose_now(one.person, fact, entry=given["entry"], at=at)  # type: ignore[arg-type]
    done = record([proposed], by=request.working_as.membership, at=at)  # type: ignore[attr-defined]
    if isinstance(done, Refusal):
        return done
    asking.decided(request=one, decision=given["entry"], shares=given["shares"],
                   by=request.working_as.membership, at=at)  # type: ignore[attr-defined]  # fmt: skip
    return None


def _scope(one: Request) -> dict[str, Any]:
    return {
        "recipient": recipient_kind(one.asked_by.organisation.kind), "to_team": str(one.asked_by.organisation_id),
        "purpose": one.shared_for,
    }  # fmt: skip


def _words(one: Request) -> dict[str, str]:
    role = ROLES[one.asked_by.role].title  # type: ignore[index]
    return {
        "who": f"{one.asked_by.account.full_name}, {role}, {one.asked_by.organisation.name}",
        "items": sharing_page.listed(one.asked_items), "purpose": one.purpose,
    }  # fmt: skip


def _cjits(request: HttpRequest) -> list[tuple[str, str]]:
    on = local_day(request.now)  # type: ignore[attr-defined]
    found = Organisation.objects.in_force(on=on).filter(kind=OrganisationKind.CJIT)
    return [(str(team.pk), team.name) for team in found]


def recipient_kind(kind: str) -> RecipientKind:
    return next(one for one, kinds in TEAMS_OF.items() if kind in kinds)


def _purposes(kind: RecipientKind) -> list[SharedFor]:
    """Those for which such a recipient can be told at all, by consent or decision."""
    found = {row.purpose for row in TABLE if kind in row.recipients and row.basis is not Basis.INVOLVEMENT}
    return [one for one in SharedFor if one in found]

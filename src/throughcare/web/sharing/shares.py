"""Consent and sharing of one person: what stands, asking, taking back, what they will see, asking back."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import Basis
from throughcare.rulebook.facts.consent import (
    ConsentGiven,
    ConsentWithdrawn,
    Disclosed,
    DisclosureDecided,
    DisclosureRecalled,
    Item,
    RecipientKind,
    Scope,
)
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import asking, contents, disclose, protocols
from throughcare.sharing.disclose import Preview, Sending
from throughcare.sharing.models import Copy
from throughcare.web import recording, words
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.sharing_forms import AskedBack, Send, TakeBack, flags
from throughcare.web.sharing.sharing_page import Reader

SHARES = POLICE | CJIT


@desk(SHARES)
def sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """What is agreed, refused, decided, shared and asked back, newest first."""
    opened = open_record(request, reference)
    h, names = opened.whole, opened.names
    who = reader(opened)
    context = _about(opened) | {
        "agreed": list(sharing_page.agreed(h, names, now=opened.now, reader=who)),
        "refused": list(sharing_page.refused(h, names, reader=who)),
        "decided": list(sharing_page.decided(h, names, now=opened.now)) if who.reads_consents else [],
        "sent": list(sharing_page.sent(h, names, now=opened.now, reader=who)),
        "emergencies": list(sharing_page.emergencies(h, names, reader=who)),
    }
    return render(request, "web/sharing/sharing.html", context)


@desk(SHARES)
def take_back(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """One press and a confirmation: everything that was shared on it closes at that moment and is asked back."""
    opened = open_record(request, reference)
    consent = opened.whole.get(entry, ConsentGiven)
    if consent is None or not reader(opened).may_read(consent):
        raise Http404
    form, refusal = TakeBack(request.POST or None, initial={"entry": uuid4()}), None
    rests = _resting_on(opened, consent)
    if request.method == "POST" and form.is_valid():
        refusal = _take_back(request, opened, consent, form.cleaned_data)
        if refusal is None:
            return redirect("sharing", reference)
    context = _about(opened) | {
        "form": form, "what": sharing_page.words_of(consent.fact, opened.names),
        "rests": [sharing_page.to_whom(one.fact, opened.names) for one in rests],
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/sharing/take_back.html", context, status=422 if form.errors or refusal else 200)


def _resting_on(opened: Record, consent: Recorded[ConsentGiven]) -> list[Recorded[Disclosed]]:
    """What was shared by this team on this consent and not asked back yet."""
    return [
        one for one in opened.whole.naming(consent, Disclosed)
        if one.team == opened.working.team and opened.whole.first_naming(one, DisclosureRecalled) is None
    ]  # fmt: skip


def _take_back(
    request: HttpRequest, opened: Record, consent: Recorded[ConsentGiven], given: dict[str, Any]
) -> Refusal | None:  # fmt: skip
    """At this very second, not this minute: nothing goes after it."""
    back = ConsentWithdrawn(consent=consent.root, said=given["said"])
    entries = [recording.propose_now(opened.person, back, entry=given["entry"], at=opened.now)]
    entries += [
        recording.propose_now(
            opened.person, DisclosureRecalled(disclosure=one.root, reason="The consent was taken back."),
            entry=uuid4(), at=opened.now,
        )
        for one in _resting_on(opened, consent)
    ]  # fmt: skip
    return recording.save_once(request, entries)


@desk(SHARES)
def will_they_see(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """What we hold, exactly what they will see, what is left out and why; then share, show less, or not."""
    opened = open_record(request, reference)
    basis, rests_on = _basis(opened, entry)
    fact = _fact(request, opened, basis, rests_on)
    form = Send(request.POST or None, initial={"entry": uuid4()})
    as_at = opened.now.replace(microsecond=0)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        outcome = disclose.disclose(
            [Sending(key=sent["entry"], person_id=opened.person.id, fact=fact, as_at=sent["as_at"],
                     shown=sent["shown"])],
            by=opened.working.membership, at=opened.now,
        )  # fmt: skip
        if not isinstance(outcome, Refusal):
            asking.answered_by_sharing(
                person=opened.person, fact=fact, entry=sent["entry"], by=opened.working.membership, at=opened.now
            )
            return redirect("sharing", reference)
        refusal = outcome
    preview = disclose.preview(opened.whole, fact, by=opened.working.membership, as_at=as_at, at=opened.now)
    context = _see(opened, basis, rests_on, preview, refusal or preview.refusal)
    context["form"] = Send(initial={"entry": uuid4(), "shown": preview.fact.copy, "as_at": as_at.isoformat()})
    return render(request, "web/sharing/will_they_see.html", context, status=422 if refusal else 200)


def _basis(opened: Record, entry: UUID) -> tuple[Basis, Recorded[Any]]:
    """A record that was opened in an emergency is not shared from: who tells in danger writes it down as that."""
    if opened.decision.opening is not None:
        raise Http404
    consent, decision = opened.whole.get(entry, ConsentGiven), opened.whole.get(entry, DisclosureDecided)
    who = reader(opened)
    if consent is not None and who.may_read(consent):
        return Basis.CONSENT, consent
    if decision is not None and reader(opened).reads_consents:
        return Basis.DECISION, decision
    raise Http404


def _fact(request: HttpRequest, opened: Record, basis: Basis, rests_on: Recorded[Any]) -> Disclosed:
    """Everything covered that the sender may read, less what the sender leaves out."""
    covered: Scope = rests_on.fact
    allowed = covered.items & sharing_page.table_row(basis, covered)
    chosen = sharing_page.readable(allowed, opened.reader.classes)
    less = frozenset(item for item in chosen if item.name in request.GET.getlist("without"))
    return Disclosed(
        recipient=covered.recipient, to_team=covered.to_team, named=covered.named, purpose=covered.purpose,
        consent=rests_on.root if basis is Basis.CONSENT else None,
        decision=rests_on.root if basis is Basis.DECISION else None,
        copy="shown", **flags(item.name for item in chosen - less),
    )  # fmt: skip


def _see(
    opened: Record, basis: Basis, rests_on: Recorded[Any], preview: Preview, refusal: Refusal | None
) -> dict[str, Any]:
    covered = rests_on.fact
    mine = sharing_page.readable(frozenset(Item), opened.reader.classes)
    held = [one for one in contents.held(opened.whole) if one.item in mine]
    chosen, allowed = preview.fact.items, sharing_page.table_row(basis, covered)
    sees = sharing_page.readable(covered.items & allowed, opened.reader.classes)
    return _about(opened) | {
        "recipient": sharing_page.to_whom(covered, opened.names), "covered": covered, "sent": preview.sent,
        "basis": rests_on.root,
        "held": [{"one": one, "state": _shown(one, chosen)} for one in held],
        "lines": preview.sent.lines[1:], "as_at": contents.moment(preview.sent.as_at),
        "left_out": list(sharing_page.left_out(held, preview.fact, allowed, sees)),
        "less": [(item.name, contents.LABELS[item], item in chosen) for item in Item if item in sees],
        "by_consent": basis is Basis.CONSENT, "cites": sharing_page.cites(basis, covered),
        **_protocol(opened, covered), "until": words.long_day(covered.until), "has_desk": bool(covered.to_team),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
        "cannot": preview.refusal is not None,
    }  # fmt: skip


def _protocol(opened: Record, covered: Scope) -> dict[str, Any]:
    """The one in force between the two teams; only teams agree on one."""
    if covered.recipient is not RecipientKind.PPO_SCHEME:
        return {}
    found = protocols.between(opened.working.team, covered.to_team, on=local_day(opened.now))
    return {"protocol": found, "sides": f"your team and {sharing_page.to_whom(covered, opened.names)}"}


def _shown(one: contents.Held, chosen: frozenset[Item]) -> tuple[str, str]:
    if one.is_empty:
        return ("none", "Nothing held")
    return ("shown", "Shown") if one.item in chosen else ("hidden", "Not shown")


@desk(SHARES)
def ask_back(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """The recipient's page closes now; they are asked to destroy or give back what they printed."""
    opened = open_record(request, reference)
    sent = opened.whole.get(entry, Disclosed)
    if sent is None or sent.team != opened.working.team:
        raise Http404
    form, refusal = AskedBack(request.POST or None, initial={"entry": uuid4()}), None
    if request.method == "POST" and form.is_valid():
        fact = DisclosureRecalled(disclosure=sent.root, reason=form.cleaned_data["reason"])
        proposed = recording.propose_now(opened.person, fact, entry=form.cleaned_data["entry"], at=opened.now)
        refusal = recording.save_once(request, [proposed])
        if refusal is None:
            return redirect("sharing", reference)
    context = _about(opened) | {
        "form": form, "what": sharing_page.words_of(sent.fact, opened.names),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/sharing/ask_back.html", context, status=422 if form.errors or refusal else 200)


@desk(SHARES)
def copy(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """What was sent, exactly as it was read."""
    opened = open_record(request, reference)
    sent = opened.whole.get(entry, Disclosed)
    who = reader(opened)
    kept = Copy.objects.filter(pk=sent.fact.copy).first() if sent else None
    if sent is None or kept is None or not who.may_read(sent):
        raise Http404
    if sharing_page.readable(sent.fact.items, opened.reader.classes) != sent.fact.items:
        raise Http404
    context = _about(opened) | disclose.shown(kept, at=sent.happened_at, number=sent.root)
    return render(request, "web/sharing/copy.html", context)


def reader(opened: Record) -> Reader:
    return Reader(reads_consents=opened.sees(DataClass.CONSENT), team=opened.working.team)


def _about(opened: Record) -> dict[str, Any]:
    return {"person": opened.person, "facts": identity(opened)}

"""Consent and sharing of one person: what stands, taking back, asking back, what was read."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.consent import ConsentGiven, ConsentWithdrawn, Disclosed, DisclosureRecalled
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import disclose
from throughcare.sharing.models import Copy
from throughcare.web import recording, share_words, words
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.sharing_forms import AskedBack, TakeBack
from throughcare.web.sharing.sharing_page import Reader

SHARES = POLICE | CJIT


@desk(SHARES)
def sharing(request: HttpRequest, reference: str) -> HttpResponse:
    """What is agreed, refused, decided, shared and asked back, newest first."""
    opened = open_record(request, reference)
    h, names = opened.whole, opened.names
    who = reader(opened)
    context = about(opened) | {
        "agreed": list(sharing_page.agreed(h, names, now=opened.now, reader=who)),
        "refused": list(sharing_page.refused(h, names, reader=who)),
        "decided": list(sharing_page.decided(h, names, now=opened.now)) if who.reads_consents else [],
        "sent": list(sharing_page.sent(h, names, now=opened.now, reader=who)),
        "emergencies": list(sharing_page.emergencies(h, names, reader=who)),
        "saved": _saved(request, opened),
    }
    return render(request, "web/sharing/sharing.html", context)


def _saved(request: HttpRequest, opened: Record) -> str:
    """What was saved on the page before this one, as the record has it."""
    found = next((e for e in opened.whole.entries if str(e.id) == request.GET.get("saved")), None)
    if found is None or found.team != opened.working.team:
        return ""
    return f"{found.fact.says()}, {words.when(found.happened_at)}"


def back_with(reference: str, entry: UUID) -> HttpResponse:
    """To the page of consent and sharing, which says that this was saved."""
    return redirect(f"{reverse('sharing', args=[reference])}?saved={entry}")


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
            return back_with(reference, form.cleaned_data["entry"])
    context = about(opened) | {
        "form": form, "what": share_words.words_of(consent.fact, opened.names),
        "rests": [share_words.to_whom(one.fact, opened.names) for one in rests],
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
            return back_with(reference, form.cleaned_data["entry"])
    context = about(opened) | {
        "form": form, "what": share_words.words_of(sent.fact, opened.names),
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
    context = about(opened) | disclose.shown(kept, at=sent.happened_at, number=sent.root)
    return render(request, "web/sharing/copy.html", context)


def reader(opened: Record) -> Reader:
    return Reader(reads_consents=opened.sees(DataClass.CONSENT), team=opened.working.team)


def about(opened: Record) -> dict[str, Any]:
    return {"person": opened.person, "facts": identity(opened)}

"""What was told to save life, written down as it was and reviewed by another; and the person's own account."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.documents.consent_form import Account, Told, render_account
from throughcare.documents.consent_words import ITEMS, PURPOSES
from throughcare.rulebook.facts.consent import (
    REVIEWS,
    ConsentGiven,
    Disclosed,
    EmergencyDisclosed,
    EmergencyReviewed,
    RecipientKind,
    Scope,
    SharedFor,
)
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import contents
from throughcare.web import recording, share_words
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.consenting import pdf
from throughcare.web.sharing.shares import SHARES, reader
from throughcare.web.sharing.sharing_forms import Emergency, Review, capital, flags


@desk(SHARES)
def tell_in_emergency(request: HttpRequest, reference: str) -> HttpResponse:
    """Telling comes first; this is written afterwards, and nothing in it can be refused for what was said."""
    opened = open_record(request, reference)
    form, refusal = Emergency(request.POST or None, initial={"entry": uuid4()}), None
    if request.method == "POST" and form.is_valid():
        refusal = _record(request, opened, form.cleaned_data)
        if refusal is None:
            return redirect("sharing", reference)
    return _shown(request, opened, "web/sharing/telling.html", form, refusal)


def _record(request: HttpRequest, opened: Record, given: dict[str, Any]) -> Refusal | None:
    fact = EmergencyDisclosed(
        recipient=RecipientKind[given["recipient"]], named=given["named"], purpose=SharedFor.SAVING_LIFE,
        danger=given["danger"], told=given["told"], **flags(given["items"]),
    )  # fmt: skip
    entry = recording.propose_now(opened.person, fact, entry=given["entry"], at=recording.this_minute(request))
    return recording.save_once(request, [entry])


@desk(REVIEWS & SHARES)
def review_emergency(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """By the end of the next working day, by somebody else."""
    opened = open_record(request, reference)
    told = opened.whole.get(entry, EmergencyDisclosed)
    who = reader(opened)
    if told is None or not who.may_read(told):
        raise Http404
    form, refusal = Review(request.POST or None, initial={"entry": uuid4()}), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        fact = EmergencyReviewed(disclosure=told.root, justified=given["justified"], findings=given["findings"])
        at = recording.this_minute(request)
        proposed = recording.propose_now(opened.person, fact, entry=given["entry"], at=max(at, told.happened_at))
        refusal = recording.save_once(request, [proposed])
        if refusal is None:
            return redirect("sharing", reference)
    more = {"told": told.fact, "items": sharing_page.listed(told.fact.items)}
    return _shown(request, opened, "web/sharing/review_emergency.html", form, refusal, more)


def _shown(
    request: HttpRequest, opened: Record, template: str, form: Any, refusal: Refusal | None, more: Any = None
) -> HttpResponse:  # fmt: skip
    context = {
        "person": opened.person, "facts": identity(opened), "form": form,
        "refusal": recording.shown(refusal, opened.history) if refusal else None, **(more or {}),
    }  # fmt: skip
    return render(request, template, context, status=422 if form.errors or refusal else 200)


@desk(SHARES)
def sharing_account(request: HttpRequest, reference: str) -> HttpResponse:
    """For the person: who was told what, when and why, in plain words."""
    opened = open_record(request, reference)
    if not reader(opened).reads_consents:
        raise Http404
    team = opened.working.membership.organisation
    account = Account(
        full_name=opened.person.full_name, team_name=team.name, phone=team.phone, printed_at=opened.now,
        agreed=tuple(_agreed(opened)), told=tuple(_told(opened)), demonstration=settings.DEMO,
    )  # fmt: skip
    return pdf(render_account(account=account), name="who-was-told-what")


def _agreed(opened: Record) -> list[str]:
    """To the person: whom, what for, what, how and until when."""
    rows = sharing_page.agreed(opened.whole, opened.names, now=opened.now, reader=reader(opened))
    found = ((row, opened.whole.get(row.entry, ConsentGiven)) for row in rows)
    return [
        f"{capital(share_words.to_whom(one.fact, opened.names))}, {PURPOSES[one.fact.purpose]}: {_items(one.fact)}. "
        f"You {one.fact.how}, in {one.fact.language}. {row.state}."
        for row, one in found if one
    ]  # fmt: skip


def _items(scope: Scope) -> str:
    return "; ".join(ITEMS[item] for item in contents.in_order(scope.items)) or "your name"


def _told(opened: Record) -> list[Told]:
    """Shares and emergencies together, newest first."""
    h, names = opened.whole, opened.names
    who = reader(opened)
    by_entry = {row.entry: row for row in sharing_page.sent(h, names, now=opened.now, reader=who)}
    entries = [*h.all(Disclosed), *h.all(EmergencyDisclosed)]
    found = []
    for one in sorted(entries, key=lambda entry: entry.happened_at, reverse=True):
        fact, row = one.fact, by_entry.get(one.root)
        told = getattr(fact, "told", "")
        found.append(
            Told(
                when=contents.moment(one.happened_at), whom=share_words.to_whom(fact, names),
                what=f"They were told: {_items(fact)}." if isinstance(fact, Disclosed) else told,
                why=sharing_page.why(h, one).replace("the person’s consent", "your consent")  # type: ignore[arg-type]
                if isinstance(fact, Disclosed) else f"To save life: {getattr(fact, 'danger', '')}",
                now=f"{row.state}." if row else "",
            )
        )  # fmt: skip
    return found

"""Asking for consent: who and what for, the form to sign, the answer; and the signed form as it was kept."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.documents import store
from throughcare.documents.approval import approval_of_consent_form
from throughcare.documents.consent_form import ConsentForm, render_consent_form
from throughcare.documents.consent_words import ITEMS, PURPOSES
from throughcare.documents.kinds import kind_of
from throughcare.documents.models import File
from throughcare.organisations.models import Organisation
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.disclosure import Basis
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.consent import ConsentGiven, ConsentRefused, HowAgreed, Item
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.shares import SHARES, reader
from throughcare.web.sharing.sharing_forms import Answer, Whom, flags, uses


@desk(SHARES)
def ask_consent(request: HttpRequest, reference: str) -> HttpResponse:
    """First whom and what for; then what the person agrees to."""
    opened = open_record(request, reference)
    whom = _whom(request, opened)
    if not whom.is_bound or not whom.is_valid():
        context = {"person": opened.person, "facts": identity(opened), "form": whom}
        return render(request, "web/sharing/ask_consent.html", context, status=422 if whom.errors else 200)
    asked = whom.cleaned_data
    allowed = _items(opened, asked["use"])
    form = Answer(
        request.POST or None, request.FILES or None, initial={"entry": uuid4()}, allowed=allowed, at=opened.now
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _record(request, opened, asked, form)
        if refusal is None and not form.errors:
            return redirect("sharing", reference)
    return render(
        request, "web/sharing/consent.html", _page(opened, asked, allowed, form, refusal),
        status=422 if form.errors or refusal else 200,
    )  # fmt: skip


def _whom(request: HttpRequest, opened: Record) -> Whom:
    return Whom(
        request.GET if "use" in request.GET or "asked" in request.GET else None,
        teams=_open_teams(opened), own=opened.working.team,
    )  # fmt: skip


def _open_teams(opened: Record) -> dict[str, Any]:
    """Only those that exist today."""
    live = {str(key) for key in Organisation.objects.in_force(on=opened.now.date()).values_list("pk", flat=True)}
    return {id_: team for id_, team in opened.given.teams.items() if id_ in live}


def _items(opened: Record, use: str) -> frozenset[Item]:
    return sharing_page.readable(uses(Basis.CONSENT)[use].items, opened.reader.classes)


def _page(
    opened: Record, asked: dict[str, Any], allowed: frozenset[Item], form: Answer, refusal: Refusal | None
) -> dict[str, Any]:  # fmt: skip
    query = urlencode({key: asked[key] for key in ("use", "to_team", "named")})
    return {
        "person": opened.person, "facts": identity(opened), "form": form,
        "whom": opened.names.get(asked["to_team"], "") or asked["named"], "purpose": asked["purpose"],
        "pdf": f"{reverse('consent_form', args=[opened.person.reference])}?{query}", "items": len(allowed),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip


def _record(request: HttpRequest, opened: Record, asked: dict[str, Any], form: Answer) -> Refusal | None:
    """The answer as it was given; the signed form is kept before its entry names it."""
    given, digest = form.cleaned_data, ""
    if given["agrees"] and given["signed_form"] is not None:
        content = given["signed_form"].read()
        try:
            digest = store.put(content=content, media_type=kind_of(content) or "", at=opened.now).sha256
        except store.FileRefused as refused:
            form.add_error("signed_form", str(refused))
            return None
    scope = {key: asked[key] for key in ("recipient", "to_team", "named", "purpose")}
    fact: Fact = (
        ConsentGiven(
            **scope, **flags(given["items"]), until=given["until"], how=HowAgreed[given["how"]], form=digest,
            witness=given["witness"], language=given["language"] or "English", read_out=given["read_out"],
        )
        if given["agrees"] else ConsentRefused(**scope, said=given["said"], told=given["told"])
    )  # fmt: skip
    entry = recording.propose_now(opened.person, fact, entry=given["entry"], at=recording.this_minute(request))
    return recording.save_once(request, [entry])


@desk(SHARES)
def consent_form(request: HttpRequest, reference: str) -> HttpResponse:
    """The form to read out and sign: what goes to whom, for what, and how to take it back."""
    opened = open_record(request, reference)
    whom = _whom(request, opened)
    if not whom.is_bound or not whom.is_valid():
        raise Http404
    asked, team = whom.cleaned_data, opened.working.membership.organisation
    content = render_consent_form(
        form=ConsentForm(
            full_name=opened.person.full_name, born_on=opened.person.born_on, team_name=team.name, phone=team.phone,
            whom=opened.names.get(asked["to_team"], "") or asked["named"], purpose=PURPOSES[asked["purpose"]],
            items=tuple(ITEMS[item] for item in Item if item in _items(opened, asked["use"])), printed_at=opened.now,
            demonstration=settings.DEMO,
            approved=approval_of_consent_form(organisation=team, on=local_day(opened.now)) is not None,
        )
    )  # fmt: skip
    return pdf(content, name="consent-form")


@desk(SHARES)
def signed_form(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """The file as it was kept, for downloading; never shown inside a page."""
    opened = open_record(request, reference)
    consent = opened.whole.get(entry, ConsentGiven)
    who = reader(opened)
    file = File.objects.filter(pk=consent.fact.form).first() if consent else None
    if consent is None or file is None or not who.may_read(consent):
        raise Http404
    response = HttpResponse(store.read(file=file), content_type=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="consent-{str(consent.root)[:8]}"'
    return response


def pdf(content: bytes, *, name: str) -> HttpResponse:
    """The name of the file says nothing about anybody."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response

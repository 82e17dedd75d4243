"""What will they see? What we hold, exactly what is read, what is left out and why; then share, show less, or not."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.disclosure import Basis, basis_entry, basis_of
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.consent import (
    ConsentGiven,
    Disclosed,
    DisclosureDecided,
    Item,
    RecipientKind,
    Scope,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import asking, contents, disclose, protocols
from throughcare.sharing.disclose import Preview, Sending
from throughcare.web import recording, share_words, words
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, open_record
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.shares import SHARES, about, back_with, reader
from throughcare.web.sharing.sharing_forms import Send, flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """On what something may be shared, and what it covers."""

    basis: Basis
    rests_on: AnyRecorded
    covered: Scope

    @property
    def by(self) -> type[Fact] | None:
        return type(self.rests_on.fact) if self.basis is Basis.INVOLVEMENT else None

    @property
    def allowed(self) -> frozenset[Item]:
        return sharing_page.table_row(self.basis, self.covered, self.by)

    @property
    def until(self) -> date | None:
        return getattr(self.rests_on.fact, "until", None)

    @property
    def link(self) -> dict[str, Any]:
        names = {Basis.CONSENT: "consent", Basis.DECISION: "decision", Basis.INVOLVEMENT: "involved"}
        return {names[self.basis]: self.rests_on.root}


@desk(SHARES)
def will_they_see(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """Of a consent or a decision; or of something shared before, which is then shared anew as it stands now."""
    opened = open_record(request, reference)
    footing = _footing(opened, entry)
    fact = _fact(request, opened, footing)
    form = Send(request.POST or None, initial={"entry": uuid4()})
    as_at = opened.now.replace(microsecond=0)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _send(opened, fact, form.cleaned_data)
        if refusal is None:
            return back_with(reference, form.cleaned_data["entry"])
    preview = disclose.preview(opened.whole, fact, by=opened.working.membership, as_at=as_at, at=opened.now)
    context = _see(opened, footing, preview, refusal or preview.refusal)
    context["form"] = Send(initial={"entry": uuid4(), "shown": preview.fact.copy, "as_at": as_at.isoformat()})
    return render(request, "web/sharing/will_they_see.html", context, status=422 if refusal else 200)


def _send(opened: Record, fact: Disclosed, sent: dict[str, Any]) -> Refusal | None:
    by, at = opened.working.membership, opened.now
    sending = Sending(
        key=sent["entry"], person_id=opened.person.id, fact=fact, as_at=sent["as_at"], shown=sent["shown"]
    )
    outcome = disclose.disclose([sending], by=by, at=at)
    if isinstance(outcome, Refusal):
        return outcome
    asking.answered_by_sharing(person=opened.person, fact=fact, entry=sent["entry"], by=by, at=at)
    return None


def _footing(opened: Record, entry: UUID) -> Footing:
    """A record that was opened in an emergency is not shared from: who tells in danger writes it down as that."""
    if opened.decision.opening is not None:
        raise Http404
    h, who = opened.whole, reader(opened)
    consent, decision, sent = h.get(entry, ConsentGiven), h.get(entry, DisclosureDecided), h.get(entry, Disclosed)
    if consent is not None and who.may_read(consent):
        return Footing(basis=Basis.CONSENT, rests_on=consent, covered=consent.fact)
    if decision is not None and who.reads_consents:
        return Footing(basis=Basis.DECISION, rests_on=decision, covered=decision.fact)
    if sent is not None and sent.team == opened.working.team:
        return _as_before(h, sent)
    raise Http404


def _as_before(h: History, sent: Recorded[Disclosed]) -> Footing:
    """The same recipient, purpose and items, while what they rest on stands."""
    named, rests_on = basis_of(sent.fact), basis_entry(h, sent)
    if named is None or rests_on is None or not rests_on.live:
        raise Http404
    return Footing(basis=named[0], rests_on=rests_on, covered=sent.fact)


def _fact(request: HttpRequest, opened: Record, footing: Footing) -> Disclosed:
    """Everything covered that the sender may read, less what the sender leaves out."""
    covered = footing.covered
    chosen = sharing_page.readable(covered.items & footing.allowed, opened.reader.classes)
    less = frozenset(item for item in chosen if item.name in request.GET.getlist("without"))
    return Disclosed(
        recipient=covered.recipient, to_team=covered.to_team, named=covered.named, purpose=covered.purpose,
        copy="shown", **footing.link, **flags(item.name for item in chosen - less),
    )  # fmt: skip


def _see(opened: Record, footing: Footing, preview: Preview, refusal: Refusal | None) -> dict[str, Any]:
    covered, allowed = footing.covered, footing.allowed
    mine = sharing_page.readable(frozenset(Item), opened.reader.classes)
    held = [one for one in contents.held(opened.whole) if one.item in mine]
    chosen, sees = preview.fact.items, sharing_page.readable(covered.items & allowed, opened.reader.classes)
    return about(opened) | {
        "recipient": share_words.to_whom(covered, opened.names), "covered": covered, "sent": preview.sent,
        "rests_on": footing.rests_on, "why": footing.basis.name.lower(),
        "held": [{"one": one, "state": _shown(one, chosen)} for one in held],
        "lines": preview.sent.lines[1:], "as_at": contents.moment(preview.sent.as_at),
        "left_out": list(sharing_page.left_out(held, preview.fact, allowed, sees)),
        "less": [(item.name, contents.LABELS[item], item in chosen) for item in Item if item in sees],
        "cites": sharing_page.cites(footing.basis, covered, footing.by), **_protocol(opened, covered),
        "until": words.long_day(footing.until) if footing.until else "", "has_desk": bool(covered.to_team),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
        "cannot": preview.refusal is not None,
    }  # fmt: skip


def _protocol(opened: Record, covered: Scope) -> dict[str, Any]:
    """The one in force between the two teams; only teams agree on one."""
    if covered.recipient is not RecipientKind.PPO_SCHEME:
        return {}
    found = protocols.between(opened.working.team, covered.to_team, on=local_day(opened.now))
    return {"protocol": found, "sides": f"your team and {share_words.to_whom(covered, opened.names)}"}


def _shown(one: contents.Held, chosen: frozenset[Item]) -> tuple[str, str]:
    if one.is_empty:
        return ("none", "Nothing held")
    return ("shown", "Shown") if one.item in chosen else ("hidden", "Not shown")

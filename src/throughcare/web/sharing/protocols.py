"""Protocols: for anyone to read, and for those who agree on them."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import protocols as kept
from throughcare.sharing.models import Protocol
from throughcare.web import recording
from throughcare.web.account.step_up import stepped_up
from throughcare.web.desks import desk
from throughcare.web.sharing.protocol_forms import Draft, End, Endorse, words_of
from throughcare.web.sharing.protocol_page import history_of, shown


def protocols(request: HttpRequest) -> HttpResponse:
    """Those in force, for anyone: no signing in (PPO guidance 29)."""
    standing = kept.in_force(on=local_day(_now(request)))
    return render(request, "web/sharing/protocols.html", {"protocols": standing})


def protocol(request: HttpRequest, protocol: UUID) -> HttpResponse:
    """The whole text of one in force; of any other nothing, whether there is one or not."""
    found = [one for one in kept.in_force(on=local_day(_now(request))) if one.pk == protocol]
    if not found:
        raise Http404
    return render(request, "web/sharing/protocol.html", shown(found[0], at=_now(request)))


@desk(kept.KEEPS)
def our_protocols(request: HttpRequest) -> HttpResponse:
    """Every version of one's own side or area, newest first, and what it waits for."""
    found = kept.kept_by(_by(request)).order_by("cjit__name", "scheme__name", "line", "-version")
    rows = [shown(one, at=_now(request)) for one in found]
    return render(request, "web/sharing/our_protocols.html", {"rows": rows})


@desk(kept.KEEPS)
def our_protocol(request: HttpRequest, protocol: UUID) -> HttpResponse:
    """One version, and everything that was done with its line."""
    found = _ours(request, protocol)
    refusal = kept.refusal_to_endorse(protocol=found, by=_by(request), at=_now(request))
    context = shown(found, at=_now(request)) | {
        "may_endorse": refusal is None, "may_end": not hasattr(found, "end"), "history": history_of(found),
    }  # fmt: skip
    return render(request, "web/sharing/our_protocol.html", context)


@desk(kept.KEEPS)
def draft_protocol(request: HttpRequest, protocol: UUID | None = None) -> HttpResponse:
    """A new one, or other words for one that there is: its next version, which both sides endorse again."""
    of = _ours(request, protocol) if protocol else None
    cjits, schemes = ([of.cjit], [of.scheme]) if of else (_teams(request, kind) for kind in kept.SIDES)
    begun = {"entry": uuid4(), **(words_of(of) if of else {})}
    form, refusal = Draft(request.POST or None, initial=begun, cjits=cjits, schemes=schemes), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        outcome = kept.draft(
            given=given, cjit=Organisation.objects.get(pk=given["cjit"]), of=of, by=_by(request), at=_now(request),
            scheme=Organisation.objects.get(pk=given["scheme"]),
        )  # fmt: skip
        if isinstance(outcome, Protocol):
            return redirect("our_protocol", outcome.pk)
        refusal = outcome
    return _page(request, "web/sharing/draft_protocol.html", form, refusal, {"of": of})


@desk(kept.KEEPS)
@stepped_up
def endorse_protocol(request: HttpRequest, protocol: UUID) -> HttpResponse:
    """The words once more, and one side's yes."""
    found = _ours(request, protocol)
    refusal = kept.refusal_to_endorse(protocol=found, by=_by(request), at=_now(request))
    if request.method == "POST":
        refusal = kept.endorse(protocol=found, by=_by(request), at=_now(request))
        if refusal is None:
            return redirect("our_protocol", found.pk)
    context = shown(found, at=_now(request)) | {"is_refused": refusal is not None}
    return _page(request, "web/sharing/endorse_protocol.html", Endorse(), refusal, context)


@desk(kept.KEEPS)
@stepped_up
def end_protocol(request: HttpRequest, protocol: UUID) -> HttpResponse:
    """From a day on it no longer holds; it stays on the list with its reason."""
    found, form, refusal = _ours(request, protocol), End(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        refusal = kept.end(
            protocol=found, last_on=form.cleaned_data["last_on"], why=form.cleaned_data["why"], by=_by(request),
            at=_now(request),
        )  # fmt: skip
        if refusal is None:
            return redirect("our_protocol", found.pk)
    return _page(request, "web/sharing/end_protocol.html", form, refusal, {"protocol": found})


def _page(
    request: HttpRequest, template: str, form: Any, refusal: Refusal | None, more: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    context = more | {"form": form, "refusal": recording.shown(refusal) if refusal else None}
    failed = request.method == "POST" and (form.errors or refusal)
    return render(request, template, context, status=422 if failed else 200)


def _ours(request: HttpRequest, protocol: UUID) -> Protocol:
    found = kept.kept_by(_by(request)).filter(pk=protocol).first()
    if found is None:
        raise Http404
    return found


def _teams(request: HttpRequest, kind: OrganisationKind) -> list[Organisation]:
    """A team that is a side itself is the only one of its kind; a partnership chooses among all."""
    by, standing = _by(request), Organisation.objects.in_force(on=local_day(_now(request))).filter(kind=kind)
    if by.role != Role.PARTNERSHIP_MANAGER and by.organisation.kind == kind:
        standing = standing.filter(pk=by.organisation_id)
    return list(standing)


def _by(request: HttpRequest) -> Membership:
    found: Membership = request.working_as.membership  # type: ignore[attr-defined]
    return found


def _now(request: HttpRequest) -> Any:
    return request.now  # type: ignore[attr-defined]

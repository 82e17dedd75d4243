"""Signing in by one's own organisation, where it has switched that on; and the administrator's page to switch it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from throughcare.accounts import oidc, sign_in_log, switching
from throughcare.accounts.models import Account, SingleSignOn, SingleSignOnChange
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import ROLES
from throughcare.web import clock
from throughcare.web.account import pending
from throughcare.web.account.step_up import stepped_up
from throughcare.web.desks import ADMINISTRATOR, desk

ASKED = "single_sign_on_asked"


class Settings(forms.Form):
    issuer = forms.URLField(
        label="Address of the provider (issuer)",
        help_text="Begins with https://",
        max_length=300,
        assume_scheme="https",
        error_messages={"required": "Enter the address of the provider"},
    )
    client_id = forms.CharField(
        label="Our name there (client id)", max_length=200, error_messages={"required": "Enter our name there"}
    )
    secret_name = forms.CharField(
        label="Name of the environment variable that holds the secret", max_length=80,
        help_text="Begins with THROUGHCARE_SINGLE_SIGN_ON_. The secret itself is never kept here.",
        error_messages={"required": "Enter the name of the variable"},
    )  # fmt: skip
    email_domain = forms.CharField(
        label="E-mail domain", max_length=200,
        help_text="Only verified addresses of this domain, for instance northmoor.example",
        error_messages={"required": "Enter the domain"},
    )  # fmt: skip
    does_second_step = forms.BooleanField(
        label="The provider asks for a second step itself, every time",
        required=False,
        help_text="If not, ours follows.",
    )
    is_on = forms.BooleanField(label="Let this organisation’s people sign in by it", required=False)

    def clean_issuer(self) -> str:
        issuer = str(self.cleaned_data["issuer"])
        if not oidc.is_allowed(issuer):
            raise forms.ValidationError("The address must begin with https://")
        return issuer

    def clean_secret_name(self) -> str:
        name = str(self.cleaned_data["secret_name"])
        if not oidc.SECRET_NAMES.fullmatch(name):
            raise forms.ValidationError(
                "The name must begin with THROUGHCARE_SINGLE_SIGN_ON_, then capital letters, figures and _"
            )
        return name


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """The organisations that have switched it on; links, because our own forms go nowhere else (see G3)."""
    singles = SingleSignOn.objects.filter(is_on=True).select_related("organisation").order_by("organisation__name")
    return render(request, "web/account/single_sign_on.html", {"singles": singles})


@login_not_required
def start(request: HttpRequest, organisation: UUID) -> HttpResponse:
    single = get_object_or_404(SingleSignOn, pk=organisation, is_on=True)
    try:
        address, request.session[ASKED] = oidc.start(single=single, back=_back(request))
    except oidc.Refused as refused:
        return _refused(request, single, str(refused))
    return redirect(address)


@login_not_required
def come_back(request: HttpRequest) -> HttpResponse:
    """A browser that comes from another site brings no session of ours; its next step, from this page, does."""
    query = {name: request.GET.get(name, "") for name in ("code", "state")}
    onward = f"{reverse('single_sign_on_finish')}?{urlencode(query)}"
    return render(request, "web/account/single_sign_on_back.html", {"onward": onward})


@login_not_required
def finish(request: HttpRequest) -> HttpResponse:
    """An answer is taken once, and only to the question that this browser asked."""
    asked = request.session.pop(ASKED, None)
    if asked is None or asked["state"] != request.GET.get("state"):
        return redirect("sign_in")
    single = get_object_or_404(SingleSignOn, pk=asked["organisation"])
    code = request.GET.get("code", "")
    try:
        account = oidc.finish(single=single, asked=asked, code=code, back=_back(request), at=clock.now())
    except oidc.Refused as refused:
        return _refused(request, single, str(refused))
    return redirect(_signed_in(request, account, single))


@desk(ADMINISTRATOR)
def switches(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.filter(until_on=None).select_related("single_sign_on").order_by("name")
    signing_in = {row.kind for row in ROLES.values() if row.signs_in}
    teams = [
        {"team": team, "single": getattr(team, "single_sign_on", None)} for team in rows if team.kind in signing_in
    ]
    return render(request, "web/account/single_sign_on_switches.html", {"teams": teams})


@desk(ADMINISTRATOR)
@stepped_up
def switch(request: HttpRequest, organisation: UUID) -> HttpResponse:
    team = get_object_or_404(Organisation, pk=organisation)
    single = SingleSignOn.objects.filter(pk=team.pk).first() or SingleSignOn(organisation=team)
    form = Settings(request.POST or None, initial=switching.values(single))
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(single, name, value)
        switching.save(single=single, by=request.working_as.membership, at=clock.wall())  # type: ignore[attr-defined]
        return redirect("single_sign_on_switches")
    changes = SingleSignOnChange.objects.filter(organisation=team).select_related("by__account")
    context: dict[str, Any] = {"form": form, "team": team, "changes": [_change(one) for one in changes]}
    return render(request, "web/account/single_sign_on_switch.html", context, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest, account: Account, single: SingleSignOn) -> str:
    return pending.begin(request, account, vouched=single.does_second_step)


def _refused(request: HttpRequest, single: SingleSignOn, sentence: str) -> HttpResponse:
    sign_in_log.note(sign_in_log.Kind.REFUSED, account=None, at=clock.wall(), about=single.pk)
    return render(request, "web/account/single_sign_on_refused.html", {"sentence": sentence}, status=403)


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("single_sign_on_back"))


def _change(change: SingleSignOnChange) -> dict[str, Any]:
    return {
        "at": change.at,
        "by": change.by.account.full_name,
        "what": "Switched on" if change.values["is_on"] else "Switched off",
        "more": ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in change.values.items()),
    }

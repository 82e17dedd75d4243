"""Setting up a second step: three ways, an equal choice. The same pages serve the first time and every later one."""

import json
from dataclasses import dataclass
from typing import Any

import qrcode
from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.accounts import codes, factors, security_keys
from throughcare.accounts.models import Account, Factor
from throughcare.accounts.sealing import opened, seal
from throughcare.web import clock
from throughcare.web.account import proving

SECRET, STATE = "new_secret", "key_to_add"
Kind = Factor.Kind
NOT_ADDED = "Nothing was added. Try again, or choose another way."


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the pages stand: at sign-in, or in one's own account. `choice` and `one` are names of addresses."""

    choice: str
    one: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Way:
    title: str
    what: str
    verb: str
    url: str


WAYS = {
    Kind.SECURITY_KEY: (
        "A security key",
        "A small key that you plug in or hold against the computer. It works at every desk.",
        "Use a security key",
    ),
    Kind.THIS_COMPUTER: (
        "This computer’s own lock",
        "Your fingerprint, face or PIN, as when you unlock this computer. It works at this computer only.",
        "Use this computer’s lock",
    ),
    Kind.CODES: (
        "An app that shows codes",
        "On a telephone or computer of yours. You type 6 figures when you sign in. It needs no signal.",
        "Use an app",
    ),
}


class Named(forms.Form):
    name = forms.CharField(
        label="A name for it (you can leave this empty)", required=False, max_length=60,
        help_text="So that you know it again, for instance: on my key ring",
    )  # fmt: skip


class NewCode(Named, proving.Code):
    field_order = ("code", "name")


def choice_page(request: HttpRequest, place: Place) -> HttpResponse:
    ways = [
        Way(title=title, what=what, verb=verb, url=reverse(place.one, args=[kind.value]))
        for kind, (title, what, verb) in WAYS.items()
    ]
    return render(request, "web/account/set_up.html", {"ways": ways, "title": place.title})


def set_up_page(request: HttpRequest, account: Account, kind: Factor.Kind, place: Place) -> HttpResponse | Factor:
    """The page, until it is done; then what was added."""
    work = _set_up_codes if kind == Kind.CODES else _set_up_key
    return work(request, account, kind, {"choice": reverse(place.choice), "title": WAYS[kind][2]})


def _set_up_codes(
    request: HttpRequest, account: Account, kind: Factor.Kind, context: dict[str, Any]
) -> HttpResponse | Factor:
    form, secret = NewCode(request.POST or None), _new_secret(request)
    if request.method == "POST" and form.is_valid():
        step = codes.step_of(secret=secret, typed=form.cleaned_data["code"], at=clock.wall())
        if step is not None:
            del request.session[SECRET]
            name = form.cleaned_data["name"]
            return factors.add_codes(account=account, secret=secret, name=name, at=clock.wall(), last_used=step)
        form.add_error(
            "code", "The code is not right. Check that the app has this key, and type the code it shows now."
        )
    drawn = qr(codes.address(secret=secret, email=account.email))
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    more = {"form": form, "qr": drawn, "secret": " ".join(groups)}
    return render(request, "web/account/set_up_codes.html", context | more, status=422 if form.errors else 200)


def _set_up_key(
    request: HttpRequest, account: Account, kind: Factor.Kind, context: dict[str, Any]
) -> HttpResponse | Factor:
    form = Named(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = _added(request, account, kind, form.cleaned_data["name"])
        if added is not None:
            return added
        form.add_error(None, NOT_ADDED)
    options, request.session[STATE] = security_keys.asked_to_add(account=account, kind=kind, host=request.get_host())
    more = {"form": form, "key": json.dumps(options["publicKey"]), "is_this_computer": kind == Kind.THIS_COMPUTER}
    return render(request, "web/account/set_up_key.html", context | more, status=422 if form.errors else 200)


def _added(request: HttpRequest, account: Account, kind: Factor.Kind, name: str) -> Factor | None:
    state = request.session.pop(STATE, {})
    try:
        credential = security_keys.added(state=state, answer=proving.answered(request), host=request.get_host())
        return factors.add_key(account=account, kind=kind, credential=credential, name=name, at=clock.wall())
    except (security_keys.NotThisKey, IntegrityError):
        return None


def _new_secret(request: HttpRequest) -> str:
    """The same while the page is open, so that a mistyped code does not need a new picture."""
    if SECRET not in request.session:
        request.session[SECRET] = seal(codes.new_secret(), of=SECRET)
    return opened(request.session[SECRET], of=SECRET)


def qr(text: str) -> dict[str, Any]:
    """The side in squares, and one path that draws the dark ones."""
    picture = qrcode.QRCode(border=4, error_correction=qrcode.ERROR_CORRECT_M)
    picture.add_data(text)
    rows = picture.get_matrix()
    dark = (f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return {"side": len(rows), "path": "".join(dark)}

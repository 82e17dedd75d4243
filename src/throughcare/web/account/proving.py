"""Showing one's second step: the code of an app, or the answer of a key. Used at sign-in and to confirm it is you."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest

from throughcare.accounts import codes, security_keys, sign_in_log, throttle
from throughcare.accounts.models import Account, Factor
from throughcare.web import clock

STATE = "key_asked"
NO_CODE = "The code is not right, or was used already. Wait for the next one in your app and type that."
NO_KEY = "That key is not one of yours here. Try again, or use another way."


class Code(forms.Form):
    code = forms.CharField(
        label="Code", max_length=20, help_text="6 figures, from your app",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10",
                   "spellcheck": "false"}
        ),
        error_messages={"required": "Enter the code from your app"},
    )  # fmt: skip


def code_form(request: HttpRequest, refused: str | None, ways: dict[str, Any]) -> Code:
    """As posted, if the code was refused; typed already, in a demonstration."""
    if refused is None or "code" not in request.POST:
        return Code(initial={"code": ways["demonstration_code"]})
    form = Code(request.POST)
    if form.is_valid():
        form.add_error("code", refused)
    return form


def ways(request: HttpRequest, account: Account) -> dict[str, Any]:
    """What the page needs: the code form if there is an app, what to ask the browser for if there is a key."""
    app = account.factors.filter(kind=Factor.Kind.CODES).select_related("account").first()
    shown = codes.shown_in_a_demonstration(factor=app, at=clock.wall()) if app else None
    has_key = account.factors.exclude(kind=Factor.Kind.CODES).exists()
    return {"has_app": app is not None, "demonstration_code": shown, "key": _asked(request, account) if has_key else ""}


def refusal(request: HttpRequest, account: Account) -> str | None:
    """Of what was posted; a right answer is used up."""
    address, value, at = str(request.META.get("REMOTE_ADDR", "")), str(account.pk), clock.wall()
    refused = throttle.refusal_to_pass(throttle.SECOND_STEP, value=value, address=address, at=at)
    if refused:
        sign_in_log.note(sign_in_log.Kind.TOO_MANY, account=account, at=at)
        return refused
    wrong = _wrong_key(request, account) if "answer" in request.POST else _wrong_code(request, account)
    if wrong:
        sign_in_log.note(sign_in_log.Kind.WRONG_STEP, account=account, at=at)
        return wrong
    throttle.passed(throttle.SECOND_STEP, value=value, address=address)
    return None


def answered(request: HttpRequest) -> dict[str, Any]:
    """What the browser brought from a key; anything else is an empty answer, which is right for nothing."""
    try:
        found = json.loads(request.POST.get("answer", ""))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _asked(request: HttpRequest, account: Account) -> str:
    options, request.session[STATE] = security_keys.asked_to_sign(account=account, host=request.get_host())
    return json.dumps(options["publicKey"])


def _wrong_code(request: HttpRequest, account: Account) -> str | None:
    typed, at = request.POST.get("code", ""), clock.wall()
    apps = account.factors.filter(kind=Factor.Kind.CODES)
    return None if any(codes.is_right(factor=app, typed=typed, at=at) for app in apps) else NO_CODE


def _wrong_key(request: HttpRequest, account: Account) -> str | None:
    state, host = request.session.pop(STATE, {}), request.get_host()
    try:
        security_keys.signed(account=account, state=state, answer=answered(request), host=host, at=clock.wall())
    except security_keys.NotThisKey:
        return NO_KEY
    return None

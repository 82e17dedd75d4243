"""Confirm it is you: the password again, or the second step, before something grave."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from throughcare.accounts import sign_in_log, throttle
from throughcare.accounts.models import Account
from throughcare.web import clock
from throughcare.web.account import coming_back, devices, proving, step_up
from throughcare.web.account.sign_in import LONGEST_PASSWORD


class Confirm(forms.Form):
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False,
        max_length=LONGEST_PASSWORD, error_messages={"required": "Enter your password"},
    )  # fmt: skip


@sensitive_post_parameters("password", "code")
def confirm(request: HttpRequest) -> HttpResponse:
    """Back to where it was asked for."""
    account = request.user
    assert isinstance(account, Account), account
    is_by_step = "code" in request.POST or "answer" in request.POST
    form = Confirm(request.POST if request.method == "POST" and not is_by_step else None)
    refusal = _refusal(request, account, form, is_by_step=is_by_step) if request.method == "POST" else None
    if request.method == "POST" and refusal is None and not form.errors:
        step_up.confirm(request, at=clock.wall())
        sign_in_log.note(sign_in_log.Kind.CONFIRMED, account=account, at=clock.wall())
        return redirect(coming_back.ours(request, request.GET.get("next", "")) or "/")
    ways = proving.ways(request, account)
    context = {"form": form, "refusal": refusal, "code": proving.code_form(request, None, ways), **ways}
    return render(request, "web/account/confirm.html", context, status=422 if refusal or form.errors else 200)


def _refusal(request: HttpRequest, account: Account, form: Confirm, *, is_by_step: bool) -> str | None:
    """Of the second step, in one sentence; of the password, beside its field."""
    if is_by_step:
        return proving.refusal(request, account)
    if form.is_valid():
        refused = _wrong_password(request, account, form.cleaned_data["password"])
        if refused:
            form.add_error("password", refused)
    return None


def _wrong_password(request: HttpRequest, account: Account, password: str) -> str | None:
    address, device = str(request.META.get("REMOTE_ADDR", "")), devices.known_to(account.email, request)
    refusal = throttle.refusal_to_try(email=account.email, address=address, at=clock.wall(), device=device)
    if refusal:
        return refusal
    if not account.check_password(password):
        sign_in_log.note(sign_in_log.Kind.WRONG_PASSWORD, account=account, at=clock.wall())
        return "The password is not right."
    throttle.signed_in(email=account.email, address=address, device=device)
    return None

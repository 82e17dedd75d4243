"""Confirm it is you: the password again, before something grave."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from throughcare.accounts import throttle
from throughcare.accounts.models import Account
from throughcare.web import clock, step_up


class Confirm(forms.Form):
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False,
        error_messages={"required": "Enter your password"},
    )  # fmt: skip


@sensitive_post_parameters("password")
def confirm(request: HttpRequest) -> HttpResponse:
    """Back to where it was asked for."""
    form = Confirm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refusal = _refusal(request, form.cleaned_data["password"])
        if refusal is None:
            step_up.confirm(request, at=clock.wall())
            return redirect(_back(request))
        form.add_error("password", refusal)
    return render(request, "web/confirm.html", {"form": form}, status=422 if form.errors else 200)


def _refusal(request: HttpRequest, password: str) -> str | None:
    account, address = request.user, str(request.META.get("REMOTE_ADDR", ""))
    assert isinstance(account, Account), account
    refusal = throttle.refusal_to_try(email=account.email, address=address, at=clock.wall())
    if refusal:
        return refusal
    if not account.check_password(password):
        return "The password is not right."
    throttle.signed_in(email=account.email, address=address)
    return None


def _back(request: HttpRequest) -> str:
    """Only to a page of ours."""
    to = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if is_ours else "/"

"""Signing in with a password, choosing a post where somebody has several, and signing out."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from throughcare.accounts import throttle
from throughcare.accounts.actions import live_memberships, next_membership
from throughcare.rulebook.actors import ROLES
from throughcare.web import clock, desks, step_up, working

NO = "The e-mail address or the password is not right."


class SignIn(forms.Form):
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        address = str(self.request.META.get("REMOTE_ADDR", ""))
        refusal = throttle.refusal_to_try(email=given["email"], address=address, at=self.request.now)  # type: ignore[attr-defined]
        if refusal:
            raise forms.ValidationError(refusal)
        account = authenticate(self.request, email=given["email"].lower(), password=given["password"])
        if account is None:
            raise forms.ValidationError(NO)
        throttle.signed_in(email=given["email"], address=address)
        return {**given, "account": account}


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first page. Wrong address and wrong password get the same answer."""
    form = SignIn(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        login(request, form.cleaned_data["account"])
        step_up.confirm(request, at=clock.wall())
        return redirect("front")
    return render(request, "web/sign_in.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def front(request: HttpRequest) -> HttpResponse:
    """To one's own desk; to the choice of a post where there are several; words where a role has no record to open."""
    found = request.working_as  # type: ignore[attr-defined]
    if found is None:
        return redirect("choose_post")
    if found.role not in desks.OPENERS | desks.ADMINISTRATOR:
        words = {"sentence": ROLES[found.role].sentence, "awaited": desks.AWAITED.get(found.role, "")}
        return render(request, "web/no_desk.html", words)
    return redirect(desks.front_page(found.role))


def choose_post(request: HttpRequest) -> HttpResponse:
    """Everybody works in one post at a time."""
    live = live_memberships(account=request.user, at=request.now).select_related("organisation")  # type: ignore[arg-type,attr-defined]
    posts = {str(one.id): working.of(one) for one in live}
    if request.method == "POST" and request.POST.get("post") in posts:
        request.session[working.CHOSEN] = request.POST["post"]
        return redirect("front")
    begins = None if posts else next_membership(account=request.user, at=request.now)  # type: ignore[arg-type,attr-defined]
    return render(request, "web/choose_post.html", {"posts": posts, "begins": begins})

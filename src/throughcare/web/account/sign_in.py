"""Signing in with a password, choosing a post where somebody has several, and signing out."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from throughcare.accounts import kept, sessions, sign_in_log, throttle
from throughcare.accounts.actions import live_memberships, next_membership
from throughcare.accounts.models import Account, SingleSignOn
from throughcare.rulebook.actors import ROLES
from throughcare.web import clock, desks, working
from throughcare.web.account import coming_back, devices, pending
from throughcare.web.account.sessions import SAID

NO = "The e-mail address or the password is not right."
LONGEST_PASSWORD = 1000


class SignIn(forms.Form):
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your e-mail address"},
    )  # fmt: skip
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False,
        max_length=LONGEST_PASSWORD, error_messages={"required": "Enter your password"},
    )  # fmt: skip

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        email, address = given["email"], str(self.request.META.get("REMOTE_ADDR", ""))
        device = devices.known_to(email, self.request)
        refusal = throttle.refusal_to_try(email=email, address=address, at=clock.wall(), device=device)
        account = None if refusal else authenticate(self.request, email=email.lower(), password=given["password"])
        if account is None:
            _note_failure(email, is_too_many=bool(refusal))
            raise forms.ValidationError(refusal or NO)
        throttle.signed_in(email=email, address=address, device=device)
        return {**given, "account": account}


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first page. Wrong address and wrong password get the same answer."""
    form = SignIn(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        request.session["next"] = coming_back.ours(request, request.GET.get("next", ""))
        return redirect(pending.begin(request, form.cleaned_data["account"]))
    context = {
        "form": form,
        "said": request.session.pop(SAID, ""),
        "has_single_sign_on": SingleSignOn.objects.filter(is_on=True).exists(),
    }
    return render(request, "web/account/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The browser may go on knowing that the account was used here (see devices); nothing else stays."""
    about = request.session.get(sessions.HANDLE)
    sign_in_log.note(sign_in_log.Kind.SIGNED_OUT, account=_account(request), at=clock.wall(), about=about)
    logout(request)
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def front(request: HttpRequest) -> HttpResponse:
    """To what was kept, or asked for before signing in, or one's own desk; first to the choice of a post."""
    found = request.working_as  # type: ignore[attr-defined]
    if found is None:
        return redirect("choose_post")
    if not request.session.get(sessions.HAD_A_POST):
        request.session[sessions.HAD_A_POST] = True
    waiting = kept.newest(account=_account(request), at=clock.wall())
    if waiting:
        return redirect("kept", waiting.pk)
    asked_for = request.session.pop("next", "")
    if asked_for:
        return redirect(asked_for)
    desk = desks.front_page(found.role)
    if desk is None:
        words = {"sentence": ROLES[found.role].sentence, "awaited": desks.AWAITED.get(found.role, "")}
        return render(request, "web/account/no_desk.html", words)
    return redirect(desk)


def choose_post(request: HttpRequest) -> HttpResponse:
    """Everybody works in one post at a time; with another post the session gets another name."""
    live = live_memberships(account=_account(request), at=request.now).select_related("organisation")  # type: ignore[attr-defined]
    posts = {str(one.id): working.of(one) for one in live}
    if request.method == "POST" and request.POST.get("post") in posts:
        request.session.cycle_key()
        request.session[working.CHOSEN] = request.POST["post"]
        return redirect("front")
    begins = None if posts else next_membership(account=_account(request), at=request.now)  # type: ignore[attr-defined]
    return render(request, "web/account/choose_post.html", {"posts": posts, "begins": begins})


def _note_failure(email: str, *, is_too_many: bool) -> None:
    account = Account.objects.filter(email=email.lower()).first()
    kind = sign_in_log.Kind.TOO_MANY if is_too_many else sign_in_log.Kind.WRONG_PASSWORD
    sign_in_log.note(kind, account=account, at=clock.wall())


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account), request.user
    return request.user

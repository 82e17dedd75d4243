"""A way back in: a manager makes a code for somebody who stands there; that person uses it once, at sign-in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from throughcare.accounts import recovery, sign_in_log, throttle
from throughcare.accounts.models import Account, Membership, RecoveryCode
from throughcare.rulebook.actors import ROLES, Role
from throughcare.web import clock
from throughcare.web.account import pending
from throughcare.web.account.my_sign_in import NewPassword
from throughcare.web.account.sign_in import LONGEST_PASSWORD
from throughcare.web.account.step_up import stepped_up
from throughcare.web.desks import GIVE_ROLES, desk

NO = "The e-mail address, the code or the password is not right, or the code is older than 15 minutes or used."
STEP, PASSWORD = "step", "password"


SEEN = [(value, words) for value, words in RecoveryCode.Known.choices if value != RecoveryCode.Known.SERVER]


class MakeCode(forms.Form):
    lost = forms.MultipleChoiceField(
        label="What have they lost?", widget=forms.CheckboxSelectMultiple,
        choices=((STEP, "Their security key, computer or app"), (PASSWORD, "Their password, or they never had one")),
        error_messages={"required": "Say what they have lost"},
    )  # fmt: skip
    known_by = forms.ChoiceField(
        label="How do you know who is standing in front of you?", widget=forms.RadioSelect,
        choices=SEEN, help_text="Never make a code for somebody on the telephone.",
        error_messages={"required": "Say how you know who they are"},
    )  # fmt: skip


class UseCode(forms.Form):
    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your e-mail address"},
    )  # fmt: skip
    code = forms.CharField(
        label="Code from your manager", max_length=40, help_text="12 letters and figures, good for 15 minutes",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": "Enter the code"},
    )  # fmt: skip
    password = forms.CharField(
        label="Password", required=False, strip=False, max_length=LONGEST_PASSWORD,
        help_text="Leave this empty if your manager has noted that you lost your password.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


@desk(GIVE_ROLES)
def people_to_help(request: HttpRequest) -> HttpResponse:
    """The people of one's own team; for an administrator, those whose name or address was searched for."""
    text = request.GET.get("q", "").strip()
    by: Membership = request.working_as.membership  # type: ignore[attr-defined]
    rows = [_row(one) for one in _posts(request, by, text).exclude(account=by.account_id)[:100]]
    context = {"rows": rows, "q": text, "is_everyones": by.role == Role.ADMINISTRATOR}
    return render(request, "web/account/recovery_people.html", context)


@desk(GIVE_ROLES)
@stepped_up
@sensitive_variables("code")
def make_code(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The code is on this one answer and nowhere else."""
    account, by = get_object_or_404(Account, pk=account_id), request.working_as.membership  # type: ignore[attr-defined]
    refusal = recovery.refusal_to_make(account=account, by=by, at=request.now)  # type: ignore[attr-defined]
    if refusal:
        return render(request, "web/account/recovery_refused.html", {"refusal": refusal}, status=403)
    form = MakeCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = recovery.make(unsaved=_unsaved(form, account, by), at=clock.wall())
        return render(request, "web/account/recovery_code.html", {"person": account.full_name, "code": code})
    context = {"form": form, "person": account.full_name}
    return render(request, "web/account/recovery_make.html", context, status=422 if form.errors else 200)


@login_not_required
@sensitive_post_parameters("password", "code")
def recover(request: HttpRequest) -> HttpResponse:
    """Wrong address, code and password get the same answer."""
    form = UseCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account, refusal = _opened(request, form.cleaned_data)
        if refusal is None and account is not None:
            code = recovery.use(account=account, typed=form.cleaned_data["code"], password=form.cleaned_data["password"], at=clock.wall())  # fmt: skip  # noqa: E501
            if code is not None:
                throttle.passed(throttle.RECOVERY, value=str(account.pk), address=_address(request))
                return redirect(pending.begin(request, account, code=code))
        form.add_error(None, refusal or NO)
    return render(request, "web/account/recover.html", {"form": form}, status=422 if form.errors else 200)


@pending.half_way("new_password")
@sensitive_post_parameters("password", "again")
def new_password(request: HttpRequest, account: Account) -> HttpResponse:
    form = NewPassword(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        form.save()
        return pending.password_chosen(request, account)
    return render(request, "web/account/change_password.html", {"form": form}, status=422 if form.errors else 200)


def _opened(request: HttpRequest, given: dict[str, Any]) -> tuple[Account | None, str | None]:
    """The account that may try, or the reason to wait. An unknown address costs a try too."""
    account = Account.objects.filter(email=given["email"].lower(), is_active=True).first()
    value = str(account.pk) if account else given["email"].lower()
    at = clock.wall()
    refusal = throttle.refusal_to_pass(throttle.RECOVERY, value=value, address=_address(request), at=at)
    if refusal:
        sign_in_log.note(sign_in_log.Kind.TOO_MANY, account=account, at=at)
    return account, refusal


def _posts(request: HttpRequest, by: Membership, text: str) -> QuerySet[Membership]:
    live = Membership.objects.live(at=request.now).select_related("account", "organisation")  # type: ignore[attr-defined]
    live = live.order_by("account__full_name", "pk")
    if by.role != Role.ADMINISTRATOR:
        return live.filter(organisation=by.organisation_id)
    if not text:
        return live.none()
    return live.filter(account__full_name__icontains=text) | live.filter(account__email__iexact=text)


def _row(post: Membership) -> dict[str, Any]:
    return {"account": post.account, "role": ROLES[Role(post.role)].title, "team": post.organisation.name}


def _unsaved(form: MakeCode, account: Account, by: Membership) -> RecoveryCode:
    lost = form.cleaned_data["lost"]
    return RecoveryCode(
        account=account, made_by=by, known_by=form.cleaned_data["known_by"],
        is_factor_lost=STEP in lost, is_password_lost=PASSWORD in lost,
    )  # fmt: skip


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))

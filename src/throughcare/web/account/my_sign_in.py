"""One's own sign-in: second steps, password, and where one is signed in."""

from uuid import UUID

from django import forms
from django.contrib.auth import password_validation, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from throughcare.accounts import factors, sessions, sign_in_log
from throughcare.accounts.models import Account, Factor
from throughcare.web import clock, desks
from throughcare.web.account.setting_up import Place, choice_page, set_up_page
from throughcare.web.account.sign_in import LONGEST_PASSWORD
from throughcare.web.account.step_up import stepped_up

IN_ACCOUNT = Place(choice="add_factor", one="add_factor_one", title="Add another second step")
Kind = sign_in_log.Kind


class NewPassword(forms.Form):
    """Long, and not a common one; nothing else is asked of it (trust.md G6)."""

    password = forms.CharField(
        label="New password", strip=False, max_length=LONGEST_PASSWORD,
        help_text="15 characters or more. Three or four words that do not belong together are easy to remember. "
        "It never has to be changed unless you think somebody knows it.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a new password"},
    )  # fmt: skip
    again = forms.CharField(
        label="The same again", strip=False, max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the same password again"},
    )  # fmt: skip

    def __init__(self, *args: object, account: Account, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.account = account

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError("The two passwords are not the same")
        return again

    def save(self) -> None:
        self.account.set_password(self.cleaned_data["password"])
        self.account.save(update_fields=["password"])
        sign_in_log.note(Kind.PASSWORD_CHANGED, account=self.account, at=clock.wall())


def my_sign_in(request: HttpRequest) -> HttpResponse:
    mine, working = _mine(request), request.working_as  # type: ignore[attr-defined]
    context = {
        "factors": mine.factors.all(),
        "sessions": sessions.live_sessions(account=mine, at=clock.wall()),
        "this_one": request.session.get(sessions.HANDLE),
        "may_help": working is not None and working.role in desks.GIVE_ROLES,
        "may_switch": working is not None and working.role in desks.ADMINISTRATOR,
    }
    return render(request, "web/account/my_sign_in.html", context)


@stepped_up
def add_factor(request: HttpRequest) -> HttpResponse:
    return choice_page(request, IN_ACCOUNT)


@stepped_up
@sensitive_post_parameters("code")
def add_factor_one(request: HttpRequest, way: str) -> HttpResponse:
    done = set_up_page(request, _mine(request), Factor.Kind(way), IN_ACCOUNT)
    if not isinstance(done, Factor):
        return done
    request.session.cycle_key()
    return redirect("my_sign_in")


@stepped_up
def remove_factor(request: HttpRequest, factor_id: UUID) -> HttpResponse:
    """Asks first; the last one stays."""
    factor = get_object_or_404(Factor, pk=factor_id, account=_mine(request))
    if request.method != "POST":
        refusal = factors.refusal_to_remove(factor=factor)
        return render(request, "web/account/remove_factor.html", {"factor": factor, "refusal": refusal})
    refusal = factors.remove(factor=factor, at=clock.wall())
    if refusal:
        return render(request, "web/account/remove_factor.html", {"factor": factor, "refusal": refusal}, status=409)
    request.session.cycle_key()
    return redirect("my_sign_in")


@stepped_up
@sensitive_post_parameters("password", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """Every other session ends."""
    mine = _mine(request)
    form = NewPassword(request.POST or None, account=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, mine)
        sessions.end_sessions(account=mine, but=request.session.session_key)
        return redirect("my_sign_in")
    return render(request, "web/account/change_password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """One of one's own by its handle, or all but this one. Needs no confirming: ending is never the danger."""
    mine, others = _mine(request), sessions.live_sessions(account=_mine(request), at=clock.wall())
    others = others.exclude(session_key=request.session.session_key)
    chosen = [one for one in others if request.POST.get("session") in {str(one.handle), "all"}]
    for one in chosen:
        sign_in_log.note(Kind.SESSION_ENDED, account=mine, at=clock.wall(), about=one.handle)
        one.delete()
    return redirect("my_sign_in")


def stay(request: HttpRequest) -> HttpResponse:
    """Seconds left. Asking (GET) is no use of the session; sending (POST) is."""
    if request.method == "POST":
        sessions.note_use(request.session, at=clock.wall())
    return JsonResponse({"left": int(sessions.left(request.session, at=clock.wall()).total_seconds())})


stay.is_no_use = True  # type: ignore[attr-defined]


def _mine(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account), request.user
    return request.user

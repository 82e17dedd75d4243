"""Passing the second step at sign-in, and setting one up for the first time or after a loss."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from throughcare.accounts.models import Account, Factor
from throughcare.web.account import pending, proving
from throughcare.web.account.setting_up import Place, choice_page, set_up_page

AT_SIGN_IN = Place(choice="set_up", one="set_up_one", title="Set up a second step")


@pending.half_way("second_step")
@sensitive_post_parameters("code")
def second_step(request: HttpRequest, account: Account) -> HttpResponse:
    refusal = proving.refusal(request, account) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return pending.second_step_shown(request, account)
    ways = proving.ways(request, account)
    form = proving.code_form(request, refusal, ways)
    context = {"form": form, "refusal": "" if form.errors else refusal, **ways}
    return render(request, "web/account/second_step.html", context, status=422 if refusal else 200)


@pending.half_way("set_up")
def set_up(request: HttpRequest, account: Account) -> HttpResponse:
    return choice_page(request, AT_SIGN_IN)


@pending.half_way("set_up")
@sensitive_post_parameters("code")
def set_up_one(request: HttpRequest, account: Account, way: str) -> HttpResponse:
    done = set_up_page(request, account, Factor.Kind(way), AT_SIGN_IN)
    return pending.factor_added(request, account, done) if isinstance(done, Factor) else done

"""What came too late to be recorded: shown to whoever typed it, to be sent now or thrown away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve

from throughcare.accounts import kept
from throughcare.accounts.models import Account, KeptAnswers
from throughcare.web import clock, typed
from throughcare.web.account import keeping

FROM_ELSEWHERE = (REASON_BAD_ORIGIN.split("%")[0], REASON_BAD_REFERER.split("%")[0], "Referer checking failed")


def kept_answers(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """The form goes to the page it was meant for, with the same fields; that page checks everything afresh."""
    assert isinstance(request.user, Account), request.user
    mine = get_object_or_404(KeptAnswers, pk=kept_id, account=request.user, kept_at__gt=clock.wall() - kept.LASTS)
    if request.method == "POST":
        keeping.throw_away(request.user, str(mine.pk))
        return redirect("front")
    answers = kept.answers_in(mine)
    shown = typed.shown(answers)
    return render(request, "web/account/kept.html", {"kept": mine, "answers": answers, "shown": shown})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page of ours that was open while somebody signed in again elsewhere: its text is kept, and shown."""
    if not reason.startswith(FROM_ELSEWHERE) and _is_signed_in(request):
        account = request.user
        assert isinstance(account, Account), account
        found = kept.newest(account=account, at=clock.wall()) if _keep(request, account) else None
        if found:
            return redirect("kept", found.pk)
    return render(request, "403.html", status=403)


def _keep(request: HttpRequest, account: Account) -> bool:
    try:
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return False
    return keeping.keep(request, account)


def _is_signed_in(request: HttpRequest) -> bool:
    return isinstance(getattr(request, "user", None), Account)

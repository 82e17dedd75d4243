"""Stands around every operation: what shows a person leaves only after the read log has kept it (trust rule 5)."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from throughcare.access import read_log
from throughcare.api import problems
from throughcare.people import shown
from throughcare.people.shown import Shown

View = Callable[..., HttpResponse]

log = logging.getLogger(__name__)


def door(view: View) -> View:
    """No log, no data: if the row cannot be written, the answer is a problem. Cookies are not looked at."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with shown.collecting() as found:
            response = view(request, *args, **kwargs)
        if response.status_code == 405:
            return _not_allowed(response)
        if not found.people or not getattr(response, "tells", True):
            return response
        return _logged(request, response, found)

    return answer


def _logged(request: HttpRequest, response: HttpResponse, found: Shown) -> HttpResponse:
    caller, match = request.auth, request.resolver_match  # type: ignore[attr-defined]
    asked = read_log.Asked(
        membership=caller.membership, operation=(match.url_name or "") if match else "", method=request.method or "",
        at=caller.at,
    )  # fmt: skip
    try:
        read_log.write(found, asked=asked)
    except DatabaseError as error:
        log.error("the read log could not be written: %s", type(error).__name__)
        return problems.answer(
            problems.made(503, "problem:not_logged", "Nothing is shown now, because it cannot be written who looked.")
        )
    return response


def _not_allowed(response: HttpResponse) -> HttpResponse:
    found = problems.made(405, "problem:no_such_method", "This address does not answer to that method.")
    return problems.answer(found, {"Allow": response.headers.get("Allow", "")})

"""One line for each answer: the name of the page, how it ended, how long it took and in which post."""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""What every line written while a request is answered has in common. Ours: a caller's own is not taken over."""
log = logging.getLogger(__name__)


class RequestLog:
    """Stands around everything, so that whoever is turned away is counted too."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The number stands until the next request of this thread: Django has a last word after everything else."""
        REQUEST.set(uuid4().hex)
        began = time.perf_counter()
        response = self.get_response(request)
        log.info("answered", extra={"answered": _said(request, response, time.perf_counter() - began)})
        return response


def _said(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, object]:
    match, working = request.resolver_match, getattr(request, "working_as", None)
    return {
        "route": match.view_name if match else "", "method": request.method or "", "status": response.status_code,
        "ms": round(seconds * 1000), "membership": str(working.membership.pk) if working else "",
    }  # fmt: skip

"""Every error as a problem document (RFC 9457): a refusal says its sentence, what can be done, and the paragraph."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from throughcare.rulebook import guidance
from throughcare.rulebook.standing import Refusal

MEDIA_TYPE = "application/problem+json"
DOCUMENTED = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503)
"""Every operation may answer with these."""


class Cite(Schema):
    """A paragraph of the guidance."""

    code: str
    words: str


class Wrong(Schema):
    """Where something sent is not as described, and how. Never the value."""

    where: str
    what: str


class Problem(Schema):
    """What was wrong, or what the rules refuse."""

    type: str = Field(description="urn:throughcare:refusal:<rule> or urn:throughcare:problem:<name>")
    title: str
    status: int
    detail: str = Field(description="The sentence to show to whoever asked")
    instead: str = Field("", description="What can be done")
    because: UUID | None = Field(None, description="The entry that caused it, where the caller may read it")
    cites: tuple[Cite, ...] = Field((), description="The paragraphs of the guidance that a refusal rests on")
    errors: tuple[Wrong, ...] = ()


class Stop(Exception):
    """Ends a request with this problem."""

    def __init__(self, status: int, name: str, detail: str, *, instead: str = "", **headers: str) -> None:
        super().__init__(name)
        self.problem = made(status, f"problem:{name}", detail, instead=instead)
        self.headers = {name.replace("_", "-").title(): value for name, value in headers.items()}


class Refused(Exception):
    """The rules refuse what was sent; `because` only where the caller may read that entry."""

    def __init__(self, refusal: Refusal, *, because: UUID | None = None) -> None:
        super().__init__(refusal.rule)
        cites = tuple(Cite(code=one, words=guidance.in_words(one)) for one in refusal.cites)
        self.problem = made(
            409, f"refusal:{refusal.rule}", refusal.sentence, instead=refusal.instead, because=because, cites=cites
        )


def made(status: int, name: str, detail: str, **more: Any) -> Problem:
    return Problem(
        type=f"urn:throughcare:{name}", title=HTTPStatus(status).phrase, status=status, detail=detail, **more
    )


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Only a refusal tells something of somebody's record."""
    response = JsonResponse(
        problem.model_dump(mode="json"), status=problem.status, content_type=MEDIA_TYPE, headers=dict(headers or {})
    )
    response.tells = ":refusal:" in problem.type  # type: ignore[attr-defined]
    return response


def not_found() -> Stop:
    """The same for whoever is not there and whoever may not be seen."""
    return Stop(404, "not_found", "There is nothing here that this key may see.")


@csrf_exempt
@login_not_required
def nothing_here(request: HttpRequest) -> HttpResponse:
    """For whatever begins like an operation and is none."""
    return answer(made(404, "problem:no_such_address", "No operation has this address. See /api/v1/openapi.json."))


def of_stop(request: HttpRequest, stop: Stop) -> HttpResponse:
    return answer(stop.problem, stop.headers)


def of_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    return answer(refused.problem)


def of_no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    found = made(
        401, "problem:no_key", "This needs a key that is in force.",
        instead="Send it as “Authorization: Bearer tc_…”. A manager of the team makes one.",
    )  # fmt: skip
    return answer(found, {"WWW-Authenticate": "Bearer"})


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The library's own: a body that cannot be read."""
    return answer(made(error.status_code, "problem:unreadable", "The body of this request cannot be read as JSON."))


def of_invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    errors = tuple(Wrong(where=_where(one["loc"]), what=_what(one)) for one in invalid.errors)
    found = made(422, "problem:not_as_described", "What was sent is not as described.", errors=errors)
    return answer(found)


def _where(loc: tuple[Any, ...]) -> str:
    """The body is called `given` inside; nobody outside knows that."""
    return ".".join(str(part) for part in loc if part != "given")


def _what(error: Mapping[str, Any]) -> str:
    """A value that may be somebody's is not said again."""
    said = str(error["msg"]).removeprefix("Value error, ")
    return {"missing": "It is missing.", "extra_forbidden": "There is no such field."}.get(error["type"], said)

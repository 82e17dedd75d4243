"""Every operation, its exception handlers, and the addresses. The description is committed: docs/reference."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from throughcare.api import (
    beginning,
    changes,
    description,
    facts,
    finding,
    mending,
    notices,
    places,
    problems,
    shares,
    standing,
)
from throughcare.api.description import PREFIX
from throughcare.api.door import door
from throughcare.api.keys import Key

api = NinjaAPI(
    title="Throughcare", version="1", docs_url=None, openapi_url=None, auth=Key(), urls_namespace="throughcare-api",
    description="The same records, rules, sight and read log as the pages. Every error is a problem document.",
)  # fmt: skip
ROUTERS = (finding, beginning, standing, notices, shares, changes, places, mending, facts)
for _part in ROUTERS:
    api.add_router("", _part.router)
HANDLERS: Mapping[type[Exception], Callable[..., HttpResponse]] = {
    problems.Stop: problems.of_stop, problems.Refused: problems.of_refusal, AuthenticationError: problems.of_no_key,
    ValidationError: problems.of_invalid, HttpError: problems.of_http,
}  # fmt: skip
for _error, _handler in HANDLERS.items():
    api.add_exception_handler(_error, _handler)


def _behind_the_door(pattern: URLPattern) -> URLPattern:
    return path(f"{PREFIX}{pattern.pattern}", door(pattern.callback), name=pattern.name)


urlpatterns = [
    path(f"{PREFIX}openapi.json", description.view_of(api), name="api_description"),
    *(_behind_the_door(one) for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"),
    re_path("^api/", problems.nothing_here, name="api_nothing"),
]

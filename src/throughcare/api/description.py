"""The OpenAPI description as it is committed and served: what the operations say, and the problems they all share."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from throughcare.api.problems import DOCUMENTED, MEDIA_TYPE, Problem

PREFIX = "api/v1/"
WORDS = {
    400: "The body cannot be read", 401: "No key, or one that is not in force", 403: "Not for this key",
    404: "Nothing that this key may see", 405: "No such method", 409: "The rules refuse it", 413: "Too much",
    415: "Not JSON", 422: "Not as described, or a paper that cannot be set", 429: "Too often; see Retry-After",
    503: "Nothing is shown, because it cannot be written who looked",
}  # fmt: skip


def describe(api: NinjaAPI) -> dict[str, Any]:
    """The whole document, as JSON values."""
    found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX)))
    for methods in found["paths"].values():
        for operation in methods.values():
            operation["responses"] |= {str(one): {"$ref": f"#/components/responses/{one}"} for one in DOCUMENTED}
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    found["components"]["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    found["components"]["responses"] = {str(one): _response(one) for one in DOCUMENTED}
    return found


def text(api: NinjaAPI) -> str:
    """Always the same letters for the same operations."""
    return json.dumps(describe(api), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def view_of(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    """What anyone may read; about nobody."""

    @login_not_required
    @require_safe
    def description(request: HttpRequest) -> HttpResponse:
        return HttpResponse(text(api), content_type="application/json")

    return description


def _response(status: int) -> dict[str, Any]:
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    found: dict[str, Any] = {"description": WORDS[status], "content": {MEDIA_TYPE: schema}}
    if status == 429:
        seconds = {"schema": {"type": "integer"}, "description": "How many seconds to wait"}
        found["headers"] = {"Retry-After": seconds}
    return found

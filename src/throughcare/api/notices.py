"""A notice as it was prepared: the same paper as the page prints."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from throughcare.api.facts import RECORDS
from throughcare.api.fields import Id
from throughcare.api.keys import Key, caller_of
from throughcare.api.people import Reference, open_record
from throughcare.api.problems import Stop, not_found
from throughcare.documents.notice import NoticeIncomplete
from throughcare.rulebook.facts.assessment import NoticePrepared
from throughcare.sharing import notice_paper

router = Router(tags=["notices"])
PDF = "application/pdf"
A_PAPER: dict[str, Any] = {
    "responses": {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}, "description": "OK"}}
}


@router.get(
    "/people/{reference}/notices/{notice}", auth=Key(RECORDS), url_name="api_notice", operation_id="fetch_notice",
    summary="Fetch a notice", openapi_extra=A_PAPER,
)  # fmt: skip
def fetch_notice(request: HttpRequest, reference: Reference, notice: Id) -> Any:
    """`notice` is the entry of kind notice_prepared. Outside an approved wording it prints as not a legal notice."""
    opened = open_record(caller_of(request), reference)
    prepared = opened.history.origin(notice, NoticePrepared)
    if prepared is None:
        raise not_found()
    try:
        content = notice_paper.pdf(opened=opened, prepared=prepared, demonstration=settings.DEMO)
    except NoticeIncomplete as missing:
        raise Stop(
            422, "notice_incomplete", str(missing),
            instead="Ask whoever keeps the list of teams to fill it in. Release is not delayed by this.",
        ) from missing  # fmt: skip
    response = HttpResponse(content, content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="notice-{str(prepared.root)[:8]}.pdf"'
    return response

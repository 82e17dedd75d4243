"""The evidence that went with a report of a failure, as a paper: from the copy that was kept, and from nothing else."""

from django.conf import settings
from django.http import HttpResponse

from throughcare.documents.failure_bundle import render_failure_bundle
from throughcare.sharing import copies
from throughcare.sharing.models import Disclosure


def response(disclosure: Disclosure) -> HttpResponse | None:
    """None where nothing of the kind was sent. The name of the file says nothing about anybody."""
    sent = copies.read(disclosure.copy.text)
    if sent.bundle is None:
        return None
    number = str(disclosure.pk)[-8:].upper()
    content = render_failure_bundle(bundle=sent.bundle, number=number, at=sent.as_at, demonstration=settings.DEMO)
    made = HttpResponse(content, content_type="application/pdf")
    made.headers["Content-Disposition"] = f'inline; filename="report-{number}.pdf"'
    return made

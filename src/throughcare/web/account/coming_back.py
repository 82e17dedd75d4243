"""Addresses that a page may send somebody on to: ours, and no other site's."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def ours(request: HttpRequest, to: str) -> str:
    """The address, or nothing."""
    is_ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if is_ours and to.startswith("/") else ""

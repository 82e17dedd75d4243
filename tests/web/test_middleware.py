"""What every answer carries."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from throughcare.web import context
from throughcare.web.middleware import SecurityHeaders


def answer(path):
    return SecurityHeaders(lambda request: HttpResponse())(RequestFactory().get(path))


def test_nothing_from_elsewhere_may_run_or_frame():
    policy = answer("/")["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(("path", "kept"), [("/people/1", False), ("/", False), ("/static/throughcare.css", True)])
def test_no_page_is_kept_but_what_is_the_same_for_all(path, kept):
    assert answer(path).has_header("Cache-Control") is not kept


def test_a_page_knows_nothing_that_nobody_set():
    page = context.page(RequestFactory().get("/"))["page"]

    assert page["working_as"] is None
    assert page["now"] is None
    assert list(page["navigation"]) == []

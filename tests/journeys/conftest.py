"""One browser for the journeys of a file."""

import pytest

from tests.journeys.browser import Visitor, served, started
from tests.web.cjit_story import set_clock


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's own loop must not bar the database
        running = started(playwright)
        yield running
        running.close()


@pytest.fixture(autouse=True)
def plain_cookies(settings):
    """A browser takes a __Host- cookie by https only; a demonstration's have plain names (see settings)."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "session", "csrf"


@pytest.fixture
def server(request, transactional_db, settings):
    """The clock begins where the file says."""
    set_clock(settings, request.module.BEGINS)
    with served(settings) as running:
        yield running


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(request, browser, server):
    someone = Visitor(browser, server.url, scripts=request.param)
    yield someone
    someone.context.close()

"""One browser for the journeys of a file."""

import pytest

from tests.journeys.browser import started


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

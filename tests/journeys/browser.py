"""A real browser at a real server: every page it sees is checked by axe, wide and narrow."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings as live
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests import cast

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
SHOTS = os.environ.get("THROUGHCARE_SHOTS", "")
"""A folder for pictures of every page seen; none are taken without it."""
WIDTHS = (1280, 320)
SQUEEZED = """() => [...document.querySelectorAll('main p, main label, main .govuk-hint, main td, main th, main input')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.govuk-visually-hidden'))
    .filter(one => getComputedStyle(one.closest('thead') ?? one).position !== 'absolute')
    .filter(one => one.clientWidth > 1 && one.clientWidth < 25)
    .filter(one => one.tagName === 'INPUT' ? one.type === 'text' : one.innerText.trim().length > 3)
    .map(one => one.outerHTML.slice(0, 200))"""
"""Words in a column as narrow as one letter, and boxes in which nothing can be typed. Heads of columns that a narrow
page keeps for those who listen are not seen by anybody."""


def started(playwright):
    path = shutil.which("chromium")
    assert path, "Debian's chromium is not installed: apt-get install chromium"
    return playwright.chromium.launch(executable_path=path, args=QUIET.split())


@contextmanager
def served(settings, *, host="127.0.0.1"):
    """As the demonstration runs: plain HTTP on this machine only."""
    settings.DEMO = True
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    running = LiveServer(host)
    yield running
    running.stop()


class Visitor:
    """Somebody of the team at their browser."""

    def __init__(self, browser, url, *, scripts=True):
        self.url, self.scripts, self.seen = url, scripts, []
        self.context = browser.new_context(java_script_enabled=scripts, viewport={"width": WIDTHS[0], "height": 900})
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.seen.append(f"said: {message.text}"))

    def is_now(self, membership):
        """Signed in as they are after the sign-in page."""
        client = Client()
        cast.signed_in(client, membership.account)
        cookie = client.cookies[live.SESSION_COOKIE_NAME].value
        self.context.clear_cookies()
        self.context.add_cookies([{"name": live.SESSION_COOKIE_NAME, "value": cookie, "url": self.url}])
        return self

    def goes(self, path):
        self.page.goto(self.url + path)
        return self

    def follows(self, text, **more):
        self.page.get_by_role("link", name=text, **more).first.click()
        return self

    def presses(self, text):
        self.page.get_by_role("button", name=text).first.click()
        return self

    def chooses(self, **answers):
        for name, value in answers.items():
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        return self

    def types(self, **answers):
        for name, value in answers.items():
            self.page.locator(f'[name="{name.replace("__", "-")}"]').fill(value)
        return self

    def presses_and_arrives(self, text):
        """Where a script asks a key first, the next page comes by itself, a moment later."""
        before = self.page.url
        self.presses(text)
        self.page.wait_for_url(lambda url: url != before)
        return self

    def reads(self, *texts):
        """Words that must be seen, wherever they stand."""
        body = " ".join(self.page.locator("main").inner_text().split())
        for text in texts:
            assert text in body, f"{text!r} is not on the page: {body[:1500]}"
        return self

    def looks(self, name):
        """Axe finds nothing, nothing scrolls sideways and nothing is squeezed, wide and narrow."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            if SHOTS:
                self.page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert self.page.evaluate(SQUEEZED) == [], (name, width)
            if self.scripts:
                self.page.evaluate(AXE.read_text(encoding="utf-8"))
                found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (name, width)
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        return self

"""The page of all parts in a real browser: axe, focus, and no sideways scrolling at 320 pixels."""

import mimetypes
import shutil
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles import finders

from tests.web.samples import LookForm
from tests.web.test_pages import look_page
from throughcare.web.middleware import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Silent(WSGIRequestHandler):
    def log_message(self, *parts):
        pass


def site(environ, start_response):
    path = environ["PATH_INFO"]
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        body, kind = (Path(found).read_bytes(), mimetypes.guess_type(path)[0]) if found else (b"", "text/plain")
        start_response("200 OK" if found else "404 Not Found", [("Content-Type", kind or "font/ttf")])
        return [body]
    html = look_page(LookForm({}) if path == "/errors" else None)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ]
    start_response("200 OK", headers)
    return [html.encode()]


@pytest.fixture(scope="module")
def address():
    server = make_server("127.0.0.1", 0, site, handler_class=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        assert path, "Debian's chromium is not installed: apt-get install chromium"
        running = playwright.chromium.launch(executable_path=path, args=QUIET.split())
        yield running
        running.close()


@pytest.fixture
def visit(browser, address):
    opened = []

    def go(path, width, **more):
        page = browser.new_page(viewport={"width": width, "height": 900}, **more)
        opened.append(page)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(address + path, wait_until="networkidle")
        return page

    yield go
    for page in opened:
        page.close()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["/", "/errors"])
def test_axe_finds_nothing_and_the_policy_stops_nothing(visit, path, width):
    page = visit(path, width)

    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    stopped = list(page.said)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert stopped == []


def test_at_320_pixels_nothing_scrolls_sideways(visit):
    page = visit("/errors", 320)

    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_error_summary_takes_the_focus_and_its_links_lead_to_inputs(visit):
    page = visit("/errors", 1280)
    focused = "document.activeElement"

    assert "govuk-error-summary" in page.evaluate(f"{focused}.className")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate(f"{focused}.id") == "id_how_0"


def test_everything_is_there_without_javascript(visit):
    page = visit("/errors", 1280, java_script_enabled=False)

    page.locator("summary", has_text="why?").first.click()

    assert page.get_by_text("The Handbook does not say how to count").is_visible()
    assert page.locator("#id_born-day").is_visible()


def test_no_page_asks_for_a_font_or_file_that_is_not_ours(visit, address):
    page = visit("/", 1280)

    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")

    assert all(name.startswith(address) for name in loaded)
    assert any("NotoSans" in name for name in loaded)

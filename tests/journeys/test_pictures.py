"""The pictures of the documentation: each is of a page that is there, and no picture is left over.

They are taken from the demonstration at a fixed instant, as anybody would see it who starts it then. With
THROUGHCARE_PICTURES=1 they are written into docs/pictures; else only compared in their names.
"""

import os
import re
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from throughcare.simulation.partnership import PASSWORD

pytestmark = pytest.mark.browser
DOCS = Path(__file__).parents[2] / "docs"
ADDRESS = "127.0.0.1:8019"
MONDAY = "2026-03-30T09:12:00+01:00"
MEERA, SIAN, ELUNED, KIT = "meera.oshea", "sian.hwel", "eluned.prys", "kit.oberg"
PICTURES = (
    ("suite", MEERA, "/suite", "", "In the suite"),
    ("handover", MEERA, "/suite/handover", "", "Handover"),
    ("drug-test", MEERA, "/suite", "main a[href*='/drug-test'] >> nth=0", "Drug test"),
    ("book", MEERA, "/suite", "text=Book and give RA1 >> nth=0", "Book"),
    ("today", SIAN, "/today", "", "Today"),
    ("person", SIAN, "/today?due=week", "main tbody tr:has-text('care plan') a >> nth=0", ""),
    ("diary", SIAN, "/diary", "", "Diary"),
    ("assessment", SIAN, "/arrivals", "main a:text-is('Start') >> nth=0 then main button >> nth=0", ""),
    ("team", ELUNED, "/team", "", "who needs you first"),
    ("allocate", ELUNED, "/allocate", "", "Allocate"),
    ("status", KIT, "/status", "", "Status of the system"),
)
"""Name, who looks, where, what they then press, and words that stand there."""
STARTS_WITHIN = 180


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    environment = os.environ | {"THROUGHCARE_VAR": str(tmp_path_factory.mktemp("var")), "THROUGHCARE_NOW": MONDAY}
    with _running(environment):
        yield f"http://{ADDRESS}"


@contextmanager
def _running(environment):
    command = [sys.executable, "-m", "throughcare", "demo", "--bind", ADDRESS]
    demo = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(demo)
        yield
    finally:
        demo.terminate()
        demo.wait(timeout=30)


def _wait_for(demo):
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and demo.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{ADDRESS}/alive", timeout=2) as answer:
                assert answer.read() == b"alive"
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the demonstration did not answer within {STARTS_WITHIN} s")


@pytest.fixture(scope="module")
def signed_in(browser, demonstration):
    """The page of each, who signs in once."""
    pages = {}

    def page_of(who):
        if who not in pages:
            pages[who] = page = browser.new_context(viewport={"width": 1280, "height": 1400}).new_page()
            page.goto(f"{demonstration}/sign-in")
            page.fill("[name=email]", f"{who}@example.org")
            page.fill("[name=password]", PASSWORD)
            page.click("main button")
            page.click("main button")  # the second step: a demonstration has typed the code
        return pages[who]

    return page_of


@pytest.mark.parametrize(("name", "who", "path", "click", "words"), PICTURES, ids=[one[0] for one in PICTURES])
def test_a_picture_is_of_a_page_that_is_there(signed_in, demonstration, tmp_path, name, who, path, click, words):
    folder = DOCS / "pictures" if os.environ.get("THROUGHCARE_PICTURES") else tmp_path
    page = signed_in(who)
    page.goto(demonstration + path)
    for one in click.split(" then ") if click else ():
        page.click(one)
    assert words in page.locator("h1").first.inner_text()
    page.evaluate("window.scrollTo(0, 0)")
    height = min(1400, page.evaluate("Math.ceil(document.querySelector('footer').getBoundingClientRect().bottom)"))
    page.screenshot(path=folder / f"{name}.png", clip={"x": 0, "y": 0, "width": 1280, "height": height})


def test_no_picture_is_left_over_and_none_is_missing():
    there = {path.stem for path in (DOCS / "pictures").glob("*.png")}
    shown = {name for page in DOCS.rglob("*.md") for name in re.findall(r"pictures/([a-z-]+)\.png", page.read_text())}

    assert there == {one[0] for one in PICTURES} == shown

"""The pictures of the documentation, taken from a demonstration at a fixed instant: docs/pictures/*.png.

Needs Debian's Chromium. Run it when a page's look has changed: .venv/bin/python tools/pictures.py
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs/pictures"
ADDRESS = "127.0.0.1:8019"
MONDAY = "2026-03-30T09:12:00+01:00"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PASSWORD = "demonstration-only-castle-street"
SHOTS = (
    ("suite", "meera.oshea@example.org", "/suite", ""),
    ("book", "meera.oshea@example.org", "/suite", "text=Book and give RA1 >> nth=0"),
    ("today", "sian.hwel@example.org", "/today", ""),
    ("person", "sian.hwel@example.org", "/today?due=week", "main tbody tr:has-text('care plan') a >> nth=0"),
    ("allocate", "eluned.prys@example.org", "/allocate", ""),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {"THROUGHCARE_VAR": var, "THROUGHCARE_NOW": MONDAY}
        demo = subprocess.Popen([".venv/bin/throughcare", "demo", "--bind", ADDRESS], env=environment)
        try:
            time.sleep(30)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
                for name, email, path, click in SHOTS:
                    page = browser.new_context(viewport={"width": 1280, "height": 1400}).new_page()
                    take(page, name, email, path, click)
        finally:
            demo.terminate()
            demo.wait(timeout=20)


def take(page: Page, name: str, email: str, path: str, click: str) -> None:
    page.goto(f"http://{ADDRESS}/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.click("main button")  # the second step: a demonstration has typed the code
    page.goto(f"http://{ADDRESS}{path}")
    if click:
        page.click(click)
    page.screenshot(path=PICTURES / f"{name}.png")
    print(name, page.url)


if __name__ == "__main__":
    main()

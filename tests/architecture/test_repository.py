"""What may never be committed: addresses in locks, built assets, other people's code, a path of one machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"]


def committed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_a_lock_holds_hashes_and_no_address(lock):
    text = lock.read_text()

    assert "://" not in text
    assert "sha256" in text or "sha512" in text


def test_no_built_asset_is_committed():
    names = {str(path.relative_to(ROOT)) for path in committed()}

    assert not {name for name in names if name.startswith(("build/", "node_modules/", "var/"))}
    assert not {name for name in names if name.endswith((".min.js", ".min.css", ".ttf", ".woff2", ".sqlite3"))}


def test_no_file_is_larger_than_half_a_megabyte():
    assert not [path for path in committed() if path.stat().st_size > 500_000]


def test_no_text_promises_what_only_a_court_can_say():
    word = re.compile(r"\b(compliant|lawful|guaranteed)\b", re.IGNORECASE)
    found = []
    for path in committed():
        if path.suffix in {".html", ".typ", ".md"} and path.name != "style.md":
            found += [f"{path.name}: {line.strip()}" for line in path.read_text().splitlines() if word.search(line)]

    assert found == []

"""Writes docs/reference from the tables of the rulebook and from the API; with --check says which pages are stale."""

import argparse
import sys
from pathlib import Path

from throughcare.cli import api_description
from throughcare.cli.proofs import read_proofs, root
from throughcare.cli.reference import pages

FOLDER = "docs/reference"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a committed page is stale")


def run(options: argparse.Namespace) -> int:
    found = root()
    if found is None:
        print("throughcare: docs are written into the source tree, and only the package is installed.", file=sys.stderr)
        return 2
    folder = found / FOLDER
    made = pages(read_proofs(root=found)) | {api_description.NAME: api_description.text()}
    stale = {name: text for name, text in made.items() if _held(folder / name) != text}
    left_over = sorted({path.name for path in folder.glob("*.md")} - set(made))
    if options.check:
        return _report(folder, stale, left_over)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in stale.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in left_over:
        (folder / name).unlink()
    print(f"{len(stale)} written, {len(left_over)} removed in {FOLDER}")
    return 0


def _held(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _report(folder: Path, stale: dict[str, str], left_over: list[str]) -> int:
    for name, text in stale.items():
        now, then = text.splitlines(), _held(folder / name).splitlines()
        print(f"{FOLDER}/{name} is stale: {len(set(now) - set(then))} lines new, {len(set(then) - set(now))} gone")
    for name in left_over:
        print(f"{FOLDER}/{name} is written by nothing")
    if stale or left_over:
        print("To write them: throughcare docs")
    return 1 if stale or left_over else 0

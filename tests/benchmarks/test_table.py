"""The table of ratios says what was missed, and changes nothing of the page but what stands between its markers."""

import os
import subprocess
import sys

import pytest

from benchmarks import profiling, rules, table
from benchmarks.table import BEGINS, ENDS, Row, at_least, at_most, from_line, write_between_markers


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (at_most("a page", "9 ms", 3.0, 3, against="an empty page"), True),
        (at_most("a page", "9 ms", 3.1, 3, against="an empty page"), False),
        (at_least("record", "160 a second", 1.0, 1, against="prototype"), True),
        (at_least("record", "160 a second", 0.9, 1, against="prototype"), False),
    ],
)
def test_a_target_is_met_on_its_own_side(row, met):
    assert row.met is met
    assert ("MISSED" in table.text([row])) is not met


def test_a_row_survives_the_way_between_processes():
    row = at_most("Seite für «Siân»", "9 ms", 1.5, 3, against="leer")

    assert from_line(row.to_line()) == row


def test_only_what_stands_between_the_markers_is_written(tmp_path):
    page = tmp_path / "speed.md"
    page.write_text(f"Before.\n{BEGINS}\nold\n{ENDS}\nAfter.\n", "utf-8")

    write_between_markers(page, table.markdown([Row(what="follow", figure="1 ms")]))

    assert page.read_text("utf-8").startswith(f"Before.\n{BEGINS}\n")
    assert page.read_text("utf-8").endswith(f"{ENDS}\nAfter.\n")
    assert "| follow | 1 ms |" in page.read_text("utf-8")
    assert "old" not in page.read_text("utf-8")


def test_a_page_without_markers_is_left_alone(tmp_path):
    page = tmp_path / "speed.md"
    page.write_text("Prose.", "utf-8")

    with pytest.raises(ValueError, match="lacks the markers"):
        write_between_markers(page, "figures")

    assert page.read_text("utf-8") == "Prose."


def test_the_rules_are_measured_at_four_lengths(monkeypatch):
    monkeypatch.setattr(rules, "best_of", lambda act: [act(), 1.0][1])

    rows = list(rules.rows())

    assert [row.what for row in rows if row.target] == [f"follow, {facts} facts" for facts in (10, 60, 300, 1000)]


@pytest.mark.parametrize(
    ("ratio", "is_short", "explained"), [(3.1, False, True), (3.0, False, False), (3.1, True, False)]
)
def test_what_misses_its_target_and_nothing_else_is_explained(monkeypatch, capsys, ratio, is_short, explained):
    monkeypatch.setattr(profiling, "is_short", lambda: is_short)
    done = []

    row = at_most("a page", "9 ms", ratio, 3, against="an empty page")
    assert list(profiling.explained(row, lambda: done.append(1))) == [row]
    assert ("missed: a page" in capsys.readouterr().out, done) == (explained, [1] if explained else [])


def test_everything_is_measured_on_few_people():
    command = [sys.executable, "-m", "benchmarks", "--short", "--people", "20", "--only", "sqlite"]
    done = subprocess.run(command, env=os.environ.copy(), capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    for what in ("record, one writer", "record_many, 20 people", "rebuild and compare"):
        assert what in done.stdout
    for page in ("suite", "today", "my_people", "arrivals", "manage", "person"):
        assert f"page '{page}'" in done.stdout
    assert "answers 5" not in done.stdout
    assert "not there yet" not in done.stdout

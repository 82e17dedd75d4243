"""`throughcare docs`: the reference pages are the tables, word for word, and a stale page is noticed."""

from pathlib import Path

import pytest
from django.test import Client

from throughcare.cli import docs, main
from throughcare.cli.api_description import ADDRESS
from throughcare.cli.proofs import proofs_in
from throughcare.cli.reference import pages
from throughcare.rulebook import points, readings, requirements
from throughcare.rulebook.actors import ROLES
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.journey import OBLIGATIONS, REFUSALS

PAGES = pages(())


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("limits.md", [row.sentence for row in DEADLINES.values()]),
        ("duties.md", [f"## {row.action}" for row in OBLIGATIONS.values()]),
        ("refusals.md", [f"| `{name}` | {row.check.__doc__} |" for name, row in REFUSALS.items()]),
        ("readings.md", [row.reading for row in readings.readings().values()]),
        ("points.md", [f"| {row.shown} | {' '.join(row.short)} | {row.title} |" for row in points.POINTS.values()]),
        ("points.md", [f"| `{row.id}` | {row.actor} | {row.sentence} |" for row in points.REQUIRED_ACTIONS]),
        ("facts.md", [asked.label for row in KINDS.values() for asked in row.questions.values()]),
        ("roles.md", [row.sentence for row in ROLES.values()]),
        ("requirements.md", [f"| {row.id} | " for row in requirements.requirements().values()]),
    ],
)
def test_a_page_holds_every_row_of_its_table(page, said):
    assert [each for each in said if each not in PAGES[page]] == []


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    for name, text in PAGES.items():
        for block in text.split("\n\n"):
            widths = {line.count("|") for line in block.splitlines() if line.startswith("|")}
            assert len(widths) <= 1, (name, block[:200])


def test_a_requirement_says_which_tests_prove_it_or_for_what_it_waits():
    (test,) = proofs_in(file="tests/rulebook/test_x.py", source='def test_it():\n    "H-65"')
    rows = {line.split(" | ")[0]: line for line in pages((test,))["requirements.md"].splitlines()}

    assert rows["| H-65"].endswith("| tested: `rulebook/test_x.py` |")
    assert rows["| H-66"].endswith("| step 1: no test names it yet |")
    assert rows["| H-116"].endswith("| waits for step 5 |")
    assert rows["| H-183"].endswith("| left to judgement: `IPAE1.police` |")
    assert rows["| H-2"].endswith("| has no step yet |")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(docs, "root", lambda: tmp_path)
    return tmp_path / "docs/reference"


def test_writing_twice_changes_nothing(tree, capsys):
    main(["docs"])
    main(["docs"])

    assert capsys.readouterr().out.splitlines()[1] == "0 written, 0 removed in docs/reference"
    assert main(["docs", "--check"]) == 0


def test_the_description_of_the_api_is_the_one_that_is_served(tree):
    main(["docs"])

    committed = (Path(__file__).parents[2] / "docs/reference/openapi.json").read_text("utf-8")
    assert (
        (tree / "openapi.json").read_text("utf-8") == committed == Client().get(ADDRESS, secure=True).content.decode()
    )


def test_a_stale_description_of_the_api_is_noticed(tree, capsys):
    main(["docs"])
    (tree / "openapi.json").write_text("{}\n")

    assert main(["docs", "--check"]) == 1
    assert "docs/reference/openapi.json is stale" in capsys.readouterr().out


def test_a_stale_page_and_one_that_nothing_writes_are_named(tree, capsys):
    main(["docs"])
    (tree / "roles.md").write_text("# Roles\n")
    (tree / "old.md").write_text("# Old\n")

    assert main(["docs", "--check"]) == 1

    shown = capsys.readouterr().out
    assert "docs/reference/roles.md is stale" in shown
    assert "docs/reference/old.md is written by nothing" in shown


def test_without_the_source_tree_it_says_so(monkeypatch, capsys):
    monkeypatch.setattr(docs, "root", lambda: None)

    assert main(["docs"]) == 2
    assert "only the package is installed" in capsys.readouterr().err


def test_what_waits_is_not_said_to_be_tested_whole():
    (test,) = proofs_in(file="tests/rulebook/test_x.py", source='def test_it():\n    "H-116"')

    assert "| waits for step 5; in part tested: `rulebook/test_x.py` |" in pages((test,))["requirements.md"]

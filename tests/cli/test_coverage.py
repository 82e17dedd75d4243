"""`throughcare coverage`: a requirement that a step says it proves, and no test names, turns it red."""

import pytest

from throughcare.cli import coverage, main
from throughcare.cli.proofs import proofs_in

TESTS = tuple(
    proofs_in(file="tests/x/test_y.py", source='def test_one():\n    "H-65"\n\ndef test_two():\n    "H-65 H-66"')
)


@pytest.fixture(autouse=True)
def _tests(monkeypatch, tmp_path):
    monkeypatch.setattr(coverage, "root", lambda: tmp_path)
    monkeypatch.setattr(coverage, "read_proofs", lambda *, root: TESTS)


def test_a_requirement_is_listed_with_every_test_that_names_it(capsys):
    assert main(["coverage", "H-65", "H-66"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "H-65   tests/x/test_y.py::test_one",
        "       tests/x/test_y.py::test_two",
        "H-66   tests/x/test_y.py::test_two",
        "",
        "2 requirements: 2 named by a test, 0 missing",
    ]


def test_a_requirement_without_a_test_is_missing(capsys):
    assert main(["coverage", "H-66", "H-83"]) == 1

    assert "H-83   MISSING  Six occasions" in capsys.readouterr().out


def test_all_that_the_steps_prove_is_listed_when_nothing_is_named(capsys):
    assert main(["coverage"]) == 1

    shown = capsys.readouterr().out
    assert "H-191" in shown
    assert "H-116" not in shown


def test_an_unknown_number_is_refused(capsys):
    assert main(["coverage", "H-999"]) == 2

    assert "no requirement is called H-999" in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1])
def test_mutation_is_left_to_its_runner_and_its_answer_passed_on(code, tmp_path, capfd):
    runner = tmp_path / "tests/mutation/run.py"
    runner.parent.mkdir(parents=True)
    runner.write_text(f"import sys\nprint(sys.argv[1:])\nsys.exit({code})")

    assert main(["coverage", "--mutate", "give_ra1"]) == code
    assert "['give_ra1']" in capfd.readouterr().out


def test_without_the_source_tree_it_says_so(monkeypatch, capsys):
    monkeypatch.setattr(coverage, "root", lambda: None)

    assert main(["coverage"]) == 2
    assert "only the package is installed" in capsys.readouterr().err

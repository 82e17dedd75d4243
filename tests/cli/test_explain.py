"""`throughcare explain`: plain text at 80 columns, with the tests that name the rule."""

import subprocess
import sys

import pytest

from throughcare.cli import main
from throughcare.cli.proofs import naming, proofs_in, read_proofs, root

MODULE = '''
"""Speaks of H-1."""
TABLE = [("H-2", 1)]
OTHER = ["H-3"]

@pytest.mark.parametrize("row", [param(id="H-4 noon"), "warn"])
def test_one(row):
    """H-85 to H-87."""
    assert TABLE

class TestIt:
    def test_two(self):
        assert "warn me"
'''


@pytest.mark.parametrize("word", ["outreach", "give_ra1", "H-72", "R3", "HB 4.1.1", "Com5a", "detention", "warn"])
def test_an_answer_fits_80_columns(word, capsys):
    assert main(["explain", word]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 80 and "::" not in line] == []


def test_a_duty_shows_limit_paragraph_code_and_who(capsys):
    main(["explain", "hold_follow_up"])

    shown = capsys.readouterr().out
    assert "5 working days, to the end of the last" in shown
    assert "HB 4.1.3: Case Management" in shown
    assert "src/throughcare/rulebook/assessment.py:" in shown
    assert "cjit_case_manager" in shown


def test_an_unknown_word_is_refused_with_what_is_near(capsys):
    assert main(["explain", "outraech"]) == 1

    assert "Did you mean outreach" in capsys.readouterr().err


def test_nothing_of_django_is_loaded_to_explain():
    code = "import sys; from throughcare.cli import main; main(['explain', 'R1']); assert 'django' not in sys.modules"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=root())

    assert done.returncode == 0, done.stderr


def test_a_test_names_what_stands_in_it_and_in_the_tables_it_uses():
    one, two = proofs_in(file="tests/a/test_b.py", source=MODULE)

    assert [naming(number, [one]) != () for number in ("H-1", "H-2", "H-3", "H-4", "H-86")] == [
        False, True, False, True, True,
    ]  # fmt: skip
    assert str(two) == "tests/a/test_b.py::test_two"
    assert naming("warn", [one, two], quoted=True) == (one,)


def test_h_1_is_not_found_in_h_10_nor_a_requirement_in_a_test_of_the_catalogue():
    (test,) = proofs_in(file="x", source="def test_it():\n    'H-10'")

    assert naming("H-1", [test]) == ()
    assert not [test for test in read_proofs(root=root()) if test.file == "tests/rulebook/test_requirements.py"]

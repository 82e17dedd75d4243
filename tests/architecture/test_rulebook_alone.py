"""The rulebook imports the standard library and itself; everything else may change around it."""

import ast
import subprocess
import sys
from pathlib import Path

RULEBOOK = Path(__file__).parents[2] / "src/throughcare/rulebook"


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_rulebook_imports_only_the_standard_library():
    outside = {
        (path.name, name)
        for path in RULEBOOK.rglob("*.py")
        for name in _imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("throughcare.rulebook")
    }

    assert outside == set()


def test_nothing_in_the_rulebook_reads_the_clock():
    for path in RULEBOOK.rglob("*.py"):
        text = path.read_text()
        assert ".now(" not in text, path
        assert ".today(" not in text, path


def test_the_rulebook_is_followed_where_nothing_is_installed():
    code = "import throughcare.rulebook.journey, sys; assert 'django' not in sys.modules"

    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=RULEBOOK.parents[2], env={"PYTHONPATH": "src"}, check=False,
        capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr

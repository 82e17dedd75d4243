"""Which tests name a requirement, a reading or a rule, read from the tests' own source.

A test names what stands in its function (name, docstring, parametrize) or in a table of its module that the
function uses. Tests of the catalogue itself name everything and prove nothing of it, so they are left out.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ABOUT_THE_TABLES = (
    "tests/architecture/", "tests/cli/", "tests/mutation/", "tests/rulebook/test_completeness.py",
    "tests/rulebook/test_explaining.py", "tests/rulebook/test_guidance.py",
    "tests/rulebook/test_readings.py", "tests/rulebook/test_requirements.py",
)  # fmt: skip
_RANGE = re.compile(r"\b([A-Z])-(\d+)(?: to |–|-)\1-(\d+)\b")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One test function and all that it says."""

    file: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}::{self.name}"


def root() -> Path | None:
    """The folder of the source tree; None where only the package is installed."""
    found = Path(__file__).parents[3]
    return found if (found / "pyproject.toml").is_file() and (found / "tests").is_dir() else None


def read_proofs(*, root: Path) -> tuple[Proof, ...]:
    """Every test of the source tree that may prove something."""
    return tuple(
        test
        for path in sorted((root / "tests").rglob("test_*.py"))
        if not (file := path.relative_to(root).as_posix()).startswith(ABOUT_THE_TABLES)
        for test in proofs_in(file=file, source=path.read_text("utf-8"))
    )


def proofs_in(*, file: str, source: str) -> Iterator[Proof]:
    module = ast.parse(source)
    lines = source.splitlines()
    tables = dict(_tables(module, lines))
    for node in ast.walk(module):
        if isinstance(node, _Function) and node.name.startswith("test_"):
            own = _source(node, lines)
            used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & set(tables)
            text = "\n".join([own, *(tables[name] for name in sorted(used))])
            yield Proof(file=file, name=node.name, text=_spelled_out(text))


def naming(name: str, tests: Iterable[Proof], *, quoted: bool = False) -> tuple[Proof, ...]:
    """The tests that name it. A rule's name counts only in quotes: "warn" is also a word."""
    mark = re.compile(rf"""["']{re.escape(name)}["']""" if quoted else rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    return tuple(test for test in tests if mark.search(test.text))


def _tables(module: ast.Module, lines: list[str]) -> Iterator[tuple[str, str]]:
    """The module's own assignments, by the name they give."""
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    yield target.id, _source(node, lines)


def _source(node: ast.stmt, lines: list[str]) -> str:
    """As written, from the first decorator to the last line."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return "\n".join(lines[first - 1 : node.end_lineno])


def _spelled_out(text: str) -> str:
    """With every number of "H-85 to H-95" written out."""
    spelled = [
        f"{prefix}-{number}"
        for prefix, first, last in _RANGE.findall(text)
        for number in range(int(first), int(last) + 1)
    ]
    return " ".join([text, *spelled])

"""Where each entry of the index stands in the code: file and line."""

import inspect
from importlib import resources
from pathlib import Path

from throughcare.rulebook import guidance
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.index import Entry, Sort
from throughcare.rulebook.refusing import REFUSALS

_HERE = resources.files(__package__)
_ROW = {
    Sort.LATER: ("later.py", 'id="{}"'),
    Sort.JUDGEMENT: ("not_automated.py", 'id="{}"'),
    Sort.POINT: ("points.py", 'Point("{}"'),
    Sort.ACTION: ("required_actions.py", '"{}",'),
    Sort.LIMIT: ("deadlines.py", 'name="{}"'),
    Sort.REQUIREMENT: ("requirements.toml", "[{}]"),
    Sort.READING: ("readings.toml", "[{}]"),
}
"""The file of a sort, and what stands on the line of its row."""


def place_of(entry: Entry) -> str:
    """ "rulebook/deadlines.py:87". Empty where the source is not at hand."""
    file, line = _found(entry)
    return f"rulebook/{file}:{line}" if line else ""


def _found(entry: Entry) -> tuple[str, int]:
    if entry.sort in _ROW:
        file, mark = _ROW[entry.sort]
        return file, _line(file, mark.format(entry.name))
    if entry.sort is Sort.REFUSAL:
        check = REFUSALS[entry.name].check
        return _file_of(inspect.getsourcefile(check) or ""), inspect.getsourcelines(check)[1]
    if entry.sort is Sort.FACT:
        cls = KINDS[entry.name].cls
        return _file_of(inspect.getsourcefile(cls) or ""), inspect.getsourcelines(cls)[1]
    if entry.sort is Sort.DUTY:
        return _duty(entry.name)
    if entry.sort is Sort.ROLE:
        return "actors.py", _line("actors.py", f"    Role.{entry.name.upper()}: RoleRow(")
    return "guidance.toml", _paragraph(guidance.cite(entry.name))


def _duty(kind: str) -> tuple[str, int]:
    names = sorted(each.name for each in _HERE.iterdir() if each.name.endswith(".py"))
    return next(((name, line) for name in names if (line := _line(name, f'kind="{kind}"'))), ("", 0))


def _paragraph(row: guidance.Paragraph) -> int:
    document = f'"{row.document.id}"' if " " in row.document.id else row.document.id
    return _line("guidance.toml", f'"{row.paragraph}" = ', after=f"[{document}.paragraphs]")


def _line(file: str, mark: str, *, after: str = "") -> int:
    """The first line with the mark, counted from 1; 0 when there is none."""
    lines = _HERE.joinpath(file).read_text("utf-8").splitlines()
    start = next((n for n, line in enumerate(lines) if after in line), 0)
    return next((n for n, line in enumerate(lines[start:], start + 1) if mark in line), 0)


def _file_of(path: str) -> str:
    found = Path(path)
    return f"facts/{found.name}" if found.parent.name == "facts" else found.name

"""One row of the table, and the table as text and as Markdown."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

BEGINS, ENDS = "<!-- benchmarks: begins -->", "<!-- benchmarks: ends -->"
HEAD = ("What", "Figure", "Against", "Ratio", "Target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure, what it is compared with in the same run or in the prototype, and how far it may be off."""

    what: str
    figure: str
    against: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return self.what, self.figure, self.against, ratio, " ".join(filter(None, (self.target, verdict)))

    def to_line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def from_line(line: str) -> Row:
    return Row(**json.loads(line))


def at_most(what: str, figure: str, ratio: float, limit: float, *, against: str) -> Row:
    """Smaller is better: how many times as long as what it is compared with."""
    return Row(
        what=what, figure=figure, against=against, ratio=ratio, target=f"at most {limit:g}", met=ratio <= limit
    )  # fmt: skip


def at_least(what: str, figure: str, ratio: float, limit: float, *, against: str) -> Row:
    """Larger is better: how many times as fast."""
    return Row(
        what=what, figure=figure, against=against, ratio=ratio, target=f"at least {limit:g}", met=ratio >= limit
    )  # fmt: skip


def text(rows: Sequence[Row]) -> str:
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def markdown(rows: Iterable[Row]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def write_between_markers(page: Path, content: str) -> None:
    """Replaces what stands between the two markers; the rest of the page is someone's prose."""
    before, _, rest = page.read_text("utf-8").partition(BEGINS)
    _, found, after = rest.partition(ENDS)
    if not found:
        raise ValueError(f"{page} lacks the markers {BEGINS} and {ENDS}")
    page.write_text(f"{before}{BEGINS}\n\n{content}\n\n{ENDS}{after}", "utf-8")

"""The words on the journey map: labels beside points, the tag, the names of the ways and of the parts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from throughcare.web.drawn.map_geometry import END_DROP, WIDTH, Rows, Spot
from throughcare.web.drawn.map_marks import INK, SECOND, State

LINE = 16
BROAD = {**dict.fromkeys(("IE1", "IE2", "IE3", "IE4"), 16), "Com1": 12}
BESIDE_AN_END, NARROW, AT_A_FORK = 10, 11, 13
TAG_WIDTH, TAG_HEIGHT = 80, 23


@dataclass(frozen=True)
class Words:
    """One line of text."""

    x: float
    y: float
    text: str
    is_bold: bool = False
    anchor: str = "middle"
    colour: str = INK
    size: float = 13


@dataclass(frozen=True)
class Tag:
    """ "Here now": a black box, and the small triangle that points at its point."""

    x: float
    y: float
    pointer: str
    width: int = TAG_WIDTH
    height: int = TAG_HEIGHT

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def baseline(self) -> float:
        return self.y + 16.5


@dataclass(frozen=True)
class Label:
    """What is written at one point."""

    code: str
    title_lines: tuple[str, ...]
    note: str
    state: State
    spot: Spot
    is_slim: bool

    @property
    def spoken_code(self) -> str:
        return spaced(self.code)

    @property
    def room(self) -> int:
        """How many letters fit before the label would touch the next one."""
        if self.is_end:
            return BESIDE_AN_END
        if self.state is State.HERE and self.code[-1] in "ab":
            return AT_A_FORK
        return BROAD.get(self.code, NARROW)

    @property
    def is_end(self) -> bool:
        return self.code in END_DROP

    @property
    def is_above(self) -> bool:
        return self.code in {"IE4a", "IE4b"} or (self.code.startswith("IPAE") and self.code[-1].isdigit())

    @property
    def lines(self) -> list[tuple[str, bool]]:
        if self.is_slim:
            return [(self.spoken_code, False)]
        dates_whole = re.sub(r"(\d+) (?=[A-Z])", "\\1\N{NO-BREAK SPACE}", self.note)
        note = wrap(dates_whole, self.room)
        return [
            (self.spoken_code, True),
            *((line, False) for line in self.title_lines),
            *((line, True) for line in note),
        ]


def spaced(code: str) -> str:
    """IE4a, as people read it: IE 4a."""
    return re.sub(r"(?<=\D)(?=\d)", " ", code, count=1)


def written(label: Label, *, proactive: bool) -> list[Words]:
    """Below its point on enforcement and trunk; above on proactive and IE4a, IE4b; right of an end."""
    colour = SECOND if label.state is State.NONE else INK
    if label.is_end:
        return _at_end(label, colour)
    x, y = label.spot
    if label.code == "Com1" and proactive:
        x += 10
    first = y + _first_baseline(label, proactive=proactive)
    return [
        Words(x, first + LINE * number, text, bold, colour=colour) for number, (text, bold) in enumerate(label.lines)
    ]


def tag(label: Label, *, reach: float, from_above: bool) -> Tag:
    """Opposite the label; at Com4 and Com5, where loops run above, under it; at a fork, beside the point."""
    x, y = label.spot
    if label.code in {"Com4", "Com5"}:
        return _tag_below(x, y + _first_baseline(label, proactive=False) + LINE * (len(label.lines) - 1) + 12)
    if label.is_end:
        return Tag(WIDTH - TAG_WIDTH - 2, y - 42, "")
    if label.code in BESIDE:
        return _tag_beside(label.spot, BESIDE[label.code], reach)
    if label.is_above:
        return _tag_below(x, y + reach + 8)
    shift = 26 if label.code == "Com1" and from_above else 0
    top = y - reach - 16 - TAG_HEIGHT
    return Tag(x - 40 + shift, top, f"M{x - 8} {top + 22}H{x + 8}L{x} {top + 31}Z")


BESIDE = {
    "IE4": (1, -1),
    "IPAE7": (1, 1),
    "IE4a": (-1, 0),
    "IPAE7a": (-1, 0),
    "IE4b": (1, 0),
    "IPAE7b": (1, 0),
}


def _tag_beside(spot: Spot, side: tuple[int, int], reach: float) -> Tag:
    """Where lines leave a point up and down, the tag stands to its right or left, clear of the lane."""
    (x, y), (across, down) = spot, side
    near, middle = x + across * (reach + 8), y + down * 28
    tip_y, tip = middle - down * 8, x + across * (reach - 8 * abs(down))
    left = near if across > 0 else near - TAG_WIDTH
    pointer = f"M{near} {middle - 9}V{middle + 9}L{tip} {tip_y}Z"
    return Tag(left, middle - TAG_HEIGHT / 2, pointer)


def _tag_below(x: float, tip: float) -> Tag:
    return Tag(x - 40, tip + 8, f"M{x - 8} {tip + 9}H{x + 8}L{x} {tip}Z")


def names_of_parts() -> Iterable[tuple[str, float, float]]:
    return (
        ("Found", 10, 150),
        ("Assessed", 170, 456),
        ("Home area", 478, 622),
        ("Case management (the same for both ways)", 656, WIDTH - 12),
    )


def names_of_ways(rows: Rows, *, taken: str, lower: bool, higher: bool) -> list[Words]:
    """The name of each way, moved off where the tag of somebody who is at its beginning stands."""
    enforcement = rows.enforcement - (94 if higher else 52)
    proactive = rows.proactive + (78 if lower else 44 if rows.proactive - rows.trunk > 70 else 38)
    return [
        Words(10, enforcement, "By enforcement", True, "start", size=14),
        Words(
            10,
            enforcement + 17,
            _under(taken, "enforcement", "after a positive test, with a legal requirement", rows),
            anchor="start",
            colour=SECOND,
            size=13.5,
        ),
        Words(10, proactive, "By proactive engagement", True, "start", size=14),
        Words(
            10,
            proactive + 17,
            _under(taken, "proactive", "without a positive test, or self-referred: by choice, no penalty", rows),
            anchor="start",
            colour=SECOND,
            size=13.5,
        ),
    ]


def names_of_loops(rows: Rows) -> list[Words]:
    return [
        Words(992, rows.trunk - 99, "comes back from suspension", colour=SECOND),
        Words(956, rows.trunk - 37, "stays on", colour=SECOND),
    ]


def _under(taken: str, route: str, usual: str, rows: Rows) -> str:
    return "not this person’s way" if taken not in {route, ""} and rows.height < 500 else usual


def _first_baseline(label: Label, *, proactive: bool) -> float:
    lines = len(label.lines)
    if label.is_slim:
        return -11 if label.is_above or (label.code.startswith("IE4") and label.code[-1] in "ab") else 21
    if label.is_above:
        return -18 - LINE * (lines - 1) - (8 if label.state is State.HERE else 0)
    return 28 + (8 if label.state is State.HERE else 0) + (5 if label.code == "Com1" and proactive else 0)


def _at_end(label: Label, colour: str) -> list[Words]:
    """Midway beside its square; beneath the tag, which stands over the label, when somebody is there."""
    x, y = label.spot
    is_here = label.state is State.HERE
    first = y - 3 if is_here else y + 4.5 - 8 * (len(label.lines) - 1)
    return [
        Words(x + (20 if is_here else 17), first + LINE * number, text, bold, "start", colour)
        for number, (text, bold) in enumerate(label.lines)
    ]

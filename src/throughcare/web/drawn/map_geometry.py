"""Where each process point stands on the journey map, and how a line runs from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from throughcare.rulebook import points

WIDTH = 1160
COM1, FORK, BUS, ENDS = 690, 594, 1038, 1068
CORNER = 12
BEND = 20

ACROSS = {
    **{f"IPAE{number}": 46 + 78 * (number - 1) for number in range(1, 8)},
    "IE1": 85,
    "IE2": 241,
    "IE3": 397,
    "IE4": 514,
    "IE4a": 514,
    "IPAE7a": 514,
    "IE4b": FORK,
    "IPAE7b": FORK,
    "Com1": COM1,
    "Com2": 770,
    "Com3": 844,
    "Com4": 918,
    "Com5": 994,
    "Com5a": ENDS,
    "Com5b": ENDS,
    "Com5c": ENDS,
}
END_DROP = {"Com5a": -66, "Com5b": 0, "Com5c": 66}
LOOPS = frozenset({("Com5", "Com4"), ("Com5a", "Com4")})
FOLLOWS = tuple(
    (point.code, following)
    for point in points.POINTS.values()
    for following in point.next
    if (point.code, following) not in LOOPS
)
Spot = tuple[float, float]


@dataclass(frozen=True)
class Rows:
    """The height of each of the five rows; a lane that nobody took may be slim."""

    height: int
    enforcement_detour: int
    enforcement: int
    trunk: int
    proactive: int
    proactive_detour: int

    def of(self, code: str) -> int:
        if code.startswith("Com"):
            return self.trunk + END_DROP.get(code, 0)
        if code.startswith("IPAE"):
            return self.proactive if code[-1].isdigit() else self.proactive_detour
        return self.enforcement if code[-1].isdigit() else self.enforcement_detour

    def spot(self, code: str) -> Spot:
        return ACROSS[code], self.of(code)


FULL = Rows(534, 130, 198, 292, 386, 454)
SLIM_PROACTIVE = Rows(400, 130, 198, 260, 324, 370)
SLIM_ENFORCEMENT = Rows(400, 75, 121, 184, 247, 315)


def way(rows: Rows, begin: str, end: str) -> str:
    """The line between two points that follow one another, as an SVG path at 0, 45 or 90 degrees."""
    (x, y), (to_x, to_y) = rows.spot(begin), rows.spot(end)
    if end == "Com1":
        reach = abs(rows.trunk - y)
        if begin in {"IE4b", "IPAE7b"}:
            knee = rows.trunk - (COM1 - FORK) if y < rows.trunk else rows.trunk + (COM1 - FORK)
            return rounded([(x, y), (x, knee), (to_x, to_y)], bend=BEND)
        return rounded([(x, y), (COM1 - reach, y), (to_x, to_y)], bend=BEND)
    if end in END_DROP and y != to_y:
        return rounded([(x, y), (BUS, y), (BUS, to_y), (to_x, to_y)])
    return rounded([(x, y), (to_x, to_y)])


def suspension_loop(rows: Rows) -> str:
    """From suspended back to casework: the outer loop."""
    top, com4 = rows.trunk - 94, ACROSS["Com4"]
    return rounded([(ENDS, rows.of("Com5a") - 9), (ENDS, top), (com4, top), (com4, rows.trunk - 13)])


def staying_loop(rows: Rows) -> str:
    """Reviewed, and stays on the caseload: the inner loop."""
    begin, end, top = ACROSS["Com5"] - 5, ACROSS["Com4"] + 5, rows.trunk - 32
    return rounded([(begin, rows.trunk - 9), (begin - 14, top), (end + 14, top), (end, rows.trunk - 9)])


def arrow(rows: Rows) -> str:
    x, y = ACROSS["Com4"], rows.trunk - 12
    return f"M{x - 5} {y - 9}L{x} {y}L{x + 5} {y - 9}"


def rounded(spots: Sequence[Spot], *, bend: float = CORNER) -> str:
    """Straight runs whose inner corners are rounded."""
    path = f"M{_number(spots[0][0])} {_number(spots[0][1])}"
    for before, corner, after in zip(spots, spots[1:], spots[2:], strict=False):
        enter, leave = _towards(corner, before, bend), _towards(corner, after, bend)
        path += f"L{_pair(enter)}Q{_pair(corner)} {_pair(leave)}"
    return f"{path}L{_pair(spots[-1])}"


def _towards(corner: Spot, other: Spot, bend: float) -> Spot:
    """A step from a corner along one of its runs, never beyond that run's middle."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = hypot(across, down)
    share = min(bend, length / 2) / length if length else 0
    return corner[0] + across * share, corner[1] + down * share


def _pair(spot: Spot) -> str:
    return f"{_number(spot[0])} {_number(spot[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

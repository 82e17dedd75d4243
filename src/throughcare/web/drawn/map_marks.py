"""How a point of the journey map looks in each of its five states."""

from dataclasses import dataclass
from enum import StrEnum

from throughcare.rulebook.points import Shape
from throughcare.web.drawn.map_geometry import Spot

INK, SECOND, WAY, DARK, LIGHT, PAPER = "#0b0c0c", "#484949", "#12436d", "#5b6063", "#858686", "#fff"


class State(StrEnum):
    DONE = "done"
    HERE = "here"
    NEXT = "next"
    LATER = "later"
    NONE = "none"


@dataclass(frozen=True)
class Stroke:
    """One SVG path."""

    d: str
    stroke: str = "none"
    width: float = 0
    fill: str = "none"
    dashes: str = ""
    cap: str = "butt"


RING = {
    State.DONE: (11.0, WAY, 0.0),
    State.HERE: (18.0, INK, 4.0),
    State.NEXT: (11.5, WAY, 3.2),
    State.LATER: (8.5, DARK, 2.6),
    State.NONE: (6.5, LIGHT, 2.0),
}
SLIM_RADIUS, SQUARE_HERE = 4.5, 13.0
REACH = {Shape.CIRCLE: 1.0, Shape.DIAMOND: 1.28, Shape.SQUARE: 0.95}


def mark(shape: Shape, state: State, spot: Spot, *, slim: bool) -> list[Stroke]:
    """A white edge keeps the mark clear of the line beneath it; then the ring; then what is in it."""
    radius, colour, width = RING[state]
    radius = SLIM_RADIUS if slim else radius
    if state is State.HERE and shape is Shape.SQUARE:
        radius = SQUARE_HERE
    if state is State.DONE:
        edge, body = outline(shape, spot, radius + 2), outline(shape, spot, radius)
        return [Stroke(edge, fill=PAPER), Stroke(body, fill=WAY), _tick(spot)]
    if state is State.HERE:
        edge = outline(shape, spot, radius + 3.5)
        ring, core = outline(shape, spot, radius), outline(shape, spot, radius / 2)
        return [
            Stroke(edge, fill=PAPER),
            Stroke(ring, stroke=colour, width=width, fill=PAPER),
            Stroke(core, fill=INK),
        ]
    return [Stroke(outline(shape, spot, radius), stroke=colour, width=width, fill=PAPER)]


def outline(shape: Shape, spot: Spot, radius: float) -> str:
    (x, y), reach = spot, round(radius * REACH[shape], 1)
    if shape is Shape.DIAMOND:
        return f"M{x} {y - reach}L{x + reach} {y}L{x} {y + reach}L{x - reach} {y}Z"
    if shape is Shape.SQUARE:
        return f"M{x - reach} {y - reach}H{x + reach}V{y + reach}H{x - reach}Z"
    arc = f"a{reach} {reach} 0 1 0"
    return f"M{x - reach} {y}{arc} {2 * reach} 0{arc} {-2 * reach} 0Z"


def reach(shape: Shape, state: State) -> float:
    """How far a mark stands out from its spot."""
    radius, _, width = RING[state]
    return radius * REACH[shape] + width / 2


def way_out(spot: Spot, *, up: bool, slim: bool) -> Stroke:
    """A short bar off a question: here somebody may leave before the caseload (R16)."""
    x, y = spot
    far, half = (15, 5) if slim else (26 if up else 22, 7)
    tip = y - far if up else y + far
    colour, width = (LIGHT, 2) if slim else (DARK, 2.4)
    return Stroke(f"M{x} {y}V{tip}M{x - half} {tip}H{x + half}", stroke=colour, width=width)


def _tick(spot: Spot) -> Stroke:
    x, y = spot
    return Stroke(f"M{x - 4.5} {y + 0.3}l3.2 3.4l5.6 -6.6", stroke=PAPER, width=2.4)

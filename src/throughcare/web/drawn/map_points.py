"""The 23 points of the rulebook as they stand for one person, ready for the map."""

from collections.abc import Mapping

from throughcare.rulebook.points import POINTS, Point, Route
from throughcare.web.drawn.journey_map import MapPoint
from throughcare.web.drawn.map_marks import State

Known = Mapping[str, tuple[State, str]]
FORKS = {"IE4a": "IE4", "IE4b": "IE4", "IPAE7a": "IPAE7", "IPAE7b": "IPAE7"}


def place(known: Known) -> tuple[MapPoint, ...]:
    """Each known code with its state and note; every other point is possible later, or not this way."""
    return tuple(_place(point, known) for point in POINTS.values())


def _place(point: Point, known: Known) -> MapPoint:
    state, note = known.get(point.code) or (_unknown(point, known), "")
    return MapPoint(point.code, point.short, state, note, point.shape, point.route, point.way_out)


def _unknown(point: Point, known: Known) -> State:
    """Before the caseload, what lies ahead on this person's own way may still come; what was passed by will not."""
    if point.route is Route.COMMON:
        return State.LATER
    if any(POINTS[code].route is Route.COMMON for code in known):
        return State.NONE
    order = [other.code for other in POINTS.values() if other.route is point.route]
    reached = [order.index(code) for code in known if code in order]
    is_ahead = bool(reached) and order.index(point.code) > max(reached)
    fork_state, _ = known.get(FORKS.get(point.code, ""), (State.LATER, ""))
    return State.LATER if is_ahead and fork_state is not State.DONE else State.NONE

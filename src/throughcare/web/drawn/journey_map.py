"""The journey map: one drawing for everybody, with one person's way on it. Pure: points in, shapes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from throughcare.rulebook.points import Route, Shape
from throughcare.web.drawn import map_geometry, map_marks, map_words
from throughcare.web.drawn.map_geometry import FOLLOWS, Rows
from throughcare.web.drawn.map_marks import DARK, LIGHT, WAY, State, Stroke
from throughcare.web.drawn.map_words import Label, Tag, Words


@dataclass(frozen=True)
class MapPoint:
    """One of the 23 process points, as it stands for this person.

    `note` is the date, the answer or the limit, shown bold: "Thu 25 Mar", "No", "by Tue 6 Apr".
    """

    code: str
    title_lines: tuple[str, ...]
    state: State
    note: str
    shape: Shape
    route: Route
    way_out: bool = False


@dataclass(frozen=True)
class MapDrawing:
    """What the template draws, in this order, and the same as a list."""

    name: str
    width: int
    height: float
    panel_height: float
    parts: tuple[tuple[str, float, float], ...]
    strokes: tuple[Stroke, ...]
    words: tuple[Words, ...]
    tag: Tag | None
    listing: tuple["Row", ...]


@dataclass(frozen=True)
class Row:
    """One line of the list that says what the drawing says."""

    text: str
    is_here: bool


LINES = {
    State.NONE: Stroke("", stroke=LIGHT, width=2),
    State.LATER: Stroke("", stroke=DARK, width=3),
    State.NEXT: Stroke("", stroke=WAY, width=6, dashes="0 11", cap="round"),
    State.DONE: Stroke("", stroke=WAY, width=8),
}
SAID = {
    State.DONE: "done",
    State.HERE: "here now",
    State.NEXT: "next",
    State.LATER: "possible later",
    State.NONE: "not this way",
}


def draw(points: Sequence[MapPoint], *, name: str, slim: bool = True) -> MapDrawing:
    """`name` says in one sentence where this person is and what is next. `slim` draws an unused way small."""
    at = {point.code: point for point in points}
    taken = route_taken(points)
    rows = _rows(taken, slim=slim)
    labels = {point.code: _label(point, rows, taken) for point in points}
    here = next((point for point in points if point.state is State.HERE), None)
    tag = _tag(here, labels[here.code], taken) if here else None
    words = (
        *map_words.names_of_ways(rows, taken=taken, lower=_is_low(here), higher=_is_high(here)),
        *map_words.names_of_loops(rows),
        *_written(labels.values(), taken),
    )
    height = max(rows.height, *(line.y + 8 for line in words), tag.y + tag.height + 8 if tag else 0)
    return MapDrawing(
        name=name,
        width=map_geometry.WIDTH,
        height=height,
        panel_height=height - 16,
        parts=tuple(map_words.names_of_parts()),
        strokes=(*_lines(at, rows), *_loops(rows), *_marks(points, labels)),
        words=words,
        tag=tag,
        listing=tuple(_row(point) for point in points if point.state is not State.NONE),
    )


def route_taken(points: Sequence[MapPoint]) -> Route:
    """The way on which something has happened or may; common while neither, or while both."""
    used = {point.route for point in points if point.state is not State.NONE} - {Route.COMMON}
    return used.pop() if len(used) == 1 else Route.COMMON


def line_state(begin: MapPoint, end: MapPoint, at: dict[str, MapPoint]) -> State:
    """A line is as far along as the points at its ends; of two ways from one question only one was taken."""
    if State.NONE in {begin.state, end.state} or _is_passed_by(begin.code, end.code, at):
        return State.NONE
    if begin.state is State.DONE and end.state in {State.DONE, State.HERE}:
        return State.DONE
    if end.state is State.NEXT and begin.state in {State.DONE, State.HERE}:
        return State.NEXT
    return State.LATER


def _is_passed_by(begin: str, end: str, at: dict[str, MapPoint]) -> bool:
    """Somebody who lives elsewhere goes by the home team, so the short way to Com1 is not theirs."""
    detours = {"IE4": "IE4a", "IPAE7": "IPAE7a"}
    detour = at.get(detours.get(begin, "")) if end == "Com1" else None
    return detour is not None and detour.state in {State.DONE, State.HERE, State.NEXT}


def _rows(taken: Route, *, slim: bool) -> Rows:
    if slim and taken is Route.ENFORCEMENT:
        return map_geometry.SLIM_PROACTIVE
    if slim and taken is Route.PROACTIVE:
        return map_geometry.SLIM_ENFORCEMENT
    return map_geometry.FULL


def _label(point: MapPoint, rows: Rows, taken: Route) -> Label:
    is_slim = rows is not map_geometry.FULL and point.route not in {taken, Route.COMMON}
    title = tuple(point.title_lines)
    return Label(point.code, title, point.note, point.state, rows.spot(point.code), is_slim)


def _lines(at: dict[str, MapPoint], rows: Rows) -> list[Stroke]:
    found = [
        (line_state(at[begin], at[end], at), map_geometry.way(rows, begin, end))
        for begin, end in FOLLOWS
        if begin in at and end in at
    ]
    order = list(LINES)
    return [
        Stroke(d, LINES[state].stroke, LINES[state].width, dashes=LINES[state].dashes, cap=LINES[state].cap)
        for state, d in sorted(found, key=lambda line: order.index(line[0]))
    ]


def _loops(rows: Rows) -> list[Stroke]:
    return [
        Stroke(map_geometry.suspension_loop(rows), stroke=DARK, width=2.6, dashes="5 3.5"),
        Stroke(map_geometry.staying_loop(rows), stroke=DARK, width=2.6, dashes="5 3.5"),
        Stroke(map_geometry.arrow(rows), stroke=DARK, width=2),
    ]


def _marks(points: Sequence[MapPoint], labels: dict[str, Label]) -> list[Stroke]:
    strokes = []
    for point in points:
        label = labels[point.code]
        if point.way_out and point.state is not State.HERE:
            up = point.route is not Route.PROACTIVE
            strokes.append(map_marks.way_out(label.spot, up=up, slim=label.is_slim))
        strokes += map_marks.mark(point.shape, point.state, label.spot, slim=label.is_slim)
    return strokes


def _written(labels: Iterable[Label], taken: Route) -> list[Words]:
    proactive = taken is Route.PROACTIVE
    return [line for label in labels for line in map_words.written(label, proactive=proactive)]


def _tag(here: MapPoint, label: Label, taken: Route) -> Tag:
    reach = map_marks.reach(here.shape, here.state)
    return map_words.tag(label, reach=reach, from_above=taken is Route.ENFORCEMENT)


def _is_low(here: MapPoint | None) -> bool:
    return here is not None and here.code in {"IPAE1", "IPAE2", "IPAE3", "IPAE4", "IPAE5"}


def _is_high(here: MapPoint | None) -> bool:
    return here is not None and here.code in {"IE1", "IE2"}


def _row(point: MapPoint) -> Row:
    said = SAID[point.state]
    note = f", {point.note}" if point.note and point.note.casefold() != said else ""
    title = " ".join(point.title_lines)
    stop = "" if title.endswith("?") else ":"
    return Row(f"{map_words.spaced(point.code)}, {title}{stop} {said}{note}", point.state is State.HERE)


__all__ = ["MapDrawing", "MapPoint", "Route", "Shape", "State", "draw"]

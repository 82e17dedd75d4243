"""The journey map of one episode: which points are done, where the person stands, what comes next."""

from collections.abc import Sequence

from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.points import POINTS, point
from throughcare.rulebook.standing import Duty, Episode, EpisodeKind, Passed, Standing
from throughcare.web import words
from throughcare.web.journey_map import MapDrawing, MapPoint, Route, draw
from throughcare.web.map_marks import Shape, State

ENDS = frozenset({"Com5a", "Com5b", "Com5c"})


def map_of(episode: Episode, standing: Standing, *, name: str) -> MapDrawing:
    """An episode that reached the caseload goes on there: one way, one drawing."""
    caseload = next((e for e in standing.episodes if e.kind is EpisodeKind.CASELOAD and e.here), None)
    way, here = list(episode.way), episode.here
    if caseload is not None and (episode is caseload or episode.way_out == "taken on the caseload"):
        way += [passed for passed in caseload.way if passed.point not in {one.point for one in way}]
        here = caseload.here
        way = [passed for passed in way if passed.point != here]
    return draw([_point(code, way, here, standing.open_duties) for code in _codes()], name=name)


def _codes() -> list[str]:
    return [one.code for one in (POINTS.values() if isinstance(POINTS, dict) else POINTS)]


def _point(code: str, way: Sequence[Passed], here: str, duties: Sequence[Duty]) -> MapPoint:
    row = point(code)
    passed = next((one for one in way if one.point == code), None)
    state, note = _state(code, passed, here, duties)
    return MapPoint(
        code=code, title_lines=tuple(row.short), state=state, note=note, shape=Shape(row.shape), route=Route(row.route)
    )


def _state(code: str, passed: Passed | None, here: str, duties: Sequence[Duty]) -> tuple[State, str]:
    if code == here:
        return State.HERE, _limit(code, duties)
    if passed is not None:
        day = words.day(passed.at).rsplit(" ", 1)
        date = f"{day[0]} {day[1][:3]}"
        return State.DONE, passed.answer or date
    if here and code in point(here).next and code not in ENDS:
        return State.NEXT, "next"
    if here and row_is_common(code):
        return State.LATER, ""
    return State.NONE, ""


def row_is_common(code: str) -> bool:
    return code.startswith("Com")


def _limit(code: str, duties: Sequence[Duty]) -> str:
    due = sorted(duty.due for duty in duties if OBLIGATIONS[duty.kind].point == code)
    if not due:
        return ""
    day = words.due_day(due[0])
    return f"by {day:%a} {day.day} {day:%b}"

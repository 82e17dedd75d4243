"""The journey map of one episode: which points are done, where the person stands, what comes next."""

from collections.abc import Sequence

from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.points import point
from throughcare.rulebook.standing import Duty, Episode, EpisodeKind, Passed, Standing
from throughcare.web import words
from throughcare.web.drawn.journey_map import MapDrawing, draw
from throughcare.web.drawn.map_marks import State
from throughcare.web.drawn.map_points import place

ENDS = frozenset({"Com5a", "Com5b", "Com5c"})


def map_of(episode: Episode, standing: Standing, *, name: str) -> MapDrawing:
    """An episode that reached the caseload goes on there: one way, one drawing."""
    way, here = list(episode.way), episode.here
    caseload = next((e for e in standing.episodes if e.kind is EpisodeKind.CASELOAD and e.here), None)
    if caseload is not None and (episode is caseload or episode.way_out == "taken on the caseload"):
        way, here = [*way, *caseload.way], caseload.here
    marks = {passed.point: (State.DONE, _done(passed)) for passed in way}
    if here:
        marks |= {code: (State.NEXT, "next") for code in point(here).next if code not in {*marks, *ENDS}}
        marks[here] = (State.HERE, _limit(here, standing.open_duties))
    return draw(place(marks), name=name)


def _done(passed: Passed) -> str:
    weekday, day, month = words.day(passed.at).split()
    return passed.answer or f"{weekday} {day} {month[:3]}"


def _limit(code: str, duties: Sequence[Duty]) -> str:
    due = sorted(duty.due for duty in duties if OBLIGATIONS[duty.kind].point == code)
    if not due:
        return ""
    day = words.due_day(due[0])
    return f"by {day:%a} {day.day} {day:%b}"

"""Why the limit of a first assessment is what it is, in numbered sentences."""

from datetime import datetime, timedelta

from throughcare.rulebook.calendar import LONDON
from throughcare.rulebook.readings import reading
from throughcare.web import words
from throughcare.web.custody.booking_stage import Stage

LOOK_AHEAD = 96
"""Hours in which a release is tried, to say how long the limit would stay the same."""


def reasons(stage: Stage) -> list[str]:
    if stage.is_at_laboratory:
        return [
            *_offered(stage),
            "The sample goes to the laboratory. Someone who is not seen now is seen after its answer, within five "
            "working days; at the latest 28 days after the sample.",
        ]
    return [_rule(stage), _from(stage)]


def _offered(stage: Stage) -> list[str]:
    """Immediate assessment is offered all the same (I-23, I-24); only who declines it waits (I-25)."""
    if stage.not_before is None:
        return []
    return [
        "Offer to be seen at once all the same. If the person declines, places are offered from "
        f"{words.day(stage.not_before)}, when the laboratory should have answered."
    ]


def cites(stage: Stage) -> list[tuple[str, str]]:
    """(Address on the page of guidance, words)."""
    name = "R2" if stage.elsewhere else "R1"
    return [("hb-4-1-1", "Handbook 4.1.1"), (reading(name).id, f"our reading {name}")]


def _rule(stage: Stage) -> str:
    if stage.elsewhere:
        return (
            "Lives in another area, so the rule is 48 hours. If that falls over a weekend or holiday, the next "
            "working day."
        )
    return (
        "Lives in this area, so the rule is 24 hours or 1 working day. A day that is not a working day carries it on."
    )


def _from(stage: Stage) -> str:
    if stage.is_released:
        return f"Counted from the release, {words.when(stage.due.counted_from)}."
    said = "Counted for now from the positive test. When the release is recorded, it is counted again from then."
    last = _last_release_with(stage)
    return f"{said} Any release before {words.when(last)} gives the same limit." if last else said


def _last_release_with(stage: Stage) -> datetime | None:
    """The last full hour at which a release would leave the limit where it is."""
    hour = stage.opened.now.astimezone(LONDON).replace(minute=0, second=0, microsecond=0)
    calendar, found = stage.opened.given.calendar, None
    for number in range(1, LOOK_AHEAD):
        at = (hour + timedelta(hours=number)).replace(tzinfo=LONDON)
        if stage.limit.due(at, calendar) != stage.due.at:
            return found
        found = at
    return found

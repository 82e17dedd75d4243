"""Where an import stands, what may come next, and who has to do something."""

from collections.abc import Mapping

from django.db import models


class State(models.TextChoices):
    LOOKING = "looking", "Looking at the columns"
    COLUMNS = "columns", "Waiting: say which column is which"
    READING = "reading", "Reading and comparing"
    REVIEW = "review", "Waiting: look at what would change"
    RECORDING = "recording", "Recording"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"
    FAILED = "failed", "Cannot be used"


NEXT: Mapping[State, frozenset[State]] = {
    State.LOOKING: frozenset({State.COLUMNS, State.READING, State.FAILED, State.CANCELLED}),
    State.COLUMNS: frozenset({State.READING, State.CANCELLED}),
    State.READING: frozenset({State.REVIEW, State.FAILED, State.CANCELLED}),
    State.REVIEW: frozenset({State.COLUMNS, State.RECORDING, State.CANCELLED}),
    State.RECORDING: frozenset({State.DONE}),
    State.DONE: frozenset(),
    State.CANCELLED: frozenset(),
    State.FAILED: frozenset(),
}
"""Once recording has begun it is finished, whatever happens to the worker: one act, all of it."""

OURS_TO_DO = frozenset({State.LOOKING, State.READING, State.RECORDING})
"""The worker goes on with these."""
OVER = frozenset({State.DONE, State.CANCELLED, State.FAILED})
MAY_CANCEL = frozenset(state for state, following in NEXT.items() if State.CANCELLED in following)


class Verdict(models.TextChoices):
    NEW = "new", "New"
    SAME = "same", "Recorded already, the same"
    DIFFERS = "differs", "Recorded already, otherwise"
    DOUBTFUL = "doubtful", "Whose test is it?"
    REFUSED = "refused", "Cannot be used"

"""How sure we are of a fact that is not in the five guidance documents."""

from enum import StrEnum


class Confidence(StrEnum):
    """Only what is stated in a source we read may be shown without a warning."""

    STATED = "S"
    BACKGROUND = "B"
    OURS = "ours"

"""A stay in prison, as the team whose caseload the person is on hears of it (Handbook 4.1.3, 4.11.5a; H-128, H-139)."""

from datetime import date
from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

CASEWORK = DataClass.CASEWORK
WORKERS = CJIT_WORKERS | CJIT_MANAGER


class Held(StrEnum):
    """Both count alike towards the month (HB 4.11.5a, 4.11.5b)."""

    REMAND = "on remand"
    SENTENCE = "under a sentence"


@fact("entered_prison", title="Entered prison", data=CASEWORK, by=WORKERS)
class EnteredPrison(Fact):
    """Happened at: when they were taken in. An event after which the place is reviewed (H-128, R32)."""

    caseload: Link | None = question("Caseload entry", names=("taken_on_caseload",), default=None)
    prison: str = question("Which prison?", data=CASEWORK)
    held: Held = question("Held how?", data=CASEWORK)
    release_on: date | None = question(
        "Expected release", data=CASEWORK, default=None, hint="Leave it empty if nobody can say yet."
    )

    def says(self) -> str:
        return f"Entered prison, {self.held}; {_until(self.release_on)}"


@fact("release_expected", title="Expected release", data=CASEWORK, by=WORKERS)
class ReleaseExpected(Fact):
    """What is known now of how long the stay will be; empty where it is no longer known (H-139, R6)."""

    stay: Link = question("Stay in prison", names=("entered_prison",))
    release_on: date | None = question("Expected release", data=CASEWORK, default=None)

    def says(self) -> str:
        return f"Stay in prison: {_until(self.release_on)}"


@fact("left_prison", title="Left prison", data=CASEWORK, by=WORKERS)
class LeftPrison(Fact):
    """Happened at: when they came out."""

    stay: Link = question("Stay in prison", names=("entered_prison",), once=True)

    def says(self) -> str:
        return "Left prison"


def _until(day: date | None) -> str:
    return f"release expected on {day.day} {day:%B %Y}" if day else "nobody can say yet when they will be released"

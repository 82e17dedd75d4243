"""What changes a person's life on the caseload, and the review of their place on it (Handbook 4.1.3, 4.11.4)."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

CASEWORK, CONTENT = DataClass.CASEWORK, DataClass.ASSESSMENT
WORKERS = CJIT_WORKERS | CJIT_MANAGER


class Event(StrEnum):
    """The Handbook's eight, and whatever else the case manager finds significant (H-125 to H-133)."""

    WORK = "started or stopped work, training or education"
    HOUSING = "found permanent housing, or became homeless"
    FAMILY = "came closer to family or a partner, or parted from them"
    PRISON = "went to prison"
    DISENGAGED = "stopped coming to us"
    ARRESTED = "was arrested"
    HEALTH = "health became worse, or better"
    PLAN = "the care plan proved unrealistic or harmful"
    OTHER = "something else that matters for this person"


class Course(StrEnum):
    """What may follow a review: one of the actions of the Handbook's table (H-135 to H-139)."""

    STAYS = "stays on the caseload, with help for the offending"
    TO_TREATMENT = "leaves, and is referred to Class A treatment in the community"
    TO_SCHEME = "leaves, and is referred to another intensive scheme"
    TO_SUPPORT = "is helped into support outside criminal justice"
    PLANS_RELEASE = "stays, and release from prison is planned"


@fact("significant_event", title="Significant event", data=CASEWORK, by=WORKERS)
class SignificantEvent(Fact):
    """Something after which a person's place on the caseload is reviewed. Happened at: when it happened."""

    caseload: Link = question("Caseload entry", names=("taken_on_caseload",))
    what: Event = question("What happened?", data=CASEWORK)
    said: str = question("In your words", data=CONTENT, default="", long=True)

    def says(self) -> str:
        return f"Significant event: {self.what}"


EVENTS = ("significant_event", "arrested", "entered_prison")
"""What a review may follow: written down as an event, or one by itself (H-128, H-130)."""


@fact("reviewed", title="Place on the caseload reviewed", data=CASEWORK, by=WORKERS)
class Reviewed(Fact):
    """The questions of the Handbook's table, and what the case manager decided (H-124, H-134, H-193)."""

    caseload: Link = question("Caseload entry", names=("taken_on_caseload",))
    event: Link | None = question("After which event?", names=EVENTS, default=None, once=True)
    uses: bool = question("Still using heroin, crack or cocaine?", data=CONTENT)
    offends: bool = question("Still offending?", data=CONTENT)
    in_prison: bool = question("In prison?", data=CASEWORK)
    course: Course = question("What do you decide?", data=CASEWORK, counted=True)
    why_otherwise: str = question(
        "Why otherwise than the Handbook’s table?", data=CONTENT, default="", long=True,
        hint="Only if you decide otherwise. Your manager sees it.",
    )  # fmt: skip

    def says(self) -> str:
        return f"Reviewed: {self.course}"

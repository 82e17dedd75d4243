"""A place on the caseload is suspended, taken up again or closed (Handbook 4.11.5 to 4.11.5c; H-194 to H-207)."""

from datetime import date
from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

CASEWORK, CONTENT = DataClass.CASEWORK, DataClass.ASSESSMENT
WORKERS = CJIT_WORKERS | CJIT_MANAGER


class Pause(StrEnum):
    """The two circumstances of 4.11.5a (H-195, H-196)."""

    PRISON = "in prison for no more than one month"
    ORDER = "a community order with a Drug Rehabilitation Requirement"


class Ground(StrEnum):
    """The eight circumstances of 4.11.5b (H-197 to H-204) and that of 4.11.5c (H-205)."""

    COMPLETED = "the care plan was completed"
    PRISON = "in prison for more than one month"
    AFTER_PRISON = "did not come back after a short stay in prison"
    AFTER_ORDER = "did not come back after a Drug Rehabilitation Requirement"
    MOVED = "moved to another partnership"
    DIED = "died"
    TO_TREATMENT = "moved to Class A treatment in the community, no longer offending"
    TO_SCHEME = "moved to another intensive scheme, offending but no longer using"
    BY_PERSON = "the person chose to leave"


class Heard(StrEnum):
    """What the other place said, and who had seen the person."""

    ACCEPTED = "it accepted the referral"
    CONTACT = "it met or spoke to the person"


@fact("place_suspended", title="Place suspended", data=CASEWORK, by=WORKERS)
class Suspended(Fact):
    caseload: Link = question("Caseload entry", names=("taken_on_caseload",))
    ground: Pause = question("Why is it suspended?", data=CASEWORK, counted=True)
    stay: Link | None = question("Stay in prison", names=("entered_prison",), default=None)
    order_ends_on: date | None = question(
        "Last day of the Drug Rehabilitation Requirement", data=CASEWORK, default=None
    )

    def says(self) -> str:
        return f"Place suspended: {self.ground}"


@fact("place_taken_up_again", title="Place taken up again", data=CASEWORK, by=WORKERS)
class TakenUpAgain(Fact):
    """The person is back: the same place, and one history."""

    suspension: Link = question("Suspension", names=("place_suspended",), once=True)

    def says(self) -> str:
        return "Place taken up again"


@fact("place_closed", title="Place closed", data=CASEWORK, by=WORKERS)
class PlaceClosed(Fact):
    """Someone who comes back later is taken on the caseload again, on the same record."""

    caseload: Link = question("Caseload entry", names=("taken_on_caseload",), once=True)
    ground: Ground = question("Why is it closed?", data=CASEWORK, counted=True)
    stay: Link | None = question("Stay in prison", names=("entered_prison",), default=None)
    to: str = question(
        "Where were they referred?", data=CASEWORK, default="", hint="The team, service or scheme, and whom you told."
    )
    effort: str = question(
        "What was tried to keep them with us?", data=CONTENT, default="", long=True,
        hint="What was done, when, and what they answered.",
    )  # fmt: skip
    explained: bool = question(
        "Were the expectations and the consequences explained to them?", data=CASEWORK, default=False
    )
    persistent: bool = question("Did they refuse to engage again and again?", data=CASEWORK, default=False)

    def says(self) -> str:
        return f"Place closed: {self.ground}"


@fact("closure_accepted", title="Closure: the other place answered", data=CASEWORK, by=WORKERS)
class AcceptedElsewhere(Fact):
    """Ends the closing team's watch. After a prison, only contact does."""

    closure: Link = question("Closure", names=("place_closed",))
    heard: Heard = question("What did the other place say?", data=CASEWORK)
    who: str = question("Who told you?", data=CASEWORK)

    def says(self) -> str:
        return f"The place they were referred to answered: {self.heard}"


@fact("closure_reported", title="Closure reported", data=CASEWORK, by=WORKERS)
class ClosureReported(Fact):
    """To the police or the partnership agencies, after refusing to engage again and again (H-207)."""

    closure: Link = question("Closure", names=("place_closed",), once=True)
    to_whom: str = question("To whom?", data=CASEWORK)

    def says(self) -> str:
        return "Closure reported"

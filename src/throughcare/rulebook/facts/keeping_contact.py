"""Contact with somebody on the caseload, kept or missed, and what a missed one means (Handbook 4.1.3, 4.11.3)."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

ATTENDANCE, CONTENT = DataClass.ATTENDANCE, DataClass.ASSESSMENT
WORKERS = CJIT_WORKERS | CJIT_MANAGER


class HowMet(StrEnum):
    HERE = "with us"
    VISIT = "a visit"
    PHONE = "by phone"
    ELSEWHERE = "at another place"


class Kept(StrEnum):
    SEEN = "seen or spoken to"
    MISSED = "expected, and did not come or answer"
    LEAVES = "reached, and wants nothing more of us"


@fact("contact_made", title="Contact", data=ATTENDANCE, by=WORKERS)
class ContactMade(Fact):
    """A regular contact while on the caseload, kept or not. Happened at: when it was, or was to be (H-120)."""

    caseload: Link = question("Caseload entry", names=("taken_on_caseload",))
    how: HowMet = question("How?", data=ATTENDANCE)
    outcome: Kept = question("What happened?", data=ATTENDANCE, counted=True)
    said: str = question("In a few words", data=CONTENT, default="", long=True)

    def says(self) -> str:
        return f"Contact, {self.how}: {self.outcome}"


class Verdict(StrEnum):
    EXCUSED = "excused"
    ENGAGED = "not excused, and still engaged"
    DISENGAGED = "disengaged"


@fact("missed_contact_judged", title="Missed contact judged", data=ATTENDANCE, by=WORKERS)
class MissedContactJudged(Fact):
    """What a missed contact means, after asking why (H-120, R5)."""

    missed: Link = question("Missed contact", names=("contact_made", "attendance_recorded"), once=True)
    verdict: Verdict = question("What does it mean?", data=ATTENDANCE, counted=True)
    why: str = question(
        "Why do you judge so?", data=CONTENT, default="", long=True, hint="Needed unless the person disengaged"
    )
    stopped_offending: str = question(
        "Has the person stopped offending? Say what shows it", data=CONTENT, default="", long=True,
        hint="Leave this empty if nothing shows it. Outreach is owed unless something does.",
    )  # fmt: skip

    @property
    def asks_for_outreach(self) -> bool:
        """Disengaged, and not shown to have stopped offending (H-121)."""
        return self.verdict is Verdict.DISENGAGED and not self.stopped_offending.strip()

    @property
    def takes_away(self) -> object:
        return self.asks_for_outreach

    def says(self) -> str:
        return f"Missed contact judged: {self.verdict}"

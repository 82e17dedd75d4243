"""Services under the care plan: offered, referred to, attended, missed, ended (Handbook 4.1.3, 4.11.3)."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

CASEWORK, CONTENT, ATTENDANCE = DataClass.CASEWORK, DataClass.ASSESSMENT, DataClass.ATTENDANCE
WORKERS = CJIT_WORKERS | CJIT_MANAGER


class Service(StrEnum):
    """What is brokered (H-112), and the tiers of treatment (Handbook 2.4, 4.1.3); the list is open."""

    HOUSING = "housing"
    EMPLOYMENT = "education, training or employment"
    FINANCE = "money and benefits"
    MENTORING = "mentoring"
    RELATIONSHIPS = "relationships"
    LIFE_SKILLS = "life skills"
    FAMILY = "family and carers"
    CRISIS_LINE = "a line to ring at any hour"
    TIER_2 = "Tier 2: advice, harm reduction, brief work"
    TIER_3 = "Tier 3: structured treatment in the community"
    TIER_4 = "Tier 4: in-patient or residential treatment"
    OTHER = "something else"


class ServiceEnding(StrEnum):
    """How a referral came to its end."""

    COMPLETED = "completed"
    LEFT = "the person left it"
    NOT_SUITABLE = "it did not suit the person"
    NO_PLACE = "the service had no place"


@fact("service_offered", title="Service offered", data=CASEWORK, by=WORKERS)
class ServiceOffered(Fact):
    """A service that the care plan asks for, and what the person said to it (H-112, H-192)."""

    caseload: Link = question("Caseload entry", names=("taken_on_caseload",))
    service: Service = question("Which service?", data=CASEWORK, counted=True)
    provider: str = question("Who provides it?", data=CASEWORK)
    accepted: bool = question("Does the person want it?", data=CASEWORK, counted=True)
    said: str = question("What did the person say?", data=CONTENT, default="", long=True)

    def says(self) -> str:
        answer = "accepted" if self.accepted else "declined"
        return f"Offered {self.service} at {self.provider}: {answer}"


@fact("service_referred", title="Referred to a service", data=CASEWORK, by=WORKERS)
class ServiceReferred(Fact):
    """The service was asked to take the person on. Whoever is case manager stays it, in every tier (H-114)."""

    offer: Link = question("Which offer?", names=("service_offered",), once=True)
    contact: str = question("Whom did you ask there?", data=CASEWORK)
    prescribing: bool = question("Is prescribing asked for?", data=CASEWORK, counted=True)

    def says(self) -> str:
        return f"Referred to a service, to {self.contact}{', for prescribing' if self.prescribing else ''}"


@fact("service_attended", title="Came to the service", data=ATTENDANCE, by=WORKERS)
class ServiceAttended(Fact):
    """As the service or the person says. Happened at: when the person was there."""

    referral: Link = question("Which referral?", names=("service_referred",))

    def says(self) -> str:
        return "Came to the service"


@fact("service_missed", title="Did not come to the service", data=ATTENDANCE, by=WORKERS)
class ServiceMissed(Fact):
    """Happened at: when the person was expected there."""

    referral: Link = question("Which referral?", names=("service_referred",))
    said: str = question("What is known of why?", data=CONTENT, default="", long=True)

    def says(self) -> str:
        return "Did not come to the service"


@fact("service_ended", title="Service ended", data=ATTENDANCE, by=WORKERS)
class ServiceEnded(Fact):
    referral: Link = question("Which referral?", names=("service_referred",), once=True)
    how: ServiceEnding = question("How did it end?", data=ATTENDANCE, counted=True)

    def says(self) -> str:
        return f"Service ended: {self.how}"

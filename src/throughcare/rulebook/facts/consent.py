"""What the person agreed to be shared, what was shared on which basis, and what was asked back.

Handbook 4.2; PPO guidance 33 to 36 and 47. What may be shared with whom for what is the table in `disclosure`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from throughcare.rulebook.actors import CARATS, CJIT, CJIT_MANAGER, INSPECTOR, POLICE, Role
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

CONSENT = DataClass.CONSENT
ASKS = CJIT | POLICE
SENIOR = frozenset({Role.NOMINATED_SENIOR_PROFESSIONAL})
RECEIVES = frozenset(
    {Role.OFFENDER_MANAGER, Role.PPO_COORDINATOR, Role.TREATMENT_PROVIDER, Role.SERVICE_PROVIDER}
) | CARATS  # fmt: skip
ANY_WORKER = CJIT | POLICE | RECEIVES | SENIOR
REVIEWS = CJIT_MANAGER | INSPECTOR | SENIOR | frozenset({Role.CARAT_MANAGER})


class RecipientKind(StrEnum):
    CJIT = "a drug team (CJIT)"
    CARATS = "the CARAT team of a prison"
    PROBATION = "Probation"
    PPO_SCHEME = "the PPO scheme"
    TREATMENT = "a treatment provider"
    SERVICE = "a service or housing provider"
    GP = "a doctor (GP)"
    FAMILY = "family or a supporter"
    COURT = "a court"
    POLICE = "the police"
    EMERGENCY = "an emergency service or a hospital"


class SharedFor(StrEnum):
    CONTINUITY = "continuity of care"
    PPO_MANAGEMENT = "managing the person within the PPO scheme"
    TREATMENT = "treatment"
    SERVICE = "a service or housing"
    CONTACT = "being contacted by a worker"
    COURT_LETTER = "a letter for court"
    SUPERVISION = "supervision by Probation"
    SUPPORT = "support from family or a friend"
    REQUIREMENT = "the required assessment"
    SAVING_LIFE = "preventing death or serious self-harm"
    CRIME = "preventing, detecting or prosecuting crime"


class Item(StrEnum):
    """What may be shared, in a person's words. A name and a date of birth always go with it."""

    CONTACT = "where and how to reach the person"
    ENGAGED = "whether the person is engaged in treatment or a care plan"
    ATTENDANCE = "appointments kept and missed"
    OUT_OF_CONTACT = "being out of contact, and what was tried"
    DRUGS_USED = "which drugs are used"
    LEVEL_OF_USE = "how much is used"
    SERVICES = "services offered and taken up"
    CARE_PLAN = "the care plan"
    ASSESSMENT = "the rest of the assessment"
    HEALTH = "health"
    TEST_RESULTS = "drug test results"
    REQUIREMENT = "what is required by law, and the notices given"
    RISK = "risk to the person or to others"


def _item(item: Item) -> bool:
    answer: bool = question(item.value[:1].upper() + item.value[1:], data=CONSENT, default=False)
    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Fact):
    """To whom, for what, and which items: what every fact of this chapter that speaks of sharing says."""

    recipient: RecipientKind = question("Who receives it?", data=CONSENT)
    to_team: str = question("Which team?", data=CONSENT, default="")
    named: str = question("Who by name, if not a team", data=CONSENT, default="")
    purpose: SharedFor = question("What for?", data=CONSENT)
    contact: bool = _item(Item.CONTACT)
    engaged: bool = _item(Item.ENGAGED)
    attendance: bool = _item(Item.ATTENDANCE)
    out_of_contact: bool = _item(Item.OUT_OF_CONTACT)
    drugs_used: bool = _item(Item.DRUGS_USED)
    level_of_use: bool = _item(Item.LEVEL_OF_USE)
    services: bool = _item(Item.SERVICES)
    care_plan: bool = _item(Item.CARE_PLAN)
    assessment: bool = _item(Item.ASSESSMENT)
    health: bool = _item(Item.HEALTH)
    test_results: bool = _item(Item.TEST_RESULTS)
    requirement: bool = _item(Item.REQUIREMENT)
    risk: bool = _item(Item.RISK)

    @property
    def items(self) -> frozenset[Item]:
        return frozenset(item for item in Item if getattr(self, item.name.lower()))

    @property
    def takes_away(self) -> object:
        return self.recipient, self.to_team, self.named, self.purpose, self.items


class HowAgreed(StrEnum):
    SIGNED = "signed the form"
    ALOUD = "said it aloud, with a witness"


@fact("consent_given", title="Consent to share", data=CONSENT, by=ASKS)
class ConsentGiven(Scope):
    """One recipient, one purpose, the items ticked, until a day; signed, or said aloud and witnessed (P-24, P-36)."""

    until: date = question("Until the end of which day?", data=CONSENT)
    how: HowAgreed = question("How did the person agree?", data=CONSENT)
    witness: str = question("Witness", data=CONSENT, default="")
    form: str = question("The signed form", data=CONSENT, default="")
    language: str = question("In which language?", data=CONSENT, default="English")
    read_out: bool = question("Was it read out to the person?", data=CONSENT)

    def says(self) -> str:
        return f"Agreed that {self.recipient} is told, for {self.purpose}"


@fact("consent_refused", title="Consent refused", data=CONSENT, by=ASKS)
class ConsentRefused(Scope):
    """Asked and not agreed: care goes on, and nothing is shared because of it (P-37)."""

    said: str = question("What did the person say?", data=CONSENT, long=True)
    told: bool = question("Was the person told what follows from this?", data=CONSENT)

    def says(self) -> str:
        return f"Did not agree that {self.recipient} is told, for {self.purpose}"


@fact("consent_withdrawn", title="Consent taken back", data=CONSENT, by=ASKS | RECEIVES)
class ConsentWithdrawn(Fact):
    """Holds from the moment it is said, to whoever it is said."""

    consent: Link = question("Which consent?", names=("consent_given",), once=True)
    said: str = question("What did the person say?", data=CONSENT, default="", long=True)

    def says(self) -> str:
        return "Took back a consent to share"


class Ground(StrEnum):
    """The only two on which something is shared without consent (P-28)."""

    LIFE = "risk of death or serious self-harm, to the person or anyone else"
    CRIME = "prevention, detection or prosecution of crime"


class ConsentTried(StrEnum):
    REFUSED = "asked, and refused"
    DANGER = "not asked: asking would put someone in danger"
    NOT_REACHED = "not asked: nobody could reach the person in time"
    AGREED = "agrees, and more is asked for than is usual"


@fact("disclosure_decided", title="Decision on sharing", data=CONSENT, by=SENIOR)
class DisclosureDecided(Scope):
    """One case weighed by the area's nominated senior professional, in writing (P-28 to P-30, P-42)."""

    shares: bool = question("Is it shared?", data=CONSENT)
    ground: Ground = question("On which ground?", data=CONSENT)
    consent_tried: ConsentTried = question("Was the person asked?", data=CONSENT)
    weighed: str = question("What speaks for sharing, what against, and what outweighs", data=CONSENT, long=True)
    advice: str = question("Legal or specialist advice taken, or that none was", data=CONSENT, long=True)
    until: date = question("Until the end of which day?", data=CONSENT)
    requested_by: UUID = question("Who asked", data=CONSENT)

    @property
    def takes_away(self) -> object:
        return self.shares, Scope.takes_away.fget(self), self.until  # type: ignore[attr-defined]

    def says(self) -> str:
        return f"Decided that {self.recipient} is {'told' if self.shares else 'not told'}, for {self.purpose}"


def _made_of_nobody_knows_what(stored: dict[str, Any]) -> dict[str, Any]:
    """Version 1 did not say which entries a copy was made of."""
    return {**stored, "made_of": None}


@fact("disclosed", title="Shared", data=CONSENT, by=ASKS, version=2, upgrades={1: _made_of_nobody_knows_what})
class Disclosed(Scope):
    """What left the team: a copy of exactly these items, kept whole, on exactly one basis (B1)."""

    consent: Link | None = question("By consent", names=("consent_given",), default=None)
    decision: Link | None = question("By decision", names=("disclosure_decided",), default=None)
    involved: Link | None = question(
        "Because the recipient is involved by",
        names=("assessment_required", "referred_to_team", "failure_reported", "not_engaging_reported",
               "follow_up_decided"),
        default=None,
    )  # fmt: skip
    until: date | None = question("Until the end of which day?", data=CONSENT, default=None)
    copy: str = question("The copy as sent", data=CONSENT)
    made_of: str | None = question("The entries it was made of", data=CONSENT, default=None)
    """Their ids, each that of the version shown."""

    @property
    def shown(self) -> frozenset[UUID]:
        return frozenset(UUID(entry) for entry in (self.made_of or "").split())

    def says(self) -> str:
        return f"Shared with {self.named or self.recipient}, for {self.purpose}"


@fact("disclosure_recalled", title="Asked back", data=CONSENT, by=ASKS | SENIOR)
class DisclosureRecalled(Fact):
    """The recipient's page closes; what was printed is to be destroyed or given back."""

    disclosure: Link = question("What was shared", names=("disclosed",), once=True)
    reason: str = question("Why?", data=CONSENT)

    def says(self) -> str:
        return "Asked the recipient to destroy or give back what was shared"


class RecallAnswer(StrEnum):
    DESTROYED = "everything printed or copied is destroyed"
    RETURNED = "everything printed or copied was given back"
    NOTHING = "nothing was printed or copied"
    CANNOT = "it cannot be destroyed or given back"


@fact("recall_answered", title="Answer to being asked back", data=CONSENT, by=ANY_WORKER)
class RecallAnswered(Fact):
    recall: Link = question("Which request?", names=("disclosure_recalled",), once=True)
    answer: RecallAnswer = question("What became of it?", data=CONSENT)
    details: str = question("Who did this, or why it cannot be done", data=CONSENT, default="", long=True)

    def says(self) -> str:
        return f"Answered that {self.answer}"


@fact("emergency_disclosed", title="Told in an emergency", data=CONSENT, by=ANY_WORKER)
class EmergencyDisclosed(Scope):
    """Any worker, to save life or prevent serious harm; written down as it was, reviewed afterwards (B3)."""

    danger: str = question("What was the danger?", data=CONSENT, long=True)
    told: str = question("What exactly was said, and to whom?", data=CONSENT, long=True)

    def says(self) -> str:
        return f"Told {self.named or self.recipient} in an emergency"


@fact("emergency_reviewed", title="Review of an emergency disclosure", data=CONSENT, by=REVIEWS)
class EmergencyReviewed(Fact):
    disclosure: Link = question("Which disclosure?", names=("emergency_disclosed",), once=True)
    justified: bool = question("Was it right to tell?", data=CONSENT)
    findings: str = question("What was found, and what follows", data=CONSENT, long=True)

    def says(self) -> str:
        found = "right" if self.justified else "not right"
        return f"Reviewed an emergency disclosure: it was {found} to tell"

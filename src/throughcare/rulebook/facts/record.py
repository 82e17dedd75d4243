"""The assessment record and what brings it up to date. All of it is ours.

The Drug Interventions Record is not in our sources (HB 4.2 only names it); the questions are ours, made from what is
known of its content. None means not asked. What decides duties is the minimum, in `assessed`; this holds the rest.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from throughcare.rulebook.facts.assessment import CONTENT, WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question


class Section(StrEnum):
    """The record is asked, printed, shared and updated by these."""

    ABOUT = "about"
    DRUGS = "drugs"
    ALCOHOL = "alcohol"
    HEALTH = "health"
    OFFENDING = "offending"
    HOME = "home"
    WORK = "work"
    FAMILY = "family"
    RISK = "risk"
    NEEDS = "needs"
    READINESS = "readiness"
    EXPLAINED = "explained"
    VIEW = "view"


class Ethnicity(StrEnum):
    """The sixteen groups of the 2001 census."""

    WHITE_BRITISH = "White: British"
    WHITE_IRISH = "White: Irish"
    WHITE_OTHER = "White: other"
    MIXED_CARIBBEAN = "Mixed: White and Black Caribbean"
    MIXED_AFRICAN = "Mixed: White and Black African"
    MIXED_ASIAN = "Mixed: White and Asian"
    MIXED_OTHER = "Mixed: other"
    INDIAN = "Asian or Asian British: Indian"
    PAKISTANI = "Asian or Asian British: Pakistani"
    BANGLADESHI = "Asian or Asian British: Bangladeshi"
    ASIAN_OTHER = "Asian or Asian British: other"
    CARIBBEAN = "Black or Black British: Caribbean"
    AFRICAN = "Black or Black British: African"
    BLACK_OTHER = "Black or Black British: other"
    CHINESE = "Chinese"
    OTHER = "Any other"
    NOT_SAID = "would not say"


class Injecting(StrEnum):
    NEVER = "never"
    EARLIER = "yes, but not in the last month"
    NOW = "yes, in the last month"


class Home(StrEnum):
    SETTLED = "settled"
    HOSTEL = "hostel or other temporary place"
    FRIENDS = "with friends or family for now"
    NONE = "nowhere, or sleeping rough"


class Work(StrEnum):
    WORKING = "working"
    LOOKING = "out of work"
    LEARNING = "in education or training"
    UNABLE = "cannot work through illness"
    OTHER = "something else"


class Substance(StrEnum):
    HEROIN = "heroin"
    CRACK = "crack"
    COCAINE = "cocaine powder"
    METHADONE = "methadone, not prescribed"
    OTHER_OPIATE = "another opiate"
    BENZODIAZEPINE = "benzodiazepines"
    AMPHETAMINE = "amphetamines"
    CANNABIS = "cannabis"
    OTHER = "another drug"


class Route(StrEnum):
    INJECTED = "injected"
    SMOKED = "smoked"
    SNIFFED = "sniffed"
    SWALLOWED = "swallowed"
    OTHER = "another way"


class Frequency(StrEnum):
    DAILY = "every day"
    MOST_DAYS = "several times a week"
    WEEKLY = "once a week"
    LESS = "less often"
    STOPPED = "not in the last month"


@fact("assessment_record", title="Assessment record", data=CONTENT, by=WORKERS)
class AssessmentRecord(Fact):
    """What was said and found beyond the minimum (H-146); one a person, brought up to date afterwards (P-51)."""

    assessment: Link = question("Assessment", names=("assessed",), once=True)
    ethnicity: Ethnicity | None = question("Ethnicity, as the person says it", data=CONTENT, default=None)
    reach: str | None = question(
        "How may we reach the person, and who may be told what?", data=DataClass.IDENTITY, default=None, long=True
    )
    injecting: Injecting | None = question("Has the person ever injected?", data=CONTENT, default=None)
    shared_needles: bool | None = question("Shared needles or spoons in the last month?", data=CONTENT, default=None)
    overdoses: str | None = question("Overdoses, and when the last was", data=CONTENT, default=None, long=True)
    earlier_treatment: str | None = question(
        "Earlier treatment, and what came of it", data=CONTENT, default=None, long=True
    )
    drinking_days: int | None = question("Days with a drink in the last four weeks", data=CONTENT, default=None)
    units_a_day: int | None = question("Units on such a day", data=CONTENT, default=None)
    drinking: str | None = question("What drink does to the person’s life", data=CONTENT, default=None, long=True)
    health_body: str | None = question("Health of the body", data=CONTENT, default=None, long=True)
    health_mind: str | None = question("Health of the mind", data=CONTENT, default=None, long=True)
    blood_borne: str | None = question("Hepatitis and HIV: tested, vaccinated?", data=CONTENT, default=None, long=True)
    pregnant: bool | None = question("Pregnant?", data=CONTENT, default=None)
    medicines: str | None = question("Prescribed medicines, and the GP", data=CONTENT, default=None, long=True)
    offending: str | None = question(
        "Offending, and what drugs have to do with it", data=CONTENT, default=None, long=True
    )
    legal_status: str | None = question(
        "Orders, licence, bail and their conditions", data=CONTENT, default=None, long=True
    )
    next_court_on: date | None = question("The next day in court", data=CONTENT, default=None)
    home: Home | None = question("Where does the person live now?", data=CONTENT, default=None)
    home_needs: str | None = question("What is needed about the home", data=CONTENT, default=None, long=True)
    work: Work | None = question("Work or education", data=CONTENT, default=None)
    work_needs: str | None = question("Work, training, money and debts", data=CONTENT, default=None, long=True)
    children_at_home: int | None = question("Children who live with the person", data=CONTENT, default=None)
    family: str | None = question("Family, children and who cares for them", data=CONTENT, default=None, long=True)
    earlier_risk: str | None = question(
        "Earlier self-harm, violence, or harm from others", data=DataClass.RISK, default=None, long=True
    )
    barriers: str | None = question(
        "What makes it hard to come: reading, hours, travel, safety?", data=CONTENT, default=None, long=True
    )
    wishes: str | None = question("What does the person want?", data=CONTENT, default=None, long=True)
    explained: str | None = question(
        "What was explained, and which papers were handed over", data=CONTENT, default=None, long=True
    )
    view: str | None = question("Your view", data=CONTENT, default=None, long=True)
    action_plan: str | None = question("Who does what next", data=CONTENT, default=None, long=True)
    new_because: str = question(
        "Why a new record, although there is one?", data=CONTENT, default="",
        hint="Only where the one there is has grown old",
    )  # fmt: skip

    def says(self) -> str:
        return "Assessment record written"


@fact("drug_use", title="Drug in the record", data=CONTENT, by=WORKERS)
class DrugUse(Fact):
    """One drug the person uses: up to three stand in a record. None means not asked."""

    record: Link = question("Record", names=("assessment_record",))
    substance: Substance = question("Drug", data=CONTENT)
    route: Route | None = question("How is it taken?", data=CONTENT, default=None)
    frequency: Frequency | None = question("How often?", data=CONTENT, default=None)
    spend_a_week: int | None = question("Spent on it in a week, in pounds", data=CONTENT, default=None)
    last_used_on: date | None = question("Last used on", data=CONTENT, default=None)
    first_used_age: int | None = question("Age at first use", data=CONTENT, default=None)

    def says(self) -> str:
        return "A drug entered in the record"


class Stage(StrEnum):
    BEFORE_TEST = "before or during the drug test"
    AFTER_TEST = "after the drug test, in custody"
    OUTSIDE = "after release"
    ARRIVED = "arrived from another team"


class LedBy(StrEnum):
    """What a worker seeks people out by, testing or not (Handbook 3.2); the last two are ours."""

    POLICE = "what police told"
    FOUND = "something found with the person"
    KNOWN = "what I know of the person"
    ASKED = "the person asked"
    TEST = "a positive test"


def _nobody_asked_what_led_there(stored: dict[str, Any]) -> dict[str, Any]:
    return {**stored, "led_by": None}


@fact(
    "initial_contact", title="Initial Contact", data=CONTENT, by=WORKERS, version=2,
    upgrades={1: _nobody_asked_what_led_there},
)  # fmt: skip
class InitialContact(Fact):
    """A first talk: before the required assessment may be held (I-26), or with somebody who brings a record."""

    record: Link | None = question("The record they brought", names=("assessment_record",), default=None)
    stage: Stage = question("When was it?", data=CONTENT)
    led_by: LedBy | None = question(
        "What led you to the person?", data=CONTENT, default=None, hint="Police never read this"
    )
    wants: str = question("What does the person want help with?", data=CONTENT, long=True)
    urgent: str | None = question("What cannot wait?", data=CONTENT, default=None, long=True)
    agreed: str | None = question("What was agreed?", data=CONTENT, default=None, long=True)

    def says(self) -> str:
        return f"Initial contact, {self.stage}"


@fact("continuity_update", title="Continuity of Care Update", data=CONTENT, by=WORKERS)
class ContinuityUpdate(Fact):
    """What changed since the record was written, by section. None: nothing was said of it."""

    record: Link = question("Record", names=("assessment_record",))
    about: str | None = question(
        "About the person, and how to reach them: what changed?", data=DataClass.IDENTITY, default=None, long=True
    )
    drugs: str | None = question("Drugs: what changed?", data=CONTENT, default=None, long=True)
    alcohol: str | None = question("Alcohol: what changed?", data=CONTENT, default=None, long=True)
    health: str | None = question("Health: what changed?", data=CONTENT, default=None, long=True)
    offending: str | None = question("Offending and orders: what changed?", data=CONTENT, default=None, long=True)
    home: str | None = question("Home: what changed?", data=CONTENT, default=None, long=True)
    work: str | None = question("Work and money: what changed?", data=CONTENT, default=None, long=True)
    family: str | None = question("Family: what changed?", data=CONTENT, default=None, long=True)
    risk: str | None = question("Risk: what changed?", data=DataClass.RISK, default=None, long=True)
    needs: str | None = question("Needs and barriers: what changed?", data=CONTENT, default=None, long=True)
    readiness: str | None = question("Readiness and wishes: what changed?", data=CONTENT, default=None, long=True)
    explained: str | None = question("What was explained this time?", data=CONTENT, default=None, long=True)
    view: str | None = question("Your view, and who does what next", data=CONTENT, default=None, long=True)

    @property
    def changes(self) -> Mapping[Section, str]:
        """The sections that were written about."""
        told = {section: getattr(self, section.value) for section in Section}
        return {section: words for section, words in told.items() if words}

    def says(self) -> str:
        return "Record brought up to date"


FIELDS_OF: Mapping[Section, tuple[str, ...]] = {
    Section.ABOUT: ("ethnicity", "reach"),
    Section.DRUGS: ("injecting", "shared_needles", "overdoses", "earlier_treatment"),
    Section.ALCOHOL: ("drinking_days", "units_a_day", "drinking"),
    Section.HEALTH: ("health_body", "health_mind", "blood_borne", "pregnant", "medicines"),
    Section.OFFENDING: ("offending", "legal_status", "next_court_on"),
    Section.HOME: ("home", "home_needs"),
    Section.WORK: ("work", "work_needs"),
    Section.FAMILY: ("children_at_home", "family"),
    Section.RISK: ("earlier_risk",),
    Section.NEEDS: ("barriers",),
    Section.READINESS: ("wishes",),
    Section.EXPLAINED: ("explained",),
    Section.VIEW: ("view", "action_plan"),
}
"""Which section each question of the record belongs to; drugs stand in facts of their own."""

MINIMUM_OF: Mapping[Section, tuple[str, ...]] = {
    Section.DRUGS: ("dependency", "other_drugs"),
    Section.RISK: ("risk_to_self", "risk_to_others"),
    Section.NEEDS: ("diversity_needs",),
    Section.READINESS: ("would_benefit", "readiness", "comprehensive_needed", "urgency"),
    Section.EXPLAINED: ("harm_advice_given", "support_explained"),
    Section.VIEW: ("suitable_for",),
}
"""Which of the questions of `assessed` are asked in the same place."""

TITLES: Mapping[Section, str] = {
    Section.ABOUT: "About the person",
    Section.DRUGS: "Drugs",
    Section.ALCOHOL: "Alcohol",
    Section.HEALTH: "Health",
    Section.OFFENDING: "Offending and legal status",
    Section.HOME: "Home",
    Section.WORK: "Work and money",
    Section.FAMILY: "Family",
    Section.RISK: "Risk",
    Section.NEEDS: "Needs",
    Section.READINESS: "Readiness and help",
    Section.EXPLAINED: "What was explained",
    Section.VIEW: "Your view",
}

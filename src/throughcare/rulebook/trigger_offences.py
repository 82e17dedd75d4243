"""Which offences let the police test for drugs, and which drugs count, on a given day.

The list, in Schedule 6 to the Criminal Justice and Court Services Act 2000, has changed: ask it about the
day of the arrest. `until` is the first day on which a row no longer holds.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughcare.rulebook.confidence import Confidence


class UnknownOffence(LookupError):
    """No offence has this code."""


class OffenceGroup(StrEnum):
    THEFT = "theft"
    FRAUD = "fraud"
    DRUGS = "drugs"
    BEGGING = "begging"
    NOT_A_TRIGGER = "not a trigger offence"


@dataclass(frozen=True, slots=True)
class Offence:
    """One offence and, if it is a trigger offence, the days on which it was one."""

    code: str
    title: str
    act: str
    group: OffenceGroup
    since: date | None = None
    until: date | None = None
    needs_specified_drug: bool = False
    confidence: Confidence = Confidence.STATED
    cite: str | None = "CJCSA 2000 Sch 6"

    def is_trigger_on(self, on: date) -> bool:
        return _holds(self.since, self.until, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecifiedDrug:
    """A specified Class A drug in law. What the kit can find is another list: KIT_DETECTS."""

    code: str
    title: str
    since: date
    until: date | None = None
    confidence: Confidence = Confidence.STATED
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitSubstance:
    """A group of drugs that the oral-fluid kit screens for."""

    code: str
    title: str
    cite: str


TESTING_STARTS = date(2001, 7, 2)
LIST_WIDENED = date(2004, 7, 27)
FRAUD_ACT = date(2007, 1, 15)
ATTEMPTED_FRAUD = date(2007, 8, 1)
NEARLY_ALL_CLASS_A = date(2023, 8, 2)

THEFT, FRAUD, DRUGS, BEGGING = (
    OffenceGroup.THEFT,
    OffenceGroup.FRAUD,
    OffenceGroup.DRUGS,
    OffenceGroup.BEGGING,
)
DRUGS_ACT = "Misuse of Drugs Act 1971"
ATTEMPTS_ACT = "Criminal Attempts Act 1981 s1(1): attempt"
WIDENED_BY = "SI 2004/1892"
UNSURE = Confidence.BACKGROUND


OFFENCES: tuple[Offence, ...] = (
    Offence("theft_s1", "Theft", "Theft Act 1968 s1", THEFT, TESTING_STARTS),
    Offence("robbery_s8", "Robbery", "Theft Act 1968 s8", THEFT, TESTING_STARTS),
    Offence("burglary_s9", "Burglary", "Theft Act 1968 s9", THEFT, TESTING_STARTS),
    Offence("aggravated_burglary_s10", "Aggravated burglary", "Theft Act 1968 s10", THEFT, TESTING_STARTS),
    Offence("taking_vehicle_s12", "Taking a vehicle without consent", "Theft Act 1968 s12", THEFT, TESTING_STARTS),
    Offence(
        "aggravated_vehicle_taking_s12a",
        "Aggravated vehicle-taking",
        "Theft Act 1968 s12A",
        THEFT,
        TESTING_STARTS,
    ),
    Offence(
        "deception_s15",
        "Obtaining property by deception",
        "Theft Act 1968 s15",
        THEFT,
        TESTING_STARTS,
        FRAUD_ACT,
    ),
    Offence("handling_s22", "Handling stolen goods", "Theft Act 1968 s22", THEFT, LIST_WIDENED, cite=WIDENED_BY),
    Offence("going_equipped_s25", "Going equipped for stealing", "Theft Act 1968 s25", THEFT, TESTING_STARTS),
    Offence(
        "drug_supply_s4",
        "Producing or supplying a specified Class A drug",
        f"{DRUGS_ACT} s4",
        DRUGS,
        TESTING_STARTS,
        needs_specified_drug=True,
    ),
    Offence(
        "drug_possession_s5_2",
        "Possessing a specified Class A drug",
        f"{DRUGS_ACT} s5(2)",
        DRUGS,
        TESTING_STARTS,
        needs_specified_drug=True,
    ),
    Offence(
        "drug_possession_with_intent_s5_3",
        "Possessing a specified Class A drug to supply it",
        f"{DRUGS_ACT} s5(3)",
        DRUGS,
        TESTING_STARTS,
        needs_specified_drug=True,
    ),
    Offence("fraud_s1", "Fraud", "Fraud Act 2006 s1", FRAUD, FRAUD_ACT),
    Offence("fraud_articles_s6", "Possessing articles for use in fraud", "Fraud Act 2006 s6", FRAUD, FRAUD_ACT),
    Offence(
        "fraud_making_articles_s7",
        "Making or supplying articles for use in fraud",
        "Fraud Act 2006 s7",
        FRAUD,
        FRAUD_ACT,
    ),
    Offence(
        "attempted_theft",
        "Attempted theft",
        f"{ATTEMPTS_ACT} of theft, s1",
        THEFT,
        LIST_WIDENED,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    Offence(
        "attempted_robbery",
        "Attempted robbery",
        f"{ATTEMPTS_ACT} of robbery, s8",
        THEFT,
        LIST_WIDENED,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    Offence(
        "attempted_burglary",
        "Attempted burglary",
        f"{ATTEMPTS_ACT} of burglary, s9",
        THEFT,
        LIST_WIDENED,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    Offence(
        "attempted_deception",
        "Attempt to obtain property by deception",
        f"{ATTEMPTS_ACT} of deception, s15",
        THEFT,
        LIST_WIDENED,
        FRAUD_ACT,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    Offence(
        "attempted_handling",
        "Attempt to handle stolen goods",
        f"{ATTEMPTS_ACT} of handling, s22",
        THEFT,
        LIST_WIDENED,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    Offence(
        "attempted_fraud",
        "Attempted fraud",
        f"{ATTEMPTS_ACT} of fraud, s1",
        FRAUD,
        ATTEMPTED_FRAUD,
        cite="SI 2007/2171",
    ),
    Offence(
        "begging_s3",
        "Begging",
        "Vagrancy Act 1824 s3",
        BEGGING,
        LIST_WIDENED,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    Offence(
        "persistent_begging_s4",
        "Persistent begging",
        "Vagrancy Act 1824 s4",
        BEGGING,
        LIST_WIDENED,
        confidence=UNSURE,
        cite=WIDENED_BY,
    ),
    *(
        Offence(code, title, act, OffenceGroup.NOT_A_TRIGGER, confidence=Confidence.OURS, cite=None)
        for code, title, act in (
            ("criminal_damage", "Criminal damage", "Criminal Damage Act 1971 s1"),
            ("common_assault", "Common assault", "Criminal Justice Act 1988 s39"),
            ("actual_bodily_harm", "Actual bodily harm", "Offences against the Person Act 1861 s47"),
            ("public_order_s4", "Fear or provocation of violence", "Public Order Act 1986 s4"),
            ("public_order_s5", "Harassment, alarm or distress", "Public Order Act 1986 s5"),
            ("drunk_and_disorderly", "Drunk and disorderly", "Criminal Justice Act 1967 s91"),
            ("drink_driving", "Driving with excess alcohol", "Road Traffic Act 1988 s5"),
            ("failing_to_give_sample", "Failing to give a sample for a drug test", "PACE 1984 s63B(8)"),
            ("breach_of_bail", "Breach of bail", "Bail Act 1976 s7"),
            ("other", "Another offence", ""),
        )
    ),
)

SPECIFIED_CLASS_A_DRUGS: tuple[SpecifiedDrug, ...] = (
    SpecifiedDrug(
        code="heroin",
        title="Heroin (diamorphine)",
        since=TESTING_STARTS,
        confidence=Confidence.BACKGROUND,
        cite="SI 2001/1816",
    ),
    SpecifiedDrug(
        code="cocaine",
        title="Cocaine, including crack",
        since=TESTING_STARTS,
        confidence=Confidence.BACKGROUND,
        cite="SI 2001/1816",
    ),
    SpecifiedDrug(
        code="other_class_a",
        title="Any other Class A drug in paragraphs 1 to 5 of the Act's list",
        since=NEARLY_ALL_CLASS_A,
        cite="SI 2023/784",
    ),
)

KIT_DETECTS: tuple[KitSubstance, ...] = (
    KitSubstance(code="opiates", title="Opiates", cite="INT 4.2.1"),
    KitSubstance(code="cocaine", title="Cocaine", cite="INT 4.2.1"),
)

_BY_CODE = {row.code: row for row in OFFENCES}


def offence(code: str) -> Offence:
    if code not in _BY_CODE:
        raise UnknownOffence(f"No offence has the code {code!r}.")
    return _BY_CODE[code]


def is_known(code: str) -> bool:
    return code in _BY_CODE


def is_trigger(code: str, on: date) -> bool:
    """Whether an arrest for this offence on that day lets the police test without an inspector's authority.

    A drug offence is one only for a specified Class A drug: see `needs_specified_drug`.
    """
    return offence(code).is_trigger_on(on)


def trigger_offences_on(day: date) -> tuple[Offence, ...]:
    return tuple(row for row in OFFENCES if row.is_trigger_on(day))


def specified_drugs_on(day: date) -> tuple[SpecifiedDrug, ...]:
    return tuple(row for row in SPECIFIED_CLASS_A_DRUGS if _holds(row.since, row.until, day))


def _holds(since: date | None, until: date | None, on: date) -> bool:
    return since is not None and since <= on and (until is None or on < until)

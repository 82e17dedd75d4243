"""The answers that facts of the custody suite choose from."""

from enum import StrEnum


class Condition(StrEnum):
    """Under which condition of PACE s63B the sample was taken."""

    ARREST = "on arrest"
    CHARGE = "on charge"


class Result(StrEnum):
    """What the contracted kit showed: it looks for opiates and cocaine only (N-32)."""

    NEGATIVE = "negative"
    OPIATES = "opiates"
    COCAINE = "cocaine"
    BOTH = "opiates and cocaine"


class ForLaboratory(StrEnum):
    """Why a sample goes to the laboratory (N-37, N-38)."""

    NO = "not sent"
    DISPUTED = "result disputed"
    MEDICATION = "medication declared"
    QUALITY = "quality assurance"


class Unusable(StrEnum):
    DEVICE_FAILED = "the device failed"
    SAMPLE_VOID = "the sample was void"


class Disposal(StrEnum):
    NO_FURTHER_ACTION = "no further action"
    POLICE_BAIL = "police bail"
    CHARGED_BAILED = "charged and bailed"
    KEPT_FOR_COURT = "charged and kept for court"
    CAUTION = "caution"
    CONDITIONAL_CAUTION = "conditional caution with a DIP condition"
    FIXED_PENALTY = "fixed penalty notice"
    OTHER = "another way"


class NotTestedBecause(StrEnum):
    """Why no sample was asked for. The list is ours; the guidance asks only that nobody is left without a reason."""

    NOT_A_TRIGGER = "not a trigger offence, and no inspector authorised a test"
    UNDER_18 = "under 18"
    UNFIT = "not fit to give a sample"
    RELEASED_FIRST = "left before a sample could be taken"
    NO_DEVICE = "no working device"
    NO_TESTER = "nobody trained was on duty"
    SUITE_NOT_AUTHORISED = "this suite may not test"
    OTHER = "another reason"


class RiskTo(StrEnum):
    SELF = "to the person"
    OTHERS = "to others"

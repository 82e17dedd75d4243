"""What we hold, sorted by who may need it, and each sort in words that anybody can read."""

from collections.abc import Mapping
from enum import StrEnum


class DataClass(StrEnum):
    """Sorts what we hold by who may need it; access and sharing speak of these, never of single fields."""

    IDENTITY = "identity"
    CUSTODY = "custody"
    TEST_RESULT = "test result"
    REQUIREMENT = "requirement and notices"
    ATTENDANCE = "attendance"
    ASSESSMENT = "assessment content"
    RISK = "risk"
    CARE_PLAN = "care plan"
    CASEWORK = "casework"
    CONSENT = "consent and sharing"


HELD_IN_WORDS: Mapping[DataClass, str] = {
    DataClass.IDENTITY: "Names, date of birth, where somebody lives, languages and reading needs.",
    DataClass.CUSTODY: "Arrests, offences, detention and release.",
    DataClass.TEST_RESULT: "Drug tests and what came of them: a screening result is not a confirmed one.",
    DataClass.REQUIREMENT: "What somebody was required to do, and the notices they were given.",
    DataClass.ATTENDANCE: "Appointments, whether somebody came and stayed, and reports that they did not.",
    DataClass.ASSESSMENT: "What was said and found in an assessment.",
    DataClass.RISK: "Immediate risks to the person or to others, and who has taken them over.",
    DataClass.CARE_PLAN: "What was agreed to do, and how it goes.",
    DataClass.CASEWORK: "The caseload, the case manager, referrals, and what happens next.",
    DataClass.CONSENT: "What the person agreed may be shared with whom, and what was shared.",
}

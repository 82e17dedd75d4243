"""The tables of sight and sharing, typed again from the paragraphs: SIGHTS, disclosure.TABLE, what each role sees.

P-22, P-23, P-26, P-33, P-39, P-42, H-144, H-145, H-146, I-30. A class, an item or a recipient more or less is red.
"""

import pytest

from throughcare.rulebook import disclosure, sight
from throughcare.rulebook.actors import ROLES, OrganisationKind, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.sight import Basis

CLASSES = {
    "i": DataClass.IDENTITY, "c": DataClass.CUSTODY, "t": DataClass.TEST_RESULT, "n": DataClass.REQUIREMENT,
    "a": DataClass.ATTENDANCE, "q": DataClass.ASSESSMENT, "r": DataClass.RISK, "p": DataClass.CARE_PLAN,
    "w": DataClass.CASEWORK, "s": DataClass.CONSENT,
}  # fmt: skip
ALL, SUITE = "ictnaqrpws", "ictnar"


def of(letters):
    return {CLASSES[letter] for letter in letters}


OPENS = {
    (Basis.CARE, OrganisationKind.CJIT): ALL,  # HB 4.11.2: co-ordinates the whole of somebody's care
    (Basis.CARE, OrganisationKind.POLICE_SUITE): SUITE,  # HB 4.6.1, and PPO 33: no content of care for the police
    (Basis.HOLDS, OrganisationKind.POLICE_SUITE): SUITE,
    (Basis.OWES, OrganisationKind.CJIT): SUITE,  # HB 4.7.1: an assessment it was told to hold
}


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_part_in_the_case_opens_what_it_needs(basis, kind):
    "P-22"
    assert sight.opens(basis, kind) == of(OPENS.get((basis, kind), ""))


SEES = {
    "detention_officer": SUITE, "arresting_officer": SUITE, "custody_sergeant": SUITE, "custody_inspector": SUITE,
    "cjit_custody_worker": ALL, "cjit_court_worker": ALL, "cjit_case_manager": ALL, "outreach_worker": ALL,
    "cjit_manager": ALL, "cjit_spoc": "ictnarws",  # answers other areas; assesses and plans with nobody
    "carat_worker": "inaqrpws", "carat_manager": "inaqrpws", "prison_release_desk": "ic", "offender_manager": "inar",
    "treatment_provider": "iarp", "service_provider": "ia",
}  # fmt: skip
"""Nothing for anybody else: figures, papers or logs."""


@pytest.mark.parametrize("role", Role)
def test_a_role_reads_what_its_work_needs(role):
    "P-22, H-144"
    assert ROLES[role].sees == of(SEES.get(role.value, ""))


IS_SENT = {"offender_manager": "tpw", "treatment_provider": "qw", "service_provider": "w"}
"""Beyond a record, which they do not open: of what was shared with their team."""


@pytest.mark.parametrize("role", Role)
def test_a_role_reads_of_what_is_shared_what_its_work_needs(role):
    "P-22, H-144, H-213: PPO 33, PPO 51, PPO 58, ICE 6.2, HB Annex A."
    assert ROLES[role].is_sent == of(IS_SENT.get(role.value, ""))


COURSE = "contact engaged attendance out_of_contact services risk"
CONTENT = "drugs_used level_of_use assessment health"
CARE = f"{COURSE} {CONTENT} care_plan test_results"
SHARES = [
    ("CONSENT", "CONTINUITY", None, "CJIT", CARE),  # PPO 33
    ("CONSENT", "CONTINUITY", None, "CARATS TREATMENT", f"{COURSE} {CONTENT} care_plan"),
    ("CONSENT", "CONTINUITY", None, "PROBATION", f"{COURSE} care_plan test_results"),
    ("CONSENT", "PPO_MANAGEMENT", None, "PPO_SCHEME", "engaged drugs_used level_of_use"),  # PPO 47 b4
    ("CONSENT", "TREATMENT", None, "GP", CARE),
    ("CONSENT", "TREATMENT", None, "TREATMENT", f"{COURSE} {CONTENT} care_plan"),
    ("CONSENT", "SERVICE", None, "SERVICE", "contact engaged attendance out_of_contact services"),
    ("CONSENT", "SERVICE", None, "TREATMENT", COURSE),
    ("CONSENT", "CONTACT", None, "CJIT", "contact risk"),  # ICE 3.5
    (
        "CONSENT", "COURT_LETTER", None,
        "COURT", "engaged drugs_used level_of_use attendance services care_plan test_results",
    ),
    ("CONSENT", "SUPERVISION", None, "PROBATION", f"{COURSE} care_plan test_results"),
    ("CONSENT", "SUPPORT", None, "FAMILY", "contact engaged attendance out_of_contact services"),
    (
        "DECISION", "SAVING_LIFE", None,
        "CJIT CARATS PROBATION PPO_SCHEME TREATMENT SERVICE GP POLICE EMERGENCY", f"{COURSE} {CONTENT}",
    ),  # PPO 36
    ("DECISION", "CRIME", None, "POLICE PROBATION", COURSE.replace(" services", "")),  # PPO 36, 43
    ("DECISION", "PPO_MANAGEMENT", None, "PPO_SCHEME", f"{COURSE} drugs_used level_of_use"),  # PPO 44
    ("INVOLVEMENT", "REQUIREMENT", "FailureReported", "POLICE", "attendance requirement"),  # HB 4.1.2
    ("INVOLVEMENT", "REQUIREMENT", "NotEngagingReported", "POLICE", "attendance requirement"),
    ("INVOLVEMENT", "REQUIREMENT", "AssessmentRequired", "CJIT", "contact requirement test_results risk"),
    ("INVOLVEMENT", "REQUIREMENT", "ReferredToTeam", "CJIT", f"{CARE} requirement"),  # HB 4.7.4
    ("INVOLVEMENT", "REQUIREMENT", "FollowUpDecided", "PROBATION", "assessment requirement"),  # HB 4.7.1
]  # fmt: skip
TOLD = {(*row[:3], recipient): row[4] for row in SHARES for recipient in row[3].split()}


def told(row):
    return {(*key(row), recipient.name): {item.name.lower() for item in row.items} for recipient in row.recipients}


def test_nothing_is_shared_but_by_a_row():
    "P-22, P-39, P-42, H-145"
    assert {one for row in disclosure.TABLE for one in told(row)} == set(TOLD)


@pytest.mark.parametrize("row", disclosure.TABLE, ids=lambda row: " ".join(str(part) for part in key(row)))
def test_a_row_names_these_recipients_and_items_and_no_others(row):
    "P-22, P-26, P-33, P-39, H-144, H-146, I-30"
    assert told(row) == {one: set(TOLD[one].split()) for one in told(row)}


READERS = {
    "CJIT": ["cjit_case_manager"], "CARATS": ["carat_worker"], "PROBATION": ["offender_manager"],
    "TREATMENT": ["treatment_provider"], "SERVICE": ["service_provider"], "POLICE": ["custody_sergeant"],
}  # fmt: skip
"""Who reads for a recipient that reads here."""


@pytest.mark.parametrize("row", disclosure.TABLE, ids=lambda row: " ".join(str(part) for part in key(row)))
def test_nothing_is_offered_that_nobody_there_may_read(row):
    "H-145, P-22: the person agrees to what will be seen, and to no more."
    for recipient in row.recipients:
        for role in READERS.get(recipient.name, []):
            reads = ROLES[Role(role)].sees | ROLES[Role(role)].is_sent
            unread = {item for item in row.items if disclosure.CLASS_OF[item] not in reads}
            assert row.is_whole or not unread, (recipient, unread)


WHOLE = {
    ("CONSENT", "PPO_MANAGEMENT", None), ("DECISION", "SAVING_LIFE", None), ("DECISION", "CRIME", None),
    ("DECISION", "PPO_MANAGEMENT", None), ("INVOLVEMENT", "REQUIREMENT", "FollowUpDecided"),
}  # fmt: skip
"""The routine set is made for the scheme (PPO 47); a decision weighs who reads it (PPO 36); Probation is told the
outcome of the assessment by name (HB 4.7.1)."""


def test_these_rows_are_read_whole_by_whoever_reads_for_the_recipient():
    "P-22, P-28, P-39, H-169"
    assert {key(row) for row in disclosure.TABLE if row.is_whole} == WHOLE


def key(row):
    return row.basis.name, row.purpose.name, row.by.__name__ if row.by else None

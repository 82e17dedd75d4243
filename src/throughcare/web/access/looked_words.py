"""What a reading says in words: which page, and why it could be seen."""

from throughcare.access.decide import AUDIT, OPENED
from throughcare.access.models import Reading
from throughcare.access.read_log import OWN_PEOPLE
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.sight import Basis

ABOUT_OPENINGS, ABOUT_CONFLICTS = "openings in an emergency", "declared conflicts of interest"

PAGES = {
    "person": "the record",
    "why": "why something is due",
    "record": "a form to record something",
    "mend": "a form to correct an entry",
    "find": "a search among the team’s own people",
    "today": "the team’s list of what is due",
    "arrivals": "the list of who is coming from custody",
    "my_people": "the list of the caseload",
    "allocate": "the list of who waits for a case manager",
    "name_case_manager": "the page that names a case manager",
    "suite": "the board of the custody suite",
    "book_in": "booking in at the custody suite",
    "handover": "the handover sheet of the custody suite",
    "handover_pdf": "the handover sheet of the custody suite, printed",
    "paper": "entering a paper given by hand",
    "take_on_risk": "taking on an immediate risk",
    "drug_test": "the drug test",
    "samples": "samples for the laboratory",
    "laboratory": "the suite’s laboratory desk",
    "dt1": "the record of a drug test, printed",
    "not_required": "the list of positive tests without a required assessment",
    "signs": "the signs of drug misuse",
    "residence": "where the person lives",
    "book": "booking an appointment",
    "diary": "the team’s diary",
    "another_time": "moving an appointment",
    "withdraw": "withdrawing an appointment",
    "seen_now": "recording that the person came without an appointment",
    "not_given": "why no notice was given",
    "why_no_ra1": "the reason for a release without a notice",
    "notice": "the notices",
    "notice_pdf": "a notice, printed",
    "assess": "where an assessment begins",
    "assess_section": "a section of an assessment that is not entered yet",
    "assess_check": "the answers of an assessment that is not entered yet",
    "drafts": "the list of drafts that are not entered yet",
    "attendance": "saying who came",
    "update_record": "the assessment record, to bring it up to date",
    "assessment_record_pdf": "the assessment record, printed",
    "follow_up": "planning the follow-up",
    "in_touch": "contact with the person, and outreach",
    "out_of_contact": "the list of people out of contact",
    "review_place": "the review of a place on the caseload",
    "missed": "what was done after a missed appointment",
    "missed_bundle": "a report of a failure, printed",
    "shared_bundle": "a report of a failure, printed by who was told",
    "reports": "the list of failures reported to police",
    "transfer": "the referral to another area",
    "care_plan": "the care plan",
    "care_plan_paper": "the care plan, printed",
    "move_people": "moving people to another case manager",
    "new_worker_letter": "the letter that names the case manager, printed",
    "manage": "the manager’s page",
    "messages": "the list of the team’s messages",
    "person_messages": "messages to the person",
    "appointment_calendar": "an appointment for a calendar",
    "openings": "the list of records opened in an emergency",
    "agree_opening": "agreeing to an emergency opening",
    "review_opening": "reviewing an emergency opening",
    "conflicts": "the list of who knows whom",
    "know_person": "saying that one knows the person",
    "who_looked": "who has looked at this record",
    "who_looked_account": "who has looked, printed for the person",
    "match": "comparing two records that may be one person",
    "matches": "the list of records that may be one person",
    "sharing": "consent and sharing",
    "sharing_account": "what was shared, printed for the person",
    "ask_consent": "asking for consent",
    "consent_form": "the consent form, printed",
    "signed_form": "the signed consent form",
    "will_they_see": "what another team would see",
    "tell_in_emergency": "telling someone in an emergency",
    "review_emergency": "reviewing what was told in an emergency",
    "shared": "what was shared with the team",
    "shared_with_us": "the list of what was shared with the team",
    "sent_copy": "a copy of what was shared",
    "take_back": "taking consent back",
    "taken_back_here": "taking a consent back, told to its recipient",
    "ask_back": "asking to have back what was shared",
    "answer_recall": "answering a request to give it back",
    "ask_for_information": "asking another team for information",
    "answer_request": "answering a request for information",
    "requests": "the list of requests for information",
    "decide": "deciding about sharing without consent",
    "decisions": "the list of decisions about sharing",
    "import": "a workbook that is brought in",
    "import_not_used": "the lines of a workbook that were not used",
    "audit": "the auditor’s first page",
    "audit_account": "what a member of staff looked at",
    "audit_person": "who has looked at this record, as an auditor",
    "api_people": "another system’s search among the team’s own people",
    "api_standing": "the record, by another system",
    "api_begin": "booking in at the custody suite, by another system",
    "api_void": "another system wrote that an entry counts for nothing",
    "api_notice": "a notice, by another system",
    "api_changes": "what was written about the team’s own people, by another system",
    "api_shares": "the list of what was shared, by another system",
    "api_share": "what was shared, by another system",
}
"""By name of route; a route without a row is shown by its name."""

RECORDS = "api_record_"
"""So begin the names of operations by which another system writes a kind of fact."""

BASES: dict[str, str] = {
    OWN_PEOPLE: "one of the team’s people",
    Basis.CARE: "the team is responsible",
    Basis.HOLDS: "the suite holds the person",
    Basis.OWES: "the team has something to do",
    Basis.RECORDED: "the team wrote part of it",
    Basis.SHARED: "it was shared with the team",
}

PLAIN_BASES: dict[str, str] = {
    OWN_PEOPLE: "You were on a list of people their team works with.",
    Basis.CARE: "Their team is responsible for you.",
    Basis.HOLDS: "You were in custody there.",
    Basis.OWES: "Their team had something to do for you.",
    Basis.RECORDED: "Their team wrote part of your record.",
    Basis.SHARED: "Something about you was shared with their team.",
    OPENED: "They opened your record in an emergency. Someone else checks each time whether that was right.",
    ABOUT_OPENINGS: "Your record was on their list of records opened in an emergency.",
    ABOUT_CONFLICTS: "Someone at work said that they know you, so that they see nothing of your record.",
}
"""The same, said to the person concerned."""


def page(reading: Reading) -> str:
    kind = KINDS.get(reading.operation.removeprefix(RECORDS))
    if kind is not None and reading.operation.startswith(RECORDS):
        return f"another system wrote: {kind.title}"
    return PAGES.get(reading.operation, reading.operation.replace("_", " "))


def why(reading: Reading) -> str:
    said = BASES.get(reading.basis, reading.basis)
    return f"{said}, to audit" if reading.purpose == AUDIT and reading.opening else said


def plain_why(reading: Reading) -> str:
    if reading.purpose == AUDIT:
        return "An auditor checked that records are used properly."
    return PLAIN_BASES.get(reading.basis, f"Reason written down: {reading.basis}.")


def role(reading: Reading) -> str:
    return ROLES[Role(reading.membership.role)].title

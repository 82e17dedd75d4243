"""Who may see and do what about a person, written a second time from the documents only; it imports nothing of ours.

`expected(operation, role, relationship, consent)` answers every cell; whatever no row allows is denied. In an Answer
`classes` is the most that may be shown of this person; `whose` is which entries of those classes:
all · own (the actor's team wrote them, and what they rest on) · arrest (the suite's own arrest) · items (what was
shared, on the recipient's own page) · existence (a row without a name) · none. `silent` is a refusal that must look
exactly as if no such person were known. "on_…" and "find_by_name" ask whether this person may appear there.
"""

from typing import NamedTuple

DATA = ("identity", "custody", "test result", "requirement and notices", "attendance", "assessment content", "risk",
        "care plan", "casework", "consent and sharing")  # fmt: skip

SUITE = ("detention_officer", "arresting_officer", "custody_sergeant", "custody_inspector")
CJIT = ("cjit_custody_worker", "cjit_court_worker", "cjit_case_manager", "outreach_worker", "cjit_manager", "cjit_spoc")
CARAT = ("carat_worker", "carat_manager")
PROVIDERS = ("treatment_provider", "service_provider")
FIGURES = ("police_strategic_lead", "cascade_trainer", "partnership_manager", "data_manager", "area_drug_coordinator",
           "government_office", "nta_regional_manager", "home_office_directory_editor", "home_office_testing_policy",
           "home_office_performance", "administrator")  # fmt: skip
ROLES = (*SUITE, "police_operational_lead", *CJIT, *CARAT, "prison_release_desk", "offender_manager",
         "ppo_coordinator", *PROVIDERS, "laboratory", "nominated_senior_professional", "auditor", *FIGURES,
         "anonymous")  # fmt: skip

RELATIONSHIPS = ("own_caseload", "same_team", "sending", "receiving_before", "receiving_after", "holds", "held",
                 "shared_live", "shared_ended", "same_area", "unrelated", "conflicted", "restricted", "opened",
                 "opened_lapsed")  # fmt: skip
CONSENTS = ("none", "covering", "other_recipient", "other_purpose", "other_items", "expired", "withdrawn", "refused",
            "refused_with_override", "refused_override_lapsed")  # fmt: skip

READS = tuple(f"read:{data}" for data in DATA)
LISTS = ("on_suite_board", "on_today", "on_arrivals", "on_my_people", "on_allocate", "on_possible_matches")
ADMINISTRATION = ("read_account_log", "roles_page", "members_own_team", "members_any_team", "give_role_own_team",
                  "give_role_other_team", "give_role_oneself", "end_role_own_team", "end_role_other_team",
                  "end_role_oneself", "close_account")  # fmt: skip
OPERATIONS = ("open_record", *READS, "record_fact", "mend_own", "mend_other", "print_notice", "find_by_name", *LISTS,
              "ask_consent", "withdraw_consent", "preview_disclosure", "disclose", "read_shared", "answer_recall",
              "decide_without_consent", "record_emergency_disclosure", "review_emergency_disclosure",
              "declare_conflict", "end_conflict", "open_in_emergency", "review_opening", "who_has_looked",
              *ADMINISTRATION)  # fmt: skip


class Answer(NamedTuple):
    allowed: bool
    classes: frozenset[str]
    because: str
    whose: str = "none"
    silent: bool = True


def expected(operation, role, relationship, consent):
    return Answer(False, frozenset(), "trust A2: deny by default")


def wall(given, use, data):
    """Whether what a basis gives may be used for this purpose: (allowed, because)."""
    return False, "trust B5"

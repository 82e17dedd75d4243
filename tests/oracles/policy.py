"""Who may see and do what about a person, written a second time from the documents only; it imports nothing of ours.

`expected(operation, role, relationship, consent)` answers every cell; what no row allows is denied. In an Answer
`classes` is the most that may be shown of this person; `whose` is which entries of those classes:
all · own (the actor's team wrote them, what they rest on, and ANSWERS to them) · arrest (the suite's own arrest) ·
items (what was shared, on the recipient's own page) · existence (a row without a name) · none. `silent` is a refusal
that must look exactly as if no such person were known. "on_…" and "find_by_name" say whether this person may appear
there: True means may, when something puts them there; False means never. Consent speaks of the actor's team where that
is a recipient, else of the recipient the actor has in mind. A row citing "ours" is our decision where the documents are
silent; the paragraphs beside it are what it leans on. S- H- I- N- P- the requirements; R a reading; A B C I trust rows.
"""

from typing import NamedTuple

# fmt: off
DATA = ("identity", "custody", "test result", "requirement and notices", "attendance", "assessment content", "risk",
        "care plan", "casework", "consent and sharing")

SUITE = ("detention_officer", "arresting_officer", "custody_sergeant", "custody_inspector")
CJIT = ("cjit_custody_worker", "cjit_court_worker", "cjit_case_manager", "outreach_worker", "cjit_manager", "cjit_spoc")
CARAT = ("carat_worker", "carat_manager")
PROVIDERS = ("treatment_provider", "service_provider")
FIGURES = ("police_strategic_lead", "cascade_trainer", "partnership_manager", "data_manager", "area_drug_coordinator",
           "government_office", "nta_regional_manager", "home_office_directory_editor", "home_office_testing_policy",
           "home_office_performance", "administrator")
ROLES = (*SUITE, "police_operational_lead", *CJIT, *CARAT, "prison_release_desk", "offender_manager", "ppo_coordinator",
         *PROVIDERS, "laboratory", "nominated_senior_professional", "auditor", *FIGURES, "anonymous")

RELATIONSHIPS = (
    "own_caseload", "same_team", "sending", "receiving_before", "receiving_after", "holds", "held", "shared_live",
    "shared_ended", "same_area", "unrelated", "conflicted", "restricted", "opened", "opened_lapsed")
CONSENTS = ("none", "covering", "other_recipient", "other_purpose", "other_items", "expired", "withdrawn", "refused",
            "refused_with_override", "refused_override_lapsed")

READS = tuple(f"read:{data}" for data in DATA)


class Answer(NamedTuple):
    allowed: bool
    classes: frozenset[str]
    because: str
    whose: str = "none"
    silent: bool = True


def but(*left_out):
    return frozenset(DATA) - set(left_out)


def only(*kept):
    return frozenset(kept)


# What a role may ever see of a person, whatever its team may. A role not named here never sees a person.
ARREST = only("identity", "custody", "test result", "requirement and notices", "attendance", "risk")
IN_PRISON = but("test result", "requirement and notices")
SIGHT = {
    "detention_officer": (ARREST, "HB 3.1, INT 3.5.4, H-155; never the assessment: INT 3.5.5"),
    "arresting_officer": (ARREST, "HB 3.1, HB Annex E, H-149"),
    "custody_sergeant": (ARREST, "HB 3.1, H-149 to H-157"),
    "custody_inspector": (ARREST, "HB 3.1, HB 4.6.1 i, H-150"),
    "police_operational_lead": (ARREST - {"risk"}, "INT 3.5.1, HB 4.6.1 (Police SPOC), H-97, H-162; risk is for the "
                                                   "people with the person: ours, P-22"),
    "cjit_custody_worker": (but(), "HB 3.2, H-47 to H-50"),
    "cjit_court_worker": (but(), "HB 3.3: the same responsibilities; H-51 to H-53"),
    "cjit_case_manager": (but(), "HB 3.4, HB 4.1.3"),
    "outreach_worker": (but(), "HB 2.4, HB 4.11.3, INT 3.7: one team; H-32"),
    "cjit_manager": (but(), "HB 4.11.2, H-191"),
    "cjit_spoc": (but("assessment content", "care plan"), "SPOC 2.1, SPOC 4: exchanges and books; P-22"),
    **dict.fromkeys(CARAT, (IN_PRISON, "HB 2.5, PPO 56; no paragraph sends it test or notices: ours, P-22")),
    "prison_release_desk": (only("identity", "custody"), "PPO 60: the prison, not CARATs, gives release dates; P-62"),
    "offender_manager": (but("requirement and notices", "assessment content"), "HB 2.6, PPO 51, PPO 58, PACE s63B(7); "
                         "content only with written consent: HB 4.7.1, R26"),
    "ppo_coordinator": (only("identity", "attendance", "casework"), "PPO 47, P-39: engaged, drugs used, level of use"),
    "treatment_provider": (only("identity", "attendance", "assessment content", "risk", "care plan", "casework",
                                "consent and sharing"), "HB 4.1.3, ICE 6.2, PPO 33"),
    "service_provider": (only("identity", "attendance", "casework"), "HB Annex A, HB 4.1.3, P-22, H-213"),
    "nominated_senior_professional": (only("identity", "consent and sharing"), "PPO 36, B3; the question, not the "
                                      "record: ours, P-22"),
    "auditor": (but("assessment content"), "design 5, C9; content is locked even for a check: ours, R26"),
}

KINDS = {**dict.fromkeys(SUITE, "suite"), "police_operational_lead": "suite", **dict.fromkeys(CJIT, "cjit"),
         **dict.fromkeys(CARAT, "carat"), "prison_release_desk": "desk", "offender_manager": "probation"}
MANAGERS = ("cjit_manager", "carat_manager", "custody_inspector")
OPENERS = (*SUITE, *CJIT, *CARAT, "offender_manager", "treatment_provider", "auditor")

# Which entries a kind of team sees. A pair that is not here sees nothing, and cannot tell that there is anyone.
STANDING = {
    ("suite", "holds"): ("arrest", "HB 4.6.1, HB 4.9.2, H-155, design 5: its own arrest, nothing of services"),
    ("suite", "same_team"): ("arrest", "R33: the suite is care until a CJIT is told; HB 4.6.1"),
    ("suite", "held"): ("own", "H-155, H-160: the CJIT's later notices are not copied to the police; P-22"),
    ("cjit", "own_caseload"): ("all", "HB 3.4, HB 4.1.3, HB 4.11.2"),
    ("cjit", "same_team"): ("all", "HB 3.2, HB 3.3, INT 3.7: one team"),
    ("cjit", "receiving_after"): ("all", "HB 4.7.5 (IE4b), R20: responsible from notification; Drugs Act s15 lets the "
                                         "first assessor share with the next"),
    ("cjit", "sending"): ("own", "HB 4.7.4, R20, I2: watches until first contact, no longer responsible; P-22"),
    **dict.fromkeys((("carat", "own_caseload"), ("carat", "same_team"), ("carat", "receiving_after")),
                    ("own", "HB 2.5, H-36, PPO 56: takes over treatment; the CJIT's details follow with permission")),
    ("carat", "sending"): ("own", "HB 2.5, H-37, P-22"),
    **dict.fromkeys((("desk", "same_team"), ("desk", "receiving_after")), ("own", "PPO 60, P-62")),
    **dict.fromkeys((("probation", "own_caseload"), ("probation", "same_team"), ("probation", "receiving_after")),
                    ("own", "HB 2.6, H-40, PPO 51, PPO 58; the CJIT's own only with consent: PPO 33")),
    ("probation", "sending"): ("own", "PPO 59, P-61, P-22"),
}
# What another team writes in answer to one's own entry is owed to whoever wrote that, whatever became of its part.
ANSWERS = {
    "report_outcome": ("failure_reported", "INT 4.5.1, N-45: how breaches are handled is told to who reported"),
    "referral_accepted": ("referred_to_team", "HB 4.7.5, H-181: the receiver's section is returned to the sender"),
    "first_contact": ("referred_to_team", "I2: the sender watches until first contact, so it hears of it"),
}
UNSEEN = {
    "receiving_before": "R20, HB 4.7.5: responsible on notification, nothing before",
    "shared_live": "PPO 30, B4: what was shared is read on the recipient's own page, never on the record",
    "shared_ended": "B2, A8: nothing after the instant; what was read stays recorded as shared",
    "same_area": "A1, design 5: a place is not a reason", "unrelated": "A1, design 5: deny by default, and by silence",
    "conflicted": "A10: nothing, save an emergency opening", "opened_lapsed": "A9: sixty minutes, then nothing",
}

# What a basis lets through to each kind of recipient. The police receive nothing on a consent for care (PPO 33).
ROUTINE = only("identity", "attendance", "casework")  # engaged, drugs used, level of use (PPO 47, P-39)
DIR = only("identity", "attendance", "assessment content", "risk", "care plan", "casework")
SHARED = {
    **dict.fromkeys(CJIT, (DIR, "HB 4.7.4, H-178, PPO 33")),
    **dict.fromkeys(CARAT, (DIR, "HB 4.1.3, PPO 33, PPO 56, INT 4.6.1, H-119")),
    "offender_manager": (DIR - {"assessment content"}, "PPO 33, PPO 55, ICE 3.10, H-169"),
    "treatment_provider": (DIR, "PPO 33, ICE 6.2, HB 4.1.3"),
    "service_provider": (only("identity", "casework"), "PPO 33 (other named agencies), HB Annex A, P-22"),
    "ppo_coordinator": (ROUTINE, "PPO 34, PPO 35, PPO 47: its own signed form; the routine set, no more"),
}
DECIDED = {role: (only("identity", "attendance", "risk", "casework"), "PPO 36, PPO 42, PPO 44, B3, R26")
           for role in ("custody_inspector", "police_operational_lead", *SHARED)}
BASES = {"covering": SHARED, "refused_with_override": DECIDED}
LIVE_CONSENTS = ("covering", "other_recipient", "other_purpose", "other_items")

LISTED = but("assessment content", "care plan", "consent and sharing")  # a list needs no more: ours, P-22
RESPONSIBLE = ("own_caseload", "same_team", "receiving_after")
INVOLVED = (*RESPONSIBLE, "holds", "held", "sending")
WORKERS = (*CJIT, *CARAT, "offender_manager")
NOT_CONFLICTED = tuple(r for r in RELATIONSHIPS if r != "conflicted")
NAMED, POLICE, ON_THEIR_PAGE = CJIT[:-1], (*SUITE, "police_operational_lead"), (*PROVIDERS, "ppo_coordinator")
SENIOR, CARE_MANAGERS = ("nominated_senior_professional",), ("cjit_manager", "carat_manager")

# operation: rows of (roles, relationships, consents, because). Who is shown nothing cannot act.
ACTS = {
    "record_fact": [
        (POLICE, ("holds", "held", "same_team"), CONSENTS, "HB 3.1, HB 4.6.1, H-162; late paper afterwards: design 3"),
        ((*WORKERS, "prison_release_desk"), RESPONSIBLE, CONSENTS, "HB 3.2, HB 3.5, HB 2.5, HB 2.6, PPO 60"),
        (WORKERS, ("sending",), CONSENTS, "HB 4.7.4: its part of the Activity Form; late paper: design 3"),
        (ON_THEIR_PAGE, ("shared_live",), tuple(BASES), "ours, H-123, R27, PPO 62: what they did, from their own page"),
    ],
    "mend_own": [
        (POLICE, ("holds", "held", "same_team"), CONSENTS, "design 3: the recording team"),
        ((*WORKERS, "prison_release_desk"), (*RESPONSIBLE, "sending"), CONSENTS, "design 3: the recording team"),
        (ON_THEIR_PAGE, ("shared_live",), tuple(BASES), "design 3: the recording team; ours as for recording"),
    ],
    "mend_other": [],  # design 3: "others ask"
    "print_notice": [(SUITE, ("holds", "held", "same_team"), CONSENTS, "HB 4.6.1, H-154 to H-159: its own RA1 and RA2"),
                     (CJIT, (*RESPONSIBLE, "sending"), CONSENTS, "HB 4.6.1, HB 4.7.2, HB 4.7.4, H-160, H-175, H-177")],
    "on_suite_board": [(SUITE, ("holds",), CONSENTS, "HB 3.1, HB 4.6.1, design 5")],
    "on_testing": [(SUITE, ("holds", "held", "same_team"), CONSENTS, "HB 3.1, ICE 3.2: its own samples; design 3")],
    "on_reports": [((*SUITE, *CJIT), INVOLVED, CONSENTS, "INT 4.5.1, HB 4.1.2, N-45: who was told, and who told")],
    "on_today": [(WORKERS, (*RESPONSIBLE, "sending"), CONSENTS, "I1, HB 4.1.3; the sender's watch: I2"),
                 (SUITE, ("holds", "same_team"), CONSENTS, "I1, R33: a duty needs an owner who sees it")],
    "on_arrivals": [((*CJIT, *CARAT), ("receiving_after", "same_team"), CONSENTS, "HB 4.7.5, HB 2.5, R20, SPOC 2.1")],
    "on_my_people": [((*NAMED, *CARAT, "offender_manager"), ("own_caseload",), CONSENTS, "HB 3.4, HB 3.5, HB 4.11.2"),
                     (CARE_MANAGERS, RESPONSIBLE, CONSENTS, "HB 4.11.2, H-191: they watch every worker's caseload")],
    "on_allocate": [(CARE_MANAGERS, RESPONSIBLE, CONSENTS, "HB 4.11.2: the CJIT manager; CARATs alike: ours, PPO 56")],
    "on_possible_matches": [(CJIT, RESPONSIBLE, CONSENTS, "design 5: the responsible CJIT decides, not some of it")],
    "ask_consent": [
        ((*NAMED, *CARAT, "offender_manager"), RESPONSIBLE, CONSENTS, "HB 4.2, PPO 34, PPO 35, PPO 56, P-20"),
        (SUITE, ("holds",), CONSENTS, "ICE 3.5, I-30: who wants a worker and finds none"),
    ],
    "withdraw_consent": [(WORKERS, (*RESPONSIBLE, "sending"), (*LIVE_CONSENTS, "expired"),
                          "B2: told to whoever it was given to, also of one that is over: what was said, P-41")],
    "preview_disclosure": [(WORKERS, RESPONSIBLE, CONSENTS, "P-38, B4, B9: nothing to see without a basis")],
    "disclose": [(WORKERS, RESPONSIBLE, tuple(BASES), "B1, PPO 33, PPO 36, PPO 45, HB 4.2, SPOC 2.1; the police tell "
                                                      "the CJIT by notice, not by this: ours, H-157")],
    "answer_recall": [(tuple(DECIDED), ("shared_ended",), CONSENTS, "B2, P-41; whoever could read it answers: ours")],
    "decide_without_consent": [(SENIOR, ("same_area",), CONSENTS, "PPO 36, P-28, P-29, P-37, P-42, B3; whatever the "
                                                                  "consent, the test is the risk: ours")],
    "record_emergency_disclosure": [
        (tuple(KINDS), INVOLVED, CONSENTS, "B3: any worker; what was truly disclosed can be recorded; PPO 36"),
        (tuple(DECIDED), ("shared_live", "shared_ended"), CONSENTS, "B3: they too have what could save a life: ours"),
        (OPENERS, ("opened", "opened_lapsed"), CONSENTS, "B3, A9; also just after the hour: ours, design 1"),
    ],
    "review_emergency_disclosure": [
        (MANAGERS, INVOLVED, CONSENTS, "B3; the manager of the team that disclosed: ours, HB 4.11.2"),
        (SENIOR, ("same_area",), CONSENTS, "B3, PPO 36"),
    ],
    "declare_conflict": [
        (tuple(KINDS), INVOLVED, CONSENTS, "A10; only about a person one is shown: ours, design 5"),
        (tuple(DECIDED), ("shared_live",), tuple(BASES), "A10; from the page of what was shared: ours"),
        (OPENERS, ("opened",), CONSENTS, "A10"), (SENIOR, ("same_area",), CONSENTS, "A10, B3: a decider steps back"),
    ],
    "end_conflict": [(MANAGERS, (*RESPONSIBLE, "holds"), CONSENTS, "A7, A10; never the one who declared: ours")],
    "open_in_emergency": [(OPENERS, RELATIONSHIPS, CONSENTS, "A9: never refused for risk to life; A10; those who hold, "
                                                             "care or treat, and the audited opening: ours, design 5")],
    "review_opening": [
        (("auditor",), tuple(r for r in NOT_CONFLICTED if "opened" not in r), CONSENTS, "A9; never one's own: A7"),
        (MANAGERS, (*RESPONSIBLE, "holds"), CONSENTS, "A9: the owner is told; ours"),
    ],
    "who_has_looked": [
        (("auditor",), NOT_CONFLICTED, CONSENTS, "B7, C9, design 5"),
        ((*NAMED, *CARAT), ("own_caseload",), CONSENTS, "B7: to print it for the person; ours"),
        (CARE_MANAGERS, RESPONSIBLE, CONSENTS, "B7; never a suite, it would learn who else: ours, design 5"),
    ],
}

ANSWER_FOR_TEAMS = (*MANAGERS, "partnership_manager", "administrator")  # PPO 36: an area's partnership names its senior
OFFICE = {
    "read_account_log": (("auditor",), "C9, design 5"),
    "roles_page": (ROLES[:-1], "design 5: each with a sentence; design 1; ours: the rules are no secret"),
    "members_own_team": ((*ANSWER_FOR_TEAMS, "auditor"), "HB 4.11.2, PPO 36; ours: whoever answers for the team"),
    "members_any_team": (("administrator", "auditor"), "design 5; a log names accounts: ours, C9"),
    **dict.fromkeys(("give_role_own_team", "end_role_own_team", "make_code_own_team"),
                    (ANSWER_FOR_TEAMS, "design 5, A7, A8; the manager knows who works there: ours")),
    **dict.fromkeys(("give_role_other_team", "end_role_other_team", "make_code_other_team"),
                    (("administrator",), "design 5, A7, A8")),
    **dict.fromkeys(("give_role_oneself", "end_role_oneself", "make_code_oneself"), ((), "A7: never one's own")),
    **dict.fromkeys(("close_account", "switch_single_sign_on"), (("administrator",), "A8, design 5; switching: ours")),
}
# fmt: on
LISTS = tuple(operation for operation in ACTS if operation.startswith("on_"))
OPERATIONS = ("open_record", *READS, "find_by_name", "read_shared", *ACTS, *OFFICE)


def expected(operation, role, relationship, consent):
    """The answer the documents give to one cell."""
    if operation in OFFICE:
        roles, because = OFFICE[operation]
        return Answer(role in roles, frozenset(), because, silent=False)
    relationship = come_to(role, relationship)
    seen = sight(role, relationship, consent)
    if operation == "open_record":
        return seen
    if operation in READS:
        one = seen.classes & {operation.removeprefix("read:")}
        return seen._replace(allowed=bool(one), classes=one)
    if operation == "find_by_name":
        found = "identity" in seen.classes and role in KINDS
        return Answer(found, only("identity") if found else only(), seen.because, seen.whose, not found)
    if operation == "read_shared":
        return shared(role, consent) if relationship == "shared_live" else refused(seen)
    return act(operation, role, relationship, consent, seen)


def come_to(role, relationship):
    """Managers are cleared for their team's restricted records; where nobody has a caseload it is the team's."""
    cleared = relationship == "restricted" and role in MANAGERS
    nobodys = relationship == "own_caseload" and KINDS.get(role) in ("suite", "desk")
    return "same_team" if cleared or nobodys else relationship


def sight(role, relationship, consent):
    """What this account is shown of the record itself."""
    classes, because = SIGHT.get(role, (frozenset(), ""))
    if relationship == "opened" and role in OPENERS:
        return Answer(True, classes, f"A9, A10; {because}", "all", False)
    if relationship == "restricted" and role in KINDS:
        return Answer(False, frozenset(), "design 5: that there is a record, without a name", "existence", False)
    whose, why = STANDING.get((KINDS.get(role), relationship), (None, None))
    if whose is None:
        return Answer(False, frozenset(), UNSEEN.get(relationship, "A2, design 5: deny by default"))
    if KINDS[role] in ("carat", "probation") and relationship in RESPONSIBLE and consent == "covering":
        whose = "all"
    return Answer(True, classes, f"{why}; {because}", whose, False)


def shared(role, consent):
    """What the recipient reads on its own page, on the basis that holds now."""
    classes, because = BASES.get(consent, {}).get(role, (frozenset(), "B1, B2, PPO 33, A1: no basis, nothing"))
    shown = classes & SIGHT[role][0] if consent == "covering" and classes else classes
    return Answer(bool(shown), shown, because, "items" if shown else "none", not shown)


def act(operation, role, relationship, consent, seen):
    known = seen.allowed if relationship in INVOLVED else relationship != "shared_live" or shared(role, consent).allowed
    known = known or role == "auditor" or operation == "open_in_emergency"
    for roles, relationships, consents, because in ACTS.get(operation, ()):
        if role in roles and relationship in relationships and consent in consents and known:
            return Answer(True, shown_in(operation, consent, seen), because, seen.whose, False)
    if seen.whose == "existence" and operation in ("on_today", "on_arrivals", "on_testing"):
        beside = any(role in roles and "same_team" in relationships for roles, relationships, _, _ in ACTS[operation])
        return seen._replace(allowed=beside)
    return refused(seen)


def shown_in(operation, consent, seen):
    if operation == "on_possible_matches":
        return seen.classes & {"identity"}
    if operation in LISTS:
        return seen.classes & LISTED
    if operation == "preview_disclosure":
        return frozenset().union(*(items for items, _ in BASES.get(consent, {}).values())) & seen.classes
    return SIGHT[SENIOR[0]][0] if operation == "decide_without_consent" else frozenset()


def refused(seen):
    return Answer(False, frozenset(), f"A2, design 5: deny by default; {seen.because}", silent=seen.silent)

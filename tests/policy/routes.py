"""Every route, the operation of the oracle it is, and the addresses at which it is asked for one person.

A route that stands nowhere here fails the build (test_deny_by_default).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from tests.oracles.policy import RELATIONSHIPS
from tests.policy.canaries import FIELDS
from throughcare.access.models import Opening, Reading
from throughcare.accounts.models import Membership
from throughcare.journal.given import given
from throughcare.journal.models import CaseloadRow
from throughcare.journal.reading import history
from throughcare.matching.models import PossibleMatch
from throughcare.rulebook.actors import CJIT_WORKERS
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.journey import OBLIGATIONS, follow
from throughcare.sharing.models import Request

ROUTINE_KINDS = ("decided_next", "drug_tested", "details_given", "care_plan_agreed", "assessed")
"""For the page that records any kind of fact."""
WITH_WORDS = frozenset(kind for kind, _ in FIELDS)


@dataclass(frozen=True, slots=True)
class Route:
    operation: str
    """Of the oracle; empty where the page is about no person."""
    addresses: Callable
    """Of one life, as a list."""
    is_list: bool = False
    has_content: bool = False
    """What may be shown is said of this operation, not of opening the record; so for every list."""
    own_words: frozenset = frozenset()
    """Relationships in which a reference comes back to whoever gave it, or to their manager; never more than that."""
    is_strict: bool = False
    """More than the record: who may open that may not yet open this."""
    is_narrower: bool = False
    """Opened by fewer people than the oracle allows: by stage, by kind of fact, or by who has to act."""

    def __post_init__(self):
        own = self.is_list or self.operation == "read_shared"
        object.__setattr__(self, "has_content", self.has_content or own)


def at(name, *, query=""):
    return lambda life: [reverse(name, args=[life.reference]) + query]


def anywhere(name):
    return lambda life: [reverse(name)]


def whys(life):
    """One duty of each class of data."""
    duties = {OBLIGATIONS[duty.kind].data: duty for duty in follow(history(life.person.pk), given()).duties}
    return [reverse("why", args=[life.reference, duty.key]) for duty in duties.values()]


def records(life):
    return [reverse("record", args=[life.reference, kind]) for kind in ROUTINE_KINDS]


def mends(life):
    """One entry of each class of data and of each team that wrote any: one with words in it, where there is one."""
    told = sorted(life.all, key=lambda one: one[1] in WITH_WORDS)
    entries = {(KINDS[kind].data, team): entry for entry, kind, team in told}
    return [reverse("mend", args=[life.reference, entry]) for entry in entries.values()]


def papers(life):
    kept = [entry for entry, kind, _ in life.all if kind == "notice_prepared"]
    return [reverse("notice_pdf", args=[life.reference, entry]) for entry in kept]


def finds(life):
    """By a beginning that several share: what was typed comes back on the page, and must not look like somebody."""
    return [f"{reverse('find')}?q={life.person.family_name[:-1]}"]


def matched(life):
    pairs = PossibleMatch.objects.filter(about=life.person).values_list("pk", flat=True)
    return [reverse("match", args=[one]) for one in pairs]


def moves(life):
    """The preview of moving the person's case manager's people to each colleague."""
    held = CaseloadRow.objects.filter(person=life.person, until=None).first()
    posts = Membership.objects.filter(organisation=held.team, role__in=CJIT_WORKERS) if held else ()
    others = [f"&to={one.pk}" for one in posts if one.pk != held.case_manager]
    return [f"{reverse('move_people')}?worker={held.case_manager}{to}" for to in others] if held else []


def openings(name):
    return lambda life: [
        reverse(name, args=[one]) for one in Opening.objects.filter(person=life.person).values_list("pk", flat=True)[:2]
    ]


def of_kind(name, kind):
    """About each entry of a kind that the person has."""
    return lambda life: [reverse(name, args=[life.reference, one]) for one, told, _ in life.all if told == kind]


def drafted(name, *more):
    """What a worker has typed about the person and not entered."""
    return lambda life: [reverse(name, args=[life.reference, one.pk, *more]) for one in life.drafts]


def asked(name):
    """What a PPO scheme asked about the person in its own words: the reference, so that it is found on a page."""
    return lambda life: [reverse(name, args=[one.pk]) for one in Request.objects.filter(person=life.person)]


def shared(name):
    return lambda life: [reverse(name, args=[one]) for one, kind, _ in life.all if kind == "disclosed"]


def an_account(life):
    """Of somebody who has looked at everyone."""
    first = Reading.objects.order_by("pk").first()
    return [reverse("audit_account", args=[first.account_id])] if first else []


ANYBODY = frozenset(RELATIONSHIPS)
ROUTES = {
    "person": Route("open_record", at("person")),
    "why": Route("open_record", whys, is_narrower=True),
    "record": Route("record_fact", records, is_narrower=True),
    "mend": Route("open_record", mends, is_narrower=True),
    "take_on_risk": Route("record_fact", of_kind("take_on_risk", "risk_found"), is_narrower=True),
    "signs": Route("record_fact", at("signs"), is_narrower=True),
    "residence": Route("record_fact", at("residence"), is_narrower=True),
    "book": Route("record_fact", at("book"), is_narrower=True),
    "another_time": Route("record_fact", at("another_time"), is_narrower=True),
    "withdraw": Route("record_fact", at("withdraw"), is_narrower=True),
    "seen_now": Route("record_fact", at("seen_now"), is_narrower=True),
    "not_given": Route("record_fact", at("not_given"), is_narrower=True),
    "why_no_ra1": Route("record_fact", at("why_no_ra1"), is_narrower=True),
    "notice": Route("record_fact", at("notice"), is_narrower=True),
    "notice_pdf": Route("print_notice", papers, is_narrower=True),
    "assess": Route("record_fact", at("assess"), is_narrower=True),
    "missed": Route("record_fact", at("missed"), is_narrower=True),
    "missed_bundle": Route("open_record", of_kind("missed_bundle", "failure_reported"), is_narrower=True),
    "in_touch": Route("record_fact", at("in_touch"), is_narrower=True),
    "out_of_contact": Route("on_today", anywhere("out_of_contact"), is_list=True, is_narrower=True),
    "review_place": Route("record_fact", at("review_place"), is_narrower=True),
    "transfer": Route("record_fact", at("transfer"), is_narrower=True),
    "care_plan": Route("open_record", at("care_plan"), is_narrower=True),
    "care_plan_paper": Route("open_record", at("care_plan_paper"), is_narrower=True),
    "drug_test": Route("record_fact", at("drug_test"), is_narrower=True),
    "samples": Route("record_fact", at("samples"), is_narrower=True),
    "dt1": Route("open_record", of_kind("dt1", "drug_tested"), is_narrower=True),
    "assess_section": Route("record_fact", drafted("assess_section", "home"), is_narrower=True),
    "assess_check": Route("record_fact", drafted("assess_check"), is_narrower=True),
    "drafts": Route("open_record", anywhere("drafts"), is_list=True),
    "attendance": Route("record_fact", at("attendance"), is_narrower=True),
    "update_record": Route("record_fact", at("update_record"), is_narrower=True),
    "assessment_record_pdf": Route(
        "open_record", of_kind("assessment_record_pdf", "assessment_record"), is_narrower=True
    ),
    "follow_up": Route("record_fact", at("follow_up"), is_narrower=True),
    "name_case_manager": Route("record_fact", at("name_case_manager"), is_narrower=True),
    "new_worker_letter": Route("open_record", at("new_worker_letter"), is_narrower=True),
    "know_person": Route("declare_conflict", at("know_person"), is_narrower=True),
    "who_looked": Route("who_has_looked", at("who_looked"), is_strict=True, is_narrower=True),
    "who_looked_account": Route("who_has_looked", at("who_looked_account"), is_strict=True, is_narrower=True),
    "audit_person": Route("who_has_looked", at("audit_person"), is_strict=True, is_narrower=True),
    "match": Route("on_possible_matches", matched, is_strict=True, is_narrower=True),
    "agree_opening": Route("open_in_emergency", openings("agree_opening"), is_strict=True, is_narrower=True),
    "review_opening": Route("review_opening", openings("review_opening"), is_strict=True, is_narrower=True),
    "sharing": Route("open_record", at("sharing"), is_narrower=True),
    "ask_consent": Route("ask_consent", at("ask_consent"), is_narrower=True),
    "consent_form": Route("ask_consent", at("consent_form"), is_narrower=True),
    "sharing_account": Route("open_record", at("sharing_account"), is_narrower=True),
    "tell_in_emergency": Route("record_emergency_disclosure", at("tell_in_emergency"), is_narrower=True),
    "review_emergency": Route(
        "review_emergency_disclosure", of_kind("review_emergency", "emergency_disclosed"), is_narrower=True
    ),
    "signed_form": Route("open_record", of_kind("signed_form", "consent_given"), is_narrower=True),
    "take_back": Route("withdraw_consent", of_kind("take_back", "consent_given"), is_narrower=True),
    "will_they_see": Route("preview_disclosure", of_kind("will_they_see", "consent_given"), is_narrower=True),
    "ask_back": Route("open_record", of_kind("ask_back", "disclosed"), is_narrower=True),
    "sent_copy": Route("open_record", of_kind("sent_copy", "disclosed"), is_narrower=True),
    "shared": Route("read_shared", shared("shared"), is_strict=True, is_narrower=True),
    "shared_bundle": Route("read_shared", shared("shared_bundle"), is_strict=True, is_narrower=True),
    "answer_recall": Route("answer_recall", shared("answer_recall"), is_strict=True, is_narrower=True),
    "taken_back_here": Route("read_shared", shared("taken_back_here"), is_strict=True, is_narrower=True),
    "find": Route("find_by_name", finds, is_list=True),
    "suite": Route("on_suite_board", anywhere("suite"), is_list=True),
    "handover": Route("on_suite_board", anywhere("handover"), is_list=True),
    "handover_pdf": Route("on_suite_board", anywhere("handover_pdf"), is_list=True),
    "reports": Route("on_reports", anywhere("reports"), is_list=True),
    "move_people": Route("on_allocate", moves, is_list=True),
    "manage": Route("on_allocate", anywhere("manage"), is_list=True),
    "laboratory": Route("on_testing", anywhere("laboratory"), is_list=True),
    "not_required": Route("on_testing", anywhere("not_required"), is_list=True, is_narrower=True),
    "today": Route("on_today", anywhere("today"), is_list=True),
    "diary": Route("on_today", anywhere("diary"), is_list=True),
    "messages": Route("on_today", anywhere("messages"), is_list=True),
    "person_messages": Route("open_record", at("person_messages"), is_narrower=True),
    "appointment_calendar": Route("open_record", of_kind("appointment_calendar", "appointment_made"), is_narrower=True),
    "arrivals": Route("on_arrivals", anywhere("arrivals"), is_list=True),
    "my_people": Route("on_my_people", anywhere("my_people"), is_list=True),
    "allocate": Route("on_allocate", anywhere("allocate"), is_list=True),
    "matches": Route("on_possible_matches", anywhere("matches"), is_list=True),
    "shared_with_us": Route("read_shared", anywhere("shared_with_us"), is_list=True),
    "answer_request": Route("preview_disclosure", asked("answer_request"), own_words=ANYBODY, is_narrower=True),
    "decide": Route("decide_without_consent", asked("decide"), is_strict=True, is_narrower=True),
    "decisions": Route("decide_without_consent", anywhere("decisions"), is_list=True),
    "requests": Route("ask_consent", anywhere("requests"), is_list=True, own_words=ANYBODY),
    "ask_for_information": Route("read_shared", anywhere("ask_for_information"), is_list=True, own_words=ANYBODY),
    "conflicts": Route("declare_conflict", anywhere("conflicts"), is_list=True, own_words=ANYBODY),
    "openings": Route("review_opening", anywhere("openings"), is_list=True, own_words=frozenset({"opened"})),
    "audit_account": Route("read_account_log", an_account, is_list=True),
    "audit": Route("read_account_log", anywhere("audit"), is_list=True),
}
ABOUT_NOBODY = frozenset({
    "front", "help", "more", "accessibility", "guidance", "sign_in", "second_step", "set_up", "set_up_one", "recover",
    "new_password", "sign_out", "choose_post", "confirm", "my_sign_in", "add_factor", "add_factor_one",
    "remove_factor", "change_password", "end_session", "stay", "kept", "people_to_help", "make_code", "book_in",
    "papers", "paper", "pack_pdf", "take_over",
    "arrangements", "write_arrangements",
    "emergency", "close_opening", "end_conflict", "roles", "role_changes", "members", "team",
    "cover", "end_cover",
    "give_role", "change_role", "end_role", "account", "close_account", "team_keys", "make_key", "revoke_key",
    "single_sign_on", "single_sign_on_back", "single_sign_on_start", "single_sign_on_finish", "single_sign_on_switch",
    "single_sign_on_switches", "protocols", "protocol", "our_protocols", "our_protocol", "draft_protocol", "draft_next",
    "endorse_protocol", "end_protocol", "slot", "keep_diary", "on_duty", "places_of",
    "when_nobody", "status", "alive", "peak_times", "testing_figures", "testers", "add_tester", "end_tester",
    "test_suites", "add_test_suite", "end_test_suite", "imports", "import", "import_columns", "import_record",
    "import_cancel", "import_not_used",
})  # fmt: skip
"""Whoever opens these, no person of the matrix may stand on them."""

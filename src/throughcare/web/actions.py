"""What a duty's one button does: the page on which it is met, named by its verb."""

from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from throughcare.people.models import Person
from throughcare.rulebook.actors import CJIT, CJIT_MANAGER, CJIT_WORKERS, POLICE, Role
from throughcare.rulebook.facts.base import KINDS, Kind
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.web.pieces import Link


@dataclass(frozen=True, slots=True)
class Act:
    """A verb and the kind of fact it records, or the page of its own."""

    verb: str
    kind: str
    page: str = "record"


ACTS = {
    "test_or_say_why_not": Act("Drug test", "", "drug_test"),
    "require_or_say_why_not": Act("Require", "", "drug_test"),
    "put_irregular_test_right": Act("Put right", "test_put_right"),
    "identify_or_release": Act("Look for signs", "", "signs"),
    "tell_worker": Act("Tell the worker", "", "signs"),
    "encourage_to_see_worker": Act("Record the answer", "voluntary_offer_made"),
    "see_by_choice": Act("Book", "appointment_made"),
    "consider_signs": Act("Look for signs", "", "signs"),
    "send_sample": Act("Record sending", "", "samples"),
    "laboratory_result": Act("Record answer", "", "samples"),
    "tell_requirement_ended": Act("Record telling", "told_requirement_ended"),
    "book_initial_assessment": Act("Book and give RA1", "", "book"),
    "give_ra1": Act("Book and give RA1", "", "book"),
    "hold_initial_assessment": Act("Start", "", "assess"),
    "reason_for_no_ra1": Act("Give the reason", "reason_for_no_notice"),
    "offer_by_choice": Act("Record offer", "voluntary_offer_made"),
    "book_by_choice": Act("Book", "appointment_made"),
    "give_ra2": Act("Give RA2", "", "notice"),
    "give_ra4": Act("Give RA4", "", "follow_up"),
    "give_ra5": Act("Give RA5", "", "follow_up"),
    "record_attendance": Act("Record", "", "attendance"),
    "judge_good_cause": Act("Ask why", "", "missed"),
    "report_failure": Act("Report", "", "missed"),
    "record_report_outcome": Act("Record outcome", "report_outcome"),
    "book_again": Act("Set a new time", "", "another_time"),
    "partnership_decides": Act("Decide", "partnership_decided"),
    "partnership_weighs": Act("Decide", "partnership_decided"),
    "complete_minimum": Act("Complete", "", "assess"),
    "decide_follow_up": Act("Decide", "", "follow_up"),
    "book_follow_up": Act("Book", "", "follow_up"),
    "hold_follow_up": Act("Start", "", "assess"),
    "tell_probation": Act("Record telling", "probation_told"),
    "warn": Act("Record warning", "warned"),
    "warn_by_choice": Act("Record warning", "warned"),
    "report_not_engaging": Act("Report", "not_engaging_reported"),
    "refer_to_home_team": Act("Refer", "", "follow_up"),
    "send_record": Act("Send the record", "", "transfer"),
    "accept_referral": Act("Accept", "", "transfer"),
    "ask_for_record": Act("See to the record", "", "transfer"),
    "have_first_contact": Act("Record contact", "", "transfer"),
    "act_on_risk": Act("Record hand-over", "risk_handed_over"),
    "name_risk_taker": Act("Name who has it", "risk_found"),
    "agree_care_plan": Act("Open plan", "care_plan_agreed"),
    "take_on_caseload": Act("Take on", "taken_on_caseload"),
    "name_case_manager": Act("Name", "", "name_case_manager"),
    "decide_next": Act("Decide", "decided_next"),
    "recall_disclosure": Act("Ask for it back", "", "sharing"),
    "tell_corrected": Act("Share again", "", "sharing"),
    "review_emergency": Act("Review", "", "sharing"),
    "settle_work": Act("Settle", "work_settled"),
    "review_place": Act("Review", "", "review_place"),
    "review_event": Act("Review", "", "review_place"),
    "refer_to_service": Act("Refer", "service_referred"),
    "hear_from_service": Act("Came", "service_attended"),
    "start_prescribing": Act("Came", "service_attended"),
    "review_back": Act("Review", "", "review_place"),
    "ask_length_of_stay": Act("Record answer", "release_expected"),
    "ask_release": Act("Record answer", "release_expected"),
    "decide_stay": Act("Decide", "place_suspended"),
    "decide_at_one_month": Act("Decide", "place_closed"),
    "take_up_after_prison": Act("Decide", "place_taken_up_again"),
    "take_up_after_order": Act("Decide", "place_taken_up_again"),
    "watch_closure": Act("Record answer", "closure_accepted"),
    "watch_release": Act("Record release", "left_prison"),
    "meet_after_release": Act("Record contact", "closure_accepted"),
    "report_closure": Act("Report", "closure_reported"),
    "judge_missed_contact": Act("Judge", "", "in_touch"),
    "reach_out": Act("Record outreach", "", "in_touch"),
    "reach_out_before": Act("Record outreach", "", "in_touch"),
    "tell_it_is_shared": Act("Record telling", "", "in_touch"),
}
"""By kind of duty. Those without a row have no button: watching, and reviewing until its step is built."""


OTHERWISE = {
    "test_or_say_why_not": (("test_refused", "Refused"), ("test_unusable", "No result"), ("not_tested", "Not tested")),
    "require_or_say_why_not": (("requirement_not_imposed", "Inspector: not required"),),
    "hear_from_service": (("service_missed", "Did not come"), ("service_ended", "Ended")),
    "start_prescribing": (("service_ended", "Ended"),),
    "identify_or_release": (("no_misuse_believed", "No reason to believe misuse"),),
}
"""The other true answers to a need, as links beneath it."""

WAYS = {"test_unusable": "no_result", "test_refused": "refused", "not_tested": "not_tested"}
"""Which short form of the drug test page serves a kind."""

OWN_PAGES = {
    "signs_considered": "signs",
    "residence_established": "residence",
    "assessed": "assess",
    "assessment_record": "assess",
    "drug_use": "assess",
    "continuity_update": "update_record",
    "attendance_recorded": "attendance",
    "case_manager_named": "name_case_manager",
    "notice_prepared": "notice",
    "notice_served": "notice",
    "notice_not_served": "not_given",
    "reason_for_no_notice": "why_no_ra1",
    "appointment_moved": "another_time",
    "appointment_withdrawn": "withdraw",
    "drug_tested": "drug_test",
    "test_authorised": "drug_test",
    "test_unusable": "drug_test",
    "test_refused": "drug_test",
    "not_tested": "drug_test",
    "assessment_required": "drug_test",
    "requirement_not_imposed": "drug_test",
    "sample_serves_charge": "drug_test",
    "reviewed": "review_place",
    "sent_to_laboratory": "samples",
    "laboratory_returned": "samples",
    "contact_made": "in_touch",
    "missed_contact_judged": "in_touch",
}
"""Kinds of fact with a page of their own, which knows what the form made from the fact would have to ask for."""

PAGES = {
    "signs": POLICE | CJIT_WORKERS | CJIT_MANAGER,
    "drug_test": POLICE,
    "samples": POLICE,
    "assess": CJIT_WORKERS | CJIT_MANAGER,
    "attendance": CJIT,
    "update_record": CJIT_WORKERS | CJIT_MANAGER,
    "follow_up": CJIT_WORKERS | CJIT_MANAGER,
    "missed": CJIT_WORKERS | CJIT_MANAGER,
    "in_touch": CJIT_WORKERS | CJIT_MANAGER,
    "review_place": CJIT_WORKERS | CJIT_MANAGER,
    "transfer": CJIT,
    "care_plan": CJIT_WORKERS | CJIT_MANAGER,
    "seen_now": CJIT_WORKERS | CJIT_MANAGER,
    "name_case_manager": CJIT_MANAGER,
    "sharing": POLICE | CJIT,
}
"""Who may use the pages of their own, where that is not everyone who sees the duty."""


class Owed(Protocol):
    """A duty of the rules, or its row in a list."""

    @property
    def kind(self) -> str: ...


def action(duty: Owed, person: Person, role: Role | None = None) -> Link | None:
    """The link of a duty that can be met on a page; none where this role may not record what meets it."""
    act = ACTS.get(duty.kind)
    if act is None or (role is not None and not _may(act, role)):
        return None
    arguments = [person.reference] + ([act.kind] if act.page == "record" else [])
    about = f"for {person.full_name}: {OBLIGATIONS[duty.kind].action}"
    return Link(text=act.verb, url=reverse(act.page, args=arguments), extra=about)


def has_a_form(kind: Kind) -> bool:
    """Mendings start from their entry, and what is shared from the page that shows what is sent."""
    return not kind.mending and not kind.imported and kind.chapter != "consent"


def page_of(kind: str, person: Person) -> str:
    """Where one kind of fact is recorded about a person."""
    page = OWN_PAGES.get(kind)
    way = f"?way={WAYS[kind]}" if kind in WAYS else ""
    return reverse(page, args=[person.reference]) + way if page else reverse("record", args=[person.reference, kind])


def _may(act: Act, role: Role) -> bool:
    return role in (KINDS[act.kind].recorded_by if act.page == "record" else PAGES.get(act.page, frozenset(Role)))

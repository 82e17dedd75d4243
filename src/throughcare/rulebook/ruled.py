"""Which of our rules serve which process point and which required action of the Handbook.

What is missing here stands in `readings`, `not_automated` or `later`; a test holds that every point and every
required action is in exactly one of the four.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """The duties, refusals and kinds of fact by which a point or a required action is held."""

    id: str
    duties: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


RULED: Mapping[str, Ruled] = {
    row.id: row
    for row in (
        # Identification by enforcement
        Ruled(
            id="IE1", duties=("require_or_say_why_not", "book_initial_assessment", "give_ra1"),
            refusals=("only_a_positive_test_requires",),
        ),
        Ruled(
            id="IE1.police.i", duties=("require_or_say_why_not",),
            refusals=("required_or_not_required", "an_inspector_decides"),
            facts=("assessment_required", "requirement_not_imposed"),
        ),
        Ruled(
            id="IE1.police.ii", duties=("book_initial_assessment",),
            refusals=("appointments_are_with_a_cjit", "a_late_place_needs_a_reason"), facts=("appointment_made",),
        ),
        Ruled(
            id="IE1.police.iii", duties=("book_initial_assessment", "give_ra1"),
            refusals=("a_notice_says_when_where_and_warns", "a_notice_repeats_the_appointment"),
        ),
        Ruled(id="IE1.police.iv", duties=("give_ra1",), facts=("notice_prepared",)),
        Ruled(
            id="IE1.police.v", duties=("give_ra1", "reason_for_no_ra1"),
            refusals=("the_warning_goes_with_the_requirement", "required_before_release", "each_form_has_its_sender"),
            facts=("notice_served", "reason_for_no_notice"),
        ),
        Ruled(id="IE1.police.vi", duties=("give_ra1",), facts=("notice_prepared", "notice_served", "appointment_made")),
        Ruled(id="IE1.police.vii", duties=("give_ra1",), facts=("notice_served", "appointment_made")),
        Ruled(
            id="IE1.police.variation", duties=("give_ra2",), refusals=("no_report_without_a_served_notice",),
            facts=("appointment_moved", "notice_prepared"),
        ),
        Ruled(
            id="IE1.cjit", duties=("hold_initial_assessment",), refusals=("appointments_are_with_a_cjit",),
            facts=("appointment_made",),
        ),
        Ruled(
            id="IE1.cjit.variation", duties=("give_ra2",), refusals=("no_report_without_a_served_notice",),
            facts=("appointment_moved", "notice_prepared"),
        ),
        Ruled(
            id="IE2", duties=("hold_initial_assessment", "record_attendance", "judge_good_cause", "report_failure"),
            refusals=("a_required_assessment_rests_on_a_requirement",), facts=("assessed",),
        ),
        Ruled(
            id="IE2.worker.assess", duties=("complete_minimum", "decide_follow_up"),
            refusals=("no_release_on_part_of_an_assessment", "detention_officers_do_not_assess"),
            facts=("assessed", "follow_up_decided"),
        ),
        Ruled(
            id="IE2.worker.warn", duties=("warn", "report_not_engaging"),
            refusals=("a_warning_answers_not_engaging", "no_release_without_engagement"), facts=("warned",),
        ),
        Ruled(
            id="IE2.partnership", duties=("partnership_weighs", "partnership_decides"), facts=("partnership_decided",),
        ),
        Ruled(
            id="IE3", duties=("decide_follow_up", "give_ra5", "tell_probation"),
            refusals=("no_release_without_engagement", "already_on_a_caseload"), facts=("follow_up_decided",),
        ),
        Ruled(
            id="IE3.worker.notice", duties=("book_follow_up", "give_ra4", "hold_follow_up"),
            refusals=("a_follow_up_is_booked_when_needed", "ra4_and_ra5_follow_the_decision"),
        ),
        Ruled(
            id="IE3.worker.warn", duties=("warn", "report_not_engaging"),
            refusals=("a_warning_answers_not_engaging",), facts=("warned",),
        ),
        Ruled(
            id="IE3.partnership", duties=("partnership_weighs", "partnership_decides"), facts=("partnership_decided",),
        ),
        Ruled(id="IE4", duties=("refer_to_home_team",), facts=("residence_established",)),
        Ruled(
            id="IE4a", duties=("refer_to_home_team", "send_record", "watch_until_contact"),
            refusals=("referred_to_another_cjit",), facts=("referred_to_team",),
        ),
        Ruled(
            id="IE4a.worker.notice", duties=("refer_to_home_team", "give_ra4"),
            refusals=("a_follow_up_elsewhere_is_where_the_person_was_referred",), facts=("notice_served",),
        ),
        Ruled(id="IE4a.worker.transfer", duties=("send_record",), facts=("referred_to_team", "record_sent")),
        Ruled(
            id="IE4b", duties=("accept_referral", "have_first_contact", "watch_until_contact"),
            refusals=("receiving_is_the_receivers",), facts=("referral_accepted", "first_contact"),
        ),
        Ruled(
            id="IE4b.worker",
            duties=("accept_referral", "ask_for_record", "have_first_contact", "watch_until_contact", "hold_follow_up"),
            refusals=("receiving_is_the_receivers",), facts=("referral_accepted", "record_asked_for", "first_contact"),
        ),
        # Identification by proactive engagement
        Ruled(
            id="IPAE1", duties=("identify_or_release", "consider_signs"),
            refusals=("signs_are_of_an_arrest_or_a_visit",), facts=("signs_considered", "self_referred"),
        ),
        Ruled(
            id="IPAE2", duties=("identify_or_release", "consider_signs", "tell_worker", "encourage_to_see_worker"),
            refusals=("signs_that_identify_are_not_set_aside",), facts=("signs_considered", "no_misuse_believed"),
        ),
        Ruled(
            id="IPAE2.police.identify", duties=("identify_or_release",),
            refusals=("signs_that_identify_are_not_set_aside",), facts=("signs_considered",),
        ),
        Ruled(
            id="IPAE2.police.encourage", duties=("encourage_to_see_worker", "tell_worker", "see_by_choice"),
            refusals=("a_late_place_by_choice_says_why", "the_worker_told_has_a_name"),
            facts=("worker_told", "voluntary_offer_made", "appointment_made"),
        ),
        Ruled(
            id="IPAE3", duties=("see_by_choice", "offer_by_choice", "book_by_choice"), facts=("voluntary_offer_made",),
        ),
        *(
            Ruled(
                id=f"{point}.worker.warn", duties=("warn_by_choice", "report_not_engaging"),
                refusals=("a_warning_by_choice_says_no_offence", "whoever_came_unasked_is_not_reported"),
                facts=("agreement_asked", "warned"),
            )
            for point in ("IPAE4", "IPAE5", "IPAE6")
        ),
        *(
            Ruled(id=f"{point}.partnership", duties=("partnership_weighs",), facts=("partnership_decided",))
            for point in ("IPAE4", "IPAE5", "IPAE6")
        ),
        # Where both ways meet
        Ruled(
            id="Com1", duties=("agree_care_plan", "hold_follow_up"), refusals=("a_plan_rests_on_an_assessment",),
            facts=("care_plan_agreed", "care_plan_refused"),
        ),
        Ruled(
            id="Com1.worker.agree", duties=("agree_care_plan",),
            refusals=("a_plan_rests_on_an_assessment", "a_plan_speaks_to_four_domains", "progress_is_in_a_domain"),
            facts=("care_plan_agreed", "care_plan_progress"),
        ),
        Ruled(id="Com1.worker.accepted", duties=("take_on_caseload",), refusals=("the_caseload_is_agreed_to",)),
        Ruled(
            id="Com1.worker.warn", duties=("warn", "report_not_engaging"), facts=("care_plan_refused", "warned"),
        ),
        Ruled(id="Com1.partnership", duties=("partnership_weighs",), facts=("partnership_decided",)),
        Ruled(
            id="Com2", duties=("take_on_caseload", "name_case_manager"), refusals=("one_caseload_at_a_time",),
            facts=("taken_on_caseload",),
        ),
        Ruled(
            id="Com2.manager", duties=("name_case_manager",), refusals=("the_teams_own_manager_names",),
            facts=("case_manager_named",),
        ),
        Ruled(
            id="Com3.case_manager.monitor",
            duties=("judge_missed_contact", "reach_out", "reach_out_before", "tell_it_is_shared"),
            refusals=("only_a_missed_contact_is_judged", "an_excuse_gives_its_reason", "whoever_is_reached_is_told"),
            facts=("contact_made", "missed_contact_judged", "contact_tried"),
        ),
        Ruled(
            id="Com3", duties=("refer_to_service", "hear_from_service", "start_prescribing"),
            refusals=("services_are_offered_on_the_caseload",), facts=("service_offered", "service_referred"),
        ),
        Ruled(
            id="Com3.case_manager.offer", duties=("refer_to_service", "hear_from_service"),
            refusals=("services_are_offered_on_the_caseload", "nobody_is_referred_against_their_will"),
            facts=("service_offered", "service_referred", "service_attended", "service_missed", "service_ended"),
        ),
        Ruled(
            id="Com4", duties=("review_place", "review_event", "review_back"),
            refusals=("only_a_place_on_the_caseload_is_reviewed",), facts=("reviewed", "significant_event"),
        ),
        Ruled(
            id="Com4.case_manager", duties=("review_place", "review_event", "review_back", "ask_length_of_stay"),
            refusals=("only_a_place_on_the_caseload_is_reviewed", "another_course_says_why"), facts=("reviewed",),
        ),
        Ruled(
            id="Com5", duties=("decide_stay",),
            refusals=("decided_by_the_team_whose_place_it_is", "closed_after_a_review_that_says_so"),
            facts=("reviewed", "place_suspended", "place_closed"),
        ),
        Ruled(
            id="Com5a",
            duties=("decide_stay", "decide_at_one_month", "take_up_after_prison", "take_up_after_order", "review_back"),
            refusals=("a_short_stay_suspends", "an_order_suspends_until_its_last_day"),
            facts=("place_suspended", "place_taken_up_again"),
        ),
        Ruled(
            id="Com5a.case_manager", duties=("decide_stay", "ask_length_of_stay"),
            refusals=("a_short_stay_suspends", "an_order_suspends_until_its_last_day", "not_suspended_twice"),
            facts=("entered_prison", "release_expected", "left_prison", "place_suspended"),
        ),
        Ruled(
            id="Com5b", duties=("watch_closure", "watch_release", "ask_release", "meet_after_release"),
            refusals=("a_long_stay_closes", "closed_after_a_review_that_says_so", "a_death_closes_by_itself"),
            facts=("place_closed", "died"),
        ),
        Ruled(
            id="Com5b.case_manager", duties=("watch_closure", "meet_after_release"),
            refusals=(
                "a_long_stay_closes", "closed_after_a_review_that_says_so", "referred_before_it_is_closed",
                "closed_after_a_suspension_that_is_over", "every_effort_is_written_down", "a_death_closes_by_itself",
            ),
            facts=("place_closed", "closure_accepted"),
        ),
        Ruled(
            id="Com5c", duties=("report_closure",),
            refusals=("every_effort_is_written_down", "a_choice_to_leave_is_an_informed_one"), facts=("place_closed",),
        ),
        Ruled(
            id="Com5c.case_manager", duties=("report_closure",),
            refusals=("every_effort_is_written_down", "a_choice_to_leave_is_an_informed_one"),
            facts=("place_closed", "closure_reported"),
        ),
    )
}  # fmt: skip
"""Every row by the point or the required action that it serves."""

BY_READING: Mapping[str, str] = {"IPAE7": "R7"}
"""Points that stand as the Handbook means them, not as it prints them: the point and the reading."""

READINGS_HELD: Mapping[str, str] = {"R7": "points.POINTS", "R22": "owing.is_binding", "R33": "care.spells"}
"""Readings that no single row names, and where they are held."""

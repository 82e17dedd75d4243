"""Which answers of which entries an item shows to whoever receives it, typed again from what the form says of it."""

SHOWN = """
contact: details_given phone; residence_established housing address; language_needs speaks finds_reading_hard
engaged: taken_on_caseload day; decided_next day ends arrest; died day; care_plan_agreed day
engaged: case_manager_named worker_name; assessed engaged
attendance: attendance_recorded day outcome
out_of_contact: attendance_recorded day outcome appointment; appointment_made purpose
out_of_contact: good_cause_judged effort attendance
drugs_used: assessed engaged dependency other_drugs
level_of_use: assessed engaged dependency
services: care_plan_agreed social
care_plan: care_plan_agreed day drug_and_alcohol health offending social
assessment: assessed day engaged would_benefit readiness comprehensive_needed urgency diversity_needs
health: care_plan_agreed health
test_results: drug_tested day result; laboratory_returned test
requirement: assessment_required day; notice_prepared form requirement; notice_served day notice
contact: assessment_record reach; continuity_update record day about
drugs_used: drug_use record substance route frequency spend_a_week last_used_on first_used_age
assessment: assessment_record ethnicity injecting shared_needles overdoses earlier_treatment
assessment: assessment_record drinking_days units_a_day drinking offending legal_status next_court_on home home_needs
assessment: assessment_record work work_needs children_at_home family barriers wishes explained view action_plan
assessment: continuity_update record day drugs alcohol offending home work family needs readiness explained view
health: assessment_record health_body health_mind blood_borne pregnant medicines; continuity_update record day health
risk: assessment_record earlier_risk; continuity_update record day risk
risk: risk_found day risk what; risk_handed_over to_whom risk
"""
EVIDENCE = """
assessment_required minute; appointment_made requirement purpose starts_at place
appointment_moved minute appointment starts_at place; notice_prepared requirement form starts_at place warning
notice_served minute notice how language read_out signed; attendance_recorded minute appointment outcome
contact_tried minute attendance how answer; good_cause_judged minute attendance accepted
failure_reported minute attendance
"""
"""With a report to police of a failure to come or to stay: the statement, and the papers under it."""
ALWAYS = {("details_given", name) for name in ("given_name", "family_name", "born_on")}


def answers_shown(item):
    """Pairs of kind and answer."""
    lines = [line.partition(": ")[2] for line in SHOWN.split("\n") if line.startswith(f"{item}: ")]
    kinds = [words.split() for line in lines for words in line.split("; ")]
    return {(kind, name) for kind, *names in kinds for name in names} | ALWAYS


def evidence_shown():
    rows = [words.split() for line in EVIDENCE.strip().split("\n") for words in line.split("; ")]
    return {(kind, name) for kind, *names in rows for name in names}


ITEMS = sorted({line.partition(":")[0] for line in SHOWN.strip().split("\n")})

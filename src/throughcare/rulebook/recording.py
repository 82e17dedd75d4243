"""Who may record what, and when: the refusals that hold for every kind of fact."""

from datetime import datetime

from throughcare.rulebook.actors import CJIT, INSPECTOR, POLICE, ROLES, Role
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    AttendanceRecorded,
    FailureReported,
    Form,
    NoticePrepared,
)
from throughcare.rulebook.facts.base import kind_of
from throughcare.rulebook.facts.casework import CarePlanAgreed, CarePlanRefused, FirstContact, TakenOnCaseload
from throughcare.rulebook.facts.contact import ContactWishes
from throughcare.rulebook.facts.custody import Arrested, DrugTested, RequirementNotImposed, TestAuthorised
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import death

CONTACT = (
    Arrested, DrugTested, AppointmentMade, AppointmentMoved, AttendanceRecorded, Assessed, FailureReported,
    CarePlanAgreed, CarePlanRefused, TakenOnCaseload, FirstContact, ContactWishes,
)  # fmt: skip
"""What cannot happen with someone who has died."""


@refuses(cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def not_in_the_future(case: Case) -> Refused | None:
    """Only what has happened is recorded."""
    if case.at is None or case.happened_at <= case.at:
        return None
    return Refused(sentence="This is timed in the future.", instead="Check the day and the time.")


@refuses(cites=("HB 3.2",), requirements=("H-50",), about_actor=True)
def within_the_years_we_can_count(case: Case) -> Refused | None:
    """Limits are counted in working days, so every date lies in years whose public holidays are known."""
    held = [getattr(case.fact, name) for name in kind_of(type(case.fact)).types]
    known = case.given.calendar
    for moment in (case.happened_at, *(value for value in held if isinstance(value, datetime))):
        if not known.first_year <= moment.year < known.last_year:
            return Refused(
                sentence=f"The year {moment.year} is outside the years in which limits can be counted "
                f"({known.first_year} to {known.last_year - 1}).",
                instead="Check the year.",
            )
    return None


@refuses(Assessed, cites=("INT 3.5.5",), requirements=("N-23",), about_actor=True)
def detention_officers_do_not_assess(case: Case) -> Refused | None:
    """Detention officers must not carry out drug assessments."""
    if case.by is None or case.by.role not in POLICE:
        return None
    return Refused(
        sentence="Police and detention officers do not carry out drug assessments.",
        instead="Ask a CJIT worker to assess, or book a place with the CJIT of residence.",
    )


@refuses(DrugTested, cites=("INT 3.5.5",), requirements=("N-24", "N-25"), about_actor=True)
def drug_workers_do_not_test(case: Case) -> Refused | None:
    """CJIT workers must not carry out drug tests; only the persons prescribed may take a sample."""
    if case.by is None or case.by.role not in CJIT:
        return None
    return Refused(
        sentence="CJIT workers do not carry out drug tests; only police and detention officers take samples.",
        instead="Police record the test.",
    )


@refuses(
    RequirementNotImposed, TestAuthorised,
    cites=("HB 4.6.1 i", "HB 3.1"), requirements=("H-44", "H-45", "H-150"), about_actor=True,
)  # fmt: skip
def an_inspector_decides(case: Case) -> Refused | None:
    """Authority to test, or not to require an assessment, is an inspector's or higher."""
    if case.by is None or case.by.role in INSPECTOR:
        return None
    return Refused(
        sentence="This needs the authority of an inspector or above, recorded by that officer.",
        instead="Ask the inspector to record it with the reasons.",
    )


@refuses(cites=("HB 3.1", "HB 3.2"), requirements=("H-44", "H-47", "H-55"), about_actor=True)
def recorded_by_those_who_do_it(case: Case) -> Refused | None:
    """Each kind of fact is recorded by the roles whose work it is."""
    kind = kind_of(type(case.fact))
    if case.by is None or case.by.role in kind.recorded_by:
        return None
    return Refused(
        sentence=f"{kind.title} is not recorded by {ROLES[case.by.role].title}.",
        instead=f"It can be recorded by: {_titles(kind.recorded_by)}.",
    )


@refuses(NoticePrepared, cites=("HB 4.6.1 v", "HB 4.7.2"), requirements=("H-154", "H-175"), about_actor=True)
def each_form_has_its_sender(case: Case) -> Refused | None:
    """RA1 comes from police; RA4 and RA5 from the team that assessed."""
    if case.by is None or case.fact.form is Form.RA2:
        return None
    senders = POLICE if case.fact.form is Form.RA1 else CJIT
    if case.by.role in senders:
        return None
    who = "police" if senders is POLICE else "the CJIT"
    return Refused(sentence=f"{case.fact.form} is given by {who}.", instead=f"Ask {who} to give it.")


@refuses(*CONTACT, cites=("HB 3.2",), requirements=("H-50",))
def nothing_with_the_dead(case: Case) -> Refused | None:
    """After a death nothing more is arranged or held; what came before can still be written down."""
    died = death(case.history)
    if died is None or died.root == case.root or case.happened_at <= died.happened_at:
        return None
    return Refused(
        sentence="This person has died; nothing can happen with them after that.",
        instead="If the death was entered in error, void that entry. Earlier events are recorded with their true time.",
        because=died,
    )


def _titles(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(ROLES[role].title.lower() for role in roles))

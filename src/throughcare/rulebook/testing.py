"""Who may take a sample and where, a sample that serves the charge as well, and why none was taken.

Intensive Guidance 3.5.4 and 4.2.6; the registers are part of what the rules are given. Whether a tester was trained
is judged when the test is written down: a register mended later moves nobody's standing. A sample that was taken
all the same is recorded as irregular, serves nothing and must be put right (R10).
"""

from uuid import UUID

from throughcare.rulebook.actors import POLICE
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.custody import (
    Charged,
    Condition,
    DrugTested,
    NotTested,
    NotTestedBecause,
    SampleServesCharge,
)
from throughcare.rulebook.refusing import Case, Refused, refuses

RECORD_AS_IRREGULAR = "If a sample truly was taken, record it as irregular: an inspector then puts it right."


@refuses(DrugTested, cites=("INT 4.2.6",), requirements=("N-20", "N-22", "N-39", "N-40"), about_actor=True)
def only_the_trained_test(case: Case) -> Refused | None:
    """Only someone whom an approved cascade trainer has entered as trained on that day takes a sample."""
    tester = _tester(case)
    if tester is None or case.fact.irregular or case.given.is_trained(tester, local_day(case.happened_at)):
        return None
    return Refused(
        sentence="Whoever takes the sample must be on the register of trained testers on that day.",
        instead=f"Ask a trained tester, or the cascade trainer to enter the training. {RECORD_AS_IRREGULAR}",
    )


@refuses(DrugTested, cites=("PACE s63B",), about_actor=True)
def only_in_an_authorised_suite(case: Case) -> Refused | None:
    """Samples are taken in suites that may test on that day."""
    by_police = case.by is not None and case.by.role in POLICE
    if not by_police or case.fact.irregular or case.given.may_test(_suite(case), local_day(case.happened_at)):
        return None
    return Refused(
        sentence="This suite was not on the register of suites that may test on that day.",
        instead=f"Test in a suite that may, or record why no test was taken. {RECORD_AS_IRREGULAR}",
    )


@refuses(SampleServesCharge, cites=("HB 4.1.1 fn1", "PACE s63B"), requirements=("H-65",), readings=("R10",))
def a_sample_taken_on_arrest_serves_the_charge(case: Case) -> Refused | None:
    """Only a regular sample taken on arrest is used on a charge of the same detention."""
    test = case.history.get(case.fact.test, DrugTested)
    charge = case.history.get(case.fact.charge, Charged)
    if test is None or charge is None:
        return None
    same = case.history.root(test.fact.arrest) == case.history.root(charge.fact.arrest)
    if same and test.fact.condition is Condition.ARREST and not test.fact.irregular:
        return None
    return Refused(
        sentence="Only a sample properly taken on arrest, under the same arrest, is used on the charge.",
        instead="Choose the charge that followed from that arrest; a sample taken on charge needs no such entry.",
        because=test,
    )


@refuses(NotTested, cites=("HB 3.1",), requirements=("H-45",))
def a_reason_why_no_test_was_taken(case: Case) -> Refused | None:
    """Nobody is left untested without a reason; another reason is said in words."""
    said = case.fact.reason.strip() or case.fact.ground not in {None, NotTestedBecause.OTHER}
    if said:
        return None
    return Refused(
        sentence="Nobody is left untested without a reason.",
        instead="Choose a reason; for another one, say in a few words what it was.",
    )


def _tester(case: Case) -> UUID | None:
    """Who took the sample: a correction by someone else leaves it with whoever first recorded it."""
    if case.fact.taken_by is not None:
        return UUID(str(case.fact.taken_by))
    if case.target is not None:
        return case.target.by
    return case.by.membership if case.by and case.by.role in POLICE else None


def _suite(case: Case) -> str:
    return case.target.team if case.target is not None else case.team

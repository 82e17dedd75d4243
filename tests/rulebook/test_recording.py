"""Who may record what, and when: Handbook 3.1, 3.2, 3.4, 3.5; H-44, H-45, H-50, H-55, H-150; N-18 to N-25."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.stories import BY_CHOICE, INSPECTOR, MANAGER, RA1, SERGEANT, WORKER, Story, when
from throughcare.rulebook.actors import POLICE, Role

row = pytest.param


def arrested():
    s = Story()
    s.arrest = s.arrested()
    return s


def positive():
    s = arrested()
    s.tested()
    return s


def dead():
    """Died on Friday 26 March at 09:00."""
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).died()
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("not_in_the_future", arrested,
            lambda s: s.at(2010, 3, 25, 21, 1).refusal(s.tested, written=when(2010, 3, 25, 21, 0)),
            lambda s: s.at(2010, 3, 25, 21, 0).tested(written=when(2010, 3, 25, 21, 0)), id="H-50 not in the future"),
        row("detention_officers_do_not_assess", stages.released,
            lambda s: s.refusal(s.assessed, by=Role.DETENTION_OFFICER),
            lambda s: s.assessed(by=Role.CJIT_CUSTODY_WORKER), id="N-18 N-23 H-55 a CJIT worker assesses"),
        row("drug_workers_do_not_test", arrested, lambda s: s.refusal(s.tested, by=Role.CJIT_CUSTODY_WORKER),
            lambda s: s.tested(by=Role.DETENTION_OFFICER), id="N-19 N-24 N-25 a detention officer tests"),
        row("an_inspector_decides", positive, lambda s: s.refusal(s.not_imposed, by=SERGEANT),
            lambda s: s.not_imposed(by=INSPECTOR), id="H-44 H-150 not to require"),
        row("an_inspector_decides", arrested, lambda s: s.refusal(s.authorised, by=SERGEANT),
            lambda s: s.authorised(by=INSPECTOR), id="H-44 H-45 to test"),
        row("recorded_by_those_who_do_it", positive, lambda s: s.refusal(s.required, by=WORKER, team="nm-cjit"),
            lambda s: s.required(by=SERGEANT), id="H-44 H-149 police require"),
        row("recorded_by_those_who_do_it", stages.planned, lambda s: s.refusal(s.taken_on, by=SERGEANT),
            lambda s: s.taken_on(by=WORKER), id="H-55 H-191 the CJIT admits"),
        row("recorded_by_those_who_do_it", stages.on_caseload, lambda s: s.refusal(s.manager_named, by=WORKER),
            lambda s: s.manager_named(by=MANAGER), id="H-54 H-191 its manager names"),
        row("nothing_with_the_dead", dead,
            lambda s: s.at(2010, 3, 26, 9, 1).refusal(s.booked, 2010, 3, 29, 9, 0, purpose=BY_CHOICE),
            lambda s: s.at(2010, 3, 26, 9, 0).booked(2010, 3, 29, 9, 0, purpose=BY_CHOICE),
            id="H-50 nothing after death, but what came before"),
        row("nothing_with_the_dead", dead, lambda s: s.at(2010, 3, 26, 10, 30).refusal(s.assessed),
            lambda s: s.at(2010, 3, 26, 10, 30).laboratory(confirmed=False), id="H-50 what needs nobody is recorded"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


@pytest.mark.parametrize("role", sorted(POLICE), ids=lambda role: f"N-23 {role}")
def test_nobody_of_the_police_assesses(role):
    s = stages.released()

    s.refuses("detention_officers_do_not_assess", s.assessed, by=role)


@pytest.mark.parametrize("role", sorted(POLICE), ids=lambda role: f"N-25 {role}")
def test_anyone_of_the_police_may_take_a_sample(role):
    s = arrested()

    assert s.accepts(s.tested, by=role)


@pytest.mark.parametrize(
    "role", [Role.CJIT_COURT_WORKER, Role.CJIT_MANAGER, Role.OUTREACH_WORKER], ids=lambda role: f"N-24 {role}"
)
def test_no_drug_worker_tests(role):
    s = arrested()

    s.refuses("drug_workers_do_not_test", s.tested, by=role)


def test_nobody_else_takes_samples_either():
    """N-25: only those prescribed."""
    s = arrested()

    s.refuses("recorded_by_those_who_do_it", s.tested, by=Role.TREATMENT_PROVIDER)


def test_the_custody_record_is_completed_by_whoever_was_on_duty_then():
    """H-50: late paper keeps its true time, and says when it was written."""
    s = arrested()
    s.at(2010, 3, 25, 19, 30).tested(written=when(2010, 3, 26, 8, 0))

    entry = s.history.entries[-1]

    assert entry.happened_at == when(2010, 3, 25, 19, 30)
    assert entry.recorded_at == when(2010, 3, 26, 8, 0)


def test_a_death_entered_in_error_is_voided_and_life_goes_on():
    s = dead()
    s.voids(s.last(type(s.history.entries[-1].fact)))

    assert s.open("hold_initial_assessment")
    assert s.accepts(s.at(2010, 3, 26, 10, 30).assessed)


def test_a_release_is_never_refused():
    """H-75: whatever is missing."""
    s = arrested()

    assert s.accepts(s.released)
    s = positive()
    assert s.accepts(s.released)


def test_the_notice_of_a_requirement_stays_in_the_custody_record():
    """H-155: what stood on RA1, and when it was given, can be read at any time after."""
    s = stages.released()

    given = s.history.get(s.ra1, type(s.entry(s.ra1).fact))
    notice = s.entry(given.fact.notice).fact

    assert (notice.form, notice.starts_at, notice.place, notice.warning) == (
        RA1, when(2010, 3, 26, 10, 30), "12 Mill Lane", True,
    )  # fmt: skip
    assert given.team == "nm-suite"
    assert given.happened_at == when(2010, 3, 25, 20, 26)


def test_date_and_time_of_the_assessment_stand_with_the_test():
    """H-156: the appointment names the requirement, and the requirement the test."""
    s = stages.released()
    booked = s.entry(s.place).fact

    assert booked.starts_at == when(2010, 3, 26, 10, 30)
    assert s.entry(booked.requirement).fact.test == s.test

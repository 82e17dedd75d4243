"""After a positive test: the requirement, its appointment and RA1, release, and the laboratory."""

from datetime import datetime, timedelta
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import LONDON, local_day, start_of_day
from throughcare.rulebook.facts.assessment import Form, HowGiven, NoticeNotServed, Purpose, WhyNotGiven
from throughcare.rulebook.facts.custody import (
    AssessmentRequired,
    ReasonForNoNotice,
    RequirementNotImposed,
    VoluntaryOfferMade,
)
from throughcare.rulebook.facts.identity import Housing, ResidenceEstablished
from throughcare.simulation import assessments, choice
from throughcare.simulation.appointments import By, book, give
from throughcare.simulation.detention import goes_to_laboratory, laboratory, released
from throughcare.simulation.story import Story
from throughcare.simulation.words import CORRECTED, STREETS, WHY_NO_NOTICE, WHY_NOT_REQUIRED

OFFICER, INSPECTOR = Role.DETENTION_OFFICER, Role.CUSTODY_INSPECTOR
WORKERS_VISIT = range(8, 18)
"""The hours in which a CJIT worker may be in the suite [G]."""


def found_positive(s: Story, suite: str, arrest: UUID, test: UUID) -> None:
    """Required, or an inspector decides otherwise; then with RA1 to a team, or without it to an offer."""
    home = _lives(s, suite)
    if not s.chance(s.parameters.required):
        _not_required(s, suite, arrest, test, home)
        return
    requirement = s.note(AssessmentRequired(test=test, warned=True), role=Role.CUSTODY_SERGEANT, team=suite)
    s.wait(5, 45)
    if s.chance(s.parameters.no_notice):
        _released_without_notice(s, suite, arrest, requirement, home)
    elif _worker_is_there(s) and s.chance(s.parameters.seen_in_custody):
        _seen_at_once(s, suite, arrest, requirement)
    else:
        _booked(s, suite, arrest, test, requirement, home)


def _lives(s: Story, suite: str) -> str:
    """Where the person lives; the CJIT of residence follows from it."""
    given = s.scene.given
    here = area = given.area_of(suite)
    known = _known_area(s)
    housing = Housing.ADDRESS
    if known:
        area = known
    elif s.chance(s.parameters.lives_elsewhere):
        area = s.pick(*(code for code in given.cjit_of if code != here), here)
    elif s.chance(s.parameters.no_fixed_abode):
        housing = s.pick(Housing.NO_FIXED_ABODE, Housing.NO_FIXED_ABODE, Housing.NOT_KNOWN)
    _residence(s, suite, housing, area)
    return given.cjit_of[area if housing is Housing.ADDRESS else here]


def _known_area(s: Story) -> str:
    known = [step.fact for step in s.earlier if isinstance(step.fact, ResidenceEstablished)]
    return known[-1].area if known else ""


def _residence(s: Story, suite: str, housing: Housing, area: str) -> None:
    """Now and then written down wrongly, and corrected."""
    if housing is not Housing.ADDRESS:
        s.note(ResidenceEstablished(housing=housing), role=OFFICER, team=suite)
        return
    number, street = s.rng.randint(1, 180), s.pick(*STREETS)
    lives = ResidenceEstablished(housing=housing, area=area, address=f"{number} {street}")
    first = s.note(lives, role=OFFICER, team=suite)
    if s.chance(s.parameters.corrected):
        s.wait(5, 20)
        right = ResidenceEstablished(housing=housing, area=area, address=f"{number + 2} {street}")
        s.note(right, role=OFFICER, team=suite, replaces=first, why=CORRECTED)


def _not_required(s: Story, suite: str, arrest: UUID, test: UUID, home: str) -> None:
    s.wait(20, 60)
    s.note(RequirementNotImposed(test=test, reasons=s.pick(*WHY_NOT_REQUIRED)), role=INSPECTOR, team=suite)
    released(s, suite, arrest)
    laboratory(s, suite, test)
    _offered(s, arrest, home)


def _released_without_notice(s: Story, suite: str, arrest: UUID, requirement: UUID, home: str) -> None:
    """The requirement cannot be enforced; the reason is an inspector's, the offer the team's."""
    if s.chance(0.5):
        s.note(NoticeNotServed(requirement=requirement, why=s.pick(*WhyNotGiven)), role=OFFICER, team=suite)
    release = released(s, suite, arrest, least=2, most=20)
    if s.chance(0.8):
        s.wait(60, 600)
        s.note(ReasonForNoNotice(release=release, reasons=s.pick(*WHY_NO_NOTICE)), role=INSPECTOR, team=suite)
    _offered(s, arrest, home)


def _offered(s: Story, arrest: UUID, home: str) -> None:
    s.office_hours()
    s.unless_forgotten()
    accepted = s.chance(s.parameters.accepts_offer)
    s.note(VoluntaryOfferMade(arrest=arrest, accepted=accepted), role=Role.CJIT_CASE_MANAGER, team=home)
    if accepted:
        choice.by_choice(s, home, arrest)


def _seen_at_once(s: Story, suite: str, arrest: UUID, requirement: UUID) -> None:
    """The worker of this area is in the suite: RA1 for now, the assessment, then release."""
    team = s.scene.cjit_near(suite)
    worker, officer = By(role=Role.CJIT_CUSTODY_WORKER, team=team), By(role=OFFICER, team=suite)
    booking = book(
        s, purpose=Purpose.INITIAL, team=team, by=worker, arrest=arrest, requirement=requirement, seen_at_once="Suite"
    )
    give(s, Form.RA1, booking, requirement, by=officer, how=HowGiven.INTO_HAND)
    assessments.initial(s, booking, before_release=lambda: released(s, suite, arrest))


def _booked(s: Story, suite: str, arrest: UUID, test: UUID, requirement: UUID, home: str) -> None:
    officer = By(role=OFFICER, team=suite)
    booking = book(
        s, purpose=Purpose.INITIAL, team=home, by=officer, arrest=arrest, requirement=requirement,
        after=_not_before(s, test),
    )  # fmt: skip
    s.wait(2, 15)
    give(s, Form.RA1, booking, requirement, by=officer, how=HowGiven.INTO_HAND)
    released(s, suite, arrest)
    laboratory(s, suite, test, requirement)
    assessments.initial(s, booking)


def _not_before(s: Story, test: UUID) -> datetime | None:
    """After the laboratory's five working days, if the sample goes there (ICE 2.8)."""
    tested = next(step for step in s.steps if step.id == test)
    if not goes_to_laboratory(tested.fact):
        return None
    return start_of_day(s.scene.given.calendar.working_day_after(local_day(tested.happened_at), 5))


def _worker_is_there(s: Story) -> bool:
    soon = (s.now + timedelta(minutes=30)).astimezone(LONDON)
    return soon.hour in WORKERS_VISIT and s.scene.given.calendar.is_working_day(local_day(soon))

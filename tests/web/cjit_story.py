"""People on their way to a CJIT, recorded as it happens: from an arrest on a Friday to a case manager."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from tests.journal.facts import arrest, done, positive, proposed, required
from throughcare.diary.models import Slot
from throughcare.journal.record import record
from throughcare.organisations.actions import decide_area_setting
from throughcare.organisations.models import AreaSetting
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    AttendanceRecorded,
    Dependency,
    FollowUp,
    FollowUpDecided,
    Form,
    HowGiven,
    NoticePrepared,
    NoticeServed,
    Outcome,
    Purpose,
    Readiness,
    ReadOut,
    RiskLevel,
    Suitable,
    Urgency,
)
from throughcare.rulebook.facts.casework import CarePlanAgreed, CaseManagerNamed, TakenOnCaseload
from throughcare.rulebook.facts.custody import Disposal, Released
from throughcare.rulebook.facts.identity import DetailsGiven, Housing, LanguageNeeds, ResidenceEstablished
from throughcare.web import clock

FRIDAY = datetime(2010, 6, 4, 20, 5, tzinfo=UTC)  # 21:05 in London
MONDAY = datetime(2010, 6, 7, 8, 12, tzinfo=UTC)  # 09:12 in London
EXPECTED = datetime(2010, 6, 7, 9, 30, tzinfo=UTC)  # 10:30 in London
FULL = {
    "dependency": Dependency.DEPENDENT, "would_benefit": True, "readiness": Readiness.READY,
    "comprehensive_needed": False, "risk_to_self": RiskLevel.NONE, "risk_to_others": RiskLevel.NONE,
    "urgency": Urgency.ROUTINE, "other_drugs": "none", "diversity_needs": "none", "harm_advice_given": True,
    "support_explained": True, "suitable_for": Suitable.CASELOAD,
}  # fmt: skip


def set_clock(settings, at=MONDAY):
    """The pages' clock, as a demonstration sets it."""
    settings.DEMO = True
    settings.SECURE_SSL_REDIRECT = False
    settings.DEMO_NOW = at - (timezone.now() - clock._STARTED)


def adopt(area):
    """The Handbook's limits bind there since April (R22)."""
    name = AreaSetting.Name.HANDBOOK_LIMITS_FROM
    decide_area_setting(area=area, name=name, value="2010-04-01", from_on=date(2010, 4, 1))


class Story:
    """One person; each step is recorded by whoever does it and leaves its id behind."""

    def __init__(self, name="Dafydd Llŷr O’Hare", *, officer, born_on=date(1984, 11, 9)):
        self.person, self.officer, self.last = Person.objects.create(), officer, FRIDAY
        given, family = name.rsplit(" ", 1)
        self.add(officer, DetailsGiven(given_name=given, family_name=family, born_on=born_on))

    @property
    def ref(self):
        return self.person.reference

    def add(self, by, fact, *, minutes=5, at=None):
        self.last = at or self.last + timedelta(minutes=minutes)
        return done(record([proposed(self.person, fact, self.last)], by=by, at=self.last))[0].pk

    def lives(self, area):
        self.add(self.officer, ResidenceEstablished(housing=Housing.ADDRESS, area=area))
        return self

    def required(self, **test):
        self.arrest = self.add(self.officer, arrest(custody_number=f"CS/{uuid4().hex[:6]}"))
        test = self.add(self.officer, positive(self.arrest, **test))
        self.requirement = self.add(self.officer, required(test))
        return self

    def speaks(self):
        self.add(self.officer, LanguageNeeds(speaks="Welsh, English", finds_reading_hard=True))
        return self

    def expected(self, team, at=EXPECTED, purpose=Purpose.INITIAL, by=None, late_because=""):
        booked = AppointmentMade(
            purpose=purpose, requirement=self.requirement, team=str(team.pk), starts_at=at,
            place="Room 1, Heol y Bont", late_because=late_because,
        )  # fmt: skip
        self.appointment = self.add(by or self.officer, booked)
        form = Form.RA1 if purpose is Purpose.INITIAL else Form.RA4
        paper = NoticePrepared(
            form=form, requirement=self.requirement, appointment=self.appointment, starts_at=at,
            place="Room 1, Heol y Bont",
        )  # fmt: skip
        self.notice = self.add(by or self.officer, paper, minutes=0)
        served = NoticeServed(notice=self.notice, how=HowGiven.INTO_HAND, read_out=ReadOut.ALL, signed=True)
        self.add(by or self.officer, served)
        return self

    def released(self):
        self.add(self.officer, Released(arrest=self.arrest, disposal=Disposal.POLICE_BAIL))
        return self

    def assessed(self, by, purpose=Purpose.INITIAL, at=None, **answers):
        self.add(by, AttendanceRecorded(appointment=self.appointment, outcome=Outcome.ATTENDED), at=at)
        engaged = {"engaged": True, **FULL, **answers}
        fact = Assessed(requirement=self.requirement, appointment=self.appointment, purpose=purpose, **engaged)
        self.assessment = self.add(by, fact, minutes=0)
        return self

    def decided(self, by, decision=FollowUp.NEEDED):
        self.add(by, FollowUpDecided(assessment=self.assessment, decision=decision))
        return self

    def planned(self, by):
        plan = CarePlanAgreed(
            assessment=self.assessment, drug_and_alcohol="a", health="b", offending="c", social="d", copy_given=True
        )
        self.plan = self.add(by, plan)
        return self

    def taken_on(self, by):
        self.caseload = self.add(by, TakenOnCaseload(care_plan=self.plan, agrees=True))
        return self

    def managed(self, manager, worker):
        name = worker.account.full_name
        self.add(manager, CaseManagerNamed(caseload=self.caseload, worker=worker.pk, worker_name=name))
        return self


def waiting_for_a_manager(*, officer, worker, name="Carys O’Shaughnessy", at=None):
    """By choice, so that no week of appointments has to pass."""
    story = Story(name, officer=officer)
    fact = Assessed(purpose=Purpose.VOLUNTARY, engaged=True, **FULL)
    story.assessment = story.add(worker, fact, at=at)
    return story.planned(worker).taken_on(worker)


def place(team, starts_at, **more):
    return Slot.objects.create(
        **{"organisation": team, "starts_at": starts_at, "minutes": 45, "place": "Room 2"} | more
    )  # fmt: skip

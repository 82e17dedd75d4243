"""A person's record, told in sentences: `Story().at(2010, 3, 25, 19, 50).arrested()`.

Each verb records one fact through `refusal_to_record`, so no test builds a record the rules would refuse,
unless it says `truly=True`: it happened all the same. Links fall back to the last fact of the kind they name.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.rulebook.caseload_verbs import OnCaseload
from tests.rulebook.closing_verbs import AtTheEnd
from tests.rulebook.contact_verbs import InContact
from tests.rulebook.proactive_verbs import ByHand
from tests.rulebook.service_verbs import AtServices
from throughcare.rulebook import journey
from throughcare.rulebook.actors import POLICE, OrganisationKind, Role
from throughcare.rulebook.calendar import england_and_wales
from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import contact as w
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts import engagement as e
from throughcare.rulebook.facts import identity as i
from throughcare.rulebook.facts import missed as x
from throughcare.rulebook.facts import risk as r
from throughcare.rulebook.facts.mendings import Moved, Voided
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.standing import Actor, Days, Given, Team

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
AREAS = ("nm", "gd", "tl")
SOMEBODY = UUID(int=9)
ALWAYS = (Days(since=date(2003, 1, 1)),)

INITIAL, FOLLOW_UP, BY_CHOICE = a.Purpose
RA1, RA2, RA4, RA5 = a.Form
NEEDED, NO_FURTHER, DRR, ON_CASELOAD = a.FollowUp
ATTENDED, LEFT, NO_SHOW = a.Outcome
ASKED = a.WhyChanged.PERSON_ASKED
NEGATIVE, OPIATES, COCAINE, BOTH = k.Result
NOT_SENT, DISPUTED, MEDICATION, QUALITY = k.ForLaboratory
OUTREACH, OFFER_AGAIN, NO_ACTION = e.PartnershipDecision

SERGEANT, INSPECTOR, WORKER, MANAGER = (
    Role.CUSTODY_SERGEANT, Role.CUSTODY_INSPECTOR, Role.CJIT_CASE_MANAGER, Role.CJIT_MANAGER,
)  # fmt: skip

FULL = {
    "dependency": a.Dependency.DEPENDENT, "would_benefit": True, "readiness": a.Readiness.READY,
    "comprehensive_needed": False, "risk_to_self": a.RiskLevel.NONE, "risk_to_others": a.RiskLevel.NONE,
    "urgency": a.Urgency.ROUTINE, "other_drugs": "none", "diversity_needs": "none",
    "harm_advice_given": True, "support_explained": True,
}  # fmt: skip
"""Every answer of the minimum (Handbook 4.1.2)."""


def when(year, month, day, hour=0, minute=0, *, fold=0):
    """What the clock on the wall in London said."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON, fold=fold).astimezone(UTC)


def end_of(year, month, day):
    """The first instant after a day in London."""
    following = date(year, month, day) + timedelta(days=1)
    return when(following.year, following.month, following.day)


def _teams():
    for area in AREAS:
        yield Team(id=f"{area}-suite", kind=OrganisationKind.POLICE_SUITE, area=area)
        yield Team(id=f"{area}-cjit", kind=OrganisationKind.CJIT, area=area)
        yield Team(id=f"{area}-prison", kind=OrganisationKind.PRISON, area=area)
        yield Team(id=f"{area}-ppo", kind=OrganisationKind.PPO_SCHEME, area=area)
        yield Team(id=f"{area}-probation", kind=OrganisationKind.PROBATION, area=area)
        yield Team(id=f"{area}-provider", kind=OrganisationKind.PROVIDER, area=area)
        yield Team(id=f"{area}-partnership", kind=OrganisationKind.PARTNERSHIP, area=area)


def given(**adopted_on):
    """The world: three areas, each with its suite and its teams; nm adopted the Handbook first."""
    return Given(
        calendar=england_and_wales(),
        teams={team.id: team for team in _teams()},
        cjit_of={area: f"{area}-cjit" for area in AREAS},
        adopted_on={"nm": date(2010, 1, 4), "gd": date(2010, 10, 1), **adopted_on},
        testers={SOMEBODY: ALWAYS},
        test_suites={f"{area}-suite": ALWAYS for area in AREAS},
        version="test",
    )


GIVEN = given()


class Story(InContact, OnCaseload, ByHand, AtServices, AtTheEnd):
    """One person. The clock moves on a minute after each fact."""

    def __init__(self, *, world=GIVEN):
        self.world, self.entries, self.now = world, [], when(2010, 3, 25, 19, 0)
        self.area, self._trying, self._roles = "nm", False, {}

    # where and when

    def at(self, *local, fold=0):
        self.now = when(*local, fold=fold)
        return self

    def here(self, area):
        self.area = area
        return self

    @property
    def suite(self):
        return f"{self.area}-suite"

    @property
    def cjit(self):
        return f"{self.area}-cjit"

    # recording

    def tell(
        self, fact, *, by, team=None, written=None, replaces=None, why="", truly=False, happened=None,
        member=SOMEBODY,
    ):  # fmt: skip
        team = team or (self.suite if by in POLICE else self.cjit)
        entry = Recorded(
            id=UUID(int=len(self.entries) + 1), fact=fact, happened_at=happened or self.now,
            recorded_at=written or self.now, by=member, team=team, seq=len(self.entries),
            replaces=replaces, why=why,
        )  # fmt: skip
        actor = Actor(membership=member, role=by, team=team)
        refusal = journey.refusal_to_record(self.history, entry, by=actor, at=written or self.now, given=self.world)
        if self._trying:
            return refusal
        assert refusal is None or truly, refusal
        self.entries.append(entry)
        self._roles[entry.id] = by
        self.now += MINUTE
        return entry.id

    def refusal(self, verb, *args, **kwargs):
        """What recording this would be answered; nothing is recorded."""
        self._trying = True
        try:
            return verb(*args, **kwargs)
        finally:
            self._trying = False

    def refuses(self, rule, verb, *args, **kwargs):
        found = self.refusal(verb, *args, **kwargs)
        assert found is not None, f"nothing refused this; expected {rule}"
        assert found.rule == rule, found
        return found

    def accepts(self, verb, *args, **kwargs):
        assert self.refusal(verb, *args, **kwargs) is None
        return True

    def last(self, kind):
        return next((e.id for e in reversed(self.entries) if type(e.fact) is kind and not e.replaces), None)

    def entry(self, found):
        return next(e for e in self.entries if e.id == found)

    def corrects(self, found, *, happened=None, team=None, by=None, why="a slip", truly=False, **changes):
        old = self.entry(found)
        return self.tell(
            replace(old.fact, **changes), by=by or self._roles[found], team=team or old.team, replaces=found, why=why,
            happened=happened or old.happened_at, written=self.now, truly=truly,
        )  # fmt: skip

    def voids(self, found, *, team=None, by=None, why="entered in error", truly=False):
        old = self.entry(found)
        return self.tell(
            Voided(), by=by or self._roles[found], team=team or old.team, replaces=found, why=why, truly=truly
        )

    def moves_away(self, found):
        old = self.entry(found)
        fact = Moved(to_person=UUID(int=77))
        return self.tell(fact, by=self._roles[found], team=old.team, replaces=found, why="another person")

    # what follows

    @property
    def history(self):
        return History(self.entries)

    def standing(self):
        return journey.follow(self.history, self.world)

    def duties(self, kind):
        return [duty for duty in self.standing().duties if duty.kind == kind]

    def duty(self, kind, *causes):
        found = [d for d in self.duties(kind) if all(str(cause) in d.key.split(":") for cause in causes)]
        assert len(found) == 1, f"{len(found)} duties {kind}"
        return found[0]

    def open(self, kind, *causes):
        return self.duty(kind, *causes).open

    def ended(self, kind, *causes):
        """How a duty ended, and by which entry."""
        duty = self.duty(kind, *causes)
        return (str(duty.state), duty.ended_by)

    def due(self, kind, *causes):
        return self.duty(kind, *causes).due

    def open_kinds(self):
        return sorted({duty.kind for duty in self.standing().open_duties})

    def care(self):
        return self.standing().care_team

    def episode(self, root):
        return next(e for e in self.standing().episodes if e.root == root)

    # who the person is

    def details(self, *born, **how):
        fact = i.DetailsGiven(given_name="Robin", family_name="Vale", born_on=date(*born))
        return self.tell(fact, **{"by": SERGEANT, **how})

    def lives(self, area, **how):
        fact = i.ResidenceEstablished(housing=i.Housing.ADDRESS, area=area)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def no_fixed_abode(self, **how):
        fact = i.ResidenceEstablished(housing=i.Housing.NO_FIXED_ABODE)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def wishes(self, channel=w.Channel.TEXT, agreed=True, by=WORKER, **said):
        address = {"phone": "07700 900123", "email": "robin@example.org", "post": "1 Mill Lane\nTown\nNM1 1AA"}
        return self.tell(w.ContactWishes(**{"agreed": agreed, "channel": channel} | address | said), by=by)

    # custody

    def arrested(self, offence="theft_s1", **how):
        fact = k.Arrested(offence=offence, custody_number="NM/1")
        return self.tell(fact, **{"by": SERGEANT, **how})

    def authorised(self, arrest=None, **how):
        fact = k.TestAuthorised(arrest=arrest or self.last(k.Arrested), grounds="Paraphernalia found.")
        return self.tell(fact, **{"by": INSPECTOR, **how})

    def tested(
        self, result=OPIATES, arrest=None, laboratory=NOT_SENT, irregular=False, on=k.Condition.ARREST, taken_by=None,
        **how,
    ):  # fmt: skip
        fact = k.DrugTested(
            arrest=arrest or self.last(k.Arrested), condition=on, result=result, laboratory=laboratory,
            irregular=irregular, taken_by=taken_by,
        )  # fmt: skip
        return self.tell(fact, **{"by": Role.DETENTION_OFFICER, **how})

    def unusable(self, **how):
        fact = k.TestUnusable(arrest=self.last(k.Arrested), reason=k.Unusable.DEVICE_FAILED)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def refused_test(self, **how):
        return self.tell(k.TestRefused(arrest=self.last(k.Arrested), warned=True), **{"by": SERGEANT, **how})

    def not_tested(self, arrest=None, reason="No working device.", ground=None, **how):
        fact = k.NotTested(arrest=arrest or self.last(k.Arrested), reason=reason, ground=ground)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def serves_charge(self, test=None, charge=None, **how):
        fact = k.SampleServesCharge(test=test or self.last(k.DrugTested), charge=charge or self.last(k.Charged))
        return self.tell(fact, **{"by": SERGEANT, **how})

    def sent(self, test=None, **how):
        return self.tell(k.SentToLaboratory(test=test or self.last(k.DrugTested)), **{"by": SERGEANT, **how})

    def laboratory(self, confirmed, test=None, **how):
        fact = k.LaboratoryReturned(test=test or self.last(k.DrugTested), confirmed=confirmed)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def required(self, test=None, warned=True, **how):
        fact = k.AssessmentRequired(test=test or self.last(k.DrugTested), warned=warned)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def not_imposed(self, test=None, **how):
        fact = k.RequirementNotImposed(test=test or self.last(k.DrugTested), reasons="In hospital for weeks.")
        return self.tell(fact, **{"by": INSPECTOR, **how})

    def charged(self, offence="theft_s1", arrest=None, **how):
        fact = k.Charged(arrest=arrest or self.last(k.Arrested), offence=offence)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def released(self, arrest=None, **how):
        fact = k.Released(arrest=arrest or self.last(k.Arrested), disposal=k.Disposal.CHARGED_BAILED)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def offered(self, accepted=True, arrest=None, **how):
        fact = k.VoluntaryOfferMade(arrest=arrest or self.last(k.Arrested), accepted=accepted)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def no_misuse(self, **how):
        return self.tell(k.NoMisuseBelieved(arrest=self.last(k.Arrested)), **{"by": SERGEANT, **how})

    def put_right(self, test=None, **how):
        fact = k.TestPutRight(test=test or self.last(k.DrugTested), action="Sample destroyed, person told.")
        return self.tell(fact, **{"by": INSPECTOR, **how})

    def reason_for_no_ra1(self, **how):
        fact = k.ReasonForNoNotice(release=self.last(k.Released), reasons="Taken to hospital.")
        return self.tell(fact, **{"by": INSPECTOR, **how})

    def told_ended(self, requirement=None, **how):
        fact = k.ToldRequirementEnded(requirement=requirement or self.last(k.AssessmentRequired))
        return self.tell(fact, **{"by": SERGEANT, **how})

    def risk(self, taker="Sgt Lowe", **how):
        fact = k.RiskFound(risk=k.RiskTo.SELF, what="Said he would not see the morning.", taker=taker)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def risk_taken_on(self, taker="Insp Tanner", risk=None, **how):
        return self.tell(r.RiskTakenOn(risk=risk or self.last(k.RiskFound), taker=taker), **{"by": SERGEANT} | how)

    def handed_over(self, risk=None, **how):
        fact = k.RiskHandedOver(risk=risk or self.last(k.RiskFound), to_whom="Dr Ahn", how="By phone.")
        return self.tell(fact, **{"by": SERGEANT, **how})

    # appointments and notices

    def booked(
        self, *on, purpose=INITIAL, requirement=None, team=None, late="", place="12 Mill Lane", from_team=None, **how
    ):
        if purpose is not BY_CHOICE:
            requirement = requirement or self.last(k.AssessmentRequired)
        fact = a.AppointmentMade(
            purpose=purpose, requirement=requirement, team=team or self.cjit, starts_at=when(*on), place=place,
            late_because=late,
        )  # fmt: skip
        by = SERGEANT if purpose is INITIAL else WORKER
        return self.tell(fact, **{"by": by, "team": from_team, **how})

    def moved(
        self,
        *to,
        appointment=None,
        team=None,
        place="12 Mill Lane",
        from_team=None,
        why=ASKED,
        late="No earlier place.",
        **how,
    ):
        fact = a.AppointmentMoved(
            appointment=appointment or self.last(a.AppointmentMade), team=team or self.cjit, starts_at=when(*to),
            place=place, why=why, late_because=late,
        )  # fmt: skip
        return self.tell(fact, **{"by": WORKER, "team": from_team, **how})

    def withdrew(self, appointment=None, why=ASKED, from_team=None, **how):
        fact = AppointmentWithdrawn(appointment=appointment or self.last(a.AppointmentMade), why=why)
        return self.tell(fact, **{"by": WORKER, "team": from_team, **how})

    def prepared(self, form, appointment=None, requirement=None, says=None, place="12 Mill Lane", warning=True, **how):
        """A notice that repeats the appointment as it now stands, unless told otherwise."""
        booked = appointment or self.last(a.AppointmentMade)
        if form is RA5:
            booked, says, place = None, None, ""
        elif says is None:
            moves = [e.fact for e in self.entries if getattr(e.fact, "appointment", None) == booked]
            moves = [fact for fact in moves if isinstance(fact, a.AppointmentMoved)]
            says = (moves[-1] if moves else self.history.get(booked, a.AppointmentMade).fact).starts_at
        fact = a.NoticePrepared(
            form=form, requirement=requirement or self.last(k.AssessmentRequired), appointment=booked, starts_at=says,
            place=place, warning=warning,
        )  # fmt: skip
        return self.tell(fact, **{"by": SERGEANT if form is RA1 else WORKER, **how})

    def served(self, notice=None, **how):
        fact = a.NoticeServed(
            notice=notice or self.last(a.NoticePrepared), how=a.HowGiven.INTO_HAND, read_out=a.ReadOut.ALL, signed=True
        )
        return self.tell(fact, **{"by": SERGEANT, **how})

    def not_given(self, why=a.WhyNotGiven.NO_INTERPRETER, requirement=None, **how):
        fact = a.NoticeNotServed(requirement=requirement or self.last(k.AssessmentRequired), why=why)
        return self.tell(fact, **{"by": SERGEANT} | how)

    def gave(self, form, **how):
        """Prepared, and served a minute later."""
        notice = self.prepared(form, **how)
        return self.served(notice, **({"by": WORKER} if form is not RA1 else {}))

    def came(self, outcome=ATTENDED, appointment=None, **how):
        fact = a.AttendanceRecorded(appointment=appointment or self.last(a.AppointmentMade), outcome=outcome)
        return self.tell(fact, **{"by": WORKER, **how})

    def judged(self, good_cause=False, attendance=None, tried=True, **how):
        """In the minute of one try to reach the person, unless it says that nobody tried."""
        attendance = attendance or self.last(a.AttendanceRecorded)
        if tried and not self._trying:
            self.tried(attendance, **how)
            self.now -= MINUTE
        fact = a.GoodCauseJudged(
            attendance=attendance, effort="Said it was forgotten.",
            accepted=good_cause,
        )  # fmt: skip
        return self.tell(fact, **{"by": WORKER, **how})

    def tried(self, attendance=None, answer=x.Answer.NO_ANSWER, **how):
        attendance = attendance or self.last(a.AttendanceRecorded)
        fact = x.ContactTried(attendance=attendance, how=x.HowTried.PHONE, answer=answer)
        return self.tell(fact, **{"by": WORKER, **how})

    def outcome(self, outcome=x.PoliceOutcome.WARNED, **how):
        fact = x.ReportOutcome(report=self.last(a.FailureReported), outcome=outcome)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def reported(self, attendance=None, **how):
        fact = a.FailureReported(attendance=attendance or self.last(a.AttendanceRecorded))
        return self.tell(fact, **{"by": WORKER, **how})

    # assessment

    def assessed(self, purpose=INITIAL, requirement=None, engaged=True, appointment=None, says=None, **how):
        if purpose is not BY_CHOICE:
            requirement = requirement or self.last(k.AssessmentRequired)
        content = (FULL if engaged else {}) | (says or {})
        fact = a.Assessed(purpose=purpose, requirement=requirement, engaged=engaged, appointment=appointment, **content)
        return self.tell(fact, **{"by": WORKER, **how})

    def decided(self, decision=NEEDED, assessment=None, consent=None, **how):
        fact = a.FollowUpDecided(
            assessment=assessment or self.last(a.Assessed), decision=decision, written_consent=consent
        )
        return self.tell(fact, **{"by": WORKER, **how})

    def told_probation(self, **how):
        return self.tell(a.ProbationTold(decision=self.last(a.FollowUpDecided)), **{"by": WORKER, **how})

    def warned(self, about=None, no_offence=None, **how):
        fact = e.Warned(about=about or self.last(a.Assessed), no_offence=no_offence)
        return self.tell(fact, **{"by": WORKER, **how})

    def reported_not_engaging(self, **how):
        return self.tell(e.NotEngagingReported(warning=self.last(e.Warned)), **{"by": WORKER, **how})

    def partners_decided(self, decision=OFFER_AGAIN, report=None, **how):
        fact = e.PartnershipDecided(
            report=report or self.last(a.FailureReported) or self.last(e.NotEngagingReported),
            decision=decision, reasons="Weighed at the weekly meeting.",
        )  # fmt: skip
        return self.tell(fact, **{"by": MANAGER, **how})

    # casework

    def planned(self, assessment=None, **how):
        said = {name: how.pop(name, "none found") for name in ("drug_and_alcohol", "health", "offending", "social")}
        fact = c.CarePlanAgreed(assessment=assessment or self.last(a.Assessed), copy_given=True, **said)
        return self.tell(fact, **{"by": WORKER, **how})

    def progressed(self, plan=None, **how):
        said = {name: how.pop(name, "") for name in ("drug_and_alcohol", "health", "offending", "social")}
        return self.tell(
            c.CarePlanProgress(care_plan=plan or self.last(c.CarePlanAgreed), **said), **{"by": WORKER, **how}
        )

    def refused_plan(self, assessment=None, **how):
        return self.tell(c.CarePlanRefused(assessment=assessment or self.last(a.Assessed)), **{"by": WORKER, **how})

    def referred(self, area, requirement=None, **how):
        fact = c.ReferredToTeam(requirement=requirement or self.last(k.AssessmentRequired), to_team=f"{area}-cjit")
        return self.tell(fact, **{"by": WORKER, **how})

    def record_sent(self, **how):
        return self.tell(c.RecordSent(referral=self.last(c.ReferredToTeam)), **{"by": WORKER, **how})

    def accepted_referral(self, **how):
        return self.tell(c.ReferralAccepted(referral=self.last(c.ReferredToTeam)), **{"by": WORKER, **how})

    def asked_for_record(self, **how):
        fact = c.RecordAskedFor(referral=self.last(c.ReferredToTeam), of_whom="The custody worker")
        return self.tell(fact, **{"by": WORKER, **how})

    def first_contact(self, **how):
        return self.tell(c.FirstContact(referral=self.last(c.ReferredToTeam)), **{"by": WORKER, **how})

    def decides(self, ends=False, arrest=None, **how):
        fact = c.DecidedNext(decision="Nothing more from us.", ends=ends, arrest=arrest)
        return self.tell(fact, **{"by": WORKER, **how})

    def died(self, **how):
        return self.tell(c.Died(), **{"by": WORKER, **how})

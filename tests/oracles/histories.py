"""Random histories: mostly sensible, often messy lives, as entries of one person's journal.

`a_life(seed)` writes them down as they come; `judged(entries)` keeps only what would not have been refused.
"""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tests.oracles.brought_lives import bring_in
from tests.oracles.closing_lives import close_places
from tests.oracles.contact_lives import keep_contact
from tests.oracles.pen import HOUR, Pen
from tests.oracles.proactive_lives import identify
from tests.oracles.record_lives import keep_record
from tests.oracles.review_lives import review_places
from tests.oracles.service_lives import offer_services
from tests.oracles.sharing_lives import tell_sharing
from throughcare.rulebook import journey
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import england_and_wales
from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import custody as u
from throughcare.rulebook.facts import engagement as e
from throughcare.rulebook.facts import identity as i
from throughcare.rulebook.facts import mendings as m
from throughcare.rulebook.facts import missed as x
from throughcare.rulebook.facts import risk as r
from throughcare.rulebook.facts.base import kind_of, questions
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import History
from throughcare.rulebook.standing import Actor, Days, Given, Team

AREAS = ("north", "south", "east")
TEAMS = {
    f"{what}-{area}": Team(id=f"{what}-{area}", kind=kind, area=area)
    for area in AREAS
    for what, kind in (
        ("suite", OrganisationKind.POLICE_SUITE),
        ("cjit", OrganisationKind.CJIT),
        ("ppo", OrganisationKind.PPO_SCHEME),
        ("partners", OrganisationKind.PARTNERSHIP),
    )
}
GIVEN = Given(
    calendar=england_and_wales(), teams=TEAMS, cjit_of={area: f"cjit-{area}" for area in AREAS},
    adopted_on={area: date(2010, 1, 1) for area in AREAS}, testers={UUID(int=1): (Days(since=date(2003, 1, 1)),)},
    test_suites={f"suite-{area}": (Days(since=date(2003, 1, 1)),) for area in AREAS}, version="test",
)  # fmt: skip
DAY = timedelta(days=1)
STARTS = tuple(
    datetime(*day, tzinfo=UTC)
    for day in (
        (2010, 3, 26, 8), (2010, 3, 27, 20), (2010, 3, 31, 9), (2010, 4, 1, 15), (2010, 6, 15, 9), (2010, 8, 27, 12),
        (2010, 10, 29, 9), (2010, 10, 30, 14), (2010, 12, 22, 11), (2010, 12, 24, 10), (2010, 12, 31, 9),
        (2011, 4, 20, 9),
    )
)  # fmt: skip
"""Both clock changes, Easter, Christmas, a plain week."""

OFFENCES = ("theft_s1", "robbery_s8", "criminal_damage")
ROLES = {
    u.TestAuthorised: Role.CUSTODY_INSPECTOR, u.RequirementNotImposed: Role.CUSTODY_INSPECTOR,
    c.CaseManagerNamed: Role.CJIT_MANAGER, e.PartnershipDecided: Role.CJIT_MANAGER,
    u.ReasonForNoNotice: Role.CUSTODY_INSPECTOR, u.TestPutRight: Role.CUSTODY_INSPECTOR,
}  # fmt: skip
WHOLE = {
    "dependency": a.Dependency.DEPENDENT, "would_benefit": True, "readiness": a.Readiness.READY,
    "comprehensive_needed": False, "risk_to_self": a.RiskLevel.NONE, "risk_to_others": a.RiskLevel.NONE,
    "urgency": a.Urgency.NONE, "other_drugs": "none", "diversity_needs": "none", "harm_advice_given": True,
    "support_explained": True,
}  # fmt: skip
PLAN = {"drug_and_alcohol": "x", "health": "x", "offending": "x", "social": "x", "copy_given": True}


class Script:
    """One arrest and what may come of it. Every step may be left out; each moves this script's clock."""

    def __init__(self, pen, area, at):
        self.pen, self.area, self.at = pen, area, at
        self.suite, self.local = f"suite-{area}", f"cjit-{area}"
        self.left = pen.dice.randint(1, 45) if pen.chance(0.6) else 99
        self.home = None

    def tell(self, fact, team=None, wait=None, skip=0.04):
        """Write a fact down, unless the script has run out or this step is forgotten."""
        hours = self.pen.dice.choice((0, 0.1, 0.25, 1, 3)) if wait is None else wait
        self.at += hours * HOUR
        self.left -= 1
        if self.left < 0 or self.pen.chance(skip):
            return None
        return self.pen.write(fact, self.at, team or self.suite)

    def run(self):
        arrest = self.tell(u.Arrested(offence=an_offence(self.pen), custody_number="1"), skip=0)
        self.identity()
        result = self.testing(arrest) if arrest else None
        if result is None:
            self.loose_ends(arrest)
            return
        required = self.requiring(arrest, result)
        if required is not None:
            self.required(arrest, result, required)
        self.loose_ends(arrest)

    def identity(self):
        pen = self.pen
        if pen.chance(0.5):
            born = date(1994, 1, 1) if pen.chance(0.05) else date(1980, 1, 1)
            self.tell(i.DetailsGiven(given_name="A", family_name="B", born_on=born), wait=0.2)
        if pen.chance(0.75):
            self.residence()

    def residence(self):
        area = self.pen.one_of(self.area, self.area, *AREAS, *AREAS)
        housing = self.pen.one_of(*[i.Housing.ADDRESS] * 5, i.Housing.NO_FIXED_ABODE, i.Housing.NOT_KNOWN)
        if self.tell(i.ResidenceEstablished(housing=housing, area=area if housing is i.Housing.ADDRESS else "")):
            self.home = area if housing is i.Housing.ADDRESS else None

    def testing(self, arrest):
        pen = self.pen
        if pen.chance(0.1):
            self.tell(u.TestAuthorised(arrest=arrest.id, grounds="x"))
        if pen.chance(0.05):
            self.tell(u.TestUnusable(arrest=arrest.id, reason=u.Unusable.DEVICE_FAILED))
        if pen.chance(0.08):
            self.tell(u.TestRefused(arrest=arrest.id, warned=True))
        elif pen.chance(0.06):
            self.tell(u.NotTested(arrest=arrest.id, reason="x"))
        else:
            return self.tell(u.DrugTested(
                arrest=arrest.id, condition=pen.one_of(*u.Condition), irregular=pen.chance(0.05),
                result=pen.one_of(u.Result.NEGATIVE, u.Result.OPIATES, u.Result.BOTH, u.Result.COCAINE),
                laboratory=pen.one_of(*[u.ForLaboratory.NO] * 5, *u.ForLaboratory),
            ))  # fmt: skip
        return None

    def requiring(self, arrest, test):
        pen = self.pen
        if test.fact.irregular and pen.chance(0.7):
            self.tell(u.TestPutRight(test=test.id, action="x"))
        if not test.fact.positive and pen.chance(0.9):
            return None
        if pen.chance(0.08):
            self.tell(u.RequirementNotImposed(test=test.id, reasons="x"))
            return None
        return self.tell(u.AssessmentRequired(test=test.id, warned=True))

    def laboratory(self, test, required):
        if test.fact.laboratory is u.ForLaboratory.NO:
            return
        self.tell(u.SentToLaboratory(test=test.id))
        if self.pen.chance(0.8):
            confirmed = self.pen.chance(0.6)
            self.tell(u.LaboratoryReturned(test=test.id, confirmed=confirmed), wait=self.pen.one_of(20, 80, 150))
            if not confirmed and self.pen.chance(0.8):
                self.tell(u.ToldRequirementEnded(requirement=required.id))

    def required(self, arrest, test, required):
        pen = self.pen
        early = pen.chance(0.25)
        if early:
            self.laboratory(test, required)
        team = f"cjit-{self.home}" if self.home and pen.chance(0.8) else self.local
        booked = self.book(a.Purpose.INITIAL, required, team, self.suite)
        served = booked and pen.chance(0.85) and self.serve(a.Form.RA1, required, booked, self.suite)
        if pen.chance(0.15):
            self.meeting(required, booked, a.Purpose.INITIAL, team)
        release = self.tell(
            u.Released(arrest=arrest.id, disposal=pen.one_of(*u.Disposal)), wait=pen.one_of(0.5, 3, 9, 20), skip=0.07
        )
        if not served and release:
            self.without_notice(arrest, required, booked, release)
        if not early:
            self.laboratory(test, required)
        if booked and pen.chance(0.2):
            booked = self.move(booked, required, team) or booked
        if booked and pen.chance(0.1):
            self.tell(AppointmentWithdrawn(appointment=booked.id, why=pen.one_of(*a.WhyChanged)), team)
            booked = self.book(a.Purpose.INITIAL, required, team, team) if pen.chance(0.7) else booked
        self.meeting(required, booked, a.Purpose.INITIAL, team)

    def without_notice(self, arrest, required, booked, release):
        pen = self.pen
        if booked and pen.chance(0.2):
            self.serve(a.Form.RA1, required, booked, self.suite)
        if pen.chance(0.4):
            self.tell(a.NoticeNotServed(requirement=required.id, why=pen.one_of(*a.WhyNotGiven)))
        if pen.chance(0.6):
            self.tell(u.ReasonForNoNotice(release=release.id, reasons="x"))
        self.by_choice(arrest)

    def by_choice(self, arrest):
        pen = self.pen
        team = f"cjit-{self.home}" if self.home else self.local
        if pen.chance(0.7):
            accepted = pen.chance(0.6)
            self.tell(u.VoluntaryOfferMade(arrest=arrest.id, accepted=accepted), pen.one_of(team, self.suite))
            if not accepted and pen.chance(0.8):
                return
        if pen.chance(0.7):
            booked = self.book(a.Purpose.VOLUNTARY, None, team, team)
            if booked and pen.chance(0.8):
                self.meeting(None, booked, a.Purpose.VOLUNTARY, team)

    def book(self, purpose, required, team, by):
        starts = self.at + self.pen.one_of(2, 20, 26, 50, 70, 120) * HOUR
        return self.tell(a.AppointmentMade(
            purpose=purpose, requirement=required.id if required else None, team=team, starts_at=starts, place="x",
            late_because="no place sooner",
        ), by)  # fmt: skip

    def serve(self, form, required, booked, by, starts=None):
        notice = self.tell(a.NoticePrepared(
            form=form, requirement=required.id, appointment=booked.id if booked else None,
            starts_at=starts or (booked.fact.starts_at if booked else None), place="x" if booked else "",
        ), by)  # fmt: skip
        return notice and self.tell(a.NoticeServed(
            notice=notice.id, how=self.pen.one_of(*a.HowGiven), read_out=a.ReadOut.ALL, signed=True), by)  # fmt: skip

    def move(self, booked, required, team):
        starts = booked.fact.starts_at if self.pen.chance(0.1) else self.at + self.pen.one_of(3, 24, 49, 96) * HOUR
        to = team if self.pen.chance(0.8) else self.local
        place = self.pen.one_of("x", "x", "y")
        fact = a.AppointmentMoved(appointment=booked.id, team=to, starts_at=starts, place=place, late_because="x")
        moved = self.tell(fact, team)
        if moved and self.pen.chance(0.7):
            self.serve(a.Form.RA2, required, booked, team, starts)
        return moved and replace(booked, fact=replace(booked.fact, starts_at=starts))

    def meeting(self, required, booked, purpose, team):
        """The appointment's time comes: attendance, then the assessment, or what follows from a no-show."""
        pen = self.pen
        if booked and booked.fact.starts_at > self.at and pen.chance(0.9):
            self.at = booked.fact.starts_at
        came = pen.chance(0.75)
        if booked and pen.chance(0.9):
            outcome = a.Outcome.ATTENDED if came else pen.one_of(a.Outcome.LEFT, a.Outcome.DID_NOT_ATTEND)
            seen = self.tell(a.AttendanceRecorded(appointment=booked.id, outcome=outcome), team)
            if not came and seen and not self.missed(required, booked, seen, purpose, team):
                return
        elif not came:
            return
        self.assess(required, booked, purpose, team)

    def missed(self, required, booked, seen, purpose, team):
        """True if they were seen after all."""
        pen = self.pen
        accepted = pen.chance(0.5)
        if pen.chance(0.8):
            how, answer = pen.one_of(*x.HowTried), pen.one_of(*x.Answer)
            self.tell(x.ContactTried(attendance=seen.id, how=how, answer=answer, said="x"), team)
        if pen.chance(0.9):
            self.tell(a.GoodCauseJudged(attendance=seen.id, effort="rang", accepted=accepted), team)
        if not accepted and pen.chance(0.7):
            report = self.tell(a.FailureReported(attendance=seen.id), team)
            if report and pen.chance(0.7):
                self.decided(report, team)
            if report and pen.chance(0.5):
                self.tell(x.ReportOutcome(report=report.id, outcome=pen.one_of(*x.PoliceOutcome)), wait=40)
            return pen.chance(0.1)
        if pen.chance(0.7):
            if pen.chance(0.5):
                again = self.book(purpose, required, team, team)
            else:
                again = self.move(booked, required, team) if required else None
            if again:
                self.meeting(required, again, purpose, team)
        return False

    def decided(self, report, team):
        decision = self.pen.one_of(*e.PartnershipDecision)
        self.tell(e.PartnershipDecided(report=report.id, decision=decision, reasons="x"), team, wait=20)

    def assess(self, required, booked, purpose, team):
        pen = self.pen
        engaged = pen.chance(0.8)
        answers = dict(WHOLE)
        if pen.chance(0.25):
            answers[pen.one_of(*answers)] = None
        if pen.chance(0.08):
            answers["risk_to_self"] = a.RiskLevel.IMMEDIATE
        done = self.tell(a.Assessed(
            requirement=required.id if required else None, appointment=booked.id if booked else None, purpose=purpose,
            engaged=engaged, suitable_for=pen.one_of(*[a.Suitable.CASELOAD] * 4, *a.Suitable),
            **(answers if engaged else {}),
        ), team)  # fmt: skip
        if done is None:
            return
        if done.fact.immediate_risk and pen.chance(0.7):
            self.risk(team, done)
        if engaged and done.fact.missing and pen.chance(0.5):
            self.tell(replace(done.fact, **WHOLE), team)
        if done.id.int % 2:
            keep_record(Pen(done.id.int), self, done, team)
        if not engaged and pen.chance(0.7):
            self.warn(done, team)
        if purpose is a.Purpose.INITIAL and required and pen.chance(0.9):
            self.decide(required, done, team)
        elif purpose is not a.Purpose.INITIAL or pen.chance(0.2):
            self.plan(done, team)

    def risk(self, team, done=None):
        found = self.tell(u.RiskFound(risk=u.RiskTo.SELF, what="x", taker="Mrs Hill"), team)
        if self.pen.chance(0.7):
            named = self.pen.one_of(*[x for x in (found, done) if x]) if found or done else None
            if named and self.pen.chance(0.4):
                self.tell(r.RiskTakenOn(risk=named.id, taker="Mr Vale"), team)
            if named and self.pen.chance(0.8):
                self.tell(u.RiskHandedOver(risk=named.id, to_whom="x", how="x"), team)

    def warn(self, about, team):
        no = self.pen.one_of(True, True, None)
        warned = self.tell(e.Warned(about=about.id, no_offence=no), team)
        if warned and self.pen.chance(0.7):
            report = self.tell(e.NotEngagingReported(warning=warned.id), team, wait=20)
            if report and self.pen.chance(0.6):
                self.decided(report, team)

    def decide(self, required, done, team):
        pen = self.pen
        needed = not done.fact.engaged or pen.chance(0.7)
        decision = a.FollowUp.NEEDED if needed else pen.one_of(*list(a.FollowUp)[1:])
        consent = pen.one_of(True, False) if decision is a.FollowUp.SUBJECT_TO_DRR else None
        made = self.tell(a.FollowUpDecided(assessment=done.id, decision=decision, written_consent=consent), team)
        if made is None:
            return
        if not needed:
            if consent and pen.chance(0.7):
                self.tell(a.ProbationTold(decision=made.id), team)
            if pen.chance(0.8):
                self.serve(a.Form.RA5, required, None, team)
            return
        self.follow_up(required, done, team)

    def follow_up(self, required, done, team):
        pen = self.pen
        to = f"cjit-{self.home}" if self.home else team
        sent = None
        if to != team and pen.chance(0.8):
            sent = self.tell(c.ReferredToTeam(requirement=required.id, to_team=to), team)
            if sent and pen.chance(0.4):
                self.tell(c.ReferralAccepted(referral=sent.id), to)
            if sent and pen.chance(0.7):
                self.tell(c.RecordAskedFor(referral=sent.id, of_whom="x"), to)
            if sent and pen.chance(0.6):
                self.tell(c.RecordSent(referral=sent.id), team)
        else:
            to = team
        booked = self.book(a.Purpose.FOLLOW_UP, required, to, team)
        if booked and pen.chance(0.8):
            self.serve(a.Form.RA4, required, booked, team)
        if booked and pen.chance(0.15):
            booked = self.move(booked, required, to) or booked
        if sent and pen.chance(0.8):
            self.tell(c.FirstContact(referral=sent.id), to, wait=20)
        if pen.chance(0.15):
            self.plan(done, team)
        else:
            self.meeting(required, booked, a.Purpose.FOLLOW_UP, to)

    def plan(self, done, team):
        pen = self.pen
        if pen.chance(0.2):
            refused = self.tell(c.CarePlanRefused(assessment=done.id), team)
            if refused and pen.chance(0.7):
                self.warn(refused, team)
            return
        agreed = self.tell(c.CarePlanAgreed(assessment=done.id, **PLAN), team)
        taken = agreed and pen.chance(0.8) and self.tell(c.TakenOnCaseload(care_plan=agreed.id, agrees=True), team)
        if taken and pen.chance(0.7):
            self.tell(c.CaseManagerNamed(caseload=taken.id, worker=pen.id(), worker_name="Ms Ray"), team)

    def loose_ends(self, arrest):
        """What closes the loose ways: Annex E, an offer, a release, a decision, a death."""
        pen = self.pen
        if arrest and pen.chance(0.2):
            self.tell(u.Released(arrest=arrest.id, disposal=u.Disposal.CAUTION), wait=2)
        if arrest and pen.chance(0.3):
            self.tell(u.NoMisuseBelieved(arrest=arrest.id))
        if arrest and pen.chance(0.3):
            self.by_choice(arrest)
        if pen.chance(0.2):
            self.residence()
        if pen.chance(0.12):
            ends, which = pen.chance(0.6), arrest.id if arrest and pen.chance(0.6) else None
            self.tell(c.DecidedNext(decision="x", ends=ends, arrest=which), pen.one_of(self.suite, self.local), wait=30)
        if pen.chance(0.06):
            self.risk(self.local)
        tell_sharing(self, amended)
        if pen.chance(0.04):
            self.tell(c.Died(), pen.one_of(self.suite, self.local), wait=pen.one_of(1, 50))


def an_offence(pen):
    return pen.one_of(*[OFFENCES[0]] * 6, *OFFENCES)


def mess(pen):
    """Clocks read wrongly, entries corrected, voided and moved; some of them twice."""
    dice, entries = pen.dice, pen.entries
    for at, entry in enumerate(entries):
        if dice.random() < 0.04:
            shift = dice.choice((-30, -5, -1, 1, 5, 30)) * HOUR
            entries[at] = replace(entry, happened_at=entry.happened_at + shift)
    if dice.random() < 0.5:
        return
    for _ in range(dice.choice((1, 1, 2, 3))):
        target = dice.choice([e for e in entries if not kind_of(type(e.fact)).mending])
        if any(e.replaces == target.id for e in entries):
            continue
        what = dice.random()
        new, at = target.fact, target.happened_at
        if what < 0.2:
            new = m.Voided()
        elif what < 0.27:
            new = m.Moved(to_person=pen.id())
        elif what < 0.4:
            at += dice.choice((-20, -2, 2, 20)) * HOUR
        else:
            new = amended(dice, new)
        written = target.recorded_at + dice.choice((0.1, 2, 30, 200)) * HOUR
        entries.append(replace(
            target, id=pen.id(), fact=new, happened_at=written if kind_of(type(new)).mending else at,
            recorded_at=written, replaces=target.id, why="wrong", seq=len(entries),
        ))  # fmt: skip


def amended(dice, fact):
    """The same fact with one of its plain answers changed."""
    changes = []
    for field in fields(fact):
        value = getattr(fact, field.name)
        if questions(type(fact))[field.name].names:
            continue
        if isinstance(value, bool):
            changes.append((field.name, not value))
        elif isinstance(value, datetime):
            changes.append((field.name, value + dice.choice((-24, 1, 24)) * HOUR))
        elif hasattr(type(value), "__members__"):
            changes += [(field.name, other) for other in type(value) if other is not value]
        elif field.name in ("team", "to_team"):
            changes.append((field.name, f"cjit-{dice.choice(AREAS)}"))
        elif field.name == "area" and value:
            changes.append((field.name, dice.choice(AREAS)))
    return replace(fact, **dict([dice.choice(changes)])) if changes else fact


def a_life(seed):
    """The entries of one person, in the order of writing."""
    pen = Pen(seed)
    at = pen.dice.choice(STARTS) + pen.dice.randint(0, 60) * HOUR / 4
    for _ in range(pen.dice.choice((1, 1, 1, 2, 2, 3))):
        Script(pen, pen.dice.choice(AREAS), at).run()
        at += pen.dice.choice((1, 10, 60, 200, 900)) * HOUR
    mess(pen)
    bring_in(pen, seed)
    review_places(pen, seed)
    offer_services(pen, seed)
    identify(pen, seed)
    keep_contact(pen, seed)
    close_places(pen, seed)
    return numbered(pen.entries)


def numbered(entries):
    written = sorted(entries, key=lambda e: (e.recorded_at, e.seq))
    return [replace(entry, seq=place) for place, entry in enumerate(written)]


def actor(entry):
    kind = kind_of(type(entry.fact))
    wanted = ROLES.get(type(entry.fact))
    suite = TEAMS[entry.team].kind is OrganisationKind.POLICE_SUITE
    usual = Role.DETENTION_OFFICER if suite else Role.CJIT_CASE_MANAGER
    role = wanted or (usual if usual in kind.recorded_by else min(kind.recorded_by))
    return Actor(membership=entry.by, role=role, team=entry.team)


def judged(entries, given=GIVEN):
    """Only what would not have been refused when it was written."""
    kept = []
    for entry in entries:
        if entry.replaces and entry.replaces not in {e.id for e in kept}:
            continue
        refusal = journey.refusal_to_record(
            History(kept), entry, by=actor(entry), at=max(entry.recorded_at, entry.happened_at), given=given
        )
        if refusal is None:
            kept.append(entry)
    return numbered(kept)

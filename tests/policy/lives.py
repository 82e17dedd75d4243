"""The people of the matrix: each has lived up to Monday noon, with a canary in every text field of every fact."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from tests.journal.facts import done
from tests.policy.canaries import FIELDS, Canary
from throughcare.accounts.models import Membership
from throughcare.drafts import keeping
from throughcare.journal.record import Batch, Proposed, record_many
from throughcare.people.models import Person
from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import casework as w
from throughcare.rulebook.facts import contact
from throughcare.rulebook.facts import custody as c
from throughcare.rulebook.facts import identity as i
from throughcare.rulebook.facts import missed as x
from throughcare.rulebook.facts import record as rec
from throughcare.rulebook.facts import risk as r
from throughcare.rulebook.facts.base import kind_of

TUESDAY, WEDNESDAY = datetime(2010, 6, 1, 8, tzinfo=UTC), datetime(2010, 6, 2, 8, tzinfo=UTC)
THURSDAY, FRIDAY = datetime(2010, 6, 3, 8, tzinfo=UTC), datetime(2010, 6, 4, 8, tzinfo=UTC)
SATURDAY = datetime(2010, 6, 5, 8, tzinfo=UTC)
MONDAY, NOON = datetime(2010, 6, 7, 5, tzinfo=UTC), datetime(2010, 6, 7, 11, tzinfo=UTC)
"""12:00 on Monday in London is what the pages' clock says."""
BORN_ON = date(1960, 1, 1)
NAMED = {"offence": "theft_s1", "irregular": False, "ends": False, "paper": ""}
USUAL = {
    type(one): one
    for one in (
        c.Condition.ARREST, c.Result.BOTH, c.ForLaboratory.DISPUTED, c.Disposal.POLICE_BAIL, c.RiskTo.SELF,
        i.Housing.ADDRESS, a.Form.RA1, a.HowGiven.INTO_HAND, a.ReadOut.ALL, a.Outcome.ATTENDED,
        a.WhyNotGiven.NO_INTERPRETER,
        a.Dependency.DEPENDENT, a.Readiness.READY, a.RiskLevel.SOME, a.Urgency.ROUTINE, a.Suitable.CASELOAD,
        rec.Substance.HEROIN, rec.Stage.AFTER_TEST,
    )
}  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class Life:
    """Numbers are two a person: the odd one marks what another suite wrote about an arrest of its own before."""

    number: int
    kind: str
    consent: str
    now: datetime = TUESDAY
    person: Person = field(default_factory=Person.objects.create)
    entries: dict[str, UUID] = field(default_factory=dict)
    """The newest entry of each kind."""
    writers: dict[str, set[str]] = field(default_factory=dict)
    """Of each kind, the teams that wrote one down."""
    all: list[tuple[UUID, str, str]] = field(default_factory=list)
    """Entry, kind and team."""
    drafts: list = field(default_factory=list)

    @property
    def reference(self):
        return self.person.reference

    def tell(self, cls, *, by, at=None, number=None, replaces=None, **given):
        """Recorded as it happens, with a canary wherever words are asked for; the entry's id."""
        self.now, kind = at or self.now + timedelta(minutes=1), kind_of(cls).name
        entry = Proposed(
            id=uuid4(), person_id=self.person.pk, fact=filled(cls, self.number if number is None else number, **given),
            happened_at=self.now, replaces=replaces, why="It was written down wrongly." if replaces else "",
        )  # fmt: skip
        batch = Batch(entries=[entry], by=by, at=self.now)  # in bulk, so that no sample is drawn for quality
        self.entries[kind] = done(next(record_many([batch]))[1])[0].pk
        self.note(entry.id, kind, by)
        return entry.id

    def note(self, entry, kind, by):
        self.all.append((entry, kind, str(by.organisation_id)))
        self.writers.setdefault(kind, set()).add(str(by.organisation_id))


def filled(cls, number, **given):
    """The fact with what is given, and else a canary, what is usual, a yes or nothing."""
    kind = kind_of(cls)
    return cls(**{name: _value(kind, name, types, number) for name, types in kind.types.items()} | given)


def _value(kind, name, types, number):
    if (kind.name, name) in FIELDS:
        return Canary(number, kind.name, name).text
    if name in NAMED:
        return NAMED[name]
    if date in types:
        return BORN_ON + timedelta(days=number)
    if bool in types:
        return True
    return next((USUAL[one] for one in types if one in USUAL), None if type(None) in types else "")


def before(life, by):
    """On Tuesday another suite arrested the person, tested negative and let them go."""
    number = life.number + 1
    life.tell(i.DetailsGiven, by=by, number=number)
    life.person.refresh_from_db()
    arrest = life.tell(c.Arrested, by=by, number=number)
    life.tell(
        c.DrugTested, by=by, number=number, arrest=arrest, result=c.Result.NEGATIVE, laboratory=c.ForLaboratory.NO
    )
    life.tell(c.NoMisuseBelieved, by=by, arrest=arrest)
    life.tell(c.Released, by=by, arrest=arrest)


def arrested(life, by, area, at=WEDNESDAY):
    details = life.tell(i.DetailsGiven, by=by, at=at, phone="01632 960001")
    life.tell(i.DetailsGiven, by=by, replaces=details)
    life.person.refresh_from_db()
    life.tell(i.ResidenceEstablished, by=by, area=area)
    life.tell(i.LanguageNeeds, by=by)
    street = Canary(life.number, "contact_wishes", "post").text
    life.tell(
        contact.ContactWishes,
        by=by,
        channel=contact.Channel.LETTER,
        post=f"{street}\nTown\nNM1 1AA",
        safe_from=9,
        safe_until=19,
    )
    arrest = life.tell(c.Arrested, by=by)
    test = life.tell(c.DrugTested, by=by, arrest=arrest)
    life.tell(c.SentToLaboratory, by=by, test=test)
    life.tell(c.LaboratoryReturned, by=by, test=test)
    life.tell(c.AssessmentRequired, by=by, test=test)
    life.tell(c.RiskFound, by=by)
    life.tell(r.RiskTakenOn, by=by, risk=life.entries["risk_found"])


def booked(life, team, by, at, purpose=a.Purpose.INITIAL):
    """With the paper in hand; first it was tried in vain."""
    required, place = life.entries["assessment_required"], Canary(life.number, "appointment_made", "place").text
    appointment = life.tell(
        a.AppointmentMade, by=by, purpose=purpose, requirement=required, team=str(team.pk), starts_at=at
    )
    if purpose is a.Purpose.INITIAL:
        life.tell(a.NoticeNotServed, by=by, requirement=required)
    paper = life.tell(
        a.NoticePrepared, by=by, form=a.Form.RA1 if purpose is a.Purpose.INITIAL else a.Form.RA4,
        requirement=required, appointment=appointment, starts_at=at, place=place,
    )  # fmt: skip
    life.tell(a.NoticeServed, by=by, notice=paper)


def moved(life, team, by, to):
    """The last appointment, to another time and room; told and not yet on paper."""
    life.tell(
        a.AppointmentMoved, by=by, appointment=life.entries["appointment_made"], team=str(team.pk), starts_at=to,
        why=a.WhyChanged.PERSON_ASKED,
    )  # fmt: skip


def released(life, by):
    life.tell(c.Charged, by=by, arrest=life.entries["arrested"])
    life.tell(c.Released, by=by, arrest=life.entries["arrested"])


def assessed(life, by):
    appointment = life.entries["appointment_made"]
    life.tell(a.AttendanceRecorded, by=by, at=THURSDAY + timedelta(hours=1), appointment=appointment)
    life.tell(
        a.Assessed, by=by, requirement=life.entries["assessment_required"], appointment=appointment,
        purpose=a.Purpose.INITIAL,
    )  # fmt: skip
    life.tell(rec.AssessmentRecord, by=by, assessment=life.entries["assessed"])
    life.tell(rec.DrugUse, by=by, record=life.entries["assessment_record"])
    life.tell(rec.InitialContact, by=by, record=life.entries["assessment_record"])
    life.tell(rec.ContinuityUpdate, by=by, record=life.entries["assessment_record"])
    life.tell(
        a.FollowUpDecided, by=by, assessment=life.entries["assessed"], decision=a.FollowUp.NEEDED, written_consent=None
    )


def missed(life, team, by, at):
    """A follow-up nobody came to: sought, asked why and judged, not reported."""
    booked(life, team, by, at, a.Purpose.FOLLOW_UP)
    appointment = life.entries["appointment_made"]
    life.tell(
        a.AttendanceRecorded, by=by, at=at + timedelta(hours=1), appointment=appointment,
        outcome=a.Outcome.DID_NOT_ATTEND,
    )  # fmt: skip
    came = life.entries["attendance_recorded"]
    life.tell(x.ContactTried, by=by, attendance=came, how=x.HowTried.PHONE, answer=x.Answer.REACHED)
    life.tell(a.GoodCauseJudged, by=by, attendance=came, accepted=True)


def begun(life, by, at):
    """An assessment that nobody has entered yet, with a canary in it."""
    draft = keeping.start(person=life.person, author=by, subject="VOLUNTARY|-|-|-", at=at)
    words = Canary(life.number, "assessment_record", "home_needs").text
    keeping.save_part(draft=draft, name="home", answers=[("home_needs", words)], version=0, at=at)
    life.drafts.append(draft)


def on_caseload(life, by, manager, case_manager: Membership | None):
    life.tell(c.RiskHandedOver, by=by, risk=life.entries["risk_found"])
    life.tell(w.CarePlanAgreed, by=by, assessment=life.entries["assessed"])
    life.tell(w.TakenOnCaseload, by=by, care_plan=life.entries["care_plan_agreed"])
    if case_manager is not None:
        life.tell(w.CaseManagerNamed, by=manager, caseload=life.entries["taken_on_caseload"], worker=case_manager.pk)
    life.tell(w.DecidedNext, by=by)

"""What a recipient reads, item by item, from one person's history, and which entries say it. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    AttendanceRecorded,
    GoodCauseJudged,
    NoticePrepared,
    NoticeServed,
    Outcome,
)
from throughcare.rulebook.facts.casework import CarePlanAgreed, CaseManagerNamed, TakenOnCaseload
from throughcare.rulebook.facts.consent import Item
from throughcare.rulebook.facts.custody import (
    AssessmentRequired,
    DrugTested,
    LaboratoryReturned,
    RiskFound,
    RiskHandedOver,
)
from throughcare.rulebook.facts.identity import DetailsGiven, LanguageNeeds, ResidenceEstablished
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.spells import caseload_end
from throughcare.sharing import records


@dataclass(frozen=True, slots=True)
class Line:
    """A label and a value, which is all that is read; the entries that say so, and the item they stand under."""

    label: str
    value: str
    said_by: tuple[AnyRecorded, ...] = ()
    item: Item | None = None
    """None: it says who it is about."""


Lines = Iterator[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One item as this team holds it: a few words for the sender, and the exact lines for the recipient."""

    item: Item
    summary: str
    lines: list[Line]

    @property
    def label(self) -> str:
        return LABELS[self.item]

    @property
    def is_empty(self) -> bool:
        return not self.lines


def who(h: History) -> list[Line]:
    """Goes with everything: without it nobody knows whom it is about."""
    details = h.last(DetailsGiven)
    if details is None:
        return [Line("Name", "not recorded")]
    name = f"{details.fact.given_name} {details.fact.family_name}"
    return [_line("Name", name, details), _line("Date of birth", day(details.fact.born_on), details)]


def held(h: History) -> list[Held]:
    """Every item, in the order of the form; those that hold nothing have no lines."""
    return [Held(item=item, summary=_SUMMARY[item], lines=list(_of(h, item))) for item in Item]


def _of(h: History, item: Item) -> Lines:
    yield from (replace(line, item=item) for line in (*_LINES[item](h), *_recorded(h, item)))


def _recorded(h: History, item: Item) -> Lines:
    """What the assessment record says of it."""
    return (_line(label, said, *by) for label, said, by in records.lines(h, item))


def in_order(items: frozenset[Item]) -> list[Item]:
    """As they stand on the form."""
    return [item for item in Item if item in items]


def lines(h: History, items: frozenset[Item]) -> list[Line]:
    """Exactly what is read: who, and the items chosen."""
    chosen = (one for one in held(h) if one.item in items)
    return [*who(h), *(line for one in chosen for line in one.lines or [_nothing(one)])]


def _nothing(one: Held) -> Line:
    return Line(one.label, "Nothing recorded", item=one.item)


def day(at: date | datetime) -> str:
    """29 March 2010"""
    local = local_day(at) if isinstance(at, datetime) else at
    return f"{local.day} {local:%B %Y}"


def moment(at: datetime) -> str:
    """Monday 29 March 2010, 11:40"""
    local = at.astimezone(LONDON)
    return f"{local:%A} {day(at)}, {local:%H:%M}"


def _line(label: str, value: str, *said_by: AnyRecorded | None) -> Line:
    return Line(label, value, tuple(entry for entry in said_by if entry is not None))


def _contact(h: History) -> Lines:
    lives, details, needs = h.last(ResidenceEstablished), h.last(DetailsGiven), h.last(LanguageNeeds)
    if lives is not None:
        yield _line("Address", lives.fact.address or str(lives.fact.housing), lives)
    if details is not None and details.fact.phone:
        yield _line("Phone", details.fact.phone, details)
    if needs is not None:
        hard = ", finds reading hard" if needs.fact.finds_reading_hard else ""
        yield _line("Language", needs.fact.speaks + hard, needs)


def _engaged(h: History) -> Lines:
    entry, plan, named = h.last(TakenOnCaseload), h.last(CarePlanAgreed), h.last(CaseManagerNamed)
    if entry is not None:
        end = caseload_end(h, entry)
        spell = f"since {day(entry.happened_at)}" if end is None else f"until {day(end.happened_at)}"
        yield _line("On our caseload", spell, entry, end)
    if plan is not None:
        yield _line("Care plan", f"agreed on {day(plan.happened_at)}", plan)
    seen = h.last(Assessed)
    if entry is None and plan is None and seen is not None:
        yield _line("Engaged", "yes" if seen.fact.engaged else "no", seen)
    if named is not None:
        yield _line("Case manager", named.fact.worker_name, named)


def _attendance(h: History) -> Lines:
    came = h.all(AttendanceRecorded)
    if not came:
        return
    kept = [one for one in came if one.fact.outcome is Outcome.ATTENDED]
    since, kept_and_missed = day(came[0].happened_at), f"{len(kept)} kept, {len(came) - len(kept)} missed"
    yield _line(f"Appointments since {since}", kept_and_missed, *came)
    if kept:
        yield _line("Last kept", day(kept[-1].happened_at), kept[-1])


def _out_of_contact(h: History) -> Lines:
    came = h.last(AttendanceRecorded)
    if came is None or came.fact.outcome is Outcome.ATTENDED:
        return
    booked = h.get(came.fact.appointment, AppointmentMade)
    missed = booked.fact.purpose if booked else "appointment"
    yield _line("Missed", f"{missed}, {day(came.happened_at)}", came, booked)
    judged = h.first_naming(came, GoodCauseJudged)
    if judged is not None:
        yield _line("What was tried", judged.fact.effort, judged)


def _latest(h: History) -> Recorded[Assessed] | None:
    seen = [one for one in h.all(Assessed) if one.fact.engaged]
    return seen[-1] if seen else None


def _drugs(h: History) -> Lines:
    seen = _latest(h)
    if seen is None:
        return
    if seen.fact.dependency is not None:
        found = "no use found" if seen.fact.dependency.name == "NONE" else "heroin, cocaine or crack"
        yield _line("Specified Class A drugs", found, seen)
    if seen.fact.other_drugs:
        yield _line("Other drugs", seen.fact.other_drugs, seen)


def _level(h: History) -> Lines:
    seen = _latest(h)
    if seen is not None and seen.fact.dependency is not None:
        yield _line("Level of use", str(seen.fact.dependency), seen)


def _services(h: History) -> Lines:
    plan = h.last(CarePlanAgreed)
    if plan is not None:
        yield _line("Housing, work, relationships", plan.fact.social, plan)


def _care_plan(h: History) -> Lines:
    plan = h.last(CarePlanAgreed)
    if plan is None:
        return
    yield _line("Care plan of", day(plan.happened_at), plan)
    yield _line("Drugs and alcohol", plan.fact.drug_and_alcohol, plan)
    yield _line("Health", plan.fact.health, plan)
    yield _line("Offending", plan.fact.offending, plan)
    yield _line("Housing, work, relationships", plan.fact.social, plan)


def _assessment(h: History) -> Lines:
    seen = _latest(h)
    if seen is None:
        return
    yield _line("Assessed on", day(seen.happened_at), seen)
    answers = (
        ("Further help would be of benefit", _yes(seen.fact.would_benefit)), ("Ready to engage", seen.fact.readiness),
        ("A fuller assessment is needed", _yes(seen.fact.comprehensive_needed)),
        ("Referral elsewhere", seen.fact.urgency), ("Diversity needs", seen.fact.diversity_needs),
    )  # fmt: skip
    yield from (_line(label, str(value), seen) for label, value in answers if value)


def _health(h: History) -> Lines:
    plan = h.last(CarePlanAgreed)
    if plan is not None:
        yield _line("Health need and goal", plan.fact.health, plan)


def _tests(h: History) -> Lines:
    for test in h.all(DrugTested):
        answer = h.first_naming(test, LaboratoryReturned)
        checked = "not confirmed by a laboratory" if answer is None else "checked by a laboratory"
        yield _line(f"Test of {day(test.happened_at)}", f"screening: {test.fact.result}, {checked}", test, answer)


def _requirement(h: History) -> Lines:
    for required in h.all(AssessmentRequired):
        yield _line("Required to attend assessments", f"since {day(required.happened_at)}", required)
        for notice in h.naming(required, NoticePrepared):
            given = h.first_naming(notice, NoticeServed)
            if given is not None:
                yield _line(f"{notice.fact.form} given", day(given.happened_at), notice, given)


def _risk(h: History) -> Lines:
    for found in h.all(RiskFound):
        over = h.first_naming(found, RiskHandedOver)
        what = found.fact.what + (f" Handed to {over.fact.to_whom}." if over else "")
        yield _line(f"Risk to {found.fact.risk}, {day(found.happened_at)}", what, found, over)


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


LABELS: Mapping[Item, str] = {
    Item.CONTACT: "Contact", Item.ENGAGED: "Engaged or not", Item.ATTENDANCE: "Attendance",
    Item.OUT_OF_CONTACT: "Out of contact", Item.DRUGS_USED: "Drugs used", Item.LEVEL_OF_USE: "Level of use",
    Item.SERVICES: "Services", Item.CARE_PLAN: "Care plan", Item.ASSESSMENT: "Assessment", Item.HEALTH: "Health",
    Item.TEST_RESULTS: "Test results", Item.REQUIREMENT: "Requirement", Item.RISK: "Risk",
}  # fmt: skip
_LINES: Mapping[Item, Callable[[History], Lines]] = {
    Item.CONTACT: _contact, Item.ENGAGED: _engaged, Item.ATTENDANCE: _attendance, Item.OUT_OF_CONTACT: _out_of_contact,
    Item.DRUGS_USED: _drugs, Item.LEVEL_OF_USE: _level, Item.SERVICES: _services, Item.CARE_PLAN: _care_plan,
    Item.ASSESSMENT: _assessment, Item.HEALTH: _health, Item.TEST_RESULTS: _tests, Item.REQUIREMENT: _requirement,
    Item.RISK: _risk,
}  # fmt: skip
_SUMMARY: Mapping[Item, str] = {
    Item.CONTACT: "Address, phone, language",
    Item.ENGAGED: "Caseload, care plan, case manager",
    Item.ATTENDANCE: "Appointments kept and missed",
    Item.OUT_OF_CONTACT: "What was missed, and what was tried",
    Item.DRUGS_USED: "Drugs found at the assessment",
    Item.LEVEL_OF_USE: "How dependent",
    Item.SERVICES: "Housing, work, relationships",
    Item.CARE_PLAN: "Needs and goals in four domains",
    Item.ASSESSMENT: "Readiness, urgency, diversity needs",
    Item.HEALTH: "Health need and goal",
    Item.TEST_RESULTS: "Screening results",
    Item.REQUIREMENT: "Required assessments, notices given",
    Item.RISK: "Risk to the person or to others",
}

"""What a recipient reads, item by item, from one person's history: labels and values, and nothing else. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import caseload_end

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One item as this team holds it: a few words for the sender, and the exact lines for the recipient."""

    item: Item
    summary: str
    lines: Lines

    @property
    def label(self) -> str:
        return LABELS[self.item]

    @property
    def is_empty(self) -> bool:
        return not self.lines


def who(h: History) -> Lines:
    """Goes with everything: without it nobody knows whom it is about."""
    details = h.last(DetailsGiven)
    if details is None:
        return [("Name", "not recorded")]
    fact = details.fact
    return [("Name", f"{fact.given_name} {fact.family_name}"), ("Date of birth", day(fact.born_on))]


def held(h: History) -> list[Held]:
    """Every item, in the order of the form; those that hold nothing have no lines."""
    return [Held(item=item, summary=_SUMMARY[item], lines=list(_LINES[item](h))) for item in Item]


def in_order(items: frozenset[Item]) -> list[Item]:
    """As they stand on the form."""
    return [item for item in Item if item in items]


def lines(h: History, items: frozenset[Item]) -> Lines:
    """Exactly what is read: who, and the items chosen."""
    chosen = [line for one in held(h) if one.item in items for line in one.lines or [(one.label, "Nothing recorded")]]
    return [*who(h), *chosen]


def day(at: date | datetime) -> str:
    """29 March 2010"""
    local = local_day(at) if isinstance(at, datetime) else at
    return f"{local.day} {local:%B %Y}"


def moment(at: datetime) -> str:
    """Monday 29 March 2010, 11:40"""
    local = at.astimezone(LONDON)
    return f"{local:%A} {day(at)}, {local:%H:%M}"


def _contact(h: History) -> Iterator[tuple[str, str]]:
    lives, details, needs = h.last(ResidenceEstablished), h.last(DetailsGiven), h.last(LanguageNeeds)
    if lives is not None:
        yield "Address", lives.fact.address or str(lives.fact.housing)
    if details is not None and details.fact.phone:
        yield "Phone", details.fact.phone
    if needs is not None:
        yield "Language", needs.fact.speaks + (", finds reading hard" if needs.fact.finds_reading_hard else "")


def _engaged(h: History) -> Iterator[tuple[str, str]]:
    entry, plan, named = h.last(TakenOnCaseload), h.last(CarePlanAgreed), h.last(CaseManagerNamed)
    if entry is not None:
        end = caseload_end(h, entry)
        spell = f"since {day(entry.happened_at)}" if end is None else f"until {day(end.happened_at)}"
        yield "On our caseload", spell
    if plan is not None:
        yield "Care plan", f"agreed on {day(plan.happened_at)}"
    seen = h.last(Assessed)
    if entry is None and plan is None and seen is not None:
        yield "Engaged", "yes" if seen.fact.engaged else "no"
    if named is not None:
        yield "Case manager", named.fact.worker_name


def _attendance(h: History) -> Iterator[tuple[str, str]]:
    came = h.all(AttendanceRecorded)
    if not came:
        return
    kept = [one for one in came if one.fact.outcome is Outcome.ATTENDED]
    yield f"Appointments since {day(came[0].happened_at)}", f"{len(kept)} kept, {len(came) - len(kept)} missed"
    if kept:
        yield "Last kept", day(kept[-1].happened_at)


def _out_of_contact(h: History) -> Iterator[tuple[str, str]]:
    came = h.last(AttendanceRecorded)
    if came is None or came.fact.outcome is Outcome.ATTENDED:
        return
    booked = h.get(came.fact.appointment, AppointmentMade)
    yield "Missed", f"{booked.fact.purpose if booked else 'appointment'}, {day(came.happened_at)}"
    judged = h.first_naming(came, GoodCauseJudged)
    if judged is not None:
        yield "What was tried", judged.fact.effort


def _latest(h: History) -> Recorded[Assessed] | None:
    seen = [one for one in h.all(Assessed) if one.fact.engaged]
    return seen[-1] if seen else None


def _drugs(h: History) -> Iterator[tuple[str, str]]:
    seen = _latest(h)
    if seen is None:
        return
    if seen.fact.dependency is not None:
        found = "no use found" if seen.fact.dependency.name == "NONE" else "heroin, cocaine or crack"
        yield "Specified Class A drugs", found
    if seen.fact.other_drugs:
        yield "Other drugs", seen.fact.other_drugs


def _level(h: History) -> Iterator[tuple[str, str]]:
    seen = _latest(h)
    if seen is not None and seen.fact.dependency is not None:
        yield "Level of use", str(seen.fact.dependency)


def _services(h: History) -> Iterator[tuple[str, str]]:
    plan = h.last(CarePlanAgreed)
    if plan is not None:
        yield "Housing, work, relationships", plan.fact.social


def _care_plan(h: History) -> Iterator[tuple[str, str]]:
    plan = h.last(CarePlanAgreed)
    if plan is None:
        return
    yield "Care plan of", day(plan.happened_at)
    yield "Drugs and alcohol", plan.fact.drug_and_alcohol
    yield "Health", plan.fact.health
    yield "Offending", plan.fact.offending
    yield "Housing, work, relationships", plan.fact.social


def _assessment(h: History) -> Iterator[tuple[str, str]]:
    seen = _latest(h)
    if seen is None:
        return
    yield "Assessed on", day(seen.happened_at)
    answers = (
        ("Further help would be of benefit", _yes(seen.fact.would_benefit)), ("Ready to engage", seen.fact.readiness),
        ("A fuller assessment is needed", _yes(seen.fact.comprehensive_needed)),
        ("Referral elsewhere", seen.fact.urgency), ("Diversity needs", seen.fact.diversity_needs),
    )  # fmt: skip
    yield from ((label, str(value)) for label, value in answers if value)


def _health(h: History) -> Iterator[tuple[str, str]]:
    plan = h.last(CarePlanAgreed)
    if plan is not None:
        yield "Health need and goal", plan.fact.health


def _tests(h: History) -> Iterator[tuple[str, str]]:
    for test in h.all(DrugTested):
        answer = h.first_naming(test, LaboratoryReturned)
        checked = "not confirmed by a laboratory" if answer is None else "checked by a laboratory"
        yield f"Test of {day(test.happened_at)}", f"screening: {test.fact.result}, {checked}"


def _requirement(h: History) -> Iterator[tuple[str, str]]:
    for required in h.all(AssessmentRequired):
        yield "Required to attend assessments", f"since {day(required.happened_at)}"
        for notice in h.naming(required, NoticePrepared):
            given = h.first_naming(notice, NoticeServed)
            if given is not None:
                yield f"{notice.fact.form} given", day(given.happened_at)


def _risk(h: History) -> Iterator[tuple[str, str]]:
    for found in h.all(RiskFound):
        over = h.first_naming(found, RiskHandedOver)
        yield (
            f"Risk to {found.fact.risk}, {day(found.happened_at)}",
            found.fact.what + (f" Handed to {over.fact.to_whom}." if over else ""),
        )


def _yes(answer: bool | None) -> str:
    return "" if answer is None else "yes" if answer else "no"


LABELS: Mapping[Item, str] = {
    Item.CONTACT: "Contact", Item.ENGAGED: "Engaged or not", Item.ATTENDANCE: "Attendance",
    Item.OUT_OF_CONTACT: "Out of contact", Item.DRUGS_USED: "Drugs used", Item.LEVEL_OF_USE: "Level of use",
    Item.SERVICES: "Services", Item.CARE_PLAN: "Care plan", Item.ASSESSMENT: "Assessment", Item.HEALTH: "Health",
    Item.TEST_RESULTS: "Test results", Item.REQUIREMENT: "Requirement", Item.RISK: "Risk",
}  # fmt: skip
_LINES: Mapping[Item, Callable[[History], Iterator[tuple[str, str]]]] = {
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

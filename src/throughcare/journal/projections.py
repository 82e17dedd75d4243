"""From a record to the rows that lists read: pure functions of history and standing, a table of them, nothing else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from throughcare.journal.projected import (
    AppointmentRow,
    CaseloadRow,
    CustodyRow,
    DutyRow,
    Projected,
    ReminderRow,
    Sight,
    StandingRow,
)
from throughcare.rulebook.arrangements import in_writing, withdrawal
from throughcare.rulebook.facts.assessment import AppointmentMade, Form
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import CaseManagerNamed, TakenOnCaseload
from throughcare.rulebook.facts.contact import ContactWishes
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    DrugTested,
    NotTested,
    RequirementNotImposed,
    RiskFound,
    RiskHandedOver,
    TestRefused,
    TestUnusable,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.last_seen import last_seen
from throughcare.rulebook.reminders import reminders
from throughcare.rulebook.sight import seen_by
from throughcare.rulebook.spells import (
    arrest_of,
    attendance,
    caseload_end,
    death,
    end_of_requirement,
    release_of,
    requirement_of,
    served_form,
    terms,
)
from throughcare.rulebook.standing import Given, Standing
from throughcare.rulebook.ways_out import requirements_of

Row = dict[str, object]
"""Column to value; a test holds the columns against the table."""

TESTS = (DrugTested, TestRefused, NotTested, TestUnusable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """A table of rows, what tells them apart within a person, and the function they follow from."""

    model: type[Projected]
    key: tuple[str, ...]
    rows: Callable[[UUID, History, Standing, Given], Iterable[Row]]
    of: type[Fact] | None = None
    """Who has no such fact, standing or mended, has no such row."""


def _standing(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    owed = min(standing.open_duties, key=lambda duty: (duty.due, duty.key), default=None)
    return [
        {
            "person_id": person_id,
            "care_team_id": _team(standing.care_team),
            "care_since": standing.care[-1].since if standing.care_team else None,
            "next_due": owed.due if owed else None,
            "next_kind": owed.kind if owed else "",
            "open_count": len(standing.open_duties),
            "rules_version": standing.rules_version,
            "given_version": standing.given_version,
        }
    ]


def _duties(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    return [
        {
            "person_id": person_id, "key": duty.key, "kind": duty.kind, "episode": duty.episode,
            "owner_id": UUID(duty.owner), "arises_at": duty.arises_at, "due": duty.due, "due_first": duty.due_first,
            "moved_by": duty.moved_by, "because": duty.because, "counted_from": duty.counted_from,
            "binding": duty.binding,
            "state": duty.state.value, "ended_by": duty.ended_by, "ended_at": duty.ended_at,
            "data_class": OBLIGATIONS[duty.kind].data.value,
        }
        for duty in standing.duties
    ]  # fmt: skip


def _sights(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    return [
        {
            "person_id": person_id, "team_id": UUID(seen.team), "classes": ",".join(sorted(seen.classes)),
            "purpose": seen.purpose, "basis": str(seen.basis), "from_at": seen.from_at, "until": seen.until,
        }
        for seen in seen_by(history, standing, given)
    ]  # fmt: skip


def _appointments(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    return [_appointment(person_id, history, booked) for booked in history.all(AppointmentMade)]


def _appointment(person_id: UUID, history: History, booked: Recorded[AppointmentMade]) -> Row:
    now, came = terms(history, booked), attendance(history, booked)
    requirement = requirement_of(history, booked)
    arrest = arrest_of(history, requirement) if requirement else None
    over = end_of_requirement(history, requirement) if requirement else death(history)
    return {
        "root": booked.root,
        "person_id": person_id,
        "requirement": requirement.root if requirement else None,
        "team_id": UUID(now.team),
        "purpose": booked.fact.purpose.value,
        "starts_at": now.starts_at,
        "place": now.place,
        "notice_served": in_writing(history, booked) is not None,
        "is_released": arrest is None or release_of(history, arrest) is not None,
        "outcome": came.fact.outcome.value if came else "",
        "is_over": any((came, over, withdrawal(history, booked))),
    }


def _custody(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    return [_arrest(person_id, history, standing, arrest) for arrest in history.all(Arrested)]


def _arrest(person_id: UUID, history: History, standing: Standing, arrest: Recorded[Arrested]) -> Row:
    released, test = release_of(history, arrest), _last_test(history, arrest)
    needs = {duty.kind for duty in standing.open_duties if duty.episode == arrest.root}
    notices = [served_form(history, requirement, Form.RA1) for requirement in requirements_of(history, arrest)]
    return {
        "arrest": arrest.root,
        "person_id": person_id,
        "suite_id": UUID(arrest.team),
        "custody_number": arrest.fact.custody_number,
        "offence": arrest.fact.offence,
        "cell": arrest.fact.cell,
        "arrived_at": arrest.happened_at,
        "released_at": released.happened_at if released else None,
        "test_state": _test_state(test),
        "test_words": test.fact.says() if test else "",
        "required": _required(history, arrest),
        "needs": ",".join(sorted(needs)),
        "ra1_given": any(notices),
        "at_risk": any(history.first_naming(risk, RiskHandedOver) is None for risk in history.all(RiskFound)),
    }


def _last_test(history: History, arrest: AnyRecorded) -> AnyRecorded | None:
    found: list[AnyRecorded] = [entry for kind in TESTS for entry in history.naming(arrest, kind)]
    return max(found, key=order, default=None)


def _test_state(test: AnyRecorded | None) -> str:
    """What the board sorts and colours by."""
    if test is None:
        return "to do"
    if isinstance(test.fact, DrugTested):
        return "positive" if test.fact.positive else "irregular" if test.fact.irregular else "negative"
    return {TestRefused: "refused", NotTested: "not tested", TestUnusable: "to do again"}[type(test.fact)]


def _required(history: History, arrest: AnyRecorded) -> str:
    """What was decided after the last positive test that counts."""
    positives = [test for test in history.naming(arrest, DrugTested) if test.fact.positive]
    if not positives:
        return ""
    if history.first_naming(positives[-1], AssessmentRequired):
        return "required"
    return "not required" if history.first_naming(positives[-1], RequirementNotImposed) else "undecided"


def _caseloads(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    return [_caseload(person_id, history, entry) for entry in history.all(TakenOnCaseload)]


def _caseload(person_id: UUID, history: History, entry: Recorded[TakenOnCaseload]) -> Row:
    end, named = caseload_end(history, entry), history.naming(entry, CaseManagerNamed)
    return {
        "entry": entry.root,
        "person_id": person_id,
        "team_id": UUID(entry.team),
        "since": entry.happened_at,
        "until": end.happened_at if end else None,
        "case_manager": named[-1].fact.worker if named else None,
        "case_manager_name": named[-1].fact.worker_name if named else "",
        "named_at": named[-1].happened_at if named else None,
        "seen_at": last_seen(history, entry),
    }


def _reminders(person_id: UUID, history: History, standing: Standing, given: Given) -> list[Row]:
    return [
        {
            "person_id": person_id, "key": one.key, "appointment": one.appointment, "team_id": UUID(one.team),
            "channel": one.channel.value, "address": one.to, "starts_at": one.starts_at, "place": one.place,
            "names_team": one.names_team, "send_from": one.send_from, "send_until": one.send_until,
            "why_not": one.why_not.value if one.why_not else "",
        }
        for one in reminders(history)
    ]  # fmt: skip


def _team(team: str | None) -> UUID | None:
    return UUID(team) if team else None


PROJECTIONS: Sequence[Projection] = (
    Projection(model=StandingRow, key=("person_id",), rows=_standing),
    Projection(model=DutyRow, key=("person_id", "key"), rows=_duties),
    Projection(model=Sight, key=("person_id", "team_id", "classes", "purpose", "basis", "from_at"), rows=_sights),
    Projection(model=AppointmentRow, key=("root",), rows=_appointments, of=AppointmentMade),
    Projection(model=CustodyRow, key=("arrest",), rows=_custody, of=Arrested),
    Projection(model=CaseloadRow, key=("entry",), rows=_caseloads, of=TakenOnCaseload),
    Projection(model=ReminderRow, key=("person_id", "key"), rows=_reminders, of=ContactWishes),
)

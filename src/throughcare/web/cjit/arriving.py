"""Who is coming towards a team: expected at a first or follow-up assessment, or just released and to be offered one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Window
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.models import AppointmentRow, CaseloadRow, DutyRow
from throughcare.journal.reading import entries
from throughcare.people.models import Person
from throughcare.rulebook.arrangements import in_writing, withdrawal
from throughcare.rulebook.facts.assessment import AppointmentMade, Form
from throughcare.rulebook.facts.custody import Arrested, RiskFound, RiskHandedOver
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.required_assessment import is_enforceable
from throughcare.rulebook.spells import (
    arrest_of,
    attendance,
    end_of_requirement,
    release_of,
    requirement_of,
    served_form,
    terms,
)
from throughcare.rulebook.standing import Given, State
from throughcare.web import actions, words
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

TO_OFFER = ("offer_by_choice", "book_by_choice", "have_first_contact")
"""Duties towards someone who has no time with us yet."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    where: str
    since: str
    person: Link
    under: str
    expected: str
    need_to_know: str
    risk: str
    act: Link | None


def people(working: WorkingAs, at: datetime) -> QuerySet[Person]:
    """Those without a time first, then by the time they are expected; `total` is how many there are in all."""
    team = working.membership.organisation_id
    booked = AppointmentRow.objects.filter(team=team, is_over=False)
    owed = DutyRow.objects.filter(owner=team, state=State.OPEN.value, kind__in=TO_OFFER, arises_at__lte=at)
    coming = booked.values("person").union(owed.values("person"))
    taken_on = CaseloadRow.objects.filter(team=team, until=None, person=OuterRef("pk"))
    soonest = Min("appointments__starts_at", filter=Q(appointments__team=team, appointments__is_over=False))
    seen = scope.is_in_sight(membership=working.membership, at=at, person="pk")
    found = Person.objects.filter(seen, ~Exists(taken_on), pk__in=coming)
    timed = found.annotate(expected_at=soonest, total=Window(Count("pk")))
    return timed.order_by(F("expected_at").asc(nulls_first=True), "names_folded", "pk")


def rows(found: Sequence[Person], *, working: WorkingAs, given: Given, now: datetime) -> list[Arrival]:
    """Their records are read in one query, and what is to be offered in another."""
    scope.mask(found, membership=working.membership)
    recorded, owed = entries([person.pk for person in found]), _to_offer(found, working)
    return [
        _arrival(person, History(recorded[person.pk]), owed.get(person.pk), working=working, given=given, now=now)
        for person in found
    ]


def _arrival(
    person: Person, h: History, owed: DutyRow | None, *, working: WorkingAs, given: Given, now: datetime
) -> Arrival:
    booked = next(iter(_awaited(h, working.team)), None)
    arrest = _arrest(h, booked)
    where, since = _where(h, arrest, booked)
    suite = given.teams[arrest.team].name if arrest and arrest.team in given.teams else ""
    expected, need_to_know = _booked(h, booked, now) if booked else ("", "")
    duty = None if booked else owed
    return Arrival(
        where=where, since=since, under=suite, expected=expected,
        person=Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        need_to_know=" ".join(part for part in (need_to_know or _offer(duty, now), _speaks(h)) if part),
        risk=_risk(h), act=_act(person, booked, duty, working),
    )  # fmt: skip


def _awaited(h: History, team: str) -> list[Recorded[AppointmentMade]]:
    """Appointments with this team that are still to be held, the soonest first."""
    found = [
        one for one in h.all(AppointmentMade)
        if terms(h, one).team == team and attendance(h, one) is None and withdrawal(h, one) is None
        and not ((requirement := requirement_of(h, one)) and end_of_requirement(h, requirement))
    ]  # fmt: skip
    return sorted(found, key=lambda one: terms(h, one).starts_at)


def _arrest(h: History, booked: Recorded[AppointmentMade] | None) -> Recorded[Arrested] | None:
    requirement = requirement_of(h, booked) if booked else None
    return arrest_of(h, requirement) if requirement else h.last(Arrested)


def _where(h: History, arrest: Recorded[Arrested] | None, booked: AnyRecorded | None) -> tuple[str, str]:
    if arrest is None:
        return "Not from custody", ""
    released = release_of(h, arrest)
    if released is None:
        return "Still in custody", f"Since {words.when(arrest.happened_at)}"
    requirement = requirement_of(h, booked) if booked else None
    has_ra1 = requirement is not None and served_form(h, requirement, Form.RA1) is not None
    return "Released" if has_ra1 else "Released, no RA1", words.when(released.happened_at)


def _booked(h: History, booked: Recorded[AppointmentMade], now: datetime) -> tuple[str, str]:
    at = terms(h, booked).starts_at
    exact = words.exact(at, now)
    time = f"{booked.fact.purpose.capitalize()} {exact[:1].lower() if at <= now else exact[:1]}{exact[1:]}"
    requirement = requirement_of(h, booked)
    if requirement is not None and not is_enforceable(h, requirement):
        return time, "The requirement cannot be enforced: offer an appointment by choice."
    paper = in_writing(h, booked)
    if paper is not None:
        return time, f"{paper[1].fact.says().replace('Notice', str(paper[0].fact.form), 1)}."
    return time, "This time was not given in writing, so not coming could not be reported."


def _to_offer(found: Sequence[Person], working: WorkingAs) -> dict[UUID, DutyRow]:
    """For each person, what this team owes them first."""
    team, people = working.membership.organisation_id, [person.pk for person in found]
    owed = DutyRow.objects.filter(owner=team, state=State.OPEN.value, kind__in=TO_OFFER, person__in=people)
    return {duty.person_id: duty for duty in owed.order_by("-due", "-pk")}


def _offer(duty: DutyRow | None, now: datetime) -> str:
    return f"{OBLIGATIONS[duty.kind].action}, {words.left(duty.due, now).words}." if duty else ""


def _speaks(h: History) -> str:
    needs = h.last(LanguageNeeds)
    return f"{needs.fact.says()}." if needs else ""


def _risk(h: History) -> str:
    found = [risk for risk in h.all(RiskFound) if h.first_naming(risk, RiskHandedOver) is None]
    return found[-1].fact.says() if found else ""


def _act(
    person: Person, booked: Recorded[AppointmentMade] | None, duty: DutyRow | None, working: WorkingAs
) -> Link | None:
    if booked is None:
        return actions.action(duty, person, working.role) if duty else None
    if working.role not in actions.PAGES["assess"]:
        return None
    about: UUID = booked.root
    url = f"{reverse('assess', args=[person.reference])}?appointment={about}"
    return Link(text="Start", url=url, extra=f"the {booked.fact.purpose} of {person.full_name}")

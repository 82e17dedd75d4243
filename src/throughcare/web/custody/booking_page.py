"""What the page of booking and giving RA1 shows, from how far it has come."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from throughcare.diary.models import CallFirst, Slot
from throughcare.organisations.fallback import Fallback
from throughcare.organisations.models import Organisation
from throughcare.organisations.residence import fallback_of
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import HowGiven
from throughcare.rulebook.facts.custody import Arrested, DrugTested
from throughcare.web import words
from throughcare.web.custody import booking_reasons, booking_stage
from throughcare.web.custody.booking_forms import NOW, Choose, Give
from throughcare.web.custody.booking_stage import Stage, lives
from throughcare.web.custody.local_team import Around
from throughcare.web.person.page import Record, identity
from throughcare.web.pieces import Link


@dataclass(frozen=True, kw_only=True)
class Page:
    stage: Stage
    team: Organisation | None
    choose: Choose
    give: Give
    around: Around
    is_changing: bool
    active: Choose | Give | None
    refusal: dict[str, Any] | None


def without_requirement(opened: Record, stage: Stage | None) -> dict[str, Any]:
    """Nothing is required now: the page says so, and what can be done instead."""
    test = booking_stage.undecided_test(opened)
    links = []
    if test is not None:
        links.append(_record(opened, "assessment_required", "Require the assessment", "book"))
        if opened.working.role is Role.CUSTODY_INSPECTOR:
            links.append(_record(opened, "requirement_not_imposed", "Decide that it is not required", ""))
    elif stage is None and opened.history.all(Arrested):
        links.append(_record(opened, "voluntary_offer_made", "Offer an appointment by choice", ""))
    return {
        **_frame(opened), "is_asked": test is not None, "is_over": stage is not None, "links": links, "stage": None,
    }  # fmt: skip


def context(page: Page) -> dict[str, Any]:
    stage = page.stage
    return {
        **_frame(stage.opened),
        "stage": stage, "refusal": page.refusal, "form": page.active, "choose": page.choose, "give": page.give,
        "title": "Change the first assessment" if stage.earlier_ra1 else "Book the first assessment and give RA1",
        **_team(page), **_places(page), **_paper(page), **_why(stage),
    }  # fmt: skip


def _frame(opened: Record) -> dict[str, Any]:
    return {
        "person": opened.person, "facts": custody_facts(opened), "title": "First assessment",
        "own_suite": opened.working.team,
    }  # fmt: skip


def custody_facts(opened: Record) -> list[tuple[str, str]]:
    """The identity bar as the desk needs it: this detention before anything else."""
    arrest, test = opened.history.last(Arrested), opened.history.last(DrugTested)
    born = [fact for fact in identity(opened) if fact[0] == "Born"]
    found = [("Cell", arrest.fact.cell)] if arrest and arrest.fact.cell else []
    found += [*born, *([("Custody number", arrest.fact.custody_number)] if arrest else [])]
    if test is not None and arrest is not None and opened.history.root(test.fact.arrest) == arrest.root:
        found.append(
            ("Test", f"{'positive' if test.fact.positive else 'not positive'}, {words.when(test.happened_at)}")
        )
    return found


def _record(opened: Record, kind: str, text: str, onward: str) -> Link:
    url = reverse("record", args=[opened.person.reference, kind])
    after = reverse(onward, args=[opened.person.reference]) if onward else reverse("suite")
    return Link(text=text, url=f"{url}?next={after}")


def _team(page: Page) -> dict[str, Any]:
    stage, team = page.stage, page.team
    here = reverse("book", args=[stage.opened.person.reference])
    return {
        "team": team, "team_title": f"The team is {team.name}" if team else "No team is on the list for this area",
        "lives": lives(stage),
        "change_address": f"{reverse('residence', args=[stage.opened.person.reference])}?next={here}",
        "booked_team": stage.opened.names.get(stage.terms.team, "") if stage.terms else "",
    }  # fmt: skip


def _places(page: Page) -> dict[str, Any]:
    stage, chosen = page.stage, page.choose["slot"].value()
    slots = [slot for slot in page.choose.slots.values() if hasattr(slot, "places_left")]
    rows = [_place(slot, stage, chosen) for slot in slots]
    in_time = sum(_left(slot) for slot in slots if stage.in_time(slot.starts_at))
    return {
        "places": rows, "count": f"{in_time} free before the limit" if in_time else "none free before the limit",
        "around": page.around, "offers_now": page.choose.local,
        "now_chosen": chosen == NOW, "now_value": NOW, "now_number": len(rows),
        "is_choosing": stage.terms is None or page.is_changing,
        "has_late": any(not row["in_time"] for row in rows),
        "asks_why": stage.booked is not None and stage.earlier_ra1 is not None,
        "booked_at": words.when(stage.terms.starts_at) if stage.terms else "",
        "booked_in_time": stage.terms is not None and stage.in_time(stage.terms.starts_at),
        "fallback": _fallback(stage, page.team),
        **_on(page),
        "by_telephone": _record(stage.opened, "appointment_made", "Record a time agreed by telephone", "book"),
    }  # fmt: skip


def _on(page: Page) -> dict[str, Any]:
    """Who is on at the team of residence, and whether a call is wanted first (SPOC 4 b4)."""
    team, today = page.team, local_day(page.stage.opened.now)
    if team is None:
        return {}
    return {
        "on": page.around.team_on, "next_on": page.around.team_next,
        "call": CallFirst.objects.in_force(on=today).filter(organisation=team).first(),
    }  # fmt: skip


def _place(slot: Slot, stage: Stage, chosen: object) -> dict[str, Any]:
    return {
        "value": str(slot.pk), "day": words.day(slot.starts_at), "time": words.clock(slot.starts_at),
        "left": _left(slot), "speaks": slot.worker_speaks, "in_time": stage.in_time(slot.starts_at),
        "chosen": str(slot.pk) == chosen,
    }  # fmt: skip


def _left(slot: Slot) -> int:
    """As counted by the diary's own query."""
    return int(getattr(slot, "places_left", 0))


def _fallback(stage: Stage, team: Organisation | None) -> Fallback | None:
    if team is None or team.area is None:
        return None
    return fallback_of(area=team.area, on=local_day(stage.opened.now))


def _paper(page: Page) -> dict[str, Any]:
    stage, served = page.stage, page.stage.served
    link = None
    if stage.paper is not None:
        url = reverse("notice_pdf", args=[stage.opened.person.reference, stage.paper.root])
        link = Link(text=f"Print {stage.paper.fact.form} (PDF)", url=url)
    how = {HowGiven.INTO_HAND: "into the person’s hand"}
    said = f"{how.get(served.fact.how, served.fact.how)}, in {served.fact.language}" if served else ""
    return {
        "paper": stage.paper, "print": link, "served": said, "form_name": str(stage.form),
        "served_at": words.when(served.happened_at) if served else "", "given_by": _giver(stage.opened),
        "save": f"Save: {stage.paper.fact.form} given" if stage.paper else "",
        "release": _record(stage.opened, "released", "Record the release", ""),
        "is_released": stage.is_released,
    }  # fmt: skip


def _giver(opened: Record) -> str:
    working = opened.working
    return f"{working.name}, {working.membership.number}" if working.membership.number else working.name


def _why(stage: Stage) -> dict[str, Any]:
    return {
        "limit": words.limit(stage.due.at), "clock": booking_stage.clock(stage),
        "reasons": booking_reasons.reasons(stage), "cites": booking_reasons.cites(stage),
    }  # fmt: skip

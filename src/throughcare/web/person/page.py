"""One person: who is responsible and what is next, the map, what is open and why, what has happened."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import opened
from throughcare.access.decide import AUDIT, Decision, NotInSight, Restricted, decide
from throughcare.access.opened import Opened
from throughcare.accounts.models import Membership
from throughcare.journal.models import Sent, Sight
from throughcare.rulebook import sight
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.assessment import NoticePrepared, NoticeServed
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.casework import CarePlanAgreed
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.history import History
from throughcare.rulebook.journey import OBLIGATIONS, doubts
from throughcare.rulebook.spells import age_at
from throughcare.rulebook.standing import Duty, Episode, EpisodeKind
from throughcare.web import actions, fact_forms, words
from throughcare.web.context import Opened as Banner
from throughcare.web.desks import ASSESSORS, CJIT_DESK, OPENERS, RECORDS, SEE_WHO_LOOKED, desk
from throughcare.web.person import case_manager, duty_words, person_map, timeline
from throughcare.web.person.enforceable import unenforceable
from throughcare.web.pieces import DutyRow, Link
from throughcare.web.working import WorkingAs

RESTRICTED = "This record is restricted"
WRITTEN_IN_AN_EMERGENCY = frozenset({"tell_in_emergency", "know_person"})


@dataclass(frozen=True, kw_only=True)
class Record(Opened):
    """The same, for whoever is at work now."""

    working: WorkingAs
    now: Any

    def duty(self, duty: Duty) -> DutyRow:
        return duty_words.row(
            duty, person=self.person, history=self.history, given=self.given, names=self.names, now=self.now,
            mine=duty.owner == self.working.team, role=self.working.role,
        )  # fmt: skip


def open_record(request: HttpRequest, reference: str) -> Record:
    """The record behind an address, as far as the reader may see it; 404 where they may not know of the person."""
    working: WorkingAs = request.working_as  # type: ignore[attr-defined]
    at = request.now  # type: ignore[attr-defined]
    try:
        decision = decide(reference=reference, membership=working.membership, at=at)
    except NotInSight as unseen:
        raise Http404 from unseen
    except Restricted as restricted:
        raise PermissionDenied(RESTRICTED) from restricted
    if request.method == "POST" and _is_only_to_read(request, decision, working):
        raise PermissionDenied
    _say_until_when(request, decision)
    return Record(**vars(opened.read(decision, membership=working.membership)), working=working, now=at)


def _is_only_to_read(request: HttpRequest, decision: Decision, working: WorkingAs) -> bool:
    """Save for what it told to save a life."""
    page = request.resolver_match.url_name if request.resolver_match else ""
    if (page or "") in WRITTEN_IN_AN_EMERGENCY:
        return False
    return opened.is_only_to_read(decision, membership=working.membership, at=request.now)  # type: ignore[attr-defined]


def _say_until_when(request: HttpRequest, decision: Decision) -> None:
    """For the banner, where the record is open in an emergency only."""
    if decision.opening and decision.opening.until:
        request.opened = Banner(  # type: ignore[attr-defined]
            until=words.clock(decision.opening.until), close=reverse("close_opening", args=[decision.opening.pk]),
            is_audit=decision.purpose == AUDIT,
        )  # fmt: skip


@desk(OPENERS)
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """The page everybody who may see this person looks at."""
    record = open_record(request, reference)
    return render(request, "web/person/person.html", _page(record, request.GET.get("episode", "")))


def _page(record: Record, chosen: str) -> dict[str, Any]:
    standing, due = record.standing, sorted(record.standing.open_duties, key=lambda duty: (duty.due, duty.kind))
    ended = [duty for duty in standing.duties if not duty.open and not duty.never_arose]
    withdrawn = [duty for duty in ended if duty.state == "withdrawn"]
    met = [duty for duty in ended if duty.state == "met"]
    return {
        "person": record.person,
        "facts": identity(record),
        "line": first_line(record, due),
        "case_manager": case_manager.says(record.history, record.now),
        "place": case_manager.place(record.history, record.now),
        "has_letter": record.working.role in CJIT_DESK
        and case_manager.is_of(record.history, record.now, record.working.team),
        "unenforceable": unenforceable(record.history) if record.sees(DataClass.REQUIREMENT) else (),
        **_maps(record, chosen),
        "open": [record.duty(duty) for duty in due],
        "withdrawn": [record.duty(duty) for duty in withdrawn],
        "met": [record.duty(duty) for duty in met],
        "hinted": [words.limit(duty.due) for duty in sorted(record.hinted, key=lambda duty: duty.due)],
        "timeline": timeline.days(
            record.history, person=record.person, names=record.names, who=written_by(record), team=record.working.team,
        ),
        "documents": _documents(record),
        "sight": _who_sees(record) if record.sees(DataClass.CONSENT) else None,
        "may_record": _may_record(record),
        "may_keep_contact": record.working.role in ASSESSORS,
        "may_message": record.working.role in RECORDS,
        "has_plan": record.working.role in actions.PAGES["care_plan"] and record.history.first(CarePlanAgreed),
        "may_see_who_looked": record.working.role in SEE_WHO_LOOKED and record.decision.basis == sight.Basis.CARE,
        "doubts": [
            {"what": entry.fact.says(), "sentence": refusal.sentence}
            for entry, refusal in doubts(record.whole, record.given)
            if record.history.find(entry.id)
        ],
    }  # fmt: skip


def identity(record: Record) -> list[tuple[str, str]]:
    """The facts of the identity bar."""
    person, age = record.person, age_at(record.whole, record.now)
    needs = record.history.last(LanguageNeeds)
    area = record.sees(DataClass.IDENTITY) and next(
        (t.name for t in record.given.teams.values() if t.id == record.given.cjit_of.get(person.area_code or "")), ""
    )
    facts = [("Born", f"{words.long_day(person.born_on).split(' ', 1)[1]} ({age})" if person.born_on else "not known")]
    if area is not False:
        facts.append(("Team of residence", area or "not known"))
    if needs is not None:
        facts.append(("Speaks", needs.fact.speaks + (", finds reading hard" if needs.fact.finds_reading_hard else "")))
    restricted = [("Restricted", "few may open it")] if person.is_restricted else []
    return [*facts, ("Reference", person.shown_reference), *restricted]


def first_line(record: Record, due: list[Duty]) -> dict[str, str]:
    """Who is responsible and what is next, with its date."""
    team = record.standing.care_team
    responsible = f"{record.names.get(team, 'A team')} is responsible." if team else _nobody(record)
    if not due:
        return {"responsible": responsible, "following": "Nothing is due.", "by": "", "under": ""}
    mine = [duty for duty in due if duty.owner == team] or due
    action = OBLIGATIONS[mine[0].kind].action
    whose = "" if mine[0].owner == team else f" for {record.names.get(mine[0].owner, 'another team')}"
    others = {record.names.get(duty.owner, "") for duty in due if duty.owner != team}
    return {
        "responsible": responsible,
        "following": f"Next{whose}: {action[:1].lower()}{action[1:]},",
        "by": f"by {words.limit(mine[0].due)}.",
        "under": f"Also involved: {', '.join(sorted(others))}." if others else "",
    }


def _nobody(record: Record) -> str:
    """Whoever may not know of other teams is told of their own only."""
    return "No team is responsible now." if record.sees(DataClass.CASEWORK) else "Your team is not responsible now."


def _maps(record: Record, chosen: str) -> dict[str, Any]:
    episodes = record.standing.episodes
    if not episodes:
        return {"map": None}
    shown = next((e for e in episodes if str(e.root) == chosen), None) or next(
        (e for e in episodes if e.here), episodes[-1]
    )
    number = episodes.index(shown) + 1
    began = _began(shown)
    out = f". Ended: {shown.way_out}, {words.day(shown.ended_at)}" if shown.ended_at else ""
    return {
        "map": person_map.map_of(shown, record.standing, name=f"Where {record.person.full_name} is: {began}{out}"),
        "episode": f"{number} of {len(episodes)} {'episode' if len(episodes) == 1 else 'episodes'}: {began}{out}",
        "others": [
            Link(text=_began(e), url=f"?episode={e.root}") for e in episodes if e is not shown
        ],
    }  # fmt: skip


def _began(episode: Episode) -> str:
    day = words.long_day(episode.began_at).split(" ", 1)[1]
    if episode.kind is EpisodeKind.CUSTODY:
        return f"arrest of {day}"
    return f"{episode.kind}, {'since' if episode.kind is EpisodeKind.CASELOAD else 'arrest of'} {day}"


def recorders(history: History) -> dict[UUID, str]:
    ids = {entry.by for entry in (*history.entries, *history.mendings)}
    return dict(Membership.objects.filter(id__in=ids).values_list("id", "account__full_name"))


def written_by(record: Record) -> dict[UUID, str]:
    """Of each entry: who wrote it, in which team, and through which key if another system sent it."""
    people, history = recorders(record.history), record.history
    entries = (*history.entries, *history.mendings)
    keys = dict(Sent.objects.filter(entry__in=[one.id for one in entries]).values_list("entry", "key__name"))
    through = {entry: f"sent by {name}" for entry, name in keys.items()}
    said = {one.id: (people.get(one.by), record.names.get(one.team), through.get(one.id)) for one in entries}
    return {entry: ", ".join(part for part in parts if part) for entry, parts in said.items()}


def _documents(record: Record) -> list[dict[str, Any]]:
    found = []
    for notice in reversed(record.history.all(NoticePrepared)):
        served = record.history.first_naming(notice, NoticeServed)
        found.append(
            {
                "link": Link(
                    text=f"{notice.fact.form}, {words.day(notice.happened_at)}",
                    url=reverse("notice_pdf", args=[record.person.reference, notice.root]),
                ),
                "note": f"{served.fact.says()}, {words.when(served.happened_at)}" if served else "Not given yet",
            }
        )  # fmt: skip
    return found


def _who_sees(record: Record) -> list[tuple[str, str]]:
    rows = Sight.objects.filter(person=record.person).exclude(classes="").values_list("team", "until").distinct()
    teams: dict[str, str] = {}
    for team, until in rows:
        name = record.names.get(str(team), "")
        teams[name] = "while involved" if until is None else max(teams.get(name, ""), f"until {words.day(until)}")
    return sorted(teams.items())


def _may_record(record: Record) -> dict[str, list[Link]]:
    """The kinds this role records and that have something to be about: those that answer a duty first."""
    role, owed = record.working.role, {duty.kind for duty in record.standing.open_duties}
    answering = {act.kind for kind, act in actions.ACTS.items() if kind in owed}
    answering |= {name for kind, ways in actions.OTHERWISE.items() if kind in owed for name, _ in ways}
    found: dict[str, list[Link]] = {"now": [], "else": []}
    for kind in KINDS.values():
        if role in kind.recorded_by and actions.has_a_form(kind) and not fact_forms.lacking(kind, record.history):
            link = Link(text=kind.title, url=actions.page_of(kind.name, record.person))
            found["now" if kind.name in answering else "else"].append(link)
    return found


@desk(OPENERS)
def why(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """The reasons of one duty as a page, for those without scripts and for printing."""
    record = open_record(request, reference)
    duty = next((duty for duty in record.standing.duties if duty.key == key), None)
    if duty is None:
        raise Http404
    return render(
        request, "web/person/why.html", {"person": record.person, "facts": identity(record), "duty": record.duty(duty)}
    )

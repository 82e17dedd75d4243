"""One person: who is responsible and what is next, the map, what is open and why, what has happened."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.given import given as given_now
from throughcare.journal.models import Sight
from throughcare.journal.reading import history as history_of
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import NoticePrepared, NoticeServed
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.history import History
from throughcare.rulebook.journey import OBLIGATIONS, doubts, follow
from throughcare.rulebook.spells import age_at
from throughcare.rulebook.standing import Duty, Episode, EpisodeKind, Given, Standing
from throughcare.web import actions, duty_words, fact_forms, person_map, timeline, words
from throughcare.web.desks import RECORDS, desk
from throughcare.web.pieces import DutyRow, Link
from throughcare.web.working import WorkingAs


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything a page needs of one person, read once."""

    person: Person
    history: History
    given: Given
    standing: Standing
    working: WorkingAs
    now: Any

    @property
    def names(self) -> dict[str, str]:
        return {team.id: team.name for team in self.given.teams.values()}

    def duty(self, duty: Duty) -> DutyRow:
        return duty_words.row(
            duty, person=self.person, history=self.history, given=self.given, names=self.names, now=self.now,
            mine=duty.owner == self.working.team, role=self.working.role,
        )  # fmt: skip


def open_record(request: HttpRequest, reference: str) -> Record:
    """The record behind an address, if the team may see the person; 404 otherwise, whoever it is."""
    working: WorkingAs = request.working_as  # type: ignore[attr-defined]
    at = request.now  # type: ignore[attr-defined]
    try:
        person = scope.person(reference=reference, membership=working.membership, at=at)
    except scope.NotInSight as unseen:
        raise Http404 from unseen
    history, given = history_of(person.id), given_now()
    return Record(person=person, history=history, given=given, standing=follow(history, given), working=working, now=at)


@desk(RECORDS)
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """The page everybody who may see this person looks at."""
    record = open_record(request, reference)
    return render(request, "web/person.html", _page(record, request.GET.get("episode", "")))


def _page(record: Record, chosen: str) -> dict[str, Any]:
    standing, due = record.standing, sorted(record.standing.open_duties, key=lambda duty: (duty.due, duty.kind))
    ended = [duty for duty in standing.duties if not duty.open and not duty.never_arose]
    withdrawn = [duty for duty in ended if duty.state == "withdrawn"]
    met = [duty for duty in ended if duty.state == "met"]
    return {
        "person": record.person,
        "facts": identity(record),
        "line": first_line(record, due),
        **_maps(record, chosen),
        "open": [record.duty(duty) for duty in due],
        "withdrawn": [record.duty(duty) for duty in withdrawn],
        "met": [record.duty(duty) for duty in met],
        "timeline": timeline.days(
            record.history, person=record.person, names=record.names, people=_recorders(record.history),
            team=record.working.team,
        ),
        "documents": _documents(record),
        "sight": _who_sees(record),
        "may_record": _may_record(record),
        "doubts": [
            {"what": entry.fact.says(), "sentence": refusal.sentence}
            for entry, refusal in doubts(record.history, record.given)
        ],
    }  # fmt: skip


def identity(record: Record) -> list[tuple[str, str]]:
    """The facts of the identity bar."""
    person, age = record.person, age_at(record.history, record.now)
    needs = record.history.last(LanguageNeeds)
    area = next(
        (t.name for t in record.given.teams.values() if t.id == record.given.cjit_of.get(person.area_code or "")), ""
    )
    facts = [("Born", f"{words.long_day(person.born_on).split(' ', 1)[1]} ({age})" if person.born_on else "not known")]
    facts.append(("Team of residence", area or "not known"))
    if needs is not None:
        facts.append(("Speaks", needs.fact.speaks + (", finds reading hard" if needs.fact.finds_reading_hard else "")))
    return [*facts, ("Reference", person.shown_reference)]


def first_line(record: Record, due: list[Duty]) -> dict[str, str]:
    """Who is responsible and what is next, with its date."""
    team = record.standing.care_team
    responsible = f"{record.names.get(team, 'A team')} is responsible." if team else "No team is responsible now."
    if not due:
        return {"responsible": responsible, "following": "Nothing is due.", "by": "", "under": ""}
    mine = [duty for duty in due if duty.owner == team] or due
    action = OBLIGATIONS[mine[0].kind].action
    others = {record.names.get(duty.owner, "") for duty in due if duty.owner != team}
    return {
        "responsible": responsible,
        "following": f"Next: {action[:1].lower()}{action[1:]},",
        "by": f"by {words.limit(mine[0].due)}.",
        "under": f"Also involved: {', '.join(sorted(others))}." if others else "",
    }


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


def _recorders(history: History) -> dict[UUID, str]:
    ids = {entry.by for entry in (*history.entries, *history.mendings)}
    found = Membership.objects.filter(id__in=ids).select_related("account")
    return {membership.id: membership.account.full_name for membership in found}


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
    rows = Sight.objects.filter(person=record.person).values_list("team", "until").distinct()
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


@desk(RECORDS)
def why(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """The reasons of one duty as a page, for those without scripts and for printing."""
    record = open_record(request, reference)
    duty = next((duty for duty in record.standing.duties if duty.key == key), None)
    if duty is None:
        raise Http404
    return render(
        request, "web/why.html", {"person": record.person, "facts": identity(record), "duty": record.duty(duty)}
    )

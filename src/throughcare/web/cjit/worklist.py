"""What a team owes, as a list: filtered by the address, overdue before all, each row with one thing to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.models import CaseloadRow, DutyRow
from throughcare.people.search import search
from throughcare.rulebook.calendar import end_of_day, local_day
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.sight import Classes
from throughcare.rulebook.standing import Given, State
from throughcare.web import actions, words
from throughcare.web.cjit import covered
from throughcare.web.drawn.map_words import spaced
from throughcare.web.person import duty_words
from throughcare.web.pieces import Link, ShapeName
from throughcare.web.working import WorkingAs

SOON = timedelta(hours=24)
RISKS = ("act_on_risk", "name_risk_taker")
"""Somebody may be in danger: these stand above everything, however long the rest has waited."""
OUT_OF_CONTACT = ("judge_missed_contact", "reach_out", "reach_out_before", "tell_it_is_shared")
GROUPS = {
    "notices": ("Notices not given", ("give_ra2", "give_ra4", "give_ra5")),
    "missed": ("Did not come or stay", ("judge_good_cause", "report_failure", "book_again")),
    "contact": ("Out of contact", OUT_OF_CONTACT),
    "elsewhere": (
        "Lives in another area",
        ("refer_to_home_team", "send_record", "accept_referral", "ask_for_record", "have_first_contact",
         "watch_until_contact"),
    ),
    "reviews": ("Reviews due", ("review_place", "review_event")),
    "plans": ("Care plans to agree", ("agree_care_plan",)),
    "unjudged": ("Missed contacts not judged", ("judge_missed_contact",)),
    "services": ("Services to hear from", ("refer_to_service", "hear_from_service", "start_prescribing")),
}  # fmt: skip
"""Kinds of duty that a worker or a manager looks at together."""
HOLDS, RECORDING = ("hold_initial_assessment", "hold_follow_up"), "record_attendance"
WHOSE = (("team", "The team’s people"), ("mine", "My people"))
DUE = (
    ("days", "Overdue and next 5 working days"),
    ("overdue", "Overdue"),
    ("soon", "Next 24 hours"),
    ("all", "All"),
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the address asks for; anything it does not know counts as not said."""

    whose: str
    kind: str
    """Of duty, or the name of a group."""
    due: str
    text: str = ""
    """Of the search."""

    @property
    def is_usual(self) -> bool:
        return (self.whose, self.kind, self.due, self.text) == (WHOSE[0][0], "", DUE[0][0], "")

    @property
    def kinds(self) -> tuple[str, ...]:
        return GROUPS[self.kind][1] if self.kind in GROUPS else (self.kind,)


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """The instants between which duties are counted."""

    now: datetime
    soon: datetime
    today: datetime
    days: datetime


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One row of the list."""

    state: ShapeName
    time: str
    exact: str
    person: Link
    since: str
    action: str
    why: Link | None
    act: Link | None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many duties of one kind, or of all, and how pressing."""

    overdue: int
    soon: int
    today: int
    days: int
    all: int


class Filters(forms.Form):
    """A plain GET form; its choices stand in the address bar."""

    q = forms.CharField(label="Name or date of birth", max_length=200, required=False)
    whose = forms.ChoiceField(label="Whose", choices=WHOSE)
    kind = forms.ChoiceField(label="Kind")
    due = forms.ChoiceField(label="Due", choices=DUE)

    def __init__(self, chosen: Chosen, kinds: Mapping[str, Tally], may: Classes) -> None:
        said = {"q": chosen.text, "whose": chosen.whose, "kind": chosen.kind, "due": chosen.due}
        super().__init__(initial=said, auto_id="filter_%s")
        found = sorted((OBLIGATIONS[kind].action, kind) for kind in kinds if OBLIGATIONS[kind].data in may)
        shown = [(kind, f"{_short(action)} ({kinds[kind].all})") for action, kind in found]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "All kinds of duty"), ("Together", [(name, label) for name, (label, _) in GROUPS.items()]),
            ("One kind", shown),
        ]  # fmt: skip


def chosen(query: Mapping[str, str]) -> Chosen:
    kind = query.get("kind", "")
    return Chosen(
        whose=_one_of(WHOSE, query.get("whose")), due=_one_of(DUE, query.get("due")),
        kind=kind if kind in OBLIGATIONS or kind in GROUPS else "", text=query.get("q", "").strip(),
    )  # fmt: skip


def horizon(now: datetime, given: Given) -> Horizon:
    today = local_day(now)
    return Horizon(
        now=now, soon=now + SOON, today=end_of_day(today), days=end_of_day(given.calendar.working_day_after(today, 5))
    )


def open_duties(working: WorkingAs, now: datetime) -> QuerySet[DutyRow]:
    """Those of one's own team about people it may see; what has not yet arisen is not there (R5)."""
    found = DutyRow.objects.filter(
        scope.is_in_sight(membership=working.membership, at=now, data="data_class"),
        owner=working.membership.organisation_id, state=State.OPEN.value, arises_at__lte=now,
    )  # fmt: skip
    return _expected_once(found, now)


def _expected_once(duties: QuerySet[DutyRow], now: datetime) -> QuerySet[DutyRow]:
    """Whoever is expected owes one thing, to be seen: by the appointment's day or by the limit, whichever is first;
    a limit that binds nobody gives way.

    Once that day is over both stand: nobody recorded whether they came, and they were not seen.
    """
    beside = DutyRow.objects.filter(
        person=OuterRef("person"), owner=OuterRef("owner"), episode=OuterRef("episode"), state=State.OPEN.value
    )
    to_come = beside.filter(kind=RECORDING, due__gt=now)
    by_limit = Exists(beside.filter(kind__in=HOLDS, binding=True, due__lte=OuterRef("due")))
    by_day = Exists(to_come.filter(due__lt=OuterRef("due")))
    by_no_limit = Q(binding=False) & Exists(to_come)
    return duties.exclude(Q(kind=RECORDING, due__gt=now) & by_limit).exclude(Q(kind__in=HOLDS) & (by_day | by_no_limit))


def tallies(duties: QuerySet[DutyRow], until: Horizon) -> dict[str, Tally]:
    """By kind, in one query. A limit that was not in force is never overdue (R22)."""
    overdue = Q(binding=True, due__lte=until.now)
    rows = duties.values("kind").annotate(
        overdue=Count("pk", filter=overdue),
        soon=Count("pk", filter=Q(binding=True, due__gt=until.now, due__lte=until.soon)),
        today=Count("pk", filter=Q(due__lte=until.today)),
        days=Count("pk", filter=Q(due__lte=until.days)),
        all=Count("pk"),
    )
    return {
        row["kind"]: Tally(
            overdue=row["overdue"], soon=row["soon"], today=row["today"], days=row["days"], all=row["all"]
        )
        for row in rows
    }  # fmt: skip


def total(found: Mapping[str, Tally]) -> Tally:
    return Tally(
        overdue=sum(one.overdue for one in found.values()), soon=sum(one.soon for one in found.values()),
        today=sum(one.today for one in found.values()), days=sum(one.days for one in found.values()),
        all=sum(one.all for one in found.values()),
    )  # fmt: skip


def chosen_from(duties: QuerySet[DutyRow], wanted: Chosen, *, until: Horizon, working: WorkingAs) -> QuerySet[DutyRow]:
    """Immediate risks first, then what is overdue, then by time; a limit that binds nobody is never overdue."""
    if wanted.whose == "mine":
        by = working.membership
        mine = CaseloadRow.objects.filter(covered.mine(by, until.now), team=by.organisation_id, until=None)
        duties = duties.filter(person__in=mine.values("person"))
    if wanted.kind:
        duties = duties.filter(kind__in=wanted.kinds)
    if wanted.text:
        within = scope.findable(membership=working.membership, at=until.now)
        duties = duties.filter(person__in=[person.pk for person in search(text=wanted.text, within=within)])
    duties = duties.filter(_due(wanted.due, until))
    press = Case(
        When(kind__in=RISKS, then=Value(0)), When(binding=True, due__lte=until.now, then=Value(1)), default=Value(2)
    )  # fmt: skip
    return duties.select_related("person").order_by(press, "due", "kind", "person_id")


def how_many(kinds: Mapping[str, Tally], wanted: Chosen) -> int | None:
    """As many as `chosen_from` finds, where the tallies say it; they do not count one worker's own people."""
    if wanted.whose == "mine" or wanted.text:
        return None
    tally = total({kind: tally for kind, tally in kinds.items() if not wanted.kind or kind in wanted.kinds})
    return int(getattr(tally, wanted.due))


def todos(duties: Iterable[DutyRow], *, now: datetime, working: WorkingAs) -> list[Todo]:
    """One row a duty; of a class that the role may not see, no more than that something is due."""
    rows, may = list(duties), scope.classes_of(working.membership)
    scope.mask((duty.person for duty in rows), membership=working.membership)
    return [(_todo if duty.data_class in may else _hint)(duty, now, working) for duty in rows]


def _hint(duty: DutyRow, now: datetime, working: WorkingAs) -> Todo:
    state, time, exact = duty_words.time_left(duty, now)
    person = duty.person
    return Todo(
        state=state, time=time, exact=exact, action="Something is due. A colleague who works with them can see what.",
        person=Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        since=f"Since {words.day(duty.arises_at)}", why=None, act=None,
    )  # fmt: skip


def _todo(duty: DutyRow, now: datetime, working: WorkingAs) -> Todo:
    state, time, exact = duty_words.time_left(duty, now)
    obligation, person = OBLIGATIONS[duty.kind], duty.person
    since = f"Since {words.day(duty.arises_at)}"
    return Todo(
        state=state, time=time, exact=exact, action=obligation.action,
        person=Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        since=f"{spaced(obligation.point)}. {since}" if obligation.point else since,
        why=Link(
            text="why?", url=reverse("why", args=[person.reference, duty.key]),
            extra=f"{obligation.action}: {person.full_name}",
        ),
        act=actions.action(duty, person, working.role),
    )  # fmt: skip


def _due(name: str, until: Horizon) -> Q:
    return {
        "overdue": Q(binding=True, due__lte=until.now),
        "soon": Q(binding=True, due__gt=until.now, due__lte=until.soon),
        "days": Q(due__lte=until.days),
    }.get(name, Q())


def _one_of(choices: Any, value: str | None) -> str:
    return value if value and value in dict(choices) else str(choices[0][0])


def _short(action: str) -> str:
    return action if len(action) <= 50 else f"{action[:48].rsplit(' ', 1)[0]} …"

"""Teams and people for random histories, and random facts that are mostly, but not always, sensible."""

from datetime import UTC, date, datetime, timedelta
from types import NoneType
from uuid import UUID, uuid4

from hypothesis import strategies as st

from tests.cast import opened, opened_cjit, works_at
from throughcare.organisations.actions import open_area
from throughcare.organisations.models import Nation
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts.assessment import (
    MINIMUM_CONTENT,
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    Form,
    NoticePrepared,
    Purpose,
)
from throughcare.rulebook.facts.base import KINDS, kind_of
from throughcare.rulebook.facts.casework import CarePlanAgreed
from throughcare.rulebook.facts.custody import AssessmentRequired, RiskFound
from throughcare.rulebook.facts.risk import RiskTakenOn

SINCE = date(2003, 4, 1)
PLACES = ("12 High Street", "12 High Street", "3 Mill Lane")
STARTS = [
    datetime(2010, 3, 27, 20, tzinfo=UTC),  # the night in which the clocks go forward
    datetime(2010, 10, 30, 20, tzinfo=UTC),  # and back: 01:30 comes twice
    datetime(2010, 6, 1, 9, tzinfo=UTC),
    datetime(2010, 12, 30, 15, tzinfo=UTC),  # over the day from which every limit binds
]
DELAYS = [timedelta(minutes=n) for n in (0, 1, 20, 90, 5 * 60, 6 * 60 + 30, 24 * 60, 3 * 24 * 60, 9 * 24 * 60)]
POSTS = (
    (Role.DETENTION_OFFICER, "suite"), (Role.CUSTODY_INSPECTOR, "suite"), (Role.CUSTODY_SERGEANT, "suite"),
    (Role.CJIT_CUSTODY_WORKER, "cjit"), (Role.CJIT_CASE_MANAGER, "cjit"), (Role.CJIT_MANAGER, "cjit"),
)  # fmt: skip


class World:
    """Two areas, each with a suite and a CJIT, and everyone who works there."""

    def __init__(self):
        self.areas, self.cjits, self.suites, self.posts = [], [], [], []
        for code in ("NMR", "GYD"):
            area = open_area(code=code, name=code, nation=Nation.ENGLAND, from_on=SINCE)
            suite = opened(OrganisationKind.POLICE_SUITE, f"{code} suite", area)
            cjit = opened_cjit(f"{code} CJIT", area)
            self.areas.append(code)
            self.cjits.append(str(cjit.pk))
            self.suites.append(suite)
            for role, where in POSTS:
                team = suite if where == "suite" else cjit
                self.posts.append(works_at(team, role, f"{role} {code}", at=datetime(2005, 1, 1, tzinfo=UTC)))

    def who(self, kind):
        """Mostly someone who may."""
        may = [post for post in self.posts if post.role in KINDS[kind].recorded_by]
        return st.sampled_from(may * 40 + self.posts)


LIKELY = [
    "arrested", "drug_tested", "drug_tested", "assessment_required", "appointment_made", "notice_prepared",
    "notice_served", "attendance_recorded", "assessed", "follow_up_decided", "care_plan_agreed",
    "taken_on_caseload", "released", "residence_established", "risk_found", "risk_handed_over", "risk_taken_on",
    "laboratory_returned", "referred_to_team", "good_cause_judged", "failure_reported", "appointment_moved",
    "appointment_withdrawn",
]  # fmt: skip
WAY = [
    "arrested", "drug_tested", "assessment_required", "appointment_made", "notice_prepared", "notice_served",
    "released", "attendance_recorded", "assessed", "follow_up_decided", "care_plan_agreed", "taken_on_caseload",
    "case_manager_named",
]  # fmt: skip
MISSED = [
    "arrested", "drug_tested", "assessment_required", "appointment_made", "notice_prepared", "notice_served",
    "appointment_moved", "notice_prepared", "notice_served", "appointment_withdrawn", "attendance_recorded",
    "good_cause_judged", "failure_reported",
]  # fmt: skip
"""The way to a report; any step of it may be left out."""
PLAIN = [name for name, kind in KINDS.items() if not kind.mending]


def a_kind(draw, entries):
    """Mostly a kind whose links have something to name."""
    there = {kind_of(type(one.fact)).name for one in entries}
    fits = [name for name in LIKELY + PLAIN if _fits(KINDS[name], there)]
    return draw(st.sampled_from(fits * 30 + PLAIN))


def _fits(kind, there):
    needed = [asked for name, asked in kind.links.items() if NoneType not in kind.types[name]]
    return all(there & set(asked.names) for asked in needed)


def a_fact(draw, world, kind_name, entries, now):
    """Links name facts of this record, of the right kind where there are any."""
    kind = KINDS[kind_name]
    values = {name: _value(draw, world, name, types, now) for name, types in kind.types.items()}
    for name, asked in kind.links.items():
        there = [one.root for one in entries if kind_of(type(one.fact)).name in asked.names]
        optional = [None] if NoneType in kind.types[name] and (not there or draw(st.integers(0, 5)) == 0) else []
        values[name] = draw(st.sampled_from(optional or [*there[-2:] * 12, uuid4()]))
    return kind.cls(**_agreeing(draw, kind.cls, values, {one.root: one.fact for one in entries}))


def _agreeing(draw, cls, values, facts):
    """Fields that a form fills in by each other; now and then they disagree all the same."""
    if draw(st.integers(0, 11)) == 0:
        return values
    if cls in {AppointmentMade, Assessed} and values["requirement"] is None:
        values["purpose"] = Purpose.VOLUNTARY
    elif cls in {AppointmentMade, Assessed} and values["purpose"] is Purpose.VOLUNTARY:
        values["purpose"] = Purpose.INITIAL
    if cls is NoticePrepared and values["appointment"] in facts:
        appointment = facts[values["appointment"]]
        moved = [fact for fact in facts.values() if isinstance(fact, AppointmentMoved)]
        latest = moved[-1] if moved else appointment
        values |= {"starts_at": latest.starts_at, "place": latest.place, "warning": True}
        values["form"] = Form.RA2 if moved else Form.RA1
    if cls is AssessmentRequired:
        values["warned"] = True
    if cls is CarePlanAgreed:
        values |= dict.fromkeys(("drug_and_alcohol", "health", "offending", "social"), "noted")
    if cls is Assessed and values["engaged"]:
        values |= {name: _asked(cls, name, values[name]) for name in MINIMUM_CONTENT}
    if cls in {RiskFound, RiskTakenOn}:
        values["taker"] = "Meera"
    if cls in {AppointmentMade, AppointmentMoved}:
        values |= {"late_because": "no earlier place", "place": draw(st.sampled_from(PLACES))}
    return values


def _asked(cls, name, value):
    """Every question of the minimum answered."""
    (held,) = kind_of(cls).types[name] - {NoneType}
    if held is str:
        return value or "noted"
    return True if held is bool else value or next(iter(held))


def _value(draw, world, name, types, now):
    if name in {"slot", "paper"}:
        return None if name == "slot" else ""
    if name in {"team", "to_team"}:
        return draw(st.sampled_from(world.cjits))
    if name == "area":
        return draw(st.sampled_from([*world.areas, *world.areas, ""]))
    if name == "offence":
        return draw(st.sampled_from(["theft_s1", "theft_s1", "robbery_s8", "other"]))
    if name == "irregular":
        return draw(st.sampled_from([False] * 9 + [True]))
    held = draw(st.sampled_from(sorted(types, key=str)))
    return None if held is NoneType else _of_type(draw, held, now)


def _of_type(draw, held, now):
    if held is datetime:
        return now + draw(st.sampled_from(DELAYS))
    if held is date:
        return draw(st.sampled_from([date(1980, 2, 29), date(1992, 6, 1)]))
    if held is UUID:
        return uuid4()
    if held is bool:
        return draw(st.sampled_from([True, True, False]))
    if held is int:
        return draw(st.sampled_from([0, 3]))
    if held is str:
        return draw(st.sampled_from(["", "noted", "Glan-y-Dw\u0302r", "line\nline"]))
    return draw(st.sampled_from(list(held)))

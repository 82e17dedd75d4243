"""Whenever a demonstration is started, everyone it wants can be found, and always the same people."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.simulation.scenes import CALENDAR
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.standing import Given, Team
from throughcare.simulation import demonstration
from throughcare.simulation.partnership import TEAMS
from throughcare.simulation.scene import Scene, Slots, Worker
from throughcare.simulation.staffing import Opened, slots_for, stable_id
from throughcare.simulation.wanted import WANTED, Wanted

LONDON = ZoneInfo("Europe/London")
WHEN = {
    "Friday afternoon": datetime(2026, 11, 20, 15, 30, tzinfo=LONDON),
    "Saturday night": datetime(2026, 11, 21, 23, 50, tzinfo=LONDON),
    "Monday morning": datetime(2026, 11, 23, 9, 12, tzinfo=LONDON),
    "Easter Monday": datetime(2027, 3, 29, 11, 0, tzinfo=LONDON),
    "after Christmas": datetime(2026, 12, 29, 4, 0, tzinfo=LONDON),
    "when the clocks go back": datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
    "the sketches' Monday": datetime(2010, 3, 29, 9, 12, tzinfo=LONDON),
}


def opened():
    teams = {row.name: Organisation(id=stable_id("team", row.name), kind=row.kind, name=row.name) for row in TEAMS}
    return Opened(teams=teams, staff={}, slots=())


def told(at):
    """Everyone the demonstration would load at that instant, without a database."""
    teams = opened().teams
    rules = {
        str(stable_id("team", r.name)): Team(id=str(stable_id("team", r.name)), kind=r.kind, area=r.area) for r in TEAMS
    }
    cjits = {team.area: team.id for team in rules.values() if team.kind is OrganisationKind.CJIT}
    rows = [slot for team in teams.values() if str(team.pk) in cjits.values() for slot in slots_for(team, at, CALENDAR)]
    slots = Slots((str(slot.organisation_id), demonstration.offer(slot), slot.places) for slot in rows)
    scene = Scene(
        given=Given(calendar=CALENDAR, teams=rules, cjit_of=cjits, adopted_on={}),
        suites=tuple(team.id for team in rules.values() if team.kind is OrganisationKind.POLICE_SUITE),
        diary=slots, case_managers={team: (Worker(stable_id(team), "Siân Hŵel"),) for team in cjits.values()},
    )  # fmt: skip
    return list(demonstration.people_at(at=at, scene=scene, slots=slots, opened=opened(), seed=1))


@pytest.mark.parametrize("at", WHEN.values(), ids=WHEN)
def test_everyone_is_found(at):
    people = told(at)

    assert len(people) == sum(wanted.count for wanted in WANTED)
    assert all(step.recorded_at <= at for person in people for step in person.steps)


def test_the_same_instant_has_the_same_people():
    assert told(WHEN["Monday morning"]) == told(WHEN["Monday morning"])


def test_every_reference_is_another():
    people = told(WHEN["Monday morning"])

    assert len({one.id for one in people}) == len({one.reference for one in people}) == len(people)


def test_asking_for_the_impossible_says_so(monkeypatch):
    monkeypatch.setattr(demonstration, "TRIES", 3)
    at = WHEN["Monday morning"]
    impossible = Wanted(what="nobody", count=1, fits=lambda steps: False, hours=(1, 2))
    scene = Scene(
        given=Given(calendar=CALENDAR, teams={}, cjit_of={}, adopted_on={}), suites=("suite",), diary=Slots(()),
        case_managers={},
    )  # fmt: skip
    with pytest.raises(demonstration.NobodyFits, match="nobody"):
        demonstration.found(
            impossible, 0, at=at - timedelta(days=1), scene=scene, slots=Slots(()), rng=Random(1), suite="suite"
        )

"""A partnership as wide as its people need: no team has more than a real one would."""

from collections import Counter

import pytest

from tests.simulation.scenes import CALENDAR, MONDAY_MORNING
from throughcare.rulebook.actors import Role
from throughcare.simulation.crowd import A_YEAR, one_of_a_crowd
from throughcare.simulation.demonstration import scene_of
from throughcare.simulation.national import MOST, STAFFED, areas_for, national
from throughcare.simulation.parameters import OFFICIAL
from throughcare.simulation.scene import AlwaysRoom
from throughcare.simulation.staffing import email_of, open_everything


@pytest.mark.parametrize(
    ("people", "areas"), [(1, 3), (3_000, 3), (3_001, 4), (100_000, 100), (149_000, 149), (1_000_000, 149)]
)
def test_there_are_as_many_areas_as_the_people_need(people, areas):
    assert areas_for(people) == areas == len(national(people=people).areas)


def test_every_area_has_its_teams_and_their_staff():
    partnership = national(people=4_000)
    posts = sum(number for roles in STAFFED.values() for _, number in roles)

    assert Counter(team.kind for team in partnership.teams) == dict.fromkeys(STAFFED, 4)
    assert len(partnership.staff) == 4 * posts
    assert {row.team for row in partnership.staff} == {team.name for team in partnership.teams}


def test_nobody_in_the_whole_programme_shares_an_address():
    staff = national(people=MOST * 1_000).staff

    assert len({email_of(row) for row in staff}) == len(staff)


def test_the_same_number_of_people_gives_the_same_partnership():
    assert national(people=5_000) == national(people=5_000)


@pytest.mark.django_db
def test_lives_are_told_in_every_area():
    opened = open_everything(at=MONDAY_MORNING, calendar=CALENDAR, partnership=national(people=4_000))
    scene = scene_of(opened, AlwaysRoom(calendar=CALENDAR))
    told = [
        one_of_a_crowd(
            number, scene=scene, until=MONDAY_MORNING, parameters=OFFICIAL, seed=1, begun_within=A_YEAR
        )
        for number in range(60)
    ]  # fmt: skip

    assert len(scene.suites) == len(scene.case_managers) == 4
    assert {life.steps[0].team for life in told} == set(scene.suites)
    assert {(step.team, step.role) for life in told for step in life.steps} <= opened.staff.keys()
    assert all(opened.staff[team, Role.CJIT_MANAGER] for team in scene.case_managers)

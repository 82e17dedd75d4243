"""The journey map follows the sketches' geometry, and its list says what it shows."""

import pytest

from tests.web.samples import ENFORCEMENT, PROACTIVE
from throughcare.rulebook.points import POINTS, Route
from throughcare.web.drawn import journey_map, map_geometry, map_points
from throughcare.web.drawn.map_geometry import FULL, SLIM_ENFORCEMENT, SLIM_PROACTIVE
from throughcare.web.drawn.map_marks import State


def draw(known, **more):
    return journey_map.draw(map_points.place(known), name="Here now: care plan.", **more)


def state_between(known, begin, end):
    at = {point.code: point for point in map_points.place(known)}
    return journey_map.line_state(at[begin], at[end], at)


def test_every_point_has_a_place_and_a_line():
    on_lines = {code for line in map_geometry.FOLLOWS for code in line}

    assert set(POINTS) == set(map_geometry.ACROSS) == on_lines
    assert len(POINTS) == 23


@pytest.mark.parametrize(
    ("known", "slim", "height"),
    [(ENFORCEMENT, True, 400), (PROACTIVE, True, 400), (ENFORCEMENT, False, 534), ({}, True, 534)],
    ids=["enforcement", "proactive", "both lanes wide", "nothing yet"],
)
def test_only_a_way_that_somebody_else_took_is_slim(known, slim, height):
    assert draw(known, slim=slim).height == height


def test_a_slim_way_is_named_and_says_it_is_not_theirs():
    words = [line.text for line in draw(ENFORCEMENT).words]

    assert "not this person’s way" in words
    assert "IPAE 1" in words
    assert "Noticed or" not in words


@pytest.mark.parametrize("rows", [FULL, SLIM_PROACTIVE, SLIM_ENFORCEMENT], ids=lambda rows: str(rows.height))
def test_the_trunk_lies_midway_between_the_lanes(rows):
    assert abs(rows.trunk - (rows.enforcement + rows.proactive) / 2) <= 1


def test_a_lane_leaves_for_com1_at_45_degrees():
    assert map_geometry.way(FULL, "IE4", "Com1").startswith("M514 198L576 198Q596 198")
    assert "Q594 196" in map_geometry.way(FULL, "IE4b", "Com1")
    assert "Q594 388" in map_geometry.way(FULL, "IPAE7b", "Com1")


@pytest.mark.parametrize(
    ("begin", "end", "state"),
    [
        ("IE1", "IE2", State.DONE),
        ("IE4", "IE4a", State.DONE),
        ("IE4", "Com1", State.NONE),
        ("IE4b", "Com1", State.DONE),
        ("IPAE7", "Com1", State.NONE),
        ("Com1", "Com2", State.NEXT),
        ("Com2", "Com3", State.LATER),
        ("Com5", "Com5a", State.LATER),
    ],
)
def test_a_line_is_as_far_along_as_its_ends(begin, end, state):
    assert state_between(ENFORCEMENT, begin, end) is state


def test_lines_are_drawn_before_points_and_the_way_taken_over_all_others():
    widths = [stroke.width for stroke in draw(ENFORCEMENT).strokes[: len(map_geometry.FOLLOWS)]]

    assert widths == sorted(widths, key=[2, 3, 6, 8].index)


def test_the_tag_stands_opposite_the_label():
    below = draw(PROACTIVE).tag
    above = draw(ENFORCEMENT).tag

    assert below.y > SLIM_ENFORCEMENT.trunk
    assert above.y < SLIM_PROACTIVE.trunk


def test_a_long_label_at_the_foot_makes_room_for_itself():
    away = {"IPAE7": (State.DONE, "No"), "IPAE7a": (State.NEXT, "by Mon 29 Mar")}

    drawing = draw(away)

    assert drawing.height == max(line.y for line in drawing.words) + 8 > 400


def test_nobody_here_is_no_tag():
    assert draw({}).tag is None


@pytest.mark.parametrize("code", POINTS)
def test_somebody_may_be_at_every_point(code):
    drawing = draw({code: (State.HERE, "by Tue 6 Apr")})

    assert drawing.tag.x >= 0
    assert drawing.tag.x + drawing.tag.width <= drawing.width
    assert drawing.tag.y >= 0
    assert drawing.tag.y + drawing.tag.height <= drawing.height
    assert [row.is_here for row in drawing.listing].count(True) == 1


def test_a_date_is_never_broken_over_two_lines():
    words = [line.text for line in draw(PROACTIVE).words]

    assert "by Mon" in words
    assert "29\N{NO-BREAK SPACE}Mar" in words


def test_the_list_says_what_the_drawing_says():
    listing = [row.text for row in draw(ENFORCEMENT).listing]

    assert listing[:3] == [
        "IE 1, Positive test: must be assessed: done, Thu 25 Mar",
        "IE 2, Initial assessment: done, Fri 26 Mar",
        "IE 3, Follow-up needed? done, Yes, 26 Mar",
    ]
    assert "Com 1, Care plan agreed? here now, by Tue 6 Apr" in listing
    assert "Com 2, On the caseload: next" in listing
    assert not any(row.startswith("IPAE") for row in listing)


def test_a_person_found_both_ways_has_no_slim_way():
    both = {**ENFORCEMENT, "IPAE1": (State.DONE, "Wed 24 Mar")}

    assert journey_map.route_taken(map_points.place(both)) is Route.COMMON
    assert draw(both).height == 534


def states(known):
    return {point.code: point.state for point in map_points.place(known)}


def test_before_the_caseload_what_lies_ahead_on_ones_own_way_may_still_come():
    found = states({"IE1": (State.DONE, "Thu 25 Mar"), "IE2": (State.HERE, "")})

    assert {found[code] for code in ("IE3", "IE4", "IE4a", "IE4b", "Com1")} == {State.LATER}
    assert {found[code] for code in ("IPAE1", "IPAE7b")} == {State.NONE}


def test_somebody_who_lives_here_passes_the_home_team_by():
    found = states({"IE1": (State.DONE, ""), "IE4": (State.DONE, "Yes"), "IPAE1": (State.NONE, "")})

    assert found["IE4a"] is found["IE4b"] is State.NONE
    assert found["IE2"] is State.NONE


def test_on_the_trunk_nothing_before_it_may_still_come():
    assert states({"Com1": (State.HERE, "")})["IE4b"] is State.NONE

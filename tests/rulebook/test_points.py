"""The process map and the Handbook's required actions: H-12, H-147, H-148, X-3 (reading R7)."""

from collections import Counter

import pytest

from throughcare.rulebook import guidance, points
from throughcare.rulebook.points import Route, Shape

# Typed from the Handbook's own headings, apart from the code.
HEADINGS = {
    "IE1": ("4.6.1", "individual is subject to the required assessment process"),
    "IE2": ("4.7.1", "RA - Initial Assessment"),
    "IE3": ("4.7.2", "is the service user required to attend the RA Follow up Assessment?"),
    "IE4": ("4.7.3", "does the service user reside in the CJIT?"),
    "IE4a": ("4.7.4", "Refer to CJIT of residence"),
    "IE4b": ("4.7.5", "Receiving CJIT"),
    "IPAE1": ("4.9.1", "individual self refers or identification by Proactive engagement"),
    "IPAE2": ("4.9.2", "is the individual a drug misusing individual?"),
    "IPAE3": ("4.10.1", "assessment"),
    "IPAE4": ("4.10.2", "does the service user agree to being assessed?"),
    "IPAE5": ("4.10.3", "further intervention needed?"),
    "IPAE6": ("4.10.4", "further intervention accepted?"),
    "IPAE7": ("4.10.5", "does the service user reside in the CJIT?"),
    "IPAE7a": ("4.10.6", "Refer to CJIT of Residence"),
    "IPAE7b": ("4.10.7", "Receiving CJIT"),
    "Com1": ("4.11.1", "does the service user agree the care plan?"),
    "Com2": ("4.11.2", "service user is on the DIP caseload"),
    "Com3": ("4.11.3", "service user offered other services"),
    "Com4": ("4.11.4", "ongoing case management"),
    "Com5": ("4.11.5", "case closure or suspension"),
    "Com5a": ("4.11.5a", "case suspension"),
    "Com5b": ("4.11.5b", "case closed by CJIT"),
    "Com5c": ("4.11.5c", "case closed by service user"),
}
ROWS_OF_THE_TABLES = {
    "IE1": 4, "IE2": 3, "IE3": 3, "IE4": 0, "IE4a": 2, "IE4b": 1,
    "IPAE1": 1, "IPAE2": 3, "IPAE3": 0, "IPAE4": 3, "IPAE5": 3, "IPAE6": 3, "IPAE7": 0,
    "IPAE7a": 2, "IPAE7b": 1,
    "Com1": 4, "Com2": 2, "Com3": 2, "Com4": 1, "Com5": 0, "Com5a": 1, "Com5b": 1, "Com5c": 1,
}  # fmt: skip


def test_the_points_are_the_23_headings_of_the_handbook():
    assert len(points.POINTS) == 23
    assert set(points.POINTS) == set(HEADINGS)


@pytest.mark.parametrize(("code", "section", "title"), [(code, *row) for code, row in HEADINGS.items()])
def test_a_point_has_the_handbooks_paragraph_and_words(code, section, title):
    point = points.point(code)

    assert point.cite == f"HB {section}"
    assert point.title.lower() == title.lower()


def test_every_way_on_leads_to_a_point_that_exists():
    for point in points.POINTS.values():
        assert set(point.next) <= set(points.POINTS), point.code


@pytest.mark.parametrize(
    ("code", "leads_to"),
    [
        pytest.param("IPAE7", ("Com1", "IPAE7a"), id="R7 X-3 not IE4a"),
        pytest.param("IE4", ("Com1", "IE4a"), id="H-176 H-177"),
        pytest.param("IE4b", ("Com1",), id="H-148 enforcement"),
        pytest.param("IPAE7b", ("Com1",), id="H-148 H-189 proactive"),
        pytest.param("Com5", ("Com4", "Com5a", "Com5b", "Com5c"), id="H-194"),
        pytest.param("Com5a", ("Com4",), id="comes back from suspension"),
        pytest.param("Com5b", (), id="H-197 an end"),
        pytest.param("Com5c", (), id="H-205 an end"),
    ],
)
def test_a_point_leads_to(code, leads_to):
    assert points.point(code).next == leads_to


def reached_from(code):
    found, waiting = set(), [code]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += points.point(here).next
    return found


@pytest.mark.parametrize(("start", "route"), [("IE1", Route.ENFORCEMENT), ("IPAE1", Route.PROACTIVE)])
def test_each_way_reaches_all_of_its_own_points_and_the_common_part_and_no_other(start, route):
    """H-147, H-148: both ways meet at Com 1 and are the same after it."""
    own = {point.code for point in points.points_on(route)}
    common = {point.code for point in points.points_on(Route.COMMON)}

    assert reached_from(start) == own | common


def test_questions_have_a_way_out_and_ends_are_square():
    """R16: the bars off the map."""
    assert [point.code for point in points.POINTS.values() if point.way_out] == [
        "IE3",
        "IPAE2",
        "IPAE4",
        "IPAE5",
        "IPAE6",
        "Com1",
    ]
    assert {point.shape for point in points.POINTS.values() if point.way_out} == {Shape.DIAMOND}
    assert [p.code for p in points.POINTS.values() if p.shape is Shape.SQUARE] == ["Com5a", "Com5b", "Com5c"]


def test_labels_fit_the_map():
    for point in points.POINTS.values():
        widest = 16 if point.route is Route.ENFORCEMENT else 12
        assert 1 <= len(point.short) <= 2, point.code
        assert max(map(len, point.short)) <= widest, point.code


@pytest.mark.parametrize(
    ("code", "shown"), [("IE1", "IE 1"), ("IE4a", "IE 4a"), ("IPAE7b", "IPAE 7b"), ("Com5c", "Com 5c")]
)
def test_a_code_is_shown_with_a_space(code, shown):
    assert points.point(code).shown == shown


def test_an_unknown_point_is_refused_by_name():
    with pytest.raises(points.UnknownPoint, match="'IE5'"):
        points.point("IE5")
    with pytest.raises(points.UnknownPoint, match="'IE5'"):
        points.required_actions_at("IE5")


@pytest.mark.parametrize(("code", "rows"), ROWS_OF_THE_TABLES.items())
def test_every_actor_row_of_the_required_actions_is_there(code, rows):
    """H-12."""
    assert len({action.table_row for action in points.required_actions_at(code)}) == rows


def test_there_are_41_actor_rows_and_47_actions():
    assert len({action.table_row for action in points.REQUIRED_ACTIONS}) == 41
    assert len(points.REQUIRED_ACTIONS) == 47


def test_ids_are_unique_and_begin_with_their_point():
    assert max(Counter(action.id for action in points.REQUIRED_ACTIONS).values()) == 1
    for action in points.REQUIRED_ACTIONS:
        assert action.id.startswith(f"{action.point}."), action.id
        assert action.sentence.endswith("."), action.id


def test_every_action_cites_its_points_own_paragraph():
    for action in points.REQUIRED_ACTIONS:
        assert guidance.cite(action.cite)
        assert action.cite.startswith(points.point(action.point).cite), action.id


def test_the_seven_items_of_the_first_table_are_printed_in_order():
    """Handbook 4.6.1 i to vii."""
    items = [action.item for action in points.required_actions_at("IE1") if action.item]

    assert items == ["i", "ii", "iii", "iv", "v", "vi", "vii"]

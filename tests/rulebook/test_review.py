"""Com 4: Handbook 4.1.3, 4.11.4; H-124 to H-127, H-131 to H-133; R4, R21. The table is typed again from 4.1.3."""

from itertools import product

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import end_of, when
from throughcare.rulebook.facts.review import Course, Event, Reviewed
from throughcare.rulebook.review import CRITERIA, proposed

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def housed():
    """On the caseload since 31 March; moved into a flat on Friday 4 June at noon."""
    s = stages.on_caseload()
    s.event = s.at(2010, 6, 4, 12, 0).happens()
    return s


def reviewed_once():
    """Reviewed on Monday 5 July: sixteen weeks from then are 25 October."""
    s = stages.on_caseload()
    s.review = s.at(2010, 7, 5, 11, 0).reviewed()
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(
            stages.on_caseload, "review_place", when(2010, 3, 31, 11, 30), end_of(2010, 7, 21),
            id="H-124 R4 sixteen weeks: Wednesday 21 July",
        ),
        row(
            housed, "review_event", when(2010, 6, 4, 12, 0), end_of(2010, 6, 11),
            id="H-124 H-126 R21 five working days",
        ),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def test_from_each_review_the_next_sixteen_weeks_are_counted():
    """R4, H-134, H-193: staying on is no matter of time, and nobody stays without a date."""
    s = reviewed_once()

    first, second = s.duty("review_place", s.caseload), s.duty("review_place", s.review)

    assert (str(first.state), first.ended_by) == (MET, s.review)
    assert (str(second.state), second.due, second.owner) == ("open", end_of(2010, 10, 25), "nm-cjit")


def test_a_review_after_an_event_answers_both():
    """R4: it covers status, so the sixteen weeks begin anew."""
    s = housed()
    review = s.at(2010, 6, 8, 9, 0).reviewed(s.event)

    assert s.duty("review_event", s.event).ended_by == s.duty("review_place", s.caseload).ended_by == review
    assert s.duty("review_place", review).due == end_of(2010, 9, 28)


def test_a_review_that_was_void_leaves_the_old_date():
    s = reviewed_once()
    s.at(2010, 7, 6, 9, 0).voids(s.review)

    assert s.duty("review_place", s.caseload).open
    assert str(s.duty("review_place", s.review).state) == WITHDRAWN


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(stages.on_caseload, "review_place", lambda s: s.died(), WITHDRAWN, id="review: death"),
        row(stages.on_caseload, "review_place", lambda s: s.voids(s.caseload), WITHDRAWN, id="review: not on it"),
        row(stages.on_caseload, "review_place", lambda s: s.decides(ends=True), WITHDRAWN, id="review: left"),
        row(housed, "review_event", lambda s: s.reviewed(s.event), MET, id="H-126 reviewed"),
        row(housed, "review_event", lambda s: s.died(), WITHDRAWN, id="event: death"),
        row(housed, "review_event", lambda s: s.voids(s.event), WITHDRAWN, id="event: it did not happen"),
        row(housed, "review_event", lambda s: s.voids(s.caseload), WITHDRAWN, id="event: not on it"),
        row(housed, "review_event", lambda s: s.decides(ends=True), WITHDRAWN, id="event: left"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(stages.on_caseload, "review_place", lambda s: s.manager_named(), id="H-124 a name is no review"),
        row(stages.on_caseload, "review_place", lambda s: s.laboratory(confirmed=False), id="H-191 unconfirmed since"),
        row(stages.on_caseload, "review_place", lambda s: s.happens(), id="H-124 an event is no review"),
        row(housed, "review_event", lambda s: s.reviewed(), id="H-126 a review of something else"),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def test_a_corrected_day_of_admission_moves_the_review_and_shows_both():
    """H-124, invariant 7."""
    s = stages.on_caseload()

    correction = s.at(2010, 4, 1, 9, 0).corrects(s.caseload, happened=when(2010, 4, 1, 8, 0))

    duty = s.duty("review_place")
    assert (duty.due, duty.due_first, duty.moved_by) == (end_of(2010, 7, 22), end_of(2010, 7, 21), correction)


TABLE = {
    # uses, offends, in prison: Handbook 4.1.3, the five rows read from the top; prison speaks only of those who use
    (True, True, False): "stays on the caseload, with help for the offending",
    (True, False, False): "leaves, and is referred to Class A treatment in the community",
    (False, True, False): "leaves, and is referred to another intensive scheme",
    (False, False, False): "is helped into support outside criminal justice",
    (True, True, True): "stays, and release from prison is planned",
    (True, False, True): "stays, and release from prison is planned",
    (False, True, True): "leaves, and is referred to another intensive scheme",
    (False, False, True): "is helped into support outside criminal justice",
}


@pytest.mark.parametrize(("uses", "offends", "in_prison"), [*product((True, False), repeat=3)])
def test_the_table_proposes_one_course_for_every_answer(uses, offends, in_prison):
    """H-135 to H-139"""
    review = Reviewed(
        caseload=stages.on_caseload().caseload, uses=uses, offends=offends, in_prison=in_prison, course=Course.STAYS
    )

    assert proposed(review).course == TABLE[uses, offends, in_prison]
    assert len({one.course for one in CRITERIA}) == len(CRITERIA) == 5


def left():
    s = stages.on_caseload()
    s.at(2010, 5, 4, 9, 0).decides(ends=True)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("only_a_place_on_the_caseload_is_reviewed", stages.on_caseload, lambda s: s.here("gd").refusal(s.reviewed),
            lambda s: s.here("nm").reviewed(), id="H-124 of that team"),
        row("only_a_place_on_the_caseload_is_reviewed", left, lambda s: s.refusal(s.reviewed),
            lambda s: s.at(2010, 5, 4, 8, 59).reviewed(), id="H-124 while on it"),
        row("only_a_place_on_the_caseload_is_reviewed", left, lambda s: s.refusal(s.happens),
            lambda s: s.at(2010, 5, 4, 8, 59).happens(), id="H-133 an event while on it"),
        row("another_course_says_why", stages.on_caseload,
            lambda s: s.refusal(s.reviewed, offends=False, why=" "),
            lambda s: s.reviewed(offends=False, why="waits for a place"), id="H-134 another course says why"),
        row("another_course_says_why", stages.on_caseload,
            lambda s: s.refusal(s.reviewed, offends=False),
            lambda s: s.reviewed(offends=False, course=Course.TO_TREATMENT), id="H-136 the table's course needs none"),
        row("something_else_is_named", stages.on_caseload, lambda s: s.refusal(s.happens, Event.OTHER, " "),
            lambda s: s.happens(Event.OTHER, "his dog died"), id="H-133 said in words"),
        row("something_else_is_named", stages.on_caseload, lambda s: s.refusal(s.happens, Event.OTHER, ""),
            lambda s: s.happens(Event.HEALTH, ""), id="H-131 what is on the list needs none"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_the_handbooks_eight_are_on_the_list_and_it_is_open():
    """H-125 to H-133: typed from 4.1.3; the ninth is whatever the case manager judges."""
    handbook = {"WORK", "HOUSING", "FAMILY", "PRISON", "DISENGAGED", "ARRESTED", "HEALTH", "PLAN"}

    assert {one.name for one in Event} == handbook | {"OTHER"}

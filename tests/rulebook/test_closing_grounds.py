"""What each ground of Com 5a to 5c asks for, and its nearest neighbour that has it: H-115, H-194 to H-207."""

from datetime import date

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.test_closing import back, closed_inside, inside, on_order, out, referred, suspended
from throughcare.rulebook.facts.closing import Ground, Heard
from throughcare.rulebook.facts.review import Course

G = Ground
TRIED = {"effort": "called on him twice, wrote, asked his sister"}
TOLD = {"explained": True, **TRIED}
row = pytest.param


def asks(ground, **said):
    return lambda s: s.refusal(s.closed, ground, **said)


def does(ground, **said):
    return lambda s: s.closed(ground, **said)


def reviewed(uses, offends, course):
    def tell():
        s = stages.on_caseload()
        s.at(2011, 2, 7, 10, 0).reviewed(uses=uses, offends=offends, course=course)
        return s

    return tell


both = reviewed(True, True, Course.STAYS)
only_uses = reviewed(True, False, Course.TO_TREATMENT)
only_offends = reviewed(False, True, Course.TO_SCHEME)
neither = reviewed(False, False, Course.TO_SUPPORT)


def elsewhere(s):
    return s.here("gd")


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("decided_by_the_team_whose_place_it_is", inside, lambda s: elsewhere(s).refusal(s.suspended),
            lambda s: s.suspended(), id="H-194 that team suspends"),
        row("decided_by_the_team_whose_place_it_is", stages.on_caseload,
            lambda s: elsewhere(s).refusal(s.closed, G.BY_PERSON, **TOLD), does(G.BY_PERSON, **TOLD),
            id="H-194 that team closes"),
        row("decided_by_the_team_whose_place_it_is", referred, lambda s: s.refusal(s.imprisoned),
            lambda s: s.imprisoned(on_caseload=False), id="H-194 prison after it is no matter of the place"),
        row("one_stay_after_the_other", inside, lambda s: s.refusal(s.imprisoned),
            lambda s: (s.comes_out(), s.imprisoned())[1], id="R6 one stay at a time"),
        row("one_stay_after_the_other", out, lambda s: s.refusal(s.expects, date(2011, 3, 3)),
            lambda s: s.at(2011, 2, 24, 9, 59).expects(date(2011, 3, 3)), id="R6 nothing is expected of what is over"),
        row("nobody_leaves_before_they_came", stages.on_caseload,
            lambda s: s.at(2011, 1, 31, 16, 0).refusal(s.imprisoned, date(2011, 1, 30)),
            lambda s: s.at(2011, 1, 31, 16, 0).imprisoned(date(2011, 1, 31)), id="R6 the same day, not before"),
        row("nobody_leaves_before_they_came", inside,
            lambda s: s.at(2011, 2, 7, 9, 0).refusal(s.expects, date(2011, 2, 6)),
            lambda s: s.at(2011, 2, 7, 9, 0).expects(date(2011, 2, 7)), id="R6 nor in the past"),
        row("a_short_stay_suspends", stages.on_caseload, lambda s: s.refusal(s.suspended),
            lambda s: (s.imprisoned(), s.suspended())[1], id="H-195 needs a stay"),
        row("a_short_stay_suspends", inside, lambda s: (s.comes_out(), s.refusal(s.suspended))[1],
            lambda s: s.suspended(), id="H-195 while there"),
        row("a_short_stay_suspends", inside, lambda s: s.at(2011, 3, 1, 0, 0).refusal(s.suspended),
            lambda s: s.at(2011, 2, 28, 23, 59).suspended(), id="H-195 R6 not after the month"),
        row("an_order_suspends_until_its_last_day", stages.on_caseload,
            lambda s: s.refusal(s.suspended_for_order, None),
            lambda s: s.suspended_for_order(date(2010, 9, 30)), id="H-196 needs its last day"),
        row("an_order_suspends_until_its_last_day", stages.on_caseload,
            lambda s: s.at(2010, 10, 1, 9, 0).refusal(s.suspended_for_order, date(2010, 9, 30)),
            lambda s: s.at(2010, 9, 30, 9, 0).suspended_for_order(date(2010, 9, 30)), id="H-196 not afterwards"),
        row("not_suspended_twice", suspended, lambda s: s.refusal(s.suspended_for_order, date(2011, 9, 9)),
            lambda s: (s.comes_out(), s.taken_up(), s.suspended_for_order(date(2011, 9, 9)))[2], id="H-194 once"),
        row("taken_up_by_the_team_whose_place_it_is", on_order, lambda s: elsewhere(s).refusal(s.taken_up),
            lambda s: s.taken_up(), id="H-194 that team takes up"),
        row("taken_up_by_the_team_whose_place_it_is", out,
            lambda s: (s.closed(G.AFTER_PRISON, **TRIED), s.refusal(s.taken_up))[1],
            lambda s: s.taken_up(), id="H-194 not what is closed"),
        row("nobody_is_taken_up_from_prison", suspended, lambda s: s.refusal(s.taken_up),
            lambda s: (s.comes_out(), s.taken_up())[1], id="H-195 out first"),
        row("a_long_stay_closes", out, asks(G.PRISON, to="CARATs"), does(G.AFTER_PRISON, **TRIED),
            id="H-198 not after prison"),
        row("closed_after_a_review_that_says_so", both, asks(G.COMPLETED), does(G.BY_PERSON, **TOLD),
            id="H-115 H-197 who uses and offends stays"),
        row("closed_after_a_review_that_says_so", stages.on_caseload, asks(G.COMPLETED),
            lambda s: (s.reviewed(offends=False, course=Course.TO_TREATMENT), s.closed(G.COMPLETED))[1],
            id="H-194 after a review"),
        row("closed_after_a_review_that_says_so", only_offends, asks(G.TO_TREATMENT, to="Mill House"),
            does(G.TO_SCHEME, to="the PPO scheme"), id="H-203 treatment is for who uses"),
        row("closed_after_a_review_that_says_so", both, asks(G.TO_TREATMENT, to="Mill House"),
            lambda s: (s.reviewed(offends=False, course=Course.TO_TREATMENT), s.closed(G.TO_TREATMENT, to="x"))[1],
            id="H-203 and offends no more"),
        row("closed_after_a_review_that_says_so", only_uses, asks(G.TO_SCHEME, to="the PPO scheme"),
            does(G.TO_TREATMENT, to="Mill House"), id="H-204 a scheme is for who offends"),
        row("closed_after_a_review_that_says_so", neither, asks(G.TO_SCHEME, to="the PPO scheme"),
            does(G.COMPLETED, to="a mentor"), id="H-204 and only then"),
        row("referred_before_it_is_closed", only_uses, asks(G.TO_TREATMENT, to=" "),
            does(G.TO_TREATMENT, to="Mill House"), id="H-203 referred"),
        row("referred_before_it_is_closed", only_offends, asks(G.TO_SCHEME), does(G.TO_SCHEME, to="the PPO scheme"),
            id="H-113 H-204 referred"),
        row("referred_before_it_is_closed", stages.on_caseload, asks(G.MOVED), does(G.MOVED, to="the team of Leeside"),
            id="H-201 referred"),
        row("referred_before_it_is_closed", neither, asks(G.COMPLETED), does(G.COMPLETED, to="a mentor, Ms Lake"),
            id="H-138 R19 brokered"),
        row("referred_before_it_is_closed", lambda: inside(date(2011, 3, 1)),
            lambda s: s.refusal(s.closed, G.PRISON, stay=s.stay),
            lambda s: s.closed(G.PRISON, stay=s.stay, to="CARATs"), id="H-198 R33 referred"),
        row("closed_after_a_suspension_that_is_over", stages.on_caseload, asks(G.AFTER_PRISON, **TRIED),
            does(G.BY_PERSON, **TOLD), id="H-199 needs a suspension"),
        row("closed_after_a_suspension_that_is_over", suspended, asks(G.AFTER_PRISON, **TRIED),
            lambda s: (s.comes_out(), s.closed(G.AFTER_PRISON, **TRIED))[1], id="H-199 out first"),
        row("closed_after_a_suspension_that_is_over", back, asks(G.AFTER_PRISON, **TRIED), does(G.BY_PERSON, **TOLD),
            id="H-199 not who came back"),
        row("closed_after_a_suspension_that_is_over", out, asks(G.AFTER_ORDER, **TRIED), does(G.AFTER_PRISON, **TRIED),
            id="H-200 the order's own"),
        row("closed_after_a_suspension_that_is_over", on_order,
            lambda s: s.at(2011, 6, 30, 23, 59).refusal(s.closed, G.AFTER_ORDER, **TRIED),
            lambda s: s.at(2011, 7, 1, 0, 0).closed(G.AFTER_ORDER, **TRIED), id="H-200 after the last day"),
        row("every_effort_is_written_down", out, asks(G.AFTER_PRISON, effort=" "), does(G.AFTER_PRISON, **TRIED),
            id="H-199 effort"),
        row("every_effort_is_written_down", lambda: on_order().at(2011, 7, 1, 9, 0), asks(G.AFTER_ORDER),
            does(G.AFTER_ORDER, **TRIED), id="H-200 effort"),
        row("every_effort_is_written_down", stages.on_caseload, asks(G.BY_PERSON, explained=True),
            does(G.BY_PERSON, **TOLD), id="H-206 effort"),
        row("a_choice_to_leave_is_an_informed_one", stages.on_caseload, asks(G.BY_PERSON, **TRIED),
            does(G.BY_PERSON, **TOLD), id="H-205 H-206 explained"),
        row("a_death_closes_by_itself", stages.on_caseload, asks(G.DIED), lambda s: s.died(), id="H-202 death"),
        row("the_closing_team_hears_and_reports", referred, lambda s: elsewhere(s).refusal(s.answers),
            lambda s: s.answers(), id="H-207 that team hears"),
        row("the_closing_team_hears_and_reports", referred, lambda s: elsewhere(s).refusal(s.closure_reported),
            lambda s: s.closure_reported(), id="H-207 that team reports"),
        row("after_prison_only_contact_counts", closed_inside, lambda s: s.refusal(s.answers, Heard.CONTACT),
            lambda s: (s.at(2011, 8, 5, 9, 0).comes_out(), s.answers(Heard.CONTACT))[1], id="H-139 R33 out first"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_death_ends_the_place_and_everything_asked():
    """H-202"""
    s = suspended()
    s.died()

    assert (s.care(), s.open_kinds()) == (None, [])


def test_the_grounds_are_the_handbooks_eight_and_the_persons_own():
    """H-197 to H-205: typed from 4.11.5b and 4.11.5c."""
    eight = {"COMPLETED", "PRISON", "AFTER_PRISON", "AFTER_ORDER", "MOVED", "DIED", "TO_TREATMENT", "TO_SCHEME"}

    assert {one.name for one in G} == eight | {"BY_PERSON"}

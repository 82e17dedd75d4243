"""Com 5 to 5c, the duties: Handbook 4.1.3, 4.11.5; R4, R6, R19, R32, R33. Days are typed from a calendar."""

from datetime import date

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_stays
from tests.rulebook.stories import end_of, when
from throughcare.rulebook.facts.closing import Ground, Heard
from throughcare.rulebook.facts.review import Course

MET, WITHDRAWN = "met", "withdrawn"
G = Ground
row = pytest.param


def inside(release_on=None):
    """On the caseload since 31 March; taken in on Monday 31 January 2011, so that the month ends on 28 February."""
    s = stages.on_caseload()
    s.stay = s.at(2011, 1, 31, 16, 0).imprisoned(release_on)
    return s


def suspended(release_on=None):
    s = inside(release_on)
    s.suspension = s.at(2011, 2, 1, 9, 0).suspended()
    return s


def out():
    """Suspended, and out on Thursday 24 February."""
    s = suspended()
    s.release = s.at(2011, 2, 24, 10, 0).comes_out()
    return s


def back():
    s = out()
    s.back = s.at(2011, 2, 25, 10, 0).taken_up()
    return s


def on_order():
    """Suspended on Tuesday 1 February for an order that ends on Thursday 30 June."""
    s = stages.on_caseload()
    s.suspension = s.at(2011, 2, 1, 9, 0).suspended_for_order(date(2011, 6, 30))
    return s


def referred():
    """Reviewed on Monday 7 February: uses, offends no more; closed into treatment on Tuesday."""
    s = stages.on_caseload()
    s.review = s.at(2011, 2, 7, 10, 0).reviewed(offends=False, course=Course.TO_TREATMENT)
    s.closure = s.at(2011, 2, 8, 10, 0).closed(G.TO_TREATMENT, to="Mill House")
    return s


def closed_inside(release_on=date(2011, 8, 5)):
    """A sentence until Friday 5 August; closed on Tuesday 1 February."""
    s = inside(date(2011, 8, 5))
    if release_on is None:
        s.at(2011, 1, 31, 17, 0).expects(None)
        s.at(2011, 2, 28, 9, 0)
    else:
        s.at(2011, 2, 1, 9, 0)
    s.closure = s.closed(G.PRISON, stay=s.stay, to="the CARAT team")
    return s


def refused_to_come(persistent=True):
    s = stages.on_caseload()
    s.closure = s.at(2011, 2, 8, 10, 0).closed(
        G.BY_PERSON, effort="called and visited, six times", explained=True, persistent=persistent
    )
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(inside, "ask_length_of_stay", when(2011, 1, 31, 16), end_of(2011, 2, 7), id="H-139 R6 five working days"),
        row(inside, "decide_stay", when(2011, 1, 31, 16), end_of(2011, 2, 7), id="H-194 R6 R32 a decision"),
        row(inside, "review_event", when(2011, 1, 31, 16), end_of(2011, 2, 7), id="H-128 R32 prison is an event"),
        row(suspended, "decide_at_one_month", when(2011, 2, 1, 9), end_of(2011, 2, 28), id="H-195 R6 the month"),
        row(out, "take_up_after_prison", when(2011, 2, 24, 10), end_of(2011, 3, 3), id="H-199 R4 back from prison"),
        row(back, "review_back", when(2011, 2, 25, 10), end_of(2011, 3, 4), id="H-124 R4 reviewed on return"),
        row(on_order, "take_up_after_order", when(2011, 2, 1, 9), end_of(2011, 7, 7), id="H-196 R4 after the order"),
        row(referred, "watch_closure", when(2011, 2, 8, 10), end_of(2011, 2, 9), id="H-136 R21 watched"),
        row(closed_inside, "watch_release", when(2011, 2, 1, 9), end_of(2011, 8, 8), id="H-198 R33 until release"),
        row(lambda: closed_inside(None), "ask_release", when(2011, 2, 28, 9), end_of(2011, 5, 23), id="H-139 unknown"),
        row(refused_to_come, "report_closure", when(2011, 2, 8, 10), end_of(2011, 2, 9), id="H-207 reported"),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def moves_to(day):
    return lambda s: s.at(2011, 2, 2, 9, 0).expects(day)


def is_closed(s):
    s.at(2011, 2, 28, 12, 0)
    return s.closed(G.PRISON, stay=s.stay, to="the CARAT team")


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(inside, "ask_length_of_stay", moves_to(date(2011, 2, 20)), MET, id="H-139 learned"),
        row(inside, "ask_length_of_stay", lambda s: s.comes_out(), WITHDRAWN, id="asked: out already"),
        row(inside, "ask_length_of_stay", lambda s: s.voids(s.stay), WITHDRAWN, id="asked: was not taken in"),
        row(inside, "decide_stay", lambda s: s.suspended(), MET, id="H-195 suspended"),
        row(inside, "decide_stay", lambda s: s.comes_out(), WITHDRAWN, id="decide: out already"),
        row(inside, "decide_stay", lambda s: s.decides(ends=True), WITHDRAWN, id="decide: left"),
        row(lambda: inside(date(2011, 3, 1)), "decide_stay", is_closed, MET, id="H-198 closed"),
        row(inside, "review_event", lambda s: s.reviewed(s.stay, in_prison=True, course=Course.PLANS_RELEASE), MET,
            id="H-128 reviewed"),
        row(inside, "review_event", lambda s: s.voids(s.stay), WITHDRAWN, id="event: was not taken in"),
        row(suspended, "decide_at_one_month", is_closed, MET, id="H-198 unknown: closed on the last day"),
        row(suspended, "decide_at_one_month", lambda s: s.at(2011, 2, 24, 9, 0).comes_out(), WITHDRAWN, id="R6 out"),
        row(out, "take_up_after_prison", lambda s: s.taken_up(), MET, id="H-199 taken up"),
        row(out, "take_up_after_prison", lambda s: s.closed(G.AFTER_PRISON, effort="called on him"), MET,
            id="H-199 did not come"),
        row(out, "take_up_after_prison", lambda s: s.voids(s.release), WITHDRAWN, id="after prison: still inside"),
        row(out, "take_up_after_prison", lambda s: s.decides(ends=True), WITHDRAWN, id="after prison: left"),
        row(back, "review_back", lambda s: s.reviewed(), MET, id="R4 reviewed"),
        row(back, "review_back", lambda s: s.voids(s.suspension), WITHDRAWN, id="back: was not suspended"),
        row(back, "review_back", lambda s: s.decides(ends=True), WITHDRAWN, id="back: left"),
        row(on_order, "take_up_after_order", lambda s: s.taken_up(), MET, id="H-196 revoked: taken up"),
        row(on_order, "take_up_after_order", lambda s: s.at(2011, 7, 1, 9, 0).closed(G.AFTER_ORDER, effort="wrote"),
            MET, id="H-200 did not come"),
        row(on_order, "take_up_after_order", lambda s: s.died(), WITHDRAWN, id="order: death"),
        row(on_order, "take_up_after_order", lambda s: s.decides(ends=True), WITHDRAWN, id="order: left"),
        row(referred, "watch_closure", lambda s: s.answers(), MET, id="H-136 accepted"),
        row(referred, "watch_closure", lambda s: s.answers(Heard.CONTACT), MET, id="H-136 first contact"),
        row(referred, "watch_closure", lambda s: s.died(), WITHDRAWN, id="watch: death"),
        row(referred, "watch_closure", lambda s: s.voids(s.caseload), WITHDRAWN, id="watch: never on it"),
        row(closed_inside, "watch_release", lambda s: s.comes_out(), WITHDRAWN, id="R33 out: contact is owed"),
        row(closed_inside, "watch_release", lambda s: s.voids(s.caseload), WITHDRAWN, id="release: never on it"),
        row(lambda: closed_inside(None), "ask_release", lambda s: s.expects(date(2011, 9, 9)), WITHDRAWN,
            id="H-139 learned later"),
        row(lambda: closed_inside(None), "ask_release", lambda s: s.comes_out(), WITHDRAWN, id="H-139 out"),
        row(refused_to_come, "report_closure", lambda s: s.closure_reported(), MET, id="H-207 reported"),
        row(refused_to_come, "report_closure", lambda s: s.died(), WITHDRAWN, id="report: death"),
        row(refused_to_come, "report_closure", lambda s: s.voids(s.caseload), WITHDRAWN, id="report: never on it"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(closed_inside, "watch_release", lambda s: s.answers(), id="R33 accepted in prison is not met after it"),
        row(inside, "review_event", lambda s: s.suspended(), id="R32 a suspension is no review"),
        row(referred, "watch_closure", lambda s: s.decides(ends=True), id="invariant 1: a decision ends no watch"),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def test_asked_and_still_unknown_is_asked_again():
    """H-139, R6: from Wednesday 2 February until the 9th."""
    s = inside()
    asked = s.at(2011, 2, 2, 9, 0).expects(None)

    assert s.ended("ask_length_of_stay", s.stay) == (MET, asked)
    assert s.due("ask_length_of_stay", asked) == end_of(2011, 2, 9)


def test_another_release_date_moves_the_watch_by_name():
    """R6, invariant 7: from Friday 5 August to Friday 9 September."""
    s = closed_inside()
    moved = s.at(2011, 3, 1, 9, 0).expects(date(2011, 9, 9))

    assert s.ended("watch_release", s.stay) == (WITHDRAWN, moved)
    assert s.due("watch_release", moved) == end_of(2011, 9, 12)


MONTH = [
    # taken in, the last day that suspends: a calendar month, by hand
    ((2011, 1, 31), (2011, 2, 28)), ((2012, 1, 31), (2012, 2, 29)), ((2011, 1, 28), (2011, 2, 28)),
    ((2011, 2, 28), (2011, 3, 28)), ((2011, 3, 31), (2011, 4, 30)), ((2010, 12, 31), (2011, 1, 31)),
    ((2010, 10, 15), (2010, 11, 15)),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "last"), MONTH)
def test_exactly_one_calendar_month_suspends_and_a_day_more_closes(entry, last):
    """H-195, H-198, R6"""
    day = date(*last)
    s = stages.on_caseload()
    s.stay = s.at(*entry, 16, 0).imprisoned(day)
    assert s.accepts(s.suspended)
    s.refuses("a_long_stay_closes", s.closed, G.PRISON, stay=s.stay, to="CARATs")

    s.expects(day.fromordinal(day.toordinal() + 1))

    s.refuses("a_short_stay_suspends", s.suspended)
    assert s.accepts(s.closed, G.PRISON, stay=s.stay, to="CARATs")


@pytest.mark.parametrize(("entry", "last"), MONTH)
def test_what_nobody_can_say_is_decided_on_the_last_day_of_the_month(entry, last):
    """R6: suspended meanwhile."""
    s = stages.on_caseload()
    s.stay = s.at(*entry, 16, 0).imprisoned()
    s.suspended()
    assert s.due("decide_at_one_month") == end_of(*last)

    s.now = when(*last) - (end_of(*last) - when(*last)) / 1440
    s.refuses("a_long_stay_closes", s.closed, G.PRISON, stay=s.stay, to="CARATs")
    s.at(*last, 0, 0)
    assert s.accepts(s.closed, G.PRISON, stay=s.stay, to="CARATs")


def test_a_stay_that_outlasts_its_date_closes_once_the_month_is_over():
    """R6: actual stay past it."""
    s = suspended(date(2011, 2, 28))

    s.at(2011, 2, 28, 23, 59).refuses("a_long_stay_closes", s.closed, G.PRISON, stay=s.stay, to="CARATs")

    assert s.at(2011, 3, 1, 0, 0).accepts(s.closed, G.PRISON, stay=s.stay, to="CARATs")


def test_it_is_decided_again_when_the_date_moves():
    """R6: within the month nothing changes; beyond it a closure is owed from the day that was said."""
    s = suspended(date(2011, 2, 20))
    sooner = s.at(2011, 2, 3, 9, 0).expects(date(2011, 2, 28))
    assert s.duty("decide_stay", sooner).never_arose

    later = s.at(2011, 2, 9, 9, 0).expects(date(2011, 3, 1))

    assert s.open("decide_stay", later)
    assert s.due("decide_stay", later) == end_of(2011, 2, 16)
    closure = s.closed(G.PRISON, stay=s.stay, to="CARATs")
    assert s.ended("decide_stay", later) == (MET, closure)


def test_the_sixteen_weeks_pause_with_the_place_and_the_rest_goes_on():
    """R4, R32, invariant 10."""
    s = suspended()

    assert s.ended("review_place", s.caseload) == (WITHDRAWN, s.suspension)
    assert s.open("review_event", s.stay)
    assert s.care() == "nm-cjit"


def test_the_review_on_return_starts_the_sixteen_weeks_anew():
    """R4: 112 days from Monday 28 February are 20 June."""
    s = back()
    review = s.at(2011, 2, 28, 9, 0).reviewed()

    assert s.due("review_place", review) == end_of(2011, 6, 20)


def test_a_review_while_suspended_starts_no_sixteen_weeks():
    s = suspended()
    review = s.at(2011, 2, 3, 9, 0).reviewed(s.stay, in_prison=True, course=Course.PLANS_RELEASE)

    assert s.duty("review_place", review).never_arose


def test_an_arrest_on_the_caseload_is_an_event_by_itself():
    """H-130: due five working days after Wednesday 2 February; the arrest before the admission asks for nothing."""
    s = stages.on_caseload()
    arrest = s.at(2011, 2, 2, 22, 0).arrested()

    assert s.due("review_event", arrest, s.caseload) == end_of(2011, 2, 9)
    assert len(s.duties("review_event")) == 1
    review = s.at(2011, 2, 4, 9, 0).reviewed(arrest)
    assert s.ended("review_event", arrest) == (MET, review)


def test_contact_after_prison_ends_the_watch():
    """H-139, R33: on Friday 5 August, due by Monday."""
    s = closed_inside()
    release = s.at(2011, 8, 5, 9, 0).comes_out()
    assert (s.due("meet_after_release", release), s.care()) == (end_of(2011, 8, 8), "nm-cjit")

    assert s.duty("meet_after_release").owner == "nm-cjit"
    contact = s.at(2011, 8, 5, 15, 0).answers(Heard.CONTACT)

    assert s.ended("meet_after_release", release) == (MET, contact)
    assert s.care() is None


@pytest.mark.parametrize(
    ("release_on", "kind"), [(date(2011, 8, 5), "watch_release"), (None, "ask_release")], ids=["date", "unknown"]
)
def test_a_team_that_takes_the_person_on_again_ends_the_watch_on_the_release(release_on, kind):
    """H-198: though nobody recorded the release."""
    s = closed_inside(release_on)
    s.at(2011, 8, 5, 9, 0).planned()
    again = s.taken_on()

    assert [(str(d.state), d.ended_by) for d in s.duties(kind) if not d.never_arose] == [(MET, again)]


def test_contact_is_owed_no_more_if_the_release_was_no_release():
    s = closed_inside()
    release = s.at(2011, 8, 5, 9, 0).comes_out()
    void = s.voids(release)

    assert s.ended("meet_after_release", release) == (WITHDRAWN, void)


def test_a_referral_into_prison_is_watched_too():
    """R33: its acceptance leaves the watch on the release."""
    s = closed_inside()
    accepted = s.answers()

    assert s.ended("watch_closure", s.closure) == (MET, accepted)
    assert s.open_kinds() == ["watch_release"]


def test_who_closes_a_place_keeps_the_person_until_the_other_place_answers():
    """Invariant 1."""
    s = referred()
    assert (s.care(), s.open_kinds()) == ("nm-cjit", ["watch_closure"])

    s.answers()

    assert (s.care(), s.open_kinds()) == (None, [])


def test_a_closure_that_refers_to_nobody_asks_for_nothing_more():
    s = refused_to_come(persistent=False)

    assert (s.care(), s.open_kinds()) == (None, [])


def test_someone_who_comes_back_has_one_history():
    """Reopening is a new place on the same record; it ends the watch of the old one."""
    s = referred()
    s.at(2011, 5, 5, 9, 0).planned()
    again = s.taken_on()

    assert s.ended("watch_closure", s.closure) == (MET, again)
    assert [str(e.way_out) for e in s.standing().episodes if e.kind == "caseload"] == [str(G.TO_TREATMENT), ""]
    assert s.care() == "nm-cjit"


def test_a_voided_closure_gives_the_place_back():
    s = referred()
    s.voids(s.closure)

    assert s.open("review_place", s.review)
    assert str(s.duty("watch_closure").state) == WITHDRAWN


def test_a_corrected_day_of_entry_moves_the_month_and_shows_both():
    """Invariant 7: taken in on 30 January, still until 28 February; on the 15th, until 15 February."""
    s = suspended()

    correction = s.at(2011, 2, 2, 9, 0).corrects(s.stay, happened=when(2011, 1, 15, 16, 0))

    duty = s.duty("decide_at_one_month")
    assert (duty.due, duty.due_first, duty.moved_by) == (end_of(2011, 2, 15), end_of(2011, 2, 28), correction)


@pytest.mark.parametrize(
    ("tell", "here"),
    [(suspended, "Com5a"), (back, "Com2"), (on_order, "Com5a"), (referred, "")],
)  # fmt: skip
def test_the_map_shows_where_the_place_stands(tell, here):
    s = tell()
    assert s.episode(s.caseload).here == here

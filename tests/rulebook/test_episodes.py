"""The way through the process points: Handbook 4.3, 4.6 to 4.11; H-1, H-147, H-148, H-165 to H-177, H-191; R14."""

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import FOLLOW_UP, NEGATIVE, NO_FURTHER, RA5, Story
from throughcare.rulebook.standing import EpisodeKind

row = pytest.param


def negative():
    s = Story()
    s.arrest = s.arrested()
    s.tested(NEGATIVE)
    return s


def positive():
    s = Story()
    s.arrest = s.arrested()
    s.tested()
    return s


def elsewhere():
    s = stages.assessed()
    s.lives("gd")
    s.decided()
    return s


def referred():
    s = elsewhere()
    s.referred("gd")
    return s


def spared():
    s = stages.decided(decision=NO_FURTHER)
    s.gave(RA5)
    return s


@pytest.mark.parametrize(
    ("tell", "way", "here"),
    [
        row(negative, [], "", id="H-147 a negative test is not on the enforcement route"),
        row(positive, [], "IE1", id="H-63 H-147 a positive one begins at IE1"),
        row(stages.required, [("IE1", "")], "IE2", id="H-149 IE1"),
        row(stages.assessed, [("IE1", ""), ("IE2", "")], "IE3", id="H-165 IE2"),
        row(
            stages.decided, [("IE1", ""), ("IE2", ""), ("IE3", "Yes"), ("IE4", "Yes")], "Com1",
            id="H-171 H-176 lives here: to Com 1",
        ),
        row(
            elsewhere, [("IE1", ""), ("IE2", ""), ("IE3", "Yes"), ("IE4", "No")], "IE4a",
            id="H-176 H-177 lives elsewhere: to IE4a",
        ),
        row(
            referred, [("IE1", ""), ("IE2", ""), ("IE3", "Yes"), ("IE4", "No"), ("IE4a", ""), ("IE4b", "")], "Com1",
            id="H-180 referred",
        ),
        row(spared, [("IE1", ""), ("IE2", ""), ("IE3", "No")], "", id="H-166 no follow-up: out"),
        row(
            stages.planned,
            [("IE1", ""), ("IE2", ""), ("IE3", "Yes"), ("IE4", "Yes"), ("Com1", "Yes")], "Com2", id="H-148 H-190 Com 1",
        ),
        row(
            stages.on_caseload,
            [("IE1", ""), ("IE2", ""), ("IE3", "Yes"), ("IE4", "Yes"), ("Com1", "Yes"), ("Com2", "")], "",
            id="H-1 H-191 identified, assessed, managed",
        ),
    ],
)  # fmt: skip
def test_the_way_of_an_arrest(tell, way, here):
    s = tell()

    episode = s.episode(s.arrest)

    assert [(passed.point, passed.answer) for passed in episode.way] == way
    assert episode.here == here


@pytest.mark.parametrize(
    ("tell", "kind"),
    [
        row(negative, EpisodeKind.CUSTODY, id="an arrest"),
        row(positive, EpisodeKind.REQUIRED_ASSESSMENT, id="a required assessment"),
    ],
)
def test_a_positive_test_makes_it_a_required_assessment(tell, kind):
    s = tell()

    assert s.episode(s.arrest).kind is kind


def test_the_caseload_is_an_episode_of_its_own():
    """H-191, H-110: from admission, through a named manager, to the end."""
    s = stages.on_caseload()
    assert (s.episode(s.caseload).kind, s.episode(s.caseload).here) == (EpisodeKind.CASELOAD, "Com2")

    s.manager_named()
    assert s.episode(s.caseload).here == "Com3"

    end = s.decides(ends=True)
    assert (s.episode(s.caseload).ended_by, s.episode(s.caseload).here) == (end, "")


def test_two_arrests_are_two_episodes():
    """R14."""
    s = stages.released()
    second = s.here("gd").at(2010, 3, 27, 9, 0).arrested()
    s.tested()

    assert [e.root for e in s.standing().episodes] == [s.arrest, second]
    assert (s.episode(s.arrest).here, s.episode(second).here) == ("IE2", "IE1")


def test_moving_house_later_does_not_rewrite_the_way_taken():
    """H-176: at the time the person lived here."""
    s = stages.on_caseload()
    before = s.episode(s.arrest).way

    s.at(2010, 9, 1, 9, 0).lives("gd")

    assert s.episode(s.arrest).way == before
    assert s.ended("refer_to_home_team")[0] == "withdrawn"


def test_a_plan_at_the_initial_assessment_passes_com_1_too():
    """H-104."""
    s = stages.decided()
    s.planned()

    assert [passed.point for passed in s.episode(s.arrest).way][-1] == "Com1"


def test_the_follow_up_is_not_a_second_ie2():
    s = stages.decided()
    s.assessed(FOLLOW_UP)

    assert [passed.point for passed in s.episode(s.arrest).way].count("IE2") == 1

"""The care plan on paper (H-105 to H-109)."""

import dataclasses
from datetime import UTC, date, datetime

from tests.documents.papers import opened, tags_of, text_of
from throughcare.documents.care_plan import CarePlan, Domain, render_care_plan

PLAN = CarePlan(
    full_name="Dafydd Llŷr O’Hare",
    born_on=date(1984, 11, 9),
    agreed_at=datetime(2010, 3, 31, 10, 0, tzinfo=UTC),
    agreed_with="Siân Hŵel",
    team_name="Glan-y-Dŵr CJIT",
    case_manager="Siân Hŵel",
    phone="01632 960 214",
    drug_and_alcohol=Domain(need="Stop injecting.", goal="First visit to the clinic by 9 April.", progress="Went."),
    health=Domain(need="See a dentist."),
    offending=Domain(),
    social=Domain(need="Somewhere to live.", goal="Housing office on Thursday."),
    review_on=date(2010, 7, 21),
    demonstration=True,
)


def test_a_plan_shows_four_domains_with_need_goal_and_progress():
    """H-105, H-106, H-107"""
    content = render_care_plan(plan=PLAN)

    text = text_of(content)
    assert [role for role, _ in tags_of(content)].count("/H2") == 4
    assert "What you need: Stop injecting. What you aim for: First visit to the clinic by 9 April." in text
    assert "How far you have come: Went." in text
    assert "No need was found here on that day." in text
    assert "You and Siân Hŵel agreed this on Wednesday 31 March 2010." in text


def test_a_plan_names_the_case_manager_or_says_that_the_name_follows():
    """H-109, H-110"""
    named = text_of(render_care_plan(plan=PLAN))
    unnamed = text_of(render_care_plan(plan=dataclasses.replace(PLAN, case_manager="")))

    assert "Siân Hŵel is your case manager at Glan-y-Dŵr CJIT" in named
    assert "Glan-y-Dŵr CJIT will tell you the name of your case manager" in unnamed


def test_the_two_copies_say_which_is_which():
    assert "Your copy" in text_of(render_care_plan(plan=PLAN))
    assert "Copy for the file" in text_of(render_care_plan(plan=dataclasses.replace(PLAN, for_the_file=True)))


def test_a_long_plan_takes_the_pages_it_needs():
    long_domain = Domain(need="A need, told at length. " * 120, goal="A goal. " * 60)

    content = render_care_plan(plan=dataclasses.replace(PLAN, health=long_domain, social=long_domain))

    assert len(opened(content).pages) > 1
    assert "DEMONSTRATION" in opened(content).pages[1].extract_text()


def test_outside_a_demonstration_there_is_no_band():
    assert "DEMONSTRATION" not in text_of(render_care_plan(plan=dataclasses.replace(PLAN, demonstration=False)))

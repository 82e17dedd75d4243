"""Two ways in, and what other guidance still asks beside the Handbook: Handbook 1.3, 3.2, 4.3; H-10, H-11, H-47."""

import pytest

from tests.rulebook import stages
from tests.rulebook.stages import arrested, refused, untested
from tests.rulebook.stories import (
    BY_CHOICE,
    DISPUTED,
    INITIAL,
    NEGATIVE,
    NO_SHOW,
    OPIATES,
    SERGEANT,
    WORKER,
)
from throughcare.rulebook import guidance
from throughcare.rulebook.journey import OBLIGATIONS, REFUSALS

row = pytest.param
ENFORCEMENT = {"require_or_say_why_not", "book_initial_assessment", "give_ra1", "hold_initial_assessment"}
PROACTIVE = {"identify_or_release", "book_by_choice"}


def sampled(result):
    s = arrested()
    s.tested(result)
    return s


def required():
    s = sampled(OPIATES)
    s.required()
    return s


def accepted(begun):
    s = begun()
    s.offered(accepted=True)
    return s


@pytest.mark.parametrize(
    ("tell", "is_enforced"),
    [
        row(lambda: sampled(OPIATES), True, id="H-11 positive"),
        row(required, True, id="H-11 positive and required"),
        row(lambda: sampled(NEGATIVE), False, id="H-11 negative"),
        row(lambda: accepted(lambda: sampled(NEGATIVE)), False, id="H-11 negative, believed to misuse"),
        row(refused, False, id="H-11 refused"),
        row(untested, False, id="H-11 no test"),
        row(lambda: accepted(untested), False, id="H-11 no test, believed to misuse"),
    ],
)
def test_a_positive_test_leads_one_way_and_anything_else_the_other(tell, is_enforced):
    owed = set(tell().open_kinds())

    assert bool(owed & ENFORCEMENT) is is_enforced
    assert bool(owed & PROACTIVE) is not is_enforced


def test_whoever_is_seen_by_choice_is_never_reported_for_not_coming():
    """H-11: the legal requirement belongs to the one way only."""
    s = accepted(untested)
    s.booked(2010, 3, 26, 10, 30, purpose=BY_CHOICE)
    s.at(2010, 3, 26, 11, 0).came(NO_SHOW)

    s.refuses("only_a_failure_under_a_requirement_is_reported", s.reported)


@pytest.mark.parametrize(
    ("tell", "purpose"),
    [row(required, INITIAL, id="H-47 required"), row(arrested, BY_CHOICE, id="H-47 nobody tested")],
)
def test_a_worker_in_custody_sees_whoever_must_be_seen_and_whoever_would_like_to_be(tell, purpose):
    """H-47: they answer a requirement, and seek out people whom nobody tested; police do neither for them."""
    s = tell()

    assert s.accepts(s.assessed, purpose, by=WORKER)
    s.refuses("detention_officers_do_not_assess", s.assessed, purpose, by=SERGEANT)


def test_the_handbooks_limit_and_the_testing_guidance_hold_beside_each_other():
    """H-10: it adds to the process guidance on testing and required assessments."""
    s = stages.required(laboratory=DISPUTED)

    limit = OBLIGATIONS[s.duty("hold_initial_assessment").kind]
    wait = s.refuses("not_before_the_laboratory", s.booked, 2010, 3, 26, 9, 0)

    assert {cite.split()[0] for cite in limit.cites} == {"HB"}
    assert wait.cites == ("ICE 2.8",)


def test_rules_rest_on_every_other_guidance_of_the_programme_as_well():
    """H-10"""
    rows = [*OBLIGATIONS.values(), *REFUSALS.values()]

    assert {"HB", "ICE", "INT", "SPOC", "PPO"} <= {cite.split()[0] for one in rows for cite in one.cites}
    assert all(guidance.cite(cite) for one in rows for cite in one.cites)

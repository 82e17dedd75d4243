"""Every process point and required action is ruled, read, left to judgement or waiting; every name used exists."""

from importlib import import_module

import pytest

from throughcare.rulebook import deadlines, guidance, journey, points, readings, requirements
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.later import LATER
from throughcare.rulebook.not_automated import NOT_AUTOMATED
from throughcare.rulebook.ruled import BY_READING, READINGS_HELD, RULED
from throughcare.rulebook.steps import PROVEN_IN, Step

ACTIONS = [row.id for row in points.REQUIRED_ACTIONS]
RULES = [*journey.OBLIGATIONS.values(), *journey.REFUSALS.values(), *deadlines.DEADLINES.values()]
NAMES = {*journey.OBLIGATIONS, *journey.REFUSALS, *KINDS}


def name_of(row):
    return getattr(row, "kind", None) or row.name


@pytest.mark.parametrize("row", [*points.POINTS, *ACTIONS])
def test_a_point_or_a_required_action_is_in_exactly_one_table(row):
    tables = {"ruled": RULED, "a reading": BY_READING, "not automated": NOT_AUTOMATED, "later": LATER}

    assert len([name for name, table in tables.items() if row in table]) == 1


def test_the_tables_hold_nothing_that_the_guidance_does_not():
    known = {*points.POINTS, *ACTIONS}

    assert set(RULED) | set(BY_READING) <= known
    assert set(LATER) <= known | set(readings.readings())
    assert set(NOT_AUTOMATED) <= known | set(requirements.requirements())


@pytest.mark.parametrize("row", RULED.values(), ids=lambda row: row.id)
def test_what_is_ruled_names_rules_that_exist(row):
    assert row.duties or row.refusals
    assert set(row.duties) <= set(journey.OBLIGATIONS)
    assert set(row.refusals) <= set(journey.REFUSALS)
    assert set(row.facts) <= set(KINDS)


@pytest.mark.parametrize("row", LATER.values(), ids=lambda row: row.id)
def test_what_waits_says_what_is_missing_and_for_which_step(row):
    assert row.missing.endswith(".")
    assert row.step is not Step.FIRST_NIGHT
    assert set(row.already) <= NAMES
    assert set(row.requirements) <= set(requirements.requirements())


def test_what_waits_is_not_said_to_be_proven():
    proven = {number for ids in PROVEN_IN.values() for number in ids}

    assert not proven & {number for row in LATER.values() for number in row.requirements}
    assert not proven & {number for row in NOT_AUTOMATED.values() for number in (row.id, *row.requirements)}


@pytest.mark.parametrize("row", NOT_AUTOMATED.values(), ids=lambda row: row.id)
def test_what_is_left_to_judgement_has_a_reason_and_a_paragraph(row):
    assert len(row.reason.split()) >= 20
    assert row.reason.endswith(".")
    assert guidance.cite(row.cite)
    assert set(row.requirements) <= set(requirements.requirements())


def test_no_more_is_left_to_judgement_than_before():
    assert len(NOT_AUTOMATED) <= 4


def test_no_more_waits_than_before():
    assert len(LATER) <= 22


@pytest.mark.parametrize("row", RULES, ids=name_of)
def test_a_rule_cites_what_exists(row):
    assert [guidance.cite(ref) for ref in row.cites] or getattr(row, "ours", False)
    assert set(row.requirements) <= set(requirements.requirements())
    assert set(row.readings) <= set(readings.readings())


def test_a_duty_has_a_limit_a_point_and_an_owner_that_exist():
    for row in journey.OBLIGATIONS.values():
        assert row.deadline in deadlines.DEADLINES
        assert row.point in {*points.POINTS, ""}


def test_every_limit_serves_a_rule():
    served = {row.deadline for row in journey.OBLIGATIONS.values()}
    elsewhere = set(deadlines.DEADLINES) - served

    assert elsewhere == {
        "initial_assessment_elsewhere", "initial_assessment_outer", "after_laboratory", "not_before_laboratory",
            "record_stands", "unjudged_counts",
    }  # fmt: skip


@pytest.mark.parametrize("number", readings.readings())
def test_a_reading_is_used_by_a_rule_or_waits(number):
    used = number in {each for row in RULES for each in row.readings} or number in {
        *READINGS_HELD,
        *BY_READING.values(),
    }

    assert used is not (number in LATER)


@pytest.mark.parametrize(("number", "place"), READINGS_HELD.items())
def test_a_reading_is_held_where_it_is_said_to_be(number, place):
    module, name = place.split(".")

    assert hasattr(import_module(f"throughcare.rulebook.{module}"), name), number


@pytest.mark.parametrize("step", PROVEN_IN)
def test_a_step_proves_requirements_that_exist_and_no_other_step_does(step):
    elsewhere = {number for other, ids in PROVEN_IN.items() if other is not step for number in ids}

    assert set(PROVEN_IN[step]) <= set(requirements.requirements())
    assert not set(PROVEN_IN[step]) & elsewhere
    assert len(set(PROVEN_IN[step])) == len(PROVEN_IN[step])


def test_every_requirement_a_rule_serves_is_proven_by_a_step_or_waits():
    named = {number for row in RULES for number in row.requirements}
    proven = {number for ids in PROVEN_IN.values() for number in ids}
    waiting = {number for row in LATER.values() for number in row.requirements}

    assert named - proven - waiting == set()

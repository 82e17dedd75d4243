"""Trigger offences by date: H-45, H-183, I-19, N-21, N-32, N-57."""

from datetime import date, timedelta

import pytest

from throughcare.rulebook import guidance, trigger_offences
from throughcare.rulebook.confidence import Confidence

ONE_DAY = timedelta(days=1)
BOUNDARIES = [
    pytest.param("theft_s1", date(2001, 7, 2), id="H-45 theft"),
    pytest.param("going_equipped_s25", date(2001, 7, 2), id="H-45 going equipped"),
    pytest.param("drug_possession_s5_2", date(2001, 7, 2), id="H-45 possession"),
    pytest.param("handling_s22", date(2004, 7, 27), id="H-45 handling"),
    pytest.param("attempted_burglary", date(2004, 7, 27), id="H-45 attempted burglary"),
    pytest.param("begging_s3", date(2004, 7, 27), id="H-45 begging"),
    pytest.param("fraud_s1", date(2007, 1, 15), id="H-45 fraud"),
    pytest.param("attempted_fraud", date(2007, 8, 1), id="H-45 attempted fraud"),
]


@pytest.mark.parametrize(("code", "since"), BOUNDARIES)
def test_an_offence_is_a_trigger_from_its_first_day_and_not_the_day_before(code, since):
    assert trigger_offences.is_trigger(code, since)
    assert not trigger_offences.is_trigger(code, since - ONE_DAY)


@pytest.mark.parametrize("code", ["deception_s15", "attempted_deception"])
def test_deception_stops_being_a_trigger_when_the_fraud_act_starts(code):
    assert trigger_offences.is_trigger(code, date(2007, 1, 14))
    assert not trigger_offences.is_trigger(code, date(2007, 1, 15))


@pytest.mark.parametrize("on", [date(2007, 1, 15), date(2007, 4, 1), date(2007, 7, 31)])
def test_attempted_fraud_was_no_trigger_in_the_gap_though_fraud_was(on):
    assert trigger_offences.is_trigger("fraud_s1", on)
    assert not trigger_offences.is_trigger("attempted_fraud", on)


@pytest.mark.parametrize(
    "code",
    [
        "criminal_damage",
        "common_assault",
        "actual_bodily_harm",
        "public_order_s4",
        "public_order_s5",
        "drunk_and_disorderly",
        "drink_driving",
        "breach_of_bail",
        "other",
    ],
)
def test_an_ordinary_offence_is_never_a_trigger_and_is_marked_as_ours(code):
    row = trigger_offences.offence(code)

    assert row.confidence is Confidence.OURS
    assert not any(trigger_offences.is_trigger(code, date(year, 6, 1)) for year in range(2001, 2036))


def test_only_drug_offences_ask_for_a_specified_drug():
    asking = {row.code for row in trigger_offences.OFFENCES if row.needs_specified_drug}

    assert asking == {"drug_supply_s4", "drug_possession_s5_2", "drug_possession_with_intent_s5_3"}


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2001, 7, 1), 0), (date(2001, 7, 2), 11), (date(2004, 7, 27), 19), (date(2010, 4, 1), 21)],
)
def test_the_list_of_a_day_has_this_many_offences(day, count):
    assert len(trigger_offences.trigger_offences_on(day)) == count


def test_codes_are_unique_and_every_trigger_offence_cites_a_known_paragraph():
    codes = [row.code for row in trigger_offences.OFFENCES]
    triggers = [row for row in trigger_offences.OFFENCES if row.since]

    assert len(codes) == len(set(codes))
    for row in triggers:
        assert row.cite is not None
        assert guidance.cite(row.cite)
    for row in (*trigger_offences.SPECIFIED_CLASS_A_DRUGS, *trigger_offences.KIT_DETECTS):
        assert guidance.cite(row.cite)


def test_an_unknown_code_is_refused_by_name():
    with pytest.raises(trigger_offences.UnknownOffence, match="'jaywalking'"):
        trigger_offences.is_trigger("jaywalking", date(2010, 4, 1))


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2001, 7, 1), set()),
        (date(2001, 7, 2), {"heroin", "cocaine"}),
        (date(2023, 8, 1), {"heroin", "cocaine"}),
        (date(2023, 8, 2), {"heroin", "cocaine", "other_class_a"}),
    ],
)
def test_the_specified_drugs_of_a_day(day, codes):
    assert {row.code for row in trigger_offences.specified_drugs_on(day)} == codes


def test_the_kit_looks_for_opiates_and_cocaine_only():
    """N-32: the law now names nearly all Class A drugs, the kit still finds these two."""
    assert [row.code for row in trigger_offences.KIT_DETECTS] == ["opiates", "cocaine"]

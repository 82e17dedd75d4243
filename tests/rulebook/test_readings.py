"""Our readings R1 to R36 are all there, cite what they interpret and can be read by themselves."""

import re

import pytest

from throughcare.rulebook import guidance, readings


def test_the_readings_run_from_r1_to_r36_without_a_gap():
    assert list(readings.readings()) == [f"R{n}" for n in range(1, 37)]


@pytest.mark.parametrize("row", readings.readings().values(), ids=lambda row: row.id)
def test_a_reading_says_what_was_asked_and_what_we_answer(row):
    assert row.question[-1] in "?."
    assert row.reading.endswith(".")
    assert row.reason is None or row.reason.endswith(".")
    assert row.where
    for ref in row.where:
        assert guidance.cite(ref)


@pytest.mark.parametrize("row", readings.readings().values(), ids=lambda row: row.id)
def test_a_reading_mentions_only_readings_that_exist_and_promises_nothing(row):
    mentioned = set(re.findall(r"\bR\d+\b", row.reading))

    assert mentioned <= set(readings.readings())
    assert not re.search(r"\b(compliant|lawful|guaranteed|addict|offender|user)\b", row.reading)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("R1", "24 elapsed hours"),
        ("R3", "fifth working day"),
        ("R4", "112 days"),
        ("R6", "31 January to 28 February"),
        ("R7", "IPAE7a is meant"),
        ("R22", "31 December 2010"),
        ("R29", "half-open"),
    ],
)
def test_a_reading_holds_its_number(number, words):
    assert words in readings.reading(number).reading


def test_a_paragraph_leads_to_its_readings():
    assert [row.id for row in readings.readings_of("HB 4.10.5")] == ["R7"]
    assert [row.id for row in readings.readings_of("INT 6.1 KPI4")] == ["R27", "R36"]
    assert readings.readings_of("HB 1.8") == ()


@pytest.mark.parametrize("number", ["R0", "R37", "r1", ""])
def test_an_unknown_reading_is_refused_by_name(number):
    with pytest.raises(readings.UnknownReading, match=repr(number)):
        readings.reading(number)


def test_a_paragraph_that_does_not_exist_has_no_readings_to_show():
    with pytest.raises(guidance.UnknownParagraph):
        readings.readings_of("HB 9.9")

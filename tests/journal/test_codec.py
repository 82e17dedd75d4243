"""Stored text never changes: every kind and version ever written must still be read."""

import json
import timeit
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from throughcare.journal import codec
from throughcare.journal.codec import NotAFact, NotStorable, clean, decode, encode, instant
from throughcare.rulebook.facts import base
from throughcare.rulebook.facts.assessment import AppointmentMade, Purpose
from throughcare.rulebook.facts.base import KINDS, DataClass, Fact, fact, question
from throughcare.rulebook.facts.custody import Arrested, Condition, DrugTested, Result
from throughcare.rulebook.facts.identity import DetailsGiven

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))
"""One text of every kind and version, as it was written at the time. Lines are added, never edited."""

NOBODY = UUID(int=7)
ARREST = '{"cell":"4","custody_number":"CS/1","offence":"theft_s1"}'


def test_every_kind_and_version_has_a_golden_text():
    expected = {name: {str(number) for number in range(1, kind.version + 1)} for name, kind in KINDS.items()}

    assert {name: set(texts) for name, texts in GOLDEN.items()} == expected


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_texts_are_read_and_written_the_same(name):
    for version, text in GOLDEN[name].items():
        read = decode(name, int(version), text)

        assert type(read) is KINDS[name].cls
        if int(version) == KINDS[name].version:
            assert encode(read) == text


def test_text_is_canonical():
    made = Arrested(offence="theft_s1", custody_number="CS/1", cell="4")

    assert encode(made) == ARREST


def test_instants_are_written_in_utc_and_keep_their_microseconds():
    summer = timezone(timedelta(hours=1))

    assert instant(datetime(2010, 6, 1, 13, 0, tzinfo=summer)) == "2010-06-01T12:00:00Z"
    assert instant(datetime(2010, 6, 1, 12, 0, 0, 5, tzinfo=UTC)) == "2010-06-01T12:00:00.000005Z"


def test_the_same_instant_in_two_zones_is_the_same_text():
    there = datetime(2010, 10, 31, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    booked = {"purpose": Purpose.INITIAL, "team": "t", "place": "p"}

    assert encode(AppointmentMade(starts_at=there, **booked)) == encode(
        AppointmentMade(starts_at=there.astimezone(UTC), **booked)
    )


def test_letters_are_composed():
    apart = Arrested(offence="theft_s1", custody_number="Dw\u0302r")

    assert decode("arrested", 1, encode(apart)).custody_number == "Dŵr"


@pytest.mark.parametrize(
    "text",
    ["\x00", "a\x07b", "\ud800", "\u202e1984", "\u2066x", "\x7f"],
    ids=["NUL", "bell", "lone surrogate", "right-to-left override", "isolate", "delete"],
)
def test_signs_that_deceive_or_cannot_be_kept_are_refused_with_a_sentence(text):
    with pytest.raises(NotStorable, match=r"U\+[0-9A-F]{4}"):
        clean(text)
    with pytest.raises(NotStorable):
        encode(Arrested(offence="theft_s1", custody_number=text))


def test_lines_and_every_script_are_kept():
    assert clean("first\r\nsecond\tαβγ עברית 😀") == "first\r\nsecond\tαβγ עברית 😀"


MADE = '"condition":"on arrest","irregular":false,"laboratory":"not sent","result":"opiates"'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("arrested", '{"custody_number":"1","offence":"x","colour":"red"}', "'colour' (value 'red')"),
        ("arrested", '{"offence":"x"}', "needs the field 'custody_number'"),
        ("arrested", '{"custody_number":7,"offence":"x"}', "custody_number cannot be 7"),
        ("arrested", '{"custody_number":"1","offence":null}', "offence cannot be None"),
        ("arrested", "[]", "is []"),
        ("arrested", "{", "not JSON"),
        ("drug_tested", '{"arrest":"x",' + MADE + "}", "arrest cannot be 'x'"),
        ("drug_tested", '{"arrest":"{0b1c2d3e4f5046178a293b4c5d6e7f80}xx",' + MADE + "}", "arrest cannot be"),
        ("drug_tested", json.dumps({"arrest": str(NOBODY), "condition": "on arrest", "result": "maybe"}), "'maybe'"),
        ("drug_tested", json.dumps({"arrest": str(NOBODY), "condition": True, "result": "opiates"}), "True"),
        ("test_refused", json.dumps({"arrest": str(NOBODY), "warned": 1}), "warned cannot be 1"),
        ("details_given", '{"born_on":"19840229","family_name":"a","given_name":"b"}', "'19840229'"),
        ("details_given", '{"born_on":"1984-02-30","family_name":"a","given_name":"b"}', "'1984-02-30'"),
        ("flown", "{}", "'flown' is not a kind"),
    ],
)  # fmt: skip
def test_what_is_not_a_fact_is_refused_naming_the_value(name, text, said):
    with pytest.raises(NotAFact) as refused:
        decode(name, 1, text)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    "starts_at", ["2010-06-01T12:00:00", 1275393600, 1275393600.5, "1275393600", "2010-06-01", "noon", None, True]
)
def test_naive_times_and_epochs_are_refused(starts_at):
    text = json.dumps({"purpose": "initial assessment", "team": "t", "place": "p", "starts_at": starts_at})

    with pytest.raises(NotAFact, match="starts_at cannot be"):
        decode("appointment_made", 1, text)


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_version_that_never_was_is_refused(version):
    with pytest.raises(NotAFact, match="no version"):
        decode("arrested", version, ARREST)


@pytest.fixture
def weather():
    """A kind that has changed once: what was called `sun` is now `sky`, and wind was not asked then."""

    def rename(old):
        return {"sky": old["sun"]}

    @fact("weather", title="Weather", data=DataClass.CUSTODY, by=frozenset(), version=2, upgrades={1: rename})
    class Weather(Fact):
        sky: str = question("Sky")
        wind: str | None = question("Wind", default=None)

    yield Weather
    del KINDS["weather"], base._BY_TYPE[Weather]
    codec._decoder.cache_clear()


def test_old_text_is_upgraded_on_reading(weather):
    assert decode("weather", 1, '{"sun":"bright"}') == weather(sky="bright", wind=None)
    assert decode("weather", 2, '{"sky":"grey","wind":"north"}') == weather(sky="grey", wind="north")


def test_new_text_under_an_old_version_is_refused(weather):
    with pytest.raises(NotAFact, match="weather"):
        decode("weather", 1, '{"sky":"grey"}')


def test_facts_hold_no_floats():
    held = {held for kind in KINDS.values() for types in kind.types.values() for held in types}

    assert float not in held


def test_reading_is_quick():
    """Beside a bare parse of the same text, in one run: some six times; the limit leaves room for a busy machine."""
    text = encode(DrugTested(arrest=uuid4(), condition=Condition.ARREST, result=Result.BOTH))

    took, bare = (
        min(timeit.repeat(read, number=2000, repeat=5))
        for read in (lambda: decode("drug_tested", 1, text), lambda: json.loads(text))
    )

    assert took < 30 * bare


def test_born_on_is_a_day():
    details = DetailsGiven(given_name="Carŷs", family_name="Prys", born_on=date(1984, 2, 29))

    assert decode("details_given", 1, encode(details)) == details
    assert {each.name for each in fields(details)} == set(json.loads(encode(details)))

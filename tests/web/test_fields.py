"""Dates, moments and yes or no, as they are typed."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from throughcare.web.fields import GovukDate, When, YesNo


class Moment(forms.Form):
    at = When(named="when it was given")


class Born(forms.Form):
    born = GovukDate(named="the date of birth")


class Asked(forms.Form):
    read_out = YesNo()


def typed(day="", month="", year="", time="", turn=""):
    parts = {"day": day, "month": month, "year": year, "time": time, "turn": turn}
    return Moment({f"at-{part}": value for part, value in parts.items()})


def moment(*parts):
    form = typed(*parts)
    assert form.is_valid(), form.errors
    return form.cleaned_data["at"]


def refusal(form):
    assert not form.is_valid()
    return next(iter(form.errors.values()))[0]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("02:14", (2, 14)),
        ("2:14", (2, 14)),
        ("0214", (2, 14)),
        ("02.14", (2, 14)),
        ("00:00", (0, 0)),
        ("23:59", (23, 59)),
    ],
)
def test_a_time_is_read_as_people_write_it(time, expected):
    assert moment("26", "3", "2010", time) == datetime(2010, 3, 26, *expected, tzinfo=UTC)


@pytest.mark.parametrize("time", ["24:00", "12:60", "noon", "2", ""])
def test_what_is_no_time_is_refused_at_the_time(time):
    form = typed("26", "3", "2010", time)

    assert "four figures" in refusal(form)
    assert form["at"].first_id == "id_at-time"


def test_summer_time_is_an_hour_before_utc():
    assert moment("6", "4", "2010", "14:00") == datetime(2010, 4, 6, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize("time", ["01:00", "01:30", "01:59"])
def test_a_time_the_clocks_went_forward_over_is_refused_by_name(time):
    assert f"There was no {time} on Sunday 28 March 2010" in refusal(typed("28", "3", "2010", time))


def test_the_minutes_on_both_sides_of_the_spring_gap_are_one_minute_apart():
    before, after = moment("28", "3", "2010", "00:59"), moment("28", "3", "2010", "02:00")

    assert (after - before).total_seconds() == 60


def test_a_time_that_came_twice_asks_which():
    form = typed("31", "10", "2010", "01:30")

    assert "first or the second 01:30" in refusal(form)
    assert form["at"].first_id == "id_at-turn"
    assert 'value="second"' in str(form)


@pytest.mark.parametrize(("turn", "hour"), [("first", 0), ("second", 1)])
def test_first_and_second_half_past_one_are_an_hour_apart(turn, hour):
    assert moment("31", "10", "2010", "01:30", turn) == datetime(2010, 10, 31, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("time", ["00:59", "02:00"])
def test_beside_the_doubled_hour_nothing_is_asked(time):
    form = typed("31", "10", "2010", time)

    assert form.is_valid()
    assert "turn" not in str(form)


def test_a_turn_left_over_from_another_answer_is_not_used():
    assert moment("26", "3", "2010", "02:14", "second") == datetime(2010, 3, 26, 2, 14, tzinfo=UTC)


def test_a_moment_comes_back_as_it_was_typed():
    second = datetime(2010, 10, 31, 1, 30, tzinfo=UTC)

    html = str(Moment(initial={"at": second}))

    assert 'value="01:30"' in html
    assert 'value="second" checked' in html


@pytest.mark.parametrize(
    ("parts", "sentence", "part"),
    [
        (("", "", ""), "Enter the date of birth", "day"),
        (("31", "", "1980"), "The date of birth must include a month", "month"),
        (("", "", "1980"), "The date of birth must include a day and a month", "day"),
        (("32", "1", "1980"), "Day must be a number from 1 to 31", "day"),
        (("0", "1", "1980"), "Day must be a number from 1 to 31", "day"),
        (("31", "13", "1980"), "Month must be a number from 1 to 12", "month"),
        (("31", "3", "80"), "Year must be four figures, like 2010", "year"),
        (("30", "2", "1980"), "The date of birth must be a real date", "day"),
        (("²", "2", "1980"), "Day must be a number from 1 to 31", "day"),
    ],
)
def test_a_date_that_is_none_is_refused_where_it_is_wrong(parts, sentence, part):
    form = Born(dict(zip(("born-day", "born-month", "born-year"), parts, strict=True)))

    assert refusal(form) == sentence
    assert form["born"].first_id == f"id_born-{part}"


def test_29_february_is_a_date_in_2008_alone():
    leap = Born({"born-day": "29", "born-month": "2", "born-year": "2008"})
    not_leap = Born({"born-day": "29", "born-month": "2", "born-year": "2010"})

    assert leap.is_valid()
    assert leap.cleaned_data["born"] == date(2008, 2, 29)
    assert not not_leap.is_valid()


@pytest.mark.parametrize(("answer", "value"), [("yes", True), ("no", False)])
def test_yes_and_no_are_true_and_false(answer, value):
    form = Asked({"read_out": answer})

    assert form.is_valid()
    assert form.cleaned_data["read_out"] is value


def test_silence_is_neither_yes_nor_no():
    assert refusal(Asked({})) == "Say yes or no"
    assert "checked" not in str(Asked())


def test_a_known_no_is_shown_as_no():
    assert 'value="no" checked' in str(Asked(initial={"read_out": False}))

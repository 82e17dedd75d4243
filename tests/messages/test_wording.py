"""No message tells anybody who reads it what it is about (I-34; trust)."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from throughcare.messages.wording import FORBIDDEN, TEMPLATES, About, clock, parts, worded
from throughcare.rulebook.facts.contact import Channel

SAID = re.compile(r"[a-z]+")
MAY_NEVER = (
    "drug",
    "police",
    "custody",
    "test",
    "offence",
    "court",
    "treatment",
    "arrest",
    "cjit",
    "prison",
    "probation",
)
LONGEST = datetime(2010, 9, 22, 11, 30, tzinfo=UTC)  # Wednesday 22 September at 12:30pm


def about(names_team, channel, **more):
    said = {
        "starts_at": LONGEST,
        "place": "Drug Service, 1 Police Row",
        "team": "Northmoor CJIT",
        "phone": "01632 960123",
    }
    return About(**said | more, names_team=names_team, channel=channel)


@pytest.mark.parametrize("key", TEMPLATES)
def test_no_template_says_what_it_is_about(key):
    "I-34"
    words = TEMPLATES[key]
    said = SAID.findall(f"{words.subject} {words.text}".lower())
    assert set(MAY_NEVER) <= set(FORBIDDEN)
    assert [word for word in said if word.startswith(FORBIDDEN)] == []


@pytest.mark.parametrize("channel", Channel)
def test_without_leave_no_team_and_no_place_is_named(channel):
    "I-34"
    found = worded(about(False, channel))
    said = SAID.findall(f"{found.subject} {found.text}".lower())
    assert [word for word in said if word.startswith(FORBIDDEN)] == []
    assert "960123" not in found.text, "whose number it is can be looked up"


@pytest.mark.parametrize("channel", Channel)
def test_with_leave_both_are_named(channel):
    "I-34"
    text = worded(about(True, channel)).text
    assert text == (
        "Reminder: you have an appointment with Northmoor CJIT on Wednesday 22 September at 12:30pm. "
        "Place: Drug Service, 1 Police Row. If you cannot come, ring 01632 960123."
    )


def test_the_longest_plain_reminder_is_one_text_message():
    "I-34"
    assert parts(worded(about(False, Channel.TEXT)).text) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2), ("ŵ" * 70, 1),
     ("ŵ" * 71, 2), ("ŵ" + "a" * 69, 1), ("ŵ" + "a" * 70, 2)],
)  # fmt: skip
def test_how_many_text_messages(text, count):
    "I-34"
    assert parts(text) == count


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "12am"), (9, 5, "9:05am"), (12, 0, "12pm"), (12, 30, "12:30pm"), (23, 0, "11pm")],
)
def test_the_time_as_people_say_it(hour, minute, said):
    "I-34"
    assert clock(datetime(2010, 1, 4, hour, minute, tzinfo=UTC)) == said


@pytest.mark.parametrize(
    ("starts_at", "said"),
    [
        (datetime(2010, 3, 28, 0, 30, tzinfo=UTC), "Sunday 28 March at 12:30am"),
        (datetime(2010, 3, 28, 1, 0, tzinfo=UTC), "Sunday 28 March at 2am"),
        (datetime(2010, 10, 31, 0, 30, tzinfo=UTC), "Sunday 31 October at 1:30am"),
        (datetime(2010, 10, 31, 1, 30, tzinfo=UTC), "Sunday 31 October at 1:30am"),
        (datetime(2010, 6, 9, 23, 30, tzinfo=UTC), "Thursday 10 June at 12:30am"),
    ],
)
def test_the_clock_on_the_wall_in_london(starts_at, said):
    "I-34"
    assert said in worded(about(False, Channel.TEXT, starts_at=starts_at)).text
    assert starts_at.utcoffset() == timedelta(0)

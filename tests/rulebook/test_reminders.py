"""Which reminders a record asks for: ICE 3.9, I-34; invariants 10 and 12.

The times are read off a calendar and a clock on the wall in London; the table of when is ours.
"""

from dataclasses import replace

import pytest

from tests.rulebook.stories import BY_CHOICE, MANAGER, NO_SHOW, SERGEANT, WORKER, Story, when
from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.reaching import is_address, number
from throughcare.rulebook.reminders import WhyNot, reminders

TEXT, EMAIL, LETTER, CALL = Channel
TWO, ONE, SAME, POSTED = "two_days_before", "the_day_before", "the_same_day", "posted"
row = pytest.param


def booked(*on, known=(2010, 6, 1, 9, 0), channel=TEXT, **said):
    """An appointment by choice, on Thursday 10 June at 10:30 unless told otherwise."""
    s = Story().at(*known)
    s.wishes(channel, **said)
    s.booking = s.booked(*(on or (2010, 6, 10, 10, 30)), purpose=BY_CHOICE, by=WORKER)
    return s


def found(s):
    return reminders(s.history)


def windows(s):
    return [(one.key.split(":")[0], one.send_from, one.send_until) for one in found(s) if one.why_not is None]


def day(month, number, since=9, until=19, *, to_minute=0, year=2010):
    return when(year, month, number, since), when(year, month, number, until, to_minute)


@pytest.mark.parametrize(
    ("on", "known", "said", "expected"),
    [
        row(
            (2010, 6, 10, 10, 30),
            (2010, 6, 1, 9, 0),
            {},
            [(TWO, *day(6, 8)), (ONE, *day(6, 9))],
            id="I-34 in good time",
        ),
        row(
            (2010, 6, 10, 10, 30),
            (2010, 6, 8, 18, 58),
            {},
            [(TWO, *day(6, 8)), (ONE, *day(6, 9))],
            id="I-34 just in time",
        ),
        row(
            (2010, 6, 10, 10, 30), (2010, 6, 8, 18, 59), {}, [(ONE, *day(6, 9))], id="I-34 known when two days are over"
        ),
        row(
            (2010, 6, 10, 10, 30), (2010, 6, 9, 18, 58), {}, [(ONE, *day(6, 9))], id="I-34 just before the last evening"
        ),
        row(
            (2010, 6, 10, 10, 30),
            (2010, 6, 9, 18, 59),
            {},
            [(SAME, *day(6, 10, until=9, to_minute=30))],
            id="I-34 that day",
        ),
        row(
            (2010, 6, 10, 10, 30),
            (2010, 6, 10, 9, 28),
            {},
            [(SAME, *day(6, 10, until=9, to_minute=30))],
            id="I-34 an hour",
        ),
        row((2010, 6, 10, 10, 30), (2010, 6, 10, 9, 29), {}, [], id="I-34 less than an hour before"),
        row((2010, 6, 10, 9, 30), (2010, 6, 9, 19, 0), {}, [], id="I-34 nothing at half past eight"),
        row(
            (2010, 6, 10, 10, 30),
            (2010, 6, 1, 9, 0),
            {"safe_from": 14, "safe_until": 15},
            [(TWO, *day(6, 8, 14, 15)), (ONE, *day(6, 9, 14, 15))],
            id="I-34 the person's own hours",
        ),
        row(
            (2010, 6, 10, 10, 30),
            (2010, 6, 1, 9, 0),
            {"safe_from": 22, "safe_until": 24},
            [(TWO, when(2010, 6, 8, 22), when(2010, 6, 9)), (ONE, when(2010, 6, 9, 22), when(2010, 6, 10))],
            id="I-34 until midnight",
        ),
        row(
            (2010, 3, 29, 10, 30),
            (2010, 3, 20, 9, 0),
            {},
            [(TWO, *day(3, 27)), (ONE, *day(3, 28))],
            id="I-34 over the night in March: nine is nine on the wall",
        ),
        row(
            (2010, 11, 1, 10, 30),
            (2010, 10, 20, 9, 0),
            {},
            [(TWO, *day(10, 30)), (ONE, *day(10, 31))],
            id="I-34 over the night in October",
        ),
        row(
            (2010, 3, 29, 10, 30),
            (2010, 3, 20, 9, 0),
            {"safe_from": 1, "safe_until": 2},
            [(TWO, *day(3, 27, 1, 2))],
            id="I-34 an hour that the night in March leaves out",
        ),
    ],
)
def test_when_somebody_is_reminded(on, known, said, expected):
    assert windows(booked(*on, known=known, **said)) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        row((2010, 6, 1, 9, 0), [(POSTED, when(2010, 6, 1, 9, 1), when(2010, 6, 6, 19))], id="I-34 posted at once"),
        row((2010, 6, 6, 18, 58), [(POSTED, when(2010, 6, 6, 18, 59), when(2010, 6, 6, 19))], id="I-34 the last post"),
        row((2010, 6, 6, 18, 59), [], id="I-34 a letter would come too late"),
    ],
)
def test_when_a_letter_goes(known, expected):
    assert windows(booked(known=known, channel=LETTER, safe_from=20, safe_until=21)) == expected


def test_without_a_wish_nobody_is_reminded():
    "I-34"
    s = Story().at(2010, 6, 1, 9, 0)
    s.booked(2010, 6, 10, 10, 30, purpose=BY_CHOICE, by=WORKER)
    assert found(s) == []

    s.wishes(channel=None, agreed=False)
    assert found(s) == []

    s.wishes()
    assert len(found(s)) == 2


def test_the_newest_wish_counts():
    "I-34"
    s = booked(phone="07700 900001")
    s.wishes(EMAIL, may_name_team=True)

    assert {(one.channel, one.to, one.names_team) for one in found(s)} == {(EMAIL, "robin@example.org", True)}

    keys = {one.key for one in found(s)}
    s.wishes(TEXT)
    assert {one.key for one in found(s)} == keys, "the same reminder, another way: it is not sent twice"


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        row(lambda s: s.died(), WhyNot.DIED, id="I-34 the dead"),
        row(lambda s: s.wishes(None, agreed=False), WhyNot.TAKEN_BACK, id="I-34 taken back"),
        row(lambda s: s.withdrew(), WhyNot.WITHDRAWN, id="I-34 the appointment withdrawn"),
        row(lambda s: s.at(2010, 6, 10, 10, 40).came(NO_SHOW), WhyNot.HELD, id="I-34 the appointment has been"),
        row(lambda s: s.arrested(), WhyNot.DETAINED, id="I-34 in custody"),
        row(
            lambda s: s.tell(s.entry(s.booking).fact, by=WORKER), None, id="I-34 a second booking changes nothing here"
        ),
    ],
)
def test_what_takes_a_reminder_back(happens, why):
    s = booked()
    assert {one.why_not for one in found(s)} == {None}

    happens(s)

    assert {one.why_not for one in found(s) if one.appointment == s.booking} == {why}
    assert why is not WhyNot.TAKEN_BACK or {one.to for one in found(s)} == {""}


def test_an_entry_made_in_error_leaves_none():
    "I-34"
    s = booked()
    s.voids(s.booking)
    assert found(s) == []


def test_a_death_entered_in_error_brings_them_back():
    "I-34; invariant 10"
    s = booked()
    died = s.died()
    s.voids(died)
    assert {one.why_not for one in found(s)} == {None}


def test_a_moved_appointment_has_reminders_of_its_own():
    "I-34"
    s = booked()
    s.moved(2010, 6, 14, 15, 0)

    assert [(one.why_not, one.starts_at.day) for one in found(s)] == [(WhyNot.MOVED, 10)] * 2 + [(None, 14)] * 2
    assert len({one.key for one in found(s)}) == 4

    s.moved(2010, 6, 10, 10, 30)
    wanted = [one for one in found(s) if one.why_not is None]
    assert [one.starts_at.day for one in wanted] == [10, 10]
    assert len({one.key for one in found(s)}) == 6, "back at the old time it is said again, for it was taken back"


@pytest.mark.parametrize(
    ("arrested", "released", "expected"),
    [
        row((2010, 6, 8, 8, 0), None, [], id="I-34 held and not released"),
        row((2010, 6, 8, 8, 0), (2010, 6, 8, 9, 0), [(TWO, *day(6, 8)), (ONE, *day(6, 9))], id="I-34 out as it opens"),
        row(
            (2010, 6, 8, 8, 0),
            (2010, 6, 8, 18, 59),
            [(TWO, *day(6, 8, 18, 19)), (ONE, *day(6, 9))],
            id="I-34 out in time",
        ),
        row((2010, 6, 8, 8, 0), (2010, 6, 8, 19, 0), [(ONE, *day(6, 9))], id="I-34 out as it closes"),
        row((2010, 6, 8, 19, 0), None, [(TWO, *day(6, 8))], id="I-34 arrested when the first was over"),
        row((2010, 6, 8, 18, 59), None, [], id="I-34 arrested just before it was over"),
    ],
)
def test_nobody_is_written_to_in_a_cell(arrested, released, expected):
    s = booked()
    s.at(*arrested).arrested()
    if released:
        s.at(*released).released()
        if released[3] == 18:
            expected = [(TWO, when(*released), expected[0][2]), *expected[1:]]

    assert windows(s) == expected


def test_the_end_of_a_requirement_ends_its_reminders():
    "I-34"
    s = Story().at(2010, 6, 1, 9, 0)
    s.arrested()
    s.tested()
    s.required()
    s.wishes(by=SERGEANT)
    s.booked(2010, 6, 4, 10, 30, late="No earlier place.")
    s.released()
    assert {one.why_not for one in found(s)} == {None}

    s.here("nm").at(2010, 6, 2, 9, 0).decides(ends=True, by=MANAGER)

    assert {one.why_not for one in found(s)} == {WhyNot.ENDED}


@pytest.mark.parametrize(
    ("channel", "text", "good"),
    [
        row(TEXT, "07700 900123", True, id="I-34 a mobile"),
        row(TEXT, "+44 7700 900123", True, id="I-34 from abroad"),
        row(TEXT, "0044 7700-900-123", True, id="I-34 with 0044"),
        row(TEXT, "01632 960123", False, id="I-34 no mobile"),
        row(TEXT, "07700 90012", False, id="I-34 a figure short"),
        row(TEXT, "07700 9001234", False, id="I-34 one too many"),
        row(TEXT, "", False, id="I-34 none"),
        row(CALL, "01632 960123", True, id="I-34 a landline is rung"),
        row(CALL, "960123", False, id="I-34 without its area"),
        row(EMAIL, "a@example.org", True, id="I-34 e-mail"),
        row(EMAIL, "a@example", False, id="I-34 no domain"),
        row(EMAIL, "a@b.org, c@d.org", False, id="I-34 two"),
        row(EMAIL, "a@b.org\nBcc: c@d.org", False, id="I-34 a second header"),
        row(LETTER, "1 Mill Lane\nTown\nNM1 1AA", True, id="I-34 post"),
        row(LETTER, "1 Mill Lane\nNM1 1AA", False, id="I-34 a line short"),
        row(LETTER, "1 Mill Lane\nTown\nCounty", False, id="I-34 no postcode"),
        row(LETTER, "a\n" * 5 + "NM1 1AA", True, id="I-34 six lines"),
        row(LETTER, "a\n" * 6 + "NM1 1AA", False, id="I-34 seven lines"),
    ],
)
def test_what_can_be_reached(channel, text, good):
    assert is_address(channel, text) is good
    s, field = Story().at(2010, 6, 1, 9, 0), {TEXT: "phone", CALL: "phone", EMAIL: "email", LETTER: "post"}[channel]
    if good:
        assert s.accepts(s.wishes, channel, **{field: text})
    else:
        assert text in s.refuses("wishes_say_how_and_where", s.wishes, channel, **{field: text}).sentence.replace(
            "\\n", "\n"
        )


@pytest.mark.parametrize(
    ("hours", "good"),
    [((0, 1), True), ((23, 24), True), ((9, 9), False), ((10, 9), False), ((23, 25), False), ((0, 24), True)],
)
def test_safe_hours(hours, good):
    "I-34"
    s, said = Story().at(2010, 6, 1, 9, 0), {"safe_from": hours[0], "safe_until": hours[1]}
    assert s.accepts(s.wishes, **said) if good else s.refuses("safe_hours_are_hours_of_a_day", s.wishes, **said)


def test_somebody_who_agrees_says_how_and_a_no_needs_no_address():
    "I-34"
    s = Story().at(2010, 6, 1, 9, 0)
    s.refuses("wishes_say_how_and_where", s.wishes, None)
    assert s.accepts(s.wishes, None, agreed=False, phone="", email="", post="")


def test_a_dead_person_agrees_to_nothing():
    "I-34, H-50"
    s = Story().at(2010, 6, 1, 9, 0)
    s.wishes()
    s.died()
    s.refuses("nothing_with_the_dead", s.wishes)


@pytest.mark.parametrize("text", ["07700 900123", "(07700) 900-123", "+447700900123", "00447700900123"])
def test_a_number_is_written_one_way(text):
    "I-34"
    assert number(text) == "+447700900123"


@pytest.mark.parametrize("first", [True, False])
def test_of_one_minute_the_wish_that_was_written_last_counts(first):
    "I-34"
    s = Story().at(2010, 6, 1, 9, 0)
    s.booked(2010, 6, 10, 10, 30, purpose=BY_CHOICE, by=WORKER)
    said = when(2010, 6, 1, 9, 1)
    wishes = ContactWishes(agreed=True, channel=TEXT, phone="07700 900123")
    for agreed in (first, not first):
        s.tell(replace(wishes, agreed=agreed), by=WORKER, happened=said, written=s.now)

    assert {one.why_not for one in found(s)} == {WhyNot.TAKEN_BACK if first else None}

"""Days, times and lengths as one would say them to somebody: "10:30 in the morning", "about an hour"."""

from datetime import date, datetime, time, timedelta

from throughcare.rulebook.calendar import LONDON, local_day

A_WEEK = timedelta(days=7)
PARTS_OF_THE_DAY = (
    (time(0), "at night"),
    (time(1), "in the morning"),
    (time(12), "in the afternoon"),
    (time(18), "in the evening"),
    (time(22), "at night"),
)
AROUND_AN_HOUR = {
    30: "about half an hour",
    60: "about an hour",
    90: "about an hour and a half",
    120: "about two hours",
}


def time_in_words(at: datetime) -> str:
    """10:30 in the morning"""
    local = at.astimezone(LONDON).time()
    if local in {time(0), time(12)}:
        return "12 midnight" if local == time(0) else "12 noon"
    part = [words for since, words in PARTS_OF_THE_DAY if since <= local][-1]
    return f"{local.hour % 12 or 12}:{local:%M} {part}"


def day_in_words(on: date | datetime) -> str:
    """Monday 29 March 2010"""
    day = _local(on)
    return f"{day:%A} {day.day} {day:%B %Y}"


def short_day(on: date | datetime) -> str:
    """9 November 1984"""
    day = _local(on)
    return f"{day.day} {day:%B %Y}"


def before(at: datetime, *, on: date) -> str:
    """Monday 10:30 in the morning; with its date when that Monday is a week or more away."""
    day = _local(at)
    named = f"{day:%A}" if day - on < A_WEEK else f"{day:%A} {day.day} {day:%B}"
    return f"{named} {time_in_words(at)}"


def on_the_day(at: datetime, *, on: date) -> str:
    """today at 2:14 in the morning; or on Thursday 25 March at 11:50 at night"""
    day = _local(at)
    named = "today" if day == on else f"on {day:%A} {day.day} {day:%B}"
    return f"{named} at {time_in_words(at)}"


def length_in_words(minutes: int) -> str:
    """about an hour"""
    return AROUND_AN_HOUR.get(minutes, f"about {minutes} minutes")


def _local(on: date | datetime) -> date:
    return local_day(on) if isinstance(on, datetime) else on

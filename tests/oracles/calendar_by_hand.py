"""Days and hours counted the slow way: day by day, with summer time worked out from its own rule."""

from datetime import UTC, date, datetime, time, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

HOLIDAYS = frozenset(
    date(*day)
    for day in (
        (2009, 12, 25), (2009, 12, 28),
        (2010, 1, 1), (2010, 4, 2), (2010, 4, 5), (2010, 5, 3), (2010, 5, 31), (2010, 8, 30),
        (2010, 12, 27), (2010, 12, 28),
        (2011, 1, 3), (2011, 4, 22), (2011, 4, 25), (2011, 4, 29), (2011, 5, 2), (2011, 5, 30), (2011, 8, 29),
        (2011, 12, 26), (2011, 12, 27),
        (2012, 1, 2), (2012, 4, 6), (2012, 4, 9), (2012, 5, 7), (2012, 6, 4), (2012, 6, 5), (2012, 8, 27),
        (2012, 12, 25), (2012, 12, 26),
        (2013, 1, 1), (2013, 3, 29), (2013, 4, 1), (2013, 5, 6), (2013, 5, 27), (2013, 8, 26),
    )
)  # fmt: skip
"""Public holidays of England and Wales, typed from the printed lists of 2009 to 2013."""


def last_sunday(year, month):
    day = date(year, month, 31)
    while day.weekday() != 6:
        day -= DAY
    return day


def is_summer_time(at):
    """From 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October."""
    begins, ends = (datetime.combine(last_sunday(at.year, m), time(1), UTC) for m in (3, 10))
    return begins <= at < ends


def day_of(at):
    """The day it is in London."""
    at = at.astimezone(UTC)
    return (at + HOUR).date() if is_summer_time(at) else at.date()


def midnight(day):
    """When a London day begins."""
    at = datetime.combine(day, time(0), UTC)
    return at - HOUR if is_summer_time(at - HOUR) else at


def end_of(day):
    return midnight(day + DAY)


def works(day, holidays):
    return day.weekday() < 5 and day not in holidays


def add(start, amount, unit, holidays):
    """The end of a limit. Units: h, h-or-wd (R1, R2), d, m, wd."""
    if unit == "h":
        return start + amount * HOUR
    day = day_of(start)
    if unit == "d":
        return end_of(day + amount * DAY)
    if unit == "m":
        assert amount == 1
        month, year = (day.month % 12) + 1, day.year + day.month // 12
        last = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return end_of(date(year, month, min(day.day, last)))
    if unit == "wd":
        while amount:
            day += DAY
            amount -= works(day, holidays)
        return end_of(day)
    end = start + amount * HOUR
    touched = works(day, holidays)
    walk = midnight(day + DAY)
    while walk < end:  # half-open: a day that begins at the end is not touched (R29)
        touched = touched and works(day_of(walk), holidays)
        walk = midnight(day_of(walk) + DAY)
    if touched:
        return end
    day = day_of(end)
    while not works(day, holidays):
        day += DAY
    return end_of(day)

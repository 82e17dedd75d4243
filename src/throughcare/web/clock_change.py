"""The two nights a year on which a time on the clock does not name one moment."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from throughcare.rulebook.calendar import LONDON

_TIME = re.compile(r"(\d{1,2})[:. ]?(\d{2})")


def read_date(typed: Mapping[str, str]) -> date | None:
    try:
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except (KeyError, ValueError):
        return None


def read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def is_missing(local: datetime) -> bool:
    """Spring: the clocks went forward over this time, so nothing happened at it."""
    there = local.replace(tzinfo=LONDON)
    return there.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != local


def is_twice(local: datetime) -> bool:
    """Autumn: the clocks went back, so this time came twice."""
    first, second = (local.replace(tzinfo=LONDON, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_missing(local)


def typed_twice(typed: Mapping[str, str]) -> datetime | None:
    """The local time that was typed, if it came twice."""
    day, at = read_date(typed), read_time(typed.get("time", ""))
    local = datetime.combine(day, at) if day and at else None
    return local if local and is_twice(local) else None

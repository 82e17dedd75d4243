"""What the parts of a page are made of. Each is plain data; any object with the same names will do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ShapeName = Literal["overdue", "soon", "open", "met", "withdrawn", "octagon"]


@dataclass(frozen=True, kw_only=True)
class Link:
    text: str
    url: str
    extra: str = ""
    """Words for those who hear links out of their row: "for Niamh D'Arcy-Lloyd"."""


@dataclass(frozen=True, kw_only=True)
class DayBox:
    """One day of a count: "Tue", 6, "5". A day that does not count is hatched."""

    weekday: str
    number: int
    count: str
    is_working: bool = True
    is_limit: bool = False


@dataclass(frozen=True, kw_only=True)
class Why:
    """What lies behind a duty."""

    fact: str
    rule: str
    fact_link: Link | None = None
    cites: Sequence[Link] = ()
    days: Sequence[DayBox] = ()
    days_note: str = ""
    reading: str = ""
    reading_link: Link | None = None
    if_missed: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    state: ShapeName
    title: str
    whose: str
    time: str = ""
    """The strong words: "by Tue 6 April"."""
    exact: str = ""
    """The small ones: "end of day"."""
    rest: str = ""
    """What follows the title unstressed: ", or say what was tried"."""
    action: Link | None = None
    why: Why | None = None
    why_link: Link | None = None
    """Where the reasons stand as a page, if they are not given here."""


@dataclass(frozen=True, kw_only=True)
class Change:
    was: str
    now: str
    why: str


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    time: str
    what: str
    who: str
    tag: str = ""
    """"Correction" or "Late, from paper"."""
    change: Change | None = None
    note: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class TimelineDay:
    title: str
    entries: Sequence[TimelineEntry]


@dataclass(frozen=True, kw_only=True)
class Count:
    number: int
    label: str
    url: str
    is_strong: bool = False


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    key: str
    value: str
    action: Link | None = None

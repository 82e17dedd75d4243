"""DT1, the record of one drug test: for the custody record, the team, and the court when the person is charged.

The original form is not in our sources. The layout is ours; what must stand on it is HB 4.6.1 vi and N-29.
"""

from dataclasses import dataclass
from datetime import date, datetime

from throughcare.documents.plain_english import day_in_words, short_day
from throughcare.documents.typesetting import typeset
from throughcare.rulebook.calendar import LONDON

CURRENT_DT1 = 1
"""The version of the wording that is printed."""
NOT_KNOWN = "Not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer on the form."""

    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DT1:
    """Everything on the paper. `part`: the lines under one heading."""

    full_name: str
    born_on: date | None
    custody_number: str
    suite: str
    as_of: datetime
    """The newest entry that stands on it: the same record gives the same paper."""
    offence: tuple[Line, ...]
    sample: tuple[Line, ...]
    laboratory: tuple[Line, ...]
    requirement: tuple[Line, ...]
    demonstration: bool
    approved: bool

    @property
    def band(self) -> str:
        if self.demonstration:
            return "DEMONSTRATION: NOT A LEGAL DOCUMENT"
        return "" if self.approved else "WORDING NOT YET APPROVED: NOT FOR USE"


def moment(at: datetime | None) -> str:
    return f"{day_in_words(at)}, {at.astimezone(LONDON):%H:%M}" if at else NOT_KNOWN


def render_dt1(*, paper: DT1) -> bytes:
    """A PDF of one A4 page."""
    parts = (
        ("Offence", paper.offence), ("Sample and result", paper.sample), ("Laboratory", paper.laboratory),
        ("Required assessment", paper.requirement),
    )  # fmt: skip
    page = {
        "name": paper.full_name, "born": short_day(paper.born_on) if paper.born_on else "",
        "custody_number": paper.custody_number, "suite": paper.suite, "as_of": moment(paper.as_of), "band": paper.band,
        "parts": [
            {"title": title, "lines": [{"label": one.label, "words": one.words} for one in lines]}
            for title, lines in parts
        ],
    }  # fmt: skip
    return typeset(template="dt1.typ", page=page, at=paper.as_of)

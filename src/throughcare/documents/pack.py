"""The paper pack of a night: who to call, tonight's places, and numbered blanks of RA1 and RA2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughcare.documents.notice_words import BAND
from throughcare.documents.plain_english import before, day_in_words, time_in_words
from throughcare.documents.squares import squares
from throughcare.documents.typesetting import typeset
from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.rulebook.facts.assessment import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place set aside for one paper: it is printed on it."""

    starts_at: datetime
    place: str
    team_name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    number: str
    form: Form
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    suite: str
    from_organisation: str
    made_at: datetime
    serial: int
    blanks: Sequence[Blank]
    call: Sequence[tuple[str, str]]
    team_name: str = ""
    phone: str = ""
    approved: bool = False
    demonstration: bool = True


def render_pack(*, pack: Pack) -> bytes:
    """A PDF: one sheet to read, then a page for each number."""
    return typeset(template="pack.typ", page=_page(pack), at=pack.made_at)


def _page(pack: Pack) -> dict[str, object]:
    local = pack.made_at.astimezone(LONDON)
    return {
        "suite": pack.suite, "from_organisation": pack.from_organisation, "day": day_in_words(pack.made_at),
        "made": f"{local:%H:%M}", "serial": str(pack.serial), "team_name": pack.team_name, "phone": pack.phone,
        "band": "" if pack.approved and not pack.demonstration else BAND,
        "call": [{"title": title, "words": words} for title, words in pack.call],
        "blanks": [_blank(one, pack) for one in pack.blanks],
    }  # fmt: skip


def _blank(one: Blank, pack: Pack) -> dict[str, object]:
    where = one.place
    return {
        "number": one.number, "form": one.form.value, "code": squares(one.number),
        "day": day_in_words(where.starts_at) if where else "", "time": time_in_words(where.starts_at) if where else "",
        "place": f"{where.team_name}, {where.place}" if where else "", "phone": where.phone if where else "",
        "before": before(where.starts_at, on=local_day(pack.made_at)) if where else "",
    }  # fmt: skip

"""The papers RA1, RA2, RA4 and RA5: what must be known, and the page made of it.

Handbook 4.6.1 iii to v, 4.7.1, 4.7.2, 4.7.4. The layouts and words are our own (design section 6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from throughcare.rulebook.facts.assessment import FollowUp, Form, HowGiven, Purpose, ReadOut

CURRENT_WORDING: Mapping[Form, int] = MappingProxyType({Form.RA1: 1, Form.RA2: 1, Form.RA4: 1, Form.RA5: 1})
"""The version of the words in the templates. A notice given earlier is read from the file store, never made again."""


class NoticeIncomplete(ValueError):
    """What a notice must carry is missing; names fields, never what stands in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """When and where to go, and whom to ask for. `place` is the address as the record has it."""

    starts_at: datetime
    place: str
    team_name: str
    ask_for: str = ""
    minutes: int | None = None
    how_to_get_there: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How the paper was given. What is not known yet is printed as a line to be filled in by hand."""

    given_by: str
    number: str = ""
    how: HowGiven | None = None
    language: str = ""
    at: datetime | None = None
    read_out: ReadOut | None = None
    signed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One paper for one person. `approved`: by the organisation's named officer, in this version."""

    form: Form
    full_name: str
    from_organisation: str
    given_at: datetime
    phone: str
    opening_hours: str
    service: Service
    approved: bool
    demonstration: bool
    wording_version: int
    born_on: date | None = None
    custody_number: str = ""
    purpose: Purpose = Purpose.INITIAL
    appointment: Appointment | None = None
    instead_of: Appointment | None = None
    tested_at: datetime | None = None
    result_confirmed: bool = False
    seen_on: date | None = None
    because: FollowUp | None = None
    law: str = ""
    in_wales: bool = False

    def __post_init__(self) -> None:
        if missing := _missing(self):
            raise NoticeIncomplete(f"{self.form} cannot be printed without {' and '.join(missing)}.")
        if self.wording_version != CURRENT_WORDING[self.form]:
            raise NoticeIncomplete(
                f"{self.form} is printed in wording {CURRENT_WORDING[self.form]}, not {self.wording_version}."
            )

    @property
    def is_legal(self) -> bool:
        """Only then without band and watermark, and only then with the law that the approver confirmed."""
        return self.approved and not self.demonstration


def _missing(notice: Notice) -> list[str]:
    needed = [("a name", notice.full_name), ("a telephone number", notice.phone), *_needed_by(notice)]
    return [name for name, there in needed if not (there.strip() if isinstance(there, str) else there)]


def _needed_by(notice: Notice) -> list[tuple[str, object]]:
    """Time, date and place on each paper that asks somebody to come (H-152, H-175)."""
    if notice.form is Form.RA5:
        return [("a reason", notice.because not in {None, FollowUp.NEEDED})]
    where = notice.appointment
    needed: list[tuple[str, object]] = [
        ("an appointment", where),
        ("a time with its time zone", where and where.starts_at.tzinfo),
        ("a place", where and where.place),
    ]
    if notice.form is Form.RA1:
        needed.append(("the time of the test", notice.tested_at))
    if notice.form is Form.RA2:
        needed.append(("the appointment that it changes", notice.instead_of))
    return needed

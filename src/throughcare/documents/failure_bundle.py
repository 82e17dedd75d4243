"""What police are given with a report that somebody did not come or stay, and the statement to sign. Never content.

Requirement, notices as they were given, attendance, and what was done to reach the person. Layout and words are ours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from throughcare.documents.typesetting import typeset

BAND = "DEMONSTRATION: NOT A LEGAL NOTICE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One notice as it was given: what stood on it, and who gave it to the person, how, when and in which language."""

    form: str
    says: str
    warning: str
    given: str
    by: str
    how: str
    language: str
    read_out: str
    signed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    when: str
    by: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureBundle:
    """Texts only, as they are kept with the copy of what was sent: the same texts give the same paper."""

    name: str
    born: str
    reporter: str
    team: str
    to: str
    required: str
    required_by: str
    purpose: str
    appointment: str
    moves: tuple[str, ...]
    notices: tuple[Given, ...]
    outcome: str
    recorded: str
    efforts: tuple[Effort, ...]
    judged: str
    reported: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """As it was kept."""
        return cls(**{
            **said, "moves": tuple(said["moves"]), "notices": tuple(Given(**one) for one in said["notices"]),
            "efforts": tuple(Effort(**one) for one in said["efforts"]),
        })  # fmt: skip

    @property
    def exhibits(self) -> list[tuple[str, str]]:
        """The number each paper has in the statement: the initials of who signs, and a count."""
        initials = "".join(part[0] for part in self.reporter.replace("-", " ").split()).upper()
        return [(f"{initials}/{number}", what) for number, what in enumerate(self._papers(), 1)]

    def _papers(self) -> Iterator[str]:
        yield f"The requirement of {self.required}"
        for one in self.notices:
            yield f"{one.form}, given {one.given}"
        yield f"The record of attendance for {self.appointment}"
        yield f"What was done to reach the person: {len(self.efforts)} written down"


def render_failure_bundle(*, bundle: FailureBundle, number: str, at: datetime, demonstration: bool) -> bytes:
    """A PDF: the statement to sign first, then each exhibit."""
    page = {
        **bundle.plain(), "exhibits": [list(one) for one in bundle.exhibits], "number": number,
        "band": BAND if demonstration else "",
    }  # fmt: skip
    return typeset(template="failure_bundle.typ", page=page, at=at)

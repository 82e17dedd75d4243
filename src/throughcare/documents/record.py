"""The assessment record in words, section by section, and on paper (our own layout)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from throughcare.documents.plain_english import day_in_words, short_day
from throughcare.documents.typesetting import typeset
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import Fact, questions
from throughcare.rulebook.facts.record import (
    FIELDS_OF,
    MINIMUM_OF,
    TITLES,
    AssessmentRecord,
    ContinuityUpdate,
    DrugUse,
    Section,
)

Lines = list[tuple[str, str]]
NOT_ASKED = "not asked"


def in_words(value: object) -> str:
    """An answer as one would say it; nothing for what was not asked."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return short_day(value)
    return str(value.value if isinstance(value, Enum) else value)


def answers(fact: Fact, names: Sequence[str]) -> Lines:
    """Each question of these with its answer; an empty answer was not asked."""
    asked = questions(type(fact))
    return [(asked[name].label, in_words(getattr(fact, name))) for name in names]


def section_lines(
    section: Section, *, record: AssessmentRecord, drugs: Sequence[DrugUse] = (), assessed: Assessed | None = None
) -> Lines:
    """Everything said under one heading: the minimum first, then the drugs, then the rest."""
    found = answers(assessed, MINIMUM_OF.get(section, ())) if assessed else []
    if section is Section.DRUGS:
        found += [(f"Drug {number}", drug_in_words(drug)) for number, drug in enumerate(drugs, 1)]
    return found + answers(record, FIELDS_OF[section])


def drug_in_words(drug: DrugUse) -> str:
    """heroin, smoked, every day, £150 a week, last used on 3 June 2010, first at 16"""
    parts = (
        drug.substance, drug.route, drug.frequency,
        f"£{drug.spend_a_week} a week" if drug.spend_a_week is not None else None,
        f"last used on {short_day(drug.last_used_on)}" if drug.last_used_on else None,
        f"first at {drug.first_used_age}" if drug.first_used_age is not None else None,
    )  # fmt: skip
    return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    on: date
    by: str
    fact: ContinuityUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaper:
    """What stands on the paper."""

    full_name: str
    born_on: date | None
    reference: str
    written_at: datetime
    written_by: str
    team_name: str
    assessed: Assessed | None
    record: AssessmentRecord
    drugs: Sequence[DrugUse] = ()
    updates: Sequence[Update] = ()
    demonstration: bool


def render_record(paper: RecordPaper) -> bytes:
    """A PDF of as many A4 pages as the record needs."""
    return typeset(template="record.typ", page=_page(paper), at=paper.written_at)


def _page(paper: RecordPaper) -> dict[str, object]:
    return {
        "name": paper.full_name,
        "running": f"Assessment record, {paper.full_name:.48}, {paper.reference}",
        "born": short_day(paper.born_on) if paper.born_on else "",
        "reference": paper.reference,
        "written": day_in_words(paper.written_at),
        "written_by": paper.written_by,
        "team_name": paper.team_name,
        "band": "DEMONSTRATION" if paper.demonstration else "",
        "sections": list(_sections(paper)),
        "updates": [
            {"day": short_day(update.on), "by": update.by, "lines": _told(update.fact)} for update in paper.updates
        ],
    }  # fmt: skip


def _sections(paper: RecordPaper) -> Iterator[dict[str, object]]:
    for section in Section:
        lines = section_lines(section, record=paper.record, drugs=paper.drugs, assessed=paper.assessed)
        yield {"title": TITLES[section], "lines": [[label, words or NOT_ASKED] for label, words in lines]}


def _told(update: ContinuityUpdate) -> list[list[str]]:
    return [[TITLES[section], words] for section, words in update.changes.items()]

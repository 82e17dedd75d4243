"""The record there is already: found, shown in words, and what an earlier assessment left open."""

from typing import Any

from django.urls import reverse

from throughcare.accounts.models import Membership
from throughcare.documents.record import section_lines
from throughcare.rulebook.assessment_record import OR_WHY, drugs_of, known_records, there_is_one
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.record import TITLES, AssessmentRecord, ContinuityUpdate, Section
from throughcare.rulebook.history import Recorded
from throughcare.web import words
from throughcare.web.person.page import Record
from throughcare.web.pieces import SummaryRow


def record_of(opened: Record) -> Recorded[AssessmentRecord] | None:
    """The newest that this team may know of and this role may read."""
    if not opened.sees(DataClass.ASSESSMENT):
        return None
    found = known_records(opened.history, opened.working.team, opened.given, at=opened.now)
    return found[-1] if found else None


def is_old(opened: Record, record: Recorded[AssessmentRecord]) -> bool:
    """Whether a new one may be written, with a reason."""
    return bool(opened.now >= DEADLINES["record_stands"].due(record.happened_at, opened.given.calendar))


def shown(opened: Record, record: Recorded[AssessmentRecord] | None) -> dict[str, Any] | None:
    """By section, what was asked; with who wrote it, and every update since."""
    if record is None:
        return None
    h = opened.history
    drugs = drugs_of(h, record)
    assessed = h.origin(record.fact.assessment, Assessed)
    sections = [
        (TITLES[section], [
            SummaryRow(key=label, value=said)
            for label, said in section_lines(
                section, record=record.fact, drugs=drugs, assessed=assessed.fact if assessed else None
            ) if said
        ])
        for section in Section
    ]  # fmt: skip
    return {
        "day": words.day(record.happened_at), "team": opened.names.get(record.team, "another team"),
        "is_ours": record.team == opened.working.team, "is_old": is_old(opened, record),
        "there_is_one": there_is_one(record), "or_why": OR_WHY,
        "sections": [(title, rows) for title, rows in sections if rows],
        "updates": [
            {
                "day": words.day(one.happened_at),
                "rows": [SummaryRow(key=TITLES[part], value=said) for part, said in one.fact.changes.items()],
            }
            for one in h.naming(record, ContinuityUpdate)
        ],
        "pdf": reverse("assessment_record_pdf", args=[opened.person.reference, record.root]),
        "update": reverse("update_record", args=[opened.person.reference]),
        "talk": reverse("record", args=[opened.person.reference, "initial_contact"]) + f"?record={record.root}",
    }  # fmt: skip


def written_by(record: Recorded[AssessmentRecord] | Recorded[ContinuityUpdate]) -> str:
    found = Membership.objects.select_related("account").filter(pk=record.by).first()
    return found.account.full_name if found else ""


def not_covered(assessed: Assessed) -> list[str]:
    """The labels of what the minimum asks for and this assessment left open."""
    questions = KINDS["assessed"].questions
    return [questions[name].label for name in assessed.missing]

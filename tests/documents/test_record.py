"""The assessment record on paper: every section, what was not asked, and what changed since (H-146)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from tests.documents.papers import tags_of, text_of
from throughcare.documents.record import RecordPaper, Update, drug_in_words, render_record, section_lines
from throughcare.rulebook.facts.assessment import Assessed, Dependency, Purpose
from throughcare.rulebook.facts.record import (
    AssessmentRecord,
    ContinuityUpdate,
    DrugUse,
    Frequency,
    Home,
    Route,
    Section,
    Substance,
)

NOBODY = UUID(int=1)
HEROIN = DrugUse(
    record=NOBODY, substance=Substance.HEROIN, route=Route.SMOKED, frequency=Frequency.DAILY, spend_a_week=150,
    last_used_on=date(2010, 6, 6), first_used_age=16,
)  # fmt: skip
PAPER = RecordPaper(
    full_name="Dafydd Llŷr O’Hare", born_on=date(1984, 11, 9), reference="TC-2F7K-9",
    written_at=datetime(2010, 6, 7, 10, tzinfo=UTC), written_by="Siân Hŵel", team_name="Glan-y-Dŵr CJIT",
    assessed=Assessed(purpose=Purpose.VOLUNTARY, engaged=True, dependency=Dependency.DEPENDENT),
    record=AssessmentRecord(assessment=NOBODY, home=Home.HOSTEL, pregnant=False, wishes="To see the children."),
    drugs=(HEROIN, DrugUse(record=NOBODY, substance=Substance.CANNABIS)),
    updates=(
        Update(on=date(2010, 8, 2), by="Ann Lee", fact=ContinuityUpdate(record=NOBODY, home="Has a flat now.")),
    ),
    demonstration=True,
)  # fmt: skip


def test_the_paper_has_every_section_the_drugs_and_what_changed():
    content = render_record(PAPER)

    text = text_of(content)
    assert [role for role, _ in tags_of(content)].count("/H2") == len(Section) + 1
    assert "heroin, smoked, every day, £150 a week, last used on 6 June 2010, first at 16" in text
    assert "To see the children." in text
    assert "not asked" in text
    assert "What changed: 2 August 2010, Ann Lee" in text
    assert "Has a flat now." in text
    assert "Our own layout" in text


def test_the_same_record_is_the_same_bytes():
    assert render_record(PAPER) == render_record(replace(PAPER))


def test_a_no_is_an_answer_and_silence_is_none():
    health = dict(section_lines(Section.HEALTH, record=PAPER.record))

    assert (health["Pregnant?"], health["Health of the body"]) == ("no", "")
    assert drug_in_words(PAPER.drugs[1]) == "cannabis"

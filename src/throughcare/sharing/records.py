"""What of the assessment record goes with each item: its answers, its drugs, and what changed since. Pure."""

from collections.abc import Iterator

from throughcare.documents import record as words
from throughcare.documents.plain_english import short_day
from throughcare.rulebook.assessment_record import DRUGS_SHARED_AS, SHARED_AS, drugs_written, leaves_as
from throughcare.rulebook.facts.consent import Item
from throughcare.rulebook.facts.record import FIELDS_OF, TITLES, AssessmentRecord, ContinuityUpdate
from throughcare.rulebook.history import AnyRecorded, History, Recorded

Said = Iterator[tuple[str, str, tuple[AnyRecorded, ...]]]


def lines(h: History, item: Item) -> Said:
    """Label, answer and the entries that say so, of the newest record; what was not asked is left out."""
    record = h.last(AssessmentRecord)
    if record is None:
        return
    if item is DRUGS_SHARED_AS:
        yield from _drugs(h, record)
    names = [name for section, asked in FIELDS_OF.items() for name in asked if leaves_as(section, name) is item]
    yield from ((label, said, (record,)) for label, said in words.answers(record.fact, names) if said)
    for update in h.naming(record, ContinuityUpdate):
        changed, day = update.fact.changes, short_day(update.happened_at)
        yield from (
            (f"{TITLES[one]}, {day}", changed[one], (record, update))
            for one in changed if SHARED_AS[one] is item
        )  # fmt: skip


def _drugs(h: History, record: Recorded[AssessmentRecord]) -> Said:
    for number, drug in enumerate(drugs_written(h, record), 1):
        yield f"Drug {number}", words.drug_in_words(drug.fact), (record, drug)

"""What of the assessment record goes with each item: its sections, and what changed in them since. Pure."""

from collections.abc import Iterator

from throughcare.documents import record as words
from throughcare.documents.plain_english import short_day
from throughcare.rulebook.assessment_record import SHARED_AS, drugs_of
from throughcare.rulebook.facts.consent import Item
from throughcare.rulebook.facts.record import TITLES, AssessmentRecord, ContinuityUpdate, DrugUse
from throughcare.rulebook.history import AnyRecorded, History


def lines(h: History, item: Item) -> Iterator[tuple[str, str, tuple[AnyRecorded, ...]]]:
    """Label, answer and the entries that say so, of the newest record; what was not asked is left out."""
    record = h.last(AssessmentRecord)
    if record is None:
        return
    sections = [section for section, shared_as in SHARED_AS.items() if shared_as is item]
    by: tuple[AnyRecorded, ...] = (record, *h.naming(record, DrugUse))
    for section in sections:
        told = words.section_lines(section, record=record.fact, drugs=drugs_of(h, record))
        yield from ((label, said, by) for label, said in told if said)
    for update in h.naming(record, ContinuityUpdate):
        changed, day = update.fact.changes, short_day(update.happened_at)
        yield from ((f"{TITLES[one]}, {day}", changed[one], (update,)) for one in sections if one in changed)

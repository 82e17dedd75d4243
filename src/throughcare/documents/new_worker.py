"""The letter that says who one's worker is now (Handbook 4.1.3; H-109, H-110).

It may lie on a table at home: it names neither drugs, nor police, nor the team.
"""

from dataclasses import dataclass
from datetime import datetime

from throughcare.documents.plain_english import day_in_words
from throughcare.documents.typesetting import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorker:
    full_name: str
    worker: str
    since: datetime
    before: str = ""
    """Who it was; empty for a first worker."""
    phone: str
    demonstration: bool


def render_new_worker(*, letter: NewWorker) -> bytes:
    """A PDF of one A4 page."""
    page = {
        "name": letter.full_name, "worker": letter.worker, "since": day_in_words(letter.since),
        "before": letter.before, "phone": letter.phone, "band": "DEMONSTRATION" if letter.demonstration else "",
    }  # fmt: skip
    return typeset(template="new_worker.typ", page=page, at=letter.since)

"""One box at the desk: words to search by, a pasted custody line, a custody number or a paper's, typed or scanned."""

from dataclasses import dataclass
from datetime import date

from throughcare.accounts.models import Membership
from throughcare.journal.models import CustodyRow
from throughcare.suites.papers import read_number
from throughcare.web.custody import custody_line
from throughcare.web.custody.custody_line import CustodyLine


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was put in: one of the four. Only this suite's own people and papers are looked through."""

    paper: str = ""
    arrest: CustodyRow | None = None
    line: CustodyLine | None = None
    words: str = ""


def read(text: str, *, membership: Membership, today: date) -> Read:
    typed = text.strip()
    number = read_number(typed) if custody_line.looks_like_a_number(typed) else ""
    if number:
        return Read(paper=number)
    if custody_line.looks_like_a_number(typed):
        found = here(typed, membership)
        return Read(arrest=found) if found else Read(line=CustodyLine(custody_number=typed), words=typed)
    line = custody_line.read(typed, today=today)
    if not line.is_a_line:
        return Read(words=typed)
    return Read(arrest=here(line.custody_number, membership), line=line)


def here(custody_number: str, membership: Membership) -> CustodyRow | None:
    """An arrest under this number that this suite booked in and has not released."""
    ours = CustodyRow.objects.filter(suite=membership.organisation_id, released_at=None)
    found = ours.filter(custody_number__iexact=custody_number).select_related("person") if custody_number else ()
    return next(iter(found), None)

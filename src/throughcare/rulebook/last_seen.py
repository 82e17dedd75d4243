"""When somebody on the caseload was last seen or spoken to: regular appointments are kept (HB 4.1.3, H-110)."""

from datetime import datetime

from throughcare.rulebook.facts.assessment import Assessed, AttendanceRecorded, Outcome
from throughcare.rulebook.facts.casework import CarePlanAgreed, FirstContact, TakenOnCaseload
from throughcare.rulebook.facts.closing import TakenUpAgain
from throughcare.rulebook.facts.keeping_contact import ContactMade, Kept
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.stays import suspensions


def last_seen(h: History, entry: Recorded[TakenOnCaseload]) -> datetime | None:
    """Being taken on is itself a meeting: the person agreed to it. A missed contact is none.

    None while the place is suspended: nobody is asked to meet somebody who cannot come.
    """
    if suspensions(h, entry):
        return None
    met: list[AnyRecorded] = [
        *(one for one in h.all(ContactMade) if one.fact.outcome is Kept.SEEN),
        *(one for one in h.all(AttendanceRecorded) if one.fact.outcome is Outcome.ATTENDED),
        *(one for one in h.all(Assessed) if one.fact.engaged),
        *h.all(CarePlanAgreed),
        *h.all(FirstContact),
        *h.all(TakenUpAgain),
    ]
    return max([entry.happened_at, *(one.happened_at for one in met)])

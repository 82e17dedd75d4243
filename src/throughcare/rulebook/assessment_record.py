"""The assessment record: one a person, brought up to date and not begun again. Pure refusals; it decides no duty.

Handbook 4.1.2, 4.2, 4.7.1; PPO guidance 52. What the record contains is ours (`facts.record`).
"""

from collections.abc import Mapping
from datetime import datetime

from throughcare.rulebook import care
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.disclosure import shares
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.consent import Disclosed, Item
from throughcare.rulebook.facts.record import AssessmentRecord, ContinuityUpdate, DrugUse, Section
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.standing import Given

OR_WHY = "Write an update, or say why a new record is needed."
AT_MOST = 3
"""Drugs in one record (ours, as the seed documents of the programme had it)."""

SHARED_AS: Mapping[Section, Item] = dict.fromkeys(Section, Item.ASSESSMENT) | {
    Section.ABOUT: Item.CONTACT, Section.HEALTH: Item.HEALTH, Section.RISK: Item.RISK,
}  # fmt: skip
"""As which item each section leaves a team; in no item, it would never leave."""
DRUGS_SHARED_AS = Item.DRUGS_USED
"""Which drugs, how and how often; overdoses and earlier treatment are more than a PPO scheme is told (P-39)."""
_NOT_WITH_ITS_SECTION = {"ethnicity": Item.ASSESSMENT}


def leaves_as(section: Section, name: str) -> Item:
    """The item as which an answer of the record is shared."""
    return _NOT_WITH_ITS_SECTION.get(name, SHARED_AS[section])


def drugs_of(h: History, record: Recorded[AssessmentRecord]) -> list[DrugUse]:
    return [one.fact for one in drugs_written(h, record)]


def drugs_written(h: History, record: Recorded[AssessmentRecord]) -> list[Recorded[DrugUse]]:
    """In the order in which they were written down: what matters most stands first."""
    return sorted(h.naming(record, DrugUse), key=lambda one: one.seq)


def known_records(h: History, team: str, given: Given, *, at: datetime) -> list[Recorded[AssessmentRecord]]:
    """Those this team may know of: written here, shared with it, or its to read while it is responsible.

    Whoever may not read a record must not learn from an answer that there is one.
    """
    found = list(h.all(AssessmentRecord))
    if all(one.team == team for one in found) or _is_responsible(h, team, given):
        return found
    return [one for one in found if one.team == team or _is_shared_with(h, one, team, at)]


def _is_responsible(h: History, team: str, given: Given) -> bool:
    spells = care.spells(h, given)
    return bool(spells) and spells[-1].until is None and spells[-1].team == team


def _is_shared_with(h: History, record: Recorded[AssessmentRecord], team: str, at: datetime) -> bool:
    """By a share that still stands, of what was said in an assessment, and made of this record or of what is in it."""
    of_it = {one.root for one in (record, *h.naming(record, DrugUse), *h.naming(record, ContinuityUpdate))}
    live = (
        h.get(share.disclosure, Disclosed) for share in shares(h)
        if share.team == team and share.live_at(at) and DataClass.ASSESSMENT in share.classes
    )  # fmt: skip
    return any(sent is not None and not of_it.isdisjoint(map(h.root, sent.fact.shown)) for sent in live)


def there_is_one(before: Recorded[AssessmentRecord]) -> str:
    """What whoever would write another is told."""
    day = local_day(before.happened_at)
    return f"There is an assessment record of {day.day} {day:%B %Y}; nobody is asked everything twice."


@refuses(AssessmentRecord, cites=("PPO 52", "HB 4.7.1"), requirements=("P-51", "H-170"))
def one_record_a_person(case: Case) -> Refused | None:
    """No second full record: what is there is brought up to date. An old one may be written anew, with a reason."""
    known = known_records(case.then, case.team, case.given, at=case.happened_at)
    before = next((one for one in reversed(known) if one.root != case.root), None)
    if before is None:
        return None
    fresh_until = DEADLINES["record_stands"].due(before.happened_at, case.given.calendar)
    if case.happened_at >= fresh_until and case.fact.new_because:
        return None
    says = there_is_one(before)
    if case.happened_at < fresh_until:
        return Refused(sentence=says, instead="Write a Continuity of Care Update: what changed.", because=before)
    return Refused(sentence=says, instead=OR_WHY, because=before)


@refuses(AssessmentRecord, cites=("HB 4.1.2",), requirements=("H-85",))
def a_record_is_of_somebody_who_talked(case: Case) -> Refused | None:
    """Of somebody who did not engage nothing was learned, so nothing is kept."""
    assessed = case.history.get(case.fact.assessment, Assessed)
    if assessed is None or assessed.fact.engaged:
        return None
    return Refused(
        sentence="The person did not engage, so there is nothing to write a record from.",
        instead="Record the assessment alone, with any immediate risk.",
        because=assessed,
    )


@refuses(DrugUse, cites=("HB 4.1.2",), ours=True)
def three_drugs_in_a_record(case: Case) -> Refused | None:
    """The three that matter most; others are named in short among other drug problems."""
    others = [one for one in case.others(DrugUse) if case.history.root(one.fact.record) == case.fact.record]
    if len(others) < AT_MOST:
        return None
    return Refused(
        sentence="The record names three drugs already.",
        instead="Correct one of the three, or name this one among other drug problems.",
        because=others[-1],
    )


@refuses(ContinuityUpdate, cites=("PPO 52",), requirements=("P-51",))
def an_update_says_what_changed(case: Case) -> Refused | None:
    """An update that says nothing would look as if everything had been asked again."""
    if case.fact.changes:
        return None
    return Refused(
        sentence="The update says nothing.",
        instead="Write under at least one heading what changed, or that nothing did.",
    )

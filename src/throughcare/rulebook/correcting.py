"""Whoever was told something that was corrected since is told the right words, or asked to give it back.

Handbook 3.2; PPO guidance 47; reading R21. A disclosure names the versions of the entries that its copy was made of,
so what no longer stands as it was shown follows from the record alone, without the copy.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from throughcare.rulebook.actors import Role
from throughcare.rulebook.assessment_record import DRUGS_SHARED_AS, SHARED_AS, leaves_as
from throughcare.rulebook.calendar import end_of_day, local_day
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import basis_entry, same_recipient
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    AttendanceRecorded,
    FailureReported,
    GoodCauseJudged,
    NoticePrepared,
    NoticeServed,
)
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import CarePlanAgreed, CaseManagerNamed, DecidedNext, Died, TakenOnCaseload
from throughcare.rulebook.facts.consent import ConsentWithdrawn, Disclosed, DisclosureRecalled, Item
from throughcare.rulebook.facts.custody import (
    AssessmentRequired,
    DrugTested,
    LaboratoryReturned,
    RiskFound,
    RiskHandedOver,
)
from throughcare.rulebook.facts.identity import DetailsGiven, LanguageNeeds, ResidenceEstablished
from throughcare.rulebook.facts.missed import ContactTried
from throughcare.rulebook.facts.record import FIELDS_OF, AssessmentRecord, ContinuityUpdate, DrugUse
from throughcare.rulebook.history import AnyRecorded, History, Recorded, written
from throughcare.rulebook.owing import Due, Obligation, earliest, owed, soonest
from throughcare.rulebook.spells import death
from throughcare.rulebook.standing import Duty, Given

TELL = Obligation(
    kind="tell_corrected", action="Share what was corrected with whoever was told, or ask for it back",
    deadline="next_working_day", by=Role.CJIT_CASE_MANAGER, point="", data=DataClass.CONSENT,
    cites=("HB 3.2", "PPO 47 b5"), requirements=("H-50", "P-41"), readings=("R21",), survives=True,
    if_missed="The recipient's page says that it was corrected; it shows as overdue to the team.",
)  # fmt: skip

OBLIGATIONS = (TELL,)

WHEN = "happened_at"
"""The day of the entry is shown, whatever it says."""
MINUTE = "minute"
"""Its time to the minute is."""
_Fields = Mapping[type[Fact], frozenset[str]]


def _fields(*rows: tuple[type[Fact], str]) -> _Fields:
    return {kind: frozenset(names.split()) for kind, names in rows}


WITH_EVERYTHING = _fields((DetailsGiven, "given_name family_name born_on"))
_BESIDE_THE_RECORD: Mapping[Item, _Fields] = {
    Item.CONTACT: _fields(
        (ResidenceEstablished, "housing address"), (DetailsGiven, "phone"),
        (LanguageNeeds, "speaks finds_reading_hard"),
    ),
    Item.ENGAGED: _fields(
        (TakenOnCaseload, WHEN), (DecidedNext, f"{WHEN} ends arrest"), (Died, WHEN), (CarePlanAgreed, WHEN),
        (CaseManagerNamed, "worker_name"), (Assessed, "engaged"),
    ),
    Item.ATTENDANCE: _fields((AttendanceRecorded, f"{WHEN} outcome")),
    Item.OUT_OF_CONTACT: _fields(
        (AttendanceRecorded, f"{WHEN} outcome appointment"), (AppointmentMade, "purpose"),
        (GoodCauseJudged, "effort attendance"),
    ),
    Item.DRUGS_USED: _fields((Assessed, "engaged dependency other_drugs")),
    Item.LEVEL_OF_USE: _fields((Assessed, "engaged dependency")),
    Item.SERVICES: _fields((CarePlanAgreed, "social")),
    Item.CARE_PLAN: _fields((CarePlanAgreed, f"{WHEN} drug_and_alcohol health offending social")),
    Item.ASSESSMENT: _fields(
        (Assessed, f"{WHEN} engaged would_benefit readiness comprehensive_needed urgency diversity_needs"),
    ),
    Item.HEALTH: _fields((CarePlanAgreed, "health")),
    Item.TEST_RESULTS: _fields((DrugTested, f"{WHEN} result"), (LaboratoryReturned, "test")),
    Item.REQUIREMENT: _fields(
        (AssessmentRequired, WHEN), (NoticePrepared, "form requirement"), (NoticeServed, f"{WHEN} notice"),
    ),
    Item.RISK: _fields((RiskFound, f"{WHEN} risk what"), (RiskHandedOver, "to_whom risk")),
}  # fmt: skip


def _of_the_record(item: Item) -> _Fields:
    """Of the assessment record: its answers by where they leave, its drugs, and what changed since."""
    asked = {name for section, names in FIELDS_OF.items() for name in names if leaves_as(section, name) is item}
    changed = {section.value for section, leaves in SHARED_AS.items() if leaves is item}
    drug = set(DrugUse.__dataclass_fields__) if item is DRUGS_SHARED_AS else set[str]()
    rows = {
        AssessmentRecord: asked,
        ContinuityUpdate: changed | {WHEN, "record"} if changed else changed,
        DrugUse: drug,
    }
    return {kind: frozenset(names) for kind, names in rows.items() if names}


SHOWS: Mapping[Item, _Fields] = {
    item: {**fields, **_of_the_record(item)} for item, fields in _BESIDE_THE_RECORD.items()
}
"""Which answers of which entries an item shows. A correction of any other concerns no recipient, and tells none."""


EVIDENCE = _fields(
    (AssessmentRequired, MINUTE), (AppointmentMade, "requirement purpose starts_at place"),
    (AppointmentMoved, f"{MINUTE} appointment starts_at place"),
    (NoticePrepared, "requirement form starts_at place warning"),
    (NoticeServed, f"{MINUTE} notice how language read_out signed"),
    (AttendanceRecorded, f"{MINUTE} appointment outcome"), (ContactTried, f"{MINUTE} attendance how answer"),
    (GoodCauseJudged, f"{MINUTE} attendance accepted"), (FailureReported, f"{MINUTE} attendance"),
)  # fmt: skip
"""Which answers the papers show that go with a report of a failure (Handbook 4.1.2)."""


def duties(h: History, given: Given) -> Iterator[Duty]:
    """One for each share that shows what was mended since; met by asking for it back, or by sharing as much anew."""
    for sent in h.every(Disclosed):
        mended = list(mended_since(h, sent))
        if mended:
            at = max(min(mending.recorded_at for mending, _ in mended), sent.happened_at)
            yield owed(
                TELL, because=sent, owner=sent.team, given=given, arises_at=at,
                due=Due(at=TELL.limit.due(at, given.calendar), counted_from=at),
                met=earliest(h.first_naming(sent, DisclosureRecalled), told_anew(h, sent, at)),
                withdrawn=_moot(h, sent, at, [again for _, again in mended]),
            )  # fmt: skip


def mended_since(h: History, sent: Recorded[Disclosed]) -> Iterator[tuple[AnyRecorded, AnyRecorded | None]]:
    """Of each entry that no longer says what was shown: what first mended it, and what says the same again, if any."""
    shown = sent.fact.shown if h.mended else frozenset()
    for old in h.mended:
        if old.id not in shown:
            continue
        versions = [one for one in h.every(type(old.fact)) if one.root == old.root]
        later = versions[next(n for n, one in enumerate(versions) if one.id == old.id) + 1 :]
        names = _shown_of(type(old.fact), h, sent.fact)
        said = _said(old, names)
        mending = next((one for one in later if _said(one, names) != said), versions[-1].mended_by)
        if mending is not None:
            now = versions[-1]
            yield mending, now if now.live and _said(now, names) == said else None


def outdated_since(h: History, sent: Recorded[Disclosed]) -> datetime | None:
    """From when on the recipient has held what does not stand; None where all stands as it was shown."""
    return min((mending.recorded_at for mending, again in mended_since(h, sent) if again is None), default=None)


def told_anew(h: History, sent: Recorded[Disclosed], at: datetime) -> Recorded[Disclosed] | None:
    """The first share from then on that says at least as much to the same recipient for the same purpose."""
    return next(
        (
            one for one in h.all(Disclosed)
            if one.happened_at >= at and one.root != sent.root and same_recipient(one.fact, sent.fact)
            and one.fact.purpose is sent.fact.purpose and sent.fact.items <= one.fact.items
        ),
        None,
    )  # fmt: skip


def _shown_of(kind: type[Fact], h: History, sent: Disclosed) -> list[str]:
    """The names of the answers of such an entry that were shown."""
    names = WITH_EVERYTHING.get(kind, frozenset()).union(*(SHOWS[item].get(kind, ()) for item in sent.items))
    if h.origin(sent.involved, FailureReported) is not None:
        names |= EVIDENCE.get(kind, frozenset())
    return sorted(names)


def _said(entry: AnyRecorded, names: list[str]) -> tuple[object, ...]:
    """The answers of an entry that were shown."""
    times = {WHEN: local_day(entry.happened_at), MINUTE: entry.happened_at.replace(second=0, microsecond=0)}
    return tuple(times[name] if name in times else getattr(entry.fact, name) for name in names)


def _moot(
    h: History, sent: Recorded[Disclosed], at: datetime, again: list[AnyRecorded | None]
) -> AnyRecorded | None:  # fmt: skip
    """Everything says again what was shown; what it rested on is gone, and is recalled as such; it was over; death."""
    basis = basis_entry(h, sent)
    days = (sent.fact.until, getattr(basis.fact, "until", None) if basis else None)
    return soonest(
        max(map(written, filter(None, again)), key=lambda one: one.happened_at) if all(again) else None,
        h.first_naming(basis, ConsentWithdrawn), basis.mended_by if basis else None,
        sent if any(day and end_of_day(day) <= at for day in days) else None,
        death(h),
    )  # fmt: skip

"""What may be shared with whom, for what, on which basis: one table, each row with its paragraph, and what is live.

A row allows; what stands in no row is not shared. Consent for care never serves enforcement (PPO guidance 33), and
a test result serves only the purposes of PACE s63B(7). The limits of Drugs Act 2005 s15 are marked for a lawyer (R26).
Whom a team's roles let read less is offered less: the person agrees to what will be seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from throughcare.rulebook.actors import ROLES, OrganisationKind, Role
from throughcare.rulebook.calendar import end_of_day
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.assessment import FailureReported, FollowUpDecided
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import ReferredToTeam
from throughcare.rulebook.facts.consent import (
    ConsentGiven,
    ConsentWithdrawn,
    Disclosed,
    DisclosureDecided,
    DisclosureRecalled,
    Ground,
    Item,
    RecipientKind,
    Scope,
    SharedFor,
)
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.facts.engagement import NotEngagingReported
from throughcare.rulebook.history import AnyRecorded, History, Recorded


class Basis(StrEnum):
    CONSENT = "consent"
    DECISION = "decision of the nominated senior professional"
    INVOLVEMENT = "involvement in the person's case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """On this basis, for this purpose, these recipients may be told these items and no others."""

    basis: Basis
    purpose: SharedFor
    recipients: frozenset[RecipientKind]
    items: frozenset[Item]
    cites: tuple[str, ...]
    requirements: tuple[str, ...] = ()
    ground: Ground | None = None
    """Of a decision."""
    by: type[Fact] | None = None
    """Of involvement: the fact by which the recipient is involved."""
    is_whole: bool = False
    """Every role that reads for the recipient reads all of it: the row says who they are and what they need."""


_R, _P, _B, _I = RecipientKind, SharedFor, Basis, Item
ROUTINE = frozenset({_I.ENGAGED, _I.DRUGS_USED, _I.LEVEL_OF_USE})
"""What a PPO scheme is told as a matter of routine (P-39); more is decided by name (P-42)."""
_COURSE = frozenset({_I.CONTACT, _I.ENGAGED, _I.ATTENDANCE, _I.OUT_OF_CONTACT, _I.SERVICES, _I.RISK})
_CONTENT = frozenset({_I.DRUGS_USED, _I.LEVEL_OF_USE, _I.ASSESSMENT, _I.HEALTH})
_CARE = _COURSE | _CONTENT | {_I.CARE_PLAN, _I.TEST_RESULTS}

TABLE = (
    # By consent
    Row(
        basis=_B.CONSENT, purpose=_P.CONTINUITY, recipients=frozenset({_R.CJIT}),
        items=_CARE, cites=("HB 4.2", "PPO 33", "PACE s63B(7)"), requirements=("H-145", "H-146", "P-23"),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.CONTINUITY, recipients=frozenset({_R.CARATS, _R.TREATMENT}),
        items=_COURSE | _CONTENT | {_I.CARE_PLAN}, cites=("HB 4.2", "PPO 33"), requirements=("H-145", "H-146", "P-23"),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.CONTINUITY, recipients=frozenset({_R.PROBATION}),
        items=_CARE - _CONTENT, cites=("HB 4.2", "PPO 33", "PACE s63B(7)"), requirements=("H-145", "H-146", "P-23"),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.PPO_MANAGEMENT, recipients=frozenset({_R.PPO_SCHEME}), items=ROUTINE,
        is_whole=True, cites=("PPO 34", "PPO 35", "PPO 47 b4"), requirements=("P-26", "P-39", "P-40"),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.TREATMENT, recipients=frozenset({_R.GP}), items=_CARE,
        cites=("HB 4.2", "PPO 33", "PACE s63B(7)"), requirements=("P-23",),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.TREATMENT, recipients=frozenset({_R.TREATMENT}),
        items=_COURSE | _CONTENT | {_I.CARE_PLAN}, cites=("HB 4.2", "PPO 33"), requirements=("P-23",),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.SERVICE, recipients=frozenset({_R.SERVICE}),
        items=_COURSE - {_I.RISK}, cites=("HB 2.4 b13", "PPO 30"), requirements=("P-22",),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.SERVICE, recipients=frozenset({_R.TREATMENT}),
        items=_COURSE, cites=("HB 2.4 b13", "PPO 30"), requirements=("P-22",),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.CONTACT, recipients=frozenset({_R.CJIT}), items=frozenset({_I.CONTACT, _I.RISK}),
        cites=("ICE 3.5",), requirements=("I-30",),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.COURT_LETTER, recipients=frozenset({_R.COURT}),
        items=ROUTINE | {_I.ATTENDANCE, _I.SERVICES, _I.CARE_PLAN, _I.TEST_RESULTS},
        cites=("HB 4.2", "PACE s63B(7)"), requirements=("H-145",),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.SUPERVISION, recipients=frozenset({_R.PROBATION}),
        items=_CARE - _CONTENT, cites=("HB 4.2", "PPO 33", "PACE s63B(7)"), requirements=("H-145", "P-23"),
    ),
    Row(
        basis=_B.CONSENT, purpose=_P.SUPPORT, recipients=frozenset({_R.FAMILY}),
        items=frozenset({_I.CONTACT, _I.ENGAGED, _I.ATTENDANCE, _I.OUT_OF_CONTACT, _I.SERVICES}),
        cites=("HB 4.2", "HB Annex B A"), requirements=("H-145",),
    ),
    # By a decision in writing, without consent
    Row(
        basis=_B.DECISION, purpose=_P.SAVING_LIFE, ground=Ground.LIFE,
        recipients=frozenset(_R) - {_R.FAMILY, _R.COURT}, items=_COURSE | _CONTENT,
        is_whole=True, cites=("PPO 36",), requirements=("P-28", "P-29"),
    ),
    Row(
        basis=_B.DECISION, purpose=_P.CRIME, ground=Ground.CRIME, recipients=frozenset({_R.POLICE, _R.PROBATION}),
        items=_COURSE - {_I.SERVICES},
        is_whole=True, cites=("PPO 36", "PPO 42", "PPO 43"), requirements=("P-28", "P-33", "P-34"),
    ),
    Row(
        basis=_B.DECISION, purpose=_P.PPO_MANAGEMENT, ground=Ground.CRIME, recipients=frozenset({_R.PPO_SCHEME}),
        items=_COURSE | ROUTINE,
        is_whole=True, cites=("PPO 36", "PPO 44", "PPO 47 b6"), requirements=("P-28", "P-35", "P-42"),
    ),
    # Because the recipient is involved
    Row(
        basis=_B.INVOLVEMENT, purpose=_P.REQUIREMENT, by=FailureReported, recipients=frozenset({_R.POLICE}),
        items=frozenset({_I.ATTENDANCE, _I.REQUIREMENT}), cites=("HB 4.1.2", "HB 4.2"), requirements=("H-144",),
    ),
    Row(
        basis=_B.INVOLVEMENT, purpose=_P.REQUIREMENT, by=NotEngagingReported, recipients=frozenset({_R.POLICE}),
        items=frozenset({_I.ATTENDANCE, _I.REQUIREMENT}), cites=("HB 4.7.1", "HB 4.7.2"), requirements=("H-144",),
    ),
    Row(
        basis=_B.INVOLVEMENT, purpose=_P.REQUIREMENT, by=AssessmentRequired, recipients=frozenset({_R.CJIT}),
        items=frozenset({_I.CONTACT, _I.REQUIREMENT, _I.TEST_RESULTS, _I.RISK}),
        cites=("HB 4.6.1 vii", "PACE s63B(7)"), requirements=("H-144",),
    ),
    Row(
        basis=_B.INVOLVEMENT, purpose=_P.REQUIREMENT, by=ReferredToTeam, recipients=frozenset({_R.CJIT}),
        items=_CARE | {_I.REQUIREMENT}, cites=("HB 4.7.4", "HB 4.7.5", "PACE s63B(7)"), requirements=("H-144",),
    ),
    Row(
        basis=_B.INVOLVEMENT, purpose=_P.REQUIREMENT, by=FollowUpDecided, recipients=frozenset({_R.PROBATION}),
        items=frozenset({_I.ASSESSMENT, _I.REQUIREMENT}), is_whole=True, cites=("HB 4.7.1",), requirements=("H-144",),
    ),
)  # fmt: skip

CLASS_OF: dict[Item, DataClass] = {
    _I.CONTACT: DataClass.IDENTITY, _I.ENGAGED: DataClass.CASEWORK, _I.ATTENDANCE: DataClass.ATTENDANCE,
    _I.OUT_OF_CONTACT: DataClass.ATTENDANCE, _I.DRUGS_USED: DataClass.ASSESSMENT,
    _I.LEVEL_OF_USE: DataClass.ASSESSMENT, _I.SERVICES: DataClass.CASEWORK, _I.CARE_PLAN: DataClass.CARE_PLAN,
    _I.ASSESSMENT: DataClass.ASSESSMENT, _I.HEALTH: DataClass.ASSESSMENT, _I.TEST_RESULTS: DataClass.TEST_RESULT,
    _I.REQUIREMENT: DataClass.REQUIREMENT, _I.RISK: DataClass.RISK,
}  # fmt: skip
"""The class of data each item speaks of: who shares an item must be able to read it."""

TEAMS_OF: dict[RecipientKind, frozenset[OrganisationKind]] = {
    _R.CJIT: frozenset({OrganisationKind.CJIT}),
    _R.CARATS: frozenset({OrganisationKind.PRISON}),
    _R.PROBATION: frozenset({OrganisationKind.PROBATION}),
    _R.PPO_SCHEME: frozenset({OrganisationKind.PPO_SCHEME}),
    _R.TREATMENT: frozenset({OrganisationKind.PROVIDER}),
    _R.SERVICE: frozenset({OrganisationKind.PROVIDER}),
    _R.POLICE: frozenset({OrganisationKind.POLICE_SUITE, OrganisationKind.POLICE_FORCE}),
}
"""Recipients that read here, as a team; the others are told by letter or aloud, by name."""


def row_for(basis: Basis, scope: Scope, by: type[Fact] | None = None) -> Row | None:
    """The row that speaks of this recipient and purpose; None means: not shared."""
    return next(
        (
            row for row in TABLE
            if row.basis is basis and row.purpose is scope.purpose and scope.recipient in row.recipients
            and row.by is by
        ),
        None,
    )  # fmt: skip


def basis_of(fact: Disclosed) -> tuple[Basis, UUID] | None:
    """The one basis named, by its link; None where none or several are."""
    links = ((Basis.CONSENT, fact.consent), (Basis.DECISION, fact.decision), (Basis.INVOLVEMENT, fact.involved))
    found = [(basis, link) for basis, link in links if link is not None]
    return found[0] if len(found) == 1 else None


def same_recipient(one: Scope, other: Scope) -> bool:
    return (one.recipient, one.to_team, one.named) == (other.recipient, other.to_team, other.named)


def covers(basis: Scope, asked: Scope) -> bool:
    """Same recipient, same purpose, and nothing more."""
    return same_recipient(basis, asked) and basis.purpose is asked.purpose and asked.items <= basis.items


def end_of_consent(h: History, consent: Recorded[ConsentGiven]) -> datetime:
    """The end of its last day, or the moment it was taken back, whichever is first."""
    ends = [end_of_day(consent.fact.until), *(one.happened_at for one in h.naming(consent, ConsentWithdrawn))]
    return min(ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one disclosure lets a team read: from when, and until when if that is known."""

    disclosure: UUID
    team: str
    items: frozenset[Item]
    classes: frozenset[DataClass]
    purpose: SharedFor
    from_at: datetime
    until: datetime | None

    def live_at(self, at: datetime) -> bool:
        return self.from_at <= at and (self.until is None or at < self.until)


def shares(h: History) -> Iterator[Share]:
    """Every disclosure that stands, live or ended. A voided one counts for nothing."""
    for sent in h.all(Disclosed):
        items = sent.fact.items
        yield Share(
            disclosure=sent.root, team=sent.fact.to_team, items=items, purpose=sent.fact.purpose,
            classes=frozenset({DataClass.IDENTITY, *(CLASS_OF[item] for item in items)}),
            from_at=sent.happened_at, until=end_of_share(h, sent),
        )  # fmt: skip


def live_shares(h: History) -> list[Share]:
    """Those that a team reads here."""
    return [share for share in shares(h) if share.team]


def end_of_share(h: History, sent: Recorded[Disclosed]) -> datetime | None:
    """The earliest of: its own last day, the end of what it rests on, and being asked back."""
    ends = [one.happened_at for one in h.naming(sent, DisclosureRecalled)]
    ends += [end_of_day(sent.fact.until)] if sent.fact.until else []
    basis = basis_entry(h, sent)
    if basis is not None:
        ends += _ends_of_basis(h, basis, sent.fact)
    return min(ends, default=None)


def basis_entry(h: History, sent: Recorded[Disclosed]) -> AnyRecorded | None:
    """What a disclosure rests on, standing or last mended."""
    named = basis_of(sent.fact)
    if named is None:
        return None
    kinds: tuple[type[Fact], ...] = (ConsentGiven, DisclosureDecided, *(row.by for row in TABLE if row.by is not None))
    return next((found for kind in kinds if (found := h.origin(named[1], kind)) is not None), None)


def items_read(h: History, sent: Recorded[Disclosed], role: Role) -> frozenset[Item]:
    """Of what was shared with its team, those a role may read: never more than its work needs."""
    row, sees = row_of(h, sent), ROLES[role].sees | ROLES[role].is_sent
    if row is not None and row.is_whole:
        return sent.fact.items
    return frozenset(item for item in sent.fact.items if CLASS_OF[item] in sees)


def row_of(h: History, sent: Recorded[Disclosed]) -> Row | None:
    """The row on which it was shared."""
    named, rests_on = basis_of(sent.fact), basis_entry(h, sent)
    if named is None or rests_on is None:
        return None
    return row_for(named[0], sent.fact, type(rests_on.fact) if named[0] is Basis.INVOLVEMENT else None)


def _ends_of_basis(h: History, basis: AnyRecorded, sent: Disclosed) -> Iterator[datetime]:
    if basis.mended_by is not None:
        yield basis.mended_by.recorded_at
    if isinstance(basis.fact, ConsentGiven):
        yield end_of_consent(h, basis)  # type: ignore[arg-type]
    if isinstance(basis.fact, DisclosureDecided):
        yield end_of_day(basis.fact.until)
    if isinstance(basis.fact, Scope) and not _allows(basis.fact, sent):
        yield basis.counts_from


def _allows(basis: Scope, sent: Disclosed) -> bool:
    return covers(basis, sent) and getattr(basis, "shares", True)

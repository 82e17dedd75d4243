"""Nothing is shared without one basis that holds, and what was shared can be asked back (invariant 5).

Handbook 4.2; PPO guidance 33 to 36 and 47; readings R21, R26. What has truly been said is never refused: an emergency
is written down as it was, and reviewed.
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import end_of_day
from throughcare.rulebook.disclosure import (
    CLASS_OF,
    TEAMS_OF,
    Basis,
    basis_entry,
    basis_of,
    covers,
    end_of_consent,
    row_for,
)
from throughcare.rulebook.facts.assessment import FollowUpDecided
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import ReferredToTeam
from throughcare.rulebook.facts.consent import (
    ASKS,
    ConsentGiven,
    ConsentWithdrawn,
    Disclosed,
    DisclosureDecided,
    DisclosureRecalled,
    EmergencyDisclosed,
    EmergencyReviewed,
    HowAgreed,
    Item,
    RecallAnswered,
    RecipientKind,
    Scope,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.owing import Due, Obligation, owed, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import death
from throughcare.rulebook.standing import Duty, Given

CONSENT = DataClass.CONSENT
RECALL = Obligation(
    kind="recall_disclosure", action="Ask for what was shared to be destroyed or given back", deadline="recall",
    by=Role.CJIT_CASE_MANAGER, point="", data=CONSENT, cites=("HB 4.2", "PPO 47 b5"), requirements=("P-41",),
    survives=True, if_missed="The recipient's page is closed all the same; it shows as overdue to the team.",
)  # fmt: skip
ANSWER = Obligation(
    kind="answer_recall", action="Destroy or give back what was received, and say so", deadline="next_working_day",
    by=Role.PPO_COORDINATOR, point="", data=CONSENT, cites=("PPO 47 b9",), requirements=("P-45",), readings=("R21",),
    survives=True,
)  # fmt: skip
REVIEW = Obligation(
    kind="review_emergency", action="Review what was told in an emergency", deadline="next_working_day",
    by=Role.CJIT_MANAGER, point="", data=CONSENT, cites=("PPO 36",), requirements=("P-28",), readings=("R21",),
    survives=True,
)  # fmt: skip

OBLIGATIONS = (RECALL, ANSWER, REVIEW)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Recall what rested on a consent taken back or an entry made in error; answer; review."""
    for sent in h.every(Disclosed):
        yield from _recalls(h, sent, given)
    for asked in h.every(DisclosureRecalled):
        origin = h.origin(asked.fact.disclosure, Disclosed)
        yield owed(
            ANSWER, because=asked, owner=_answers(origin) if origin else asked.team, given=given,
            due=within(ANSWER, asked.happened_at, given), met=h.first_naming(asked, RecallAnswered),
            withdrawn=death(h),
        )  # fmt: skip
    for told in h.every(EmergencyDisclosed):
        yield owed(
            REVIEW, because=told, owner=told.team, due=within(REVIEW, told.happened_at, given), given=given,
            met=h.first_naming(told, EmergencyReviewed), withdrawn=death(h),
        )  # fmt: skip


def _recalls(h: History, sent: Recorded[Disclosed], given: Given) -> Iterator[Duty]:
    recalled, basis = h.first_naming(sent, DisclosureRecalled), basis_entry(h, sent)
    if basis is None:
        return
    for withdrawn in h.every_naming(basis, ConsentWithdrawn):
        yield owed(
            RECALL, because=withdrawn, also=(sent,), owner=sent.team, given=given,
            due=within(RECALL, withdrawn.happened_at, given), met=recalled, withdrawn=death(h),
        )  # fmt: skip
    if basis.mended_by is not None:
        at = basis.mended_by.recorded_at
        yield owed(
            RECALL, because=sent, owner=sent.team, given=given, arises_at=at,
            due=Due(at=RECALL.limit.due(at, given.calendar), counted_from=at), met=recalled, withdrawn=death(h),
        )  # fmt: skip


def _answers(sent: Recorded[Disclosed]) -> str:
    """The recipient's team, or whoever sent it where the recipient has no desk here."""
    return sent.fact.to_team if sent.fact.recipient in TEAMS_OF and sent.fact.to_team else sent.team


def listed(items: frozenset[Item]) -> str:
    """In the order of the form."""
    return "; ".join(item.value for item in Item if item in items)


def needs_signature(scope: Scope) -> bool:
    """The PPO scheme's own form is signed (P-24); what was said in an assessment leaves only in writing (R26)."""
    content = any(CLASS_OF[item] is DataClass.ASSESSMENT for item in scope.items)
    return content or scope.recipient is RecipientKind.PPO_SCHEME


@refuses(ConsentGiven, cites=("PPO 33",), requirements=("P-23",))
def consent_serves_care(case: Case) -> Refused | None:
    """Consent covers care and the purposes named, never enforcement by the police."""
    if row_for(Basis.CONSENT, case.fact) is not None:
        return None
    return Refused(
        sentence=f"Consent does not cover telling {case.fact.recipient} for {case.fact.purpose}.",
        instead="Choose the recipient's own purpose. Anything for enforcement goes to the nominated senior "
        "professional.",
    )


@refuses(ConsentGiven, cites=("PPO 30", "PPO 47 b3"), requirements=("P-22", "P-36"))
def consent_covers_what_the_purpose_needs(case: Case) -> Refused | None:
    """Something is agreed to, and no more than the recipient needs."""
    row = row_for(Basis.CONSENT, case.fact)
    if row is None or (case.fact.items and case.fact.items <= row.items):
        return None
    extra = listed(case.fact.items - row.items)
    return Refused(
        sentence=f"For {case.fact.purpose} this is not needed: {extra}." if extra else "Nothing is agreed to.",
        instead="Tick what the person agreed to and the recipient needs. More is decided by name, case by case.",
    )


@refuses(ConsentGiven, cites=("PPO 34", "PPO 47 b1"), requirements=("P-24", "P-36"), readings=("R26",))
def consent_is_shown(case: Case) -> Refused | None:
    """By the signed form; aloud with a witness only where no signature is asked for."""
    fact = case.fact
    if fact.form.strip() if fact.how is HowAgreed.SIGNED else fact.witness.strip() and not needs_signature(fact):
        return None
    if fact.how is HowAgreed.SIGNED:
        return Refused(sentence="The signed form is missing.", instead="Add the form the person signed.")
    return Refused(
        sentence="Saying it aloud is not enough here." if fact.witness.strip() else "The witness has no name.",
        instead="Ask the person to sign the form." if fact.witness.strip() else "Name the witness.",
    )


@refuses(ConsentWithdrawn, cites=("HB 4.2", "PPO 47 b1"), requirements=("P-36", "P-41"), about_actor=True)
def a_recipient_hears_of_what_it_was_told(case: Case) -> Refused | None:
    """Whoever asks for consents writes down any that is taken back; a recipient, one on which it was told something."""
    consent = case.history.origin(case.fact.consent, ConsentGiven)
    if consent is None or case.by is None or case.by.role in ASKS:
        return None
    if any(sent.fact.to_team == case.by.team for sent in case.history.naming(consent, Disclosed)):
        return None
    return Refused(
        sentence="Nothing was shared with your team on this consent.",
        instead="Tell the team that asked for it at once: they write it down.",
        because=consent,
    )


@refuses(ConsentGiven, DisclosureDecided, cites=("PPO 47 b1",), ours=True)
def sharing_has_an_end(case: Case) -> Refused | None:
    """The last day is not before the first."""
    if end_of_day(case.fact.until) > case.happened_at:
        return None
    return Refused(sentence="The last day is over already.", instead="Give the last day on which this may be used.")


@refuses(ConsentGiven, DisclosureDecided, Disclosed, cites=("HB 4.2",), ours=True)
def a_recipient_is_known(case: Case) -> Refused | None:
    """A team of the right kind, or a name where the recipient has no desk here (B9)."""
    team, kinds = case.given.teams.get(case.fact.to_team), TEAMS_OF.get(case.fact.recipient)
    if kinds is None and case.fact.named.strip() and not case.fact.to_team:
        return None
    if kinds is not None and team is not None and team.kind in kinds and team.id != case.team:
        return None
    return Refused(
        sentence=f"It is not clear who receives this: {case.fact.recipient} has to be named.",
        instead="Choose a team that is listed, or write the name of whoever has no desk here.",
    )


@refuses(Disclosed, cites=("HB 4.2", "PPO 33", "PPO 36"), requirements=("H-145", "P-37"))
def sharing_has_one_basis(case: Case) -> Refused | None:
    """Consent, a decision in writing, or the recipient's involvement: one of them, and only one."""
    if basis_of(case.fact) is not None:
        return None
    return Refused(
        sentence="Nothing is shared without exactly one basis.",
        instead="Ask the person to agree, or put the case to the nominated senior professional.",
    )


@refuses(Disclosed, cites=("PPO 30", "PPO 33", "PPO 47 b3", "PPO 47 b4"), requirements=("P-22", "P-38", "P-40"))
def shared_as_the_table_allows(case: Case) -> Refused | None:
    """This recipient, this purpose and these items stand in a row of the table for this basis."""
    named, rests_on = basis_of(case.fact), _basis(case)
    if named is None or rests_on is None:
        return None
    row = row_for(named[0], case.fact, type(rests_on.fact) if named[0] is Basis.INVOLVEMENT else None)
    if row is not None and case.fact.items and case.fact.items <= row.items:
        return None
    return Refused(
        sentence=f"{case.fact.recipient[:1].upper()}{case.fact.recipient[1:]} is not told this for "
        f"{case.fact.purpose}: {listed(case.fact.items - (row.items if row else frozenset())) or 'nothing is chosen'}.",
        instead="Leave it out. More than the usual is decided by the nominated senior professional.",
        because=rests_on,
    )


@refuses(Disclosed, cites=("HB 4.2", "PPO 34", "PPO 36"), requirements=("H-145", "H-146", "P-36"))
def shared_within_what_was_agreed_or_decided(case: Case) -> Refused | None:
    """To that recipient, for that purpose, no item more; told to Probation only with written consent (HB 4.7.1)."""
    rests_on = _basis(case)
    if rests_on is None or _within(rests_on, case.fact):
        return None
    return Refused(
        sentence="This is more than was agreed or decided, or for someone or something else.",
        instead="Leave out what is not covered, or ask the person again.",
        because=rests_on,
    )


@refuses(Disclosed, cites=("HB 4.2", "PPO 47 b1"), requirements=("H-145", "P-36"))
def shared_while_the_basis_holds(case: Case) -> Refused | None:
    """Not before it, not after its last day, and not once it was taken back."""
    rests_on = _basis(case)
    if rests_on is None or rests_on.happened_at > case.happened_at:
        return None
    ends_at = None
    if isinstance(rests_on.fact, ConsentGiven):
        ends_at = end_of_consent(case.history, rests_on)  # type: ignore[arg-type]
    elif isinstance(rests_on.fact, DisclosureDecided):
        ends_at = end_of_day(rests_on.fact.until)
    if ends_at is None or case.happened_at < ends_at:
        return None
    withdrawn = case.history.first_naming(rests_on, ConsentWithdrawn)
    return Refused(
        sentence="The person has taken this consent back." if withdrawn else "The last day for this is over.",
        instead="Ask the person to agree again. Until then nothing further goes.",
        because=withdrawn or rests_on,
    )


@refuses(Disclosed, cites=("PPO 47 b9",), ours=True)
def a_copy_is_kept(case: Case) -> Refused | None:
    """What was sent is kept exactly as it was sent."""
    if case.fact.copy.strip():
        return None
    return Refused(sentence="There is no copy of what is sent.", instead="Share from the page that shows what is sent.")


def _basis(case: Case) -> AnyRecorded | None:
    """What the disclosure names, as it stands."""
    found = basis_entry(case.history, _as_recorded(case))
    return found if found is not None and found.live else None


def _as_recorded(case: Case) -> Recorded[Disclosed]:
    return Recorded(
        id=case.root, fact=case.fact, happened_at=case.happened_at, recorded_at=case.happened_at, by=case.root,
        team=case.team,
    )  # fmt: skip


def _within(rests_on: AnyRecorded, asked: Disclosed) -> bool:
    if isinstance(rests_on.fact, Scope):
        return covers(rests_on.fact, asked) and getattr(rests_on.fact, "shares", True)
    if isinstance(rests_on.fact, ReferredToTeam):
        return rests_on.fact.to_team == asked.to_team
    return not isinstance(rests_on.fact, FollowUpDecided) or rests_on.fact.written_consent is True

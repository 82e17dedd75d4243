"""IE2, IE3, IPAE4 to IPAE6: someone who does not engage is warned, then reported, then weighed by the partnership.

Handbook 4.1.2, 4.7.1, 4.7.2, 4.8, 4.10.2 to 4.10.4, 4.11.1; readings R14, R17, R21. By choice it is no offence.
"""

from collections.abc import Iterator
from typing import cast

from throughcare.rulebook.actors import Role
from throughcare.rulebook.assessment import assessments_under
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import CarePlanAgreed, CarePlanRefused
from throughcare.rulebook.facts.custody import AssessmentRequired, VoluntaryOfferMade
from throughcare.rulebook.facts.engagement import NotEngagingReported, PartnershipDecided, Warned
from throughcare.rulebook.facts.proactive import AgreementAsked, SelfReferred, SignsConsidered
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Obligation, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import (
    Requirement,
    ceased,
    death,
    episode_of,
    requirement_of,
    requirement_reported,
    requirement_warned,
)
from throughcare.rulebook.standing import Duty, Given

ATTENDANCE = DataClass.ATTENDANCE

WARN = Obligation(
    kind="warn", action="Warn that not engaging will be reported, and restate any duty", by=Role.CJIT_CUSTODY_WORKER,
    deadline="same_day", point="IE2", data=ATTENDANCE, cites=("HB 4.7.1", "HB 4.7.2", "HB 4.11.1"),
    requirements=("H-172", "H-190"),
)  # fmt: skip
WARN_BY_CHOICE = Obligation(
    kind="warn_by_choice", action="Warn that not engaging will be reported, and say that it is no offence",
    by=Role.CJIT_CUSTODY_WORKER, deadline="same_day", point="IPAE4", data=ATTENDANCE,
    cites=("HB 4.8", "HB 4.10.2", "HB 4.10.3", "HB 4.10.4"), requirements=("H-182", "H-187"), readings=("R17",),
    if_missed="Nothing is reported before the person was told. It shows as overdue to the team.",
)  # fmt: skip
REPORT_NOT_ENGAGING = Obligation(
    kind="report_not_engaging", action="Report that the person does not engage, if this is still so",
    by=Role.CJIT_CASE_MANAGER, deadline="report_failure", point="IE2", data=ATTENDANCE,
    cites=("HB 4.1.2", "HB 4.7.1", "HB 4.10.2", "HB 4.11.1"), requirements=("H-98", "H-172", "H-187", "H-190"),
    readings=("R17", "R21"),
)  # fmt: skip
PARTNERS_WEIGH = Obligation(
    kind="partnership_weighs", action="Weigh the risk of not engaging and decide what to do",
    by=Role.PARTNERSHIP_MANAGER, deadline="partnership_decision", point="IE3", data=ATTENDANCE,
    cites=("HB 4.7.1", "HB 4.8", "HB 4.10.2", "HB 4.11.1"), requirements=("H-173",), readings=("R21",),
)  # fmt: skip

OBLIGATIONS = (WARN, WARN_BY_CHOICE, REPORT_NOT_ENGAGING, PARTNERS_WEIGH)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """A warning, a report if it is still so, and a decision."""
    refused: list[AnyRecorded] = [a for a in h.every(Assessed) if not a.fact.engaged]
    refused += [*h.every(CarePlanRefused), *(a for a in h.every(AgreementAsked) if not a.fact.agrees)]
    for cause in refused:
        row = WARN_BY_CHOICE if _is_by_choice(cause) else WARN
        yield _owed_for_not_engaging(h, cause, row, h.first_naming(cause, Warned), given)
    for warned in h.every(Warned):
        yield _owed_for_not_engaging(h, warned, REPORT_NOT_ENGAGING, h.first_naming(warned, NotEngagingReported), given)
    for report in h.every(NotEngagingReported):
        yield _owed_for_not_engaging(h, report, PARTNERS_WEIGH, h.first_naming(report, PartnershipDecided), given)


def _owed_for_not_engaging(
    h: History, cause: AnyRecorded, row: Obligation, met: AnyRecorded | None, given: Given
) -> Duty:
    """Withdrawn once the person engages, or agrees a plan, under the same requirement (R14), or it ceases."""
    requirement = _requirement_behind(h, cause)
    root = requirement.root if requirement else None
    engaged = [a for a in assessments_under(h, root) if a.fact.engaged and order(a) > order(cause)]
    planned = [p for a in assessments_under(h, root) for p in h.naming(a, CarePlanAgreed) if order(p) > order(cause)]
    ends = [ceased(h, requirement)] if requirement else [death(h), came_unasked(h, cause), *_agreed(h, cause)]
    return owed(
        row, because=cause, owner=cause.team, due=within(row, cause.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=met, withdrawn=soonest(*engaged, *planned, *ends),
    )  # fmt: skip


def _is_by_choice(cause: AnyRecorded) -> bool:
    """Nothing was required of whoever was asked first, or was seen under no requirement."""
    fact = cause.fact
    return isinstance(fact, AgreementAsked) or (isinstance(fact, Assessed) and fact.requirement is None)


def _agreed(h: History, cause: AnyRecorded) -> list[AnyRecorded]:
    return [one for one in h.all(AgreementAsked) if one.fact.agrees and order(one) > order(cause)]


def came_unasked(h: History, moment: AnyRecorded) -> AnyRecorded | None:
    """The visit of somebody whom nobody has identified or required anything of since: never reported (R17)."""
    visits = [one for one in h.all(SelfReferred) if order(one) <= order(moment)]
    if not visits:
        return None
    signs = [one for one in h.all(SignsConsidered) if one.fact.identified and one.fact.arrest is not None]
    found: list[AnyRecorded] = [*signs, *h.all(VoluntaryOfferMade), *h.all(AssessmentRequired)]
    if any(order(visits[-1]) < order(one) <= order(moment) for one in found):
        return None
    return visits[-1]


def _requirement_behind(h: History, cause: AnyRecorded) -> Requirement | None:
    if isinstance(cause.fact, NotEngagingReported):
        return requirement_reported(h, cause.root)
    if isinstance(cause.fact, Warned):
        return requirement_warned(h, cast("Recorded[Warned]", cause))
    refused = cause.fact.assessment if isinstance(cause.fact, CarePlanRefused) else cause.root
    assessed = h.origin(refused, Assessed)
    return requirement_of(h, assessed) if assessed else None


@refuses(Warned, cites=("HB 4.7.1", "HB 4.11.1"), requirements=("H-172",))
def a_warning_answers_not_engaging(case: Case) -> Refused | None:
    """The warning is for someone who does not engage."""
    asked = case.history.get(case.fact.about, AgreementAsked)
    if asked is not None and asked.fact.agrees:
        return Refused(
            sentence="The person agreed; there is nothing to warn about.",
            instead="If the person then did not engage with the assessment, record that and warn about it.",
            because=asked,
        )
    assessed = case.history.get(case.fact.about, Assessed)
    if assessed is None or not assessed.fact.engaged:
        return None
    return Refused(
        sentence="The person engaged with this assessment; there is nothing to warn about.",
        instead="If the person then refused a care plan, record that and warn about it.",
        because=assessed,
    )


@refuses(Warned, cites=("HB 4.8", "HB 4.10.2", "HB 4.10.3"), requirements=("H-182", "H-187"))
def a_warning_by_choice_says_no_offence(case: Case) -> Refused | None:
    """Where nothing was required, the person hears that refusing is no offence."""
    about = case.history.named(case.fact.about)
    if about is None or not _is_by_choice(about) or case.fact.no_offence:
        return None
    return Refused(
        sentence="Nothing was required of this person, so not engaging is no offence, and the person must hear that.",
        instead="Say so, and record that you did. Nothing is reported before.",
        because=about,
    )


@refuses(NotEngagingReported, cites=("HB 4.1.2", "HB 4.2"), requirements=("H-98",), readings=("R17",))
def whoever_came_unasked_is_not_reported(case: Case) -> Refused | None:
    """Before the caseload only people identified by police are reported, never those who came by themselves."""
    warned = case.history.get(case.fact.warning, Warned)
    if warned is None or requirement_warned(case.history, warned) is not None:
        return None
    visit = came_unasked(case.then, warned)
    if visit is None:
        return None
    return Refused(
        sentence="The person came by themselves, so nothing of this is reported to anyone.",
        instead="Decide in the team what happens next, and record that.",
        because=visit,
    )


@refuses(Assessed, cites=("HB 4.10.2", "HB 4.10.4"), requirements=("H-186",))
def a_no_is_kept_until_the_person_agrees(case: Case) -> Refused | None:
    """By choice nobody is assessed after a no, until they are asked again and agree."""
    if case.fact.requirement is not None or not case.fact.engaged:
        return None
    asked = case.then.last(AgreementAsked)
    if asked is None or asked.fact.agrees:
        return None
    return Refused(
        sentence="Asked before, the person did not agree, and nothing is required of them.",
        instead="Ask again. If the person agrees now, record that first.",
        because=asked,
    )

"""IE2 and IE3: someone who does not engage is warned, then reported, then weighed by the partnership.

Handbook 4.7.1, 4.7.2, 4.11.1; readings R14, R21.
"""

from collections.abc import Iterator
from typing import cast

from throughcare.rulebook.actors import Role
from throughcare.rulebook.assessment import assessments_under
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import CarePlanAgreed, CarePlanRefused
from throughcare.rulebook.facts.engagement import NotEngagingReported, PartnershipDecided, Warned
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
    kind="warn", action="Restate the duty and warn that not engaging will be reported", by=Role.CJIT_CUSTODY_WORKER,
    deadline="same_day", point="IE2", data=ATTENDANCE, cites=("HB 4.7.1", "HB 4.7.2", "HB 4.11.1"),
    requirements=("H-172", "H-190"),
)  # fmt: skip
REPORT_NOT_ENGAGING = Obligation(
    kind="report_not_engaging", action="Report that the person does not engage, if this is still so",
    by=Role.CJIT_CASE_MANAGER, deadline="report_failure", point="IE2", data=ATTENDANCE,
    cites=("HB 4.7.1", "HB 4.11.1"), requirements=("H-172", "H-190"), readings=("R21",),
)  # fmt: skip
PARTNERS_WEIGH = Obligation(
    kind="partnership_weighs", action="Weigh the risk of not engaging and decide what to do",
    by=Role.PARTNERSHIP_MANAGER, deadline="partnership_decision", point="IE3", data=ATTENDANCE,
    cites=("HB 4.7.1", "HB 4.11.1"), requirements=("H-173",), readings=("R21",),
)  # fmt: skip

OBLIGATIONS = (WARN, REPORT_NOT_ENGAGING, PARTNERS_WEIGH)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """A warning, a report if it is still so, and a decision."""
    for cause in (*(a for a in h.every(Assessed) if not a.fact.engaged), *h.every(CarePlanRefused)):
        yield _owed_for_not_engaging(h, cause, WARN, h.first_naming(cause, Warned), given)
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
    return owed(
        row, because=cause, owner=cause.team, due=within(row, cause.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=met,
        withdrawn=soonest(*engaged, *planned, ceased(h, requirement) if requirement else death(h)),
    )  # fmt: skip


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
    assessed = case.history.get(case.fact.about, Assessed)
    if assessed is None or not assessed.fact.engaged:
        return None
    return Refused(
        sentence="The person engaged with this assessment; there is nothing to warn about.",
        instead="If the person then refused a care plan, record that and warn about it.",
        because=assessed,
    )

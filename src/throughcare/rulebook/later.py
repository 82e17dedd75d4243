"""What is not built yet: the step that builds it, what is missing, and the part that stands already.

The steps that follow empty this table. A requirement in no row here, in no step's proofs and not left to
judgement has not been given a step.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.rulebook.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A process point, a required action or a reading that waits."""

    id: str
    step: Step
    missing: str
    already: tuple[str, ...] = ()
    """Duties, refusals and kinds of fact that serve part of it today."""
    requirements: tuple[str, ...] = ()


_DESKS, _CASE, _AFTER = Step.DESKS, Step.CASE_MANAGEMENT, Step.AFTERWARDS

LATER: Mapping[str, Later] = {
    row.id: row
    for row in (
        # Process points
        Later(
            id="IPAE4", step=_CASE, missing="The question asked on the page of the assessment.",
            already=("agreement_asked", "a_no_is_kept_until_the_person_agrees"),
        ),
        Later(id="IPAE5", step=_CASE, missing="Whether more help is needed after an assessment by choice."),
        Later(id="IPAE6", step=_CASE, missing="Whether more help is accepted after an assessment by choice."),
        Later(
            id="IPAE7a", step=_CASE, missing="Referral to the home team without a requirement.",
            already=("referred_to_team",), requirements=("H-189",),
        ),
        Later(
            id="IPAE7b", step=_CASE, missing="Taking over someone who comes by choice.", already=("first_contact",),
            requirements=("H-189",),
        ),
        # Required actions on the proactive route
        Later(
            id="IPAE4.worker.assess", step=_CASE,
            missing="An assessment by choice that waits for a recorded yes, not only for the end of a no.",
            already=("agreement_asked", "a_no_is_kept_until_the_person_agrees", "complete_minimum"),
        ),
        Later(
            id="IPAE5.worker.decide", step=_CASE,
            missing="The decision on a further appointment, within five working days.",
            already=("agree_care_plan",), requirements=("H-188",),
        ),
        Later(
            id="IPAE6.worker.assess", step=_CASE, missing="A further assessment that waits for a recorded yes.",
            already=("agreement_asked",),
        ),
        Later(
            id="IPAE7a.worker.notice", step=_CASE, missing="A written notice without a requirement.",
            requirements=("H-189",),
        ),
        Later(
            id="IPAE7a.worker.transfer", step=_CASE,
            missing="Referral and record sent without a requirement, by consent.",
            already=("referred_to_team", "record_sent"), requirements=("H-189",),
        ),
        Later(
            id="IPAE7b.worker", step=_CASE, missing="Taking over, asking for the record and recording the acceptance.",
            already=("have_first_contact",), requirements=("H-189",),
        ),
        # Required actions once on the caseload
        Later(
            id="Com2.worker", step=_CASE, missing="What leads the person to offend, and the likely way through court.",
            already=("name_case_manager", "contact_made"), requirements=("H-116", "H-118"),
        ),
        # Readings that no rule needs yet
        Later(
            id="R8", step=_AFTER, missing="The monthly contact lists and their cut-off.",
            requirements=("S-20", "S-21", "S-37"),
        ),
        Later(
            id="R12", step=_AFTER, missing="The month a figure belongs to.",
            requirements=("N-57", "N-58", "N-59", "N-60"),
        ),
        Later(id="R13", step=_AFTER, missing="The homelessness briefing."),
        Later(id="R15", step=_AFTER, missing="A community order that Probation leads."),
        Later(id="R23", step=_AFTER, missing="Limits counted backwards from a release or discharge."),
        Later(id="R24", step=_AFTER, missing="Intensive status and its review."),
        Later(id="R25", step=_AFTER, missing="Sentences, and who supervises after them."),
        Later(id="R27", step=_AFTER, missing="The first attended treatment session, told by the provider itself.",
            already=("service_attended",), requirements=("H-123",)),
        Later(id="R31", step=_AFTER, missing="A preview of what a newly proclaimed holiday would move."),
        Later(id="R36", step=_AFTER, missing="What the key performance indicators count."),
    )
}  # fmt: skip
"""Every row by its id."""


def waiting(requirement: str) -> tuple[Later, ...]:
    """The rows that a requirement waits for."""
    return tuple(row for row in LATER.values() if requirement in row.requirements)

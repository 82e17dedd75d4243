"""What the guidance asks of people and no screen can do for them, each with its reason.

Few rows, and a test pins their number: it may only fall. What could be built and is not yet is in `later`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAutomated:
    """A required action or a requirement that is left to judgement."""

    id: str
    cite: str
    reason: str
    requirements: tuple[str, ...] = ()
    """Further requirements that say the same."""


NOT_AUTOMATED: Mapping[str, NotAutomated] = {
    row.id: row
    for row in (
        NotAutomated(
            id="IPAE1.police", cite="HB 4.9.1", requirements=("H-183",),
            reason="Noticing is done by an officer who looks and listens at every arrest. A question on every booking "
            "would be answered by habit. Where a test was negative, refused or not taken, a duty asks for the answer.",
        ),
        NotAutomated(
            id="H-46", cite="HB 3.1",
            reason="Encouragement is said face to face, by whoever the person listens to. The record holds that an "
            "appointment was offered and what the person answered, not how it was put.",
        ),
        NotAutomated(
            id="IPAE2.police.disposal", cite="HB 4.9.2", requirements=("H-68",),
            reason="The disposal is decided by police and prosecutor on the offence and the evidence. It is recorded "
            "as it was; software that steered it would stand between them and the law. The page of signs says what "
            "the Handbook advises, and shows a fixed penalty notice that was given all the same.",
        ),
        NotAutomated(
            id="I-29", cite="ICE 3.4",
            reason="Whether an officer speaks well of the service is heard in the suite, not read from a record. "
            "The written part, what is handed over, is recorded.",
        ),
    )
}  # fmt: skip
"""Every row by its id."""


def left_to_judgement(requirement: str) -> NotAutomated | None:
    """The row that a requirement falls under."""
    return next((row for row in NOT_AUTOMATED.values() if requirement in (row.id, *row.requirements)), None)

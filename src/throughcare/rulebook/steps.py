"""The steps in which the programme is built, and which requirements each step proves by tests.

A requirement listed here without a test that names it turns `throughcare coverage` red.
"""

from collections.abc import Mapping
from enum import IntEnum


class Step(IntEnum):
    """In the order of building."""

    FIRST_NIGHT = 1
    SHARING = 2
    DESKS = 3
    DOORS = 4
    CASE_MANAGEMENT = 5
    AFTERWARDS = 6

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES: Mapping[Step, str] = {
    Step.FIRST_NIGHT: "from the arrest to a named case manager",
    Step.SHARING: "consent and sharing",
    Step.DESKS: "the desks whole",
    Step.DOORS: "open doors for other systems",
    Step.CASE_MANAGEMENT: "case management and the proactive route",
    Step.AFTERWARDS: "courts, prison, probation, directory, figures and funding",
}


def _run(prefix: str, first: int, last: int) -> tuple[str, ...]:
    return tuple(f"{prefix}-{number}" for number in range(first, last + 1))


PROVEN_IN: Mapping[Step, tuple[str, ...]] = {
    Step.FIRST_NIGHT: (
        "H-1", "H-44", "H-45", "H-50", "H-54", "H-55", "H-63", "H-65", "H-66",
        *_run("H", 83, 95), *_run("H", 100, 110), *_run("H", 147, 157), *_run("H", 165, 175), "H-190", "H-191",
        "N-18", "N-19", "N-23", "N-24", "N-25", "N-32", "N-41", "P-48",
    ),
    Step.SHARING: (
        "H-14", *_run("H", 144, 146), "I-30", "P-18", *_run("P", 20, 31), *_run("P", 33, 45),
    ),
    Step.DESKS: (
        # Testing
        "S-2", "H-62", *_run("I", 23, 27), *_run("N", 20, 22), "N-29", *_run("N", 37, 40), "N-42",
        # Moved and withdrawn
        "H-158", "H-159", "H-160", "I-35", "S-26", "S-27", "S-28",
        # A whole shift in custody, with and without power
        *_run("H", 10, 13), *_run("H", 47, 49),
        "H-71", "H-75", *_run("H", 161, 164), "I-28", "S-14", "S-17", "S-25", "S-30",
        # Not there, and from area to area
        "H-74", "H-97", "H-99", *_run("H", 176, 181), "N-45", "S-16",
        # The assessment
        "H-96", "P-51", "S-15",
    ),
    Step.DOORS: ("N-35", "N-61", "I-34"),
    Step.CASE_MANAGEMENT: (
        "H-113", "H-115", *_run("H", 124, 128), *_run("H", 130, 139), *_run("H", 193, 207),
        # Services under the care plan
        "H-111", "H-112", "H-114", "H-192", "P-70",
        # Identified without a positive test
        "H-64", "H-67", "H-69", "H-70", "H-72", "H-73", *_run("H", 76, 82), "H-98", "H-182", "H-184",
        "H-185", "H-186", "H-187",
        # Whoever does not come
        "H-32", *_run("H", 120, 122), "H-129", "I-21",
    ),
}  # fmt: skip
"""The requirements that tests prove, by the step that proved them first."""


def step_that_proves(requirement: str) -> Step | None:
    return next((step for step, ids in PROVEN_IN.items() if requirement in ids), None)

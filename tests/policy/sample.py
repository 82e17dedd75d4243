"""Which share of the cells is asked here: always the same one, so that only a change can make a test fail.

All of them are asked by `python -m tests.policy.run`; THROUGHCARE_POLICY_PART chooses another share.
"""

import os

from tests.oracles.policy import CONSENTS

USUAL_PARTS, IN_CI = 480, 60
BOUNDARY = ("none", "withdrawn")
"""Consent states that are always there: nothing agreed, and the moment after it was taken back."""
IN_FORCE = ("covering", "refused_with_override")
"""By consent, and in CI by a senior's decision as well."""


def parts():
    return int(os.environ.get("THROUGHCARE_POLICY_PARTS", IN_CI if os.environ.get("CI") else USUAL_PARTS))


def part():
    return int(os.environ.get("THROUGHCARE_POLICY_PART", "0"))


def consents():
    """All of them where every cell is asked."""
    if parts() == 1:
        return CONSENTS
    return (*BOUNDARY, *(IN_FORCE if parts() <= IN_CI else IN_FORCE[:1]))

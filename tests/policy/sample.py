"""Which share of the cells is asked here: another one at each commit, so that all of them come round."""

import os
import subprocess
from pathlib import Path

from tests.oracles.policy import CONSENTS

USUAL_PARTS, IN_CI = 480, 60
BOUNDARY = ("none", "withdrawn")
"""Consent states that are always there: nothing agreed, and the moment after it was taken back."""


def parts():
    return int(os.environ.get("THROUGHCARE_POLICY_PARTS", IN_CI if os.environ.get("CI") else USUAL_PARTS))


def part():
    """By the commit: the same for every worker of one run."""
    return int(_commit()[:8], 16)


def consents():
    """The boundary and one in force; in CI one more in turn; all of them where every cell is asked."""
    if parts() == 1:
        return CONSENTS
    if parts() > IN_CI:
        return (*BOUNDARY, "covering")
    others = [one for one in CONSENTS if one not in {*BOUNDARY, "covering"}]
    return (*BOUNDARY, "covering", others[part() % len(others)])


def _commit():
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    return head.stdout.strip() or "0"

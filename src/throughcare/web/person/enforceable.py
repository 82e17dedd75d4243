"""Whether a requirement carries a penalty, in words (Handbook 4.6.1 v)."""

from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.history import History
from throughcare.rulebook.required_assessment import is_enforceable
from throughcare.rulebook.spells import end_of_requirement
from throughcare.web import words


def unenforceable(h: History) -> list[str]:
    """Each requirement that still stands, though the person left without RA1."""
    return [
        f"The requirement of {words.when(one.happened_at)} cannot be enforced. Not coming cannot be reported; whoever "
        "comes, comes by choice."
        for one in h.all(AssessmentRequired)
        if end_of_requirement(h, one) is None and not is_enforceable(h, one)
    ]

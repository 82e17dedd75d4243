"""Everything that can happen: a file per chapter, one dataclass per kind."""

# The order in which the chapters are read settles which of two facts of one instant comes first.
from throughcare.rulebook.facts import (  # noqa: I001
    assessment, missed, engagement, casework, custody, risk, identity, mendings, consent, record, brought_in,
    contact, review, proactive, keeping_contact, services, prison, closing,
)  # fmt: skip
from throughcare.rulebook.facts.base import KINDS, Fact, Kind, Link, Question, kind_of, links, questions

__all__ = [
    "KINDS", "Fact", "Kind", "Link", "Question", "assessment", "brought_in", "casework", "closing", "consent",
    "contact", "custody", "engagement", "identity", "keeping_contact", "kind_of", "links", "mendings", "missed",
    "prison", "proactive", "questions", "record", "review", "risk", "services",
]  # fmt: skip

"""Everything that can happen: a file per chapter, one dataclass per kind."""

from throughcare.rulebook.facts import assessment, casework, custody, identity, mendings
from throughcare.rulebook.facts.base import KINDS, Fact, Kind, Link, Question, kind_of, links, questions

__all__ = [
    "KINDS", "Fact", "Kind", "Link", "Question", "assessment", "casework", "custody", "identity", "kind_of",
    "links", "mendings", "questions",
]  # fmt: skip

"""Which documents and paragraphs a rule may cite, how they are named, and how sure we are of them.

A citation is "<document> <paragraph>" everywhere: "HB 4.1.1", "SPOC 3.3", "PACE s63B".
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from throughcare.rulebook.confidence import Confidence

_Row = Mapping[str, Any]  # one table of the file, as read

NOT_CONFIRMED = "not confirmed: check the text"
_WORDS = {
    "fn": "footnote ",
    "b": "bullet ",
    "p": "purpose ",
    "m": "minimum ",
    "ex": "exception ",
    "s": "section ",
}
_MARK = re.compile(r"\b(fn|ex|b|p|m|s)(?=\d)")


class UnknownParagraph(LookupError):
    """A rule cites something that guidance.toml does not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One guidance document, Act or order, with the days on which it held."""

    id: str
    title: str
    short: str
    citation: str
    issued: str
    in_force_since: date
    in_force_until: date | None
    note: str
    requirements: str | None

    def is_in_force_on(self, day: date) -> bool:
        return self.in_force_since <= day and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One numbered paragraph, item or section."""

    document: Document
    paragraph: str
    title: str
    confidence: Confidence

    @property
    def ref(self) -> str:
        return f"{self.document.id} {self.paragraph}"


@cache
def documents() -> Mapping[str, Document]:
    return MappingProxyType({key: _document(key, row) for key, row in _file().items()})


@cache
def paragraphs() -> Mapping[str, Paragraph]:
    """Every paragraph by its citation, in the documents' own order."""
    listed = (_paragraph(key, name, row) for key, row in _file().items() for name in row["paragraphs"])
    return MappingProxyType({paragraph.ref: paragraph for paragraph in listed})


def cite(ref: str) -> Paragraph:
    try:
        return paragraphs()[ref]
    except KeyError:
        raise UnknownParagraph(f"{ref!r} is not a paragraph listed in guidance.toml.") from None


def document_of_requirement(requirement_id: str) -> Document:
    """The document that a requirement such as H-72 comes from."""
    prefix = requirement_id.partition("-")[0]
    for document in documents().values():
        if document.requirements == prefix:
            return document
    raise UnknownParagraph(f"No document's requirements begin with {prefix!r} ({requirement_id!r}).")


def in_words(ref: str) -> str:
    """For a sentence: "Handbook 4.1.1, Identification"."""
    return f"{_named(cite(ref))}, {cite(ref).title}"


def long_form(ref: str) -> str:
    """With its age and standing: "Handbook 4.1.1 (2010; the national programme ended ...)"."""
    paragraph = cite(ref)
    doubt = NOT_CONFIRMED if paragraph.confidence is Confidence.BACKGROUND else ""
    standing = "; ".join(filter(None, (paragraph.document.issued, paragraph.document.note, doubt)))
    return f"{_named(paragraph)} ({standing})" if standing else _named(paragraph)


def _named(paragraph: Paragraph) -> str:
    number = _MARK.sub(lambda mark: _WORDS[mark[1]], paragraph.paragraph)
    return f"{paragraph.document.short} {number}"


def _document(key: str, row: _Row) -> Document:
    return Document(
        id=key,
        title=row["title"],
        short=row["short"],
        citation=row["citation"],
        issued=row["issued"],
        in_force_since=row["in_force_since"],
        in_force_until=row.get("in_force_until"),
        note=row["note"],
        requirements=row.get("requirements"),
    )


def _paragraph(key: str, name: str, row: _Row) -> Paragraph:
    return Paragraph(
        document=documents()[key],
        paragraph=name,
        title=row["paragraphs"][name],
        confidence=Confidence(row.get("confidence", {}).get(name, Confidence.STATED)),
    )


@cache
def _file() -> Mapping[str, _Row]:
    return tomllib.loads(resources.files(__package__).joinpath("guidance.toml").read_text("utf-8"))

"""Finds what someone asks about: by its name, by words, or by what is spelled nearly so."""

import difflib
import re
from dataclasses import dataclass
from functools import cache

from throughcare.rulebook.guidance import documents
from throughcare.rulebook.index import Entry, Sort, entries

MANY = 3
"""Up to so many finds by words are shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found. `exact`: the word is the name of these; otherwise it is among their words."""

    word: str
    found: tuple[Entry, ...]
    exact: bool = False
    near: tuple[str, ...] = ()
    """Names spelled nearly so, when nothing was found."""

    @property
    def whole(self) -> bool:
        return self.exact or len(self.found) <= MANY


def explain(word: str) -> Answer:
    """By name first, in every spelling we print; then by words; then names that are near."""
    named = tuple(entry for entry in entries().values() if _same(word) in _spellings(entry))
    if named:
        return Answer(word=word, found=named, exact=True)
    found = _by_words(word)
    return Answer(word=word, found=found, near=() if found else _near(word))


def _same(text: str) -> str:
    """One spelling for "Com 5a", "com5a" and "give ra1". A dot stays: 4.1.1 is not 4.11."""
    return re.sub(r"[\s_-]", "", text.casefold())


@cache
def _spellings(entry: Entry) -> frozenset[str]:
    if entry.sort is not Sort.PARAGRAPH:
        return frozenset({_same(entry.name)})
    document = next(key for key in sorted(documents(), key=len, reverse=True) if entry.name.startswith(f"{key} "))
    paragraph = entry.name.removeprefix(f"{document} ")
    said = {entry.name, f"{documents()[document].short} {paragraph}"}
    return frozenset(_same(each) for each in said | ({paragraph} if document == "HB" else set()))


def _by_words(word: str) -> tuple[Entry, ...]:
    """Entries that hold every word, or its beginning; those with it in the name before those with it in the text."""
    marks = [re.compile(rf"\b{re.escape(each)}", re.IGNORECASE) for each in re.findall(r"\w[\w'.-]*", word)]
    if not marks:
        return ()
    found = [entry for entry in entries().values() if all(mark.search(_text(entry)) for mark in marks)]
    order = list(Sort)
    return tuple(sorted(found, key=lambda e: (order.index(e.sort), not all(m.search(_head(e)) for m in marks))))


def _head(entry: Entry) -> str:
    return f"{entry.name.replace('_', ' ')} {entry.title}"


def _text(entry: Entry) -> str:
    own = " ".join(text for label, text in entry.lines if label not in {"Standing", "If missed", "Recorded by"})
    return f"{_head(entry)} {own}"


def _near(word: str) -> tuple[str, ...]:
    names = {_same(entry.name): entry.name for entry in entries().values()}
    words = {each.casefold(): each.casefold() for entry in entries().values() for each in _words(entry)}
    found = difflib.get_close_matches(_same(word), [*names, *words], n=5, cutoff=0.72)
    return tuple(dict.fromkeys((names | words)[each] for each in found))


def _words(entry: Entry) -> list[str]:
    return [each for each in re.findall(r"[A-Za-z]{4,}", entry.title) if entry.sort is not Sort.PARAGRAPH]

"""What an answer shows of one person, and whether the oracle lets it."""

import io
from html import unescape

import pypdf
from pypdf.errors import PdfReadError

from tests.oracles.policy import ANSWERS
from tests.policy.canaries import found
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.base import KINDS

OPEN, SHUT = frozenset({200, 422}), frozenset({302, 401, 403, 404, 405, 410})


def text_of(response):
    """Everything that comes out: headers, and the body as a reader or a machine finds it."""
    is_pdf = response["Content-Type"] == "application/pdf"
    body = _pages(response.content) if is_pdf else response.content.decode("utf-8", "replace")
    return unescape(f"{response.serialize_headers().decode('latin-1')}\n{body}")


def _pages(content):
    """A form that somebody signed and brought in is kept whatever it is."""
    try:
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    except PdfReadError:
        return content.decode("latin-1")


class Shown:
    """The canaries and references in one answer, by person."""

    def __init__(self, response, world):
        self.status = response.status_code
        text = text_of(response)
        self.canaries = {}
        for one in found(text):
            self.canaries.setdefault(world.numbered.get(one.person - one.person % 2), set()).add(one)
        self.named = set() if self.status in SHUT else {life for life in world.lives.values() if _is_named(life, text)}

    def of(self, life):
        return self.canaries.get(life, set())

    @property
    def people(self):
        return {life for life in self.canaries if life} | self.named


def _is_named(life, text):
    """An answer that refuses may repeat the address that was asked for."""
    return life.reference in text or life.person.shown_reference in text


def too_much(answer, shown, life, post):
    """Canaries of this person that the answer of the oracle does not allow, as `kind.field` names."""
    return sorted(f"{one.kind}.{one.field}" for one in shown.of(life) if not _may_show(one, answer, life, post))


EXISTENCE = frozenset({("arrested", "cell"), ("appointment_made", "place"), ("appointment_moved", "place")})
"""Which cell and which room: a row without a name still says where somebody is."""
ROUTINE = frozenset({("assessed", "other_drugs")})
"""Drugs used and level of use are of the routine set, though they were learned in an assessment (PPO 47, P-39)."""


def _may_show(canary, answer, life, post):
    if answer.whose == "existence":
        return (canary.kind, canary.field) in EXISTENCE
    if answer.whose == "items" and (canary.kind, canary.field) in ROUTINE:
        return True
    if str(canary.data) not in answer.classes or answer.whose == "none":
        return False
    if canary.data is DataClass.IDENTITY:
        return True
    if answer.whose == "own":
        return canary.kind in _own(life, post.team)
    return answer.whose != "arrest" or canary.person % 2 == (post.place == "next")


def _own(life, team):
    """The kinds of entry that the team wrote, those on which they rest, and the answers to them."""
    waiting = [kind for kind, teams in life.writers.items() if team in teams]
    known = {answer for answer, (asked, _) in ANSWERS.items() if asked in waiting}
    while waiting:
        kind = waiting.pop()
        if kind not in known:
            known.add(kind)
            waiting += [name for link in KINDS[kind].links.values() for name in link.names if name in life.writers]
    return known

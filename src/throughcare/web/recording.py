"""How a page records: a form's facts go to the journal, and a refusal comes back as words on the page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from throughcare.journal.models import Entry
from throughcare.journal.record import Proposed
from throughcare.people.models import Person
from throughcare.rulebook import guidance
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.history import History
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import serving
from throughcare.web import words


def propose(
    person: Person, fact: Fact, *, entry: UUID, happened_at: datetime, replaces: UUID | None = None, why: str = ""
) -> Proposed:
    """One entry, under the id that the form carried, at the whole minute: so it is typed, shown and compared."""
    at = happened_at.replace(second=0, microsecond=0)
    return Proposed(id=entry, person_id=person.id, fact=fact, happened_at=at, replaces=replaces, why=why)


def propose_now(person: Person, fact: Fact, *, entry: UUID, at: datetime) -> Proposed:
    """One entry at this very instant: where a second counts, as when a consent is taken back."""
    return Proposed(id=entry, person_id=person.id, fact=fact, happened_at=at)


def save(request: HttpRequest, entries: Sequence[Proposed]) -> Refusal | None:
    """Record as the person signed in, now. None: it is in the journal."""
    done = serving.enter(entries, by=request.working_as.membership, at=request.now)  # type: ignore[attr-defined]
    return done if isinstance(done, Refusal) else None


def save_once(request: HttpRequest, entries: Sequence[Proposed]) -> Refusal | None:
    """For pages that fill in the time themselves: sent twice, the second sending finds the first one's entry."""
    first = entries[0]
    if is_mine(request, entry=first.id, person=first.person_id):
        return None
    refusal = save(request, entries)
    reused = refusal is not None and refusal.rule == "key_reused"
    return None if reused and is_mine(request, entry=first.id, person=first.person_id) else refusal


def is_mine(request: HttpRequest, *, entry: UUID, person: UUID) -> bool:
    """Whether whoever is signed in recorded this entry already, about this person."""
    return Entry.objects.filter(pk=entry, person_id=person, by=request.working_as.membership).exists()  # type: ignore[attr-defined]


def this_minute(request: HttpRequest) -> datetime:
    """Forms speak in minutes, so that a thing done in the same minute is not before what it follows."""
    at: datetime = request.now  # type: ignore[attr-defined]
    return at.replace(second=0, microsecond=0)


def onward(request: HttpRequest, reference: str) -> HttpResponse:
    """Back to the page that asked, if the address names one of ours; else to the whole record."""
    asked = request.GET.get("next", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return redirect(asked)
    return redirect("person", reference)


def shown(refusal: Refusal, history: History | None = None) -> dict[str, Any]:
    """A refusal for the page: sentence, the fact that caused it, what can be done, the paragraphs in words."""
    cause = history.find(refusal.because) if history and refusal.because else None
    return {
        "sentence": refusal.sentence,
        "because": f"{cause.fact.says()}, {words.when(cause.happened_at)}" if cause else "",
        "instead": refusal.instead,
        "cites": [guidance.in_words(cite) for cite in refusal.cites],
    }

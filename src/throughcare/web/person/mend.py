"""Mending an entry: correct it, say that it never happened, or move it to whom it was about. Both versions stay."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from throughcare.access.decide import NotInSight, Restricted, decide
from throughcare.journal.reading import history as history_of
from throughcare.journal.record import Proposed
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import NoticePrepared, NoticeServed
from throughcare.rulebook.facts.base import Fact, Kind, kind_of
from throughcare.rulebook.facts.consent import Disclosed
from throughcare.rulebook.facts.mendings import Moved, Voided
from throughcare.rulebook.history import AnyRecorded
from throughcare.rulebook.sight import rests_on
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording, share_words, words
from throughcare.web.desks import RECORDS, desk
from throughcare.web.fact_forms import FactForm
from throughcare.web.person.page import Record, open_record
from throughcare.web.person.record import asked, form_page
from throughcare.web.widgets import Radios

WAYS = (
    ("correct", "Something in it is wrong; the right answers are below"),
    ("void", "It never happened"),
    ("move", "It was about someone else"),
)


@desk(RECORDS)
def mend(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """Needs a reason. Moving needs the reference of the right person, whom this team may see."""
    opened = open_record(request, reference)
    target = opened.history.find(entry)
    if target is None or kind_of(type(target.fact)).mending:
        raise Http404
    row = kind_of(type(target.fact))
    form = _form(row, opened)(request.POST or None, initial=_as_it_stands(target, row))
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        entries = _entries(opened, target, row, form)
        if entries is not None:
            refusal = recording.save_once(request, entries)
        if entries is not None and refusal is None:
            return redirect("person", reference)
    title = f"Mend: {row.title.lower()}"
    return form_page(request, opened, title, form, refusal, went_out=list(_went_out(opened, target)))


def _went_out(opened: Record, target: AnyRecorded) -> Iterator[str]:
    """Every notice and every share with this in it, as far as the reader may know of them (design, section 3)."""
    h = opened.history
    for given in h.all(NoticeServed):
        if any(one.root == target.root for one in rests_on(given, h)):
            notice = h.get(given.fact.notice, NoticePrepared)
            yield f"{notice.fact.form if notice else 'A notice'}, given {words.when(given.happened_at)}"
    for sent in h.all(Disclosed):
        if any(h.root(entry) == target.root for entry in sent.fact.shown):
            yield f"{share_words.words_of(sent.fact, opened.names)}, shared {words.when(sent.happened_at)}"


def _form(row: Kind, opened: Record) -> type[FactForm]:
    how = forms.ChoiceField(
        label="What is wrong?", widget=Radios(), choices=WAYS, error_messages={"required": "Say what is wrong"}
    )
    whose = forms.CharField(
        label="Reference of the person it was about", required=False, max_length=11,
        help_text="Only if it was about someone else: ten letters, at the top of that person's record",
    )  # fmt: skip
    why = forms.CharField(
        label="Why?", help_text="For example: gave a friend's address at booking in; tenancy letter seen",
        error_messages={"required": "Say in a few words why"}, max_length=1000,
    )  # fmt: skip
    base = fact_forms.form_for(row, asked(opened), leave_out=frozenset(row.links))
    fields = {"how": how, "whose": whose, "why": why, "field_order": ["how", "whose"]}
    return type("MendingForm", (base,), fields)


def _as_it_stands(target: AnyRecorded, row: Kind) -> dict[str, Any]:
    values = {name: getattr(target.fact, name) for name in row.questions}
    return {**values, **fact_forms.new_entry(), "happened_at": target.happened_at}


def _entries(opened: Record, target: AnyRecorded, row: Kind, form: FactForm) -> list[Proposed] | None:
    """What to record; None where the form now says what is missing."""
    given = form.cleaned_data
    if given["how"] == "move":
        return _moved(opened, target, row, form)
    if given["how"] == "void":
        return [_mending(opened, target, Voided(), form, at=opened.now)]
    kept = {name: getattr(target.fact, name) for name in row.questions if name not in form.fields}
    changed = {name: given[name] for name in row.questions if name in form.fields}
    fact = row.cls(**kept, **fact_forms.settled(row, changed))
    return [_mending(opened, target, fact, form, at=given["happened_at"])]


def _mending(opened: Record, target: AnyRecorded, fact: Fact, form: FactForm, *, at: Any) -> Proposed:
    given = form.cleaned_data
    return recording.propose(
        opened.person, fact, entry=given["entry"], happened_at=at, replaces=target.id, why=given["why"]
    )


def _moved(opened: Record, target: AnyRecorded, row: Kind, form: FactForm) -> list[Proposed] | None:
    """Away from here and onto the other record, in one act; what it names there must be plain."""
    other = _other(opened, form.cleaned_data["whose"])
    if other is None:
        form.add_error("whose", "Enter the reference of someone your team may see")
        return None
    links = _links_there(other, row, target.fact)
    if links is None:
        form.add_error(
            "whose", "There it is not plain what this entry is about. Record it there by hand, and void it here"
        )
        return None
    away = _mending(opened, target, Moved(to_person=other.id), form, at=opened.now)
    fact: Fact = replace(target.fact, **links)  # type: ignore[type-var]
    there = recording.propose(other, fact, entry=uuid5(away.id, "there"), happened_at=target.happened_at)
    return [away, there]


def _other(opened: Record, reference: str) -> Person | None:
    plain = reference.replace("-", "").strip().upper()
    try:
        found = decide(reference=plain, membership=opened.working.membership, at=opened.now).person
    except (NotInSight, Restricted):
        return None
    return found if found.id != opened.person.id else None


def _links_there(other: Person, row: Kind, fact: Fact) -> dict[str, UUID] | None:
    history, links = history_of(other.id), {}
    for name in row.links:
        if getattr(fact, name) is None:
            continue
        candidates = fact_forms.candidates(row, name, history)
        if len(candidates) != 1:
            return None
        links[name] = candidates[0].root
    return links

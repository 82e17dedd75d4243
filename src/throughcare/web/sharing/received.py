"""What others shared with this team: the list, the page that closes on the second, answering when asked back."""

from collections.abc import Set
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.journal.models import DutyRow
from throughcare.journal.record import Proposed
from throughcare.people import shown as shown_people
from throughcare.people.shown import Because
from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import CLASS_OF, Share
from throughcare.rulebook.facts.consent import (
    RECEIVES,
    ConsentWithdrawn,
    Disclosed,
    DisclosureRecalled,
    RecallAnswer,
    RecallAnswered,
)
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.sight import Basis
from throughcare.sharing import copies, disclose, receiving
from throughcare.sharing.models import Disclosure
from throughcare.web import bundle_pdf, recording, words
from throughcare.web.desks import desk
from throughcare.web.sharing import sharing_page
from throughcare.web.sharing.sharing_forms import RecallReply, TakeBack

READS = RECEIVES | CJIT | POLICE
MOST = 100
"""The newest so many are listed."""


@desk(READS)
def shared_with_us(request: HttpRequest) -> HttpResponse:
    """Open pages by name; closed ones by number alone, with what is still to be answered."""
    with shown_people.collecting():
        sent = list(_to_us(request).select_related("from_team", "copy")[:MOST])
    rows = [_row(request, one) for one in sent]
    context = {
        "asked_back": [row for row in rows if row["unanswered"]],
        "open": [row for row in rows if row["live"] and not row["disclosure"].involved],
        "required": [row for row in rows if row["live"] and row["disclosure"].involved],
        "over": [row for row in rows if not row["live"] and not row["unanswered"]],
    }
    return render(request, "web/sharing/shared_with_us.html", context)


@desk(READS)
def shared(request: HttpRequest, entry: UUID) -> HttpResponse:
    """What was sent, as far as the reader's role may read it, while it may be read. After that, nothing of it."""
    row = _row(request, _one(request, entry))
    if not row["live"]:
        return render(request, "web/sharing/shared_closed.html", row, status=410)
    read = row["read"]
    _because(row["share"], {CLASS_OF[item] for item in read})
    context = row | disclose.shown(row["disclosure"].copy, at=row["disclosure"].at, number=entry)
    if not row["is_whole"]:
        context["sent"] = context["sent"].only(read)
    return render(request, "web/sharing/shared.html", context)


@desk(READS)
def shared_bundle(request: HttpRequest, entry: UUID) -> HttpResponse:
    """With a report of a failure: the papers and the statement, as they were sent."""
    row = _row(request, _one(request, entry))
    made = bundle_pdf.response(row["disclosure"]) if row["live"] and row["is_whole"] else None
    if made is None:
        raise Http404
    _because(row["share"], row["share"].classes)
    return made


@desk(READS)
def taken_back_here(request: HttpRequest, entry: UUID) -> HttpResponse:
    """The person says it to whoever is in front of them: it holds at that instant, and the sender owes the recall."""
    row = _row(request, _one(request, entry))
    if row["disclosure"].consent is None:
        raise Http404
    if not row["live"]:
        return redirect("shared", entry)
    form, refusal = TakeBack(request.POST or None, initial={"entry": uuid4()}), None
    if request.method == "POST" and form.is_valid():
        fact = ConsentWithdrawn(consent=row["disclosure"].consent, said=form.cleaned_data["said"])
        proposed = Proposed(
            id=form.cleaned_data["entry"], person_id=row["disclosure"].person_id, fact=fact, happened_at=request.now  # type: ignore[attr-defined]
        )  # fmt: skip
        refusal = recording.save_once(request, [proposed])
        if refusal is None:
            return redirect("shared", entry)
    _because(row["share"])
    context = row | {"form": form, "refusal": recording.shown(refusal) if refusal else None}
    return render(request, "web/sharing/taken_back_here.html", context, status=422 if form.errors or refusal else 200)


@desk(READS)
def answer_recall(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Destroyed, given back, nothing printed, or why not. No name: the number on the paper says which."""
    row = _row(request, _one(request, entry))
    if row["recall"] is None:
        raise Http404
    form, refusal = RecallReply(request.POST or None, initial={"entry": uuid4()}), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        fact = RecallAnswered(recall=row["recall"].root, answer=RecallAnswer[given["answer"]], details=given["details"])
        proposed = Proposed(
            id=given["entry"], person_id=row["disclosure"].person_id, fact=fact, happened_at=request.now  # type: ignore[attr-defined]
        )  # fmt: skip
        refusal = recording.save_once(request, [proposed])
        if refusal is None:
            return redirect("shared_with_us")
    context = row | {"form": form, "refusal": recording.shown(refusal) if refusal else None}
    return render(request, "web/sharing/answer_recall.html", context, status=422 if form.errors or refusal else 200)


def _because(share: Share, also: Set[DataClass] = frozenset()) -> None:
    """For the read log: who it is about is always shown."""
    classes = frozenset(str(one) for one in also | {DataClass.IDENTITY})
    shown_people.note_because(Because(purpose=str(share.purpose), basis=Basis.SHARED.value, classes=classes))


def _to_us(request: HttpRequest) -> Any:
    return receiving.sent_to(request.working_as.membership)  # type: ignore[attr-defined]


def _one(request: HttpRequest, entry: UUID) -> Disclosure:
    with shown_people.collecting():
        found: Disclosure | None = _to_us(request).filter(pk=entry).select_related("from_team", "copy").first()
    if found is None:
        raise Http404
    return found


def _row(request: HttpRequest, one: Disclosure) -> dict[str, Any]:
    """Asked of the record itself, at this second: no list and no page is older than the question.

    Of what is closed nothing is shown, so nobody is named in the read log.
    """
    found = receiving.look(one, membership=request.working_as.membership, at=request.now)  # type: ignore[attr-defined]
    h, share, live = found.history, found.share, found.live
    if live:
        shown_people.note([one.person_id])
    recall = _recall(h, one.pk)
    answered = h.first_naming(recall, RecallAnswered) if recall else None
    return {
        "disclosure": one, "share": share, "live": live, "recall": recall, "read": found.read,
        "is_whole": found.is_whole,
        "unanswered": recall is not None and answered is None,
        "number": str(one.pk)[-8:].upper(), "sender": one.from_team.name, "at": words.when(one.at),
        "name": copies.read(one.copy.text).name if live else "", "purpose": share.purpose if share else "",
        "until": words.until(share.until) if live and share and share.until else "",
        **_corrected(h, one.pk, live=live),
        "asked_back_at": words.when(recall.happened_at) if recall else "",
        "answer": str(answered.fact.answer) if answered else "",
        "answer_by": _answer_by(one, recall) if recall and answered is None else "",
    }  # fmt: skip


def _answer_by(one: Disclosure, recall: Recorded[DisclosureRecalled]) -> str:
    """The end of its day, in words."""
    with shown_people.collecting():
        duty = DutyRow.objects.filter(person=one.person_id, kind="answer_recall", because=recall.root).first()
    return words.limit(duty.due) if duty else "end of the next working day"


def _recall(h: History, entry: UUID) -> Recorded[DisclosureRecalled] | None:
    sent = h.get(entry, Disclosed)
    return h.first_naming(sent, DisclosureRecalled) if sent else None


def _corrected(h: History, entry: UUID, *, live: bool) -> dict[str, Any]:
    """That something in it was corrected, never what; and where the right words are, once they are shared."""
    sent = h.get(entry, Disclosed) if live else None
    held = sharing_page.what_is_held(h, sent) if sent else sharing_page.Held()
    return {
        "corrected_at": words.when(held.corrected_at) if held.corrected_at else "",
        "anew": held.anew.root if held.anew else None,
    }

"""What the pages of an assessment show of a draft: its sections and how far they are, and every answer in words."""

from typing import Any

from django.urls import reverse

from throughcare.documents.record import in_words
from throughcare.drafts.keeping import Saved
from throughcare.web import words
from throughcare.web.assessment.entering import Filled
from throughcare.web.assessment.sections import Page
from throughcare.web.pieces import Link, SummaryRow


def url(filled: Filled, page: Page) -> str:
    return reverse("assess_section", args=[filled.opened.person.reference, filled.draft.pk, page.name])


def link(filled: Filled, page: Page) -> Link:
    return Link(text=page.title, url=url(filled, page))


def other_text(filled: Filled, page: Page, other: Saved | None) -> dict[str, Any] | None:
    """What somebody saved in another window since this page was made: both are shown, neither is lost."""
    if other is None:
        return None
    form = Filled(filled.draft, filled.opened).form(page)
    return {"at": words.when(other.saved_at), "lines": lines(form)}


def answers(filled: Filled, page: Page) -> dict[str, Any]:
    form = filled.forms[page.name]
    change = Link(text="Change", url=url(filled, page), extra=page.title.lower())
    return {"title": page.title, "rows": lines(form), "change": change}


def lines(form: Any) -> list[SummaryRow]:
    """Label and answer of each question that was answered; drugs without a name are left out."""
    if form.is_bound:
        form.is_valid()
        given = form.cleaned_data
    else:
        given = {name: form.initial.get(name) for name in form.fields}
    rows = [
        (form.fields[name].label, words.when(value) if name == "happened_at" and value else in_words(value))
        for name, value in given.items() if name != "version"
    ]  # fmt: skip
    return [SummaryRow(key=label, value=told) for label, told in rows if told]


def progress(filled: Filled) -> dict[str, Any]:
    done = [page for page in filled.pages if filled.is_done(page)]
    rows = [
        {"link": link(filled, page), "state": state(filled, page), "is_done": page in done} for page in filled.pages
    ]
    check = reverse("assess_check", args=[filled.opened.person.reference, filled.draft.pk])
    return {
        "sections": rows, "count": f"{len(done)} of {len(rows)} sections", "check": check,
        "saved": words.when(filled.draft.saved_at), "draft": filled.draft,
    }  # fmt: skip


def state(filled: Filled, page: Page) -> str:
    if page.name not in filled.saved:
        return "not asked yet"
    return "done" if filled.is_done(page) else "not right yet"


def blocks(form: Any) -> list[dict[str, Any]]:
    """The questions in the groups in which they stand on the page: a drug's together, a risk's details behind it."""
    found: list[dict[str, Any]] = []
    for field in form.visible_fields():
        kind, title = _group(form, field.name)
        if not found or (found[-1]["kind"], found[-1]["title"]) != (kind, title) or not kind:
            found.append({"kind": kind, "title": title, "fields": []})
        found[-1]["fields"].append(field)
    return found


def _group(form: Any, name: str) -> tuple[str, str]:
    if name in getattr(form, "behind", ()):
        return "behind", ""
    row = name.partition("_")[0]
    return ("drug", f"Drug {row[4:]}") if row[:4] == "drug" and row[4:].isdigit() else ("", "")

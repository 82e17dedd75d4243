"""From a draft to entries: every section checked afresh, then the facts in the order in which they happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import QueryDict

from throughcare.drafts import keeping
from throughcare.drafts.keeping import Saved
from throughcare.drafts.models import Draft
from throughcare.rulebook.facts.assessment import (
    MINIMUM_CONTENT,
    Assessed,
    AttendanceRecorded,
    FollowUpDecided,
    Outcome,
    RiskLevel,
)
from throughcare.rulebook.facts.base import KINDS, Fact
from throughcare.rulebook.facts.custody import RiskFound, RiskTo
from throughcare.rulebook.facts.engagement import Warned
from throughcare.rulebook.facts.record import AssessmentRecord, ContinuityUpdate, DrugUse, Section
from throughcare.web import fact_forms
from throughcare.web.assessment import job as jobs
from throughcare.web.assessment import sections
from throughcare.web.assessment.forms import form_of
from throughcare.web.assessment.job import Job, part_of
from throughcare.web.assessment.known import not_covered
from throughcare.web.assessment.sections import CHANGED, DRUG_ROWS, FOLLOW_UP, HERE, WHY_ANEW, Page
from throughcare.web.person.page import Record
from throughcare.web.person.record import asked

RISKS = (("risk_to_self", RiskTo.SELF), ("risk_to_others", RiskTo.OTHERS))
_ALWAYS = (*MINIMUM_CONTENT, "suitable_for")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A fact, which part of the batch it is, and when it happened."""

    part: str
    fact: Fact
    at: datetime


class Filled:
    """A draft as it stands: which pages apply, the form of each with what was typed, and what would be entered."""

    def __init__(self, draft: Draft, opened: Record) -> None:
        self.draft, self.opened = draft, opened
        self.job: Job = jobs.of_draft(draft)
        self.saved: Mapping[str, Saved] = keeping.parts(draft)
        self.known_outcome = self.job.attended(opened.history)
        self.decides = self.job.decides(opened.history)
        self.earlier = self.job.earlier(opened.history)

    @cached_property
    def here(self) -> dict[str, Any]:
        """Who came and talked, as far as that was said and is right."""
        form = self.form(sections.WHO_CAME)
        return form.cleaned_data if form.is_bound and form.is_valid() else {}

    @property
    def outcome(self) -> Outcome | None:
        return self.known_outcome or self.here.get("outcome")

    @property
    def has_met(self) -> bool:
        """Someone who did not come was not assessed; someone who left may have been, in part."""
        return self.here.get("engaged") is not None and self.outcome is not Outcome.DID_NOT_ATTEND

    @cached_property
    def pages(self) -> list[Page]:
        return sections.pages(
            self.job, decides=self.decides, outcome=self.outcome, engaged=self.here.get("engaged")
        )  # fmt: skip

    def page(self, name: str) -> Page | None:
        return next((page for page in self.pages if page.name == name), None)

    def after(self, page: Page) -> Page | None:
        """The page that follows; None after the last."""
        place = self.pages.index(page) + 1
        return self.pages[place] if place < len(self.pages) else None

    def form(self, page: Page, data: QueryDict | None = None) -> Form:
        """Bound to what is sent, else to what was saved; else empty, or with what an earlier sitting found."""
        may_wait = page.name == FOLLOW_UP and self.outcome is Outcome.LEFT
        made = form_of(
            page, asked(self.opened), asks_outcome=self.job.appointment is not None and self.known_outcome is None,
            is_required=self.job.requirement is not None, may_wait=may_wait,
        )  # fmt: skip
        saved = self.saved.get(page.name)
        sent = data if data is not None else as_sent(saved) if saved else None
        known = {name: getattr(self.earlier, name) for name in page.minimum} if self.earlier else {}
        return made(sent, initial={**known, "version": saved.version if saved else 0})

    @cached_property
    def forms(self) -> dict[str, Form]:
        return {page.name: self.form(page) for page in self.pages}

    @property
    def wrong(self) -> list[Page]:
        """What keeps it from being entered: answers that are not right, or attendance, reason or decision not given."""
        return [page for page in self.pages if not self._may_pass(page)]

    def _may_pass(self, page: Page) -> bool:
        form = self.forms[page.name]
        if form.is_bound:
            return form.is_valid()
        return page.name not in {HERE, FOLLOW_UP, WHY_ANEW} or (page.name == FOLLOW_UP and self.outcome is Outcome.LEFT)

    def is_done(self, page: Page) -> bool:
        return page.name in self.saved and self._may_pass(page)

    @cached_property
    def given(self) -> dict[str, Any]:
        """All answers that are right; of an earlier sitting those that were not asked again."""
        known = {name: getattr(self.earlier, name) for name in _ALWAYS} if self.earlier else {}
        told = [form.cleaned_data for form in self.forms.values() if form.is_bound and form.is_valid()]
        return {**known, **{name: value for one in told for name, value in one.items()}}

    def facts(self) -> Iterator[Made]:
        """In the order in which they happen."""
        at = self.here["happened_at"]
        if self.job.appointment and self.known_outcome is None and self.here.get("outcome"):
            came = AttendanceRecorded(appointment=self.job.appointment, outcome=self.here["outcome"])
            yield Made(part="attendance", fact=came, at=at)
        if not self.has_met:
            return
        yield Made(part="assessed", fact=self._assessed(), at=at)
        if self.here["engaged"]:
            yield from self._content(at)
        elif self.here.get("warned"):
            no_offence = None if self.job.requirement else True
            warned = Warned(about=part_of(self.draft.pk, "assessed"), no_offence=no_offence)
            yield Made(part="warned", fact=warned, at=at)
        yield from self._decision(at)

    def missing(self) -> list[str]:
        """What the minimum asks for and nobody has answered yet."""
        return not_covered(self._assessed()) if self.has_met and self.here["engaged"] else []

    def risks(self) -> Iterator[tuple[str, RiskFound]]:
        """Recorded as soon as they are written down, not when the assessment is finished (invariant 11)."""
        for name, to in RISKS:
            if self.given.get(name) is RiskLevel.IMMEDIATE:
                what, taker = self.given.get("risk_what", ""), self.given.get("risk_taker", "")
                yield f"found_{name}", RiskFound(risk=to, what=what, taker=taker)

    def _assessed(self) -> Assessed:
        """Of someone who did not engage no content is kept but an immediate risk."""
        kept = _ALWAYS if self.here["engaged"] else tuple(name for name, _ in RISKS)
        return Assessed(
            requirement=self.job.requirement, appointment=self.job.appointment, purpose=self.job.purpose,
            engaged=self.here["engaged"], **self._answers("assessed", kept),
        )  # fmt: skip

    def _content(self, at: datetime) -> Iterator[Made]:
        if self.job.record is not None:
            changed = self._answers("continuity_update", tuple(Section), of=CHANGED)
            if changed:
                yield Made(part="update", fact=ContinuityUpdate(record=self.job.record, **changed), at=at)
            return
        asked_of = tuple(name for page in self.pages for name in page.record)
        told = self._answers("assessment_record", asked_of)
        drugs = list(self._drugs())
        if set(told) - {"new_because"} or drugs:
            written = AssessmentRecord(assessment=part_of(self.draft.pk, "assessed"), **told)
            yield Made(part="record", fact=written, at=at)
        for number, drug in drugs:
            yield Made(part=f"drug{number}", fact=drug, at=at)

    def _drugs(self) -> Iterator[tuple[int, DrugUse]]:
        record, names = part_of(self.draft.pk, "record"), set(KINDS["drug_use"].questions) - {"record"}
        for number in range(1, DRUG_ROWS + 1):
            row = {name: self.given.get(f"drug{number}_{name}") for name in names}
            if row["substance"]:
                yield number, DrugUse(record=record, **fact_forms.settled(KINDS["drug_use"], row))

    def _decision(self, at: datetime) -> Iterator[Made]:
        """When the answer was written down, so that sending twice means the same."""
        if not self.decides or not self.given.get("decision"):
            return
        decided = FollowUpDecided(
            assessment=part_of(self.draft.pk, "assessed"), decision=self.given["decision"],
            written_consent=self.given.get("written_consent"),
        )  # fmt: skip
        yield Made(part="decided", fact=decided, at=max(at, self.saved[FOLLOW_UP].saved_at))

    def _answers(self, kind: str, names: tuple[str, ...], *, of: str = "") -> dict[str, Any]:
        """What was answered, as the dataclass holds it; the rest was not asked."""
        given = self.given
        if of:
            form = self.forms.get(of)
            given = form.cleaned_data if form is not None and form.is_bound and form.is_valid() else {}
        told = {str(name): given.get(name) for name in names}
        return fact_forms.settled(KINDS[kind], {name: value for name, value in told.items() if value not in {"", None}})


def as_sent(saved: Saved) -> QueryDict:
    """What was saved, as a browser would send it again."""
    data = QueryDict(mutable=True)
    for name, value in saved.answers:
        data.appendlist(name, value)
    data["version"] = str(saved.version)
    return data


def entries_of(filled: Filled) -> list[tuple[UUID, Made]]:
    return [(part_of(filled.draft.pk, made.part), made) for made in filled.facts()]

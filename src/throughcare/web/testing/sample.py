"""The drug test: offence, authority, sample and result, then whether the assessments are required."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.journal.reading import history as history_of
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.custody import AssessmentRequired, DrugTested, ForLaboratory
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording, words
from throughcare.web.custody.booking_page import custody_facts
from throughcare.web.desks import CUSTODY_DESK, desk
from throughcare.web.person.page import open_record
from throughcare.web.pieces import Link
from throughcare.web.testing.offences import looked_up
from throughcare.web.testing.sample_forms import FORMS, WAYS, Act, Authorise, Require, Sampled, Serves, Spare
from throughcare.web.testing.stage import Stage, name_of, stage_of, testers_of

IF_IT_HAPPENED = frozenset({
    "only_the_trained_test", "only_in_an_authorised_suite", "adults_only", "one_sample_in_one_detention",
    "no_second_test_after_a_negative", "a_sample_is_taken_in_detention", "a_test_needs_a_trigger_offence_or_authority",
})  # fmt: skip
"""Refused when it is asked beforehand; a sample that truly was taken is recorded as irregular (R10, R28)."""
THEN: Mapping[str, str] = {"require": "book"}
"""Where an act leads, if not back to this page."""


@desk(CUSTODY_DESK)
def drug_test(request: HttpRequest, reference: str) -> HttpResponse:
    """One arrest of this suite; every act is one short form of this page."""
    opened = open_record(request, reference)
    stage = stage_of(opened)
    if stage is None:
        context = {"person": opened.person, "facts": custody_facts(opened), "stage": None}
        return render(request, "web/testing/drug_test.html", context)
    sent, refusal = _sent(request, stage), None
    if sent is not None and sent.is_valid():
        refusal = _recorded(request, stage, sent)
        if refusal is None:
            return redirect(f"{reverse(THEN.get(sent.do, 'drug_test'), args=[reference])}")
        stage = replace(stage, opened=replace(opened, history=history_of(opened.person.id)))
    context = _page(request, stage, sent) | {
        "form": sent, "refusal": recording.shown(refusal, stage.opened.history) if refusal else None,
        "if_it_happened": refusal is not None and refusal.rule in IF_IT_HAPPENED,
    }  # fmt: skip
    failed = refusal is not None or (sent is not None and sent.errors)
    return render(request, "web/testing/drug_test.html", context, status=422 if failed else 200)


def _sent(request: HttpRequest, stage: Stage) -> Act | None:
    form = FORMS.get(request.POST.get("do", "")) if request.method == "POST" else None
    return form(request.POST, stage=stage, testers=testers_of(stage.opened)) if form else None


def _recorded(request: HttpRequest, stage: Stage, sent: Act) -> Refusal | None:
    entry, person = sent.cleaned_data["entry"], stage.opened.person
    if sent.is_moot or recording.is_mine(request, entry=entry, person=person.id):
        return None
    at = sent.happened_at or recording.this_minute(request)
    return recording.save_once(request, [recording.propose(person, sent.fact(), entry=entry, happened_at=at)])


def _page(request: HttpRequest, stage: Stage, sent: Act | None) -> dict[str, Any]:
    test, answer = stage.test, stage.answer
    return {
        "person": stage.opened.person, "facts": custody_facts(stage.opened), "stage": stage,
        "offences": stage.offences, **_lookup(request, stage),
        "authorise": _form(Authorise, stage, sent) if stage.needs_authority and stage.is_inspector else None,
        **(_taking(request, stage, sent) if _is_open(stage, sent) else {}),
        "number": 2 + bool(stage.authority or stage.needs_authority) + bool(answer),
        "answer": answer, "answered_at": words.when(answer.happened_at) if answer else "",
        "tester": _tester(test) if test else "", "is_test": isinstance(answer.fact, DrugTested) if answer else False,
        "again": [f"{one.fact.says()}, {words.when(one.happened_at)}" for one in stage.unusable],
        **(_afterwards(stage, sent) if answer else {}),
    }  # fmt: skip


def _is_open(stage: Stage, sent: Act | None) -> bool:
    """The question of a sample is asked until it is answered; and again to say that a second one was taken."""
    return stage.answer is None or isinstance(sent, Sampled)


def _lookup(request: HttpRequest, stage: Stage) -> dict[str, Any]:
    sought = request.GET.get("offence", "").strip()
    on = local_day(stage.arrest.happened_at)
    found = looked_up(sought, on=on) if sought else []
    return {"sought": sought, "found": found, "looked_on": words.day(on), "charge_entry": FORMS["charge"](stage=stage)}


def _taking(request: HttpRequest, stage: Stage, sent: Act | None) -> dict[str, Any]:
    testers = testers_of(stage.opened)
    way = next((name for name, (form, _) in WAYS.items() if isinstance(sent, form)), request.GET.get("way", ""))
    way = way if way in WAYS else "not_tested" if stage.needs_authority and not stage.authority else "result"
    form = sent if isinstance(sent, WAYS[way][0]) else WAYS[way][0](stage=stage, testers=testers)
    here = reverse("drug_test", args=[stage.opened.person.reference])
    ways = [
        {"link": Link(text=label, url=f"{here}?way={name}#sample"), "is_here": name == way}
        for name, (_, label) in WAYS.items() if name in {"not_tested"} or not stage.needs_authority
    ]  # fmt: skip
    me = next((one for one in testers if one.is_me), None)
    return {
        "taking": form, "way": way, "ways": ways, "me_untrained": me is not None and not me.is_trained,
        "trained": [one.name for one in testers if one.is_trained], "may_test_here": stage.may_test_here,
    }  # fmt: skip


def _tester(test: Any) -> str:
    return name_of(test.fact.taken_by or test.by)


def _afterwards(stage: Stage, sent: Act | None) -> dict[str, Any]:
    """What the answer asks for next: the laboratory, the charge, the requirement, or an offer."""
    test, decision, reference = stage.test, stage.decision, stage.opened.person.reference
    positive = test is not None and test.fact.positive
    undecided = positive and stage.owes("require_or_say_why_not")
    required = decision is not None and isinstance(decision.fact, AssessmentRequired)
    return {
        "test": test,
        "laboratory": test.fact.laboratory if test and test.fact.laboratory is not ForLaboratory.NO else "",
        "is_quality": test is not None and test.fact.laboratory is ForLaboratory.QUALITY,
        "dt1": Link(text="Print DT1 (PDF)", url=reverse("dt1", args=[reference, test.root])) if test else None,
        "serves": _form(Serves, stage, sent) if stage.charge_to_serve else None,
        "charge_words": stage.offences[-1][1].title,
        "require": _form(Require, stage, sent) if undecided and not stage.is_released else None,
        "spare": _form(Spare, stage, sent) if undecided and stage.is_inspector else None,
        "waits_for_inspector": undecided and stage.is_released,
        "is_required": required, "decided": decision.fact.says() if decision else "",
        "decided_at": words.when(decision.happened_at) if decision else "",
        "own_suite": stage.opened.working.team, "offers": _offers(stage) if stage.owes("identify_or_release") else [],
        "put_right": _link(stage, "test_put_right", "Put it right") if stage.owes("put_irregular_test_right") else None,
    }  # fmt: skip


def _offers(stage: Stage) -> list[Link]:
    signs = Link(text="Which signs are there?", url=reverse("signs", args=[stage.opened.person.reference]))
    return [signs, _link(stage, "voluntary_offer_made", "Record the answer: yes or no")]


def _link(stage: Stage, kind: str, text: str) -> Link:
    reference = stage.opened.person.reference
    back = reverse("drug_test", args=[reference])
    return Link(text=text, url=f"{reverse('record', args=[reference, kind])}?next={back}")


def _form(form: type[Act], stage: Stage, sent: Act | None) -> Act:
    """As it was sent, or empty."""
    return sent if isinstance(sent, form) else form(stage=stage)

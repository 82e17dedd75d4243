"""Filling in an assessment as a worker would, section by section."""

from datetime import timedelta

from django.urls import reverse

from tests import cast
from tests.web.cjit_story import EXPECTED
from throughcare.drafts.models import Draft
from throughcare.journal.reading import history

SAT_DOWN = EXPECTED + timedelta(minutes=2)
AT = {"happened_at-day": "7", "happened_at-month": "6", "happened_at-year": "2010", "happened_at-time": "10:32"}
ANSWERS = {
    "here": {"outcome": "attended and remained", "engaged": "yes", **AT},
    "risk": {"risk_to_self": "none found", "risk_to_others": "none found"},
    "drugs": {"dependency": "dependent", "other_drugs": "none"},
    "needs": {"diversity_needs": "Welsh first"},
    "readiness": {
        "would_benefit": "yes", "readiness": "ready", "comprehensive_needed": "no", "urgency": "routine",
    },
    "explained": {"harm_advice_given": "yes", "support_explained": "yes"},
    "view": {"suitable_for": "the DIP caseload"},
    "follow-up": {"decision": "a follow-up is needed"},
}  # fmt: skip
"""The minimum, and the decision."""


def begin(client, who, story):
    """The draft, started or gone on with."""
    cast.signed_in(client, who.account)
    client.post(reverse("assess", args=[story.ref]))
    return Draft.objects.get(person=story.person, author=who, closed_at=None)


def section(story, draft, name):
    return reverse("assess_section", args=[story.ref, draft.pk, name])


def check(story, draft):
    return reverse("assess_check", args=[story.ref, draft.pk])


def save(client, story, draft, name, *, version=None, **answers):
    """What a browser sends from the page; None leaves a question unanswered. A section that does not apply is 404."""
    page = client.get(section(story, draft, name))
    if page.status_code == 404:
        return page
    stands = page.context["form"]["version"].value() if version is None else version
    sent = {"version": stands, **{key: value for key, value in answers.items() if value is not None}}
    return client.post(section(story, draft, name), sent)


def fill(client, story, draft, *, leave_out=(), **changes):
    """Every section that applies; `changes` by name of the question."""
    for name, answers in ANSWERS.items():
        if name not in leave_out:
            told = {key: changes.get(key, value) for key, value in answers.items()}
            more = {key: value for key, value in changes.items() if key.startswith(PREFIXES.get(name, ("-",)))}
            save(client, story, draft, name, **told | more)


PREFIXES = {"risk": ("risk_what", "risk_taker"), "here": ("warned",), "drugs": ("drug", "injecting")}


def assess(client, who, story, *, leave_out=(), **changes):
    """From the first page to the last act."""
    draft = begin(client, who, story)
    fill(client, story, draft, leave_out=leave_out, **changes)
    return client.post(check(story, draft))


def facts(story, kind):
    return [entry.fact for entry in history(story.person.pk).all(kind)]

"""Pages of words: help, accessibility, and what the paragraphs say that rules cite."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rulebook import guidance
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.readings import readings
from throughcare.web import desks


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


def more(request: HttpRequest) -> HttpResponse:
    """The pages of a role that are not at hand on every page."""
    working = getattr(request, "working_as", None)
    return render(request, "web/more.html", {"others": desks.others(working.role) if working else {}})


def guidance_page(request: HttpRequest) -> HttpResponse:
    """Every limit, every reading and every paragraph that a rule may cite."""
    cited = [
        {"anchor": ref.replace(" ", "-").replace(".", "-").lower(), "words": guidance.in_words(ref)}
        for ref in guidance.paragraphs()
    ]
    limits = [(row.sentence, ", ".join(row.cites) or "ours") for row in DEADLINES.values()]
    return render(
        request, "web/guidance.html", {"cited": cited, "limits": limits, "readings": list(readings().values())}
    )

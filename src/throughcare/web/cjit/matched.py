"""A possible match in words: each side as far as sight allows, and what speaks for and against."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.matching.deciding import asked_of
from throughcare.matching.models import MatchDecision, PossibleMatch
from throughcare.organisations.models import Area
from throughcare.people.alike import details
from throughcare.people.likeness import WORDS, Weight, weigh
from throughcare.people.models import Person
from throughcare.web import words
from throughcare.web.pieces import Link

STRONG, SOME = 6.0, 1.5
"""In bits: how many times over a finding halves, or doubles, the doubt."""


def asked(*, membership: Membership, at: datetime) -> QuerySet[PossibleMatch]:
    """What the team is asked, without anyone this account knows, and of restricted records only those it may find."""
    findable = scope.findable(membership=membership, at=at).values("pk")
    found = asked_of(membership=membership, at=at).select_related("about", "other")
    for side in ("about", "other"):
        found = found.filter(Q(**{f"{side}__is_restricted": False}) | Q(**{f"{side}__in": findable}))
        found = found.filter(~Q(scope.knows(membership, side)))
    return found


def in_sight(matches: Collection[PossibleMatch], *, membership: Membership, at: datetime) -> set[UUID]:
    """Whose record may be opened, of everyone on the page."""
    everyone = {person for match in matches for person in (match.about_id, match.other_id)}
    return set(scope.findable(membership=membership, at=at).filter(pk__in=everyone).values_list("pk", flat=True))


def row(match: PossibleMatch, seen: set[UUID], areas: dict[str, str]) -> dict[str, Any]:
    return {
        "about": side(match.about, seen, areas), "other": side(match.other, seen, areas),
        "found": words.day(match.found_at), "answer": match.get_answer_display(),
        "link": Link(
            text="Compare" if not match.answer else "Look again", url=reverse("match", args=[match.pk]),
            extra=f"the two records of {match.about.full_name}",
        ),
    }  # fmt: skip


def side(person: Person, seen: set[UUID], areas: dict[str, str]) -> dict[str, Any]:
    """Names, birth and area; the record itself only to those who work with the person anyway."""
    opens = person.pk in seen
    return {
        "name": person.full_name,
        "born": words.long_day(person.born_on).split(" ", 1)[1] if person.born_on else "not known",
        "lives": areas.get(person.area_code or "", "area not known"),
        "link": Link(text=person.full_name, url=reverse("person", args=[person.reference])) if opens else None,
        "reference": person.shown_reference if opens else "",
    }


def areas_of(matches: Collection[PossibleMatch]) -> dict[str, str]:
    codes = {person.area_code for match in matches for person in (match.about, match.other) if person.area_code}
    return dict(Area.objects.filter(code__in=codes).values_list("code", "name"))


def reasons(match: PossibleMatch) -> list[tuple[str, str, str]]:
    """What was compared, what was found, and which way it speaks."""
    return [
        (WORDS[weight.of], weight.found, speaks(weight)) for weight in weigh(details(match.about), details(match.other))
    ]


def speaks(weight: Weight) -> str:
    much = "strongly " if abs(weight.bits) >= STRONG else "" if abs(weight.bits) >= SOME else "a little "
    return f"speaks {much}{'for' if weight.bits > 0 else 'against'} one person"


def decision(one: MatchDecision) -> dict[str, str]:
    at = f"{words.long_day(one.at)}, {words.clock(one.at)}"
    return {"at": at, "answer": one.get_answer_display(), "why": one.why, "by": one.by.account.full_name}

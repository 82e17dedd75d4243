"""Finding people by what was typed: beginnings of names, a date of birth, a reference. No guessing yet."""

import re
from datetime import date

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from throughcare.organisations.spelling import folded
from throughcare.people.models import LETTERS, REFERENCE_LENGTH, Person

AT_MOST = 50
LETTERS_AT_MOST, WORDS_AT_MOST = 200, 6

UNINDEXED = {
    "names": Coalesce("names_folded", Value("")), "born": Coalesce("born_on", Value(date.min)),
    "called": Coalesce("reference", Value("")),
}  # fmt: skip
"""So written that no index over everyone is asked: how long it takes then says nothing of those one may not see."""

_BORN_ON = re.compile(
    r"\b(?:(?P<day>\d{1,2})[./ -](?P<month>\d{1,2})[./ -](?P<year>\d{4})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2}))\b"
)
_REFERENCE = re.compile(rf"[{LETTERS}]{{{REFERENCE_LENGTH}}}")


def search(*, text: str, within: QuerySet[Person], limit: int = AT_MOST) -> QuerySet[Person]:
    """Only among those the caller may see; every word must begin one of the names. Nothing typed, nobody."""
    typed = text[:LETTERS_AT_MOST]
    wanted = _by_reference(typed) or _by_birth_and_names(typed)
    if wanted is None:
        return within.none()
    return within.alias(**UNINDEXED).filter(wanted).order_by("names_folded", "pk")[: min(limit, AT_MOST)]


def exactly(*, reference: str = "", names: str = "", born_on: date | None = None) -> Person | None:
    """The one person with this reference, or with exactly these names and date of birth; None if there are two."""
    wanted = Q(reference=reference_in(reference)) if reference else Q(names_folded=names, born_on=born_on)
    is_whole = reference_in(reference) if reference else names.strip() and born_on
    found = list(Person.objects.filter(wanted)[:2]) if is_whole else []
    return found[0] if len(found) == 1 else None


def reference_in(text: str) -> str:
    """The reference that was typed, in one spelling; empty if it is none."""
    typed = re.sub(r"[\s-]", "", text).upper()
    return typed if _REFERENCE.fullmatch(typed) else ""


def _by_reference(text: str) -> Q | None:
    typed = reference_in(text)
    return Q(called=typed) if typed else None


def _by_birth_and_names(text: str) -> Q | None:
    found = _BORN_ON.search(text)
    words = folded(_BORN_ON.sub(" ", text)).split()[:WORDS_AT_MOST]
    if found is None and not words:
        return None
    born_on = _date(found) if found else None
    if found and born_on is None:
        return None
    wanted = Q(born=born_on) if born_on else Q()
    for word in words:
        wanted &= Q(names__startswith=word) | Q(names__contains=f" {word}")
    return wanted


def _date(found: re.Match[str]) -> date | None:
    year, month, day = (found[part] or found[f"iso_{part}"] for part in ("year", "month", "day"))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

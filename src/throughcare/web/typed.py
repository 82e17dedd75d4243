"""What somebody typed into a form that could not be taken, as the fields it came in and as words for the person."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest

GUARD = "csrfmiddlewaretoken"


def answers(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field, in order. Files are not among them."""
    return [(name, value) for name in request.POST for value in request.POST.getlist(name)]


def shown(answers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ids that a form carries along tell the person nothing."""
    return [(_label(name), value) for name, value in answers if value.strip() and not _is_ours(name, value)]


def _label(name: str) -> str:
    words = name.replace("_", " ").replace("-", ": ")
    return words[:1].upper() + words[1:]


def _is_ours(name: str, value: str) -> bool:
    if name == GUARD:
        return True
    try:
        UUID(value)
    except ValueError:
        return False
    return True

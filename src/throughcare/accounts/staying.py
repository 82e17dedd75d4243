"""Why a post cannot end yet. Accounts know nothing of people: a room above says here what must be settled first."""

from collections.abc import Callable

from throughcare.accounts.models import Membership

Unsettled = Callable[[Membership], str | None]
"""The sentence to show, with the way out; or None."""

_ASKED: list[Unsettled] = []


def asks(unsettled: Unsettled) -> Unsettled:
    """Each is asked whenever somebody ends a post, now or on a later day."""
    if unsettled not in _ASKED:
        _ASKED.append(unsettled)
    return unsettled


def refusal_to_end(*, membership: Membership) -> str | None:
    return next(filter(None, (unsettled(membership) for unsettled in _ASKED)), None)

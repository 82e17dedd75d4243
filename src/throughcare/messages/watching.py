"""How sending goes, in numbers: for the status page. Nobody is named."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from throughcare.messages.channels.chosen import messengers
from throughcare.messages.claiming import wanted
from throughcare.messages.models import TO_SEE_TO, Message, State

LATE_AFTER = timedelta(minutes=15)
"""The worker looks every minute (ours)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Of messages about appointments that are still to come."""

    due: int
    late: int
    """Due for longer than the worker ever needs."""
    trying: int
    to_see_to: int
    """Not delivered, not sent in time, or perhaps sent: somebody has to look."""


def waiting(*, at: datetime) -> Waiting:
    due = wanted(at=at, channels=messengers().keys())
    ahead = Message.objects.filter(starts_at__gt=at)
    return Waiting(
        due=due.count(), late=due.filter(send_from__lte=at - LATE_AFTER).count(),
        trying=ahead.filter(state__in=(State.WAITING, State.SENDING)).count(),
        to_see_to=ahead.filter(state__in=TO_SEE_TO, by=None).count(),
    )  # fmt: skip

"""The one place that reads the clock for pages. A demonstration may start its clock at another instant."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

_STARTED = timezone.now()


def now() -> datetime:
    """This instant; in a demonstration with THROUGHCARE_NOW, as many seconds after that as have really passed."""
    starts: datetime | None = settings.DEMO_NOW
    if settings.DEMO and starts is not None:
        return (starts + (timezone.now() - _STARTED)).astimezone(UTC)
    return timezone.now()


def wall() -> datetime:
    """What a clock on the wall says, in a demonstration too: for sessions, codes and tries."""
    return timezone.now()

"""How often a key may ask, counted by the minute in the database for all processes."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from throughcare.accounts.models import ApiKey, ApiKeyMinute

A_MINUTE = 600
MINUTE, KEPT = timedelta(minutes=1), timedelta(hours=1)


def wait(*, key: ApiKey, at: datetime) -> int:
    """Counts one request, and says how many seconds to wait before the next; 0: go on."""
    minute = at.replace(second=0, microsecond=0)
    count = _counted(key, minute)
    if count <= A_MINUTE:
        return 0
    return max(1, 60 - at.second)


def forget_old_minutes(*, at: datetime) -> None:
    ApiKeyMinute.objects.filter(minute__lt=at - KEPT).delete()


def _counted(key: ApiKey, minute: datetime) -> int:
    of = ApiKeyMinute.objects.filter(key=key, minute=minute)
    if not of.update(count=F("count") + 1):
        return _first(key, minute)
    return of.values_list("count", flat=True).get()


def _first(key: ApiKey, minute: datetime) -> int:
    """Two at once begin a minute: one row is kept, and both are counted."""
    try:
        with transaction.atomic():
            ApiKeyMinute.objects.create(key=key, minute=minute)
    except IntegrityError:
        return _counted(key, minute)
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=minute)
    return 1

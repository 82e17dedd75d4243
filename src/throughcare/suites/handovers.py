"""One shift leaves the suite to the next. Nothing of it is about a person: the sheet itself is made when it is read."""

from datetime import datetime

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.suites.models import Handover


def prepare(*, by: Membership, people: int, risks: int, at: datetime) -> Handover:
    """The officer who leaves says that the sheet is ready."""
    return Handover.objects.create(suite=by.organisation, prepared_by=by, prepared_at=at, people=people, risks=risks)


def take_over(*, handover: Handover, by: Membership, at: datetime) -> bool:
    """By another officer of the same suite, once. False: somebody else was first, or it is one's own."""
    if by.organisation_id != handover.suite_id:
        return False
    free = Handover.objects.filter(pk=handover.pk, taken_by=None).exclude(prepared_by__account=by.account_id)
    return free.update(taken_by=by, taken_at=at) == 1


def latest(*, suite: Organisation) -> Handover | None:
    found = Handover.objects.filter(suite=suite).select_related("prepared_by__account", "taken_by__account")
    return found.order_by("-prepared_at", "-id").first()

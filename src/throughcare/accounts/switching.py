"""Switching an organisation's own sign-in on and off. Each change is logged, as it stood afterwards."""

from datetime import datetime

from django.db import transaction

from throughcare.accounts.models import Membership, SingleSignOn, SingleSignOnChange

FIELDS = ("issuer", "client_id", "secret_name", "email_domain", "does_second_step", "is_on")


@transaction.atomic
def save(*, single: SingleSignOn, by: Membership, at: datetime) -> None:
    single.save()
    SingleSignOnChange.objects.create(organisation=single.organisation, by=by, at=at, values=values(single))


def values(single: SingleSignOn) -> dict[str, str | bool]:
    return {name: getattr(single, name) for name in FIELDS}

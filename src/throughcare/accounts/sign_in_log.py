"""The log of sign-ins: one line for each thing that happened, with ids and nothing else."""

from datetime import datetime
from uuid import UUID

from throughcare.accounts.models import Account, Membership, SignInEvent

Kind = SignInEvent.Kind


def note(
    kind: Kind, *, account: Account | None, at: datetime, about: UUID | str | None = None, by: Membership | None = None
) -> None:
    SignInEvent.objects.create(kind=kind, account=account, at=at, about=about, by=by)

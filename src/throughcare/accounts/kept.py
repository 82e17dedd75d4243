"""What was typed when a session had run out is kept for its owner, so that nobody writes a report twice.

Sealed, for 14 days at most, the newest 20. Files that were chosen are not kept.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from throughcare.accounts.models import Account, KeptAnswers
from throughcare.accounts.sealing import opened, seal

LASTS = timedelta(days=14)
AT_MOST, LARGEST = 20, 500_000
SEALED_AS = "kept answers"

Answers = Sequence[tuple[str, str]]
"""Names and values of a form's fields, in their order."""


def keep(*, account: Account, path: str, answers: Answers, at: datetime) -> KeptAnswers | None:
    """None when it is too large to keep."""
    text = json.dumps(list(answers))
    if len(text) > LARGEST or len(path) > 1000:
        return None
    kept = KeptAnswers.objects.create(account=account, path=path, sealed=seal(text, of=_use(account)), kept_at=at)
    older = KeptAnswers.objects.filter(account=account).values_list("pk", flat=True)[AT_MOST:]
    KeptAnswers.objects.filter(pk__in=list(older)).delete()
    return kept


def answers_in(kept: KeptAnswers) -> list[tuple[str, str]]:
    return [(name, value) for name, value in json.loads(opened(kept.sealed, of=_use(kept.account)))]


def newest(*, account: Account, at: datetime) -> KeptAnswers | None:
    return KeptAnswers.objects.filter(account=account, kept_at__gt=at - LASTS).first()


def throw_away(*, account: Account, id: str) -> None:  # noqa: A002
    KeptAnswers.objects.filter(account=account, pk=id).delete()


def forget_old_answers(*, at: datetime) -> None:
    KeptAnswers.objects.filter(kept_at__lte=at - LASTS).delete()


def _use(account: Account) -> str:
    return f"{SEALED_AS} of {account.pk}"

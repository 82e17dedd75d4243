"""How long a session lives: 15 minutes without use, 12 hours at most (trust.md G5). Also Django's session engine.

A use is noted to the half-minute, so that looking at a page is not always a write.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet

from throughcare.accounts.models import Account, Session

IDLE, LONGEST, NOTED_EVERY = timedelta(minutes=15), timedelta(hours=12), timedelta(seconds=30)
BEGAN_AT, USED_AT, HANDLE, DEVICE, HAD_A_POST = "began_at", "used_at", "handle", "device", "had_a_post"


class RanOut(StrEnum):
    """Why a session lives no longer."""

    IDLE = "Nothing was done for 15 minutes, so you were signed out."
    LONGEST = "You had been signed in for 12 hours, so you were signed out."
    UNFINISHED = "You were not signed in all the way, so begin again."


class SessionStore(DatabaseStore):
    """Django's, in rows that say whose they are, so that a person can see and end their own."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        row = Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(dict(data)),
            expire_date=self.get_expiry_date(),
            handle=data.get(HANDLE) or uuid4(),
        )
        if SESSION_KEY in data and BEGAN_AT in data:
            row.account_id = UUID(data[SESSION_KEY])
            row.device = data[DEVICE]
            row.began_at, row.used_at = _instant(data, BEGAN_AT), _instant(data, USED_AT)
        return row


def begin(session: SessionBase, *, device: str, has_post: bool, at: datetime) -> None:
    """After the last step of signing in, and not before: a session without this opens nothing."""
    session[BEGAN_AT] = session[USED_AT] = at.isoformat()
    session[HANDLE], session[DEVICE], session[HAD_A_POST] = str(uuid4()), device, has_post


def ran_out(session: SessionBase, *, at: datetime) -> RanOut | None:
    if BEGAN_AT not in session:
        return RanOut.UNFINISHED
    if at >= _instant(session, BEGAN_AT) + LONGEST:
        return RanOut.LONGEST
    if at >= _instant(session, USED_AT) + IDLE:
        return RanOut.IDLE
    return None


def left(session: SessionBase, *, at: datetime) -> timedelta:
    """Until it runs out, if nothing more is done."""
    return min(_instant(session, USED_AT) + IDLE, _instant(session, BEGAN_AT) + LONGEST) - at


def note_use(session: SessionBase, *, at: datetime) -> None:
    if at >= _instant(session, USED_AT) + NOTED_EVERY:
        session[USED_AT] = at.isoformat()


def live_sessions(*, account: Account, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(account=account, used_at__gt=at - IDLE, began_at__gt=at - LONGEST)


def end_sessions(*, account: Account, but: str | None = None) -> int:
    """All of them, or all but the one with the key `but`. How many."""
    return Session.objects.filter(account=account).exclude(session_key=but or "").delete()[0]


def forget_old_sessions(*, at: datetime) -> None:
    Session.objects.filter(expire_date__lte=at).delete()


def _instant(session: Mapping[str, Any] | SessionBase, name: str) -> datetime:
    return datetime.fromisoformat(session[name])

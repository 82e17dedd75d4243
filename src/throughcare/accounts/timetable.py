from datetime import datetime, timedelta

from throughcare.accounts import closing, kept, pace, sessions, throttle
from throughcare.jobs.registry import scheduled


@scheduled("forget_sign_in_tries", every=timedelta(hours=1))
def forget_sign_in_tries(*, at: datetime) -> None:
    """And how often keys were used."""
    throttle.forget_old_tries(at=at)
    pace.forget_old_minutes(at=at)


@scheduled("forget_old_sessions", every=timedelta(hours=1))
def forget_old_sessions(*, at: datetime) -> None:
    """And what was kept for people who never came back for it."""
    sessions.forget_old_sessions(at=at)
    kept.forget_old_answers(at=at)


@scheduled("close_accounts", every=timedelta(minutes=5))
def close_accounts(*, at: datetime) -> None:
    closing.close_what_is_due(at=at)

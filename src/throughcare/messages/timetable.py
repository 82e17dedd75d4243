import time
from datetime import datetime, timedelta

from throughcare.jobs.registry import scheduled
from throughcare.messages.channels.chosen import messengers
from throughcare.messages.sending import send_due


@scheduled("send_messages", every=timedelta(minutes=1))
def send_messages(*, at: datetime) -> None:
    """The clock goes on from `at` while slow lines answer, so that each message is judged at its own instant."""
    began = time.monotonic()
    send_due(clock=lambda: at + timedelta(seconds=time.monotonic() - began), messengers=messengers())

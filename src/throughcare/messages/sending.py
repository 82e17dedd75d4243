"""One round of the worker: what is due is sent, what failed is tried again, what may have gone is asked after.

Nothing goes twice. Before it is handed over, a message is a row that no other worker can make; after that, it is sent,
or waits because nothing was taken, or may have been taken. A message that may have been taken is sent again only when
whoever took it says that they have it not; where nobody can be asked, a person decides.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from throughcare.jobs.worker import waiting
from throughcare.messages.channels import MaybeTaken, Messenger, NotTaken, Outgoing, Receipt, Refused
from throughcare.messages.claiming import LEASE, claim_again, claim_new, name_of, wanted
from throughcare.messages.dating import calendar_of
from throughcare.messages.models import Message, State
from throughcare.rulebook.facts.contact import Channel

AT_ONCE = 200
ASK_AGAIN = timedelta(minutes=15)
ASK_FOR = timedelta(days=4)
"""Whoever takes a message tries for three days; afterwards nobody is asked any more (ours)."""
DIED_HALFWAY = "the worker stopped while it was being sent"

Messengers = Mapping[Channel, Messenger]
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def send_due(*, clock: Clock, messengers: Messengers) -> int:
    """How many were handed over."""
    _left_halfway(clock(), messengers)
    sent = _again(clock, messengers) + _new(clock, messengers)
    _ask_after(clock, messengers)
    return sent


def _new(clock: Clock, messengers: Messengers) -> int:
    rows = wanted(at=clock(), channels=messengers.keys()).values_list("pk", "channel")[:AT_ONCE]
    sent = 0
    for pk, channel in rows:
        messenger = messengers[Channel(channel)]
        message = claim_new(pk, at=clock(), provider=messenger.name)
        sent += message is not None and _hand_over(message, messenger, clock)
    return sent


def _again(clock: Clock, messengers: Messengers) -> int:
    at, sent = clock(), 0
    waiting_now = Message.objects.filter(state=State.WAITING, next_try_at__lte=at).order_by("next_try_at")
    for pk, channel in waiting_now.values_list("pk", "channel")[:AT_ONCE]:
        messenger = messengers.get(Channel(channel))
        message = claim_again(pk, at=clock(), provider=messenger.name if messenger else "")
        if message is not None:
            sent += _try_again(message, messengers, clock)
    return sent


def _try_again(message: Message, messengers: Messengers, clock: Clock) -> bool:
    """What may have been taken is asked after first; it is sent only when they have it not."""
    messenger = messengers.get(Channel(message.channel))
    if not message.may_be_taken:
        return messenger is not None and _hand_over(message, messenger, clock)
    if messenger is None or not messenger.looks_up or messenger.name != message.provider:
        _mark(message, state=State.UNKNOWN, ended_at=clock())
        return False
    try:
        found = messenger.find(message.id)
    except NotTaken as away:
        return _later(message, str(away), clock, may_be_taken=True)
    if found is not None:
        return _received(message, found, clock)
    return _hand_over(message, messenger, clock)


def _hand_over(message: Message, messenger: Messenger, clock: Clock) -> bool:
    try:
        receipt = messenger.send(_outgoing(message))
    except Refused as no:
        _mark(message, state=State.FAILED, because=str(no), ended_at=clock(), may_be_taken=False)
    except NotTaken as later:
        _later(message, str(later), clock, may_be_taken=False)
    except MaybeTaken as doubt:
        _doubted(message, messenger, str(doubt), clock)
    else:
        return _received(message, receipt, clock)
    log.warning("a message was not sent: %s", message.because)
    return False


def _outgoing(message: Message) -> Outgoing:
    channel = Channel(message.channel)
    return Outgoing(
        id=message.id, channel=channel, address=message.address, subject=message.subject, text=message.text,
        name=name_of(message), calendar=calendar_of(message) if channel is Channel.EMAIL else b"",
    )  # fmt: skip


def _received(message: Message, receipt: Receipt, clock: Clock) -> bool:
    state = State.FAILED if receipt.given_up else State.DELIVERED if receipt.delivered else State.SENT
    next_look = clock() + ASK_AGAIN if state is State.SENT else None
    _mark(
        message, state=state, reference=receipt.reference, because=receipt.given_up, may_be_taken=False,
        ended_at=clock(), next_try_at=next_look,
    )  # fmt: skip
    return True


def _doubted(message: Message, messenger: Messenger, why: str, clock: Clock) -> None:
    if messenger.looks_up:
        _later(message, why, clock, may_be_taken=True)
    else:
        _mark(message, state=State.UNKNOWN, because=why, may_be_taken=True, ended_at=clock())


def _later(message: Message, why: str, clock: Clock, *, may_be_taken: bool) -> bool:
    next_try = clock() + waiting(attempts=message.attempts)
    _mark(message, state=State.WAITING, because=why, may_be_taken=may_be_taken, next_try_at=next_try)
    return False


def _left_halfway(at: datetime, messengers: Messengers) -> None:
    """Their worker is gone; whether it handed them over nobody here knows."""
    gone = Message.objects.filter(state=State.SENDING, leased_until__lte=at)
    asked = [messenger.name for messenger in messengers.values() if messenger.looks_up]
    shared = {"may_be_taken": True, "because": DIED_HALFWAY, "leased_until": None}
    gone.filter(provider__in=asked).update(state=State.WAITING, next_try_at=at, **shared)
    gone.update(state=State.UNKNOWN, ended_at=at, **shared)


def _ask_after(clock: Clock, messengers: Messengers) -> None:
    """Whether what was taken has arrived, where there is somebody to ask."""
    at, asked = clock(), {one.name: one for one in messengers.values() if one.looks_up}
    sent = Message.objects.filter(state=State.SENT, provider__in=asked, next_try_at__lte=at).order_by("next_try_at")
    for message in sent[:AT_ONCE]:
        try:
            found = asked[message.provider].find(message.id)
        except NotTaken:
            return
        _heard(message, found, at)


def _heard(message: Message, found: Receipt | None, at: datetime) -> None:
    if found is not None and (found.delivered or found.given_up):
        state = State.DELIVERED if found.delivered else State.FAILED
        _mark(message, state=state, because=found.given_up, ended_at=at)
        return
    since = message.ended_at or message.made_at
    _mark(message, state=State.SENT, next_try_at=at + ASK_AGAIN if at - since < ASK_FOR else None)


def _mark(message: Message, **changed: object) -> None:
    """Only as long as nobody else has taken it up: a worker that outlived its lease changes nothing."""
    changed = {"leased_until": None, "next_try_at": None} | changed
    mine = Q(pk=message.pk, state=message.state, attempts=message.attempts)
    if Message.objects.filter(mine).update(**changed):
        for name, value in changed.items():
            setattr(message, name, value)


__all__ = ["LEASE", "send_due"]

"""Whoever takes a message and brings it: what is handed over, what comes back, and the three ways it can go wrong."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from throughcare.rulebook.facts.contact import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """`id` goes along as our reference; `name` is for the envelope of a letter alone."""

    id: UUID
    channel: Channel
    address: str
    subject: str
    text: str
    name: str = ""
    calendar: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Their reference, and how far it is: taken, delivered, or given up with a reason."""

    reference: str
    delivered: bool = False
    given_up: str = ""


class NotTaken(Exception):
    """Nothing was taken; the same message may be tried again. Says why, never to whom."""


class Refused(Exception):
    """It will never be taken as it is."""


class MaybeTaken(Exception):
    """The line went dead before the answer came."""


class Messenger(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def looks_up(self) -> bool:
        """Whether it can be asked for a message by our reference."""

    def send(self, message: Outgoing) -> Receipt:
        """Raises NotTaken, Refused or MaybeTaken."""

    def find(self, reference: UUID) -> Receipt | None:
        """What became of it; None: it was never taken. Raises NotTaken where nobody answers."""

"""GOV.UK Notify: text messages, letters and e-mail over its published interface, with nothing but this language's own.

A template there holds one placeholder, ((message)), and for e-mail ((subject)): the words stay here, where they are
tested. Our number goes along as the reference; before any second try Notify is asked whether it has it.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener
from uuid import UUID

import jwt

from throughcare.messages.channels import MaybeTaken, NotTaken, Outgoing, Receipt, Refused
from throughcare.rulebook.facts.contact import Channel

LIVE = "https://api.notifications.service.gov.uk"
PATHS = {Channel.TEXT: "sms", Channel.EMAIL: "email", Channel.LETTER: "letter"}
DELIVERED = frozenset({"delivered"})
GIVEN_UP = frozenset({
    "permanent-failure", "temporary-failure", "technical-failure", "validation-failed", "virus-scan-failed",
    "cancelled",
})  # fmt: skip
"""A temporary failure is final to Notify as well: it has tried for three days."""
LATER = frozenset({401, 403, 408, 429})
"""Their clock, our key, their patience: the message itself is not at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """`key` as Notify shows it once: a name, the service and a secret, each of the last two 36 signs long."""

    key: str
    templates: Mapping[Channel, str]
    url: str = LIVE
    seconds: float = 20
    name: str = "notify"
    looks_up: bool = True

    def send(self, message: Outgoing) -> Receipt:
        """Raises as every messenger."""
        body = {
            "template_id": self.templates[message.channel], "reference": str(message.id),
            "personalisation": _words(message), **_to(message),
        }  # fmt: skip
        answer = self._ask(f"/v2/notifications/{PATHS[message.channel]}", body)
        return Receipt(reference=str(answer.get("id", "")))

    def find(self, reference: UUID) -> Receipt | None:
        try:
            answer = self._ask(f"/v2/notifications?reference={quote(str(reference))}")
        except (Refused, MaybeTaken) as error:
            raise NotTaken(str(error)) from error
        found = answer.get("notifications") or []
        return _receipt(found[0]) if found else None

    def _ask(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = Request(self.url + path, method="POST" if body else "GET")  # noqa: S310 (checked with the settings)
        request.add_header("Authorization", f"Bearer {self._token()}")
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode() if body else None
        try:
            with _OPENER.open(request, data=data, timeout=self.seconds) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except HTTPError as error:
            raise _meaning(error.code) from error
        except URLError as error:
            never_left = isinstance(error.reason, ConnectionRefusedError)
            raise (NotTaken if never_left else MaybeTaken)(type(error.reason).__name__) from error
        except (OSError, ValueError) as error:
            raise MaybeTaken(type(error).__name__) from error

    def _token(self) -> str:
        return jwt.encode({"iss": self.key[-73:-37], "iat": int(time.time())}, self.key[-36:], algorithm="HS256")


class _StaysThere(HTTPRedirectHandler):
    """An answer that points elsewhere is an error: the key goes to one address only."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = build_opener(_StaysThere)


def _meaning(code: int) -> Exception:
    if code in LATER:
        return NotTaken(f"Notify {code}")
    return Refused(f"Notify {code}") if code < 500 else MaybeTaken(f"Notify {code}")


def _receipt(found: Mapping[str, Any]) -> Receipt:
    status = str(found.get("status", ""))
    return Receipt(
        reference=str(found.get("id", "")), delivered=status in DELIVERED, given_up=status if status in GIVEN_UP else ""
    )


def _to(message: Outgoing) -> dict[str, str]:
    if message.channel is Channel.TEXT:
        return {"phone_number": message.address}
    return {"email_address": message.address} if message.channel is Channel.EMAIL else {}


def _words(message: Outgoing) -> dict[str, str]:
    if message.channel is Channel.TEXT:
        return {"message": message.text}
    if message.channel is Channel.EMAIL:
        return {"subject": message.subject, "message": message.text}
    lines = [message.name, *(line.strip() for line in message.address.splitlines() if line.strip())]
    return {"message": message.text, **{f"address_line_{n}": line for n, line in enumerate(lines, start=1)}}

"""Codes of six figures from an app (TOTP, RFC 6238), each good once and for half a minute before and after its own."""

import base64
import secrets
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.utils.crypto import constant_time_compare

from throughcare.accounts.models import Factor
from throughcare.accounts.sealing import opened, seal

FIGURES, SECONDS, BYTES = 6, 30, 20
SEALED_AS = "codes"


def new_secret() -> str:
    """In base32, as apps ask to have it typed."""
    return base64.b32encode(secrets.token_bytes(BYTES)).decode()


def address(*, secret: str, email: str) -> str:
    """What the square picture says to the app."""
    name = quote(f"Throughcare:{email}")
    return f"otpauth://totp/{name}?secret={secret}&issuer=Throughcare&digits={FIGURES}&period={SECONDS}"


def code(*, secret: str, step: int) -> str:
    """Of one half-minute, counted from 1970. SHA-1 is what apps know; RFC 6238 allows it."""
    totp = TOTP(base64.b32decode(secret), FIGURES, SHA1(), SECONDS)  # noqa: S303
    return totp.generate(step * SECONDS).decode()


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // SECONDS


def step_of(*, secret: str, typed: str, at: datetime) -> int | None:
    """The half-minute that a code belongs to, if it is this one or a neighbour."""
    digits = "".join(typed.split())
    near = range(step_at(at) - 1, step_at(at) + 2)
    return next((step for step in near if constant_time_compare(code(secret=secret, step=step), digits)), None)


def sealed(secret: str) -> str:
    return seal(secret, of=SEALED_AS)


def is_right(*, factor: Factor, typed: str, at: datetime) -> bool:
    """Uses the code up: neither it nor an earlier one is taken again."""
    step = step_of(secret=opened(factor.secret, of=SEALED_AS), typed=typed, at=at)
    if step is None:
        return False
    unused = Factor.objects.filter(pk=factor.pk, last_used__lt=step)
    return bool(unused.update(last_used=step, used_at=at))


def shown_in_a_demonstration(*, factor: Factor, at: datetime) -> str | None:
    """The code that will be taken now, for an invented account in a demonstration; for anyone else, nothing."""
    if not (settings.DEMO and factor.account.is_demonstration):
        return None
    step = max(step_at(at), factor.last_used + 1)
    return code(secret=opened(factor.secret, of=SEALED_AS), step=step)

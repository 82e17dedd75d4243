"""Security keys, and a computer's own lock used as one (WebAuthn). The library checks; we keep the public half."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAttachment,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from throughcare.accounts.models import Account, Factor

Json = Mapping[str, Any]
Kind = Factor.Kind

ATTACHED = {
    Kind.SECURITY_KEY: AuthenticatorAttachment.CROSS_PLATFORM,
    Kind.THIS_COMPUTER: AuthenticatorAttachment.PLATFORM,
}


class NotThisKey(Exception):
    """What the browser brought is no right answer to what was asked."""


def asked_to_add(*, account: Account, kind: Factor.Kind, host: str) -> tuple[Json, Json]:
    """What the browser is to be asked, and what must be remembered until it answers."""
    user = PublicKeyCredentialUserEntity(id=account.pk.bytes, name=account.email, display_name=account.full_name)
    options, state = _server(host).register_begin(
        user,
        credentials=_credentials(account.factors.exclude(kind=Kind.CODES)),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
        authenticator_attachment=ATTACHED[kind],
    )
    return dict(options), state


def added(*, state: Json, answer: Json, host: str) -> str:
    """The public half to keep."""
    try:
        found = _server(host).register_complete(state, answer).credential_data
    except (ValueError, KeyError, TypeError) as problem:
        raise NotThisKey from problem
    assert found is not None, "the library lets no answer through without one"
    return websafe_encode(found)


def asked_to_sign(*, account: Account, host: str) -> tuple[Json, Json]:
    options, state = _server(host).authenticate_begin(
        credentials=_credentials(account.factors.exclude(kind=Kind.CODES)),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options), state


def signed(*, account: Account, state: Json, answer: Json, host: str, at: datetime) -> Factor:
    """The factor that signed. A key whose own count went backwards may be a copy, and is refused."""
    factors = {factor.credential: factor for factor in account.factors.exclude(kind=Kind.CODES)}
    try:
        found = _server(host).authenticate_complete(state, _credentials(factors.values()), answer)
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError) as problem:
        raise NotThisKey from problem
    factor = factors[websafe_encode(found)]
    _refuse_a_copy(factor, count, at)
    return factor


def _refuse_a_copy(factor: Factor, count: int, at: datetime) -> None:
    """A key without a counter always says 0."""
    same = Factor.objects.filter(pk=factor.pk)
    unused = same.filter(last_used__lt=count) if count else same.filter(last_used=0)
    if not unused.update(last_used=count, used_at=at):
        raise NotThisKey


def _credentials(factors: Any) -> Sequence[AttestedCredentialData]:
    return [AttestedCredentialData(websafe_decode(factor.credential)) for factor in factors]


def _server(host: str) -> Fido2Server:
    """For pages of this host only, by https; in a demonstration also plainly on this machine."""
    name, _, _ = host.partition(":")
    ours = {f"https://{host}"} | ({f"http://{host}"} if settings.DEMO else set())
    party = PublicKeyCredentialRpEntity(id=name, name="Throughcare")
    return Fido2Server(party, verify_origin=ours.__contains__)

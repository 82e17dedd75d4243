"""Signing in by an organisation's own provider (OpenID Connect, code flow with PKCE). Nothing is asked unless it is on.

The library checks the signature; everything that a token says is compared with what was asked. Requests go to the
provider alone, by https, without following it anywhere else.
"""

import base64
import hashlib
import http.client
import json
import os
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from django.conf import settings

from throughcare.accounts.actions import live_memberships
from throughcare.accounts.models import Account, SingleSignOn, one_spelling

SECRET_NAMES = re.compile(r"THROUGHCARE_SINGLE_SIGN_ON_[A-Z0-9_]{1,40}")
"""Only such names are read, so that no other secret of the machine can be sent anywhere by changing a setting."""
ALGORITHMS = ("RS256", "ES256", "PS256")
SECONDS, LARGEST, LEEWAY = 5, 200_000, timedelta(seconds=60)

Asked = Mapping[str, str]
"""What must be remembered until the answer: state, nonce, verifier, organisation."""


class Refused(Exception):
    """The message is the sentence to show. It never says whether somebody has an account."""


NOT_NOW = "Your organisation’s sign-in did not answer as it should. Try again, or sign in with your password here."
NOBODY = "Your organisation’s sign-in does not open an account here. Ask a manager of your team."


def start(*, single: SingleSignOn, back: str) -> tuple[str, Asked]:
    """Where to send the browser, and what to remember. `back` is our own address for the answer."""
    asked = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked["verifier"].encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code", "scope": "openid email", "client_id": single.client_id, "redirect_uri": back,
        "state": asked["state"], "nonce": asked["nonce"], "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    address = _address(_provider(single), "authorization_endpoint")
    return f"{address}?{urlencode(query)}", {**asked, "organisation": str(single.pk)}


def finish(*, single: SingleSignOn, asked: Asked, code: str, back: str, at: datetime) -> Account:
    """Whose account it is. Refused for anyone else, and for an answer that is not to what was asked."""
    provider = _provider(single)
    given = _fetch(
        _address(provider, "token_endpoint"),
        {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "client_id": single.client_id,
         "client_secret": secret_of(single), "code_verifier": asked["verifier"]},
    )  # fmt: skip
    claims = _claims(str(given.get("id_token", "")), provider, single)
    if not secrets.compare_digest(str(claims.get("nonce", "")), asked["nonce"]):
        raise Refused(NOT_NOW)
    return _account(claims, single, at)


def secret_of(single: SingleSignOn) -> str:
    found = os.environ.get(single.secret_name, "") if SECRET_NAMES.fullmatch(single.secret_name) else ""
    if not found:
        raise Refused(NOT_NOW)
    return found


def is_allowed(address: str) -> bool:
    """By https; plainly only where a test says so, on this machine."""
    parts = urlsplit(address)
    if parts.username or not parts.hostname:
        return False
    plain = parts.scheme == "http" and parts.hostname == "127.0.0.1" and settings.SINGLE_SIGN_ON_PLAIN_ON_LOOPBACK
    return parts.scheme == "https" or plain


def _account(claims: Mapping[str, Any], single: SingleSignOn, at: datetime) -> Account:
    email = one_spelling(str(claims.get("email", "")))
    is_theirs = claims.get("email_verified") is True and email.endswith(f"@{single.email_domain.lower()}")
    account = Account.objects.filter(email=email, is_active=True, is_demonstration=False).first() if is_theirs else None
    if account is None or not live_memberships(account=account, at=at).filter(organisation=single.pk).exists():
        raise Refused(NOBODY)
    return account


def _claims(token: str, provider: Mapping[str, Any], single: SingleSignOn) -> Mapping[str, Any]:
    """Signed by the provider, for us, now."""
    try:
        header = jwt.get_unverified_header(token)
        keys = jwt.PyJWKSet.from_dict(dict(_fetch(_address(provider, "jwks_uri"))))
        key = next(one for one in keys.keys if one.key_id == header.get("kid"))
        claims: Mapping[str, Any] = jwt.decode(
            token, key, algorithms=list(ALGORITHMS), audience=single.client_id, issuer=single.issuer, leeway=LEEWAY,
            options={"require": ["exp", "iat", "aud", "iss", "sub", "nonce"]},
        )  # fmt: skip
    except (jwt.PyJWTError, StopIteration, ValueError) as problem:
        raise Refused(NOT_NOW) from problem
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != single.client_id:
        raise Refused(NOT_NOW)
    return claims


def _provider(single: SingleSignOn) -> Mapping[str, Any]:
    """What it says about itself. The switch is asked here, before anything leaves this machine."""
    if not single.is_on:
        raise Refused(NOT_NOW)
    found = _fetch(f"{single.issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != single.issuer:
        raise Refused(NOT_NOW)
    return found


def _address(provider: Mapping[str, Any], name: str) -> str:
    address = str(provider.get(name, ""))
    if not is_allowed(address):
        raise Refused(NOT_NOW)
    return address


def _fetch(address: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """A JSON object, or a refusal; nowhere but there."""
    if not is_allowed(address):
        raise Refused(NOT_NOW)
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        line.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = line.getresponse()
        found = json.loads(answer.read(LARGEST)) if answer.status == 200 else None
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise Refused(NOT_NOW) from problem
    finally:
        line.close()
    if not isinstance(found, dict):
        raise Refused(NOT_NOW)
    return found

"""Sealing what only its owner may have back: with a key made from the installation's own secret."""

import base64

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac


def seal(text: str, *, of: str) -> str:
    """`of` is the use: what is sealed for one cannot be opened for another."""
    return _box(of).encrypt(text.encode()).decode()


def opened(sealed: str, *, of: str) -> str:
    """Raises cryptography.fernet.InvalidToken when it was changed, or sealed under another secret."""
    return _box(of).decrypt(sealed.encode()).decode()


def _box(of: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac("throughcare.sealing", of, algorithm="sha256").digest()))

"""Which messenger brings what, read from the settings. What is wrong with them is said when anything starts."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from throughcare.messages.channels import Messenger
from throughcare.messages.channels.by_hand import Console, Folder
from throughcare.messages.channels.notify import LIVE, Notify
from throughcare.messages.channels.smtp import Smtp
from throughcare.rulebook.facts.contact import Channel
from throughcare.rulebook.reaching import is_address

Said = Mapping[str, str]
NOTIFY_TEMPLATES = {
    Channel.TEXT: "NOTIFY_TEXT", Channel.LETTER: "NOTIFY_LETTER", Channel.EMAIL: "NOTIFY_EMAIL",
}  # fmt: skip
KEY_LENGTH = 73
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
SCHEMES = {"smtp": ("starttls", 587), "smtps": ("tls", 465)}


def messengers() -> dict[Channel, Messenger]:
    """Calls are for people, and so are letters unless Notify prints them: those channels stand only where one does."""
    return of_settings(settings.MESSAGES, folder=settings.VAR / "messages")


def of_settings(said: Said, *, folder: Path) -> dict[Channel, Messenger]:
    """Raises ImproperlyConfigured with what to write instead. Values that are secret are never repeated."""
    found: dict[Channel, Messenger] = {
        Channel.TEXT: _plain("TEXT", said, folder), Channel.EMAIL: _email(said, folder),
    }  # fmt: skip
    notify = _notify(said)
    return found | (dict.fromkeys(notify.templates, notify) if notify else {})


def _plain(name: str, said: Said, folder: Path) -> Messenger:
    wanted = said.get(name) or "file"
    if wanted == "file":
        return Folder(folder)
    if wanted == "console":
        return Console()
    raise ImproperlyConfigured(f"THROUGHCARE_{name} is {wanted!r}; it must be file or console, or empty for file")


def _email(said: Said, folder: Path) -> Messenger:
    parts = urlsplit(said.get("EMAIL", ""))
    if parts.scheme not in SCHEMES:
        if parts.scheme:
            raise ImproperlyConfigured(
                f"THROUGHCARE_EMAIL begins with {parts.scheme!r}; it must be file, console, smtp://… or smtps://…"
            )
        return _plain("EMAIL", said, folder)
    sender = said.get("EMAIL_FROM", "")
    if not is_address(Channel.EMAIL, sender) or not parts.hostname:
        raise ImproperlyConfigured(
            "THROUGHCARE_EMAIL names a mail server, so it needs a host, and THROUGHCARE_EMAIL_FROM the sender’s "
            f"address, like appointments@example.org; that is {sender!r} now"
        )
    return _smtp(parts, sender)


def _smtp(parts: SplitResult, sender: str) -> Smtp:
    encrypted, port = SCHEMES[parts.scheme]
    if parts.scheme == "smtp" and parts.hostname in THIS_MACHINE and not parts.username:
        encrypted = "none"  # a relay on this machine: nothing crosses a line
    return Smtp(
        host=str(parts.hostname), port=_port(parts) or port, sender=sender, user=unquote(parts.username or ""),
        password=unquote(parts.password or ""), encrypted=encrypted,
    )  # fmt: skip


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise ImproperlyConfigured("THROUGHCARE_EMAIL has a port that is no number from 1 to 65535") from error


def _notify(said: Said) -> Notify | None:
    templates = {channel: said[name] for channel, name in NOTIFY_TEMPLATES.items() if said.get(name)}
    key, url = said.get("NOTIFY_KEY", ""), said.get("NOTIFY_URL", "") or LIVE
    if not key and not templates:
        return None
    if not key or not templates:
        raise ImproperlyConfigured(
            "THROUGHCARE_NOTIFY_KEY and at least one of THROUGHCARE_NOTIFY_TEXT, _LETTER and _EMAIL go together; "
            f"{'the key' if not key else 'every template'} is missing"
        )
    if len(key) <= KEY_LENGTH or not (_is_id(key[-73:-37]) and _is_id(key[-36:])):
        raise ImproperlyConfigured(
            f"THROUGHCARE_NOTIFY_KEY has {len(key)} characters and does not end in two ids; copy the whole key as "
            "Notify shows it once"
        )
    for channel, template in templates.items():
        if not _is_id(template):
            name = NOTIFY_TEMPLATES[channel]
            raise ImproperlyConfigured(f"THROUGHCARE_{name} is {template!r}; it must be a template’s id")
    _is_encrypted(url)
    return Notify(key=key, templates=templates, url=url.rstrip("/"))


def _is_encrypted(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE):
        return
    raise ImproperlyConfigured(f"THROUGHCARE_NOTIFY_URL is {url!r}; it must begin with https://")


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False

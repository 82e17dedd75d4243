"""The two that need nothing from outside: a folder, and the screen of whoever started the worker."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from uuid import UUID

from throughcare.messages.channels import NotTaken, Outgoing, Receipt
from throughcare.messages.channels.mime import as_mail
from throughcare.rulebook.facts.contact import Channel


@dataclass(frozen=True, slots=True)
class Folder:
    """Each message is a file that only this account reads. Where the default stands, nothing leaves the machine."""

    folder: Path
    name: str = "file"
    looks_up: bool = True

    def send(self, message: Outgoing) -> Receipt:
        path = self._path(message.id)
        part = path.with_suffix(".part")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(_bytes(message))
            part.replace(path)
        except OSError as error:
            raise NotTaken(type(error).__name__) from error
        return Receipt(reference=path.name)

    def find(self, reference: UUID) -> Receipt | None:
        path = self._path(reference)
        return Receipt(reference=path.name) if path.exists() else None

    def _path(self, reference: UUID) -> Path:
        return self.folder / f"{reference}.eml"


@dataclass(frozen=True, slots=True)
class Console:
    """For trying things out: the message stands in the terminal, with the number it would go to."""

    out: TextIO = sys.stdout
    name: str = "console"
    looks_up: bool = False

    def send(self, message: Outgoing) -> Receipt:
        print(f"--- {message.channel} to {message.address}\n{message.text}\n---", file=self.out, flush=True)
        return Receipt(reference=str(message.id))

    def find(self, reference: UUID) -> Receipt | None:
        return None


def _bytes(message: Outgoing) -> bytes:
    if message.channel is Channel.EMAIL:
        return as_mail(message, sender="nobody@localhost")
    head = f"Channel: {message.channel}\nTo: {message.address}\n\n"
    return f"{head}{message.text}\n".encode()

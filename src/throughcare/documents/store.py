"""Files under their digest, outside anything the web serves: put, read, and let go of where nothing names them.

A file is on disk, flushed, before its row is written, so that no row ever names bytes that are not there.
"""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from throughcare.documents.kinds import kind_of
from throughcare.documents.models import LARGEST, LARGEST_WORKBOOK, PAPERS, WORKBOOKS, File, MediaType


class FileRefused(ValueError):
    """A sentence for the person who offered the file."""


class FileDamaged(RuntimeError):
    """The bytes are gone or are no longer those that were stored; named by digest alone."""


def put(*, content: bytes, media_type: str, at: datetime, workbooks: bool = False) -> File:
    """The row of these bytes, old or new: a paper, or else a workbook. Putting them again mends a damaged copy."""
    if refusal := refusal_to_put(content=content, media_type=media_type, workbooks=workbooks):
        raise FileRefused(refusal)
    digest = hashlib.sha256(content).hexdigest()
    if _digest_at(_path(digest)) != digest:
        _write(_path(digest), content)
    row = {"media_type": media_type, "size": len(content), "created_at": at}
    return File.objects.get_or_create(sha256=digest, defaults=row)[0]


def read(*, file: File) -> bytes:
    """Only what was put: every reading checks the digest."""
    try:
        content = _path(file.sha256).read_bytes()
    except FileNotFoundError:
        raise FileDamaged(f"File {file.sha256} is missing.") from None
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged(f"File {file.sha256} is not what was stored.")
    return content


def path_of(*, file: File) -> Path:
    """For a program that reads it for itself, once it is known to be whole."""
    read(file=file)
    return _path(file.sha256)


def let_go(*, file: File) -> bool:
    """Removes the row and the bytes, unless something still names the file."""
    digest = file.sha256
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    _path(digest).unlink(missing_ok=True)
    return True


def refusal_to_put(*, content: bytes, media_type: str, workbooks: bool = False) -> str | None:
    """A sentence, or None."""
    if not content:
        return "The file is empty."
    largest = LARGEST_WORKBOOK if workbooks else LARGEST
    if len(content) > largest:
        return f"The file is larger than {largest // 1024 // 1024} MB."
    if workbooks and media_type not in WORKBOOKS:
        return "This is no workbook, or it is not whole: choose a file of the kind .xlsx, .xls, .ods or .csv."
    if not workbooks and media_type not in PAPERS:
        return "Only PDF, PNG and JPEG files can be kept."
    if kind_of(content) != media_type:
        return f"The file is not a whole {MediaType(media_type).label}, whatever its name says."
    return None


def _path(digest: str) -> Path:
    return Path(settings.VAR) / "files" / digest[:2] / digest[2:4] / digest


def _digest_at(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _write(path: Path, content: bytes) -> None:
    """All or nothing, even if the power fails: written aside, flushed, renamed, the folders flushed."""
    folders = list(path.parents)[:4]
    for folder in reversed(folders):
        folder.mkdir(mode=0o700, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    for folder in folders:
        _flush(folder)


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

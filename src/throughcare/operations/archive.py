"""A backup as one file: a zip of tables as lines, the files people brought in, and a page that says what is in it.

It is written aside and takes its name only when it is whole. It holds people's records: only its owner may read it,
and whoever carries it away must encrypt it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

FORMAT = 1
CONTENTS = "contents.json"


class NotABackup(ValueError):
    """A sentence for whoever gave the file."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    rows: int
    digest: str


@dataclass(slots=True, kw_only=True)
class Contents:
    """What a backup says of itself."""

    taken_at: str
    migrations: list[tuple[str, str]]
    """The newest of each room, as (room, name)."""
    tables: list[Table] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """Digests, which are their names."""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


class Writer:
    """Tables and files one after the other; `Contents` last."""

    def __init__(self, zipped: ZipFile, contents: Contents) -> None:
        self._zip, self.contents = zipped, contents

    def table(self, name: str, lines: Iterable[str]) -> None:
        digest, rows = hashlib.sha256(), 0
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as target:
            for line in lines:
                rows += 1
                said = f"{line}\n".encode()
                digest.update(said)
                target.write(said)
        self.contents.tables.append(Table(name, rows, digest.hexdigest()))

    def file(self, digest: str, content: bytes) -> None:
        self._zip.writestr(f"files/{digest}", content)
        self.contents.files.append(digest)


@contextmanager
def writing(path: Path, contents: Contents) -> Iterator[Writer]:
    """Whole under its name, or not there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "wb") as target:
            with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as zipped:
                yield Writer(zipped, contents)
                zipped.writestr(CONTENTS, json.dumps(asdict(contents), indent=1))
            target.flush()
            os.fsync(target.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


class Reader:
    """What a backup holds, checked against its own contents as it is read."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zip = zipped
        said = json.loads(zipped.read(CONTENTS))
        if said.get("format") != FORMAT:
            raise NotABackup(f"Its format is {said.get('format')!r}; this version reads format {FORMAT}.")
        said["tables"] = [Table(**one) for one in said["tables"]]
        said["migrations"] = [(room, name) for room, name in said["migrations"]]
        self.contents = Contents(**said)

    def table(self, table: Table) -> Iterator[str]:
        """Its lines; at their end a refusal if they are not those that were written."""
        digest = hashlib.sha256()
        with TextIOWrapper(self._zip.open(f"tables/{table.name}.jsonl"), encoding="utf-8", newline="\n") as source:
            for line in source:
                digest.update(line.encode())
                yield line
        if digest.hexdigest() != table.digest:
            raise NotABackup(f"Its table {table.name} is not what was written: the file is damaged.")

    def file(self, digest: str) -> bytes:
        content = self._zip.read(f"files/{digest}")
        if hashlib.sha256(content).hexdigest() != digest:
            raise NotABackup(f"Its file {digest} is not what was written: the backup is damaged.")
        return content


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    try:
        with ZipFile(path) as zipped:
            yield Reader(zipped)
    except FileNotFoundError:
        raise NotABackup(f"There is no file {path}.") from None
    except (BadZipFile, KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise NotABackup(f"{path} is no whole backup: {error}") from None

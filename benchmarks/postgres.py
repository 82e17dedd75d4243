"""A PostgreSQL to measure on: the one that is given, or a cluster started for the occasion and removed after it."""

import os
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WHERE_DEBIAN_KEEPS_IT = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where it answers, and how its server is started and stopped; nothing of the latter where it was given."""

    url: str
    control: str = ""

    def crash(self) -> None:
        """All its processes end at once, without a checkpoint, as in a crash; then it starts again and recovers."""
        _as_its_user(f"{self.control} -m immediate stop")
        _as_its_user(f"{self.control} start")


@contextmanager
def cluster() -> Iterator[Cluster | None]:
    """None where there is none to be had. Defaults throughout: what is written is flushed to disk."""
    given, programs = os.environ.get("THROUGHCARE_DATABASE_URL"), _programs()
    if given or programs is None:
        yield Cluster(given) if given else None
        return
    folder = Path(tempfile.mkdtemp(prefix="throughcare-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port = free_port()
    try:
        _as_its_user(f"{programs}/initdb -A trust --locale=C.UTF-8 -U throughcare -D {folder}/data")
        options = shlex.quote(f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}")
        control = f"{programs}/pg_ctl -w -D {folder}/data -l {folder}/log -o {options}"
        _as_its_user(f"{control} start")
        yield Cluster(f"postgresql://throughcare@127.0.0.1:{port}/postgres", control)
    finally:
        _as_its_user(f"{programs}/pg_ctl -D {folder}/data -m fast stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """The newest that Debian installed, else whatever is on the path."""
    found = sorted(WHERE_DEBIAN_KEEPS_IT.glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _as_its_user(command: str, *, check: bool = True) -> None:
    """PostgreSQL refuses to run as root."""
    shell = ["su", "postgres", "-s", "/bin/sh", "-c", command] if os.geteuid() == 0 else ["sh", "-c", command]
    subprocess.run(shell, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])

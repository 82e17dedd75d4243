"""A full disk, a database that may only be read, a worker that dies in mid-job: said plainly, nothing half done."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from tests.crash.__main__ import NOW

SAID = {"status": 503, "after": "60", "typed": True, "says": True, "entry": True}
ONCE_AND_WHOLE = {"status": 302, "page": 200, "before": 0, "entries": 1, "found": []}


def environment(folder):
    ours = {"THROUGHCARE_VAR": str(folder), "THROUGHCARE_DEMO": "1", "THROUGHCARE_NOW": NOW}
    return os.environ | ours | {"THROUGHCARE_DATABASE_URL": "", "THROUGHCARE_SECRET_KEY": ""}


def command(folder, *words):
    return [sys.executable, "-m", "tests.crash.trouble", str(folder), *words]


def does(folder, *words, by=()):
    done = subprocess.run(
        [*by, *command(folder, *words)],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    does(folder, "prepared")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "var")


def within(said, wanted):
    return {name: said.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("largest", ["0", "40000"], ids=["nothing", "a little"])
def test_a_full_disk_is_said_and_the_form_can_be_sent_again(folder, largest):
    said = does(folder, "full", largest)

    assert within(said, SAID), said
    assert within(does(folder, "again"), ONCE_AND_WHOLE)


@pytest.fixture
def small_disk(made, tmp_path):
    """A disk in memory, a little larger than what is on it."""
    place = tmp_path / "disk"
    place.mkdir()
    size = sum(path.stat().st_size for path in made.rglob("*")) + 4_000_000
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("mounting a disk in memory needs more rights than this has")
    yield shutil.copytree(made, place, dirs_exist_ok=True)
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_without_a_byte_left_is_said(small_disk):
    said = does(small_disk, "filled")

    assert within(said, SAID), said
    assert within(does(small_disk, "again"), ONCE_AND_WHOLE)


def test_a_database_that_may_only_be_read_is_said(folder):
    as_anyone = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.geteuid() == 0 else ()
    said = does(folder, "read_only", by=as_anyone)

    assert within(said, SAID), said
    assert within(does(folder, "again"), ONCE_AND_WHOLE)


def test_a_worker_that_is_killed_in_mid_job_is_followed_by_another_and_the_job_is_done_once(folder):
    first = subprocess.Popen(command(folder, "stops_in_a_seal"), env=environment(folder), stdout=subprocess.PIPE)
    assert first.stdout is not None
    assert first.stdout.readline() == b"written\n"
    first.send_signal(signal.SIGKILL)
    first.wait()

    after = does(folder, "another_worker")
    assert after == {"tried": [[0, 0], [0, 0], [0, 0], [1, 1], [0, 1]], "found": []}

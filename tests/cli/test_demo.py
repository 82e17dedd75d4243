"""`throughcare demo`: loads once, says who can sign in, and stops everything it started."""

import os
import signal
import subprocess
import sys
import time

import pytest

from throughcare.simulation.partnership import PASSWORD

STARTED = "Stop with Ctrl-C"


def environment(folder, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHCARE_")}
    return kept | {"THROUGHCARE_VAR": str(folder)} | more


def demo(folder, *arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "throughcare", "demo", *arguments],
        env=environment(folder, **more), capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def loaded(folder):
    return demo(folder, "--load-only")


def test_it_loads_and_prints_a_sign_in_for_each_desk(loaded):
    assert loaded.returncode == 0, loaded.stderr
    assert "Loaded 200 invented people" in loaded.stdout
    assert PASSWORD in loaded.stdout
    for name in ("meera.oshea@example.org", "sian.hwel@example.org", "eluned.prys@example.org"):
        assert name in loaded.stdout


def test_a_second_start_loads_nothing(loaded, folder):
    again = demo(folder, "--load-only", "--all-accounts")

    assert again.returncode == 0
    assert "Loaded" not in again.stdout
    assert "thao.nguyen@example.org" in again.stdout


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "192.0.2.1:8000"])
def test_known_passwords_stay_on_this_machine(tmp_path, bind):
    refused = demo(tmp_path, "--load-only", "--bind", bind)

    assert refused.returncode == 2
    assert "will not listen" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_it_may_listen_elsewhere_when_told(loaded, folder):
    told = demo(folder, "--load-only", "--bind", "0.0.0.0:8000", THROUGHCARE_DEMO_ANYWHERE="1")

    assert told.returncode == 0


def test_a_database_in_use_is_left_alone(tmp_path):
    code = (
        "import django; django.setup(); from throughcare.cli.migrate import brought_up_to_date as up; up(verbosity=0)\n"
        "from throughcare.accounts.actions import open_account as a; a(email='a@b.org', full_name='A', password=None)"
    )
    subprocess.run([sys.executable, "-c", code], env=environment(tmp_path, THROUGHCARE_DEMO="1"), check=True)

    refused = demo(tmp_path, "--load-only")

    assert refused.returncode == 2
    assert "left alone" in refused.stderr


def test_it_stops_what_it_started(loaded, folder):
    running = subprocess.Popen(
        [sys.executable, "-m", "throughcare", "demo", "--bind", "127.0.0.1:0"],
        env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert any(STARTED in line for line in running.stdout)
    children = wait_for_children(running.pid)

    running.send_signal(signal.SIGINT)

    assert running.wait(30) == 0
    assert not [child for child in children if is_alive(child)]


def wait_for_children(pid):
    """Both parts, once they are there."""
    for _ in range(100):
        found = children_of(pid)
        if len(found) == 2:
            time.sleep(1)
            return found
        time.sleep(0.1)
    raise AssertionError(f"{pid} has started {found}")


def children_of(pid):
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def is_alive(pid):
    return os.path.exists(f"/proc/{pid}")

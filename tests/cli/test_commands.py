import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from throughcare import settings
from throughcare.cli import COMMANDS, main
from throughcare.cli.serve import is_loopback, refusal_to_listen
from throughcare.settings import SECRET_KEY_LENGTH, refusal_to_start


def throughcare(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHCARE_")}
    return subprocess.run(
        [sys.executable, "-m", "throughcare", *arguments],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_lists_every_command_without_loading_one(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    shown = capsys.readouterr().out
    assert all(f"  {name}" in shown and command.sentence in shown for name, command in COMMANDS.items())


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["fly"])

    assert "fly" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_without_a_secret_key(name):
    ran = throughcare(name, "--help")

    assert ran.returncode == 0
    assert COMMANDS[name].sentence in ran.stdout


def test_the_list_of_commands_needs_no_django():
    code = "import sys; from throughcare.cli import main; main(['--help'])"
    ran = subprocess.run([sys.executable, "-X", "importtime", "-c", code], capture_output=True, text=True, timeout=60)

    assert ran.returncode == 0
    assert "argparse" in ran.stderr
    assert "django" not in ran.stderr


@pytest.mark.parametrize(
    ("secret_key", "said"), [("", "is not set"), ("x" * (SECRET_KEY_LENGTH - 1), "has 49 characters")]
)
@pytest.mark.parametrize("name", ["migrate", "serve", "worker"])
def test_nothing_starts_outside_a_demonstration_without_a_long_secret_key(name, secret_key, said):
    ran = throughcare(name, THROUGHCARE_SECRET_KEY=secret_key)

    assert ran.returncode == 2
    assert f"THROUGHCARE_SECRET_KEY {said}" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_demonstration_or_a_long_secret_key_starts():
    assert refusal_to_start(demo=True, secret_key="") is None
    assert refusal_to_start(demo=False, secret_key="x" * SECRET_KEY_LENGTH) is None


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "127.9.9.9:80", "[::1]:8000", "localhost:1", "unix:/run/s"])
def test_a_demonstration_may_listen_on_this_machine(bind):
    assert is_loopback(bind=bind)
    assert refusal_to_listen(bind=bind, demo=True, anywhere=False) is None


@pytest.mark.parametrize(
    "bind",
    ["0.0.0.0:8000", "[::]:8000", "192.0.2.1:80", ":8000", "8000", "127.0.0.1.example.org:80", "fd://3"],
)
def test_a_demonstration_listens_nowhere_else_unless_told(bind):
    assert "known passwords" in refusal_to_listen(bind=bind, demo=True, anywhere=False)
    assert refusal_to_listen(bind=bind, demo=True, anywhere=True) is None
    assert refusal_to_listen(bind=bind, demo=False, anywhere=False) is None


@pytest.mark.parametrize("many", ["0", "-1", "two", "1.5", ""])
def test_no_number_of_processes_is_said(many):
    ran = throughcare("serve", "--processes", many, THROUGHCARE_DEMO="1")

    assert ran.returncode == 2
    assert f"{many!r} is no number of processes; it must be 1 or more" in ran.stderr


@pytest.mark.parametrize("url", ["", "postgresql://someone@127.0.0.1:5432/cases"])
def test_a_connection_outlives_a_request_and_not_a_change_of_its_file_for_long(url):
    assert 0 < settings._database(url, Path("var"))["CONN_MAX_AGE"] <= 60


def test_the_worker_runs_what_the_rooms_scheduled_and_stops_when_told(tmp_path):
    environment = os.environ | {
        "THROUGHCARE_DEMO": "1",
        "THROUGHCARE_VAR": str(tmp_path / "var"),
        "THROUGHCARE_DATABASE_URL": "",
    }
    command = [sys.executable, "-m", "throughcare"]
    migrated = subprocess.run([*command, "migrate"], env=environment, capture_output=True, timeout=120)
    assert migrated.returncode == 0, migrated.stderr

    worker = subprocess.Popen([*command, "worker"], env=environment, stderr=subprocess.PIPE)
    ran = _what_ran(tmp_path / "var" / "throughcare.sqlite3", patience=60)
    worker.send_signal(signal.SIGTERM)

    assert ("forget_sign_in_tries",) in ran
    assert worker.wait(timeout=30) == 0
    assert worker.stderr.read() == b""


def _what_ran(file, *, patience):
    """What the timetable says has run, as soon as it says so."""
    for _ in range(patience * 4):
        with sqlite3.connect(file) as database:
            ran = database.execute("SELECT name FROM jobs_timetable WHERE last_run_at IS NOT NULL").fetchall()
        if ("forget_sign_in_tries",) in ran:
            return ran
        time.sleep(0.25)
    return []

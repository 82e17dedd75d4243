"""A hundred processes are killed at work, and a planted fault is found; the full number is a command."""

import os
import subprocess
import sys

import pytest

from tests.crash.checking import faults
from tests.crash.paper import DONE, REFUSED, TRIED, Paper, Read, read
from tests.journal.facts import arrest, proposed
from throughcare.people.models import Person

KILLS = os.environ.get("THROUGHCARE_CRASH_KILLS", "100")


def killed(*words):
    command = [sys.executable, "-m", "tests.crash", *words]
    return subprocess.run(command, env=os.environ.copy(), capture_output=True, text=True, check=False)


def test_nothing_acknowledged_is_lost_half_done_or_doubled():
    done = killed("--kills", KILLS)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing lost, half done or doubled." in done.stdout


def test_what_is_acknowledged_before_it_is_done_is_found():
    done = killed("--kills", "40", "--plant")

    assert (done.returncode, "acknowledged and lost" in done.stdout) == (1, True), done.stdout + done.stderr


def test_a_paper_is_read_up_to_the_last_whole_line(tmp_path):
    paper = Paper(tmp_path / "clerk")
    for step, what in ((0, TRIED), (0, DONE), (1, TRIED), (1, REFUSED), (2, TRIED)):
        paper.say(step, what)
    with (tmp_path / "clerk").open("a") as torn:
        torn.write('\n[2, "do')
    Paper(tmp_path / "clerk").say(2, TRIED)

    found = read(tmp_path / "clerk")
    assert (found.tried, found.done, found.refused, found.next) == ({0, 1, 2}, {0}, {1}, 2)
    assert read(tmp_path / "nobody").next == 0


@pytest.mark.parametrize(
    ("paper", "there", "says"),
    [
        (Read(tried={0}, done={0}), 2, ""), (Read(tried={0}, done={0}), 1, "acknowledged and lost: 1 of 2"),
        (Read(tried={0}, done={0}), 0, "acknowledged and lost: 0 of 2"), (Read(tried={0}, refused={0}), 0, ""),
        (Read(tried={0}, refused={0}), 1, "refused, and 1"), (Read(tried={0}), 2, ""), (Read(tried={0}), 0, ""),
        (Read(tried={0}), 1, "half done: 1 of 2"),
    ],
)  # fmt: skip
def test_what_is_found_of_one_act(monkeypatch, paper, there, says):
    monkeypatch.setattr("tests.crash.checking._as_sent", lambda sent, kept: True)
    entries = [proposed(Person(), arrest()) for _ in range(2)]

    found = list(faults(0, entries, dict.fromkeys([one.id for one in entries[:there]]), paper))
    assert [one.startswith(says) for one in found] == ([True] if says else [])

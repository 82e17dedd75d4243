"""The loop: everyone works at once, one of them is killed, another takes its place; now and then all are killed.

The parent never opens the database: each child is a fork of it with a connection of its own, and so is whoever checks.
"""

import contextlib
import gc
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from django.test import Client
from django.urls import get_resolver
from django.utils.module_loading import autodiscover_modules

from tests.crash import acting, checking
from tests.crash.importing import IMPORTER
from tests.crash.plan import CLERKS, Plan
from throughcare.rulebook.calendar import england_and_wales

LIVES_AT_MOST = {
    **dict.fromkeys(CLERKS, 0.3),
    acting.PAGES: 0.8,
    acting.WORKER: 0.6,
    acting.KEEPER: 0.25,
    IMPORTER: 0.8,
}
"""Processor seconds, so that as much is done on a busy machine; each life is drawn evenly from nothing to that."""
WAITS_AT_MOST = 10.0
"""Seconds; then it dies however little it did."""
ALL_AT_ONCE = 0.1
LOOKED_AT_EVERY = 250


class Broken(AssertionError):
    """Something that must be true after a kill is not."""


@dataclass(frozen=True, slots=True)
class Life:
    """How much work it may do, and until when."""

    work: float
    until: float


@dataclass
class Killing:
    plan: Plan
    folder: Path
    dice: Random
    answers_first: bool = False
    disturb: Callable[[], None] | None = None
    """Called now and then: a database server that stops at once and comes back."""
    killed: int = 0
    disturbed: int = 0
    _running: dict[str, int] = field(default_factory=dict)
    _lives: dict[str, Life] = field(default_factory=dict)
    _finished: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """What every process would load first is loaded once, so that they are killed at work and not on the way."""
        autodiscover_modules("timetable")
        assert get_resolver().url_patterns
        Client().handler.load_middleware()
        assert england_and_wales()
        gc.freeze()

    def run(self, kills: int) -> dict[str, object]:
        looked_at = 0
        while self.killed < kills and not {*CLERKS} <= self._finished:
            self._start()
            self._kill_some(self._next_to_die())
            if self.killed - looked_at >= LOOKED_AT_EVERY:
                looked_at = self.killed
                self.stop()
                self.look(whole=False)
                print(f"{self.killed} of {kills} killed", flush=True)
        self.stop()
        settled = _wait(_forked(lambda: acting.settle(self.folder)))
        if settled:
            raise Broken("the worker could not finish what the dead ones had begun; see above")
        return self.look(whole=True)

    def stop(self) -> None:
        for actor in list(self._running):
            self._kill(actor)

    def look(self, *, whole: bool) -> dict[str, object]:
        """In a process of its own, like everyone who opens the database."""
        said = self.folder / "found.json"
        said.unlink(missing_ok=True)
        _wait(_forked(lambda: self._check(said, whole=whole)))
        if not said.exists():
            raise Broken("the check itself failed")
        found, counts = json.loads(said.read_text())
        if found:
            raise Broken("\n".join(found[:20]))
        return counts | {"killed": self.killed, "servers stopped": self.disturbed}

    def _check(self, said: Path, *, whole: bool) -> None:
        checking.write(said, checking.check(self.plan, self.folder, whole=whole), checking.counted(self.folder))

    def _start(self) -> None:
        for actor, longest in LIVES_AT_MOST.items():
            if actor not in self._running and actor not in self._finished:
                self._lives[actor] = Life(self.dice.uniform(0, longest), time.monotonic() + WAITS_AT_MOST)
                self._running[actor] = _forked(lambda actor=actor: self._act(actor))

    def _next_to_die(self) -> str:
        while True:
            for actor, pid in self._running.items():
                life = self._lives[actor]
                if _worked(pid) >= life.work or time.monotonic() >= life.until:
                    return actor
            time.sleep(0.002)

    def _act(self, actor: str) -> None:
        acting.act(actor, self.plan, self.folder, answers_first=self.answers_first)

    def _kill_some(self, one: str) -> None:
        if self.disturb and self.dice.random() < ALL_AT_ONCE / 5:
            self.disturb()
            self.disturbed += 1
        everyone = self.dice.random() < ALL_AT_ONCE
        for actor in list(self._running) if everyone else [one]:
            self._kill(actor)

    def _kill(self, actor: str) -> None:
        pid = self._running.pop(actor)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        status = _wait(pid)
        if status == -signal.SIGKILL:
            self.killed += 1
        elif status == 0:
            self._finished.add(actor)
        elif not self.disturb:
            raise Broken(f"{actor} ended by itself with {status}; see above")


def _worked(pid: int) -> float:
    """Processor seconds of that process, or endlessly many if it is gone."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, IndexError):
        return float("inf")


def _forked(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:  # a child of a fork must never go on into its parent's code
        traceback.print_exc(file=sys.stderr)
        sys.stderr.flush()
        os._exit(1)


def _wait(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

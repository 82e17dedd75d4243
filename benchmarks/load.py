"""Requests sent when they are meant to be sent, however late the answers are; latency counts from that moment.

    python -m benchmarks.load --rate 83 --seconds 600 --people 150000     one national year's actions, at its peak
    python -m benchmarks.load --rate 500 --seconds 60 --people 150000     more than it can do: who is turned away?
    python -m benchmarks.load --rate 10 --seconds 20 --people 500         in a minute
    python -m benchmarks.load … --var FOLDER                              filled before by `throughcare simulate`
    python -m benchmarks.load … --engine postgresql                       on a cluster started for the occasion

The pages are served by `throughcare serve`: gunicorn, as in production. Whatever was acknowledged is looked for
afterwards.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks import postgres
from benchmarks.load_actions import Action, User, clock, drawn
from benchmarks.timing import commit, duration, machine

NOW = "2026-03-27T15:00:00+00:00"
USERS, LONGEST = 120, 30.0
WARMED_AT, WARMED_FOR = 4, 10.0
"""Requests a second and seconds before anything is measured: each process reads its templates and tables once."""
STEPS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.3, 0.6, 1.2, 2.5, 5, 10, 30)
"""Of the histogram, in seconds."""


@dataclass
class Answers:
    """Of one kind of action."""

    taken: list[float] = field(default_factory=list)
    """Of what was answered and not turned away."""
    statuses: Counter[str] = field(default_factory=Counter)

    def at(self, share: float) -> float:
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


@dataclass
class Load:
    port: int
    users: list[User]
    dice: Random
    started: datetime
    answers: dict[str, Answers] = field(default_factory=lambda: defaultdict(Answers))
    acknowledged: list[str] = field(default_factory=list)
    behind: float = 0.0
    """How late this client was at worst: if it is much, it is the client that was measured."""

    async def run(self, rate: float, seconds: float) -> None:
        """Arrivals as people arrive: at random, so many a second on the average."""
        begins, at, going = time.perf_counter(), 0.0, set()
        while (at := at + self.dice.expovariate(rate)) < seconds:
            await asyncio.sleep(max(0.0, begins + at - time.perf_counter()))
            self.behind = max(self.behind, time.perf_counter() - begins - at)
            user = self.dice.choice(self.users)
            action = drawn(user, self.dice, now=clock(self.started, datetime.fromisoformat(NOW)))
            going.add(task := asyncio.create_task(self._one(user, action, begins + at)))
            task.add_done_callback(going.discard)
        await asyncio.gather(*going)

    async def _one(self, user: User, action: Action, meant: float) -> None:
        try:
            status = await asyncio.wait_for(self._status(user, action), LONGEST)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            status = type(error).__name__
        found = self.answers[action.kind]
        found.statuses[status] += 1
        if status in {"200", "302"}:
            found.taken.append(time.perf_counter() - meant)
        if status == "302":
            self.acknowledged += action.entries

    async def _status(self, user: User, action: Action) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(_request(user, action, self.port))
            answer = await reader.read()
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        return answer.split(b" ", 2)[1].decode() if answer.startswith(b"HTTP/") else "no answer"


def _request(user: User, action: Action, port: int) -> bytes:
    body = action.body.encode()
    lines = [
        f"{action.method} {action.address} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close",
        f"Cookie: session={user.session}; csrf={user.csrf}",
    ]  # fmt: skip
    if body:
        lines += [
            f"Origin: http://127.0.0.1:{port}", "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode() + body


def main() -> int:
    options = _options()
    print(f"{machine()}\ncommit {commit()}, load average {os.getloadavg()[0]:.1f}", flush=True)
    with ExitStack() as stack:
        environment = _environment(options, stack)
        if not options.var:
            _throughcare(environment, "simulate", "--people", str(options.people))
        lines = _django(environment, "sign-in", str(USERS)).splitlines()
        users = [User(**json.loads(line)) for line in lines if line.startswith("{")]
        port = postgres.free_port()
        started = datetime.now(tz=UTC)
        server = stack.enter_context(_serving(environment, port))
        warm = Load(port, users, Random(0), started)
        asyncio.run(warm.run(WARMED_AT, WARMED_FOR))
        load = Load(port, users, Random(options.seed), started, acknowledged=warm.acknowledged)
        asyncio.run(load.run(options.rate, options.seconds))
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        print(report(load, options))
        lost = _django(environment, "check", said="\n".join(load.acknowledged))
    print(
        f"{len(load.acknowledged):,} acknowledged; {lost.strip() or 'each is in the journal, and all of it is whole'}"
    )
    return 1 if lost.strip() else 0


def report(load: Load, options: argparse.Namespace) -> str:
    """A line for each kind, then the histogram of all."""
    lines = [f"{options.rate:g} a second for {options.seconds:g} s, {len(load.users)} people at work"]
    lines.append(f"{'':24}{'p50':>10}{'p95':>10}{'p99':>10}   answers")
    for kind in sorted(load.answers):
        one = load.answers[kind]
        said = ", ".join(f"{status}: {count}" for status, count in sorted(one.statuses.items()))
        lines.append(f"{kind:24}{''.join(f'{duration(one.at(p)):>10}' for p in (0.5, 0.95, 0.99))}   {said}")
    everything = Answers(taken=[each for one in load.answers.values() for each in one.taken])
    lines.append(f"{'all':24}{''.join(f'{duration(everything.at(p)):>10}' for p in (0.5, 0.95, 0.99))}")
    return "\n".join(
        [*lines, *_histogram(everything.taken), f"this client was late by at most {duration(load.behind)}"]
    )


def _histogram(taken: list[float]) -> list[str]:
    counts = [sum(low <= each < high for each in taken) for low, high in zip((0.0, *STEPS), STEPS, strict=False)]
    most = max(counts, default=0) or 1
    return [
        f"{'up to ' + duration(high):>16}{count:8} {'#' * round(40 * count / most)}"
        for high, count in zip(STEPS, counts, strict=True)
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__.partition("\n")[0])
    parser.add_argument("--rate", type=float, default=83)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--people", type=int, default=1_000, help="how many are simulated first")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--var", type=Path, help="the folder of a database that is filled already")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _environment(options: argparse.Namespace, stack: ExitStack) -> dict[str, str]:
    folder = options.var or stack.enter_context(tempfile.TemporaryDirectory(prefix="throughcare-load-"))
    ours = {"THROUGHCARE_DEMO": "1", "THROUGHCARE_VAR": str(folder), "THROUGHCARE_NOW": NOW}
    ours |= {"DJANGO_SETTINGS_MODULE": "throughcare.settings", "THROUGHCARE_DATABASE_URL": ""}
    if options.engine == "postgresql":
        found = stack.enter_context(postgres.cluster())
        if found is None:
            raise SystemExit("There is no initdb here: apt-get install postgresql")
        ours["THROUGHCARE_DATABASE_URL"] = found.url
    return os.environ | ours


def _throughcare(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "throughcare", *words], env=environment, check=True)


def _django(environment: dict[str, str], *words: str, said: str = "") -> str:
    command = [sys.executable, "-m", "benchmarks.load_users", *words]
    return subprocess.run(
        command, env=environment, input=said, stdout=subprocess.PIPE, text=True, check=True
    ).stdout  # fmt: skip


def _serving(environment: dict[str, str], port: int) -> "subprocess.Popen[bytes]":
    """Answers when this returns. What it logs is thrown away: refusals are many by intention."""
    command = [sys.executable, "-m", "throughcare", "serve", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    for _ in range(300):
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/alive", timeout=5) as answer:
            if answer.status == 200:
                return server
        time.sleep(0.2)
    server.kill()
    raise SystemExit("the server did not come up within a minute")


if __name__ == "__main__":
    sys.exit(main())

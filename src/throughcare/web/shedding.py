"""More work than can be done is turned away at once and in words, so that what is begun is still finished in time.

Each process lets a few requests work, lets a few more wait in one of two lines, and turns the rest away with 503.
Custody is let in first, waits longest, and has room that nobody else may take: somebody's hours of detention run.
The numbers are ours. A process has a thread for each request that works or waits, and some
to turn the rest away (cli/serve.py).
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from throughcare.rulebook.actors import POLICE
from throughcare.rulebook.facts.base import KINDS
from throughcare.web import unavailable

Next = Callable[[HttpRequest], HttpResponse]

AT_WORK = 3
REMEMBERED = 10_000
CUSTODY_ROOMS = ("throughcare.web.custody.", "throughcare.web.testing.")


@dataclass
class Line:
    """Who waits for their turn, the longest first."""

    room: int
    """How many may wait."""
    seconds: float
    """For how long; then they are turned away."""
    leaves_free: int = 0
    """Places at work that it never takes."""
    waiting: deque[Event] = field(default_factory=deque)


@dataclass
class Gate:
    """`custody` stands before `others` whenever a place at work becomes free."""

    at_work: int = AT_WORK
    custody: Line = field(default_factory=lambda: Line(room=8, seconds=10))
    others: Line = field(default_factory=lambda: Line(room=6, seconds=3, leaves_free=1))
    working: int = 0
    _lock: Lock = field(default_factory=Lock)

    def enter(self, line: Line) -> bool:
        """Whether the work may begin; if so, `leave` must follow. Waits its turn, for a while."""
        with self._lock:
            if self._has_place(line) and not line.waiting:
                self.working += 1
                return True
            if len(line.waiting) >= line.room:
                return False
            turn = Event()
            line.waiting.append(turn)
        return turn.wait(line.seconds) or self._came_too_late(line, turn)

    def leave(self) -> None:
        with self._lock:
            self.working -= 1
            for line in (self.custody, self.others):
                while line.waiting and self._has_place(line):
                    self.working += 1
                    line.waiting.popleft().set()

    def _has_place(self, line: Line) -> bool:
        if line is not self.custody and self.custody.waiting:
            return False
        return self.working < self.at_work - line.leaves_free

    def _came_too_late(self, line: Line, turn: Event) -> bool:
        """Somebody may have let it in between the end of its patience and now."""
        with self._lock:
            if not turn.is_set():
                line.waiting.remove(turn)
            return turn.is_set()


class Shedding:
    """Stands before everything that asks the database; who works in a suite it learns from the answers it passes on."""

    def __init__(self, get_response: Next) -> None:
        self.get_response, self.gate = get_response, Gate()
        self._is_police: dict[str, bool] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if not self.gate.enter(self._line(request, session)):
            return unavailable.answer(request, unavailable.BUSY)
        try:
            response = self.get_response(request)
        finally:
            self.gate.leave()
        self._learn(request, session)
        return response

    def _line(self, request: HttpRequest, session: str) -> Line:
        known = self._is_police.get(session)
        return self.gate.custody if (is_custody(request) if known is None else known) else self.gate.others

    def _learn(self, request: HttpRequest, session: str) -> None:
        """Kept in this process alone, by session, for as many as fit; forgetting costs nothing but a guess."""
        working = getattr(request, "working_as", None)
        if working is None:
            return
        if len(self._is_police) >= REMEMBERED:
            self._is_police.clear()
        self._is_police[session] = working.role in POLICE


def is_custody(request: HttpRequest) -> bool:
    """Of somebody not known yet: a page of the suites, or a form for what police record, by its address alone."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if match.url_name in {"record", "alive"}:
        kind = KINDS.get(match.kwargs.get("kind", ""))
        return kind is None or bool(kind.recorded_by & POLICE)
    return match.func.__module__.startswith(CUSTODY_ROOMS)

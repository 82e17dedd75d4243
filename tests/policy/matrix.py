"""Runs cells: every route, for every post, about every person; each answer is laid beside the oracle's."""

import logging
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from unittest.mock import patch
from zlib import crc32

from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import cast
from tests.oracles import policy
from tests.policy.judging import OPEN, SHUT, Shown, too_much
from tests.policy.relationships import relationship
from tests.policy.routes import ABOUT_NOBODY, ROUTES
from tests.policy.sample import BOUNDARY
from throughcare.access.models import Reading
from throughcare.web.account import step_up


@dataclass(frozen=True, slots=True)
class Disagreement:
    operation: str
    role: str
    relationship: str
    consent: str
    route: str
    expected: str
    got: str
    because: str

    def __str__(self):
        cell = f"{self.operation} · {self.role} · {self.relationship} · {self.consent} ({self.route})"
        return f"{cell}: expected {self.expected}, got {self.got} [{self.because}]"


@dataclass(slots=True)
class Report:
    requests: int = 0
    cells: set = field(default_factory=set)
    found: list = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)


NAMELESS = {("on_suite_board", "conflicted")}
"""Ours, where A10 meets I1: nobody who is held drops off the board: a cell, whether someone must act, and no name."""


@contextmanager
def quietly():
    """Django writes a line for every refusal."""
    log = logging.getLogger("django.request")
    before, log.level = log.level, logging.CRITICAL
    try:
        yield
    finally:
        log.level = before


class Matrix:
    """One world, and what has been asked of it. `part` of `parts` is run: which cells is decided by their names."""

    routes, about_nobody = ROUTES, ABOUT_NOBODY

    def __init__(self, world, *, parts=1, part=0, only=None):
        self.world, self.parts, self.part, self.report = world, parts, part, Report()
        self.only = frozenset(self.routes) | self.about_nobody if only is None else only

    def run(self, posts):
        with quietly(), patch.object(step_up, "is_confirmed", lambda request, at: True):
            for post in posts:
                client = self._client(post)
                self._nobody(client, post)
                self._lists(client, post)
                self._people(client, post)
        return self.report

    def _client(self, post):
        """Whoever asks, as their browser does."""
        client = Client(raise_request_exception=False)
        if post.membership is not None:
            cast.signed_in(client, post.membership.account)
        return client

    def _nobody(self, client, post):
        """Pages on which no person of the matrix may stand."""
        for name in sorted(self.about_nobody & self.only):
            with suppress(NoReverseMatch):
                shown = self._ask(client, reverse(name), name, post)
                if shown.people:
                    self._add(
                        "about nobody", post, None, name, "nobody shown", f"{len(shown.people)} people", "trust A1"
                    )

    def _lists(self, client, post):
        for name, route in self.routes.items():
            if route.is_list and name in self.only:
                asked = {}
                for life in self.world.lives.values():
                    for address in self.world.addresses(name, life, self.routes):
                        if address not in asked:
                            asked[address] = self._ask(client, address, name, post)
                        self._judge(name, route, post, life, asked[address])

    def _people(self, client, post):
        for life in self.world.lives.values():
            for name, route in self.routes.items():
                if not route.is_list and self._is_mine(name, post, life):
                    for address in self.world.addresses(name, life, self.routes):
                        self._judge(name, route, post, life, self._ask(client, address, name, post))

    def _is_mine(self, name, post, life):
        if name not in self.only:
            return False
        always = name == "person" and life.consent in BOUNDARY
        cell = f"{name} {post.role} {post.place} {life.kind} {life.consent}"
        return always or crc32(cell.encode()) % self.parts == self.part % self.parts

    def _ask(self, client, address, name, post):
        last = Reading.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        response = client.get(address)
        shown = Shown(response, self.world)
        self.report.requests += 1
        self.report.statuses[response.status_code] += 1
        self._judge_log(shown, last, name, post)
        return shown

    def _judge_log(self, shown, last, name, post):
        """Exactly one reading, of exactly those who are shown (C1)."""
        logged = list(Reading.objects.filter(pk__gt=last))
        named = {one for reading in logged for one in reading.of.values_list("person", flat=True)}
        people = {life.person.pk for life in shown.people}
        if named != people or len(logged) != bool(people):
            got = f"{len(logged)} readings of {len(named)} for {len(people)} shown, status {shown.status}"
            self._add("read_log", post, None, name, "one reading of whom it shows", got, "trust C1")

    def _judge(self, name, route, post, life, shown):
        related = relationship(post, life)
        if related is None:
            return
        cell = post.role, related, life.consent
        answer = policy.expected(route.operation, *cell)
        if (route.operation, related) in NAMELESS:
            answer = answer._replace(allowed=True, whose="existence")
        content = answer if route.has_content else policy.expected("open_record", *cell)
        self.report.cells.add((route.operation, name, *cell))
        for expected, got in self._complaints(route, answer, content, shown, life, post, related):
            self._add(route.operation, post, life, name, expected, got, answer.because)

    def _complaints(self, route, answer, content, shown, life, post, related):
        if shown.status not in OPEN | SHUT:
            yield "an answer", f"status {shown.status}"
        extra = too_much(content, shown, life, post)
        if extra:
            yield f"{content.whose} of {', '.join(sorted(content.classes)) or 'nothing'}", f"shows {', '.join(extra)}"
        if related in route.own_words and not shown.of(life):
            return
        may = answer.allowed or (content.allowed and not route.is_strict)
        if life in shown.people and not may:
            yield "nobody shown", f"the person, status {shown.status}"
        elif not may and not route.is_list and shown.status in OPEN:
            yield "refused", f"status {shown.status}"
        if answer.allowed and shown.status not in OPEN and not (route.is_list or route.is_narrower):
            yield "allowed", f"status {shown.status}"

    def _add(self, operation, post, life, route, expected, got, because):
        related = relationship(post, life) if life else "-"
        consent = life.consent if life else "-"
        self.report.found.append(Disagreement(operation, post.role, related, consent, route, expected, got, because))

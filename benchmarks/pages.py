"""Pages against an empty page on the same server: how many times as long, and how many queries.

What the read log writes is in the time, and is no query.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from benchmarks.profiling import explained, is_short
from benchmarks.table import Row, at_most
from benchmarks.timing import duration, p50, p95
from throughcare.access import scope
from throughcare.accounts import sessions
from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import Role
from throughcare.web import clock

EMPTY = "accessibility"
TIMES_EMPTY, QUERIES = 3, 12
"""The page's targets (design section 10)."""
VISITS, PEOPLE_VISITED = 60, 30
DESKS = (("suite", Role.DETENTION_OFFICER), ("today", Role.CJIT_CASE_MANAGER), ("my_people", Role.CJIT_CASE_MANAGER),
         ("arrivals", Role.CJIT_CASE_MANAGER), ("manage", Role.CJIT_MANAGER), ("reports", Role.CUSTODY_SERGEANT),
         ("reports", Role.CJIT_MANAGER))  # fmt: skip


def rows(where: str, *, now: datetime) -> Iterator[Row]:
    """Whatever desk has its page by now; the rest is said to be missing, and a page that fails to fail."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    for name, role in DESKS:
        client, _ = _signed_in(role)
        label = f"{name}, {role}" if [one for one, _ in DESKS].count(name) > 1 else name
        yield from _measured(where, label, client, [_address(name)])
    client, membership = _signed_in(Role.CJIT_CASE_MANAGER)
    people = scope.people(membership=membership, at=now).order_by("pk")[:PEOPLE_VISITED]
    yield from _measured(where, "person", client, [_address("person", one.reference) for one in people])


def _measured(where: str, name: str, client: Client, addresses: list[str | None]) -> Iterator[Row]:
    what = f"{where}: page {name!r}"
    found = [address for address in addresses if address]
    if not found:
        yield Row(what=what, figure="not there yet")
        return
    client.get(found[0])
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(found[0])
        count = sum(query["sql"].startswith("SELECT") for query in captured.captured_queries)
    if answer.status_code != HTTPStatus.OK:
        yield Row(what=what, figure=f"answers {answer.status_code}")
        return
    page, empty = _in_turn(client, found)
    figure, against = f"95 % within {duration(p95(page.elapsed))}", f"empty page {duration(p95(empty.elapsed))}"
    row = at_most(what, figure, p95(page.elapsed) / p95(empty.elapsed), TIMES_EMPTY, against=against)
    yield from explained(row, lambda: [client.get(address) for address in (found * 20)[:20]])
    figure, against = f"{duration(p50(page.worked))} of our processor", f"empty page {duration(p50(empty.worked))}"
    yield Row(what="  without waiting", figure=figure, against=against, ratio=p50(page.worked) / p50(empty.worked))
    yield Row(what="  queries", figure=str(count), target=f"at most {QUERIES}", met=count <= QUERIES)


@dataclass(frozen=True, slots=True)
class Visits:
    """Elapsed and processor seconds of each."""

    elapsed: list[float]
    worked: list[float]

    def add(self, client: Client, address: str) -> None:
        began, busy_since = time.perf_counter(), time.process_time()
        client.get(address)
        self.worked.append(time.process_time() - busy_since)
        self.elapsed.append(time.perf_counter() - began)


def _in_turn(client: Client, addresses: list[str]) -> tuple[Visits, Visits]:
    """The page and the empty page by turns, so that whatever else the machine does weighs on both."""
    page, empty, nothing = Visits([], []), Visits([], []), reverse(EMPTY)
    for address in (*addresses, nothing):
        client.get(address)
    for number in range(4 if is_short() else VISITS):
        page.add(client, addresses[number % len(addresses)])
        empty.add(client, nothing)
    return page, empty


def _signed_in(role: Role) -> tuple[Client, Membership]:
    membership = Membership.objects.filter(role=role).order_by("id").select_related("account").first()
    assert membership is not None, f"nobody is {role}"
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(membership.account)
    session = client.session
    sessions.begin(session, device="Benchmark", at=clock.wall(), has_post=True)
    session.save()
    return client, membership


def _address(name: str, *arguments: str) -> str | None:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None

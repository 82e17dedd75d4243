"""Pages against an empty page on the same server: how many times as long, and how many queries."""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from benchmarks.table import Row, at_most
from benchmarks.timing import duration, p95, seconds
from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import Role

EMPTY = "accessibility"
TIMES_EMPTY, QUERIES = 3, 12
"""The page's targets (design section 10)."""
VISITS, PEOPLE_VISITED = 60, 30
DESKS = (("suite", Role.DETENTION_OFFICER), ("today", Role.CJIT_CASE_MANAGER), ("my_people", Role.CJIT_CASE_MANAGER),
         ("arrivals", Role.CJIT_CASE_MANAGER))  # fmt: skip


def rows(where: str, *, now: datetime) -> Iterator[Row]:
    """Whatever desk has its page by now; the rest is said to be missing, and a page that fails to fail."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    for name, role in DESKS:
        client, _ = _signed_in(role)
        yield from _measured(where, name, client, [_address(name)])
    client, membership = _signed_in(Role.CJIT_CASE_MANAGER)
    people = scope.people(membership=membership, at=now).order_by("pk")[:PEOPLE_VISITED]
    yield from _measured(where, "person", client, [_address("person", one.reference) for one in people])


def _measured(where: str, name: str, client: Client, addresses: list[str | None]) -> Iterator[Row]:
    what = f"{where}: page {name!r}"
    found = [address for address in addresses if address]
    if not found:
        yield Row(what=what, figure="not there yet")
        return
    empty = _visits(client, [reverse(EMPTY)])
    times = _visits(client, found)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(found[0])
    if answer.status_code != 200:
        yield Row(what=what, figure=f"answers {answer.status_code}")
        return
    figure = f"95 % within {duration(p95(times))}"
    yield at_most(what, figure, p95(times) / p95(empty), TIMES_EMPTY, against=f"empty page {duration(p95(empty))}")
    count = len(captured)
    yield Row(
        what="  queries", figure=str(count), target=f"at most {QUERIES}", met=count <= QUERIES,
    )  # fmt: skip


def _visits(client: Client, addresses: list[str]) -> list[float]:
    """Each once to warm up, then in turn."""
    for address in addresses:
        client.get(address)
    return [seconds(partial(client.get, addresses[number % len(addresses)])) for number in range(VISITS)]


def _signed_in(role: Role) -> tuple[Client, Membership]:
    membership = Membership.objects.filter(role=role).order_by("id").select_related("account").first()
    assert membership is not None, f"nobody is {role}"
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(membership.account)
    return client, membership


def _address(name: str, *arguments: str) -> str | None:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return None

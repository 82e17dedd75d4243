"""No list looks at everybody: every query of the desks' pages finds its rows by an index.

SQLite plans by the shape of a question and of its tables, so sixty people show what a hundred thousand would cost.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import pages
from tests.cast import signed_in
from throughcare.accounts.models import Membership
from throughcare.journal.given import given
from throughcare.journal.models import CustodyRow
from throughcare.rulebook.actors import Role
from throughcare.simulation.crowd import crowd
from throughcare.simulation.demonstration import scene_of
from throughcare.simulation.national import national
from throughcare.simulation.parameters import OBSERVED
from throughcare.simulation.recording import record_lives
from throughcare.simulation.scene import AlwaysRoom
from throughcare.simulation.staffing import open_everything
from throughcare.web import clock

QUERIES = 12
MAY_BE_SCANNED = ("organisations_givenversion", "(subquery-")
"""One row, and what a query has already found."""
PAGES = (
    ("/suite", Role.CUSTODY_INSPECTOR), ("/today", Role.CJIT_CASE_MANAGER), ("/today", Role.CJIT_MANAGER),
    ("/today?whose=mine&due=all", Role.CJIT_CASE_MANAGER), ("/today?due=overdue", Role.CJIT_CASE_MANAGER),
    ("/today?kind=review_place", Role.CJIT_CASE_MANAGER), ("/my-people", Role.CJIT_CASE_MANAGER),
    ("/my-people", Role.CJIT_MANAGER), ("/arrivals", Role.CJIT_CASE_MANAGER), ("/allocate", Role.CJIT_MANAGER),
    ("/today?kind=missed&due=all", Role.CJIT_CASE_MANAGER), ("/today?q=an", Role.CJIT_CASE_MANAGER),
    ("/today?kind=missed", Role.CJIT_MANAGER), ("/today?kind=elsewhere&due=all", Role.CJIT_CASE_MANAGER),
    ("/today?kind=elsewhere", Role.CJIT_MANAGER), ("/find?then=seen_now&q=an", Role.CJIT_CASE_MANAGER),
    ("/drafts", Role.CJIT_CASE_MANAGER), ("/drafts", Role.CJIT_MANAGER),
    ("/team", Role.CJIT_MANAGER), ("/reports", Role.CJIT_CASE_MANAGER), ("/reports", Role.CUSTODY_SERGEANT),
    ("/find?q=an", Role.CJIT_CASE_MANAGER), ("/find?q=an", Role.CUSTODY_SERGEANT),
)  # fmt: skip

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="plans are read as SQLite writes them"),
]


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker):
    """Sixty people in three areas. Undone after the module's last test."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        at, calendar = clock.now(), given().calendar
        opened = open_everything(at=at, calendar=calendar, partnership=national(people=60))
        scene = scene_of(opened, AlwaysRoom(calendar=calendar))
        lives = crowd(people=60, scene=scene, until=at, parameters=OBSERVED)
        assert sum(len(part) for part in record_lives(lives, staff=opened.staff, people_at_once=60)) == 60
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def a_demonstration(settings):
    """The invented accounts open nothing elsewhere."""
    settings.DEMO = True


def asked(client, address):
    """Every question; what the read log writes is not one."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, secure=True)
    assert answer.status_code == 200, address
    return [query["sql"] for query in captured.captured_queries if query["sql"].startswith("SELECT")]


def scanned(sql):
    """The tables of which the query reads every row."""
    steps = [step for *_, step in connection.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    tables = [step.removeprefix("SCAN ") for step in steps if step.startswith("SCAN ")]
    return [table for table in tables if not table.startswith(MAY_BE_SCANNED)]


def in_each_area(client, role):
    found = {one.organisation_id: one for one in Membership.objects.filter(role=role).order_by("id")}
    for membership in found.values():
        yield signed_in(client, membership.account)


@pytest.mark.parametrize(("address", "role"), PAGES, ids=[f"{address} {role}" for address, role in PAGES])
def test_a_list_reads_no_table_whole(full, client, address, role):
    for visitor in in_each_area(client, role):
        queries = asked(visitor, address)

        assert len(queries) <= QUERIES
        assert [(scanned(sql), sql) for sql in queries if scanned(sql)] == []


def test_a_record_reads_no_table_whole(full, client):
    """The suite that wrote something down may open it."""
    custody = CustodyRow.objects.select_related("person").earliest("arrived_at")
    officer = Membership.objects.filter(organisation=custody.suite_id, role=Role.CUSTODY_SERGEANT).first()
    queries = asked(signed_in(client, officer.account), f"/people/{custody.person.reference}")

    assert len(queries) <= QUERIES
    assert [sql for sql in queries if scanned(sql)] == []


def test_a_whole_table_is_noticed(full):
    assert scanned('SELECT "id" FROM "people_person" WHERE "given_name" = 1') == ["people_person"]


def test_the_benchmark_gets_in(full):
    visitor, _ = pages._signed_in(Role.CJIT_CASE_MANAGER)

    assert visitor.get("/today", secure=True).status_code == 200

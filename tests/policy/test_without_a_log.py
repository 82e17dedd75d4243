"""With the log's insert failing, nothing about anybody comes out of any route (trust C2)."""

import pytest
from django.db import DatabaseError
from django.test import Client

from tests import cast
from tests.policy.judging import OPEN, Shown
from tests.policy.matrix import quietly
from tests.policy.routes import ROUTES
from tests.policy.sample import IN_CI, part, parts
from throughcare.access import read_log

pytestmark = pytest.mark.django_db
READERS = (
    ("custody_inspector", "here"), ("cjit_manager", "here"), ("cjit_case_manager", "own"), ("cjit_spoc", "next"),
    ("ppo_coordinator", "here"), ("offender_manager", "here"), ("auditor", "opened"),
)  # fmt: skip


KINDS = ("case", "held", "sent_after", "restricted")


def addresses(world):
    """Of everyone in CI; of one in turn elsewhere, beside the case that has most to show."""
    for kind in KINDS if parts() <= IN_CI else {"case", KINDS[1 + part() % 3]}:
        life = world.lives[kind, "covering"]
        for name in ROUTES:
            yield from world.addresses(name, life)[:3]


@pytest.mark.parametrize("reader", READERS, ids="-".join)
def test_without_a_log_no_canary_comes_out(world, monkeypatch, reader):
    client = cast.signed_in(Client(raise_request_exception=False), world.posts[reader].membership.account)
    with quietly():
        open_pages = [one for one in addresses(world) if Shown(client.get(one), world).people]

        monkeypatch.setattr(read_log, "write", fails)
        answers = {one: Shown(client.get(one), world) for one in open_pages}

    assert [one for one, shown in answers.items() if shown.people or shown.status in OPEN] == []
    assert open_pages


def fails(*args, **kwargs):
    raise DatabaseError("disk full")

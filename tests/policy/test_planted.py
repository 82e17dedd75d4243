"""The matrix turns red for each bug planted on purpose, and stays green without it (trust A1: tests of tests)."""

import os

import pytest
from django.db import transaction

from tests.policy.matrix import Matrix
from tests.policy.planted import BUGS
from tests.policy.world import World

pytestmark = pytest.mark.django_db


def found(bug):
    """The disagreements in a world of its own, made while the bug is there."""
    small = transaction.atomic()
    small._from_testcase = True
    with small:
        world = World(consents=("covering", "withdrawn"), kinds=bug.lives)
        report = Matrix(world, only=bug.pages).run([world.posts[post] for post in bug.posts])
        transaction.set_rollback(True)
    return report.found


@pytest.mark.skipif(not os.environ.get("THROUGHCARE_PLANTED"), reason="left to .ci/run: it needs a world to itself")
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.what)
def test_a_planted_bug_is_found(at_noon, open_database, monkeypatch, bug):
    assert found(bug) == []

    bug.apply(monkeypatch)

    assert found(bug) != []

"""A demonstration takes seconds to load, so the tests that only read share one."""

from datetime import UTC, datetime

import pytest

from throughcare.simulation import demonstration

SUNDAY_NIGHT = datetime(2026, 3, 29, 0, 40, tzinfo=UTC)  # twenty minutes before the clocks go on


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Two hundred people as of that night. Undone after the module's last test."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        told = []
        demonstration.load(at=SUNDAY_NIGHT, tell=told.append)
        yield told
        transaction.set_rollback(True)

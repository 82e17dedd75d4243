import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import override_settings

from tests.policy.lives import NOON
from tests.policy.sample import consents
from tests.policy.world import World
from throughcare.web import clock


@pytest.fixture(scope="package")
def at_noon():
    """The pages' clock stands still, and files are kept out of the way."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(SECURE_SSL_REDIRECT=False, VAR=Path(folder)),
        patch.object(clock, "now", lambda: NOON),
    ):
        yield


@pytest.fixture(scope="package")
def open_database(django_db_setup, django_db_blocker):
    """One transaction for the whole folder, as a test case of Django's has, taken back at its end."""
    whole = transaction.atomic()
    whole._from_testcase = True
    with django_db_blocker.unblock(), whole:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def world(at_noon, open_database):
    return World(consents=consents())

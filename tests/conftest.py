"""Makes the tests independent of whoever runs them. `-p no:django` runs tests/rulebook without Django.

A database of tests is a real file, with the settings of a real one, so that threads and locks are tested too;
THROUGHCARE_DATABASE_URL makes it PostgreSQL.
"""

import tempfile
from pathlib import Path


def pytest_configure(config):
    if not config.pluginmanager.hasplugin("django"):
        return
    from django.conf import settings

    database = settings.DATABASES["default"]
    empty_with_guards_off()
    if database["ENGINE"].endswith("sqlite3"):
        folder = tempfile.TemporaryDirectory(prefix="throughcare-tests-")
        config.add_cleanup(folder.cleanup)
        database.setdefault("TEST", {})["NAME"] = str(Path(folder.name) / "tests.sqlite3")


def empty_with_guards_off():
    """Tests over several connections end by emptying every table, which the journal's guards rightly refuse."""
    from django.test import TransactionTestCase

    from tests.journal.tampering import guards_off

    emptied = TransactionTestCase._fixture_teardown

    def teardown(self):
        with guards_off():
            emptied(self)

    TransactionTestCase._fixture_teardown = teardown

"""Makes the tests independent of whoever runs them. `-p no:django` runs tests/rulebook without Django.

A database of tests is a real file, with the settings of a real one, so that threads and locks are tested too;
THROUGHCARE_DATABASE_URL makes it PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
os.environ.setdefault("THROUGHCARE_SECRET_KEY", "only for tests " * 4)


def pytest_configure(config):
    if not config.pluginmanager.hasplugin("django"):
        return
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        folder = tempfile.TemporaryDirectory(prefix="throughcare-tests-")
        config.add_cleanup(folder.cleanup)
        database.setdefault("TEST", {})["NAME"] = str(Path(folder.name) / "tests.sqlite3")

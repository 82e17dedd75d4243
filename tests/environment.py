"""Loaded before anything else (see addopts in pyproject.toml), so that one folder of tests can be run by itself."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
os.environ.setdefault("THROUGHCARE_SECRET_KEY", "only for tests " * 4)

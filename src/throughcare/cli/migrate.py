"""Brings the database up to date, and makes the folder for it first."""

import argparse

from django.conf import settings
from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    brought_up_to_date()
    return 0


def brought_up_to_date(*, verbosity: int = 1) -> None:
    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=verbosity)

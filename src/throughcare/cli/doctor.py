"""Looks at settings, database, worker, backups and checks, and says what to do about what is not well."""

import argparse

from django.conf import settings
from django.utils import timezone


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    from throughcare.operations.health import findings, remarks

    found = list(findings(at=timezone.now()))
    for one in found:
        print(f"{'ok ' if one.is_well else 'NOT'} {one.what}: {one.says}{f'. {one.instead}' if one.instead else ''}")
    for remark in () if settings.DEMO else remarks():
        print(f"    {remark.id}: {remark.msg}")
    return 0 if all(one.is_well for one in found) else 1

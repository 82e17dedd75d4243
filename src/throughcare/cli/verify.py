"""Walks the whole journal and the read log and says what does not fit; ends with 1 if anything was tampered with."""

import argparse
from collections.abc import Sequence

AT_MOST = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    from throughcare.operations import runs

    records, log = runs.verify()
    _say(f"{records.people} people, {records.entries} entries", records.findings)
    _say(f"{log.readings} readings, {log.seals} seals", log.findings)
    return 0 if records.whole and log.whole else 1


def _say(counted: str, findings: Sequence[object]) -> None:
    print(f"{counted}: {'NOT WHOLE' if findings else 'whole'}")
    for finding in findings[:AT_MOST]:
        print(f"  {finding}")
    if len(findings) > AT_MOST:
        print(f"  and {len(findings) - AT_MOST} more")

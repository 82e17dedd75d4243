"""Walks the whole journal and says what does not fit; ends with 1 if anything was tampered with."""

import argparse

AT_MOST = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    from throughcare.journal.verify import verify

    report = verify()
    print(f"{report.people} people, {report.entries} entries: {'whole' if report.whole else 'NOT WHOLE'}")
    for finding in report.findings[:AT_MOST]:
        print(f"  {finding}")
    if len(report.findings) > AT_MOST:
        print(f"  and {len(report.findings) - AT_MOST} more")
    return 0 if report.whole else 1

"""Takes a backup, puts it back beside this system, compares every row and file, and writes down how it went."""

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:
    from throughcare.operations import runs

    done = runs.drill()
    print(f"{done.says} ({(done.ended_at - done.began_at).total_seconds():.0f} s)")
    return 0 if done.is_whole else 1

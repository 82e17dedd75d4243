"""Works out everyone's duties, boards and lists again from the journal; changes nothing unless told to."""

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="write what differs, after it was looked at")


def run(options: argparse.Namespace) -> int:
    from throughcare.operations import runs

    found = runs.compare(write=options.write)
    print(f"{found.people} people, {found.counts.total()} rows differ{' and were written' if options.write else ''}")
    for kind, count in found.counts.most_common():
        print(f"  {count:8} {kind}")
    return 0 if options.write or not found else 1

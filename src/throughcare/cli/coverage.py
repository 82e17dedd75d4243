"""Lists requirements with the tests that prove them; a requirement that a step proves and no test names is missing."""

import argparse
import subprocess
import sys
from collections.abc import Iterable, Iterator

from throughcare.cli.proofs import Proof, naming, read_proofs, root
from throughcare.rulebook.requirements import requirements
from throughcare.rulebook.steps import PROVEN_IN

RUNNER = ("-m", "tests.mutation.run")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="requirements, such as H-72; without any, all that a step proves"
    )
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="move each limit by one unit and take each refusal away; print what no test notices",
    )


def run(options: argparse.Namespace) -> int:
    found = root()
    if found is None:
        print("throughcare: coverage reads the tests, and only the package is installed here.", file=sys.stderr)
        return 2
    unknown = [number for number in options.ids if number not in requirements()]
    if unknown and not options.mutate:
        print(f"throughcare: no requirement is called {' or '.join(unknown)}.", file=sys.stderr)
        return 2
    if options.mutate:
        command = [sys.executable, *RUNNER, *options.ids]
        return subprocess.run(command, cwd=found, check=False).returncode  # noqa: S603 (our own runner)
    return _report(options.ids or [number for ids in PROVEN_IN.values() for number in ids], read_proofs(root=found))


def _report(numbers: list[str], tests: Iterable[Proof]) -> int:
    """The table, and 1 when something is missing."""
    proofs = {number: naming(number, tests) for number in numbers}
    missing = [number for number, found in proofs.items() if not found]
    print("\n".join(_table(proofs)))
    print(f"\n{len(numbers)} requirements: {len(numbers) - len(missing)} named by a test, {len(missing)} missing")
    return 1 if missing else 0


def _table(proofs: dict[str, tuple[Proof, ...]]) -> Iterator[str]:
    for number, found in proofs.items():
        for place, test in enumerate(found):
            yield f"{'' if place else number:<7}{test}"
        if not found:
            yield f"{number:<7}MISSING  {requirements()[number].text}"

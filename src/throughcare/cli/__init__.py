"""`throughcare …`: one file per command, loaded only when asked for.

A new command is one row here and one file with `arguments(parser)` and `run(options)`.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast


@dataclass(frozen=True, slots=True)
class Command:
    sentence: str
    module: str
    needs_django: bool = True


COMMANDS = {
    "administrator": Command("Let an administrator in, the first or a lone one.", "throughcare.cli.administrator"),
    "demo": Command("Start a demonstration with invented people.", "throughcare.cli.demo", needs_django=False),
    "coverage": Command("List requirements with the tests that prove them.", "throughcare.cli.coverage", False),
    "docs": Command("Write the reference pages from the rules.", "throughcare.cli.docs", False),
    "explain": Command("Say what the rules hold about a word, a point or a number.", "throughcare.cli.explain", False),
    "backup": Command("Write everything into one file.", "throughcare.cli.backup"),
    "doctor": Command("Say what is not well, and what to do.", "throughcare.cli.doctor"),
    "drill": Command("Take a backup, put it back beside, and compare.", "throughcare.cli.drill"),
    "key": Command("Make, list and take back keys of other systems.", "throughcare.cli.key"),
    "migrate": Command("Bring the database up to date.", "throughcare.cli.migrate"),
    "restore": Command("Put a backup back into an empty database.", "throughcare.cli.restore"),
    "serve": Command("Serve the pages.", "throughcare.cli.serve"),
    "rebuild": Command("Compare every list with the journal it follows from.", "throughcare.cli.rebuild"),
    "simulate": Command("Fill a database with invented lives.", "throughcare.cli.simulate", needs_django=False),
    "verify": Command("Look for entries that were changed, cut or put back.", "throughcare.cli.verify"),
    "worker": Command("Run what the timetable says is due, until stopped.", "throughcare.cli.worker"),
}


class CommandFile(Protocol):
    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int: ...


def main(argv: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(argv)
    command = COMMANDS[asked.command]
    is_help = bool({"-h", "--help"} & set(asked.rest))
    refusal = _set_up_django(is_help=is_help) if command.needs_django else None
    if refusal:
        print(f"throughcare: {refusal}", file=sys.stderr)
        return 2
    file = cast(CommandFile, import_module(command.module))
    parser = argparse.ArgumentParser(prog=f"throughcare {asked.command}", description=command.sentence)
    file.arguments(parser)
    return file.run(parser.parse_args(asked.rest))


def _parser() -> argparse.ArgumentParser:
    lines = [f"  {name:14}{command.sentence}" for name, command in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="throughcare",
        usage="throughcare COMMAND …",
        epilog="\n".join(["commands:", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _set_up_django(*, is_help: bool) -> str | None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    from throughcare.settings import DEMO, SECRET_KEY, refusal_to_start

    refusal = None if is_help else refusal_to_start(demo=DEMO, secret_key=SECRET_KEY)
    if refusal is None:
        import django

        django.setup()
    return refusal

"""Which rows of the rulebook would nobody miss? `python -m tests.mutation.run` moves each one and runs the tests.

A row is proven when some test fails without it. Printed: every row that is not; the exit code says whether any.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import pytest

from tests.mutation.mutants import mutants

ROOT = Path(__file__).parents[2]
STORIES = tuple(sorted((ROOT / "tests" / "rulebook").glob("test_*.py")))
UNUSED = ("django", "cacheprovider", "hypothesispytest", "schemathesis", "anyio")
QUIET = ("-x", "-q", *(word for name in UNUSED for word in ("-p", f"no:{name}")), "-o", "addopts=")
"""Each child begins anew: a plugin that nothing here needs would be loaded once for each mutant."""
TYPED_AGAIN = "typed again from the paragraphs"
"""A file of tables tells no story, and is there for the mutants of its tables."""
AT_ONCE = 2
PASSED, FAILED = 0, 1


def main(arguments=None):
    asked = argparse.ArgumentParser(prog="tests.mutation.run", description=__doc__.splitlines()[0])
    asked.add_argument("only", nargs="*", help="run only mutants whose name has one of these words in it")
    asked.add_argument("--list", action="store_true", help="print the mutants and stop")
    options = asked.parse_args(arguments)
    chosen = [one for one in mutants() if not options.only or any(word in one.name for word in options.only)]
    if options.list:
        print("\n".join(one.name for one in chosen))
        return 0
    return report(chosen)


def report(chosen):
    """Run the tests as they are, then once for each mutant."""
    began = time.monotonic()
    files = tests_that_tell_stories()
    if run(None, files) != PASSED:
        print("The tests fail before anything is moved: mend them first.")
        return 2
    unproven = survivors(chosen, files)
    for name in unproven:
        print(f"unproven: {name}")
    print(f"{len(chosen) - len(unproven)} of {len(chosen)} rows proven in {time.monotonic() - began:.0f} s")
    return 1 if unproven else 0


def tests_that_tell_stories():
    """Each with its text. The other test files look at tables that no mutant touches."""
    texts = {str(file): file.read_text("utf-8") for file in STORIES}
    return {file: text for file, text in texts.items() if "tests.rulebook" in text or TYPED_AGAIN in text}


def survivors(chosen, files):
    """The names of the mutants that no test noticed, two children at a time."""
    running, found, left = {}, [], list(chosen)
    while left or running:
        while left and len(running) < AT_ONCE:
            mutant = left.pop(0)
            running[start(mutant, files)] = mutant
        child, status = os.wait()
        mutant = running.pop(child, None)
        if mutant is not None and (code := os.waitstatus_to_exitcode(status)) != FAILED:
            found.append(mutant.name if code == PASSED else f"{mutant.name} (not judged: exit code {code})")
    return sorted(found)


def start(mutant, files):
    child = os.fork()
    if child == 0:
        os._exit(in_child(mutant, files))
    return child


def run(mutant, files):
    """One child, waited for."""
    _, status = os.waitpid(start(mutant, files), 0)
    return os.waitstatus_to_exitcode(status)


def in_child(mutant, files):
    """The tests' exit code with this mutant in place; the modules were imported before the fork."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        if mutant is not None:
            mutant.apply()
        return first_failure(in_order(files, mutant))
    except BaseException:
        return 3


def first_failure(parts):
    """The exit code of the first part that fails; the rest need not be collected."""
    codes = (int(pytest.main([*QUIET, "--rootdir", str(ROOT), *part])) for part in parts if part)
    return next((code for code in codes if code != PASSED), PASSED)


def in_order(files, mutant):
    """First those that speak of the row: most mutants are found there."""
    row = mutant.row if mutant else ""
    return [file for file in files if row in files[file]], [file for file in files if row not in files[file]]


if __name__ == "__main__":
    sys.exit(main())

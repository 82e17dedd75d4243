"""Explains a word, a point, a requirement, a reading, a paragraph, a duty, a refusal, a limit, a fact or a role."""

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from throughcare.cli.proofs import Proof, naming, read_proofs, root
from throughcare.rulebook.explaining import Answer, explain
from throughcare.rulebook.index import Entry, Sort, entries, referring_to
from throughcare.rulebook.places import place_of

WIDTH, LABEL = 80, 13
MANY_TESTS = 8
QUOTED = {Sort.DUTY, Sort.REFUSAL, Sort.LIMIT, Sort.FACT, Sort.ROLE}
SAID_AS = {
    Sort.PARAGRAPH: "Paragraph", Sort.REQUIREMENT: "Asked by", Sort.READING: "Reading", Sort.LIMIT: "Limit",
    Sort.POINT: "Point", Sort.DUTY: "Duty", Sort.REFUSAL: "Refusal", Sort.FACT: "Fact", Sort.ACTION: "Action",
    Sort.LATER: "Waits for", Sort.JUDGEMENT: "Judgement", Sort.ROLE: "Who",
}  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", nargs="+", help='for example: outreach, "Com 5a", H-72, R3, 4.1.1, give_ra1')


def run(options: argparse.Namespace) -> int:
    answer = explain(" ".join(options.word))
    if not answer.found:
        print(_unknown(answer), file=sys.stderr)
        return 1
    found = root()
    tests = read_proofs(root=found) if found else ()
    print("\n".join(_whole(answer, tests) if answer.whole else _listed(answer)))
    return 0


def _unknown(answer: Answer) -> str:
    nothing = f"Nothing here is called {answer.word!r} or speaks of it."
    return f"{nothing} Did you mean {', '.join(answer.near)}?" if answer.near else nothing


def _whole(answer: Answer, tests: tuple[Proof, ...]) -> Iterator[str]:
    for place, entry in enumerate(answer.found):
        yield from ["", ""] if place else []
        yield from _entry(entry, tests)


def _entry(entry: Entry, tests: tuple[Proof, ...]) -> Iterator[str]:
    yield f"{entry.name}{entry.sort:>{max(1, WIDTH - len(entry.name))}}"
    yield "─" * WIDTH
    yield from textwrap.wrap(entry.title, WIDTH)
    yield ""
    lines = [*entry.lines, *_references(entry.refers), *_related(entry)]
    lines += [("Code", f"src/throughcare/{place}")] if (place := place_of(entry)) else []
    lines += [("Tests", each) for each in _tests(entry, tests)]
    yield from _labelled(lines)


def _references(keys: Iterable[tuple[Sort, str]]) -> Iterator[tuple[str, str]]:
    for key in keys:
        yield SAID_AS[key[0]], _short(entries()[key])


def _related(entry: Entry) -> Iterator[tuple[str, str]]:
    """What refers to this entry, without what it refers to itself."""
    for each in referring_to(entry.key):
        if each.key not in entry.refers:
            yield SAID_AS[each.sort], _short(each)


def _short(entry: Entry) -> str:
    step = entry.lines[0][1].partition(",")[0] if entry.sort is Sort.LATER else ""
    return textwrap.shorten(
        f"{entry.name}: {f'step {step}: ' if step else ''}{entry.title}", 2 * WIDTH - 40, placeholder=" …"
    )


def _tests(entry: Entry, tests: tuple[Proof, ...]) -> Iterator[str]:
    if entry.sort in {Sort.LATER, Sort.JUDGEMENT, Sort.PARAGRAPH}:
        return
    found = naming(entry.name, tests, quoted=entry.sort in QUOTED)
    yield from (str(test) for test in found[:MANY_TESTS])
    if len(found) > MANY_TESTS:
        yield f"and {len(found) - MANY_TESTS} more"
    if tests and not found:
        yield "none names it"


def _labelled(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A label stands once before the lines that share it."""
    for label, group in groupby(lines, key=lambda line: line[0]):
        first = f"{label:<{LABEL}}"
        for _, text in group:
            yield from textwrap.wrap(
                text, WIDTH, initial_indent=first, subsequent_indent=" " * (LABEL + 2), break_long_words=False,
                break_on_hyphens=False,
            )  # fmt: skip
            first = " " * LABEL


def _listed(answer: Answer) -> Iterator[str]:
    """Many entries hold the word: one line or two each, sort by sort."""
    yield f"{len(answer.found)} entries speak of {answer.word!r}. To read one: throughcare explain <its name>"
    for sort, group in groupby(answer.found, key=lambda entry: entry.sort):
        yield ""
        yield f"{sort[0].upper()}{sort[1:]}"
        for entry in group:
            yield from textwrap.wrap(_short(entry), WIDTH, initial_indent="  ", subsequent_indent="    ")

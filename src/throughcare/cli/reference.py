"""The reference pages, each drawn from one table of the rulebook. Nothing here is written by hand."""

from collections.abc import Callable, Iterable, Iterator

from throughcare.cli.proofs import Proof, naming
from throughcare.rulebook import guidance, points, readings
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.data_classes import HELD_IN_WORDS
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.base import KINDS, Kind
from throughcare.rulebook.index import Sort, entries, limit_in_words
from throughcare.rulebook.journey import OBLIGATIONS, REFUSALS
from throughcare.rulebook.later import LATER, waiting
from throughcare.rulebook.not_automated import NOT_AUTOMATED, left_to_judgement
from throughcare.rulebook.requirements import Requirement, requirements
from throughcare.rulebook.roles import is_sent, may_give, may_record, may_see
from throughcare.rulebook.ruled import BY_READING, RULED
from throughcare.rulebook.steps import step_that_proves

Table = Iterator[tuple[str, ...]]
MADE = "Written by `throughcare docs` from the tables in `src/throughcare/rulebook`. Change the table, not this page."


def pages(tests: Iterable[Proof]) -> dict[str, str]:
    """Every page by its file name."""
    made = {name: _page(page) for name, page in _PAGES.items()}
    return made | {"requirements.md": _page(lambda: _requirements(tuple(tests)))}


def _page(lines: Callable[[], Iterator[str]]) -> str:
    title, *rest = lines()
    return "\n".join([f"# {title}", "", MADE, "", *rest]) + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def _law(cites: Iterable[str], asked: Iterable[str] = (), read: Iterable[str] = ()) -> str:
    """Paragraphs, requirements and readings, as a reader looks them up."""
    return "; ".join(filter(None, (", ".join(cites), ", ".join(asked), ", ".join(read)))) or "ours"


def _limits() -> Iterator[str]:
    yield "Time limits"
    yield "Hold this page beside the Handbook. A limit marked ours is not in the guidance: an area may change it."
    yield ""
    yield from _table(
        ("Limit", "In words", "Amount", "Ours", "Rests on"),
        (
            (
                f"`{row.name}`",
                row.sentence,
                "; then ".join(limit_in_words(limit) for limit in row.limits),
                "ours" if row.ours else "",
                _law(row.cites, row.requirements, row.readings),
            )
            for row in DEADLINES.values()
        ),
    )


def _duties() -> Iterator[str]:
    yield "Duties"
    yield "Every kind of duty that can be owed to somebody, in the order in which a person meets them."
    for row in OBLIGATIONS.values():
        yield from (
            "",
            f"## {row.action}",
            "",
            f"- Name: `{row.kind}`",
            f"- Who: {ROLES[row.by].title}",
            f"- By when: `{row.deadline}`. {row.limit.sentence}",
            f"- Process point: {points.point(row.point).shown if row.point else 'none: it can arise anywhere'}",
            f"- Rests on: {_law(row.cites, row.requirements, row.readings)}",
            f"- If missed: {row.if_missed}",
        )
        if row.survives:
            yield "- Still owed after a way out."


def _refusals() -> Iterator[str]:
    yield "Refusals"
    yield "What may not be recorded here, and what each refusal rests on. A refusal says what can be done instead."
    yield ""
    yield from _table(
        ("Refusal", "In words", "Of which facts", "Rests on"),
        (
            (
                f"`{row.name}`",
                row.check.__doc__ or "",
                ", ".join(f"`{kind.name}`" for kind in KINDS.values() if kind.cls in row.kinds) or "every kind",
                _law(row.cites, row.requirements, row.readings),
            )
            for row in REFUSALS.values()
        ),
    )


def _readings() -> Iterator[str]:
    yield "Readings"
    yield "Where the guidance is silent or contradicts itself. A reading is ours, not the guidance's."
    for row in readings.readings().values():
        yield from ("", f"## {row.id}", "", f"**{row.question}**", "", row.reading)
        if row.reason:
            yield from ("", f"Because: {row.reason}")
        yield from ("", f"Interprets: {', '.join(row.where)}.")
        if row.id in LATER:
            yield from ("", f"Not built yet: step {LATER[row.id].step.value}. {LATER[row.id].missing}")


def _points() -> Iterator[str]:
    yield "Process points"
    yield "The 23 points of the Handbook, as the map draws them, and what its tables require at each."
    yield ""
    yield from _table(
        ("Point", "On the map", "Title in the Handbook", "Paragraph", "Leads to", "State"),
        (
            (row.shown, " ".join(row.short), row.title, row.cite, ", ".join(row.next) or "an end", _held_by(row.code))
            for row in points.POINTS.values()
        ),
    )
    yield from ("", "## Required actions", "")
    yield from _table(
        ("Action", "Who", "What", "Paragraph", "State"),
        ((f"`{row.id}`", row.actor, row.sentence, row.cite, _held_by(row.id)) for row in points.REQUIRED_ACTIONS),
    )
    yield from ("", "## Left to judgement", "")
    yield from _table(
        ("Row", "Paragraph", "Why"), ((f"`{row.id}`", row.cite, row.reason) for row in NOT_AUTOMATED.values())
    )


def _held_by(name: str) -> str:
    """Which of the four tables holds a point or a required action."""
    if name in RULED:
        row = RULED[name]
        return "ruled: " + ", ".join(f"`{each}`" for each in (*row.duties, *row.refusals, *row.facts))
    if name in BY_READING:
        return f"as we read it: {BY_READING[name]}"
    if name in LATER:
        return f"step {LATER[name].step.value}: {LATER[name].missing}"
    return "left to judgement"


def _facts() -> Iterator[str]:
    yield "Facts"
    yield "Everything that can be recorded about a person, what is asked, and whose work it is to record it."
    chapter = ""
    for row in sorted(KINDS.values(), key=lambda kind: (kind.chapter, kind.order)):
        if row.chapter != chapter:
            chapter = row.chapter
            yield from ("", f"## {chapter.capitalize()}")
        yield from ("", f"### {row.title}", "", f"`{row.name}`, version {row.version}. Held as: {row.data}.", "")
        yield from _table(("Asked", "Of", "Names"), _asked(row)) if row.questions else ("Nothing more is asked.",)
        yield from ("", f"Recorded by: {_recorders(row)}.")


def _asked(row: Kind) -> Table:
    for name, asked in row.questions.items():
        named = ", ".join(f"`{kind}`" for kind in asked.names) + (", once" if asked.once else "")
        yield f"{asked.label}{f' ({asked.hint})' if asked.hint else ''}", f"`{name}`", named


def _recorders(row: Kind) -> str:
    if row.mending:
        return "the team that recorded what is mended"
    return ", ".join(ROLES[role].title for role in ROLES if role in row.recorded_by)


def _roles() -> Iterator[str]:
    yield "Roles"
    yield "The person concerned has no role: their rights run through notices, accounts of who saw what, and access."
    yield ""
    yield from _table(
        ("Role", "Name", "Works for", "What it does", "Signs in"),
        (
            (row.title, f"`{role}`", str(row.kind), row.sentence, "yes" if row.signs_in else "no, only receives")
            for role, row in ROLES.items()
        ),
    )
    yield from ("", "## What each may record and see", "")
    yield "Of people its team works with, and no one else. Entries are mended by the team that made them."
    yield ""
    yield from _table(
        ("Role", "May record", "May see", "Also of what is shared", "Gives and ends in its own team"),
        map(_rights, ROLES),
    )
    yield from ("", "## What we hold, by who may need it", "")
    yield from _table(("Class", "What it is"), ((str(data), words) for data, words in HELD_IN_WORDS.items()))


def _rights(role: Role) -> tuple[str, ...]:
    records = "; ".join(f"{chapter}: {', '.join(titles)}" for chapter, titles in may_record(role).items())
    seen, sent = ", ".join(may_see(role)), ", ".join(is_sent(role))
    gives = ", ".join(may_give(role)) or "none"
    return ROLES[role].title, records or "nothing", seen or "no record", sent or "nothing", gives


def _requirements(tests: tuple[Proof, ...]) -> Iterator[str]:
    yield "Requirements"
    yield "Every requirement of the five guidance documents in our own words, and how far it is held."
    for document in guidance.documents().values():
        rows = [row for row in requirements().values() if row.document is document]
        if rows:
            yield from ("", f"## {document.title}", "")
            yield from _table(
                ("Id", "Where", "Requirement", "State"), ((r.id, r.ref, r.text, _state(r, tests)) for r in rows)
            )


def _state(row: Requirement, tests: tuple[Proof, ...]) -> str:
    """Files, not single tests, so that a page goes stale only when a proof comes or goes."""
    files = sorted({f"`{test.file.removeprefix('tests/')}`" for test in naming(row.id, tests)})
    steps = sorted({f"step {each.step.value}" for each in waiting(row.id)})
    if steps:
        return f"waits for {', '.join(steps)}" + (f"; in part tested: {', '.join(files)}" if files else "")
    if files:
        return f"tested: {', '.join(files)}"
    if step := step_that_proves(row.id):
        return f"step {step.value}: no test names it yet"
    if judged := left_to_judgement(row.id):
        return f"left to judgement: `{judged.id}`"
    return "has no step yet"


def _guidance() -> Iterator[str]:
    yield "Guidance"
    yield "Every document and paragraph that a rule may cite, and what here cites it."
    cited: dict[str, list[str]] = {}
    for entry in entries().values():
        for sort, name in entry.refers:
            if sort is Sort.PARAGRAPH and entry.sort in {Sort.DUTY, Sort.REFUSAL, Sort.LIMIT, Sort.READING}:
                cited.setdefault(name, []).append(f"`{entry.name}`")
    for document in guidance.documents().values():
        yield from (
            "",
            f"## {document.id}",
            "",
            f"{document.citation}. {document.note[:1].upper()}{document.note[1:]}",
            "",
        )
        rows = [row for row in guidance.paragraphs().values() if row.document is document]
        yield from _table(
            ("Paragraph", "Title", "Sure?", "Cited by"),
            ((row.ref, row.title, row.confidence.name.lower(), ", ".join(cited.get(row.ref, []))) for row in rows),
        )


_PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "limits.md": _limits,
    "duties.md": _duties,
    "refusals.md": _refusals,
    "readings.md": _readings,
    "points.md": _points,
    "facts.md": _facts,
    "roles.md": _roles,
    "guidance.md": _guidance,
}

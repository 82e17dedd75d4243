"""A workbook after another is brought in, read, looked at and recorded, by somebody who is killed on the way."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from django.conf import settings

from tests.crash.paper import DONE, read
from tests.crash.plan import Plan
from throughcare.accounts.models import Membership
from throughcare.imports import taking, timetable
from throughcare.imports.cells import Order
from throughcare.imports.models import Import
from throughcare.imports.states import OURS_TO_DO, State
from throughcare.journal.models import Entry
from throughcare.rulebook.actors import Role

IMPORTER, KIND = "importer", "test_brought_in"
LINES = 40
OURS = "WORKBOOK/"
"""How custody numbers begin here: lives that are told have a test brought in too, now and then."""
HEAD = "Custody number,Surname,Forename,DOB,Date of test,Time of test,Result,Tested on,Offence"
LETTERS = "bcdfghjklmnprstvw"


def workbook(step: int) -> bytes:
    """The same number, the same lines; nobody is in two of them."""
    dice = Random(f"workbook {step}")
    lines = [HEAD]
    for line in range(LINES):
        name = "".join(dice.choice(LETTERS) + dice.choice("aeiou") for _ in range(6)).title()
        born, tested = f"{dice.randint(1, 28):02}/07/{dice.randint(1950, 1999)}", f"{dice.randint(13, 28)}/01/2026"
        number = f"{OURS}{step}/{line}"
        lines.append(f"{number},{name},{name[::-1].title()},{born},{tested},10:{line:02},Negative,On arrest,Theft")
    return ("\n".join(lines) + "\n").encode()


def brings_in(actor: str, plan: Plan, folder: Path, step: int) -> str:
    """Goes on with the workbook of this step wherever whoever was killed had left it."""
    content, by = workbook(step), _inspector()
    one = Import.objects.filter(digest=sha256(content).hexdigest()).first() or taking.begin(
        content=content, filename=f"{step}.csv", by=by, at=settings.DEMO_NOW
    )
    for turn in range(20):
        one = Import.objects.get(pk=one.pk)
        if one.state == State.DONE:
            return DONE
        if one.state == State.COLUMNS:
            taking.say_columns(one, columns=one.columns, order=Order.DAY_FIRST, by=by, at=settings.DEMO_NOW)
        elif one.state == State.REVIEW:
            assert one.counts == {"new": LINES}, one.counts
            taking.commit(one, by=by)
        else:
            assert one.state in OURS_TO_DO, (one.state, one.problem)
            timetable.bring_in(at=settings.DEMO_NOW + timedelta(seconds=5 * turn))
    raise AssertionError(f"workbook {step} is still at {one.state}")


def _inspector() -> Membership:
    return Membership.objects.filter(role=Role.CUSTODY_INSPECTOR).select_related("organisation").order_by("id")[0]


def faults(folder: Path) -> Iterator[str]:
    """Every line of an acknowledged workbook is an entry, once; of no workbook is more recorded than it has."""
    paper = read(folder / IMPORTER)
    lines = Counter((said["workbook"], said["line"]) for said in _brought_in())
    yield from (f"line {line} of workbook {digest} is there {count} times"
                for (digest, line), count in lines.items() if count > 1)  # fmt: skip
    books = Counter(digest for digest, _ in lines)
    known = {sha256(workbook(step)).hexdigest()[:12]: step for step in paper.tried}
    yield from (f"workbook {digest} was never brought in" for digest in books.keys() - known.keys())
    for digest, step in known.items():
        if step in paper.done and books[digest] != LINES:
            yield f"workbook {step}: acknowledged and lost: {books[digest]} of {LINES} lines are there"


def entries() -> int:
    return sum(1 for _ in _brought_in())


def _brought_in() -> Iterator[dict[str, object]]:
    bodies = Entry.objects.filter(kind=KIND).values_list("body__text", flat=True)
    yield from (said for said in map(json.loads, bodies) if said["custody_number"].startswith(OURS))

"""Keeps the numbered papers as the records say: each number stands on one notice, and on no other (invariant 8).

A number is entered inside `record`, so of two who enter one paper the second hears of it. Taking a notice back lets
the paper wait again.
"""

from datetime import datetime

from throughcare.rulebook.facts.assessment import NoticePrepared
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.standing import Refusal
from throughcare.suites.papers import enter, entered_as, let_go, not_entered_after_all


def concerns(entry: AnyRecorded) -> bool:
    """Whether an entry may carry a paper's number, or take one away."""
    return entry.replaces is not None or (isinstance(entry.fact, NoticePrepared) and entry.fact.paper != "")


def settle(history: History, *, at: datetime) -> Refusal | None:
    """Inside the caller's transaction; a refusal leaves it to the caller to go back."""
    ever = [one.root for one in history.every(NoticePrepared) if one.fact.paper]
    if not ever:
        return None
    stand = [(one.fact.paper, one.root) for one in history.all(NoticePrepared) if one.fact.paper]
    known = entered_as(entries=ever)
    not_entered_after_all(numbers=[number for number, root in known.items() if (number, root) not in stand])
    for number, root in stand:
        if known.get(number) != root and not enter(number=number, entry_id=root, at=at):
            return Refusal(
                rule="a_paper_is_entered_once", cites=(),
                sentence=f"Paper {number} was entered or accounted for before, or was never printed.",
                instead="Check the number at the foot of the paper. Each paper is entered once.",
            )  # fmt: skip
    let_go(papers=[number for number, _ in stand], at=at)
    return None

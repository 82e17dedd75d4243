"""The copy of what was shared says of each line which item it is of, so that a role can be shown less (P-22)."""

import json
from dataclasses import replace

import pytest

from tests.sharing.test_contents import LIVES
from throughcare.rulebook.facts import consent as n
from throughcare.rulebook.facts.consent import Item
from throughcare.rulebook.history import History
from throughcare.sharing import copies

AS_AT = LIVES[0][-1].recorded_at
FACT = n.Disclosed(
    recipient=n.RecipientKind.CJIT, to_team="gd-cjit", purpose=n.SharedFor.CONTINUITY, contact=True, risk=True, copy=""
)


def text():
    return copies.written(History(LIVES[0]), FACT, sender="A", recipient="B", as_at=AS_AT).text


def old_text():
    """As copies were kept before: a label and a value."""
    said = json.loads(text())
    return json.dumps({**said, "lines": [line[:2] for line in said["lines"]]})


@pytest.mark.parametrize("items", [{Item.CONTACT}, {Item.RISK}, set()], ids=["P-22 contact", "P-22 risk", "P-22 name"])
def test_only_the_lines_of_some_items_are_shown_and_whom_they_are_about(items):
    whole = copies.read(text())
    less = whole.only(frozenset(items))

    assert {line.item for line in whole.lines} == {None, Item.CONTACT, Item.RISK}
    assert [line for line in whole.lines if line.item in {None, *items}] == list(less.lines)
    assert less.name == whole.name


def test_an_old_copy_is_read_as_it_was_sent_and_shown_whole_or_by_name_alone():
    whole = copies.read(old_text())

    assert [line[:2] for line in whole.lines] == [line[:2] for line in copies.read(text()).lines]
    assert whole.only(frozenset(Item)).lines == whole.lines[:1]


def test_papers_made_of_the_whole_go_with_the_whole_alone():
    whole = replace(copies.read(text()), bundle="the papers")

    assert whole.only(frozenset(Item)).bundle is None

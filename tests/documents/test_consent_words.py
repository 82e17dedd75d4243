"""A paper for a person speaks to the person."""

import pytest

from throughcare.documents.consent_words import ITEMS, PURPOSES
from throughcare.rulebook.facts.consent import Item, SharedFor


def test_every_purpose_and_item_has_words_for_the_person():
    "P-24, P-25"
    assert set(PURPOSES) == set(SharedFor)
    assert set(ITEMS) == set(Item)


@pytest.mark.parametrize("words", [*PURPOSES.values(), *ITEMS.values()])
def test_nobody_is_called_the_person_on_their_own_paper(words):
    assert "person" not in words

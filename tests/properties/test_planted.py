"""Errors planted one by one in how papers are kept: the lives of test_record find each (tests of tests).

That a paper given to nobody is entered, the database itself refuses.
"""

import pytest
from hypothesis import Phase
from hypothesis.errors import FlakyFailure

from tests.properties.test_record import run
from throughcare.journal import papers
from throughcare.suites.models import Paper

EXAMPLES = 40


def accepted_twice(patch):
    """A paper number is accepted twice."""

    def enter(*, number, entry_id, at):
        return Paper.objects.filter(number=number, fate="").update(entry_id=entry_id, entered_at=at) == 1

    patch.setattr(papers, "enter", enter)


def never_entered(patch):
    """A number is written down with the notice, and the paper never marked."""
    patch.setattr(papers, "enter", lambda **_: True)


def place_kept(patch):
    """What was set aside for a paper stays set aside when it has been entered."""
    patch.setattr(papers, "let_go", lambda **_: None)


PLANTED = (accepted_twice, never_entered, place_kept)


@pytest.mark.django_db
@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_error_is_found(plant, monkeypatch):
    """Found once is found: told again in the same database, it may come at another step."""
    plant(monkeypatch)

    with pytest.raises((AssertionError, FlakyFailure)):
        run(examples=EXAMPLES, derandomize=True, database=None, phases=(Phase.generate,), report_multiple_bugs=False)

"""The package and the oracle say the same of every random life: invariant 2.

THROUGHCARE_ORACLE_N=10000 compares ten thousand.
"""

import os

from tests.oracles import agreement, histories
from throughcare.rulebook.facts.base import KINDS

COUNT = int(os.environ.get("THROUGHCARE_ORACLE_N", "400"))


def test_the_two_readings_agree():
    told = [
        agreement.story(seed, entries) for seed, entries in agreement.lives(COUNT) if agreement.differences(entries)
    ]
    assert not told, f"{len(told)} of {COUNT} differ\n" + "\n".join(told[:3])


def test_the_lives_are_worth_comparing():
    """Nearly every kind of fact and of duty turns up, in each state: agreement on nothing proves nothing."""
    kinds, states = set(), set()
    for _, entries in agreement.lives(900):
        kinds |= {type(e.fact).__name__ for e in entries}
        standing = histories.journey.follow(histories.History(entries), histories.GIVEN)
        states |= {(duty.kind, duty.state.value) for duty in standing.duties}
    owe_nothing = {
        "CarePlanProgress",
        "ContactWishes",
        "LanguageNeeds",
        "Charged",
        "SampleServesCharge",
        "RecordRestricted",
        "RestrictionLifted",
    }
    assert {each.cls.__name__ for each in KINDS.values()} - kinds <= owe_nothing
    assert set(histories.journey.OBLIGATIONS) == {kind for kind, _ in states}
    assert len(states) > 2.5 * len(histories.journey.OBLIGATIONS)

"""How likely two records are of one person: names and birth, weighed after Fellegi and Sunter. Pure.

Each agreement counts by how much more often it is seen in one person's two records than in two people's. The chance
beforehand that two records drawn at random are of one person is 1 in N, fixed: learning it from the pairs that share
a key made two of three matches wrong when it was tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from math import log2

import jellyfish
from rapidfuzz.distance import JaroWinkler

from throughcare.organisations.spelling import folded

CLOSE, SIMILAR = 0.92, 0.84
"""Of Jaro and Winkler: one slip of the pen in a name of usual length; another spelling of it."""
LIKELY = 0.2
FEWEST = 10_000
"""A small register is judged as one of this size, so that a chance likeness in it is not taken for one person."""


@dataclass(frozen=True, slots=True)
class Details:
    given_name: str
    family_name: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Weight:
    """One thing compared: what was found, and by how many halvings of doubt it counts."""

    of: str
    found: str
    bits: float


_SEEN = {
    # what is found: how often in one person's two records, how often in two people's
    "family": {
        "the same": (0.82, 0.0015), "close": (0.07, 0.0012), "similar": (0.03, 0.006), "sounds alike": (0.02, 0.003),
        "different": (0.06, 0.988),
    },
    "given": {
        "the same": (0.76, 0.009), "close": (0.07, 0.004), "similar": (0.05, 0.010),
        "one name of several": (0.07, 0.008), "sounds alike": (0.02, 0.006), "different": (0.03, 0.963),
    },
    "born": {
        "the same": (0.90, 0.00005), "day and month exchanged": (0.015, 0.00005), "one part differs": (0.065, 0.0035),
        "different": (0.02, 0.9964),
    },
}  # fmt: skip
WORDS = {"family": "Family name", "given": "Given names", "born": "Date of birth", "turned": "Given and family name"}
TURNED = Weight("turned", "exchanged", -3.0)


def weigh(one: Details, other: Details) -> tuple[Weight, ...]:
    """The weights of the better reading: as written, or with given and family name exchanged."""
    turned = Details(other.family_name, other.given_name, other.born_on)
    plain, exchanged = _names(one, other), (TURNED, *_names(one, turned))
    names = max(plain, exchanged, key=lambda found: sum(weight.bits for weight in found))
    return (*names, *_born(one, other))


def likelihood(weights: tuple[Weight, ...], *, among: int) -> float:
    """From 0 to 1, in a register of so many people."""
    bits = sum(weight.bits for weight in weights) - log2(max(among, FEWEST))
    return float(1 / (1 + 2.0 ** -max(-60.0, min(60.0, bits))))


def keys(of: Details) -> frozenset[str]:
    """Records that share none of these are not compared. Names alone, birth alone, or a piece of each."""
    family, given = _sounds(of.family_name), _sounds(of.given_name)
    found = {f"n:{'/'.join(sorted((one, two)))}" for one, two in product(family, given)}
    if of.born_on is not None:
        found.add(f"b:{of.born_on:%Y%m%d}")
        found |= {f"y:{sound}/{of.born_on:%Y}" for sound in family | given}
        found |= {f"d:{sound}/{min(day, month):02}{max(day, month):02}" for sound in family | given
                  for day, month in [(of.born_on.day, of.born_on.month)]}  # fmt: skip
    return frozenset(found)


def _names(one: Details, other: Details) -> tuple[Weight, ...]:
    return (
        _weight("family", _compare(folded(one.family_name), folded(other.family_name))),
        _weight("given", _compare_given(folded(one.given_name), folded(other.given_name))),
    )


def _born(one: Details, other: Details) -> Iterator[Weight]:
    """A date nobody knows says nothing either way."""
    if one.born_on is not None and other.born_on is not None:
        yield _weight("born", _compare_dates(one.born_on, other.born_on))


def _compare_dates(one: date, other: date) -> str:
    if one == other:
        return "the same"
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return "day and month exchanged"
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return "one part differs" if same == 2 else "different"


def _compare_given(one: str, other: str) -> str:
    """Middle names come and go: the first one, or all of the shorter, is enough to say something."""
    found = _compare(one, other)
    several = set(one.split()) & set(other.split())
    return "one name of several" if found not in {"the same", "close"} and several else found


def _compare(one: str, other: str) -> str:
    if not one or not other:
        return "different"
    if one.replace(" ", "") == other.replace(" ", ""):
        return "the same"
    alike = JaroWinkler.similarity(one, other)
    if alike >= CLOSE:
        return "close"
    if alike >= SIMILAR:
        return "similar"
    return "sounds alike" if _sound(one) == _sound(other) else "different"


def _weight(of: str, found: str) -> Weight:
    in_one, in_two = _SEEN[of][found]
    return Weight(of, found, log2(in_one / in_two))


def _sounds(name: str) -> set[str]:
    return {_sound(part) for part in folded(name).split()} or {""}


@lru_cache(maxsize=50_000)
def _sound(name: str) -> str:
    return str(jellyfish.metaphone(name.replace(" ", "")))

"""Annex E: the signs of specified Class A misuse, the three criteria they fall under, and how they count.

Handbook 4.1.1, 4.9.2, Annex E; reading R18. Reliability falls from the first criterion to the third.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum


class Criterion(Enum):
    """The number, the Handbook's words, and its paragraph, in falling reliability (H-81)."""

    VOLUNTEERED = (1, "Told by the person", "HB Annex E 1")
    INFERRED = (2, "Inferred", "HB Annex E 2")
    INDIRECT = (3, "Indirect", "HB Annex E 3")

    @property
    def title(self) -> str:
        return self.value[1]

    @property
    def cite(self) -> str:
        return self.value[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign an officer or worker may see or hear; the name is that of the answer in the fact."""

    name: str
    criterion: Criterion
    words: str


_TOLD, _INFERRED, _INDIRECT = Criterion

SIGNS: tuple[Sign, ...] = (
    Sign(name="volunteered", criterion=_TOLD, words="The person said that they use heroin, crack or cocaine"),
    Sign(name="paraphernalia", criterion=_INFERRED, words="Paraphernalia was found"),
    Sign(name="behaviour", criterion=_INFERRED, words="Behaviour consistent with drug use"),
    Sign(name="appearance", criterion=_INFERRED, words="Appearance, for example needle marks"),
    Sign(name="officer_information", criterion=_INFERRED, words="Information from the arresting officer"),
    Sign(name="intelligence", criterion=_INFERRED, words="Police intelligence"),
    Sign(name="asked_for_doctor", criterion=_INFERRED, words="Asked to see a doctor for withdrawal"),
    Sign(name="earlier_misuse", criterion=_INDIRECT, words="Earlier drug misuse is known"),
    Sign(name="earlier_tests", criterion=_INDIRECT, words="Earlier drug tests are known"),
)
"""In the order of Annex E."""

BY_ITSELF = frozenset({Criterion.VOLUNTEERED, Criterion.INFERRED})
"""What identifies without support; indirect evidence needs to be supported by inferred evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What the signs amount to. `counts` and `set_aside` share out what was seen; `cites` are the paragraphs."""

    identified: bool
    counts: tuple[Sign, ...]
    set_aside: tuple[Sign, ...]
    cites: tuple[str, ...]


def weigh(seen: Collection[str]) -> Weighed:
    """Whether these signs identify the person. `seen` holds names of SIGNS; another name is a KeyError."""
    unknown = set(seen) - {sign.name for sign in SIGNS}
    if unknown:
        raise KeyError(f"Annex E knows no sign called {min(unknown)!r}.")
    found = [sign for sign in SIGNS if sign.name in seen]
    supported = any(sign.criterion is Criterion.INFERRED for sign in found)
    counts = tuple(sign for sign in found if supported or sign.criterion is not Criterion.INDIRECT)
    return Weighed(
        identified=any(sign.criterion in BY_ITSELF for sign in counts),
        counts=counts,
        set_aside=tuple(sign for sign in found if sign not in counts),
        cites=tuple(one.cite for one in Criterion if any(sign.criterion is one for sign in found)) or ("HB Annex E",),
    )

"""Which facts rest on an officer's authority: who may give it, and the paragraph. Who carries it names the officer."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.rulebook.actors import INSPECTOR, Role
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.custody import RequirementNotImposed, TestAuthorised


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A row: the roles that may give it, in words, and where that is said."""

    roles: frozenset[Role]
    whose: str
    cites: tuple[str, ...]


AUTHORITY: Mapping[type[Fact], Authority] = {
    TestAuthorised: Authority(roles=INSPECTOR, whose="an inspector or above", cites=("HB 3.1",)),
    RequirementNotImposed: Authority(roles=INSPECTOR, whose="an inspector or above", cites=("HB 4.6.1 i",)),
}

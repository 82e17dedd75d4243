"""A partnership as wide as its people need, up to the whole programme: a suite, a CJIT and their staff in each area."""

from collections.abc import Iterator
from itertools import product
from random import Random

from throughcare.organisations.models import Nation
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.simulation.names import COMMUNITIES
from throughcare.simulation.partnership import DAY, NIGHT, AreaRow, Partnership, StaffRow, TeamRow

PEOPLE_A_YEAR = 1_000
"""First arrested in one area [G]: the programme tested over 200,000 people a year in 149 areas."""
FEWEST, MOST = 3, 149
"""Areas: with one alone nobody would come from elsewhere; the programme had no more."""
IN_THE_SUITE = ((Role.DETENTION_OFFICER, 6), (Role.CUSTODY_SERGEANT, 3), (Role.CUSTODY_INSPECTOR, 1))
IN_THE_CJIT = (
    (Role.CJIT_CASE_MANAGER, 12), (Role.CJIT_CUSTODY_WORKER, 2), (Role.OUTREACH_WORKER, 2), (Role.CJIT_MANAGER, 1),
)  # fmt: skip
"""How many of each role [G]."""


def national(*, people: int) -> Partnership:
    """For so many people a year. The same number, the same areas, teams and names."""
    codes = [f"A{number:03}" for number in range(1, areas_for(people) + 1)]
    return Partnership(
        areas=[AreaRow(code, _name(code), Nation.ENGLAND, (_name(code),)) for code in codes],
        teams=[team for code in codes for team in _teams(code)],
        staff=list(_staff(codes)),
    )


def areas_for(people: int) -> int:
    return min(MOST, max(FEWEST, -(-people // PEOPLE_A_YEAR)))


def _name(code: str) -> str:
    return f"Area {int(code[1:])}"


def _suite(code: str) -> str:
    return f"{_name(code)} custody suite"


def _cjit(code: str) -> str:
    return f"{_name(code)} CJIT"


def _teams(code: str) -> Iterator[TeamRow]:
    yield TeamRow(_suite(code), OrganisationKind.POLICE_SUITE, code, "", f"1 Castle Street, {_name(code)}", "", NIGHT)
    yield TeamRow(_cjit(code), OrganisationKind.CJIT, code, "", f"2 Station Road, {_name(code)}", "", DAY)


def _staff(codes: list[str]) -> Iterator[StaffRow]:
    """Nobody shares a name: it stands in the address of the account."""
    names = _names()
    for code in codes:
        for team, posts in ((_suite(code), IN_THE_SUITE), (_cjit(code), IN_THE_CJIT)):
            for role, number in posts:
                for _ in range(number):
                    yield StaffRow(next(names), role, team)


def _names() -> Iterator[str]:
    given = {name for each in COMMUNITIES for name in f"{each.women} {each.men}".split()}
    families = {name for each in COMMUNITIES for name in each.families.split()}
    names = [f"{first} {last}" for first, last in product(sorted(given), sorted(families))]
    Random("national").shuffle(names)  # noqa: S311
    return iter(names)

"""A partnership as wide as its people need, up to the whole programme: the teams that lives meet, in each area."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
STAFFED: Mapping[OrganisationKind, Sequence[tuple[Role, int]]] = {
    OrganisationKind.POLICE_SUITE: (
        (Role.DETENTION_OFFICER, 6), (Role.CUSTODY_SERGEANT, 3), (Role.CUSTODY_INSPECTOR, 1),
    ),
    OrganisationKind.CJIT: (
        (Role.CJIT_CASE_MANAGER, 12), (Role.CJIT_CUSTODY_WORKER, 2), (Role.OUTREACH_WORKER, 2), (Role.CJIT_MANAGER, 1),
    ),
    OrganisationKind.PARTNERSHIP: ((Role.NOMINATED_SENIOR_PROFESSIONAL, 1),),
    OrganisationKind.PPO_SCHEME: ((Role.PPO_COORDINATOR, 1),),
}  # fmt: skip
"""The teams of an area, and how many work there in each role [G]."""


def national(*, people: int) -> Partnership:
    """For so many people a year. The same number, the same areas, teams and names."""
    areas = [_area(number) for number in range(1, areas_for(people) + 1)]
    teams = [_team(kind, area) for area in areas for kind in STAFFED]
    return Partnership(areas=areas, teams=teams, staff=list(_staff(teams)))


def areas_for(people: int) -> int:
    return min(MOST, max(FEWEST, -(-people // PEOPLE_A_YEAR)))


def _area(number: int) -> AreaRow:
    return AreaRow(f"A{number:03}", f"Area {number}", Nation.ENGLAND, (f"Area {number}",))


def _team(kind: OrganisationKind, area: AreaRow) -> TeamRow:
    hours = NIGHT if kind is OrganisationKind.POLICE_SUITE else DAY
    return TeamRow(f"{area.name} {kind}", kind, area.code, "", f"1 Station Road, {area.name}", "", hours)


def _staff(teams: Iterable[TeamRow]) -> Iterator[StaffRow]:
    """Nobody shares a name: it stands in the address of the account."""
    names = _names()
    for team in teams:
        for role, number in STAFFED[team.kind]:
            for _ in range(number):
                yield StaffRow(next(names), role, team.name)


def _names() -> Iterator[str]:
    given = {name for each in COMMUNITIES for name in f"{each.women} {each.men}".split()}
    families = {name for each in COMMUNITIES for name in each.families.split()}
    names = [f"{first} {last}" for first, last in product(sorted(given), sorted(families))]
    Random("national").shuffle(names)  # noqa: S311
    return iter(names)

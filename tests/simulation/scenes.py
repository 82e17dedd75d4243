"""Three areas without a database, for lives that are told and judged by the rules alone."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.calendar import england_and_wales
from throughcare.rulebook.standing import Days, Given, Team
from throughcare.simulation.lives import life, typical_moment
from throughcare.simulation.scene import AlwaysRoom, Scene, Worker
from throughcare.simulation.staffing import TESTERS

AREAS = ("NMR", "GYD", "THL")
CALENDAR = england_and_wales()
MEMBERSHIP = UUID(int=1)
ALWAYS = (Days(since=date(2003, 1, 1)),)
MONDAY_MORNING = datetime(2010, 3, 29, 8, 12, tzinfo=UTC)  # 09:12 in Northmoor, the day after the clocks went on

GIVEN = Given(
    calendar=CALENDAR,
    teams={
        f"{area}-{name}": Team(id=f"{area}-{name}", kind=kind, area=area)
        for area in AREAS
        for name, kind in (
            ("suite", OrganisationKind.POLICE_SUITE),
            ("cjit", OrganisationKind.CJIT),
            ("ppo", OrganisationKind.PPO_SCHEME),
            ("partners", OrganisationKind.PARTNERSHIP),
        )
    },
    cjit_of={area: f"{area}-cjit" for area in AREAS},
    adopted_on={},
    testers={uuid5(MEMBERSHIP, role): ALWAYS for role in TESTERS},
    test_suites={f"{area}-suite": ALWAYS for area in AREAS},
)

SCENE = Scene(
    given=GIVEN,
    suites=tuple(f"{area}-suite" for area in AREAS),
    diary=AlwaysRoom(calendar=CALENDAR),
    case_managers={
        f"{area}-cjit": (
            Worker(uuid5(NAMESPACE_URL, f"{area} 1"), "Siân Hŵel"),
            Worker(uuid5(NAMESPACE_URL, f"{area} 2"), "Huw D'Albrook"),
        )
        for area in AREAS
    },
)


def told(seed, parameters, *, until=MONDAY_MORNING, days=300):
    """One life of that seed, begun within so many days before `until`."""
    rng = Random(seed)
    first = typical_moment(rng=rng, first=until - timedelta(days=days), last=until)
    return life(rng=rng, scene=SCENE, starts_at=first, until=until, parameters=parameters)

"""Whole national years of invented people, in as many sittings as it takes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from throughcare.accounts.models import Membership
from throughcare.journal.given import given
from throughcare.people.models import Person
from throughcare.simulation import staffing
from throughcare.simulation.crowd import A_YEAR, crowd
from throughcare.simulation.demonstration import Progress, scene_of
from throughcare.simulation.national import national
from throughcare.simulation.parameters import OFFICIAL
from throughcare.simulation.recording import record_lives
from throughcare.simulation.scene import AlwaysRoom
from throughcare.simulation.staffing import Opened

PEOPLE_A_YEAR = 150_000
"""About so many were behind the 200,000 tests of the programme's fullest year (design 10)."""
PEOPLE_AT_ONCE = 200


class AnotherCrowd(RuntimeError):
    """This database holds people that are not the ones asked for; it is left as it is."""


def fill(
    *, people: int, within: timedelta = A_YEAR, seed: int = 1, until: datetime,
    tell: Callable[[Progress], None] = lambda _: None,
) -> int:  # fmt: skip
    """How many were added. Stopped and asked for the same again, it goes on where it was, with the same people."""
    years = max(1, round(within / A_YEAR))
    opened, until = _opened(per_year=people // years, until=until)
    scene = scene_of(opened, AlwaysRoom(calendar=given().calendar))
    done = already = Person.objects.count()
    lives = crowd(
        people=people, beginning_with=already, scene=scene, until=until, parameters=OFFICIAL, seed=seed,
        begun_within=within,
    )  # fmt: skip
    for part in record_lives(lives, staff=opened.staff, people_at_once=PEOPLE_AT_ONCE):
        done += len(part)
        tell(Progress(done, people))
    return done - already


def _opened(*, per_year: int, until: datetime) -> tuple[Opened, datetime]:
    """The teams for so many a year, and the moment up to which their people are told: new, or those of before."""
    partnership = national(people=per_year)
    first = Membership.objects.order_by("from_at").first()
    if first is None:
        with transaction.atomic():
            return staffing.open_everything(at=until, calendar=given().calendar, partnership=partnership), until
    opened = staffing.opened_before(partnership)
    if opened is None:
        raise AnotherCrowd("The database holds other teams than a crowd of this size has. Give a new, empty one.")
    return opened, first.from_at + staffing.IN_POST_SINCE

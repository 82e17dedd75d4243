"""Opens a partnership's areas, teams, accounts and diaries, by the functions everyone else uses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.hashers import make_password

from throughcare.accounts import factors, registers
from throughcare.accounts.actions import add_membership, open_account
from throughcare.accounts.models import Account, Membership
from throughcare.diary.models import Slot
from throughcare.organisations.actions import appoint_cjit_of_residence, list_place, open_area, open_organisation
from throughcare.organisations.models import Area, Organisation
from throughcare.organisations.spelling import folded
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import Calendar, local_day, start_of_day
from throughcare.simulation.partnership import CODES, DEMONSTRATION, PASSWORD, AreaRow, Partnership, StaffRow

SINCE = date(2003, 4, 1)
"""The programme's first day."""
IN_POST_SINCE = timedelta(days=800)
DAYS_BACK, WORKING_DAYS_AHEAD = 200, 10
TIMES = ((9, 30), (10, 15), (11, 0), (11, 45), (13, 30), (14, 15), (15, 0), (15, 45))
"""When a place begins; those at 10:15 and 14:15 are two rooms wide."""
TWO_ROOMS = ((10, 15), (14, 15))
LANGUAGES = ("", "", "", "Welsh", "", "Polish", "", "Punjabi, Urdu")

TESTERS = frozenset({Role.DETENTION_OFFICER, Role.CUSTODY_SERGEANT})
"""Everyone else of the suite asks one of them (N-20: in time all custody staff)."""

Staff = Mapping[tuple[str, Role], Sequence[Membership]]
"""The memberships of a team by role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was opened, for whoever sets lives in it."""

    teams: Mapping[str, Organisation]
    staff: Staff
    slots: Sequence[Slot]


def stable_id(*words: str) -> UUID:
    """The same words, the same id: a demonstration is the same every time."""
    return uuid5(NAMESPACE_URL, "/".join(("throughcare demonstration", *words)))


def open_everything(*, at: datetime, calendar: Calendar, partnership: Partnership = DEMONSTRATION) -> Opened:
    teams = _teams(partnership)
    slots = [
        slot for team in teams.values() if team.kind == OrganisationKind.CJIT for slot in slots_for(team, at, calendar)
    ]
    Slot.objects.bulk_create(slots)
    staff = _staff(teams, partnership, at)
    _allow_testing(teams, staff, at)
    return Opened(teams=teams, staff=staff, slots=slots)


def email_of(row: StaffRow) -> str:
    return f"{folded(row.name).replace(' ', '.')}@example.org"


def _area(row: AreaRow) -> Area:
    area = open_area(code=row.code, name=row.name, nation=row.nation, from_on=SINCE)
    for place in row.places:
        list_place(text=place, area=area, from_on=SINCE)
    return area


def _teams(partnership: Partnership) -> dict[str, Organisation]:
    areas = {row.code: _area(row) for row in partnership.areas}
    teams: dict[str, Organisation] = {}
    for row in partnership.teams:
        team = Organisation(
            id=stable_id("team", row.name), kind=row.kind, name=row.name, area=areas.get(row.area),
            parent=teams.get(row.parent), address=row.address, phone=row.phone, opening_hours=row.opening_hours,
            from_on=SINCE,
        )  # fmt: skip
        teams[row.name] = open_organisation(organisation=team)
        if row.kind is OrganisationKind.CJIT:
            appoint_cjit_of_residence(area=areas[row.area], cjit=team, from_on=SINCE)
    return teams


def _staff(teams: Mapping[str, Organisation], partnership: Partnership, at: datetime) -> Staff:
    """Everyone has an account; only the known ones have a password, and all of them are marked."""
    found: dict[tuple[str, Role], list[Membership]] = defaultdict(list)
    password, with_password = make_password(PASSWORD), set(partnership.known().values())
    for row in partnership.staff:
        account = open_account(
            id=stable_id("account", row.name), email=email_of(row), full_name=row.name, password=None
        )
        account.is_demonstration = True
        account.password = password if row in with_password else account.password
        account.save(update_fields=["is_demonstration", "password"])
        if row in with_password:
            factors.add_codes(account=account, secret=CODES, name="The app of an invented person", at=at)
        found[str(teams[row.team].pk), row.role].append(_post(row, account, teams[row.team], at))
    return found


def _post(row: StaffRow, account: Account, team: Organisation, at: datetime) -> Membership:
    post = Membership(
        id=stable_id("membership", row.name), account=account, organisation=team, role=row.role, number=row.number
    )
    return add_membership(membership=post, by=None, at=at - IN_POST_SINCE)


def _allow_testing(teams: Mapping[str, Organisation], staff: Staff, at: datetime) -> None:
    """Every suite may test, and whoever takes samples there has been trained since they came."""
    for team in teams.values():
        if team.kind == OrganisationKind.POLICE_SUITE:
            registers.authorise_suite(suite=team, from_on=SINCE, by=None, at=at - IN_POST_SINCE)
    for post in (post for posts in staff.values() for post in posts if post.role in TESTERS):
        registers.enter_tester(
            account=post.account, force=post.organisation.parent or post.organisation, from_on=SINCE, by=None,
            at=post.from_at,
        )  # fmt: skip


def slots_for(team: Organisation, at: datetime, calendar: Calendar) -> Iterator[Slot]:
    today = local_day(at)
    last = calendar.working_day_after(today, WORKING_DAYS_AHEAD)
    days = (date.fromordinal(number) for number in range(today.toordinal() - DAYS_BACK, last.toordinal() + 1))
    for day in filter(calendar.is_working_day, days):
        for number, (hour, minute) in enumerate(TIMES):
            starts_at = start_of_day(day) + timedelta(hours=hour, minutes=minute)
            yield Slot(
                id=stable_id("slot", team.name, starts_at.isoformat()), organisation=team, starts_at=starts_at,
                minutes=45, place=team.address, places=2 if (hour, minute) in TWO_ROOMS else 1,
                worker_speaks=LANGUAGES[number],
            )  # fmt: skip

"""Opens a partnership's areas, teams, accounts and diaries, by the functions everyone else uses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.hashers import make_password

from throughcare.accounts import factors, registers
from throughcare.accounts.actions import add_membership, open_account
from throughcare.accounts.models import Account, Membership
from throughcare.diary import changing, patterns
from throughcare.diary.changing import Change
from throughcare.diary.models import OpeningHours, Pattern, Slot, Turn
from throughcare.diary.opening import Week, moment
from throughcare.organisations.actions import appoint_cjit_of_residence, list_place, open_area, open_organisation
from throughcare.organisations.models import Area, Organisation
from throughcare.organisations.spelling import folded
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import Calendar, local_day
from throughcare.simulation.partnership import CODES, DEMONSTRATION, PASSWORD, AreaRow, Partnership, StaffRow

SINCE = date(2003, 4, 1)
"""The programme's first day."""
IN_POST_SINCE = timedelta(days=800)
DAYS_BACK = 200
GAP = 2
"""The turn that nobody takes, so many days from now: gaps stand out for the manager."""
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
    staff, slots = _staff(teams, partnership, at), list[Slot]()
    for team in teams.values():
        if team.kind == OrganisationKind.CJIT:
            keep_diary(team, staff.get((str(team.pk), Role.CJIT_CUSTODY_WORKER), ()), _suite_of(team, teams), at)
            slots += slots_for(team, at, calendar)
    Slot.objects.bulk_create(slots)
    _allow_testing(teams, staff, at)
    return Opened(teams=teams, staff=staff, slots=slots)


def opened_before(partnership: Partnership) -> Opened | None:
    """The same teams and staff as they stand in the database; None where they are not all there, or others are."""
    teams = Organisation.objects.in_bulk([stable_id("team", row.name) for row in partnership.teams])
    posts = Membership.objects.select_related("account", "organisation").in_bulk(
        [stable_id("membership", row.name) for row in partnership.staff]
    )
    wanted = (len(partnership.teams), len(partnership.staff))
    if (len(teams), len(posts)) != wanted or (Organisation.objects.count(), Membership.objects.count()) != wanted:
        return None
    staff: dict[tuple[str, Role], list[Membership]] = defaultdict(list)
    for row in partnership.staff:
        post = posts[stable_id("membership", row.name)]
        staff[str(post.organisation_id), row.role].append(post)
    named = {row.name: teams[stable_id("team", row.name)] for row in partnership.teams}
    return Opened(teams=named, staff=staff, slots=[])


def _suite_of(team: Organisation, teams: Mapping[str, Organisation]) -> Organisation | None:
    ours = (one for one in teams.values() if one.kind == OrganisationKind.POLICE_SUITE and one.area_id == team.area_id)
    return next(ours, None)


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
    """From the team's weekly pattern, as the timetable makes them; here for the months before as well."""
    today, week = local_day(at), Week(hours=(), special={}, calendar=calendar)
    first, last = today - timedelta(days=DAYS_BACK), patterns.horizon(at)
    for pattern in _patterns(team):
        yield from patterns.slots_of(pattern, week, first=first, last=last)


def _patterns(team: Organisation) -> Iterator[Pattern]:
    """Eight slots a day, the last of them handed to police."""
    for weekday in range(5):
        for number, (hour, minute) in enumerate(TIMES):
            yield Pattern(
                id=stable_id("pattern", team.name, f"{weekday} {hour}:{minute}"), organisation=team, weekday=weekday,
                starts=time(hour, minute), minutes=45, place=team.address, from_on=SINCE,
                places=2 if (hour, minute) in TWO_ROOMS else 1, worker_speaks=LANGUAGES[number],
                for_police=number == len(TIMES) - 1,
            )  # fmt: skip


def keep_diary(team: Organisation, staff: Sequence[Membership], suite: Organisation | None, at: datetime) -> None:
    """Open from nine to five, the pattern, a call asked for before an assessment, and who is on, with one gap."""
    change = Change(organisation=team, by=None, at=at)
    for weekday in range(5):
        hours = OpeningHours(weekday=weekday, opens=time(9), closes=time(17), from_on=SINCE)
        changing.open_hours(change, hours)
    for pattern in _patterns(team):
        changing.add_pattern(change, pattern)
    changing.ask_to_be_rung(change, phone=team.phone, why="to keep a place for the follow-up", from_on=SINCE)
    for ahead, turn in enumerate(_turns(team, staff, suite, at)):
        if ahead != GAP:
            changing.add_turn(change, turn)


def _turns(team: Organisation, staff: Sequence[Membership], suite: Organisation | None, at: datetime) -> Iterator[Turn]:
    """The workers in turn, in the suite by day and on call in the evening, for three weeks."""
    if not staff:
        return
    for ahead in range(21):
        day, worker = local_day(at) + timedelta(days=ahead), staff[ahead % len(staff)]
        by_day = day.weekday() < 5
        starts, ends = (time(8), time(17)) if by_day else (time(10), time(14))
        yield Turn(
            id=stable_id("turn", team.name, str(ahead)), worker=worker, suite=suite if by_day else None,
            how=Turn.How.DUTY if by_day else Turn.How.CALL, starts_at=moment(day, starts), ends_at=moment(day, ends),
            may_assess=True, phone=team.phone,
        )  # fmt: skip

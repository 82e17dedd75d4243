"""What each suite of the demonstration has written down, what its area says when nobody answers, the last handover."""

from datetime import datetime, timedelta

from throughcare.accounts.models import Membership
from throughcare.organisations.actions import decide_area_setting
from throughcare.organisations.fallback import Fallback, written
from throughcare.organisations.models import Area, AreaSetting, Organisation
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.simulation.staffing import SINCE, Opened
from throughcare.suites import arrangements, handovers

A_MONTH, A_SHIFT = timedelta(days=30), timedelta(hours=8)


def arrange(opened: Opened, *, at: datetime) -> None:
    for team in opened.teams.values():
        if team.kind == OrganisationKind.CJIT and team.area:
            _say_when_and_where(team, team.area)
    for suite in opened.teams.values():
        if suite.kind == OrganisationKind.POLICE_SUITE:
            _write(suite, opened, at)


def _say_when_and_where(team: Organisation, area: Area) -> None:
    said = Fallback(
        when="The next working day, 09:30 to 11:30", where=team.address,
        how=f"Write this time and place on RA1, or on a card if it is by choice. Ring {team.phone} after 09:00.",
    )  # fmt: skip
    decide_area_setting(area=area, name=AreaSetting.Name.FALLBACK_BOOKING, value=written(said), from_on=SINCE)


def _write(suite: Organisation, opened: Opened, at: datetime) -> None:
    inspector, sergeant, officer = (_post(opened, suite, role) for role in (
        Role.CUSTODY_INSPECTOR, Role.CUSTODY_SERGEANT, Role.DETENTION_OFFICER))  # fmt: skip
    if inspector is None or sergeant is None or officer is None:
        return
    team = next(one for one in opened.teams.values() if one.kind == OrganisationKind.CJIT and one.area == suite.area)
    arrangements.write(
        suite=suite, kept_by="Custody inspector", words=_words(team), from_on=local_day(at - A_MONTH), by=inspector,
        at=at - A_MONTH,
    )  # fmt: skip
    left = handovers.prepare(by=sergeant, people=5, risks=0, at=at - A_SHIFT)
    handovers.take_over(handover=left, by=officer, at=at - A_SHIFT + timedelta(minutes=11))


def _post(opened: Opened, suite: Organisation, role: Role) -> Membership | None:
    return next(iter(opened.staff.get((str(suite.pk), role), ())), None)


def _words(team: Organisation) -> dict[str, str]:
    return {
        "sends": "The detention officer on duty, by this system. Without power: by hand with the morning van.",
        "receives": f"{team.name}, the duty worker. {team.phone}",
        "space": "Room 2 beside the desk. Any time but 07:00 to 07:30 and meals.",
        "telephone": "The grey telephone in room 2. The list hangs beside it; the sergeant puts up each new one.",
        "nobody_here": "Book a place here first. If none can be booked, give the next working day, 09:30, at "
        f"{team.address}.",
        "lives_elsewhere": "The page finds the team where the person lives and shows its places. If there are none, "
        "ring the number that stands there.",
        "written_information": "The leaflet “Help that costs nothing”, in the rack by the desk, in four languages.",
        "staff_hear": "A drug worker comes to the first briefing of each month and says what became of people.",
    }

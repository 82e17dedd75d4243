"""What the rules are given: the calendar, and teams, areas and registers as plain values, kept until one changes."""

from datetime import date

from throughcare.accounts.registers import authorised_days, trained_days
from throughcare.organisations.given import GivenOrganisations, GivenResidence, given_organisations
from throughcare.organisations.models import AreaSetting
from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.calendar import england_and_wales
from throughcare.rulebook.standing import Given, Team

_kept: tuple[GivenOrganisations, Given] | None = None


def given() -> Given:
    """The same object for as long as nothing changed, at one small query."""
    global _kept
    kept, read = _kept, given_organisations()
    if kept is None or kept[0] is not read:
        kept = _kept = read, _built(read)
    return kept[1]


def _built(read: GivenOrganisations) -> Given:
    calendar = england_and_wales()
    return Given(
        calendar=calendar,
        teams={
            team["id"]: Team(id=team["id"], kind=OrganisationKind(team["kind"]), area=team["area"], name=team["name"])
            for team in read["teams"]
        },
        cjit_of={row["area"]: row["cjit"] for row in sorted(read["cjits_of_residence"], key=_open_last)},
        adopted_on=_adopted_on(read),
        testers=trained_days(),
        test_suites=authorised_days(),
        version=f"{calendar.version}/{read['version']}",
    )


def _open_last(row: GivenResidence) -> tuple[bool, date]:
    """The newest wins, and one that is open before any that has ended."""
    return row["until_on"] is None, row["from_on"]


def _adopted_on(read: GivenOrganisations) -> dict[str, date]:
    name = AreaSetting.Name.HANDBOOK_LIMITS_FROM
    rows = sorted((row for row in read["settings"] if row["name"] == name), key=lambda row: row["from_on"])
    return {row["area"]: date.fromisoformat(row["value"]) for row in rows}

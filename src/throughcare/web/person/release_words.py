"""What a release would mean, said before it is recorded. It is never refused, and nothing here delays it."""

from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.base import Kind
from throughcare.rulebook.facts.custody import Released
from throughcare.rulebook.spells import home_team
from throughcare.web import words
from throughcare.web.person.page import Record

PRESSING = ("require_or_say_why_not", "give_ra1")
"""Duties that should be met before someone with a positive test leaves."""


def before(kind: Kind, opened: Record) -> str:
    """Empty unless somebody with a positive test would leave this suite without RA1."""
    team = opened.working.team
    pressing = any(duty.kind in PRESSING and duty.owner == team for duty in opened.standing.open_duties)
    return consequence(opened) if kind.cls is Released and pressing else ""


def consequence(opened: Record) -> str:
    """What follows without RA1, with the dates a release now would give."""
    told = opened.names.get(home_team(opened.history, opened.working.team, opened.given), "")
    team = opened.given.teams.get(opened.working.team)
    if team is None or team.kind is not OrganisationKind.POLICE_SUITE:
        return ""
    due = DEADLINES["next_working_day"].due(opened.now, opened.given.calendar)
    return (
        f"Without RA1 the requirement cannot be enforced. {told or 'The CJIT'} is told at once and offers an "
        f"appointment by choice. An inspector records why RA1 was not given, by the {words.limit(due)}."
    )

"""When packs are made: one for each suite before each night, and another whenever somebody asks for it."""

from datetime import datetime, time, timedelta

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.organisations.residence import cjit_of
from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.suites.models import Pack
from throughcare.suites.papers import Wanted, make_pack

MADE_FROM, MORNING = time(16), time(7)
"""From when on the pack of a night is made, and from when a place is of use to whoever leaves in it (ours)."""
SOON = timedelta(hours=1)
"""How long after a pack that somebody asks for its first place may begin (ours)."""


def make_due(*, at: datetime) -> list[Pack]:
    """Of every suite that has none for tonight."""
    local = at.astimezone(LONDON)
    if local.time() < MADE_FROM:
        return []
    suites = Organisation.objects.in_force(on=local.date()).filter(kind=OrganisationKind.POLICE_SUITE)
    morning = datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=LONDON)
    without = suites.exclude(packs__day=local.date()).select_related("area")
    return [make_pack(wanted=_wanted(suite, morning, at), by=None, at=at) for suite in without]


def make_now(*, by: Membership, at: datetime) -> Pack:
    """Asked for at the desk: the papers of the first pack are used up, or the power is about to go."""
    suite = Organisation.objects.select_related("area").get(pk=by.organisation_id)
    return make_pack(wanted=_wanted(suite, at + SOON, at), by=by, at=at)


def _wanted(suite: Organisation, after: datetime, at: datetime) -> Wanted:
    team = cjit_of(area=suite.area, on=local_day(at)) if suite.area else None
    return Wanted(suite=suite, team=team, after=after)

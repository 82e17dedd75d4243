"""Protocols between a CJIT and a PPO scheme: drafted, endorsed by both, in force, ended (PPO guidance 29, 37, 47)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.disclosure import ROUTINE
from throughcare.rulebook.facts.consent import Item, SharedFor
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.models import Endorsement, Protocol, ProtocolEnd

KEEPS = frozenset({Role.CJIT_MANAGER, Role.PPO_COORDINATOR, Role.PARTNERSHIP_MANAGER})
"""Draft and end: each for their own team, or for a team of their area."""
ENDORSES = KEEPS - {Role.PARTNERSHIP_MANAGER}
SIDES = (OrganisationKind.CJIT, OrganisationKind.PPO_SCHEME)
_WITH = ("cjit", "scheme", "drafted_by__account", "drafted_by__organisation", "end")


def in_force(*, on: date, sides: Q = Q()) -> list[Protocol]:  # noqa: B008
    """Of each line the newest version that both endorsed and that has begun, unless it has ended."""
    begun = Protocol.objects.filter(sides, from_on__lte=on)
    endorsed = begun.annotate(given=Count("endorsements")).filter(given=len(SIDES))
    newest = {one.line: one for one in endorsed.select_related(*_WITH).order_by("version")}
    standing = [one for one in newest.values() if one.ends_on is None or on < one.ends_on]
    return sorted(standing, key=lambda one: (one.cjit.name, one.scheme.name, one.from_on))


def between(one: str | UUID, other: str | UUID, *, on: date) -> Protocol | None:
    """The newest in force between these two teams, whichever of them asks."""
    sides = Q(cjit=one, scheme=other) | Q(cjit=other, scheme=one)
    return next(reversed(in_force(on=on, sides=sides)), None)


def line_of(protocol: Protocol) -> Q:
    return Q(line=protocol.line)


def is_followed(protocol: Protocol) -> bool:
    """By a version that both sides have endorsed."""
    later = Protocol.objects.filter(line=protocol.line, version__gt=protocol.version)
    return later.annotate(given=Count("endorsements")).filter(given=len(SIDES)).exists()


def of_team(team: Organisation, *, on: date) -> list[Protocol]:
    return in_force(on=on, sides=Q(cjit=team) | Q(scheme=team))


def kept_by(membership: Membership) -> QuerySet[Protocol]:
    """Every version that somebody may draft anew or end: of their own team or, for a partnership, of its area."""
    team = membership.organisation
    mine = Q(cjit=team) | Q(scheme=team)
    if membership.role == Role.PARTNERSHIP_MANAGER:
        mine = Q(cjit__area=team.area_id) | Q(scheme__area=team.area_id) if team.area_id else Q(pk=None)
    return Protocol.objects.filter(mine).select_related(*_WITH)


def deciders(protocol: Protocol, *, at: datetime) -> list[str]:
    """Where the nominated senior professionals of both areas sit: the post, not who holds it (PPO guidance 36, 47)."""
    areas = {protocol.cjit.area_id, protocol.scheme.area_id} - {None}
    held = Membership.objects.live(at=at).filter(
        role=Role.NOMINATED_SENIOR_PROFESSIONAL, organisation__area__in=areas
    )  # fmt: skip
    return list(held.values_list("organisation__name", flat=True).distinct().order_by("organisation__name"))


def draft(
    *, given: Mapping[str, Any], cjit: Organisation, scheme: Organisation, of: Protocol | None, by: Membership,
    at: datetime,
) -> Protocol | Refusal:  # fmt: skip
    """A new line, or the next version of one. Sent twice under the same id, it is drafted once."""
    refusal = refusal_to_draft(cjit=cjit, scheme=scheme, by=by, at=at)
    if refusal is not None:
        return refusal
    line = {"line": of.line, "version": _newest(of).version + 1} if of else {"line": given["entry"]}
    words = {name: given[name] for name in WORDS}
    return Protocol.objects.get_or_create(
        pk=given["entry"],
        defaults={
            **line, **words, "cjit": cjit, "scheme": scheme, "from_on": given["from_on"],
            "until_on": given["until_on"], "purpose": SharedFor.PPO_MANAGEMENT.value,
            "items": [item.name for item in Item if item in ROUTINE], "drafted_by": by, "drafted_at": at,
        },
    )[0]  # fmt: skip


WORDS = ("text", "without_consent", "within_24_hours", "terms")


def refusal_to_draft(*, cjit: Organisation, scheme: Organisation, by: Membership, at: datetime) -> Refusal | None:
    """One side is the drafter's own team, or of the drafter's area; both exist that day."""
    own, on = by.organisation, local_day(at)
    is_partnership = by.role == Role.PARTNERSHIP_MANAGER
    mine = own.area_id in {cjit.area_id, scheme.area_id} - {None} if is_partnership else own.pk in {cjit.pk, scheme.pk}
    if by.role not in KEEPS or not mine:
        return _refused("a_side_drafts", "Neither side is yours.", "Choose your own team as one of the two.")
    if Organisation.objects.in_force(on=on).filter(pk__in={cjit.pk, scheme.pk}, kind__in=SIDES).count() < 2:
        return _refused("both_sides_exist", "One of the two teams has closed.", "Choose the team in its place.")
    return None


def endorse(*, protocol: Protocol, by: Membership, at: datetime) -> Refusal | None:
    """For the endorser's own team, once. In force when both have."""
    refusal = refusal_to_endorse(protocol=protocol, by=by, at=at)
    if refusal is None:
        said = {"account": by.account, "by": by, "at": at}
        Endorsement.objects.get_or_create(protocol=protocol, side=by.organisation, defaults=said)
    return refusal


def refusal_to_endorse(*, protocol: Protocol, by: Membership, at: datetime) -> Refusal | None:
    """By each side's own manager, of the newest words, while they can still hold; never by one person for both."""
    given = list(protocol.endorsements.all())
    if by.role not in ENDORSES or by.organisation_id not in {protocol.cjit_id, protocol.scheme_id}:
        return _refused("a_side_endorses", "You do not speak for either side.", "A manager of each side endorses it.")
    if _newest(protocol).pk != protocol.pk:
        return _refused("the_newest_is_endorsed", "A newer version has been drafted.", "Read and endorse that one.")
    if protocol.ends_on is not None and protocol.ends_on <= local_day(at):
        return _refused("an_ended_one_stays_ended", "This version has ended.", "Draft a new version.")
    if any(one.side_id == by.organisation_id for one in given):
        return _refused("a_side_endorses_once", "Your team has endorsed it already.", "Nothing more is needed of you.")
    if any(one.account_id == by.account_id for one in given):
        return _refused(
            "nobody_endorses_for_both", "You endorsed it for the other side.", "Somebody else endorses it for this one."
        )
    return None


def end(*, protocol: Protocol, last_on: date, why: str, by: Membership, at: datetime) -> Refusal | None:
    """By whoever keeps it, at the end of today or of a later day."""
    refusal = refusal_to_end(protocol=protocol, last_on=last_on, at=at)
    if refusal is None:
        ended = {"from_on": last_on + timedelta(days=1), "why": why, "by": by, "at": at}
        ProtocolEnd.objects.get_or_create(protocol=protocol, defaults=ended)
    return refusal


def refusal_to_end(*, protocol: Protocol, last_on: date, at: datetime) -> Refusal | None:
    """What was in force on a day stays so."""
    if hasattr(protocol, "end"):
        return _refused("it_ends_once", "This version has been ended already.", "Draft a new version if it goes on.")
    if last_on < local_day(at):
        return _refused("nothing_ends_in_the_past", "That day is over.", "Choose today or a later day.")
    return None


def _newest(of: Protocol) -> Protocol:
    return Protocol.objects.filter(line=of.line).order_by("-version")[0]


def _refused(rule: str, sentence: str, instead: str) -> Refusal:
    return Refusal(rule=rule, cites=("PPO 29", "PPO 37"), sentence=sentence, instead=instead)

"""Who belongs to a team, by the day: here now, ending soon, to begin, gone; and what was changed by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from throughcare.accounts.models import Account, AccountChange, Membership, MembershipChange
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import ROLES, Role
from throughcare.web import words
from throughcare.web.pieces import Count as Counted
from throughcare.web.pieces import Link

SOON = timedelta(days=30)
PAGE_SIZE = 25


@dataclass(frozen=True, kw_only=True)
class Part:
    """One list of a team: its name in the address, its words, and who is on it at an instant."""

    name: str
    label: str
    title: str
    who: Callable[[datetime], Q]
    order: tuple[str, ...]


def _now(at: datetime) -> Q:
    return Q(from_at__lte=at) & (Q(until_at=None) | Q(until_at__gt=at))


PARTS = {
    part.name: part
    for part in (
        Part(name="now", label="here now", title="Here now", who=_now, order=("account__full_name", "pk")),
        Part(
            name="soon", label="to end within 30 days", title="To end within 30 days",
            who=lambda at: _now(at) & Q(until_at__lte=at + SOON), order=("until_at", "pk"),
        ),
        Part(
            name="later", label="to begin later", title="To begin later", who=lambda at: Q(from_at__gt=at),
            order=("from_at", "pk"),
        ),
        Part(
            name="gone", label="gone", title="Gone", who=lambda at: Q(until_at__lte=at) & Q(from_at__lte=at),
            order=("-until_at", "pk"),
        ),
    )
}  # fmt: skip


def counts(organisation: Organisation, at: datetime) -> list[Counted]:
    """How many are on each list; one query."""
    asked = {part.name: Count("pk", filter=part.who(at)) for part in PARTS.values()}
    found = Membership.objects.filter(organisation=organisation).aggregate(**asked)
    return [Counted(number=found[part.name], label=part.label, url=f"?show={part.name}") for part in PARTS.values()]


def members(organisation: Organisation, part: Part, at: datetime) -> QuerySet[Membership]:
    found = Membership.objects.filter(part.who(at), organisation=organisation)
    return found.select_related("account").order_by(*part.order)


def changes(organisation: Organisation) -> QuerySet[MembershipChange]:
    """The newest first."""
    found = MembershipChange.objects.filter(membership__organisation=organisation)
    return found.select_related("membership__account", "by__account").order_by("-at", "-id")


def row(membership: Membership, *, by: Membership, at: datetime) -> dict[str, Any]:
    """`mine`: no links, because nobody changes their own."""
    ended = membership.until_at is not None and membership.until_at <= at
    mine = membership.account_id == by.account_id
    name = membership.account.full_name
    return {
        "name": name, "email": membership.account.email, "number": membership.number, "mine": mine,
        "role": ROLES[Role(membership.role)].title, "dates": dates(membership, at),
        "is_new": membership.account.last_login is None and not ended,
        "code": None if mine or ended or membership.from_at > at else Link(
            text="Give a code", url=reverse("make_code", args=[membership.account_id]), extra=f"to {name}"
        ),
        "links": [] if mine or ended else [
            Link(text="Change role", url=reverse("change_role", args=[membership.pk]), extra=f"of {name}"),
            Link(text="End", url=reverse("end_role", args=[membership.pk]), extra=f"the role of {name}"),
        ],
    }  # fmt: skip


def dates(membership: Membership, at: datetime) -> str:
    since = words.long_day(membership.from_at).split(" ", 1)[1]
    begins = f"From {since}" if membership.from_at > at else f"Since {since}"
    return f"{begins}, {until(membership.until_at, at)}" if membership.until_at else begins


def until(until_at: datetime, at: datetime) -> str:
    """Midnight belongs to the last day; an end in the middle of a day shows its hour."""
    last = words.long_day(words.due_day(until_at)).split(" ", 1)[1]
    hour = "" if words.is_end_of_day(until_at) else f", {words.clock(until_at)}"
    return f"ended {last}{hour}" if until_at <= at else f"until {last}{hour}"


def moment(at: datetime) -> str:
    """With its year: these lists go back for years."""
    return f"{words.long_day(at).split(' ', 1)[1]}, {words.clock(at)}"


def change_row(change: MembershipChange) -> dict[str, str]:
    membership, by = change.membership, change.by
    ending = until(change.until_at, change.at) if change.until_at else ""
    what = {
        MembershipChange.Change.ADDED: f"given from {words.long_day(membership.from_at).split(' ', 1)[1]}"
        + (f", {ending}" if ending else ""),
        MembershipChange.Change.ENDED: ending or "ended",
        MembershipChange.Change.KEPT: "goes on, without an end",
    }[MembershipChange.Change(change.change)]
    return {
        "at": moment(change.at), "name": membership.account.full_name, "what": what,
        "role": ROLES[Role(membership.role)].title, "by": by.account.full_name if by else "Set up with the system",
    }  # fmt: skip


def account_state(account: Account, at: datetime) -> str:
    if account.closes_at is None:
        return "Has never signed in yet." if account.last_login is None else "In use."
    day = words.long_day(words.due_day(account.closes_at)).split(" ", 1)[1]
    return f"Closed, {day}." if account.closes_at <= at else f"Closes at the end of {day}."


def account_change_row(change: AccountChange) -> dict[str, str]:
    what = "opened again" if change.change == AccountChange.Change.OPENED else _closing(change)
    return {"at": moment(change.at), "what": what, "why": change.why, "by": change.by.account.full_name}


def _closing(change: AccountChange) -> str:
    if change.from_at <= change.at:
        return "closed at once"
    return f"closed from the end of {words.long_day(words.due_day(change.from_at))}"

"""Recording any fact: one operation a kind, made from its dataclass. One request is one entry about one person."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Header, Router, Schema, Status
from pydantic import Field, create_model

from throughcare.access import opened
from throughcare.access.decide import Decision
from throughcare.accounts.models import Membership
from throughcare.api import officers
from throughcare.api.fields import Closed, Id, Instant, MaybeId, ShortText, schema_of
from throughcare.api.keys import Caller, Key, caller_of
from throughcare.api.people import Reference, to_write
from throughcare.api.problems import Refused
from throughcare.journal.models import Entry, Sent
from throughcare.journal.record import Proposed
from throughcare.rulebook import journey as _registers_every_kind  # noqa: F401
from throughcare.rulebook.actors import CJIT, POLICE, ROLES
from throughcare.rulebook.authority import AUTHORITY
from throughcare.rulebook.facts.base import KINDS, Kind
from throughcare.rulebook.facts.consent import ConsentRefused, ConsentWithdrawn
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import serving

router = Router(tags=["facts"])
RECORDS = POLICE | CJIT
"""Roles that have someone's record to open."""

TO_THE_SECOND = frozenset({ConsentWithdrawn, ConsentRefused})
"""When somebody takes a consent back, a second counts."""

IdempotencyKey = Annotated[
    Id, Header(alias="Idempotency-Key", description="Yours, and the id of the entry: sent again, nothing is added")
]


class Written(Schema):
    """What now stands in the journal."""

    entry: UUID
    kind: str
    happened_at: datetime
    recorded_at: datetime = Field(description="When it was written down here")
    replaces: UUID | None


class Base(Closed):
    """What goes with every fact."""

    happened_at: Instant = Field(description="When it happened, kept to the minute")
    replaces: MaybeId = Field(None, description="The entry that this corrects")
    why: ShortText = Field("", description="Why, where it corrects something")


class Authorised(Base):
    """And with one that rests on an officer's authority."""

    officer: ShortText = Field("", description="The number of the officer, of this team, whose authority it is")


def is_recorded(kind: Kind) -> bool:
    """Mendings start from their entry, old tests from a workbook, a consent from its paper, shares from a page."""
    return not kind.mending and not kind.imported and (kind.chapter != "consent" or kind.cls in TO_THE_SECOND)


def to_the_minute(at: datetime) -> datetime:
    """So it is typed, shown and compared on the pages."""
    return at.replace(second=0, microsecond=0)


def body_of(kind: Kind) -> type[Schema]:
    base = Authorised if kind.cls in AUTHORITY else Base
    made: type[Schema] = create_model(f"{kind.cls.__name__}Entry", __base__=base, fact=(schema_of(kind), ...))
    return made


def add(kind: Kind) -> None:
    """The operation of one kind."""

    def record(request: HttpRequest, reference: Reference, key: IdempotencyKey, given: Any) -> Any:
        caller = caller_of(request)
        fact = kind.cls(**{name: getattr(given.fact, name) for name in kind.questions})
        by = officers.whose(caller, kind.cls, getattr(given, "officer", ""))
        decision = to_write(caller, reference)
        if isinstance(by, Refusal):
            raise Refused(by)
        entry = Proposed(
            id=key, person_id=decision.person.pk, fact=fact, replaces=given.replaces, why=given.why,
            happened_at=given.happened_at if kind.cls in TO_THE_SECOND else to_the_minute(given.happened_at),
        )  # fmt: skip
        return enter(caller, decision, entry, by=by)

    record.__annotations__["given"] = body_of(kind)
    who = ", ".join(sorted(ROLES[role].title for role in kind.recorded_by & RECORDS))
    router.post(
        f"/people/{{reference}}/facts/{kind.name}", auth=Key(RECORDS), url_name=f"api_record_{kind.name}",
        operation_id=f"record_{kind.name}", summary=kind.title,
        description=f"{(kind.cls.__doc__ or '').strip()}\n\nRecorded by: {who}.",
        response={200: Written, 201: Written},
    )(record)  # fmt: skip


def enter(caller: Caller, decision: Decision, proposed: Proposed, *, by: Membership) -> Status[Written]:
    """201 for a new entry, 200 where it was there already; a refusal is raised."""
    with transaction.atomic():
        outcome = serving.enter([proposed], by=by, at=caller.at)
        if not isinstance(outcome, Refusal):
            _, is_new = Sent.objects.get_or_create(entry_id=proposed.id, defaults={"key": caller.key})
    if isinstance(outcome, Refusal):
        raise Refused(outcome, because=_shown(caller, decision, outcome))
    return Status(201 if is_new else 200, written(outcome[0]))


def written(entry: Entry) -> Written:
    return Written(
        entry=entry.pk, kind=entry.kind, happened_at=entry.happened_at, recorded_at=entry.recorded_at,
        replaces=entry.replaces,
    )  # fmt: skip


def _shown(caller: Caller, decision: Decision, refusal: Refusal) -> UUID | None:
    """The cause, where the caller may read it; of a key used twice, the first entry, whose id the caller sent."""
    if refusal.because is None or refusal.rule == "key_reused":
        return refusal.because
    found = opened.read(decision, membership=caller.membership).history.find(refusal.because)
    return found.id if found else None


for _kind in KINDS.values():
    if is_recorded(_kind):
        add(_kind)

"""Saying that an entry never happened. A correction is a fact that replaces it; a move is left to people."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from throughcare.api.facts import RECORDS, IdempotencyKey, Written, enter, to_the_minute
from throughcare.api.fields import Closed, Id, Instant, ShortText
from throughcare.api.keys import Key, caller_of
from throughcare.api.people import Reference, to_write
from throughcare.journal.record import Proposed
from throughcare.rulebook.facts.mendings import Voided

router = Router(tags=["facts"])


class Voiding(Closed):
    """Why it counts for nothing."""

    happened_at: Instant = Field(description="When that was found out, kept to the minute")
    why: ShortText = Field(description="In a few words")


@router.post(
    "/people/{reference}/entries/{entry}/void", auth=Key(RECORDS), url_name="api_void", operation_id="void_entry",
    summary="Void an entry", response={200: Written, 201: Written},
)  # fmt: skip
def void_entry(request: HttpRequest, reference: Reference, entry: Id, key: IdempotencyKey, given: Voiding) -> Any:
    """It never happened: it counts for nothing from now on, and both stay to be read."""
    caller = caller_of(request)
    decision = to_write(caller, reference)
    proposed = Proposed(
        id=key, person_id=decision.person.pk, fact=Voided(), replaces=entry, why=given.why,
        happened_at=to_the_minute(given.happened_at),
    )  # fmt: skip
    return enter(caller, decision, proposed, by=caller.membership)

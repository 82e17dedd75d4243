"""The person behind a reference, as far as the caller may see them: the same decision as for the pages."""

from typing import Annotated

from ninja import Path

from throughcare.access import opened
from throughcare.access.decide import Decision, NotInSight, Restricted, decide
from throughcare.access.opened import Opened
from throughcare.api.keys import Caller
from throughcare.api.problems import Stop, not_found
from throughcare.people.models import LETTERS, REFERENCE_LENGTH

Reference = Annotated[
    str, Path(description="Ten letters and figures, without a hyphen", pattern=f"^[{LETTERS}]{{{REFERENCE_LENGTH}}}$")
]


def decided(caller: Caller, reference: str) -> Decision:
    """Nobody is told from whom they are kept."""
    try:
        return decide(reference=reference, membership=caller.membership, at=caller.at)
    except NotInSight as unseen:
        raise not_found() from unseen
    except Restricted as restricted:
        raise Stop(403, "restricted", "This record is restricted.") from restricted


def open_record(caller: Caller, reference: str) -> Opened:
    return opened.read(decided(caller, reference), membership=caller.membership)


def to_write(caller: Caller, reference: str) -> Decision:
    """The same, for an entry: what is open in an emergency only is not written to."""
    decision = decided(caller, reference)
    if opened.is_only_to_read(decision, membership=caller.membership, at=caller.at):
        raise Stop(403, "only_to_read", "This record is open in an emergency, to be read only.")
    opened.note(decision)
    return decision

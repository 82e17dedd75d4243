"""A suite's own page: what is arranged where the Handbook leaves it to the area (4.6.1, local; 1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import QuerySet

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.suites.models import Arrangements

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to arrange: its heading, what to write, and the paragraph that asks for it."""

    title: str
    hint: str
    cites: tuple[str, ...]
    is_needed: bool = True


PARTS: Mapping[str, Part] = MappingProxyType({
    "sends": Part(
        title="Who sends notices and results", cites=("HB 4.6.1",),
        hint="The post in the police that sends information to the team, by day and by night",
    ),
    "receives": Part(
        title="Who receives them", cites=("HB 4.6.1",), hint="The post in the team, and its telephone or e-mail",
    ),
    "space": Part(
        title="Space and time for assessments", cites=("HB 4.6.1",),
        hint="Which room, and at which hours somebody can be brought to it",
    ),
    "telephone": Part(
        title="The drug worker’s telephone and the list", cites=("SPOC 4",),
        hint="Which telephone in the suite workers may use, where the contact list hangs, and who puts up the new one",
    ),
    "nobody_here": Part(
        title="When no drug worker is here", cites=("HB 4.6.1", "SPOC 4"),
        hint="How an appointment is given then: day, hours and place, and whom to ring",
    ),
    "lives_elsewhere": Part(
        title="When the person lives elsewhere", cites=("HB 4.6.1",),
        hint="How a place with another team is found, and whom to ring if it cannot be",
    ),
    "written_information": Part(
        title="What is handed to everyone in writing", cites=("ICE 3.4",),
        hint="Which leaflet, where it lies, and who orders more", is_needed=False,
    ),
    "staff_hear": Part(
        title="How the staff hear of the programme", cites=("ICE 3.3",),
        hint="Joint training, newsletters, what became of people", is_needed=False,
    ),
})  # fmt: skip
"""In the order of the page. The parts and their words are ours; what is arranged is the area's."""


class NotArranged(ValueError):
    """A part that every suite needs is empty, or is none of ours."""


class EarlierThanTheLast(ValueError):
    """A page is continued, never rewritten: the next version does not begin before the one it follows."""


def in_force(*, suite: Organisation, on: date) -> Arrangements | None:
    """The newest version that has begun."""
    return versions(suite=suite).filter(from_on__lte=on).first()


def versions(*, suite: Organisation) -> QuerySet[Arrangements]:
    """Newest first, with who wrote each."""
    return Arrangements.objects.filter(suite=suite).select_related("written_by__account").order_by("-version")


@transaction.atomic
def write(
    *, suite: Organisation, kept_by: str, words: Words, from_on: date, by: Membership, at: datetime
) -> Arrangements:
    """The next version. Two who write at once: the database keeps one number for one of them."""
    unknown, empty = set(words) - set(PARTS), [name for name, part in PARTS.items() if part.is_needed]
    missing = [PARTS[name].title for name in empty if not words.get(name, "").strip()]
    if unknown or missing:
        raise NotArranged(", ".join([*sorted(unknown), *missing]))
    last = versions(suite=suite).first()
    if last and from_on < last.from_on:
        raise EarlierThanTheLast(f"The last version began on {last.from_on}; this one would begin on {from_on}.")
    return Arrangements.objects.create(
        suite=suite, version=last.version + 1 if last else 1, from_on=from_on, kept_by=kept_by,
        words={name: words.get(name, "").strip() for name in PARTS}, written_by=by, written_at=at,
    )  # fmt: skip


def shown(page: Arrangements) -> list[tuple[str, Part, str]]:
    """Each part with its words, as the page and the print show it."""
    return [(name, part, page.words.get(name, "")) for name, part in PARTS.items()]

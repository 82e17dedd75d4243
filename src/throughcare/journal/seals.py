"""Every hour, one Merkle head over all people's heads and lengths: what a chain alone cannot show (trust C3, C4).

A seal keeps each head that had changed since the seal before, so that a later check can name whose record was rolled
back. Seals are chained. Giving heads to other agencies, so that they cannot be made anew here, is not built yet.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from throughcare.journal.codec import instant
from throughcare.journal.merkle import Tree
from throughcare.journal.models import Seal, SealedHead
from throughcare.people.models import Person

PEOPLE_AT_ONCE = 1000
Head = tuple[str, int]
"""Of one person: the hash of the newest entry, and how many there are."""


@transaction.atomic
def seal(*, at: datetime) -> Seal:
    """Seals the heads as they are now. Two workers at once: the second one's number is taken, and it fails."""
    before = Seal.objects.order_by("-number").first()
    tree, changed = Tree(), []
    for part in people_in_parts():
        sealed = sealed_heads([person_id for person_id, _ in part])
        for person_id, head in part:
            tree.add(leaf(person_id, head))
            if sealed.get(person_id) != head:
                changed.append(SealedHead(person_id=person_id, head=head[0], length=head[1]))
    made = Seal(number=before.number + 1 if before else 1, at=at, people=tree.leaves, root=tree.head())
    made.previous = before.hash if before else ""
    made.hash = hash_of(made)
    made.save(force_insert=True)
    for each in changed:
        each.seal = made
    SealedHead.objects.bulk_create(changed, batch_size=PEOPLE_AT_ONCE)
    return made


def hash_of(one: Seal) -> str:
    held = [one.number, instant(one.at), one.people, one.root, one.previous]
    return sha256(json.dumps(held, separators=(",", ":")).encode()).hexdigest()


def leaf(person_id: UUID, head: Head) -> bytes:
    return f"{person_id}:{head[0]}:{head[1]}".encode()


def sealed_heads(person_ids: Sequence[UUID], *, number: int | None = None) -> dict[UUID, Head]:
    """What the newest seal, or that of this number, holds of each of these people."""
    rows = SealedHead.objects.filter(person_id__in=person_ids).order_by("seal_id")
    if number is not None:
        rows = rows.filter(seal_id__lte=number)
    return {person_id: (head, length) for person_id, head, length in rows.values_list("person_id", "head", "length")}


def people_in_parts(*, after: UUID | None = None) -> Iterator[list[tuple[UUID, Head]]]:
    """Everyone's head, in the order of their ids, a part at a time; people without entries have none."""
    everyone = Person.objects.filter(length__gt=0).order_by("pk")
    while True:
        some = everyone.filter(pk__gt=after) if after else everyone
        part = [(row[0], (row[1], row[2])) for row in some.values_list("pk", "head", "length")[:PEOPLE_AT_ONCE]]
        if not part:
            return
        yield part
        after = part[-1][0]

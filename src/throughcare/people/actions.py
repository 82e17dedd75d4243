"""Opening a record for somebody who is not on it yet."""

from collections.abc import Collection
from uuid import UUID

from throughcare.people.models import Person


def open_record(*, person_id: UUID) -> Person:
    """An empty record under the caller's id, so that a repeat finds the first one. Facts go in by the journal."""
    return Person.objects.get_or_create(pk=person_id)[0]


def open_records(*, person_ids: Collection[UUID]) -> None:
    """The same for many at once."""
    Person.objects.bulk_create([Person(id=one) for one in person_ids], ignore_conflicts=True, batch_size=500)

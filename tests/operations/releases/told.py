"""What a restored database says, read the way this version's pages read it. Prints JSON, for `test_upgrade.py`."""

import json
from dataclasses import fields

import django


def told() -> dict[str, object]:
    from django.contrib.auth import authenticate
    from django.db import connection

    from throughcare.diary.models import Booking
    from throughcare.journal.models import DutyRow
    from throughcare.journal.reading import history
    from throughcare.people.models import Person

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        entries = cursor.fetchone()[0]
    account = authenticate(None, username="aled.orourke@example.org", password="demonstration-only-castle-street")
    return {
        "people": {one.given_name: _person(one, history(one.pk)) for one in Person.objects.all()},
        "entries": entries,
        "places held": Booking.objects.filter(released_at=None).count(),
        "signs in": account is not None,
        "due": sorted(
            [row.person.given_name, row.kind, row.due.isoformat(), row.state]
            for row in DutyRow.objects.select_related("person")
        ),
    }


def _person(person, read) -> dict[str, object]:
    return {
        "name": person.full_name,
        "born": str(person.born_on),
        "reference": person.reference,
        "facts": [
            {"fact": type(one.fact).__name__, "at": one.happened_at.isoformat(), "live": one.live, "why": one.why}
            | {each.name: str(getattr(one.fact, each.name)) for each in fields(one.fact)}
            for one in sorted(read.written_down, key=lambda one: one.seq)
        ],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(told()))

"""Who works in a loaded database, and what is acknowledged there afterwards; a process of its own, with Django.

python -m benchmarks.load_users sign-in 60     so many people signed in, a JSON line each
python -m benchmarks.load_users check          entry ids on standard input; what is not as it was acknowledged
"""

import json
import secrets
import sys
from collections.abc import Iterator
from uuid import UUID

import django

django.setup()

from django.test import Client  # noqa: E402

from throughcare.access import scope  # noqa: E402
from throughcare.accounts import sessions  # noqa: E402
from throughcare.accounts.models import Membership  # noqa: E402
from throughcare.journal.models import CustodyRow, Entry  # noqa: E402
from throughcare.journal.rebuild import rebuild  # noqa: E402
from throughcare.journal.verify import verify  # noqa: E402
from throughcare.organisations.models import Place  # noqa: E402
from throughcare.rulebook.actors import POLICE, Role  # noqa: E402
from throughcare.web import clock  # noqa: E402

ROLES = (Role.DETENTION_OFFICER, Role.CUSTODY_SERGEANT, Role.CJIT_CASE_MANAGER, Role.CJIT_CUSTODY_WORKER)
PEOPLE_EACH, AT_ONCE = 20, 400


def sign_in(many: int) -> Iterator[dict[str, object]]:
    """Spread over the teams, half of them in suites; only who has somebody to look at."""
    found = 0
    posts = [list(Membership.objects.filter(role=role).select_related("account", "organisation")) for role in ROLES]
    for number in range(max(map(len, posts))):
        for membership in (some[number] for some in posts if number < len(some)):
            people = _people(membership)
            if found < many and people:
                found += 1
                yield _session(membership) | {"people": people, "is_police": Role(membership.role) in POLICE}


def _people(membership: Membership) -> list[str]:
    """A suite's are those who are there now; a team's are those it may read."""
    if Role(membership.role) in POLICE:
        there = CustodyRow.objects.filter(suite=membership.organisation, released_at=None).select_related("person")
        return [row.person.reference for row in there[:PEOPLE_EACH]]
    seen = scope.people(membership=membership, at=clock.now()).order_by("pk")
    return list(seen.values_list("reference", flat=True)[:PEOPLE_EACH])


def _session(membership: Membership) -> dict[str, object]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(membership.account)
    session = client.session
    sessions.begin(session, device="Benchmark", at=clock.wall(), has_post=True)
    session.save()
    place = Place.objects.filter(area=membership.organisation.area).order_by("pk").first()
    return {
        "session": session.session_key, "csrf": secrets.token_hex(16),
        "area": membership.organisation.area.code if membership.organisation.area else "",
        "place": place.text if place else "",
    }  # fmt: skip


def check(acknowledged: list[str]) -> Iterator[str]:
    """Each is in the journal; its person's chain is whole and their lists are what follows."""
    people: set[UUID] = set()
    for first in range(0, len(acknowledged), AT_ONCE):
        some = acknowledged[first : first + AT_ONCE]
        there = dict(Entry.objects.filter(pk__in=some).values_list("pk", "person_id"))
        people |= set(there.values())
        yield from (f"lost: {key}" for key in some if UUID(key) not in there)
    yield from (f"{count} rows of {kind} do not follow" for kind, count in rebuild(sorted(people)).counts.items())
    yield from map(str, verify().findings)


if __name__ == "__main__":
    if sys.argv[1] == "sign-in":
        for user in sign_in(int(sys.argv[2])):
            print(json.dumps(user))
    else:
        for finding in check(sys.stdin.read().split()):
            print(finding)

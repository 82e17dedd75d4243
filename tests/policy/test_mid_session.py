"""What ends in the middle of a session ends at the next request (trust A8, B2).

One session asks twice; between the two the clock has moved by a second, over the end of a membership or a consent.
"""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.journal.facts import done
from tests.oracles import policy
from tests.policy.judging import OPEN, Shown
from tests.policy.lives import NOON
from tests.policy.matrix import quietly
from tests.policy.relationships import relationship
from tests.policy.sample import IN_CI, parts
from tests.policy.shares import NEXT_YEAR
from tests.policy.test_writing import never_happened
from tests.policy.world import SIGN_IN
from throughcare.accounts.models import Account, Membership
from throughcare.journal.record import Proposed, record
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import end_of_day
from throughcare.rulebook.facts.consent import ConsentWithdrawn
from throughcare.web import clock

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
ASKED = ("person", "find", "today", "shared_with_us")
IN_CI_ALSO = ("sharing", "my_people", "arrivals", "suite", "allocate", "shared")


@contextmanager
def at(moment):
    with patch.object(clock, "now", lambda: moment):
        yield


def session_of(post):
    return cast.signed_in(Client(raise_request_exception=False), post.membership.account)


def people_shown(client, world, life):
    return {
        one for name in (*ASKED, *(IN_CI_ALSO if parts() <= IN_CI else ())) for address in world.addresses(name, life)
        for one in Shown(client.get(address), world).people
    }  # fmt: skip


def until_a_second_later(post):
    Membership.objects.filter(pk=post.membership.pk).update(until_at=NOON + SECOND)


def disabled(post):
    Account.objects.filter(pk=post.membership.account_id).update(is_active=False)


@pytest.mark.parametrize("end", [until_a_second_later, disabled], ids=["A8 a membership", "A8 an account"])
@pytest.mark.parametrize("place", ["here", "own"])
def test_whose_post_ends_is_shown_nobody_at_the_next_request(world, place, end):
    """Each role that may open somebody's record at this place, the second before and the second after."""
    life, wrong, asked = world.lives["case", "covering"], [], 0
    with quietly():
        for role in SIGN_IN:
            post = world.posts.get((role, place))
            related = post and relationship(post, life)
            if not related or not policy.expected("open_record", role, related, life.consent).allowed:
                continue
            client, asked = session_of(post), asked + 1
            with never_happened():
                before = people_shown(client, world, life)
                end(post)
                with at(NOON + SECOND):
                    after = people_shown(client, world, life)
            wrong += [f"{role}: nobody before"] * (life not in before) + [f"{role}: still {len(after)}"] * bool(after)

    assert asked
    assert wrong == []


def withdraws(world, life):
    """With the team that asked for it, at this very second."""
    worker = world.who(Role.CJIT_CUSTODY_WORKER)
    for consent in (entry for entry, kind, _ in life.all if kind == "consent_given"):
        back = Proposed(
            id=uuid4(), person_id=life.person.pk, fact=ConsentWithdrawn(consent=consent), happened_at=NOON + SECOND
        )
        done(record([back], by=worker, at=NOON + SECOND))
    return NOON + SECOND


def runs_out(world, life):
    return end_of_day(NEXT_YEAR)


@pytest.mark.parametrize("ends", [withdraws, runs_out], ids=["B2 taken back", "B2 its last day over"])
def test_what_was_shared_closes_at_the_second_its_consent_ends(world, ends):
    """For every recipient the oracle lets read it: open until then, and not one word after."""
    life, wrong, asked = world.lives["case", "covering"], [], 0
    with quietly():
        for post in world.posts.values():
            if relationship(post, life) != "shared_live":
                continue
            may = policy.expected("read_shared", post.role, "shared_live", "covering").allowed
            client = session_of(post)
            theirs = [page for page in world.addresses("shared", life) if client.get(page).status_code in OPEN]
            wrong += [f"{post.role}: {len(theirs)} pages open"] * (bool(theirs) is not may)
            asked += len(theirs)
            with never_happened():
                moment = ends(world, life)
                with at(moment - SECOND):
                    wrong += [f"{post.role}: shut early" for page in theirs if client.get(page).status_code not in OPEN]
                with at(moment):
                    for page in (*theirs, reverse("shared_with_us")):
                        answer = client.get(page)
                        late = life in Shown(answer, world).people or (page in theirs and answer.status_code in OPEN)
                        wrong += [f"{post.role}: {page} still open"] * late

    assert asked
    assert wrong == []

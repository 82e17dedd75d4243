"""Where the oracle says silent, the answer is byte for byte that of nobody being known (design 5, trust A1).

Each post asks about one person it may know nothing of: by the address, and by the whole name. The same is asked for an
address that never was, and again once no name on any list fits.
"""

import re
from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.oracles import policy
from tests.policy.matrix import quietly
from tests.policy.relationships import relationship
from tests.policy.sample import IN_CI, part, parts
from tests.policy.test_writing import never_happened
from throughcare.people.models import Person
from throughcare.rulebook.actors import ROLES

pytestmark = pytest.mark.django_db
NOBODY = "ZZZZZZZZZZ"
ISSUED = re.compile(r'((?:csrfmiddlewaretoken|entry)" value="|data-left=")[^"]*')
"""Tokens, ids made for the answer, and how long the session has left."""
KINDS = sorted({row.kind for row in ROLES.values() if row.signs_in})


def bytes_of(response):
    return response.status_code, ISSUED.sub(r"\1", response.content.decode())


def unknown_to(world, post, operation):
    """One person of whom this post is told nothing."""
    lives = [
        life for life in world.lives.values()
        if (related := relationship(post, life)) and policy.expected(operation, post.role, related, life.consent).silent
    ]  # fmt: skip
    return lives[(crc32(f"{post.role} {post.place}".encode()) + part()) % len(lives)] if lives else None


def in_turn(post):
    """All in CI; elsewhere one in three."""
    return parts() <= IN_CI or (crc32(f"{post.role} {post.place}".encode()) + part()) % 3 == 0


def by_address(client, life):
    known, never = (bytes_of(client.get(reverse("person", args=[one]))) for one in (life.reference, NOBODY))
    return (known[0], known[1].replace(life.reference, NOBODY)), never


def by_name(client, life, page):
    """The same words, before and after nobody bears them."""
    asked = f"{reverse(page)}?q={life.person.family_name}"
    with never_happened():
        known = bytes_of(client.get(asked))
        Person.objects.filter(pk=life.person.pk).update(names_folded="nobody", given_name="No", family_name="Body")
        return known, bytes_of(client.get(asked))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"P-18 P-20 {kind}")
def test_nothing_tells_that_somebody_is_known(world, kind):
    told = []
    with quietly():
        for post in filter(in_turn, (one for one in world.posts.values() if ROLES[one.role].kind is kind)):
            client = cast.signed_in(Client(raise_request_exception=False), post.membership.account)
            if (life := unknown_to(world, post, "open_record")) is not None:
                known, never = by_address(client, life)
                told += [f"{post.role} {post.place}: the address of {life.kind}"] * (known != never)
            if (life := unknown_to(world, post, "find_by_name")) is not None:
                for page in ("find", "book_in"):
                    known, unknown = by_name(client, life, page)
                    told += [f"{post.role} {post.place}: {page}, {life.kind} {life.consent}"] * (known != unknown)

    assert told == []


def test_an_answer_that_tells_is_noticed(world):
    """A post that may find the person answers otherwise."""
    life = next(life for life in world.lives.values() if life.kind == "case")
    client = cast.signed_in(Client(), world.posts["cjit_case_manager", "here"].membership.account)

    known, unknown = by_name(client, life, "find")

    assert known != unknown

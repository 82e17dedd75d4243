"""Every operation that shows somebody, role, relationship and consent state against the oracle (trust A1, N-44)."""

from zlib import crc32

import pytest

from tests.api.test_routes import OPEN_TO_ALL, RECORDS_ONE, operations
from tests.oracles import policy
from tests.policy.api import ABOUT_NOBODY, API_ROUTES, Keyed, system
from tests.policy.lives import NOON
from tests.policy.matrix import quietly
from tests.policy.relationships import relationship
from tests.policy.run import tell
from tests.policy.sample import part, parts
from tests.policy.test_writing import never_happened
from tests.policy.world import ANONYMOUS, SIGN_IN
from throughcare.journal.models import Entry

WRITE_ONLY = {"api_record_", "api_begin", "api_void"}
"""Beginnings of names of operations that answer with what was sent to them: asked below."""
RISK = {"risk": "to the person", "what": "words", "taker": "the nurse"}


def test_every_operation_that_shows_somebody_is_in_the_matrix():
    shows = {operation.url_name for _, operation in operations()} - OPEN_TO_ALL - {RECORDS_ONE}

    assert {name for name in shows if not name.startswith(tuple(WRITE_ONLY))} == set(API_ROUTES) | ABOUT_NOBODY


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*SIGN_IN, ANONYMOUS.role])
def test_the_answers_to_a_key_are_those_of_the_oracle(world, role):
    """N-44: results reach another system by involvement, and by nothing else."""
    report = Keyed(world, parts=max(1, parts() // 20), part=part()).run(world.of(role))

    tell(role, report)
    assert report.requests
    assert [str(one) for one in report.found] == []


@pytest.mark.django_db
def test_whoever_may_not_do_it_records_nothing(world):
    """What a colleague's system may send, sent by everybody else's."""
    wrong, recorded = [], 0
    with quietly():
        for life in world.lives.values():
            for post in world.posts.values():
                related = relationship(post, life)
                if related is None or crc32(f"{post.role} {post.place} {life.kind}".encode()) % share():
                    continue
                answer = policy.expected("record_fact", post.role, related, life.consent)
                changed, status = sent(post, life)
                recorded += changed
                if (changed and not answer.allowed) or status >= 500:
                    wrong.append(f"{post.role} · {related} · {life.consent}: {status} {answer.because}")

    assert recorded
    assert wrong == []


def share():
    return max(1, parts() // 60)


def sent(post, life):
    """Whether an entry was made, and the answer; then it never happened."""
    before = Entry.objects.count()
    with never_happened():
        answer = system(post).record(life.person, "risk_found", RISK, NOON)
        return Entry.objects.count() != before, answer.status_code

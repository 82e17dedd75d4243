"""Whoever the oracle lets do nothing records nothing, with the very form that a colleague may send (trust A1, A7)."""

from contextlib import contextmanager
from zlib import crc32

import pytest
from django.db import transaction
from django.test import Client

from tests import cast
from tests.oracles import policy
from tests.policy.forms import Filled
from tests.policy.matrix import quietly
from tests.policy.relationships import relationship
from tests.policy.routes import ROUTES
from tests.policy.sample import IN_CI, part, parts
from throughcare.access.models import Conflict, Opening
from throughcare.drafts.models import Draft, Part
from throughcare.journal.models import Entry
from throughcare.matching.models import MatchDecision
from throughcare.sharing.models import Disclosure

pytestmark = pytest.mark.django_db
READ_ONLY = {
    "person", "why", "notice_pdf", "who_looked", "who_looked_account", "audit_person", "sharing", "consent_form",
    "sharing_account", "signed_form", "sent_copy", "shared", "assessment_record_pdf", "dt1",
    "new_worker_letter", "care_plan", "care_plan_paper",
}  # fmt: skip
WRITES = [name for name, route in ROUTES.items() if not route.is_list and name not in READ_ONLY]
OF_THEIR_OWN = {"mend": "mend_other", "will_they_see": "disclose"}
"""Sending the form is another operation than seeing the page."""
KEPT = (Entry, Conflict, Opening, MatchDecision, Disclosure, Draft, Part)


def kept():
    return [model.objects.count() for model in KEPT], list(Opening.objects.values_list("agreed_by", "reviewed_by"))


def client_of(post):
    client = Client(raise_request_exception=False)
    return cast.signed_in(client, post.membership.account)


@contextmanager
def never_happened():
    """What is done in it is taken back at its end."""
    never = transaction.atomic()
    never._from_testcase = True
    with never:
        yield
        transaction.set_rollback(True)


def sent(client, address, body):
    """What was kept because of it; then it never happened."""
    before = kept()
    with never_happened():
        response = client.post(address, body)
        return kept() != before, response.status_code


def some(world, name):
    for life in world.lives.values():
        turns = 8 if parts() <= IN_CI else 32
        if crc32(f"{name} {life.kind} {life.consent}".encode()) % turns == part() % turns or parts() == 1:
            for address in world.addresses(name, life)[:2]:
                yield life, address


def form_of(world, address):
    """As the first colleague sees it who gets one."""
    for post in world.posts.values():
        if post.place in {"own", "here", "next"} and (response := client_of(post).get(address)).status_code == 200:
            return Filled(response.content.decode()).body
    return None


@pytest.mark.parametrize("name", WRITES)
def test_whoever_may_not_do_it_records_nothing(world, name):
    wrong = []
    with quietly():
        for life, address in some(world, name):
            body = form_of(world, address)
            for post in world.posts.values() if body else ():
                operation = OF_THEIR_OWN.get(name, ROUTES[name].operation)
                related = relationship(post, life)
                if related is None or _asked(name, post, life):
                    continue
                answer = policy.expected(operation, post.role, related, life.consent)
                changed, status = sent(client_of(post), address, body) if not answer.allowed else (False, 0)
                if changed or status >= 500:
                    wrong.append(
                        f"{operation} · {post.role} · {related} · {life.consent} ({name}): {status} {answer.because}"
                    )

    assert wrong == []


def _asked(name, post, life):
    """All at the boundary of the places, and of the roles as many as are in turn."""
    share = max(1, parts() // 10)
    return crc32(f"{name} {post.role} {post.place} {life.kind}".encode()) % share != part() % share

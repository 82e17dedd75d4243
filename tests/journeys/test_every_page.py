"""Every page somebody can open: axe finds nothing, wide and at 320 px (which is 400% zoom), with scripts and without,
and a form sent back empty says what is wrong where a reader of the screen hears it first.

The people are those of the matrix of policy, so a page that is added there is looked at here.
"""

from contextlib import suppress
from itertools import islice
from unittest import mock

import pytest
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from tests import cast
from tests.journeys.browser import Visitor, served
from tests.policy.lives import NOON
from tests.policy.matrix import quietly
from tests.policy.routes import ABOUT_NOBODY, ROUTES
from tests.policy.world import SIGN_IN, World
from throughcare.web import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOT_A_PAGE = frozenset({
    "alive", "appointment_calendar", "assessment_record_pdf", "handover_pdf", "import_not_used",
    "new_worker_letter", "pack_pdf", "take_over", "notice_pdf", "consent_form", "sharing_account", "signed_form",
    "sign_out", "end_session", "stay",
    "single_sign_on_start", "single_sign_on_finish", "single_sign_on_back",
})  # fmt: skip
"""Files, and addresses that answer with another address."""
SAYS_MORE_EACH_TIME = frozenset(
    {"status", "audit", "audit_person", "audit_account", "who_looked", "who_looked_account", "my_sign_in"}
)
"""Looking twice changes what they say: who looked, or how many seconds ago."""
EMPTIED = """form => {
    form.noValidate = true;
    for (const one of form.querySelectorAll('input:not([type=hidden]), textarea, select')) {
        if (one.type === 'radio' || one.type === 'checkbox') one.checked = false; else one.value = '';
    }
}"""


@pytest.fixture
def server(transactional_db, settings, tmp_path):
    with (
        mock.patch.object(clock, "now", return_value=NOON),
        override_settings(VAR=tmp_path),
        served(settings) as running,
    ):
        yield running


@pytest.fixture
def world(server):
    return World(consents=("covering",))


class Opened:
    """Each page with the first post that may open it."""

    def __init__(self, world):
        self.world, self.clients = world, {}
        for role in SIGN_IN:
            for post in world.of(role):
                self.clients[post] = cast.signed_in(Client(raise_request_exception=False), post.membership.account)

    def pages(self):
        """As (name, address, membership), of each page the first two that somebody may open."""
        for name in sorted((set(ROUTES) | ABOUT_NOBODY) - NOT_A_PAGE):
            opened = ((address, self._opener(address)) for address in dict.fromkeys(self._addresses(name)))
            for address, post in islice((one for one in opened if one[1]), 2):
                yield name, address, post.membership

    def _addresses(self, name):
        if name in ROUTES:
            for life in self.world.lives.values():
                yield from self.world.addresses(name, life)[:2]
        with suppress(NoReverseMatch):
            yield reverse(name)

    def _opener(self, address):
        return next((post for post, client in self.clients.items() if _is_page(client.get(address))), None)


def _is_page(answer):
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def test_every_page_is_sound_with_scripts_and_without(browser, server, world):
    with quietly():
        pages = list(Opened(world).pages())
    looker, plain = Visitor(browser, server.url), Visitor(browser, server.url, scripts=False)
    wrong = []
    for name, address, member in pages:
        wrong += _looked_at(looker.is_now(member), plain.is_now(member), name, address)
    wrong += [one for name, address, member in pages for one in _sent_empty(looker.is_now(member), name, address)]

    assert wrong == []
    assert {name for name, _, _ in pages} >= {"person", "suite", "today", "assess", "sharing", "book", "follow_up"}


def _looked_at(looker, plain, name, address):
    yield from _unsound(looker.goes(address), name)
    seen, read = _words(looker), _words(plain.goes(address))
    if seen != read and name not in SAYS_MORE_EACH_TIME:
        yield f"{name}: without scripts it reads {read[:200]!r}, with them {seen[:200]!r}"


def _words(visitor):
    return " ".join(visitor.page.locator("main").inner_text().split())


def _unsound(visitor, name):
    try:
        visitor.looks(name)
    except AssertionError as complaint:
        yield str(complaint).splitlines()[0]


def _sent_empty(looker, name, address):
    """The first form of the page that is sent, with nothing in it."""
    looker.goes(address)
    form = looker.page.locator("main form[method=post]").first
    if not form.count():
        return
    form.evaluate(EMPTIED)
    with looker.page.expect_navigation():
        form.evaluate("form => form.requestSubmit()")
    summary = looker.page.locator(".govuk-error-summary")
    if not summary.count():
        return
    if not looker.page.title().startswith("Error: "):
        yield f"{name}: the title of the page with errors is {looker.page.title()!r}"
    if not summary.first.evaluate("one => one === document.activeElement"):
        yield f"{name}: the errors do not have the focus"
    yield from _unsound(looker, f"{name} with errors")

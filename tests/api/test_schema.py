"""Every operation against its own description, by a generator of requests; the oracle says who may be shown whom.

Bounded here: THROUGHCARE_API_EXAMPLES asks each operation so often, and `python -m tests.api.run` asks much more often.
"""

import os
from types import SimpleNamespace
from zlib import crc32

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from tests import cast
from tests.api import calling
from tests.oracles import policy
from throughcare.accounts import pace
from throughcare.api.description import describe
from throughcare.api.urls import api
from throughcare.rulebook.actors import OrganisationKind, Role

EXAMPLES = int(os.environ.get("THROUGHCARE_API_EXAMPLES", "4"))
FACTS_HERE = {"record_drug_tested", "record_test_authorised", "record_risk_found", "record_residence_established"}
"""Of the operations made by one function from the kinds of fact, these stand for all where time is short."""
CONFIG = SchemathesisConfig.from_dict({
    "generation": {"deterministic": True, "max-examples": EXAMPLES, "allow-x00": True, "database": "none",
                   "with-security-parameters": False},
    "phases": {"coverage": {"enabled": True}, "stateful": {"enabled": False}},
    "checks": {"positive_data_acceptance": {"enabled": False}},
})  # fmt: skip
"""That a fact is well formed does not say that it may be recorded: the rules refuse most."""


class App:
    """The whole door, made after the tests' settings are in force."""

    handler = None

    def __call__(self, environ, start_response):
        self.handler = self.handler or WSGIHandler()
        return self.handler(environ, start_response)


schema = schemathesis.openapi.from_dict(describe(api), config=CONFIG)
schema.app = App()
if "THROUGHCARE_API_EXAMPLES" not in os.environ:
    schema = schema.exclude(lambda context: _is_left_out(context.operation.definition.raw["operationId"]))


def _is_left_out(name):
    return name.startswith("record_") and name not in FACTS_HERE


@pytest.fixture
def one_connection():
    """A server closes its connection after each answer; a test works in one transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def callers(one_connection, monkeypatch, meera, rhian, outsider, administrator, glan_y_dwr):
    """Who asks, and what each is to the person who is held: (role, relationship) of the oracle, and headers."""
    monkeypatch.setattr(pace, "A_MINUTE", 10**9)
    auditor = cast.works_at(cast.opened(OrganisationKind.AUDITOR, "Audit", None), Role.AUDITOR, "Odile Árnason")
    posts = ((meera, "holds"), (rhian, "same_area"), (outsider, "unrelated"), (administrator, "unrelated"),
             (auditor, "unrelated"))  # fmt: skip
    found = [(post.role, related, calling.system(post).headers) for post, related in posts]
    return [*found, ("anonymous", "unrelated", {}), found[0]]


def as_the_oracle_says(who, person):
    """The check that comes with each answer."""

    def check(ctx, response, case):
        role, related, _ = who
        may = policy.expected("open_record", role, related, "none").allowed
        is_about = (case.path_parameters or {}).get("reference") == person.reference
        said = response.content.decode("utf-8", "replace")
        if not may:
            assert person.given_name not in said, f"{role} is shown somebody"
            assert not (is_about and response.status_code < 300), f"{role} is let in: {response.status_code}"

    return check


@pytest.mark.django_db
@schema.parametrize()
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_every_answer_is_described_and_the_oracles(case, callers, held):
    """N-44: no 5xx, no undocumented answer, nobody shown to whom the documents do not show them."""
    person, _ = held
    turn = crc32(
        f"{case.operation.label}{case.body!r}{case.query!r}{case.path_parameters!r}".encode("utf-8", "replace")
    )
    who = callers[turn % len(callers)]
    if "reference" in (case.path_parameters or {}) and turn % 3:
        case.path_parameters["reference"] = person.reference
    response = case.call(headers=who[2])
    case.validate_response(response, headers=who[2], additional_checks=[as_the_oracle_says(who, person)])


@pytest.mark.django_db
def test_the_check_finds_whoever_is_shown_somebody_against_the_documents(callers, held):
    """A planted answer that names the person: fine for whoever holds them, found for everybody else."""
    person, _ = held
    case = SimpleNamespace(path_parameters={"reference": person.reference})
    leak = SimpleNamespace(status_code=200, content=person.given_name.encode())
    found = {}
    for who in callers:
        try:
            as_the_oracle_says(who, person)(None, leak, case)
        except AssertionError:
            found[who[:2]] = True
        else:
            found[who[:2]] = False

    assert [who for who, is_found in found.items() if not is_found] == [("detention_officer", "holds")]

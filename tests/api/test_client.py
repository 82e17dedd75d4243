"""The client of the documentation, at work against a server."""

import importlib.util
from datetime import timedelta
from pathlib import Path
from threading import Thread
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from tests.api import calling
from tests.cast import *  # noqa: F403
from throughcare.journal.models import Entry
from throughcare.web import clock

DOCS = Path(__file__).parents[2] / "docs/how-to"


@pytest.fixture
def client_example():
    spec = importlib.util.spec_from_file_location("client", DOCS / "client.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def address(now):
    """A server of its own, without the redirect to TLS."""
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.django_db(transaction=True)
def test_the_example_does_what_it_says(address, meera, northmoor, client_example, capsys):
    at = timezone.now()
    key = calling.made(meera, at=at)[1]
    with patch.object(clock, "now", lambda: at + timedelta(seconds=30)):
        client_example.main(address, key, at=at)

    said = capsys.readouterr().out
    assert "Found here before: 0" in said
    assert "Castle Street custody suite: Require the assessments, or ask the inspector to decide, by 20" in said
    assert "Refused: Care plan refused is not recorded by Detention officer." in said
    assert "Follow from: " in said
    assert list(Entry.objects.order_by("seq").values_list("kind", flat=True)) == [
        "details_given", "residence_established", "language_needs", "arrested", "drug_tested",
    ]  # fmt: skip


def test_the_documentation_shows_that_very_file():
    page = (DOCS / "use-the-api.md").read_text("utf-8")

    assert (DOCS / "client.py").read_text("utf-8") in page

import pytest

from tests.api import calling
from tests.cast import *  # noqa: F403
from tests.web.suite_scene import NOW, arrested
from throughcare.web import clock


@pytest.fixture(autouse=True)
def now(settings, monkeypatch):
    """Friday 11 June 2010, 03:07 in London. By the patch that tests move it with, so that nothing is left behind."""
    settings.SECURE_SSL_REDIRECT = False
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture
def held(meera):
    """Somebody booked in at Castle Street four hours ago: the person, and the entry of the arrest."""
    return arrested(meera, "Niamh", "D’Arcy-Lloyd", cell="4")


@pytest.fixture
def castle(meera):
    """The custody system of Castle Street, which works as a detention officer."""
    return calling.system(meera)

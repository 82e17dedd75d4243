"""No line of a log names anybody or repeats what was typed, whatever went wrong (style 7, G8, C6)."""

import io
import logging
from contextlib import contextmanager

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import Story, set_clock
from tests.web.test_routes import address, routes
from throughcare.people.models import Person
from throughcare.web.log_lines import WithoutContent
from throughcare.web.person import page as person_page

pytestmark = pytest.mark.django_db
NAME, TYPED, PASSWORD = "Dafydd Llŷr O’Hare", "Cysgu ar y stryd ers Calan", "correct horse battery staple"
LINE = "{asctime} {levelname} {name} {message}"


@contextmanager
def written():
    """What a handler with the settings' formatter writes, at DEBUG, for Django's requests and for us."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutContent(LINE, style="{"))
    loggers = [logging.getLogger(name) for name in ("throughcare", "django.request", "django.security")]
    levels = [log.level for log in loggers]
    for log in loggers:
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
    yield stream
    for log, level in zip(loggers, levels, strict=True):
        log.removeHandler(handler)
        log.setLevel(level)


@pytest.fixture
def dafydd(settings, meera, northmoor_cjit):
    set_clock(settings)
    return Story(NAME, officer=meera).lives("NMR").speaks().required().expected(northmoor_cjit)


def said_nothing(lines, dafydd, *people):
    words = [*NAME.split(), TYPED, PASSWORD, dafydd.ref, dafydd.person.shown_reference, "1984", "/people/"]
    words += [word for one in people for word in (one.account.email, one.account.full_name)]
    return [word for word in words if word in lines]


def test_refusals_and_pages_that_are_not_there_name_nobody(dafydd, meera, rhian, outsider):
    with written() as lines:
        for who in (meera, rhian, outsider):
            client = cast.signed_in(Client(raise_request_exception=False), who.account)
            for route in routes():
                client.get(f"{address(route, dafydd.ref)}?q=Dafydd")
                client.post(address(route, dafydd.ref), {"words": TYPED, "q": TYPED, "reference": dafydd.ref})

    said = lines.getvalue()
    assert {status for status in ("403", "404", "405") if f" {status} " in said} == {"403", "404", "405"}
    assert said_nothing(said, dafydd, meera, rhian, outsider) == []


@pytest.mark.parametrize("error", [ValueError, SuspiciousOperation], ids=["500", "400"])
def test_an_error_says_where_and_not_about_whom(dafydd, rhian, monkeypatch, error):
    def fails(record, chosen):
        try:
            raise KeyError(NAME)
        except KeyError as cause:
            raise error(f"{record.person.full_name}: {TYPED}") from cause

    monkeypatch.setattr(person_page, "_page", fails)
    client = cast.signed_in(Client(raise_request_exception=False), rhian.account)

    with written() as lines:
        status = client.get(reverse("person", args=[dafydd.ref])).status_code

    assert status == (500 if error is ValueError else 400)
    assert all(word in lines.getvalue() for word in (error.__name__, "KeyError", "in fails"))
    assert said_nothing(lines.getvalue(), dafydd, rhian) == []


def test_a_refused_sign_in_and_a_form_from_elsewhere_name_nobody(dafydd, rhian):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    typed = {"email": rhian.account.email, "password": PASSWORD}

    with written() as lines:
        assert client.post(reverse("sign_in"), typed).status_code == 403
        Client().post(reverse("sign_in"), typed)
        Client().get(reverse("person", args=[dafydd.ref]), headers={"host": f"{dafydd.ref}.example.org"})

    assert "403 POST" in lines.getvalue()
    assert said_nothing(lines.getvalue(), dafydd, rhian) == []


def test_the_settings_write_lines_without_content(settings):
    formatters = settings.LOGGING["formatters"]

    assert {one["()"] for one in formatters.values()} == {f"{WithoutContent.__module__}.{WithoutContent.__name__}"}
    assert {one["formatter"] for one in settings.LOGGING["handlers"].values()} == set(formatters)


def test_an_exception_of_ours_names_the_record_by_its_key_only(dafydd):
    assert str(Person.objects.get(pk=dafydd.person.pk)) == dafydd.ref

"""No line of a log names anybody or repeats what was typed, whatever went wrong (style 7, G8, C6)."""

import io
import json
import logging
import re
from contextlib import contextmanager
from functools import partial

import pytest
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import Story, set_clock
from tests.web.test_routes import address, routes
from throughcare import settings as ours
from throughcare.people.models import Person
from throughcare.web.log_lines import AsJson, WithoutContent
from throughcare.web.person import page as person_page

pytestmark = pytest.mark.django_db
NAME, TYPED, PASSWORD = "Dafydd Llŷr O’Hare", "Cysgu ar y stryd ers Calan", "correct horse battery staple"
LINE = "{asctime} {levelname} {name} {message}"


NUMBERS = re.compile(r'"(request|membership)": "[0-9a-f-]*"')
"""Drawn by chance: a year stands in one now and then."""
FORMATTERS = {"text": WithoutContent(LINE, style="{"), "json": AsJson()}


@pytest.fixture(params=FORMATTERS)
def written(request):
    """What a handler with a formatter of the settings writes, at DEBUG, for Django, for gunicorn and for us."""
    return partial(writing, FORMATTERS[request.param])


@contextmanager
def writing(formatter):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    loggers = [
        logging.getLogger(name) for name in ("throughcare", "django.request", "django.security", "gunicorn.error")
    ]
    levels = [log.level for log in loggers]
    for log in loggers:
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
    logging.getLogger("throughcare.web.request_log").setLevel(logging.INFO)
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
    return [word for word in words if word in NUMBERS.sub("", lines)]


def test_refusals_and_pages_that_are_not_there_name_nobody(written, dafydd, meera, rhian, outsider):
    with written() as lines:
        for who in (meera, rhian, outsider):
            client = cast.signed_in(Client(raise_request_exception=False), who.account)
            for route in routes():
                client.get(f"{address(route, dafydd.ref)}?q=Dafydd")
                client.post(address(route, dafydd.ref), {"words": TYPED, "q": TYPED, "reference": dafydd.ref})

    said = lines.getvalue()
    assert {status for status in ("403", "404", "405") if f"{status} " in said} == {"403", "404", "405"}
    assert said_nothing(said, dafydd, meera, rhian, outsider) == []


@pytest.mark.parametrize("error", [ValueError, SuspiciousOperation], ids=["500", "400"])
def test_an_error_says_where_and_not_about_whom(written, dafydd, rhian, monkeypatch, error):
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


def test_a_refused_sign_in_and_a_form_from_elsewhere_name_nobody(written, dafydd, rhian):
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

    kinds = {f"{one.__module__}.{one.__name__}" for one in (WithoutContent, AsJson)}
    assert {one["()"] for one in formatters.values()} == kinds
    assert {one["formatter"] for one in settings.LOGGING["handlers"].values()} <= set(formatters)


def test_an_exception_of_ours_names_the_record_by_its_key_only(dafydd):
    assert str(Person.objects.get(pk=dafydd.person.pk)) == dafydd.ref


def test_a_line_of_json_says_what_happened_to_whoever_runs_it(dafydd, rhian):
    client = cast.signed_in(Client(), rhian.account)
    with writing(AsJson()) as lines:
        client.get(reverse("person", args=[dafydd.ref]), {"q": TYPED}, secure=True)
        client.get("/no-such-page", secure=True)

    [shown, missing, told] = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert shown.pop("ms") >= 0
    assert len(shown.pop("request")) == 32
    assert shown.pop("time").endswith("+00:00")
    assert shown == {
        "level": "INFO", "logger": "throughcare.web.request_log", "message": "answered", "route": "person",
        "method": "GET", "status": 200, "membership": str(rhian.pk),
    }  # fmt: skip
    assert (missing["route"], missing["status"]) == ("", 404)
    assert (told["logger"], told["message"]) == ("django.request", "404 GET no page of ours")
    assert told["request"] == missing["request"]


def test_every_line_of_one_request_bears_its_number_and_the_next_another(dafydd, rhian, monkeypatch):
    monkeypatch.setattr(person_page, "_page", lambda record, chosen: 1 / 0)
    client = cast.signed_in(Client(raise_request_exception=False), rhian.account)
    with writing(AsJson()) as lines:
        for _ in range(2):
            client.get(reverse("person", args=[dafydd.ref]), secure=True)

    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    numbers = [one["request"] for one in said]
    assert [numbers.count(number) for number in dict.fromkeys(numbers)] == [2, 2]
    assert "ZeroDivisionError" in said[0]["traceback"]


def test_what_others_say_of_a_request_is_cut_to_where_they_said_it(written):
    try:
        raise ValueError(NAME)
    except ValueError:
        with written() as lines:
            logging.getLogger("gunicorn.error").exception("Error handling request %s", "/people/23456789BC?q=Dafydd")
            logging.getLogger("gunicorn.error").warning(f"Invalid request: {TYPED}")
            logging.getLogger("gunicorn.error").info("Listening at: %s", "http://127.0.0.1:8000")

    said = lines.getvalue()
    assert [word for word in (*NAME.split(), "23456789BC", TYPED) if word in said] == []
    assert "ValueError" in said
    assert "Listening at: http://127.0.0.1:8000" in said


@pytest.mark.parametrize(("text", "refused"), [("json", False), ("text", False), ("xml", True), ("", True)])
def test_how_lines_are_written_is_one_of_two(text, refused):
    if refused:
        with pytest.raises(ImproperlyConfigured, match="THROUGHCARE_LOG"):
            ours._log(text)
    else:
        assert ours._log(text) == text

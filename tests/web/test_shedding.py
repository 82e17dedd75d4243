"""Who is let in, who waits and who is turned away, both sides of each number; and what the person reads then."""

import json
import threading
import time
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.journal.facts import arrest, made
from throughcare.cli import serve
from throughcare.journal.models import Entry
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role
from throughcare.web import clock, shedding, unavailable
from throughcare.web.shedding import Gate, Line

SOON = 5.0


def gate(**more):
    return Gate(at_work=3, **{"custody": Line(room=2, seconds=SOON), "others": Line(1, SOON, leaves_free=1)} | more)


def behind(line, made_gate):
    """Somebody in the line; answers by whether they were let in."""
    answers, before = [], len(line.waiting)
    thread = threading.Thread(target=lambda: answers.append(made_gate.enter(line)), daemon=True)
    thread.start()
    until = time.monotonic() + SOON
    while len(line.waiting) == before and time.monotonic() < until and not answers:
        time.sleep(0.001)
    return thread, answers


def let_in(waiting):
    thread, answers = waiting
    thread.join(SOON)
    return answers == [True]


def test_others_never_take_the_last_place_and_custody_does():
    one = gate(others=Line(0, SOON, leaves_free=1))

    assert [one.enter(one.others) for _ in range(3)] == [True, True, False]
    assert one.enter(one.custody)
    assert one.working == 3


def test_a_line_that_is_full_turns_away_at_once():
    one = gate(custody=Line(room=0, seconds=SOON))
    assert all(one.enter(one.custody) for _ in range(3))

    began = time.monotonic()
    assert not one.enter(one.custody)
    assert time.monotonic() - began < SOON / 2


def test_custody_is_let_in_before_whoever_came_first():
    one = gate()
    assert all(one.enter(one.custody) for _ in range(3))
    first, second = behind(one.others, one), behind(one.custody, one)

    one.leave()
    assert let_in(second)
    one.leave()
    assert first[1] == [], "the place that is kept free is not for others"
    one.leave()
    assert let_in(first)


def test_each_line_is_let_in_in_the_order_in_which_it_came():
    one = gate()
    assert all(one.enter(one.custody) for _ in range(3))
    first, second = behind(one.custody, one), behind(one.custody, one)

    one.leave()
    assert let_in(first)
    assert second[1] == []
    one.leave()
    assert let_in(second)


def test_patience_ends_and_the_place_in_the_line_is_free_again():
    one = gate(custody=Line(room=1, seconds=0.02))
    assert all(one.enter(one.custody) for _ in range(3))

    assert not one.enter(one.custody)
    assert not one.custody.waiting
    one.leave()
    assert one.enter(one.custody)


def test_nobody_works_beyond_the_number_however_many_come_at_once():
    one = Gate(at_work=2, custody=Line(room=40, seconds=SOON), others=Line(40, SOON, leaves_free=1))
    most, counted, entered = [0], threading.Lock(), []

    def work(line):
        if one.enter(line):
            with counted:
                most[0] = max(most[0], one.working)
            time.sleep(0.002)
            entered.append(1)
            one.leave()

    threads = [threading.Thread(target=work, args=(one.custody if n % 2 else one.others,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)

    assert (most[0], one.working, len(entered)) == (2, 0, 40)


def test_a_process_has_a_thread_for_all_that_work_or_wait_and_more():
    one = Gate()

    assert one.at_work + one.custody.room + one.others.room < serve.THREADS


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/suite", True), ("/suite/book-in", True), ("/people/23456789BC/notices", True),
        ("/people/23456789BC/drug-test", True), ("/people/23456789BC/record/released", True), ("/alive", True),
        ("/people/23456789BC/record/care_plan_agreed", False), ("/people/23456789BC", False), ("/today", False),
        ("/sign-in", False), ("/no-such-page", False),
    ],
)  # fmt: skip
def test_what_is_custody_is_told_by_the_address_alone(address, first):
    assert shedding.is_custody(RequestFactory().get(address)) is first


@pytest.fixture
def full(monkeypatch):
    """No place for anybody."""
    monkeypatch.setattr(Gate, "enter", lambda self, line: False)


@pytest.fixture
def dafydd(meera):
    person = Person.objects.create()
    made(person, arrest(), by=meera, at=clock.now())
    return person


def form(person, what="Cysgu ar y stryd"):
    at = clock.now()
    return reverse("record", args=[person.reference, "risk_found"]), {
        "entry": "00000000-0000-0000-0000-000000000007", "risk": "to the person", "what": what, "taker": "Sgt <b>",
        "happened_at-day": at.day, "happened_at-month": at.month, "happened_at-year": at.year,
        "happened_at-time": f"{at:%H:%M}",
    }  # fmt: skip


@pytest.mark.django_db
def test_whoever_is_turned_away_is_told_and_keeps_what_they_typed(settings, meera, dafydd, full):
    settings.SECURE_SSL_REDIRECT = False
    client = cast.signed_in(Client(), meera.account)

    shown, sent = client.get(reverse("suite")), client.post(*form(dafydd))

    assert (shown.status_code, shown["Retry-After"], shown["Cache-Control"]) == (503, "5", "no-store")
    assert "Too many people are at work here just now" in shown.content.decode()
    text = sent.content.decode()
    assert (sent.status_code, Entry.objects.filter(kind="risk_found").count()) == (503, 0)
    assert "Cysgu ar y stryd" in text
    assert "Sgt &lt;b&gt;" in text
    assert 'name="entry" value="00000000-0000-0000-0000-000000000007"' in text


@pytest.mark.django_db
def test_being_turned_away_asks_the_database_nothing(settings, client, full, django_assert_num_queries):
    settings.SECURE_SSL_REDIRECT = False
    with django_assert_num_queries(0):
        assert client.get("/today").status_code == 503


@pytest.mark.django_db
def test_what_was_typed_on_the_way_in_is_given_back_to_nobody(settings, client, full):
    settings.SECURE_SSL_REDIRECT = False
    answer = client.post(reverse("sign_in"), {"email": "dafydd@example.org", "password": "cysgu ar y stryd"})

    assert answer.status_code == 503
    assert "cysgu" not in answer.content.decode()
    assert "dafydd" not in answer.content.decode()


@pytest.mark.django_db
def test_whoever_works_in_a_suite_is_known_by_their_session_from_the_first_answer(settings, meera, rhian, dafydd):
    settings.SECURE_SSL_REDIRECT = False
    person, lines = reverse("person", args=[dafydd.reference]), []
    board = reverse("suite")
    for who in (meera, rhian):
        client = cast.signed_in(Client(), who.account)
        handler = client.handler
        client.get(person)
        door = _door(handler)
        for address in (person, board):
            request = RequestFactory().get(address)
            request.COOKIES = {name: one.value for name, one in client.cookies.items()}
            lines.append(door._line(request, request.COOKIES[settings.SESSION_COOKIE_NAME]) is door.gate.custody)

    assert lines == [True, True, False, False]


def _door(handler):
    """The one of these among everything that stands around a page."""
    layer = handler._middleware_chain
    while not isinstance(layer, shedding.Shedding):
        inside = [one.cell_contents for one in layer.__closure__] if hasattr(layer, "__closure__") else [layer]
        layer = next((one for one in inside if isinstance(one, shedding.Shedding)), None) or next(
            one.get_response for one in inside if hasattr(one, "get_response")
        )
    return layer


def test_what_is_remembered_of_sessions_has_an_end(monkeypatch):
    monkeypatch.setattr(shedding, "REMEMBERED", 2)
    one = shedding.Shedding(lambda request: None)
    for number in range(5):
        request = RequestFactory().get("/today")
        request.working_as = SimpleNamespace(role=Role.DETENTION_OFFICER)
        request.COOKIES = {"session": str(number), "__Host-session": str(number)}
        one(request)

    assert len(one._is_police) <= 2


@pytest.mark.django_db
def test_a_place_is_given_back_whatever_happens_in_it(monkeypatch):
    one = shedding.Shedding(lambda request: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        one(RequestFactory().get("/today"))

    assert one.gate.working == 0


def test_another_system_is_told_by_a_problem_document():
    answer = unavailable.answer(RequestFactory().post("/api/v1/entries"), unavailable.BUSY)

    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, "application/problem+json", "5")
    assert json.loads(answer.content)["status"] == 503


def test_the_page_is_made_once_and_says_its_own_reason():
    request = RequestFactory().get("/today")

    assert b"Nothing can be recorded" in unavailable.answer(request, unavailable.CANNOT_WRITE).content
    assert b"Too many people" in unavailable.answer(request, unavailable.BUSY).content

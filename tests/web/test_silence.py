"""No answer of a suite's search or booking in depends on who is known elsewhere: not its words, counts, order or cost.

Each page is asked for twice: with nobody hidden, and with namesakes planted at another team. Bytes and SQL are equal.
"""

import re
from datetime import date
from unittest import mock
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from tests.cast import works_at
from tests.people.conftest import a_person
from tests.web.cjit_story import waiting_for_a_manager
from tests.web.suite_scene import NOW, address, arrested, at, signed_in
from tests.web.test_custody_book_in import answers
from throughcare.access import scope
from throughcare.matching.comparing import compare_what_is_new
from throughcare.matching.deciding import asked_of, decide
from throughcare.matching.models import Answer, PossibleMatch
from throughcare.people.search import UNINDEXED, search
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db
BORN = date(1984, 11, 9)
ASKED = ["O’Hare", "dafydd o'hare", "9 11 1984", "o'hare 9.11.1984", "o", "nobody at all"]
ENTRY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(autouse=True)
def at_night():
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield


@pytest.fixture
def nia(mill_lane, northmoor_cjit, glan_y_dwr_cjit):
    """Detention officer at Mill Lane; she sees one O'Hare of her own suite."""
    nia = works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis")
    arrested(nia, "Gwenda", "O'Hare", area="GYD", ago=30)
    return nia


@pytest.fixture
def hide(meera, sian):
    """Plants people another suite and a CJIT know well: the same names, the same birth, near and far in the order."""

    def planted():
        for name in ("Dafydd O’Hare", "Aaron O'Hare", "Zygmunt O'Hare"):
            waiting_for_a_manager(officer=meera, worker=sian, name=name, at=at(20))
        for number in range(60):
            a_person("Dafydd", f"O'Hare{number}", BORN)

    return planted


def issued(ask):
    """The answer without tokens and ids made for it, and the SQL behind it without its values.

    When a session was last used, and how long it has left, is noted by the clock on the wall: both are left out.
    """
    statements = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = ask()
    text = re.sub(r'((?:csrfmiddlewaretoken|entry)" value="|data-left=")[^"]*', r"\1", answer.content.decode())
    return answer.status_code, text, [sql for sql in statements if "accounts_session" not in sql]


def search_pages(client):
    for text in ASKED:
        yield "find", text, issued(lambda text=text: client.get(reverse("find"), {"q": text}, secure=True))
        for typed in (text, f"{text}, Dafydd, 9/11/1984, CS/1", "NM/2010/1"):
            yield "box", typed, issued(lambda typed=typed: client.post(reverse("book_in"), {"box": typed}, secure=True))


def test_a_search_answers_the_same_whoever_is_known_elsewhere(nia, hide):
    client = signed_in(nia)
    list(search_pages(client))
    before = list(search_pages(client))

    hide()

    assert before == list(search_pages(client))
    assert "Gwenda" in before[0][2][1]


BOOKED = {"given_name": "Dafydd", "family_name": "O'Hare", "born_on-day": "9", "born_on-month": "11",
          "born_on-year": "1984", "entry": ENTRY, "agreed": "GYD"}  # fmt: skip


@pytest.mark.parametrize("name", ["Dafydd", "Gwenda"], ids=["only a hidden namesake", "one of the suite's own too"])
def test_booking_in_answers_the_same_whoever_is_known_elsewhere(nia, hide, name):
    client = signed_in(nia)

    def ask():
        wanted = answers(**BOOKED | {"given_name": name, "custody_number": ""})
        return issued(lambda: client.post(reverse("book_in"), wanted, secure=True))

    ask()
    before = ask()
    hide()

    assert ask() == before


def test_booking_in_records_the_same_with_the_same_statements(nia, hide):
    client = signed_in(nia)
    hide()

    wanted = answers(**BOOKED, looked="yes")

    status, _, statements = issued(lambda: client.post(reverse("book_in"), wanted, secure=True))

    assert status == 302
    assert not [sql for sql in statements if "matching_" in sql], "what is alike is looked for by the worker alone"


def test_somebody_of_the_suites_own_is_offered_once(nia):
    client = signed_in(nia)
    wanted = answers(**BOOKED | {"given_name": "Gwenda"})

    offered = client.post(reverse("book_in"), wanted, secure=True).content.decode()
    person = re.search(r'name="same" value="(\w+)"', offered)[1]
    anew = client.post(reverse("book_in"), {**wanted, "looked": "yes"}, secure=True)

    assert "Is it one of these?" in offered
    assert "In this suite now" in offered
    assert 'name="looked" value="yes"' in offered
    assert anew.status_code == 302
    again = answers(**BOOKED | {"given_name": "Gwenda", "entry": str(UUID(int=7)), "same": person})
    assert client.post(reverse("book_in"), again, secure=True).status_code == 302
    assert search(text="Gwenda", within=scope.people(membership=nia, at=NOW)).count() == 2


def test_a_chosen_record_of_another_suite_is_as_if_it_were_not_there(nia, meera):
    stranger = arrested(meera, "Dafydd", "O'Hare")[0]

    wanted = answers(**BOOKED | {"same": stranger.reference, "looked": "yes"})
    assert signed_in(nia).post(reverse("book_in"), wanted, secure=True).status_code == 302

    stranger.refresh_from_db()
    assert stranger.length == 4


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the words of this plan are SQLite's")
@pytest.mark.parametrize("text", [text for text in ASKED if text != "nobody at all"])
def test_a_search_begins_with_whom_the_team_sees(nia, text):
    """No index over everyone by name or birth is asked, so its time does not tell how many fit elsewhere."""
    within = scope.people(membership=nia, at=NOW)
    plans = [search(text=text, within=within).explain(), within.alias(**UNINDEXED).filter(born=BORN).explain()]

    for plan in plans:
        assert "names_folded" not in plan
        assert "born_on" not in plan
        assert "SCAN people_person" not in plan


def suites_pages(client, newcomer):
    pages = [reverse("suite"), reverse("book_in"), address("person", newcomer), address("notice", newcomer)]
    asked = [
        *pages,
        f"{reverse('find')}?q=hare",
        f"{pages[1]}?person={newcomer.reference}",
    ]
    return [(page, issued(lambda page=page: client.get(page, secure=True))) for page in asked]


def test_the_suite_never_learns_of_a_match_or_of_what_was_decided(nia, meera, sian):
    """P-22, P-41: byte for byte the same before it is found, while it waits, and after each answer."""
    waiting_for_a_manager(officer=meera, worker=sian, name="Dafydd O’Hare", at=at(20))
    newcomer, _ = arrested(nia, "Dafydd", "O'Hare", area="GYD")
    client = signed_in(nia)
    suites_pages(client, newcomer)
    before = suites_pages(client, newcomer)

    compare_what_is_new(at=NOW)
    waiting = suites_pages(client, newcomer)
    match = asked_of(membership=sian, at=NOW).get(other=newcomer)
    for answer in Answer:
        decide(match=match, answer=answer, why="x", by=sian, at=NOW)
        assert suites_pages(client, newcomer) == before

    assert waiting == before
    for page in ("matches", "match"):
        args = [match.pk] if page == "match" else []
        assert client.get(reverse(page, args=args), secure=True).status_code == 403


def test_the_other_cjit_and_its_manager_find_no_match_of_somebody_elses_person(nia, meera, sian, rhian, outsider):
    waiting_for_a_manager(officer=meera, worker=sian, name="Dafydd O’Hare", at=at(20))
    arrested(nia, "Dafydd", "O'Hare", area="GYD")
    compare_what_is_new(at=NOW)

    for match in PossibleMatch.objects.all():
        for other in (rhian, outsider):
            client = signed_in(other)
            assert client.get(reverse("match", args=[match.pk]), secure=True).status_code == 404
            assert "Hare" not in client.get(reverse("matches"), secure=True).content.decode()

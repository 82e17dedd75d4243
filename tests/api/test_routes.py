"""Every operation, every role: nothing is open that was not opened on purpose, and nothing leaves unlogged."""

from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from tests import cast
from tests.api.calling import ROOT, System, problem, system
from tests.web.test_routes import API, every_route
from throughcare.access import read_log
from throughcare.access.models import Reading
from throughcare.api.keys import Key
from throughcare.api.urls import api
from throughcare.people.models import Person
from throughcare.rulebook.actors import ROLES, Role
from throughcare.web.access import looked_words

OPEN_TO_ALL = {"api_description", "api_nothing"}
SIGNED_IN = [role for role, row in ROLES.items() if row.signs_in]
RECORDS_ONE = "api_record_died"
"""One operation stands for all that record a kind of fact: they are made by one function."""


def operations():
    """Path, operation: as the library holds them."""
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield path, operation


def asked():
    """The same, one for each way of being made."""
    return [
        one for one in operations() if not one[1].url_name.startswith("api_record_") or one[1].url_name == RECORDS_ONE
    ]


def sent(system, path, operation, reference):
    values = {"reference": reference, "entry": str(uuid4()), "notice": str(uuid4()), "team": str(uuid4())}
    address = path.format(**values)
    (method,) = operation.methods
    return system.get(address, q="Nobody") if method == "GET" else system.post(address, {})


def test_every_operation_says_to_which_roles_it_is_open():
    for path, operation in operations():
        (key,) = operation.auth_callbacks
        assert isinstance(key, Key), path
        assert key.roles, path


def test_whatever_forgets_to_say_it_is_open_to_nobody():
    assert [key.roles for key in api.auth] == [frozenset()]


def test_every_address_is_an_operation_or_the_description():
    named = {route.name for route in every_route() if route.name.startswith(API)}

    assert named == {operation.url_name for _, operation in operations()} | OPEN_TO_ALL


def test_every_operation_about_one_person_has_words_in_who_looked():
    for path, operation in operations():
        if "{reference}" in path:
            said = looked_words.page(Reading(operation=operation.url_name))
            assert "api" not in said.split(), operation.url_name


@pytest.mark.django_db
@pytest.mark.parametrize("role", SIGNED_IN)
def test_a_key_opens_the_operations_of_its_role_and_no_others(role):
    member = cast.works_at(cast.opened(ROLES[Role(role)].kind, "A team", None), role, f"Somebody {role}")
    person, caller = Person.objects.create(), system(member)

    for path, operation in asked():
        answer = sent(caller, path, operation, person.reference)
        if role not in operation.auth_callbacks[0].roles:
            assert problem(answer)[:2] == (403, "not_for_this_role"), path
        elif "{" in path:
            assert problem(answer)[0] in {404, 422}, path
        else:
            assert answer.status_code in {200, 422}, path


@pytest.mark.django_db
def test_without_a_key_and_with_a_session_nothing_opens(meera):
    person, nobody, signed_in = Person.objects.create(), System(""), System("")
    cast.signed_in(signed_in.client, meera.account)

    for path, operation in operations():
        for caller in (nobody, signed_in):
            assert problem(sent(caller, path, operation, person.reference))[0] == 401, path
        assert nobody.client.post(f"{ROOT}{path}".format(reference="x", entry="x", notice="x", team="x"))


@pytest.mark.django_db
def test_somebody_nobody_here_is_involved_with_answers_like_one_that_is_not_there(outsider):
    someone, caller = Person.objects.create(), system(outsider)

    for path, operation in asked():
        if "{reference}" in path:
            there, absent = (sent(caller, path, operation, one) for one in (someone.reference, "BBBBBBBBBB"))
            assert (there.status_code, there.content) == (absent.status_code, absent.content), path


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_address_answers_to_another_method(castle, held, method):
    answer = getattr(castle.client, method)(f"{ROOT}/people/{held[0].reference}/standing", headers=castle.headers)

    assert problem(answer)[:2] == (405, "no_such_method")
    assert answer["Allow"] == "GET"


@pytest.mark.django_db
def test_who_was_shown_is_in_the_log_and_who_was_refused_is_not(castle, held, meera):
    person, _ = held

    castle.get("/people", q="Niamh")
    castle.get(f"/people/{person.reference}/standing")
    castle.get("/people/BBBBBBBBBB/standing")

    logged = [
        (one.operation, one.method, one.account, list(one.of.values_list("person", flat=True)))
        for one in Reading.objects.all()
    ]
    assert logged == [
        ("api_people", "GET", meera.account, [person.pk]), ("api_standing", "GET", meera.account, [person.pk]),
    ]  # fmt: skip


@pytest.mark.django_db
def test_without_a_log_there_is_no_data(castle, held, monkeypatch):
    def fails(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(read_log, "write", fails)

    answer = castle.get(f"/people/{held[0].reference}/standing")

    assert problem(answer)[:2] == (503, "not_logged")
    assert "Niamh" not in answer.content.decode()


@pytest.mark.django_db
def test_the_description_is_open_to_all(client):
    assert client.get(reverse("api_description")).json()["openapi"] == "3.1.0"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v2/people", "/api/v1/people/", "/api/"])
def test_an_address_that_is_none_is_a_problem_too(client, method, address):
    assert problem(getattr(client, method)(address))[:2] == (404, "no_such_address")

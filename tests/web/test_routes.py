"""Every page for every role: nothing is open that was not opened on purpose."""

import re
from dataclasses import asdict
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests import cast
from tests.cast import *  # noqa: F403
from throughcare.accounts import codes, factors
from throughcare.accounts.actions import open_account
from throughcare.people.models import Person
from throughcare.rulebook.actors import ROLES, Role
from throughcare.web.account import pending
from throughcare.web.desks import OPEN_TO_STAFF

OPEN_TO_ALL = {
    "sign_in",
    "recover",
    "single_sign_on",
    "single_sign_on_back",
    "help",
    "accessibility",
    "protocols",
    "alive",
}
OPEN_WHILE_IN_FORCE = {"protocol"}
BY_ONES_ORGANISATION = {"single_sign_on_start", "single_sign_on_finish"}
HALF_WAY = {"second_step", "set_up", "set_up_one", "new_password"}
"""Only for who has passed the first step and not the last: to everyone else they are the way to sign in."""
SIGNED_IN = [role for role, row in ROLES.items() if row.signs_in]


API = "api_"
"""So begin the names of what a key opens, and no session: see tests/api/test_routes.py."""


def every_route():
    def walk(patterns):
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns)
            elif isinstance(each, URLPattern):
                yield each

    return [route for route in walk(get_resolver().url_patterns) if route.name]


def routes():
    return [route for route in every_route() if not route.name.startswith(API)]


def address(route, reference):
    values = {
        "reference": reference, "key": f"give_ra1:{uuid4()}", "kind": "arrested", "entry": str(uuid4()),
        "notice": str(uuid4()), "organisation": str(uuid4()), "membership": str(uuid4()), "account": str(uuid4()),
        "account_id": str(uuid4()), "factor_id": str(uuid4()), "kept_id": str(uuid4()), "way": "codes",
        "match": str(uuid4()), "opening": str(uuid4()), "protocol": str(uuid4()),
        "slot": str(uuid4()), "test": str(uuid4()), "row": str(uuid4()), "pack": "1", "number": "00001-01-6",
        "draft": str(uuid4()), "record": str(uuid4()), "name": "here", "made": str(uuid4()), "imported": str(uuid4()),
    }  # fmt: skip
    return reverse(route.name, kwargs={name: values[name] for name in route.pattern.converters})


def test_every_page_says_who_may_open_it():
    undeclared = {
        route.name
        for route in routes()
        if not hasattr(route.callback, "roles")
        and route.name not in OPEN_TO_ALL | OPEN_TO_STAFF | HALF_WAY | BY_ONES_ORGANISATION | OPEN_WHILE_IN_FORCE
    }

    assert undeclared == set()


@pytest.mark.django_db
def test_nobody_gets_past_the_door_without_signing_in():
    person = Person.objects.create()

    for route in routes():
        answer = Client().get(address(route, person.reference), secure=True)
        if route.name in OPEN_TO_ALL:
            assert answer.status_code == 200, route.name
        else:
            closed = {404} if route.name in {"single_sign_on_start", "protocol"} else {302, 405}  # there is none
            assert answer.status_code in closed, route.name
            assert answer.status_code in {404, 405} or answer.url.startswith("/sign-in"), route.name


@pytest.mark.django_db
@pytest.mark.parametrize("role", SIGNED_IN)
def test_a_role_opens_its_own_pages_and_no_others(role):
    team = cast.opened(ROLES[Role(role)].kind, "A team", None)
    member = cast.works_at(team, role, f"Somebody {role}")
    person, client = Person.objects.create(), Client()
    cast.signed_in(client, member.account)

    for route in (route for route in routes() if route.name != "sign_out"):
        allowed = getattr(route.callback, "roles", None)
        for method in (client.get, client.post):
            status = method(address(route, person.reference), secure=True).status_code
            if allowed is not None and role not in allowed:
                assert status == 403, (route.name, method)
            elif allowed is not None and "reference" in route.pattern.converters:
                assert status in {404, 405}, (route.name, method)


@pytest.mark.django_db
def test_a_person_nobody_here_is_involved_with_answers_like_one_that_is_not_there(outsider):
    someone, client = Person.objects.create(), Client()
    cast.signed_in(client, outsider.account)

    there = client.get(reverse("person", args=[someone.reference]), secure=True)
    absent = client.get(reverse("person", args=["BBBBBBBBBB"]), secure=True)

    assert (there.status_code, without_tokens(there)) == (absent.status_code, without_tokens(absent))


def without_tokens(answer):
    """Nor how long the session has left."""
    return re.sub(r'(csrfmiddlewaretoken" value="|data-left=")[^"]*', r"\1", answer.content.decode())


def half_way(**known):
    """A session after the password and before the second step."""
    account = open_account(email="new@example.org", full_name="Half Way", password=None)
    if known.pop("has_app", False):
        factors.add_codes(account=account, secret=codes.new_secret(), at=timezone.now())
    client = Client()
    session = client.session
    since = timezone.now().isoformat()
    session[pending.HELD_AS] = asdict(pending.Pending(account=str(account.pk), since=since, **known))
    session.save()
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "opens"),
    [
        ({}, {"set_up", "set_up_one"}),
        ({"has_app": True}, {"second_step"}),
        ({"has_app": True, "is_factor_lost": True}, {"set_up", "set_up_one"}),
        ({"has_app": True, "is_password_lost": True}, {"second_step"}),
        ({"is_factor_lost": True, "is_password_lost": True}, {"new_password"}),
    ],
    ids=["no second step yet", "with an app", "app lost", "password lost", "both lost"],
)
def test_until_the_last_step_a_session_opens_nothing_but_the_step_that_is_due(known, opens):
    client = half_way(**known)
    person = Person.objects.create()

    for route in (route for route in routes() if route.name not in OPEN_TO_ALL):
        answer = client.get(address(route, person.reference), secure=True)
        if route.name in opens:
            assert answer.status_code == 200, route.name
        else:
            closed = {404} if route.name in {"single_sign_on_start", "protocol"} else {302, 405}  # there is none
            assert answer.status_code in closed, route.name
            assert answer.status_code in {404, 405} or answer.url.startswith("/sign-in"), route.name


@pytest.mark.django_db
def test_a_session_that_was_not_begun_by_the_last_step_is_nobodys(meera):
    client = Client()
    client.force_login(meera.account)

    assert client.get("/suite", secure=True).url.startswith("/sign-in")

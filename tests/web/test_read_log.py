"""Every answer that shows anyone is in the log once, with everyone it shows and no one else; without a log, no data."""

import ast
import io
import re
from collections import Counter
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest
from django.apps import apps
from django.db import connection
from django.urls import resolve, reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.policy.routes import ROUTES
from tests.web.cjit_story import EXPECTED, FRIDAY, MONDAY, Story, place, set_clock, waiting_for_a_manager
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import shared_and_told
from tests.web.test_routes import routes
from throughcare.access import conflicts, openings
from throughcare.access.models import Reading, Reason
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.web.access import looked_words

SOURCE = Path(__file__).parents[2] / "src" / "throughcare"


@pytest.fixture
def everyone(settings, meera, rhian, sian, eluned, northmoor_manager, northmoor_cjit, glan_y_dwr_cjit, marc):
    """People at every stage, each with a name that stands nowhere else."""
    set_clock(settings)
    for team in (northmoor_cjit, glan_y_dwr_cjit):
        team.address, team.phone = "12 Heol y Bont", "01632 960214"
        team.save()
    place(glan_y_dwr_cjit, EXPECTED + timedelta(hours=3))
    Story("Quornia Vextable", officer=meera).lives("GYD").required()
    Story("Zebulon Ampharetid", officer=meera).lives("NMR").required().expected(northmoor_cjit)
    Story("Ottoline Brackwater", officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released()
    came = Story("Perpetua Oxbow", officer=meera).lives("GYD").required()
    came.expected(glan_y_dwr_cjit, at=FRIDAY + timedelta(hours=1)).released()
    came.assessed(sian).decided(sian)
    waiting_for_a_manager(officer=meera, worker=sian, name="Thessaly Underlock")
    ignatius = waiting_for_a_manager(officer=meera, worker=sian, name="Ignatius Plumbago").managed(eluned, sian)
    shared_and_told(ignatius, worker=sian, scheme=marc.organisation)
    in_an_emergency(northmoor_manager, came.person, eluned)
    auditor = cast.works_at(cast.opened(OrganisationKind.AUDITOR, "Audit", None), Role.AUDITOR, "Odile Árnason")
    return [meera, rhian, sian, eluned, northmoor_manager, auditor, marc]


def in_an_emergency(membership, person, known_to):
    """Opened by somebody who could not see it, and known to somebody who from now on cannot."""
    why = openings.Why(reason=Reason.LIFE, words="Collapsed at the station; paramedics ask.")
    openings.ask(key=uuid4(), membership=membership, person=person, why=why, at=MONDAY - timedelta(minutes=3))
    note = {"note": "", "by": known_to, "at": MONDAY - timedelta(minutes=2)}
    conflicts.declare(account=known_to.account, person=person, **note)


def text_of(response):
    if response.headers["Content-Type"] == "application/pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
    return unescape(response.content.decode())


NAMES_NOBODY = frozenset({"appointment_calendar"})
"""About the person in their address, and written so that no name stands in them."""


def shown_in(response):
    asked = getattr(response, "resolver_match", None)
    if asked and asked.url_name in NAMES_NOBODY and response.status_code == 200:
        assert not shown_in_words(response)
        return set(Person.objects.filter(reference=asked.kwargs["reference"]).values_list("pk", flat=True))
    return shown_in_words(response)


def shown_in_words(response):
    text = text_of(response)
    marks = {one.pk: (one.given_name, one.family_name, one.reference, one.shown_reference) for one in people()}
    return {person for person, words in marks.items() if any(word in text for word in words)}


def people():
    return [one for one in Person.objects.all() if one.given_name]


def links(response):
    if not response.headers["Content-Type"].startswith("text/html"):
        return set()
    found = {unescape(link).split("#")[0] for link in re.findall(r'href="([^"]+)"', response.content.decode())}
    return {link for link in found if link.startswith("/") and not link.startswith("/static/")}


ASKED_BY_THE_MATRIX = frozenset({
    "assessment_record_pdf", "assess_check", "assess_section", "update_record", "missed_bundle", "take_on_risk",
    "why_no_ra1",
})  # fmt: skip
"""Pages that need a draft, a record, a risk, a missed appointment or a release without RA1.

The matrix of policy judges their readings.
"""
DAYS_OF_A_DIARY = 6
"""One day links to the next without end; so many questions of one page are asked."""


def walked(client, first):
    """Every page that links lead to, and every page about anyone they lead to, each once."""
    ahead, seen, asked = [first], set(), Counter()
    while ahead:
        address = ahead.pop()
        path, _, question = address.partition("?")
        asked[path] += bool(question)
        if address in seen or (path.startswith("/diary") and asked[path] > DAYS_OF_A_DIARY):
            continue
        seen.add(address)
        last = Reading.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        response = client.get(address)
        written = Reading.objects.filter(pk__gt=last)
        ahead += [response.url] if response.status_code == 302 else links(response)
        ahead += pages_about(resolve(address.split("?")[0]).kwargs.get("reference"))
        yield address, response, list(written)


def pages_about(reference):
    """Those without anything else in their address."""
    alone = [route for route in routes() if list(route.pattern.converters) == ["reference"]]
    return [reverse(route.name, args=[reference]) for route in alone] if reference else []


@pytest.mark.django_db
def test_every_page_names_exactly_those_it_shows(client, everyone):
    reached, wrong = set(), []

    for member in everyone:
        cast.signed_in(client, member.account)
        for address, response, written in walked(client, "/"):
            reached |= {resolve(address.split("?")[0]).url_name} if response.status_code == 200 else set()
            named = {one for reading in written for one in reading.of.values_list("person", flat=True)}
            if named != shown_in(response) or len(written) != (1 if named else 0):
                wrong.append((member.role, address, response.status_code, len(written), len(named)))

    assert wrong == []
    assert set(Reading.objects.values_list("operation", flat=True)) <= set(looked_words.PAGES)
    about_one = {route.name for route in routes() if "reference" in route.pattern.converters}
    assert about_one - reached - ASKED_BY_THE_MATRIX == set()
    assert set(ROUTES) >= ASKED_BY_THE_MATRIX


def test_every_page_about_one_person_has_words_in_who_looked():
    "A person who asks who looked reads no name of a program's part."
    named = {route.name for route in routes() if "reference" in route.pattern.converters}

    assert named <= set(looked_words.PAGES)


@pytest.fixture
def full_disk():
    """The database takes no row into the read log any more."""
    with connection.cursor() as cursor:
        for statement in BROKEN[connection.vendor]:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        cursor.execute(MENDED[connection.vendor])


BROKEN = {
    "sqlite": ["CREATE TRIGGER full_disk BEFORE INSERT ON access_reading BEGIN SELECT RAISE(ABORT, 'full'); END"],
    "postgresql": ["ALTER TABLE access_reading ADD CONSTRAINT full_disk CHECK (id IS NULL) NOT VALID"],
}
MENDED = {
    "sqlite": "DROP TRIGGER full_disk",
    "postgresql": "ALTER TABLE access_reading DROP CONSTRAINT full_disk",
}


@pytest.mark.django_db(transaction=True)
def test_without_a_log_there_is_no_data(client, everyone, request):
    ways = {}
    for member in everyone:
        cast.signed_in(client, member.account)
        ways[member] = {written[0].operation: address for address, _, written in walked(client, "/") if written}
    kept = Reading.objects.count()

    request.getfixturevalue("full_disk")

    for member, pages in ways.items():
        cast.signed_in(client, member.account)
        for address in pages.values():
            response = client.get(address)
            assert (response.status_code, shown_in(response)) == (503, set()), address
            assert "Content-Disposition" not in response.headers
    assert Reading.objects.count() == kept


@pytest.mark.django_db
def test_a_page_that_shows_nobody_and_a_page_of_errors_leave_no_row(client, everyone):
    cast.signed_in(client, everyone[2].account)
    person = people()[-1]

    for address in (reverse("help"), reverse("find"), reverse("find") + "?q=nobody"):
        assert client.get(address).status_code == 200
    assert client.get(reverse("why", args=[person.reference, "nothing:like-this"])).status_code == 404

    assert not Reading.objects.exists()


@pytest.mark.django_db
def test_a_form_that_leads_on_leaves_no_row_and_one_that_comes_back_leaves_one(client, everyone):
    eluned = everyone[3]
    cast.signed_in(client, eluned.account)
    thessaly = next(one for one in people() if one.given_name == "Thessaly")
    address = reverse("name_case_manager", args=[thessaly.reference])

    assert client.post(address, {"entry": str(uuid4()), "worker": str(everyone[2].pk)}).status_code == 302
    assert not Reading.objects.exists()

    assert client.post(address, {"worker": ""}).status_code == 422
    reading = Reading.objects.get()
    assert (reading.operation, reading.method) == ("name_case_manager", "POST")
    assert [one.person for one in reading.of.all()] == [thessaly]


@pytest.mark.django_db
def test_a_row_says_who_where_when_and_as_what_and_nothing_that_was_shown(client, everyone):
    sian = everyone[2]
    cast.signed_in(client, sian.account)

    client.get(reverse("today"))

    row = Reading.objects.get()
    assert (row.account, row.membership, row.team) == (sian.account, sian, sian.organisation)
    assert (row.operation, row.method, row.purpose, row.basis) == (
        "today", "GET", "the person's case", "a list of one's own people",
    )  # fmt: skip
    assert set(row.classes.split(", ")) == set(DataClass)
    assert row.people == row.of.count() > 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_reading")
        kept = str(cursor.fetchall())
    assert not [word for one in people() for word in (one.given_name, one.family_name) if word in kept]


ONLY_AN_ID = {"Booking", "SealedHead", "Compared", "MatchKey", "PossibleMatch", "ReadingOf", "Conflict", "Opening"}
"""They hold no more than whom; what a page shows of the person is read from the person."""


def test_every_row_about_a_person_is_noted_when_it_is_read():
    about = {model for model in apps.get_models() for field in model._meta.fields if field.related_model is Person}

    assert {model.__name__ for model in about if not issubclass(model, AboutSomeone)} <= ONLY_AN_ID


def test_nothing_is_streamed():
    """What is read while an answer is on its way would come after its row."""
    assert [path.name for path in SOURCE.rglob("*.py") if "StreamingHttpResponse" in path.read_text()] == []


READ_WITHOUT_ROWS = {"journal", "organisations", "operations"}
"""Rooms that read by SQL of their own: the journal notes whom it reads; a backup shows nobody."""


def test_nothing_about_people_is_read_past_the_log():
    """A row made into a Person or a projection is noted; columns taken singly and SQL of one's own would not be."""
    past = []
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                past += [f"{path.name}:{node.lineno}"] if is_past_the_log(node, room) else []

    assert past == []


def is_past_the_log(call, room):
    if room in READ_WITHOUT_ROWS | {"simulation"}:
        return False
    if call.func.attr == "cursor":
        return room != "access"
    if call.func.attr not in {"values", "values_list", "only", "defer"}:
        return False
    taken = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    fields = {field.name for field in Person._meta.get_fields()} - {"id"}
    return bool({part for name in taken for part in name.split("__")} & fields - {"standing"})

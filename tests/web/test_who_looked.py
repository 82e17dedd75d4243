"""Who looked at a record: for managers in sight, for auditors in reach, and as an account for the person (B7, C9)."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.access.readings import looked
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import MONDAY, Story, set_clock
from throughcare.access.models import Reading
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role

pytestmark = pytest.mark.django_db

EARLIER = MONDAY - timedelta(days=2)


@pytest.fixture
def his(settings, meera, rhian, sian, eluned, northmoor_cjit, glan_y_dwr_cjit):
    set_clock(settings)
    person = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released().person
    looked(meera, [person], at=EARLIER, operation="suite")
    looked(sian, [person], at=MONDAY - timedelta(minutes=9))
    looked(sian, [person], at=MONDAY - timedelta(minutes=8))
    looked(sian, [Person.objects.create()], at=MONDAY)
    person.refresh_from_db()
    return person


def auditor_of(area):
    return cast.works_at(cast.opened(OrganisationKind.AUDITOR, f"Audit {area}", area), Role.AUDITOR, f"Odile {area}")


def browser(membership):
    return cast.signed_in(Client(), membership.account)


def page(membership, name, *given, query=""):
    return browser(membership).get(reverse(name, args=given) + query)


def text_of(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_a_manager_in_sight_reads_who_when_what_and_why(his, eluned):
    text = text_of(page(eluned, "who_looked", his.reference))

    assert "7 June 2010, 09:03" in text
    assert "CJIT case manager, Glan-y-Dŵr CJIT" in text
    assert "Detention officer, Castle Street custody suite" in text
    assert "The board of the custody suite" in text
    assert "1 to 3 of 3" in text


def test_a_worker_may_not_and_a_manager_elsewhere_finds_nobody(his, sian, outsider):
    for name in ("who_looked", "who_looked_account"):
        assert page(sian, name, his.reference).status_code == 403
        assert page(outsider, name, his.reference).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?since-day=7&since-month=6&since-year=2010", 2),
        ("?until-day=5&until-month=6&until-year=2010", 1),
        ("?until-day=4&until-month=6&until-year=2010", 0),
        ("?who={sian}", 2),
        ("?who={meera}&since-day=6&since-month=6&since-year=2010", 0),
    ],
)
def test_it_is_filtered_by_day_and_by_person(his, eluned, sian, meera, query, count):
    query = query.format(sian=sian.account_id, meera=meera.account_id)

    text = text_of(page(eluned, "who_looked", his.reference, query=query))

    assert (f"1 to {count} of {count}" if count else "Nobody in this time.") in text


def test_a_filter_that_is_no_day_says_so(his, eluned):
    assert (
        page(eluned, "who_looked", his.reference, query="?since-day=45&since-month=1&since-year=2010").status_code
        == 422
    )


def test_fifty_stand_on_a_page(his, eluned, sian, django_assert_max_num_queries):
    for minute in range(60):
        looked(sian, [his], at=MONDAY - timedelta(minutes=minute))

    client = browser(eluned)
    client.get(reverse("today"))
    with django_assert_max_num_queries(14):
        text = text_of(client.get(reverse("who_looked", args=[his.reference])))

    assert "1 to 50 of 64" in text


def test_the_account_for_the_person_is_plain_and_names_no_worker(his, eluned):
    text = text_of(page(eluned, "who_looked_account", his.reference))
    told = text[text.index("<main") : text.index("</main>")]

    assert "Monday 7 June 2010" in told
    assert "CJIT case manager, Glan-y-Dŵr CJIT: the record, 2 times." in told
    assert "You were on a list of people their team works with." in told
    assert "Hŵel" not in told


def test_every_look_at_the_log_is_in_the_log(his, eluned, northmoor):
    page(eluned, "who_looked", his.reference)
    page(auditor_of(northmoor), "audit_person", his.reference)

    last = list(Reading.objects.order_by("-pk")[:2])

    assert [(one.operation, one.purpose, one.people) for one in last] == [
        ("audit_person", "audit", 1), ("who_looked", "the person's case", 1),
    ]  # fmt: skip


def test_an_auditor_reaches_the_own_area_or_without_one_everything(his, northmoor, saltmarsh, sian, rhian):
    for area, person, account in ((northmoor, 200, 404), (saltmarsh, 404, 404), (None, 200, 200)):
        auditor = auditor_of(area)
        assert page(auditor, "audit_person", his.reference).status_code == person, area
        assert page(auditor, "audit_account", sian.account_id).status_code == account, area
    assert page(auditor, "audit_account", UUID(int=7)).status_code == 404
    assert page(auditor, "audit_person", "BBBBBBBBBB").status_code == 404


def test_an_auditor_reads_by_reference_and_never_a_name(his, northmoor):
    auditor = auditor_of(None)

    for name, given in (("audit", ()), ("audit_person", (his.reference,))):
        assert his.family_name not in text_of(page(auditor, name, *given))
    text = text_of(page(auditor, "audit", query="?q=hwel"))
    assert "Siân Hŵel" in text
    assert page(auditor, "audit", query=f"?q={his.shown_reference}").url == reverse(
        "audit_person", args=[his.reference]
    )
    assert "Nobody in your reach fits." in text_of(page(auditor, "audit", query="?q=zzzz"))


def test_what_an_account_looked_at_is_read_in_few_questions(his, sian, django_assert_max_num_queries):
    people = [Person.objects.create() for _ in range(15)]
    for minute in range(60):
        looked(sian, people, at=MONDAY - timedelta(minutes=minute), operation="today")
    client = browser(auditor_of(None))
    client.get(reverse("audit"))

    with django_assert_max_num_queries(12):
        text = text_of(client.get(reverse("audit_account", args=[sian.account_id])))

    assert "and 5 more" in text
    assert Reading.objects.order_by("pk").last().people == 10


def test_the_desk_says_when_sealing_is_late(his):
    assert "Sealing is late" in text_of(page(auditor_of(None), "audit"))


def test_an_auditor_is_asked_what_is_audited_and_not_what_has_happened(his, northmoor):
    text = text_of(page(auditor_of(northmoor), "emergency"))

    assert "What is audited, and why this record" in text
    assert "What has happened" not in text

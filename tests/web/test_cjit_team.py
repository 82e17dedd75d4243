"""Who has whom, and how the manager names a case manager; finding a record."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.web.cjit_story import MONDAY, Story, set_clock, waiting_for_a_manager
from throughcare.accounts.actions import end_membership
from throughcare.journal.models import CaseloadRow, DutyRow, Entry
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(settings):
    set_clock(settings)


@pytest.fixture
def carys(meera, sian, northmoor_cjit):
    return waiting_for_a_manager(officer=meera, worker=sian)


def page(client, who, name, *args, **query):
    cast.signed_in(client, who.account)
    return client.get(reverse(name, args=args), query)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def name(client, who, story, worker, entry=None):
    cast.signed_in(client, who.account)
    data = {"entry": str(entry or uuid4()), "worker": str(worker.pk)}
    return client.post(reverse("name_case_manager", args=[story.ref]), data)


def test_the_manager_sees_who_waits_and_the_loads(client, eluned, sian, carys):
    text = text_of(page(client, eluned, "allocate"))

    assert "Carys O’Shaughnessy" in text
    assert "Not yet allocated" in text
    assert "Siân Hŵel" in text
    assert "1 without a case manager." in text_of(page(client, eluned, "today"))


def test_the_manager_names_a_worker_once(client, eluned, sian, carys):
    entry = uuid4()

    for _ in range(2):
        assert name(client, eluned, carys, sian, entry).url == reverse("allocate")

    row = CaseloadRow.objects.get()
    assert (row.case_manager, row.case_manager_name) == (sian.pk, "Siân Hŵel")
    assert Entry.objects.filter(kind="case_manager_named").count() == 1
    assert DutyRow.objects.get(kind="name_case_manager").state == "met"
    assert "Everyone on the caseload has a case manager." in text_of(page(client, eluned, "allocate"))
    assert "Carys O’Shaughnessy" in text_of(page(client, sian, "my_people"))


def test_a_worker_of_another_team_cannot_be_named(client, eluned, rhian, carys):
    refused = name(client, eluned, carys, rhian)

    assert refused.status_code == 422
    assert CaseloadRow.objects.get().case_manager is None


def test_another_teams_manager_does_not_find_the_person(client, outsider, sian, carys):
    assert name(client, outsider, carys, sian).status_code == 404


def test_a_worker_does_not_name(client, sian, carys):
    assert name(client, sian, carys, sian).status_code == 403


def test_nobody_is_named_before_the_caseload(client, eluned, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)

    assert b"is not on your team" in name(client, eluned, story, sian).content


def test_someone_whose_case_manager_left_waits_again(client, eluned, sian, carys, settings, glan_y_dwr_cjit):
    carys.managed(eluned, sian)
    gareth = works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")
    end_membership(membership=sian, by=None, at=MONDAY - timedelta(hours=1))

    assert "Siân Hŵel no longer works here" in text_of(page(client, eluned, "allocate"))
    assert name(client, eluned, carys, gareth).status_code == 302
    assert CaseloadRow.objects.get().case_manager == gareth.pk


def test_a_worker_sees_own_people_and_the_manager_all(client, sian, eluned, carys, meera, glan_y_dwr_cjit):
    gareth = works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")
    carys.managed(eluned, sian)
    waiting_for_a_manager(officer=meera, worker=sian, name="Joseff Rhŷs-Moore").managed(eluned, gareth)

    assert "Joseff" not in text_of(page(client, sian, "my_people"))
    assert "Joseff" in text_of(page(client, eluned, "my_people"))
    chosen = text_of(page(client, eluned, "my_people", worker=str(sian.pk)))
    assert "Siân Hŵel: 1 of 25 people" in chosen
    assert "Joseff" not in chosen
    assert "Review the person&#x27;s place on the caseload" in chosen


def test_a_worker_with_nobody_is_told_so(client, sian):
    assert "You are nobody’s case manager yet." in text_of(page(client, sian, "my_people"))


@pytest.mark.parametrize("query", ["Carys", "osha", "12 3 1984", "9/11/1984"])
def test_a_record_is_found_by_name_or_birth(client, sian, carys, query):
    found = "Carys O’Shaughnessy" in text_of(page(client, sian, "find", q=query))

    assert found is (query != "12 3 1984")


def test_a_record_is_found_by_reference(client, sian, carys):
    assert "Carys" in text_of(page(client, sian, "find", q=carys.person.shown_reference.lower()))


def test_without_a_query_there_is_no_list(client, sian, carys):
    assert "Carys" not in text_of(page(client, sian, "find"))
    short = page(client, sian, "find", q="C")
    assert short.status_code == 422
    assert "Type at least 2 letters or a date" in text_of(short)
    assert "Carys" not in text_of(short)


def test_nothing_found_says_the_same_whoever_exists(client, outsider, carys):
    exists, does_not = (text_of(page(client, outsider, "find", q=name)) for name in ("Carys", "Zzyzx"))

    assert "Nobody whom your team works with fits." in exists
    assert exists == does_not

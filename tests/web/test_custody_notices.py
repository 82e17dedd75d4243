"""Papers of any form: prepared from the appointment as it stands, given once, never an old one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import done
from tests.web.suite_scene import NOW, address, at, note, positive, signed_in, slots, when
from throughcare.journal.models import Entry
from throughcare.journal.reading import history
from throughcare.journal.record import Proposed, record
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    HowGiven,
    NoticePrepared,
    NoticeServed,
    Purpose,
    ReadOut,
)
from throughcare.rulebook.facts.assessment import Form as Paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_night")]
MONDAY = NOW.replace(day=14, hour=9, minute=30)


@pytest.fixture
def moved(meera, sian, northmoor_cjit, glan_y_dwr_cjit):
    """RA1 was given for Monday 10:30; the team has moved it to the afternoon."""
    glan_y_dwr_cjit.phone = "01632 960214"
    glan_y_dwr_cjit.save()
    slots(glan_y_dwr_cjit)
    person, _, requirement = positive(meera)
    where = {"team": str(glan_y_dwr_cjit.pk), "place": "12 Heol y Dŵr"}
    made = AppointmentMade(purpose=Purpose.INITIAL, requirement=requirement, starts_at=MONDAY, **where)
    booked = note(person, made, at(0, 20), meera)
    paper = NoticePrepared(form=Paper.RA1, requirement=requirement, appointment=booked, starts_at=MONDAY,
                           place="12 Heol y Dŵr")  # fmt: skip
    prepared = note(person, paper, at(0, 19), meera)
    served = NoticeServed(notice=prepared, how=HowGiven.INTO_HAND, read_out=ReadOut.ALL, signed=True)
    note(person, served, at(0, 18), meera)
    later = AppointmentMoved(appointment=booked, starts_at=MONDAY + timedelta(hours=4), **where)
    done(record([Proposed(id=uuid4(), person_id=person.pk, fact=later, happened_at=at(0, 5))], by=sian, at=at(0, 5)))
    return person


def page(client, person):
    return client.get(address("notice", person), secure=True).content.decode()


def hidden(text, name):
    return re.search(rf'name="{name}"(?: value="([^"]*)")?', text)[1]


def prepare(client, person, **more):
    text = page(client, person)
    sent = {"do": "prepare", "wanted": hidden(text, "wanted"), "entry": hidden(text, "entry")} | more
    return client.post(address("notice", person), sent, secure=True), sent


def give(client, person, **more):
    text = page(client, person)
    sent = {
        "do": "give", "entry": hidden(text, "entry"), "seen": hidden(text, "seen"), "how": "by post",
        "language": "other", "other_language": "Polish", "read_out": "no, the person read it", "signed": "no",
        **when("given_at"),
    } | more  # fmt: skip
    return client.post(address("notice", person), sent, secure=True)


def test_a_moved_time_asks_for_ra2_and_ra2_only(moved, sian):
    client = signed_in(sian)
    assert "Prepare RA2" in page(client, moved)

    answer, sent = prepare(client, moved)
    again = client.post(address("notice", moved), sent, secure=True)

    text = page(client, moved)
    assert (answer.status_code, again.status_code) == (302, 302)
    assert "Prepare RA2" not in text
    assert "Give RA2" in text
    assert Entry.objects.filter(kind="notice_prepared").count() == 2
    assert history(moved.pk).all(NoticePrepared)[-1].fact.starts_at == MONDAY + timedelta(hours=4)


def test_ra2_prints_the_old_time_and_the_new(moved, sian):
    client = signed_in(sian)
    prepare(client, moved)
    newest = history(moved.pk).all(NoticePrepared)[-1]

    answer = client.get(address("notice_pdf", moved, newest.root), secure=True)

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_paper_is_given_by_post_in_another_language(moved, sian):
    client = signed_in(sian)
    prepare(client, moved)

    answer = give(client, moved)

    served = history(moved.pk).all(NoticeServed)[-1].fact
    assert answer.url == address("person", moved)
    assert (served.how, served.language) == (HowGiven.BY_POST, "Polish")
    assert "No notice has to be prepared or given now." in page(client, moved)


def test_a_paper_that_was_not_given_stays_to_be_given(moved, sian):
    client = signed_in(sian)
    prepare(client, moved)

    give(client, moved, how="not given")

    assert len(history(moved.pk).all(NoticeServed)) == 1
    assert "Give RA2" in page(client, moved)


def test_an_older_paper_cannot_be_given_by_mistake(moved, sian):
    client = signed_in(sian)
    prepare(client, moved)

    answer = give(client, moved, seen=str(uuid4()))

    assert answer.status_code == 422
    assert "Another paper was prepared while this page was open" in answer.content.decode()


def test_what_is_not_due_cannot_be_prepared(moved, sian):
    answer, _ = prepare(signed_in(sian), moved, wanted="anything")

    assert answer.status_code == 404


def test_a_notice_that_is_not_on_the_record_is_not_there(moved, sian, outsider):
    notice = history(moved.pk).all(NoticePrepared)[0]

    assert signed_in(sian).get(address("notice_pdf", moved, uuid4()), secure=True).status_code == 404
    assert signed_in(outsider).get(address("notice_pdf", moved, notice.root), secure=True).status_code == 404


def test_the_page_asks_a_bounded_number_of_times(moved, sian, django_assert_max_num_queries):
    client = signed_in(sian)
    page(client, moved)

    with django_assert_max_num_queries(12):
        page(client, moved)

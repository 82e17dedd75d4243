"""Opening a record in an emergency, as the pages show it: asked, told, reviewed, closed, and nothing said (A9, A10)."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import MONDAY, Story, set_clock
from throughcare.access.models import Conflict, Opening, OpeningTry, Reading
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.web import clock
from throughcare.web.account import step_up

pytestmark = pytest.mark.django_db

WORDS = "He collapsed at the station; paramedics ask what he takes."
NAME, BORN = ("Dafydd Llŷr", "O’Hare"), {"born_on-day": "9", "born_on-month": "11", "born_on-year": "1984"}


@pytest.fixture
def his(settings, meera, sian, eluned, northmoor_cjit, glan_y_dwr_cjit):
    """In the care of Glan-y-Dŵr, who do not know Saltmarsh."""
    set_clock(settings)
    person = Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit).released().person
    person.refresh_from_db()
    return person


@pytest.fixture
def auditor(glan_y_dwr):
    team = cast.opened(OrganisationKind.AUDITOR, "Audit of Glan-y-Dŵr", glan_y_dwr)
    return cast.works_at(team, Role.AUDITOR, "Odile Árnason")


def browser(membership):
    return cast.signed_in(Client(), membership.account)


def asking(**more):
    return {"entry": str(uuid4()), "reason": "life", "words": WORDS} | more


def asked(client, **more):
    return client.post(reverse("emergency"), asking(**more))


def text_of(response):
    return unescape(response.content.decode())


def record_of(person):
    return reverse("person", args=[person.reference])


def test_a_record_opens_by_reference_for_an_hour_with_a_banner_and_a_way_to_close_it(his, outsider, settings):
    client = browser(outsider)
    assert client.get(record_of(his)).status_code == 404

    answer = asked(client, reference=his.shown_reference.lower())
    page = text_of(client.get(answer.url))

    assert answer.url == record_of(his)
    assert "Open in an emergency until 10:12." in page
    set_clock(settings, MONDAY + timedelta(minutes=59, seconds=50))
    assert client.get(record_of(his)).status_code == 200
    set_clock(settings, MONDAY + timedelta(minutes=60, seconds=10))
    assert client.get(record_of(his)).status_code == 404


def test_closing_it_closes_it(his, outsider):
    client = browser(outsider)
    asked(client, reference=his.reference)

    assert client.post(reverse("close_opening", args=[Opening.objects.get().pk])).status_code == 302

    assert client.get(record_of(his)).status_code == 404


def test_it_opens_by_exact_names_and_date_of_birth(his, outsider):
    given, _family = NAME

    answer = asked(browser(outsider), given_name=given.upper(), family_name="O'Hare", **BORN)

    assert answer.url == record_of(his)


NOTHING_FITS = {
    "another reference": {"reference": "BBBBBBBBBB"},
    "no reference at all": {"reference": "Dafydd"},
    "beginning of a name": {"given_name": "Dafydd", "family_name": NAME[1], **BORN},
    "another day": {"given_name": NAME[0], "family_name": NAME[1], **BORN, "born_on-day": "10"},
    "swapped": {"given_name": NAME[1], "family_name": NAME[0], **BORN},
}


@pytest.mark.parametrize("typed", NOTHING_FITS.values(), ids=NOTHING_FITS)
def test_nothing_opens_in_the_same_words_and_the_try_is_kept(his, outsider, typed):
    client = browser(outsider)

    answer = asked(client, **typed)

    assert answer.status_code == 422
    assert "Nothing was opened. There is no single record" in text_of(answer)
    assert not Opening.objects.exists()
    assert OpeningTry.objects.get().opening is None
    assert not Reading.objects.exists()


def test_two_people_of_the_same_names_and_day_open_nothing_in_the_same_words(his, outsider, meera):
    Story(officer=meera)
    given, family = NAME

    answer = asked(browser(outsider), given_name=given, family_name=family, **BORN)

    assert "Nothing was opened. There is no single record" in text_of(answer)
    assert not Opening.objects.exists()


@pytest.mark.parametrize("lacking", ["reason", "words", "reference"])
def test_nothing_opens_without_all_it_takes(his, outsider, lacking):
    sent = asking(reference=his.reference) | {lacking: "too short" if lacking == "words" else ""}

    answer = browser(outsider).post(reverse("emergency"), sent)

    assert answer.status_code == 422
    assert not Opening.objects.exists()


def test_nothing_opens_without_confirming_that_it_is_you(his, outsider):
    client = browser(outsider)
    session = client.session
    session[step_up.CONFIRMED_AT] = (clock.wall() - timedelta(minutes=5)).isoformat()
    session.save()

    answer = asked(client, reference=his.reference)

    assert answer.url.startswith(reverse("confirm"))
    assert not OpeningTry.objects.exists()


def test_whoever_may_see_the_record_anyway_just_gets_it(his, sian):
    answer = asked(browser(sian), reference=his.reference)

    assert answer.url == record_of(his)
    assert not Opening.objects.exists()


def test_the_manager_of_the_care_team_is_told_on_every_page_and_reviews(his, outsider, eluned, sian):
    asked(browser(outsider), reference=his.reference)
    client, opening = browser(eluned), Opening.objects.get()
    assert "Openings (1)" in text_of(client.get(reverse("today")))
    assert "Openings (" not in text_of(browser(sian).get(reverse("today")))

    page = text_of(client.get(reverse("openings")))
    assert WORDS in page
    assert "Ngozi Àbà" in page
    address = reverse("review_opening", args=[opening.pk])
    assert client.post(address, {"was_right": "yes", "words": "short"}).status_code == 422
    assert client.post(address, {"was_right": "no", "words": "Nobody at the station knew of it."}).status_code == 302

    opening.refresh_from_db()
    assert (opening.was_right, opening.reviewed_by) == (False, eluned)
    assert client.get(address).status_code == 404
    assert browser(outsider).get(address).status_code == 404


def test_whoever_reviews_reads_what_the_opening_was_used_for(his, outsider, eluned):
    "A9"
    client, manager = browser(outsider), browser(eluned)
    asked(client, reference=his.reference)
    address = reverse("review_opening", args=[Opening.objects.get().pk])
    assert "Nothing yet." in text_of(manager.get(address))

    client.get(record_of(his))

    assert ": the record" in text_of(manager.get(address))


def test_reading_it_is_in_the_log_with_the_opening(his, outsider):
    client = browser(outsider)
    asked(client, reference=his.reference)

    client.get(record_of(his))

    row = Reading.objects.get()
    assert (row.operation, row.basis, row.opening) == ("person", "opened in an emergency", Opening.objects.get().pk)


def test_a_second_person_agrees_where_a_review_is_late(his, outsider, saltmarsh_cjit, settings):
    colleague = cast.works_at(saltmarsh_cjit, Role.OUTREACH_WORKER, "Wiremu Ó Briain")
    asked(browser(outsider), reference=his.reference)
    set_clock(settings, MONDAY + timedelta(days=3))
    client = browser(outsider)

    answer = asked(client, reference=his.reference, reason="child")

    assert answer.url == reverse("openings")
    assert client.get(record_of(his)).status_code == 404
    waiting = Opening.objects.get(opened_at=None)
    address = reverse("agree_opening", args=[waiting.pk])
    assert client.post(address).status_code == 422
    page = text_of(browser(colleague).get(address))
    assert his.shown_reference in page
    assert NAME[1] not in page
    assert browser(colleague).post(address).status_code == 302
    assert client.get(record_of(his)).status_code == 200


def test_an_auditor_opens_to_audit_and_sees_who_looked_without_opening(his, auditor, outsider, sian):
    browser(sian).get(record_of(his))
    client = browser(auditor)
    assert client.get(record_of(his)).status_code == 404

    looked = text_of(client.get(reverse("audit_person", args=[his.reference])))
    assert "Siân Hŵel" in looked
    assert NAME[1] not in looked
    answer = asked(client, reference=his.reference, reason="audit")

    assert "Open to audit until" in text_of(client.get(answer.url))
    row = Reading.objects.order_by("pk").last()
    assert (row.purpose, row.people) == ("audit", 1)


def test_somebody_one_knows_is_gone_from_every_page_but_can_be_opened_in_an_emergency(his, sian, eluned):
    client = browser(sian)
    assert his.family_name in text_of(client.get(reverse("today")))

    assert client.post(reverse("know_person", args=[his.reference]), {"note": "Next door"}).status_code == 302

    assert client.get(record_of(his)).status_code == 404
    for name in ("today", "arrivals", "my_people"):
        assert his.family_name not in text_of(client.get(reverse(name)))
    assert his.family_name not in text_of(client.get(reverse("find") + "?q=hare"))
    assert his.shown_reference in text_of(browser(eluned).get(reverse("conflicts")))
    asked(client, reference=his.reference)
    assert client.get(record_of(his)).status_code == 200


def test_declaring_by_reference_says_the_same_whoever_exists(his, sian):
    client, account = browser(sian), str(sian.account_id)

    there, absent = (
        client.post(reverse("conflicts"), {"reference": one, "account": account, "note": ""}, follow=True)
        for one in ("BBBBBBBBBB", Person.objects.create().reference)
    )

    assert Conflict.objects.count() == 1
    assert "Noted. If there is a record" in text_of(there)
    assert "Noted. If there is a record" in text_of(absent)


def test_a_manager_declares_for_a_worker_and_ends_it_and_a_worker_may_not(his, sian, eluned):
    sent = {"reference": his.reference, "account": str(sian.account_id), "note": ""}
    assert browser(sian).post(reverse("conflicts"), sent | {"account": str(eluned.account_id)}).status_code == 422
    assert browser(eluned).post(reverse("conflicts"), sent).status_code == 302
    ended = {"conflict": f"{sian.account_id}/{his.reference}"}

    assert browser(sian).post(reverse("end_conflict"), ended).status_code == 403
    assert browser(eluned).post(reverse("end_conflict"), ended).status_code == 302

    assert Conflict.objects.get().ended_by == eluned
    assert browser(sian).get(record_of(his)).status_code == 200


def test_too_many_tries_close_the_page_kindly(his, outsider):
    for _ in range(25):
        OpeningTry.objects.create(membership=outsider, at=clock.now(), reason="life")

    answer = asked(browser(outsider), reference=his.reference)

    assert answer.status_code == 422
    assert "ask a colleague" in text_of(answer)
    assert OpeningTry.objects.count() == 25

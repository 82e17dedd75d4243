"""One person's page, recording by a form, and mending: as the team that may, and as the one that may not."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import opened, works_at
from tests.journal.facts import arrest, made, positive, required, somebody
from tests.rulebook.stories import FULL
from throughcare.journal.models import Entry
from throughcare.journal.reading import history as history_of
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts.assessment import Assessed, Purpose
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    Disposal,
    Released,
    Result,
    VoluntaryOfferMade,
)
from throughcare.rulebook.facts.identity import DetailsGiven, Housing, RecordRestricted, ResidenceEstablished
from throughcare.web import actions

FRIDAY = datetime(2010, 6, 4, 22, 0, tzinfo=UTC)


@pytest.fixture
def at_the_desk(meera, northmoor_cjit):
    """Someone tested positive and required, at 23:00 on a Friday in June, as the detention officer sees it."""
    person = somebody()
    details = DetailsGiven(given_name="Dafydd Llŷr", family_name="O’Hare", born_on=date(1984, 11, 9))
    made(person, details, by=meera, at=FRIDAY)
    arrested = made(person, arrest(), by=meera, at=FRIDAY + timedelta(minutes=5))
    tested = made(person, positive(arrested.id, Result.BOTH), by=meera, at=FRIDAY + timedelta(minutes=30))
    made(person, required(tested.id), by=meera, at=FRIDAY + timedelta(minutes=40))
    person.refresh_from_db()
    return person, tested


@pytest.fixture(autouse=True)
def an_hour_later():
    with mock.patch("throughcare.web.clock.now", return_value=FRIDAY + timedelta(hours=1)):
        yield


def signed_in(membership):
    client = Client()
    cast.signed_in(client, membership.account)
    return client


def page_of(client, name, person, *more, **kwargs):
    return client.get(reverse(name, args=[person.reference, *more]), secure=True, **kwargs)


def answers(**more):
    return {
        "entry": str(uuid4()), "happened_at-day": "4", "happened_at-month": "6", "happened_at-year": "2010",
        "happened_at-time": "23:50",
    } | more  # fmt: skip


def test_the_first_line_says_who_is_responsible_and_what_is_next(at_the_desk, meera):
    person, _ = at_the_desk

    text = page_of(signed_in(meera), "person", person).content.decode()

    assert "Castle Street custody suite is responsible." in text
    assert "Next: book the first assessment," in text
    assert "Tested positive: opiates and cocaine. Screening result, not confirmed" in text


def test_what_another_team_owes_is_said_to_be_theirs(meera, northmoor_cjit):
    "Whoever wants a worker when none is there is booked by the drug team."
    person = somebody()
    arrested = made(person, arrest(), by=meera, at=FRIDAY)
    made(person, positive(arrested.id, Result.NEGATIVE), by=meera, at=FRIDAY + timedelta(minutes=5))
    offer = VoluntaryOfferMade(arrest=arrested.id, accepted=True)
    made(person, offer, by=meera, at=FRIDAY + timedelta(minutes=10))

    text = page_of(signed_in(meera), "person", person).content.decode()

    assert "Next for Northmoor CJIT: book the appointment the person accepted," in text


def test_a_duty_opens_into_fact_rule_and_paragraph(at_the_desk, meera):
    person, _ = at_the_desk
    key = next(duty.key for duty in person.duties.all() if duty.kind == "hold_initial_assessment")

    text = page_of(signed_in(meera), "why", person, key).content.decode()

    assert "Someone who lives in the area is seen as soon as possible, within 24 hours or 1 working day." in text
    assert "Handbook 4.1.1" in text
    assert "R1" in text


def test_the_page_asks_the_database_a_bounded_number_of_times(at_the_desk, meera, django_assert_max_num_queries):
    person, _ = at_the_desk
    client = signed_in(meera)
    page_of(client, "person", person)

    with django_assert_max_num_queries(12):
        assert page_of(client, "person", person).status_code == 200


@pytest.mark.parametrize("name", ["person", "record", "mend", "why"])
def test_another_teams_officer_finds_nobody(at_the_desk, outsider, name):
    person, tested = at_the_desk
    more = {"record": ["risk_found"], "mend": [tested.id], "why": [f"give_ra1:{tested.id}"]}.get(name, [])

    assert page_of(signed_in(outsider), name, person, *more).status_code == 404


def test_a_fact_is_recorded_once_however_often_the_button_is_pressed(at_the_desk, meera):
    person, _ = at_the_desk
    client, form = signed_in(meera), answers(risk="to the person", what="Said she has nothing left", taker="Sgt Aled")
    address = reverse("record", args=[person.reference, "risk_found"])

    first, second = (client.post(address, form, secure=True) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(person=person, kind="risk_found").count() == 1


def test_an_empty_form_comes_back_with_every_question_named(at_the_desk, meera):
    person, _ = at_the_desk

    answer = signed_in(meera).post(
        reverse("record", args=[person.reference, "risk_found"]), {"entry": str(uuid4())}, secure=True
    )

    assert answer.status_code == 422
    assert "<title>Error: " in answer.content.decode()


def test_a_refusal_teaches_and_keeps_what_was_typed(at_the_desk, meera):
    """H-65: a second sample in one detention."""
    person, _ = at_the_desk
    form = answers(condition="on arrest", result="opiates", laboratory="not sent", irregular="no")
    form["arrest"] = str(Entry.objects.get(person=person, kind="arrested").id)

    answer = signed_in(meera).post(reverse("record", args=[person.reference, "drug_tested"]), form, secure=True)

    assert answer.status_code == 422
    assert "A sample was taken in this detention already." in answer.content.decode()
    assert "23:50" in answer.content.decode()


def test_what_a_role_does_not_record_has_no_page(at_the_desk, meera):
    """N-23: detention officers do not assess."""
    person, _ = at_the_desk

    assert page_of(signed_in(meera), "record", person, "assessed").status_code == 404


def test_a_correction_needs_a_reason_and_shows_both_versions(at_the_desk, meera):
    person, tested = at_the_desk
    client, address = signed_in(meera), reverse("mend", args=[person.reference, tested.id])
    form = answers(
        how="correct", condition="on arrest", result="negative", laboratory="not sent", irregular="no", why=""
    ) | {"happened_at-time": "23:30"}

    without = client.post(address, form, secure=True)
    with_reason = client.post(address, form | {"why": "Read the wrong line"}, secure=True)
    text = page_of(client, "person", person).content.decode()

    assert without.status_code == 422
    assert with_reason.status_code == 302
    assert "Read the wrong line" in text
    assert "What did the test show: negative" in text
    assert "Correction" in text


def test_an_entry_made_in_error_counts_for_nothing_and_stays(at_the_desk, meera):
    person, tested = at_the_desk
    client = signed_in(meera)
    form = answers(
        how="void", why="Wrong person", condition="on arrest", result="negative", laboratory="not sent", irregular="no"
    )

    client.post(reverse("mend", args=[person.reference, tested.id]), form, secure=True)
    text = page_of(client, "person", person).content.decode()

    assert "Entered in error" in text
    assert Entry.objects.filter(id=tested.id).exists()


def test_the_right_password_leads_to_the_second_step_and_a_wrong_one_does_not(meera, client):
    meera.account.set_password("a password of good length")
    meera.account.save()
    wrong = client.post("/sign-in", {"email": meera.account.email, "password": "another"}, secure=True)

    right = client.post(
        "/sign-in", {"email": meera.account.email, "password": "a password of good length"}, secure=True, follow=False
    )

    assert wrong.status_code == 422
    assert "is not right" in wrong.content.decode()
    assert (right.status_code, right.url) == (302, "/sign-in/set-up")


def test_somebody_without_a_post_is_told_so(meera, client):
    meera.until_at = FRIDAY
    meera.save()
    cast.signed_in(client, meera.account)

    text = client.get("/post", secure=True).content.decode()

    assert "You have no post at the moment" in text


def test_an_entry_about_someone_else_is_moved_to_their_record_in_one_act(at_the_desk, meera):
    person, tested = at_the_desk
    other = somebody()
    made(other, arrest(custody_number="CS/2"), by=meera, at=FRIDAY)
    form = answers(
        how="move", whose=other.reference, why="Read from the wrong screen", condition="on arrest", result="negative",
        laboratory="not sent", irregular="no",
    )  # fmt: skip
    address = reverse("mend", args=[person.reference, tested.id])

    first, second = (signed_in(meera).post(address, form, secure=True) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert list(Entry.objects.filter(person=other).values_list("kind", flat=True)) == ["arrested", "drug_tested"]
    assert "moved there" in page_of(signed_in(meera), "person", person).content.decode()


@pytest.mark.parametrize("whose", ["", "BBBBBBBBBB"])
def test_an_entry_is_not_moved_to_somebody_out_of_sight(at_the_desk, meera, whose):
    person, tested = at_the_desk
    form = answers(
        how="move", whose=whose, why="Wrong person", condition="on arrest", result="negative", laboratory="not sent",
        irregular="no",
    )  # fmt: skip

    answer = signed_in(meera).post(reverse("mend", args=[person.reference, tested.id]), form, secure=True)

    assert answer.status_code == 422
    assert "Enter the reference of someone your team may see" in answer.content.decode()


def test_a_correction_of_an_address_offers_areas_by_name(at_the_desk, meera):
    person, _ = at_the_desk
    lives = ResidenceEstablished(housing=Housing.ADDRESS, area="NMR", address="3 Mill Row")
    entry = made(person, lives, by=meera, at=FRIDAY + timedelta(minutes=6))

    text = page_of(signed_in(meera), "mend", person, entry.id).content.decode()

    assert '<option value="NMR" selected>Northmoor</option>' in text


@pytest.mark.parametrize(
    ("kind", "page"),
    [("residence_established", "residence"), ("notice_prepared", "notice"), ("notice_served", "notice")],
)
def test_what_has_a_page_of_its_own_is_recorded_there(at_the_desk, meera, kind, page):
    person, _ = at_the_desk
    answer = signed_in(meera).get(reverse("record", args=[person.reference, kind]), {"next": "/suite"}, secure=True)

    assert answer.url == reverse(page, args=[person.reference]) + "?next=%2Fsuite"


def test_a_drug_worker_reaches_the_page_of_where_somebody_lives(at_the_desk, meera, rhian):
    person, _ = at_the_desk
    arrested = history_of(person.id).last(Arrested).root
    released = Released(arrest=arrested, disposal=Disposal.POLICE_BAIL)
    made(person, released, by=meera, at=FRIDAY + timedelta(minutes=50))

    assert page_of(signed_in(rhian), "residence", person).status_code == 200


def test_every_true_answer_to_a_need_stands_beside_the_record(at_the_desk, meera):
    person = somebody()
    made(person, arrest(), by=meera, at=FRIDAY)

    text = page_of(signed_in(meera), "person", person).content.decode()
    first = text[text.index("You may record here") : text.index("Something else")]

    for kind in ("drug_tested", "test_refused", "test_unusable", "not_tested"):
        assert actions.page_of(kind, person) in first


def test_an_episode_is_named_once(at_the_desk, meera):
    person, _ = at_the_desk
    text = page_of(signed_in(meera), "person", person).content.decode()

    assert "arrest of 4 June 2010" in text
    assert "arrest, arrest of" not in text


def test_an_administrator_has_a_first_page_and_a_way_out(administrator):
    answer = signed_in(administrator).get(reverse("front"), secure=True, follow=True)

    assert answer.status_code == 200
    assert "Teams and accounts" in answer.content.decode()
    assert reverse("sign_out") in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "role", "page"),
    [(OrganisationKind.PPO_SCHEME, Role.PPO_COORDINATOR, "shared_with_us"),
     (OrganisationKind.PROBATION, Role.OFFENDER_MANAGER, "shared_with_us"),
     (OrganisationKind.PARTNERSHIP, Role.NOMINATED_SENIOR_PROFESSIONAL, "decisions")],
)  # fmt: skip
def test_whoever_has_a_page_of_their_own_begins_there(db, kind, role, page):
    worker = works_at(opened(kind, "Elsewhere", None), role, "Marek Łuczak")

    assert signed_in(worker).get(reverse("front"), secure=True).url == reverse(page)


def test_a_role_keeps_the_name_of_its_body(db):
    team = opened(OrganisationKind.HOME_OFFICE, "Home Office", None)
    thao = works_at(team, Role.HOME_OFFICE_PERFORMANCE, "Thảo Nguyễn")

    assert "as Home Office: performance" in signed_in(thao).get(reverse("front"), secure=True).content.decode()


def test_a_role_keeps_the_capitals_of_its_initials(db):
    team = opened(OrganisationKind.PARTNERSHIP, "Glan-y-Dŵr partnership", None)
    marek = works_at(team, Role.PARTNERSHIP_MANAGER, "Marek Łuczak")

    text = signed_in(marek).get(reverse("front"), secure=True).content.decode()
    assert "DAT co-ordinator or DIP manager" in text
    assert "This role opens nobody’s record" in text


def test_a_form_about_something_not_recorded_yet_says_what_has_to_come_first(at_the_desk, meera):
    person = somebody()
    made(person, arrest(), by=meera, at=FRIDAY)

    answer = page_of(signed_in(meera), "record", person, "told_requirement_ended")

    assert "This has to be about: assessment required. Nothing of the kind is on the record" in answer.content.decode()
    assert '<form method="post" action=""' not in answer.content.decode()


def test_an_appointment_is_with_a_drug_workers_team(at_the_desk, rhys, glan_y_dwr_cjit):
    person, _ = at_the_desk
    text = page_of(signed_in(rhys), "record", person, "appointment_made").content.decode()

    assert "Glan-y-Dŵr CJIT</option>" in text
    assert "custody suite</option>" not in text


def test_a_corrected_area_is_shown_by_its_name(at_the_desk, meera, glan_y_dwr):
    person, _ = at_the_desk
    lives = ResidenceEstablished(housing=Housing.ADDRESS, area="NMR", address="3 Mill Row")
    entry = made(person, lives, by=meera, at=FRIDAY + timedelta(minutes=6))
    client = signed_in(meera)
    form = answers(how="correct", why="Misheard", housing="at an address", area=glan_y_dwr.code, address="3 Mill Row")

    client.post(reverse("mend", args=[person.reference, entry.id]), form, secure=True)

    assert "Area: Glan-y-Dŵr" in page_of(client, "person", person).content.decode()


def test_after_release_a_suite_reads_its_own_entries_and_no_map_of_what_came_after(at_the_desk, meera, rhian):
    person, _ = at_the_desk
    arrested = history_of(person.pk).last(Arrested)
    made(
        person,
        Released(arrest=arrested.root, disposal=Disposal.POLICE_BAIL),
        by=meera,
        at=FRIDAY + timedelta(minutes=50),
    )
    home = ResidenceEstablished(housing=Housing.ADDRESS, area="NMR", address="7 New Hostel")
    made(person, home, by=rhian, at=FRIDAY + timedelta(minutes=55))

    text = page_of(signed_in(meera), "person", person).content.decode()

    assert "Tested positive: opiates and cocaine" in text
    assert "Northmoor CJIT is responsible" not in text
    assert "Your team is not responsible now." in text
    assert "Residence recorded" not in text
    assert "Who can see this" not in text


def test_a_role_that_may_not_see_what_is_due_is_told_that_something_is(at_the_desk, meera, northmoor_cjit):
    """P-22: the point of contact answers other areas and reads no assessment."""
    person, tested = at_the_desk
    story_to_an_incomplete_assessment(person, tested, meera, northmoor_cjit)
    contact = works_at(northmoor_cjit, Role.CJIT_SPOC, "Iolo Contact")

    text = page_of(signed_in(contact), "person", person).content.decode()

    assert "Something else is due from your team by" in text
    assert "Complete the assessment" not in text
    assert page_of(signed_in(contact), "person", person).status_code == 200


def test_a_restricted_record_says_that_it_is_restricted(at_the_desk, meera, rhian, northmoor_manager, northmoor_cjit):
    person, tested = at_the_desk
    story_to_an_incomplete_assessment(person, tested, meera, northmoor_cjit)
    made(
        person,
        RecordRestricted(reason="Her sister works here"),
        by=northmoor_manager,
        at=FRIDAY + timedelta(minutes=58),
    )

    refused = page_of(signed_in(rhian), "person", person)
    today = signed_in(rhian).get(reverse("today"), secure=True).content.decode()

    assert refused.status_code == 403
    assert "This record is restricted" in refused.content.decode()
    assert person.family_name not in refused.content.decode() + today
    assert f"Restricted record {person.shown_reference}" in today
    assert page_of(signed_in(northmoor_manager), "person", person).status_code == 200


def story_to_an_incomplete_assessment(person, tested, meera, northmoor_cjit):
    """Assessed in the cell at 23:50, with one question of the minimum left open."""
    worker = works_at(northmoor_cjit, Role.CJIT_CASE_MANAGER, "Aled Worker")
    requirement = history_of(person.pk).last(AssessmentRequired)
    content = {name: value for name, value in FULL.items() if name != "readiness"}
    done = Assessed(purpose=Purpose.INITIAL, requirement=requirement.root, engaged=True, **content)
    made(person, done, by=worker, at=FRIDAY + timedelta(minutes=50))

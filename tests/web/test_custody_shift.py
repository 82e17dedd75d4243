"""A shift without paper: handover, local arrangements, and an immediate risk taken on in one act."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import works_at
from tests.documents.papers import text_of
from tests.web.suite_scene import (
    arrested,
    at,
    at_risk,
    note,
    on_duty,
    positive,
    released,
    sampled,
    signed_in,
    slots,
)
from throughcare.journal.models import DutyRow, Entry
from throughcare.organisations.actions import decide_area_setting
from throughcare.organisations.fallback import Fallback, written
from throughcare.organisations.models import AreaSetting
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import SentToLaboratory, VoluntaryOfferMade
from throughcare.rulebook.facts.risk import RiskTakenOn
from throughcare.suites.arrangements import PARTS, write
from throughcare.suites.models import Arrangements, Handover

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_night")]
WORDS = {name: f"About {name}" for name in PARTS}


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query, secure=True).content.decode()


def arranged(rhys, **words):
    return write(
        suite=rhys.organisation, kept_by="Custody inspector", words=WORDS | words, from_on=date(2010, 6, 1), by=rhys,
        at=at(50),
    )  # fmt: skip


# handover


def test_the_sheet_begins_with_the_risks_and_says_by_when(meera, northmoor_cjit, glan_y_dwr_cjit):
    """H-49: what was found goes to the next shift, with its taker."""
    at_risk(meera)
    positive(meera)

    text = page(signed_in(meera), "handover")

    assert text.index("Immediate risk: act now") < text.index("Who is here: 2")
    assert "Ffion" not in text.split("Left, and something is still owed")[1]
    assert "taken by Sgt Aled O’Rourke" in text
    assert "Positive test, no RA1 given" in text
    assert "Give RA1 in writing, before release: Fri 11 June" in text


def test_samples_that_wait_and_what_is_owed_for_those_who_left(meera, northmoor_cjit, glan_y_dwr_cjit):
    person, arrest = arrested(meera, "Leanne", "O’Keefe", cell="F2")
    test = sampled(person, arrest, meera)
    note(person, SentToLaboratory(test=test), at(0, 30), meera)
    gone, left, _ = positive(meera)
    released(gone, left, meera)

    text = page(signed_in(meera), "handover")

    assert "Leanne O’Keefe: " in text.split("Samples waiting")[1].split("Left, and")[0]
    assert "Dafydd Llŷr O’Hare: Inspector: record why RA1 was not given" in text


def test_an_empty_suite_is_handed_over_too(meera, northmoor_cjit):
    text = page(signed_in(meera), "handover")

    assert "No immediate risk is open." in text
    assert "Nobody is in the suite." in text


def test_the_sheet_prints(meera, northmoor_cjit, glan_y_dwr_cjit):
    at_risk(meera)
    client = signed_in(meera)

    answer = client.get(reverse("handover_pdf"), secure=True)

    assert answer["Content-Type"] == "application/pdf"
    assert "Ffion" not in answer["Content-Disposition"]
    assert "Said she has nothing to live for" in text_of(answer.content)
    assert answer.content == client.get(reverse("handover_pdf"), secure=True).content


def test_who_prepared_it_and_who_took_it_over_stand_on_the_first_page(meera, aled, northmoor_cjit, glan_y_dwr_cjit):
    at_risk(meera)
    leaving, coming = signed_in(meera), signed_in(aled)

    leaving.post(reverse("handover"), secure=True)
    waiting = page(coming, "suite")
    own = page(leaving, "suite")
    coming.post(reverse("take_over"), {"handover": Handover.objects.get().pk}, secure=True)

    assert "1 here, 1 at immediate risk. Nobody has taken it over." in waiting
    assert "I take over" in waiting
    assert "I take over" not in own
    assert "Taken over Fri 11 June, 03:07 by <strong>Aled O&#x27;Rourke</strong> from Meera O&#x27;Shea" in page(
        leaving, "suite"
    )


def test_an_older_sheet_is_not_taken_over_by_mistake(meera, aled, rhys, northmoor_cjit):
    signed_in(meera).post(reverse("handover"), secure=True)
    old = Handover.objects.get().pk
    signed_in(rhys).post(reverse("handover"), secure=True)

    signed_in(aled).post(reverse("take_over"), {"handover": old}, secure=True)

    assert not Handover.objects.filter(taken_by=aled).exists()


# immediate risk


def risk_of(person):
    return Entry.objects.get(person=person, kind="risk_found").pk


def test_one_press_on_the_board_takes_the_risk_on(meera, aled, northmoor_cjit, glan_y_dwr_cjit):
    """Invariant 11: still owed, and a name has it."""
    person, _ = at_risk(meera)
    client, entry = signed_in(aled), str(uuid4())
    where = reverse("take_on_risk", args=[person.reference, risk_of(person)])

    assert f'action="{where}?next=/suite"' in page(client, "suite")
    answers = [client.post(f"{where}?next=/suite", {"entry": entry}, secure=True) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/suite", "/suite"]
    assert Entry.objects.filter(kind="risk_taken_on").count() == 1
    assert "taken by Aled O&#x27;Rourke" in page(client, "suite")
    assert DutyRow.objects.get(kind="act_on_risk").state == "open"


def test_the_page_of_a_risk_says_who_has_it(meera, northmoor_cjit, glan_y_dwr_cjit):
    person, _ = at_risk(meera)
    note(person, RiskTakenOn(risk=risk_of(person), taker="Insp Tanner"), at(0, 2), meera)

    text = page(signed_in(meera), "take_on_risk", person.reference, risk_of(person))

    assert "<strong>Insp Tanner</strong> has it." in text


def test_there_is_no_page_of_a_risk_that_is_not_there(meera, northmoor_cjit):
    person, _ = arrested(meera, "Gwyn", "Tŷ-Mawr")

    answer = signed_in(meera).get(reverse("take_on_risk", args=[person.reference, uuid4()]), secure=True)

    assert answer.status_code == 404


def test_after_an_offer_accepted_the_board_says_who_books(meera, northmoor_cjit, glan_y_dwr_cjit):
    person, arrest = arrested(meera, "Gwyn", "Tŷ-Mawr")
    note(person, VoluntaryOfferMade(arrest=arrest, accepted=True), at(0, 5), meera)

    assert "Accepted an appointment by choice: Northmoor CJIT books it and tells the person" in page(
        signed_in(meera), "suite"
    )


def test_out_of_hours_the_suite_books_a_place_itself(meera, northmoor_cjit, glan_y_dwr_cjit):
    """S-14, H-71: police book, while detention may still last; H-75: nobody is kept only for that."""
    person, *_ = positive(meera, area="NMR")
    slots(northmoor_cjit)
    client = signed_in(meera)

    board, booking = page(client, "suite"), page(client, "book", person.reference)

    assert "Out of hours.</strong> If no drug worker is here or on call, book a place instead." in board
    assert "Nobody may be kept here only to be assessed." in board
    assert "Choose a place" in booking
    assert "whether or not this is finished" in booking


def test_being_seen_in_the_suite_is_offered_beside_the_places(meera, northmoor_cjit, castle_street):
    """I-35, N-42: in custody, wherever it does not hinder."""
    on_duty(northmoor_cjit, suite=castle_street)
    person, *_ = positive(meera, area="NMR")
    slots(northmoor_cjit)

    assert "Seen in custody now" in page(signed_in(meera), "book", person.reference)


# local arrangements


def test_every_custody_page_leads_to_the_suites_own_arrangements(meera, rhys, northmoor_cjit, glan_y_dwr_cjit):
    """H-161: on the spot; H-164: when nobody is there."""
    arranged(rhys, nobody_here="Monday to Friday 09:00 to 11:00\n9 Station Approach")
    person, *_ = positive(meera)
    slots(glan_y_dwr_cjit)
    client, where = signed_in(meera), reverse("arrangements", args=[meera.organisation_id])

    for name, args in (("suite", ()), ("book", (person.reference,))):
        assert f'href="{where}"' in page(client, name, *args), name
    text = page(client, "arrangements", meera.organisation_id)
    assert "Monday to Friday 09:00 to 11:00<br>9 Station Approach" in text
    assert "Kept by: <strong>Custody inspector</strong>" in text
    assert "Written by Rhŷs Tanner, " in text


def test_when_and_where_stand_there_exactly_if_nobody_can_book(meera, northmoor, northmoor_cjit):
    """S-17, S-25"""
    said = Fallback(when="Monday to Friday 09:00 to 11:00", where="9 Station Approach", how="Write it on RA1.")
    decide_area_setting(
        area=northmoor, name=AreaSetting.Name.FALLBACK_BOOKING, value=written(said), from_on=date(2010, 6, 1)
    )

    text = page(signed_in(meera), "arrangements", meera.organisation_id)

    assert "Nobody has written this page yet." in text
    assert "<strong>Monday to Friday 09:00 to 11:00</strong>" in text
    assert "<strong>9 Station Approach</strong>" in text


def test_a_drug_worker_reads_it_too(rhys, rhian):
    """S-30: workers reach a phone and the list while in the suite."""
    arranged(rhys, telephone="Desk 2, beside the list")

    assert "Desk 2, beside the list" in page(signed_in(rhian), "arrangements", rhys.organisation_id)


def test_the_inspector_writes_the_next_version_and_both_stay(rhys, northmoor_cjit):
    arranged(rhys)
    client = signed_in(rhys)
    typed = {"kept_by": "Inspector, nights", **WORDS, "telephone": "Desk 3",
             "from_on-day": "11", "from_on-month": "6", "from_on-year": "2010"}  # fmt: skip

    early = client.post(reverse("write_arrangements"), typed | {"from_on-year": "2009"}, secure=True)
    empty = client.post(reverse("write_arrangements"), typed | {"telephone": ""}, secure=True)
    client.post(reverse("write_arrangements"), typed, secure=True)

    assert (early.status_code, empty.status_code) == (422, 422)
    assert "Fill in: The drug worker’s telephone and the list" in empty.content.decode()
    assert list(Arrangements.objects.values_list("version", flat=True)) == [2, 1]
    assert "Desk 3" in page(client, "arrangements", rhys.organisation_id)
    assert "About telephone" in page(client, "arrangements", rhys.organisation_id, version="1")
    assert "not the one in force" in page(client, "arrangements", rhys.organisation_id, version="1")


def test_only_the_inspector_of_that_suite_is_asked_to_write(meera, rhys, mill_lane):
    arranged(rhys)
    other = works_at(mill_lane, Role.CUSTODY_INSPECTOR, "Owain Pugh")

    assert "Write the next version" in page(signed_in(rhys), "arrangements", rhys.organisation_id)
    for who in (meera, other):
        assert "Write the next version" not in page(signed_in(who), "arrangements", rhys.organisation_id)
    assert signed_in(meera).get(reverse("write_arrangements"), secure=True).status_code == 403


def test_only_suites_have_such_a_page(meera, northmoor_cjit):
    answer = signed_in(meera).get(reverse("arrangements", args=[northmoor_cjit.pk]), secure=True)

    assert answer.status_code == 404


def test_the_board_costs_no_more_with_all_this_on_it(
    meera, aled, rhys, northmoor_cjit, glan_y_dwr_cjit, django_assert_max_num_queries
):
    arranged(rhys)
    signed_in(meera).post(reverse("handover"), secure=True)
    for number in range(6):
        at_risk(meera)
        positive(meera, f"Dafydd{number}")
    client = signed_in(aled)
    page(client, "suite")

    with django_assert_max_num_queries(12):  # design 10
        page(client, "suite")
    with django_assert_max_num_queries(20):
        page(client, "handover")

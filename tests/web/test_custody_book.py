"""Booking the first assessment and giving RA1, at every stage, by one officer or by two."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import done
from tests.web.suite_scene import (
    NOW,
    address,
    arrested,
    note,
    on_duty,
    positive,
    released,
    sampled,
    signed_in,
    slots,
    when,
)
from throughcare.diary.models import Booking
from throughcare.journal.models import AppointmentRow, Entry
from throughcare.journal.reading import history
from throughcare.journal.record import Proposed, record
from throughcare.organisations.actions import decide_area_setting
from throughcare.organisations.models import AreaSetting
from throughcare.rulebook.facts.assessment import AppointmentMade, NoticePrepared, NoticeServed
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.identity import Housing, ResidenceEstablished

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_night")]


@pytest.fixture
def waiting(meera, northmoor_cjit, glan_y_dwr_cjit):
    """Dafydd, who lives in Glan-y-Dŵr, and its two places: one in time, one too late."""
    glan_y_dwr_cjit.phone = "01632 960214"
    glan_y_dwr_cjit.save()
    person, *_ = positive(meera)
    return person, slots(glan_y_dwr_cjit)


def page(client, person, query=""):
    return client.get(address("book", person) + query, secure=True).content.decode()


def hidden(text, name):
    return re.search(rf'type="hidden" name="{name}"(?: value="([^"]*)")?', text)[1] or ""


def chosen(text, slot, **more):
    return {
        "do": "book", "entry": hidden(text, "entry"), "seen": hidden(text, "seen"), "slot": str(slot),
        "late_because": "",
    } | more  # fmt: skip


def given(text, **more):
    return {
        "do": "give", "entry": hidden(text, "entry"), "seen": hidden(text, "seen"),
        "how": "into the person's hand", "language": "English", "read_out": "yes, all of it", "signed": "yes",
        **when("given_at"),
    } | more  # fmt: skip


def booked(client, person, slot):
    return client.post(address("book", person), chosen(page(client, person), slot.pk), secure=True)


def test_the_team_of_residence_is_found_with_its_places_and_the_reason(meera, waiting):
    text = page(signed_in(meera), waiting[0])

    assert "Glan-y-Dŵr CJIT" in text
    assert "Lives at 9 Lôn Fach. That is outside the area of arrest" in text
    assert "1 free before the limit" in text
    assert "Why the limit is the end of Monday 14 June" in text
    assert "Any release before Sun 13 June, 00:00 gives the same limit" in text or "gives the same limit" in text
    assert text.index("In time") < text.index("Too late")


def test_a_place_is_booked_and_ra1_prepared_from_it(meera, waiting):
    person, (monday, _) = waiting
    client = signed_in(meera)

    answer = booked(client, person, monday)

    text, made = page(client, person), history(person.pk).all(AppointmentMade)
    assert answer.url == address("book", person)
    assert made[0].fact.slot == monday.pk
    assert history(person.pk).all(NoticePrepared)[0].fact.starts_at == monday.starts_at
    assert Booking.objects.get(slot=monday).person == person
    assert "Mon 14 June, 10:30" in text
    assert "Print RA1 (PDF)" in text
    assert "The person finds reading hard. Please read it to them." in text


def test_a_double_click_books_once(meera, waiting):
    person, (monday, _) = waiting
    client = signed_in(meera)
    sent = chosen(page(client, person), monday.pk)

    statuses = [client.post(address("book", person), sent, secure=True).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Entry.objects.filter(kind="appointment_made").count() == 1


def test_a_late_place_needs_a_reason(meera, waiting):
    person, (_, tuesday) = waiting
    client = signed_in(meera)
    text = page(client, person)

    without = client.post(address("book", person), chosen(text, tuesday.pk), secure=True)
    with_reason = client.post(
        address("book", person), chosen(text, tuesday.pk, late_because="In court on Monday"), secure=True
    )

    assert without.status_code == 422
    assert "Say why a place after the limit is chosen" in without.content.decode()
    assert f'value="{tuesday.pk}" checked' in without.content.decode()
    assert with_reason.status_code == 302


def test_whoever_loses_a_place_hears_of_the_next(meera, waiting):
    person, (monday, _) = waiting
    other, *_ = positive(meera, "Gwyn", "Tŷ-Mawr", cell="M5")
    client = signed_in(meera)
    sent = chosen(page(client, other), monday.pk)
    booked(client, person, monday)

    answer = client.post(address("book", other), sent, secure=True)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This place has just been taken." in text
    assert "Free next: Tuesday 15 June 2010, 09:30." in text
    assert str(monday.pk) not in text


def test_no_place_chosen_is_an_error_that_leads_to_the_list(meera, waiting):
    client = signed_in(meera)

    answer = client.post(address("book", waiting[0]), chosen(page(client, waiting[0]), ""), secure=True)

    assert 'href="#id_book_slot_0"' in answer.content.decode()
    assert answer.status_code == 422


def test_seen_in_custody_now_books_the_local_team_at_once(meera, waiting, northmoor_cjit, castle_street):
    on_duty(northmoor_cjit, suite=castle_street)
    client = signed_in(meera)

    client.post(address("book", waiting[0]), chosen(page(client, waiting[0]), "now"), secure=True)

    row = AppointmentRow.objects.get()
    assert (row.team, row.starts_at, row.place) == (northmoor_cjit, NOW, "Castle Street custody suite")


OFFERED = "<strong>Seen in custody now</strong>, by Rhian O’Neill, on duty in this suite until 07:07, 01632 960101"
NOBODY = "Nobody is on duty in this suite to see the person now."


@pytest.mark.parametrize(
    ("turn", "is_offered"),
    [
        ({"starts": 0}, True), ({"starts": 1}, False), ({"ends": 1}, True), ({"ends": 0}, False),
        ({"may_assess": False}, False),
    ],
    ids=["from this minute", "from the next", "for this minute", "no longer", "not for required assessments"],
)  # fmt: skip
def test_being_seen_now_is_offered_only_while_somebody_is_on_at_the_suite(
    turn, is_offered, meera, waiting, northmoor_cjit, castle_street
):
    """I-35, H-158, N-42: offered at once in custody where a worker is there."""
    on_duty(northmoor_cjit, suite=castle_street, **turn)

    text = page(signed_in(meera), waiting[0])

    assert ("Seen in custody now" in text, NOBODY in text) == (is_offered, not is_offered)


def test_who_is_here_stands_beside_the_choice(meera, waiting, northmoor_cjit, castle_street):
    """I-35"""
    on_duty(northmoor_cjit, suite=castle_street)

    assert OFFERED in page(signed_in(meera), waiting[0])


def test_nobody_of_another_suite_or_on_call_is_offered_as_being_here(
    meera, waiting, northmoor_cjit, mill_lane, glan_y_dwr
):
    """I-35, H-164: who is on call, who is next and what the area does instead are said."""
    on_duty(northmoor_cjit, suite=mill_lane, name="Gwyn Ellis")
    on_duty(northmoor_cjit, name="Rhian O’Neill")
    on_duty(northmoor_cjit, starts=300, ends=600, name="Nia Prys", phone="01632 960103")
    decide_area_setting(
        area=glan_y_dwr, name=AreaSetting.Name.FALLBACK_BOOKING, value="When: Mondays 09:00\nWhere: 3 Heol y Bont",
        from_on=(NOW - timedelta(days=30)).date(),
    )  # fmt: skip

    client = signed_in(meera)
    text = page(client, waiting[0])
    answer = client.post(address("book", waiting[0]), chosen(text, "now"), secure=True)

    assert NOBODY in text
    assert "On call: Rhian O’Neill, 01632 960101." in text
    assert "Next on: Nia Prys, Fri 11 June, 08:07, 01632 960103." in text
    assert "If no place can be booked: Mondays 09:00, 3 Heol y Bont." in text
    assert "Seen in custody now" not in text
    assert answer.status_code == 422


def test_ra1_is_given_and_the_suite_shows_it(meera, waiting):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)

    answer = client.post(address("book", person), given(page(client, person)), secure=True)

    served = history(person.pk).all(NoticeServed)[0].fact
    assert answer.url == "/suite"
    assert (served.language, served.signed, served.read_out.value) == ("English", True, "yes, all of it")
    assert "RA1 given 03:07" in client.get("/suite", secure=True).content.decode()
    assert "RA1 was given" in page(client, person)


def test_every_question_about_the_paper_is_asked(meera, waiting):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)
    text = page(client, person)

    nothing = client.post(address("book", person), {"do": "give", "entry": hidden(text, "entry")}, secure=True)
    half = client.post(
        address("book", person), given(text, language="other", read_out="", signed=""), secure=True
    ).content.decode()  # fmt: skip

    assert nothing.status_code == 422
    assert "Say how it was given, or that it was not" in nothing.content.decode()
    for sentence in ("Enter the language", "Say whether it was read out", "Say whether the person signed"):
        assert sentence in half


def test_not_given_records_nothing_and_says_what_follows(meera, waiting):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)

    answer = client.post(address("book", person), given(page(client, person), how="not given"), secure=True)
    text = client.get(answer.url, secure=True).content.decode()

    assert not history(person.pk).all(NoticeServed)
    assert "Without RA1 the requirement cannot be enforced. Glan-y-Dŵr CJIT is told at once" in text
    assert "Record the release" in text


def test_outside_a_demonstration_unapproved_words_are_not_served(meera, waiting, settings):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)
    settings.DEMO = False

    answer = client.post(address("book", person), given(page(client, person)), secure=True)

    assert answer.status_code == 422
    assert "Nobody has approved our wording of RA1 for Castle Street custody suite" in answer.content.decode()
    assert not history(person.pk).all(NoticeServed)


def test_two_officers_on_one_person_do_not_book_twice(meera, rhys, waiting):
    person, (monday, tuesday) = waiting
    first, second = signed_in(meera), signed_in(rhys)
    seen_before = page(second, person)
    booked(first, person, monday)

    late = chosen(seen_before, tuesday.pk, late_because="In court on Monday")
    answer = second.post(address("book", person), late, secure=True)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else recorded something while this page was open" in text
    assert "In court on Monday" in text or "Mon 14 June, 10:30" in text
    assert Entry.objects.filter(kind="appointment_made").count() == 1
    assert not Entry.objects.filter(kind="appointment_moved").exists()


def test_a_corrected_address_changes_the_team_and_the_place_can_be_moved(meera, waiting, northmoor_cjit):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)
    entry = next(one for one in history(person.pk).all(ResidenceEstablished))
    corrected = ResidenceEstablished(housing=Housing.ADDRESS, area="NMR", address="1 High Street")
    done(
        record(
            [Proposed(id=uuid4(), person_id=person.pk, fact=corrected, happened_at=entry.happened_at,
                      replaces=entry.id, why="Gave a friend’s address")], by=meera, at=NOW,
        )
    )  # fmt: skip
    here = slots(northmoor_cjit)[0]

    text = page(client, person, "?change=1")
    moved = client.post(address("book", person), chosen(text, here.pk), secure=True)

    assert "The place booked is with another team." in text
    assert moved.status_code == 302
    assert AppointmentRow.objects.get().team == northmoor_cjit
    assert [one.fact.form for one in history(person.pk).all(NoticePrepared)] == ["RA1", "RA1"]
    assert Booking.objects.filter(slot=monday, released_at=None).count() == 0
    assert "Print RA1 (PDF)" in page(client, person)


def test_after_ra1_a_change_is_told_by_ra2(meera, waiting, glan_y_dwr_cjit):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)
    client.post(address("book", person), given(page(client, person)), secure=True)
    again = slots(glan_y_dwr_cjit)[0]

    client.post(address("book", person), chosen(page(client, person, "?change=1"), again.pk), secure=True)

    text = page(client, person)
    if again.starts_at != monday.starts_at:
        assert "Give RA2" in text
    pdf = client.get(re.search(r'href="([^"]+\.pdf)"', text)[1], secure=True)
    assert pdf["Content-Type"] == "application/pdf"


def test_a_test_that_nobody_has_required_leads_to_requiring(meera, rhys, northmoor_cjit, glan_y_dwr_cjit):
    person, arrest = arrested(meera, "Dafydd", "O’Hare")
    sampled(person, arrest, meera)

    assert "Require the assessment" in page(signed_in(meera), person)
    assert "Decide that it is not required" not in page(signed_in(meera), person)
    assert "Decide that it is not required" in page(signed_in(rhys), person)


def test_without_a_positive_test_only_a_choice_is_offered(meera, northmoor_cjit):
    person, _ = arrested(meera, "Siôn", "O’Neill-Price")

    text = page(signed_in(meera), person)

    assert "No assessment is required now" in text
    assert "Offer an appointment by choice" in text


def test_what_to_do_when_nothing_is_free_is_the_areas_own(meera, waiting, glan_y_dwr):
    decide_area_setting(
        area=glan_y_dwr, name=AreaSetting.Name.FALLBACK_BOOKING,
        value="When: Mondays 09:00\nWhere: 3 Heol y Bont\nHow: Ring the duty worker.",
        from_on=(NOW - timedelta(days=30)).date(),
    )  # fmt: skip

    assert "Ring the duty worker." in page(signed_in(meera), waiting[0])


def test_no_fixed_abode_stays_with_the_team_of_the_area(meera, northmoor_cjit):
    person, *_ = positive(meera, area="")

    text = page(signed_in(meera), person)

    assert "No fixed abode, so the team of this area does the assessment." in text
    assert "our reading R1" in text


def test_release_without_ra1_says_what_follows_and_is_recorded(meera, waiting):
    person, _ = waiting
    client = signed_in(meera)
    where = f"{address('record', person, 'released')}?next=/suite"

    text = client.get(where, secure=True).content.decode()
    arrest = re.search(r'type="hidden" name="arrest" value="([^"]*)"', text)[1]
    answer = client.post(
        where, {"entry": hidden(text, "entry"), "arrest": arrest, "disposal": "police bail", **when("happened_at")},
        secure=True,
    )  # fmt: skip

    assert "Positive test, no RA1 given" in text
    assert "Without RA1 the requirement cannot be enforced" in text
    assert answer.url == "/suite"
    assert "Left without RA1:" in client.get("/suite", secure=True).content.decode()


def test_after_release_the_page_still_works(meera, waiting):
    person, _ = waiting
    arrest = history(person.pk).all(Arrested)[0].id
    released(person, arrest, meera)

    text = page(signed_in(meera), person)

    assert "The person has been released." in text
    assert "Seen in custody now" not in text


def test_the_page_of_another_suites_person_is_not_there(waiting, mill_lane, rhian):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    other = works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis")

    for name in ("book", "not_given", "notice", "residence"):
        assert signed_in(other).get(address(name, waiting[0]), secure=True).status_code == 404
    assert signed_in(rhian).get(address("book", waiting[0]), secure=True).status_code == 403


def test_another_suites_requirement_is_not_booked_from_here(meera, mill_lane, northmoor_cjit, glan_y_dwr_cjit):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    person, *_ = positive(works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis"))
    note(person, Arrested(offence="theft_s1", custody_number="CS/9", cell="M9"), NOW - timedelta(minutes=5), meera)

    text = page(signed_in(meera), person)

    assert "No assessment is required now" in text
    assert "Choose a place" not in text


def test_the_page_asks_a_bounded_number_of_times(meera, waiting, django_assert_max_num_queries):
    client = signed_in(meera)
    page(client, waiting[0])

    with django_assert_max_num_queries(14):
        page(client, waiting[0])


def test_the_paper_is_the_same_at_every_printing_and_its_name_says_nothing(meera, waiting):
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)
    notice = history(person.pk).all(NoticePrepared)[0]
    where = address("notice_pdf", person, notice.root)

    first, again = (client.get(where, secure=True) for _ in range(2))

    assert first.content.startswith(b"%PDF")
    assert first.content == again.content
    assert "Dafydd" not in first["Content-Disposition"]
    assert first["Content-Disposition"].startswith("inline")


def test_a_paper_without_a_telephone_number_says_so(meera, waiting, glan_y_dwr_cjit):
    glan_y_dwr_cjit.phone = ""
    glan_y_dwr_cjit.save()
    person, (monday, _) = waiting
    client = signed_in(meera)
    booked(client, person, monday)
    notice = history(person.pk).all(NoticePrepared)[0]

    answer = client.get(address("notice_pdf", person, notice.root), secure=True)

    assert answer.status_code == 422
    assert "a telephone number" in answer.content.decode()

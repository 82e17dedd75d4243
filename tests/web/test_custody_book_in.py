"""Booking in: one form, one record, the area shown before it is saved, and nothing said of anybody else's people."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.web.suite_scene import NOW, address, arrested, positive, signed_in, when
from throughcare.journal.models import CustodyRow, Entry
from throughcare.people.models import Person
from throughcare.suites.packs import make_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_night")]
PAGE = "/suite/book-in"


def answers(**more):
    return {
        "entry": str(uuid4()), "given_name": "Gwyn", "family_name": "Tŷ-Mawr", "born_on-day": "8",
        "born_on-month": "12", "born_on-year": "1969", "housing": "at an address", "address": "9 Lôn Fach",
        "place": "Glan-y-Dŵr", "area": "", "agreed": "", "speaks": "Welsh, English", "finds_reading_hard": "no",
        "offence": "handling_s22", "custody_number": "CS/5", "cell": "M5", **when("arrived_at"),
    } | more  # fmt: skip


def sent(client, page=PAGE, **more):
    return client.post(page, answers(**more), secure=True)


def test_the_area_found_is_shown_before_anything_is_saved(meera, northmoor_cjit, glan_y_dwr_cjit):
    answer = sent(signed_in(meera))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Glan-y-Dŵr: the team there is Glan-y-Dŵr CJIT." in text
    assert 'name="agreed" value="GYD"' in text
    assert 'value="Gwyn"' in text
    assert not Person.objects.exists()


def test_four_facts_are_recorded_together(meera, northmoor_cjit, glan_y_dwr_cjit):
    answer = sent(signed_in(meera), agreed="GYD")

    person = Person.objects.get()
    assert answer.url == "/suite"
    assert (person.full_name, person.area_code, person.length) == ("Gwyn Tŷ-Mawr", "GYD", 4)
    kinds = Entry.objects.order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["details_given", "residence_established", "language_needs", "arrested"]
    assert CustodyRow.objects.get().suite_id == meera.organisation_id


def test_sent_twice_it_is_one_arrest_of_one_person(meera, northmoor_cjit, glan_y_dwr_cjit):
    client, entry = signed_in(meera), str(uuid4())

    first, again = (sent(client, agreed="GYD", entry=entry) for _ in range(2))

    assert (first.status_code, again.status_code) == (302, 302)
    assert (Person.objects.count(), Entry.objects.count()) == (1, 4)


@pytest.mark.parametrize("housing", ["no fixed abode", "not known"])
def test_without_an_address_nothing_has_to_be_found(meera, northmoor_cjit, housing):
    assert sent(signed_in(meera), housing=housing, place="", address="").status_code == 302
    assert Person.objects.get().area_code is None


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("", "Enter the town or postcode"),
        ("Atlantis", "This place is not on our lists. Try the postcode, or choose the area"),
        ("Newport", "This name is in more than one area. Try the postcode, or choose the area"),
    ],
)
def test_a_place_that_is_not_found_is_asked_again(meera, northmoor_cjit, glan_y_dwr_cjit, place, sentence):
    answer = sent(signed_in(meera), place=place)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert 'href="#id_place"' in text
    assert "<title>Error: " in text


def test_the_area_can_be_chosen_where_the_lists_do_not_say(meera, northmoor_cjit, glan_y_dwr_cjit):
    assert "Northmoor: the team there is Northmoor CJIT." in sent(
        signed_in(meera), place="Newport", area="NMR"
    ).content.decode()  # fmt: skip


def test_what_was_typed_is_kept_with_the_errors(meera, northmoor_cjit):
    answer = sent(signed_in(meera), family_name="", custody_number="")

    text = answer.content.decode()
    assert "Enter the family name" in text
    assert "Enter the custody number" in text
    assert 'value="9 Lôn Fach"' in text


def test_an_arrival_that_has_not_come_is_refused(meera, northmoor_cjit):
    tomorrow = when("arrived_at", NOW.replace(day=12))

    assert "The time of arrival has not come yet" in sent(signed_in(meera), **tomorrow).content.decode()


def test_somebody_known_here_is_found_and_keeps_their_record(meera, northmoor_cjit, glan_y_dwr_cjit):
    person, *_ = arrested(meera, "Gwyn", "Tŷ-Mawr")
    client = signed_in(meera)

    found = client.post(PAGE, {"box": "ty-mawr"}, secure=True).content.decode()
    chosen = client.post(PAGE, {"box": "ty-mawr", "same": person.reference}, secure=True).content.decode()
    form = client.get(PAGE, {"person": person.reference}, secure=True).content.decode()
    sent(client, f"{PAGE}?person={person.reference}", agreed="GYD")

    assert f'name="same" value="{person.reference}"' in found
    assert 'value="9 Lôn Fach"' in chosen
    assert "is in this suite now" in form
    assert 'value="9 Lôn Fach"' in form
    assert (Person.objects.count(), CustodyRow.objects.count()) == (1, 2)


def answer_to(client, sought):
    """The page without what is new on every page: tokens and ids."""
    text = client.post(PAGE, {"box": sought}, secure=True).content.decode()
    return re.sub(r'(name="(?:csrfmiddlewaretoken|entry)" value=")[^"]*', r"\1", text)


def test_nobody_learns_who_is_known_elsewhere(meera, mill_lane, northmoor_cjit, glan_y_dwr_cjit):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    person, *_ = positive(meera)
    client = signed_in(works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis"))

    known, unknown = (answer_to(client, name) for name in ("O’Hare", "Nobody"))
    taken = client.get(PAGE, {"person": person.reference}, secure=True).content.decode()

    assert "Nobody this suite has recorded" in known
    assert known.replace("O’Hare", "Nobody") == unknown
    assert "Dafydd" not in taken


def test_an_empty_search_says_what_to_type(meera, northmoor_cjit):
    text = answer_to(signed_in(meera), "")

    assert "Type or scan something first, or fill in the form." in text


def boxed(client, text, **more):
    return client.post(PAGE, {"box": text, **more}, secure=True)


def test_a_pasted_line_fills_the_form_and_records_nothing(meera, northmoor_cjit, glan_y_dwr_cjit):
    text = boxed(signed_in(meera), "O'HARE, Dafydd Llŷr, 09/11/1984, NM/2010/03317, x?y").content.decode()

    for value in ("O&#x27;Hare", "Dafydd Llŷr", "NM/2010/03317", "1984"):
        assert f'value="{value}"' in text
    assert "Check it below: nothing is recorded yet." in text
    assert "Not used: x?y" in text
    assert not Person.objects.exists()


def test_a_scanned_custody_number_opens_who_is_here_under_it(meera, northmoor_cjit):
    """The number is typed once, at booking in, and never again."""
    person, _ = arrested(meera, "Gwyn", "Tŷ-Mawr", cell="M1")
    client = signed_in(meera)

    assert boxed(client, "CS/M1").url == boxed(client, " cs/m1\r\n").url == address("person", person)
    assert "Nobody in this suite now has the custody number CS/M9." in boxed(client, "CS/M9").content.decode()
    assert 'value="CS/M9"' in boxed(client, "CS/M9").content.decode()


def test_a_custody_number_of_another_suite_says_nothing(meera, mill_lane, northmoor_cjit):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    arrested(meera, "Gwyn", "Tŷ-Mawr", cell="M1")
    client = signed_in(works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis"))

    assert "Nobody in this suite now has the custody number CS/M1." in boxed(client, "CS/M1").content.decode()


def test_the_number_of_a_paper_leads_to_entering_it(meera, northmoor_cjit):
    number = make_now(by=meera, at=NOW).papers.first().number
    client = signed_in(meera)

    assert boxed(client, number).url == boxed(client, number.replace("-", "")).url == reverse("paper", args=[number])


def test_somebody_known_here_keeps_the_number_that_was_pasted(meera, northmoor_cjit):
    person, _ = arrested(meera, "Gwyn", "Tŷ-Mawr")

    text = boxed(signed_in(meera), "TŶ-MAWR, Gwyn, 09/11/1984, NM/2010/9", same=person.reference).content.decode()

    assert 'value="NM/2010/9"' in text
    assert "Goes on the record" in text


def test_a_drug_worker_books_nobody_in(rhian):
    assert signed_in(rhian).post(PAGE, answers(), secure=True).status_code == 403


def test_where_somebody_lives_can_be_recorded_anew(meera, northmoor_cjit, glan_y_dwr_cjit):
    person, *_ = arrested(meera, "Gwyn", "Tŷ-Mawr")
    client, page, entry = signed_in(meera), f"{address('residence', person)}?next=/suite", str(uuid4())
    typed = {"entry": entry, "housing": "at an address", "address": "1 Stryd Fawr", "place": "Glan-y-Dŵr", "area": ""}

    shown = client.post(page, typed, secure=True)
    saved = client.post(page, {**typed, "agreed": "GYD"}, secure=True)
    again = client.post(page, {**typed, "agreed": "GYD"}, secure=True)

    person.refresh_from_db()
    assert "the team there is Glan-y-Dŵr CJIT" in shown.content.decode()
    assert (saved.url, again.url, person.area_code) == ("/suite", "/suite", "GYD")
    assert Entry.objects.filter(kind="residence_established").count() == 2


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "suite", ""])
def test_nobody_is_sent_to_another_site(meera, northmoor_cjit, elsewhere):
    person, *_ = arrested(meera, "Gwyn", "Tŷ-Mawr")
    typed = {"entry": str(uuid4()), "housing": "not known"}

    answer = signed_in(meera).post(f"{address('residence', person)}?next={elsewhere}", typed, secure=True)

    assert answer.url == address("person", person)

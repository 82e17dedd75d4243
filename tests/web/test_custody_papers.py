"""A night on paper: the pack, the papers entered next morning with their true times, the rest accounted for."""

import re
from datetime import UTC, datetime, timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.documents.papers import opened as pdf
from tests.web.suite_scene import (
    NOW,
    address,
    arrested,
    at,
    note,
    positive,
    released,
    required,
    sampled,
    signed_in,
    when,
)
from throughcare.diary.booking import free_slots
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import AppointmentRow, CustodyRow, DutyRow, Entry
from throughcare.rulebook.facts.custody import VoluntaryOfferMade
from throughcare.suites.models import Pack, Paper
from throughcare.suites.packs import make_now

pytestmark = pytest.mark.django_db
MORNING = NOW + timedelta(hours=5)
MONDAY = datetime(2010, 6, 14, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def next_morning(settings):
    settings.DEMO = True
    with mock.patch("throughcare.web.clock.now", return_value=MORNING):
        yield


@pytest.fixture
def slot(northmoor_cjit, glan_y_dwr_cjit):
    return Slot.objects.create(organisation=northmoor_cjit, starts_at=MONDAY, minutes=45, place="9 Station Approach")


@pytest.fixture
def pack(slot, meera):
    return make_now(by=meera, at=at(8))


@pytest.fixture
def first(pack):
    """The paper on which the only place of the diary is printed."""
    return pack.papers.first().number


def answers(**more):
    return {
        "entry": str(uuid4()), "where": "printed", "how": "into the person's hand", "language": "English",
        "read_out": "yes, all of it", "signed": "yes", **when("given_at", at(0, 30)), "left": "yes",
        **when("released_at", at(0, 20)), "disposal": "police bail",
    } | more  # fmt: skip


def asked(client, number, arrest=""):
    return client.get(reverse("paper", args=[number]), {"arrest": arrest} if arrest else {}, secure=True)


def entered(client, number, arrest, **more):
    return client.post(f"{reverse('paper', args=[number])}?arrest={arrest}", answers(**more), secure=True)


def problems(answer):
    """What an answer complains of, for the one who reads a failed test."""
    text = answer.content.decode()
    return re.findall(r'govuk-error-message"[^>]*>(.*?)</p>|class="tc-refusal__?[a-z]*"[^>]*>(.*?)</', text, re.DOTALL)


def test_a_pack_is_made_at_the_desk_and_printed(meera, slot):
    client = signed_in(meera)

    client.post(reverse("papers"), {"do": "print"}, secure=True)
    made = Pack.objects.get()
    answer = client.get(reverse("pack_pdf", args=[made.pk]), secure=True)

    assert reverse("pack_pdf", args=[made.pk]) in client.get(reverse("papers"), secure=True).content.decode()
    pages = [page.extract_text() for page in pdf(answer.content).pages]
    assert len(pages) == 1 + made.papers.count()
    assert all(paper.number in page for paper, page in zip(made.papers.all(), pages[1:], strict=True))
    assert "Monday 14 June 2010" in pages[1]
    assert answer.content == client.get(reverse("pack_pdf", args=[made.pk]), secure=True).content


def test_another_suite_neither_prints_nor_enters_ours(first, pack, mill_lane):
    from tests.cast import works_at
    from throughcare.rulebook.actors import Role

    client = signed_in(works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis"))

    assert client.get(reverse("pack_pdf", args=[pack.pk]), secure=True).status_code == 404
    assert asked(client, first).status_code == 404


def test_a_paper_night_is_entered_with_its_true_times(first, slot, meera):
    """The place printed on the paper becomes the booking; release and RA1 keep the times of the night."""
    person, arrest, _ = positive(meera, area="NMR")
    client = signed_in(meera)

    whom = asked(client, first).content.decode()
    form = asked(client, first, arrest).content.decode()
    saved = entered(client, first, arrest)

    assert f"?arrest={arrest}" in whom
    assert "As printed: Mon 14 June, 10:30, 9 Station Approach" in form
    assert saved.status_code == 302, problems(saved)
    assert saved.url == reverse("papers")
    served = Entry.objects.get(kind="notice_served")
    assert (served.happened_at, served.recorded_at) == (at(0, 30), MORNING)
    assert CustodyRow.objects.get(arrest=arrest).released_at == at(0, 20)
    assert Booking.objects.get(released_at=None).person_id == person.pk
    assert AppointmentRow.objects.get(person=person).notice_served
    assert DutyRow.objects.get(person=person, kind="give_ra1").state == "met"
    assert DutyRow.objects.get(person=person, kind="reason_for_no_ra1").state == "withdrawn"
    record = client.get(address("person", person), secure=True).content.decode()
    assert f"RA1 written on paper {first}" in record
    assert "Late" in record


def test_the_same_paper_is_never_entered_twice(first, pack, meera):
    """Invariant 8, also when the form is sent again or by another officer."""
    _, arrest, _ = positive(meera, area="NMR")
    other, second, _ = positive(meera, "Gwyn", area="NMR")
    client, once = signed_in(meera), answers()
    where = f"{reverse('paper', args=[first])}?arrest="

    client.post(f"{where}{arrest}", once, secure=True)
    again = client.post(f"{where}{arrest}", once, secure=True)
    elsewhere = client.post(f"{where}{second}", answers(where="by hand"), secure=True)

    assert Entry.objects.filter(kind="notice_served").count() == 1
    assert "Each paper is entered once" in again.content.decode()
    assert "Each paper is entered once" in elsewhere.content.decode()
    assert not Entry.objects.filter(person=other, kind="notice_prepared").exists()


def test_a_time_written_by_hand_is_entered_as_it_was(pack, slot, northmoor_cjit, meera):
    person, arrest, _ = positive(meera, area="NMR")
    number = pack.papers.all()[5].number
    by_hand = {"where": "by hand", "team": str(northmoor_cjit.pk), "place": "2 Quay Street",
               **when("starts_at", MONDAY + timedelta(hours=2))}  # fmt: skip

    answer = entered(signed_in(meera), number, arrest, **by_hand)

    assert answer.status_code == 302, problems(answer)
    assert AppointmentRow.objects.get(person=person).starts_at == MONDAY + timedelta(hours=2)
    assert not Booking.objects.filter(person=person).exists()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(first, meera):
    _, arrest, _ = positive(meera, area="NMR")

    answer = entered(signed_in(meera), first, arrest, where="by hand", disposal="", read_out="")

    text = answer.content.decode()
    assert answer.status_code == 422
    for missing in ("Choose the team", "Enter the day and time on the paper", "Say how the person left",
                    "Say whether it was read out"):  # fmt: skip
        assert missing in text


def test_outside_a_demonstration_words_that_nobody_approved_are_not_entered_as_given(first, meera, settings):
    settings.DEMO = False
    _, arrest, _ = positive(meera, area="NMR")

    answer = entered(signed_in(meera), first, arrest)

    assert "Nobody has approved our wording of RA1" in answer.content.decode()
    assert Paper.objects.get(pk=first).is_open


def test_a_release_can_be_recorded_without_the_paper(first, meera):
    person, arrest, _ = positive(meera, area="NMR")

    assert address("record", person, "released") in asked(signed_in(meera), first, arrest).content.decode()


def test_somebody_without_a_requirement_is_led_to_what_comes_first(first, meera):
    person, arrest = arrested(meera, "Gwyn", "Tŷ-Mawr")
    before = asked(signed_in(meera), first, arrest).content.decode()
    test = sampled(person, arrest, meera)
    tested = asked(signed_in(meera), first, arrest).content.decode()
    required(person, test, meera)

    assert f"{address('record', person, 'drug_tested')}?next=/suite/papers/{first}" in before
    assert "Record the requirement" in tested
    assert "Enter this paper" in asked(signed_in(meera), first, arrest).content.decode()


def test_nobody_booked_in_yet_is_booked_in_first_and_leads_back(first, meera):
    assert f"{reverse('book_in')}?paper={first}" in asked(signed_in(meera), first).content.decode()


def test_unused_papers_are_accounted_for_and_their_places_free_again(first, pack, slot, meera, northmoor_cjit):
    client = signed_in(meera)
    numbers = list(pack.papers.values_list("number", flat=True))

    nothing = client.post(reverse("papers"), {"do": "account"}, secure=True)
    taken = list(free_slots(organisation=northmoor_cjit, after=MORNING))
    client.post(reverse("papers"), {"do": "account", "numbers": numbers, "fate": "unused"}, secure=True)

    assert nothing.status_code == 422
    assert "Tick the papers that were given to nobody" in nothing.content.decode()
    assert taken == []
    assert [one.pk for one in free_slots(organisation=northmoor_cjit, after=MORNING)] == [slot.pk]
    assert not Paper.objects.filter(fate="").exists()
    assert "Every paper is entered or accounted for." in client.get(reverse("papers"), secure=True).content.decode()
    assert "accounted for: not used" in asked(client, first).content.decode()


def test_papers_of_an_earlier_night_stand_on_the_first_page(pack, meera):
    client = signed_in(meera)

    assert "not accounted for" in client.get(reverse("suite"), secure=True).content.decode()
    assert "not accounted for" in client.get(reverse("papers"), secure=True).content.decode().lower()


def test_a_moved_appointment_is_told_on_a_numbered_ra2(pack, first, slot, meera, northmoor_cjit):
    person, arrest, _ = positive(meera, area="NMR")
    client = signed_in(meera)
    entered(client, first, arrest, left="no")
    ra2 = pack.papers.get(form="RA2", number__endswith=pack.papers.last().number[-4:]).number
    moved = {"where": "by hand", "team": str(northmoor_cjit.pk), "place": "9 Station Approach", "left": "no",
             **when("starts_at", MONDAY + timedelta(hours=1)), **when("given_at", at(0, 25))}  # fmt: skip

    answer = entered(client, ra2, arrest, **moved)

    assert answer.status_code == 302, problems(answer)
    assert AppointmentRow.objects.get(person=person).starts_at == MONDAY + timedelta(hours=1)
    assert AppointmentRow.objects.get(person=person).notice_served
    assert not Booking.objects.filter(released_at=None, person=person).exists()


def test_somebody_released_before_the_paper_was_entered(first, meera):
    person, arrest, _ = positive(meera, area="NMR")
    released(person, arrest, meera, minutes=5)

    text = asked(signed_in(meera), first, arrest).content.decode()
    saved = entered(signed_in(meera), first, arrest)

    assert "Has the person left the suite?" not in text
    assert saved.status_code == 302
    assert DutyRow.objects.get(person=person, kind="reason_for_no_ra1").state == "withdrawn"
    assert note(person, VoluntaryOfferMade(arrest=arrest, accepted=False), MORNING, meera)


def test_the_pages_ask_a_bounded_number_of_times(first, pack, meera, django_assert_max_num_queries):
    _, arrest, _ = positive(meera, area="NMR")
    client = signed_in(meera)
    asked(client, first, arrest)

    with django_assert_max_num_queries(14):
        client.get(reverse("papers"), secure=True)
    with django_assert_max_num_queries(16):
        asked(client, first, arrest)

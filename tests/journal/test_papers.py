"""A numbered paper is entered once, takes the place that was set aside for it, and waits again when taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.facts import NOON, arrest, booked, done, made, minutes, positive, proposed, required, somebody
from throughcare.diary.models import Booking, Slot
from throughcare.journal.models import Entry
from throughcare.journal.rebuild import rebuild
from throughcare.journal.record import record, void
from throughcare.rulebook.facts.assessment import Form, NoticePrepared
from throughcare.rulebook.standing import Refusal
from throughcare.suites.models import Paper
from throughcare.suites.papers import Wanted, make_pack, outstanding, places

pytestmark = pytest.mark.django_db

MORNING = NOON + timedelta(hours=19)
TOMORROW = NOON + timedelta(hours=21)


@pytest.fixture
def slot(northmoor_cjit):
    return Slot.objects.create(organisation=northmoor_cjit, starts_at=TOMORROW, minutes=45, place="12 High Street")


@pytest.fixture
def papers(slot, meera, northmoor_cjit):
    """The only place of the slot stands on the first of them."""
    wanted = Wanted(suite=meera.organisation, team=northmoor_cjit, after=MORNING)
    return list(make_pack(wanted=wanted, by=None, at=NOON).papers.values_list("number", flat=True))


@pytest.fixture
def required_of(meera):
    def make():
        person = somebody()
        test = made(person, positive(made(person, arrest(), by=meera).pk), by=meera, at=minutes(5))
        return person, made(person, required(test.pk), by=meera, at=minutes(9)).pk

    return make


def given_by_hand(person, requirement, slot, paper, place=None):
    """The appointment and the paper that says it, as the later entry writes them."""
    booking = proposed(
        person, booked(requirement, slot.organisation, slot.starts_at, slot=place or slot.pk), minutes(12)
    )
    notice = NoticePrepared(
        form=Form.RA1, requirement=requirement, appointment=booking.id, starts_at=slot.starts_at,
        place="12 High Street", paper=paper,
    )  # fmt: skip
    return [booking, proposed(person, notice, minutes(13))]


def test_the_later_entry_takes_the_place_that_stood_on_the_paper(papers, slot, required_of, meera):
    person, requirement = required_of()
    entries = given_by_hand(person, requirement, slot, papers[0])

    done(record(entries, by=meera, at=MORNING))

    live = Booking.objects.get(released_at=None)
    assert (live.person_id, live.slot_id, live.entry_id) == (person.pk, slot.pk, entries[0].id)
    assert Paper.objects.get(pk=papers[0]).entry_id == entries[1].id
    assert not rebuild([person.pk])


def test_a_screen_cannot_take_the_place_of_a_paper(papers, slot, required_of, meera):
    """Invariant 8: never two live bookings of one place."""
    person, requirement = required_of()

    refused = record([given_by_hand(person, requirement, slot, "")[0]], by=meera, at=MORNING)

    assert refused.rule == "place_is_free"
    assert set(places(papers=papers)) == {papers[0]}


def test_one_paper_is_never_entered_twice(papers, slot, required_of, meera):
    (first, its), (second, other) = required_of(), required_of()
    done(record(without_place(first, its, slot, papers[4]), by=meera, at=MORNING))
    before = Entry.objects.count()

    refused = record(without_place(second, other, slot, papers[4]), by=meera, at=MORNING)

    assert isinstance(refused, Refusal)
    assert (refused.rule, Entry.objects.count()) == ("a_paper_is_entered_once", before)
    assert papers[4] in refused.sentence


def without_place(person, requirement, slot, paper):
    booking = proposed(person, booked(requirement, slot.organisation, slot.starts_at), minutes(12))
    notice = NoticePrepared(
        form=Form.RA1, requirement=requirement, appointment=booking.id, starts_at=slot.starts_at,
        place="12 High Street", paper=paper,
    )  # fmt: skip
    return [booking, proposed(person, notice, minutes(13))]


def test_a_refused_paper_leaves_its_place_set_aside(papers, slot, required_of, meera):
    person, requirement = required_of()
    entries = given_by_hand(person, requirement, slot, papers[0])
    twice = proposed(person, entries[1].fact, minutes(14))

    refused = record([*entries, twice], by=meera, at=MORNING)

    assert refused.rule == "a_paper_is_entered_once"
    assert set(places(papers=papers)) == {papers[0]}
    assert papers[0] in {paper.number for paper in outstanding(suite=meera.organisation)}


def test_another_place_than_the_one_printed_frees_the_printed_one(papers, slot, required_of, meera):
    person, requirement = required_of()

    done(record(without_place(person, requirement, slot, papers[0]), by=meera, at=MORNING))

    assert not places(papers=papers)
    assert not Booking.objects.filter(released_at=None).exists()


def test_a_notice_taken_back_lets_its_paper_wait_again(papers, slot, required_of, meera):
    person, requirement = required_of()
    entry = done(record(without_place(person, requirement, slot, papers[4]), by=meera, at=MORNING))[1]

    done(void(entry=entry, key=uuid4(), why="another paper", by=meera, at=MORNING + timedelta(minutes=5)))

    assert Paper.objects.get(pk=papers[4]).is_open
    again = without_place(person, requirement, slot, papers[4])
    assert done(record(again, by=meera, at=MORNING + timedelta(minutes=6)))

"""A pack of numbered papers: places set aside, each number once, nothing unaccounted for (invariant 8)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from throughcare.diary.booking import claim, free_slots
from throughcare.diary.models import Slot
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import Form
from throughcare.suites import papers
from throughcare.suites.models import Pack, Paper
from throughcare.suites.papers import (
    RA2,
    WITH_PLACE,
    WITHOUT_PLACE,
    Wanted,
    account_for,
    enter,
    make_pack,
    outstanding,
    places,
    read_number,
)

pytestmark = pytest.mark.django_db

EVENING = datetime(2010, 6, 1, 16, tzinfo=UTC)
MORNING = datetime(2010, 6, 2, 6, tzinfo=UTC)


@pytest.fixture
def slots(northmoor_cjit):
    shared = {"organisation": northmoor_cjit, "minutes": 45, "place": "9 Station Approach"}
    return [
        Slot.objects.create(starts_at=MORNING + timedelta(hours=hours), places=places, **shared)
        for hours, places in ((3, 2), (4, 1), (30, 3))
    ]


@pytest.fixture
def pack(slots, meera, northmoor_cjit):
    return make_pack(wanted=Wanted(suite=meera.organisation, team=northmoor_cjit, after=MORNING), by=None, at=EVENING)


def numbers(pack):
    return list(pack.papers.values_list("number", flat=True))


def test_a_pack_has_numbered_blanks_of_both_forms(pack):
    forms = list(pack.papers.values_list("form", flat=True))

    assert (forms.count(Form.RA1), forms.count(Form.RA2)) == (WITH_PLACE + WITHOUT_PLACE, RA2)
    assert len(set(numbers(pack))) == len(forms)


def test_the_places_on_it_are_offered_to_nobody_else(pack, slots, northmoor_cjit):
    left = {slot.pk: slot.places_left for slot in free_slots(organisation=northmoor_cjit, after=MORNING)}

    assert left == {slots[2].pk: 2}
    assert [place.slot_id for _, place in sorted(places(papers=numbers(pack)).items())] == [
        slots[0].pk, slots[0].pk, slots[1].pk, slots[2].pk,
    ]  # fmt: skip
    assert claim(slot_id=slots[1].pk, person_id=Person.objects.create().pk, entry_id=uuid4(), at=EVENING) is None


def test_without_a_team_or_a_free_place_the_papers_are_blank(meera, northmoor_cjit):
    pack = make_pack(wanted=Wanted(suite=meera.organisation, team=None, after=MORNING), by=meera, at=EVENING)
    more = make_pack(wanted=Wanted(suite=meera.organisation, team=northmoor_cjit, after=MORNING), by=meera, at=EVENING)

    assert not places(papers=[*numbers(pack), *numbers(more)])
    assert (pack.serial, more.serial) == (1, 2)


def test_a_paper_is_entered_once(pack):
    first, entry = numbers(pack)[0], uuid4()

    assert enter(number=first, entry_id=entry, at=MORNING)
    assert not enter(number=first, entry_id=uuid4(), at=MORNING)
    assert not enter(number="99999-99-9", entry_id=uuid4(), at=MORNING)
    assert Paper.objects.get(pk=first).entry_id == entry


def test_an_unused_paper_frees_its_place_and_is_never_entered(pack, slots, meera, northmoor_cjit):
    first, suite = numbers(pack)[0], meera.organisation
    unused = {"fate": Paper.Fate.UNUSED, "by": meera, "at": MORNING}

    assert account_for(papers=[first], suite=suite, **unused) == [first]
    assert account_for(papers=[first], suite=suite, **unused) == []
    assert not enter(number=first, entry_id=uuid4(), at=MORNING)
    assert [slot.pk for slot in free_slots(organisation=northmoor_cjit, after=MORNING)] == [slots[0].pk, slots[2].pk]
    assert first not in {paper.number for paper in outstanding(suite=suite)}


def test_an_entered_paper_is_not_unused(pack, meera):
    first = numbers(pack)[0]
    enter(number=first, entry_id=uuid4(), at=MORNING)

    done = account_for(papers=numbers(pack), suite=meera.organisation, fate=Paper.Fate.SPOILED, by=meera, at=MORNING)

    assert first not in done
    assert not outstanding(suite=meera.organisation)


def test_another_suite_accounts_for_nothing_of_ours(pack, mill_lane, meera):
    done = account_for(papers=numbers(pack), suite=mill_lane, fate=Paper.Fate.UNUSED, by=meera, at=MORNING)

    assert done == []
    assert len(outstanding(suite=meera.organisation)) == len(numbers(pack))


def test_a_number_is_read_with_or_without_its_strokes(pack):
    for number in numbers(pack):
        assert read_number(number) == read_number(number.replace("-", "")) == read_number(f" {number} ") == number


def test_a_number_grows_with_the_packs():
    """A nation makes a hundred thousand packs in about a year."""
    found = papers._numbers(Pack(pk=123_456), 2)

    assert found[0].startswith("123456-01-")
    assert [read_number(number.replace("-", "")) for number in found] == found


def test_a_mistyped_number_is_noticed(pack):
    for number in numbers(pack):
        digits = number.replace("-", "")
        for place in range(len(digits)):
            other = str((int(digits[place]) + 1) % 10)
            assert read_number(digits[:place] + other + digits[place + 1 :]) == ""
    assert read_number("12") == ""

"""One pack for each suite before each night."""

from datetime import UTC, datetime, timedelta

import pytest

from throughcare.diary.models import Slot
from throughcare.jobs.registry import ITEMS
from throughcare.suites import timetable
from throughcare.suites.models import Pack
from throughcare.suites.packs import make_due, make_now
from throughcare.suites.papers import places

pytestmark = pytest.mark.django_db

AFTERNOON = datetime(2010, 6, 1, 15, tzinfo=UTC)
"""16:00 in London."""


def test_from_four_in_the_afternoon_every_suite_gets_one(castle_street, mill_lane, northmoor_cjit):
    assert make_due(at=AFTERNOON - timedelta(minutes=1)) == []
    assert {pack.suite for pack in make_due(at=AFTERNOON)} == {castle_street, mill_lane}
    assert make_due(at=AFTERNOON + timedelta(hours=7)) == []
    assert len(make_due(at=AFTERNOON + timedelta(days=1))) == 2


def test_it_is_on_the_timetable(castle_street):
    assert ITEMS["paper_packs"].work is timetable.paper_packs
    timetable.paper_packs(at=AFTERNOON)

    assert Pack.objects.get().made_by is None


def test_its_places_begin_in_the_morning(castle_street, northmoor_cjit):
    shared = {"organisation": northmoor_cjit, "minutes": 45, "place": "9 Station Approach"}
    Slot.objects.create(starts_at=AFTERNOON + timedelta(hours=1), **shared)
    tomorrow = Slot.objects.create(starts_at=AFTERNOON + timedelta(hours=15), **shared)

    (pack,) = make_due(at=AFTERNOON)

    held = places(papers=list(pack.papers.values_list("number", flat=True)))
    assert [place.slot for place in held.values()] == [tomorrow]


def test_another_can_be_had_at_once(meera, northmoor_cjit):
    first, second = make_now(by=meera, at=AFTERNOON), make_now(by=meera, at=AFTERNOON)

    assert (first.made_by, first.serial, second.serial) == (meera, 1, 2)
    assert make_due(at=AFTERNOON) == []

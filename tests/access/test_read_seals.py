"""Readings are sealed by the hour, and what was changed in the log afterwards is found and named (C3)."""

import pytest
from django.db import connection

from tests.access.readings import after, looked, people
from tests.journal.tampering import guards_off
from throughcare.access.models import Reading, ReadingOf, ReadSeal
from throughcare.access.read_log import COLUMNS, hash_of
from throughcare.access.read_seals import hash_of as hash_of_seal
from throughcare.access.read_seals import seal_hours
from throughcare.access.verify_readings import Fault, verify_readings
from throughcare.cli import verify
from throughcare.jobs.registry import ITEMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning(rhian):
    """Five readings between nine and ten, three between eleven and twelve, two since; sealed at noon."""
    dafydd, ffion, leanne = people(3)
    for minute in range(5):
        looked(rhian, [dafydd, ffion], at=after(minute))
    for minute in range(120, 123):
        looked(rhian, [leanne], at=after(minute))
    for minute in range(180, 182):
        looked(rhian, [dafydd], at=after(minute))
    seal_hours(at=after(180))
    return list(Reading.objects.order_by("pk").values_list("pk", flat=True))


def found():
    return [(finding.fault, finding.seal, finding.reading) for finding in verify_readings().findings]


def rehashed(reading):
    """As a forger who knows how we hash would."""
    fresh = Reading.objects.get(pk=reading)
    shown = fresh.of.values_list("person", flat=True)
    Reading.objects.filter(pk=reading).update(hash=hash_of(fresh, list(shown)))


def renumbered(*pairs):
    with guards_off(), connection.cursor() as cursor:
        for old, new in pairs:
            cursor.execute("UPDATE access_readingof SET reading_id = %s WHERE reading_id = %s", [new, old])
            cursor.execute("UPDATE access_reading SET id = %s WHERE id = %s", [new, old])
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_untouched_log_is_whole(morning):
    report = verify_readings()

    assert report.whole
    assert (report.readings, report.seals) == (10, 2)


def test_each_hour_that_is_over_has_one_seal_and_the_open_hour_has_none(morning):
    seals = list(ReadSeal.objects.values_list("number", "hour", "count", "last"))

    assert seals == [(1, after(0), 5, morning[4]), (2, after(120), 3, morning[7])]


def test_hours_that_were_missed_are_caught_up_and_nothing_is_sealed_twice(morning):
    assert seal_hours(at=after(239)) == []
    assert [seal.count for seal in seal_hours(at=after(240))] == [2]
    assert seal_hours(at=after(600)) == []
    assert verify_readings().whole


def test_a_clock_that_was_put_back_leaves_no_hole(morning, rhian):
    looked(rhian, people(1), at=after(10))

    seal_hours(at=after(240))

    assert verify_readings().whole
    assert ReadSeal.objects.get(number=3).count == 3


def test_every_column_is_under_the_hash():
    assert {field.attname for field in Reading._meta.concrete_fields} == {*COLUMNS, "id", "hash"}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("place", [2, 9], ids=["sealed", "not sealed"])
def test_a_changed_column_is_found(morning, rhys, column, place):
    values = {
        "at": after(3000), "account_id": rhys.account_id, "membership_id": rhys.pk, "team_id": rhys.organisation_id,
        "opening": rhys.pk, "request": rhys.pk, "people": 7,
    }  # fmt: skip
    with guards_off():
        Reading.objects.filter(pk=morning[place]).update(**{column: values.get(column, "x")})

    assert found() == [(Fault.CHANGED, 1 if place == 2 else 0, morning[place])]


def test_a_person_taken_out_of_a_reading_is_found(morning):
    with guards_off():
        ReadingOf.objects.filter(reading=morning[1]).last().delete()

    assert found() == [(Fault.CHANGED, 1, morning[1])]


def test_an_edit_with_a_new_hash_is_found_by_the_seal(morning):
    with guards_off():
        Reading.objects.filter(pk=morning[3]).update(operation="help")
        rehashed(morning[3])

    assert found() == [(Fault.CHANGED, 1, morning[3])]


@pytest.mark.parametrize(("place", "before"), [(0, None), (2, 1), (4, 3)], ids=["first", "middle", "last"])
def test_a_removed_reading_is_found_and_the_one_before_it_named(morning, place, before):
    with guards_off():
        ReadingOf.objects.filter(reading=morning[place]).delete()
        Reading.objects.filter(pk=morning[place]).delete()

    assert found() == [(Fault.GONE, 1, None if before is None else morning[before])]


def test_a_cut_tail_is_found(morning):
    with guards_off():
        ReadingOf.objects.filter(reading__gte=morning[6]).delete()
        Reading.objects.filter(pk__gte=morning[6]).delete()

    assert found() == [(Fault.GONE, 2, morning[5])]


def test_a_removed_batch_is_found_with_its_seal_and_without(morning):
    with guards_off():
        ReadingOf.objects.filter(reading__lte=morning[4]).delete()
        Reading.objects.filter(pk__lte=morning[4]).delete()
    assert found() == [(Fault.GONE, 1, None)]

    with guards_off():
        ReadSeal.objects.filter(number=1).delete()
    assert found() == [(Fault.SEAL_GONE, 2, None)]


def test_a_reading_put_in_afterwards_is_found(morning):
    """With a number below all others."""
    renumbered((morning[9], morning[0] - 1))

    assert found() == [(Fault.PUT_IN, 1, morning[0] - 1)]


def test_two_readings_that_changed_places_are_found(morning):
    first, second = morning[1], morning[3]
    renumbered((first, 9999), (second, first), (9999, second))

    assert found() == [(Fault.MOVED, 1, first)]


@pytest.mark.parametrize("column", ["hour", "sealed_at", "marks", "root", "hash", "previous"])
def test_a_seal_made_otherwise_is_found(morning, column):
    value = after(9) if column in {"hour", "sealed_at"} else "0" * 64
    with guards_off():
        ReadSeal.objects.filter(number=2).update(**{column: value})

    assert {seal for _, seal, _ in found()} == {2}


def test_a_seal_made_anew_no_longer_fits_the_one_after_it(morning):
    with guards_off():
        first = ReadSeal.objects.get(number=1)
        first.sealed_at = after(61)
        first.hash = hash_of_seal(first)
        ReadSeal.objects.filter(number=1).update(sealed_at=first.sealed_at, hash=first.hash)

    assert found() == [(Fault.SEAL_GONE, 2, None)]


def test_the_command_names_the_first_bad_reading(morning, capsys):
    with guards_off():
        Reading.objects.filter(pk=morning[2]).update(operation="help")

    assert verify.run(None) == 1
    assert (
        f"read log, seal 1, reading {morning[2]}: this reading, or whom it showed, was changed"
        in capsys.readouterr().out
    )


def test_sealing_is_on_the_timetable_every_hour(morning):
    from throughcare.access import timetable

    item = ITEMS["seal_the_read_log"]

    assert (item.work, item.every.total_seconds()) == (timetable.seal_the_read_log, 3600)
    timetable.seal_the_read_log(at=after(300))
    assert ReadSeal.objects.count() == 3

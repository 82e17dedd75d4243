"""National years in several sittings are those of one; nothing is written over what is there."""

import argparse
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from throughcare.accounts.actions import open_account
from throughcare.cli import simulate
from throughcare.journal.models import Body
from throughcare.people.models import Person
from throughcare.simulation import years

pytestmark = pytest.mark.django_db
UNTIL = datetime(2010, 6, 11, 15, tzinfo=UTC)


def told():
    """Everything that was written down, by person; not the seals over it, which hold chance."""
    rows = Body.objects.order_by("entry__person__reference", "entry__seq").values_list(
        "entry__person__reference", "entry__kind", "entry__happened_at", "entry__recorded_at", "entry__by", "text"
    )
    return list(rows)


def test_two_sittings_make_the_people_of_one(monkeypatch):
    monkeypatch.setattr(years, "PEOPLE_AT_ONCE", 4)
    with transaction.atomic():
        assert years.fill(people=12, until=UNTIL) == 12
        whole = told()
        transaction.set_rollback(True)

    seen = []
    assert years.fill(people=8, until=UNTIL, tell=seen.append) == 8
    assert years.fill(people=12, until=UNTIL + timedelta(days=3), tell=seen.append) == 4
    assert told() == whole
    assert len({row[0] for row in whole}) == 12
    assert [one.done for one in seen] == [4, 8, 12]


def test_a_sitting_that_breaks_leaves_whole_parts_only(monkeypatch):
    monkeypatch.setattr(years, "PEOPLE_AT_ONCE", 4)

    def breaks(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        years.fill(people=12, until=UNTIL, tell=breaks)
    assert Person.objects.count() == 4
    assert years.fill(people=12, until=UNTIL) == 8


def test_another_seed_is_another_crowd():
    with transaction.atomic():
        years.fill(people=4, until=UNTIL, seed=1)
        first = told()
        transaction.set_rollback(True)
    years.fill(people=4, until=UNTIL, seed=2)

    assert not {row[0] for row in told()} & {row[0] for row in first}


def test_a_crowd_of_another_size_is_not_mixed_in():
    years.fill(people=4, until=UNTIL)

    with pytest.raises(years.AnotherCrowd):
        years.fill(people=9_000, until=UNTIL)


def test_the_command_leaves_real_records_alone(monkeypatch, capsys):
    open_account(email="sian@example.org", full_name="Siân Hŵel", password=None)

    assert simulate._run(argparse.Namespace(people=4, national_years=None, seed=1)) == 2
    assert "left alone" in capsys.readouterr().err
    assert not Person.objects.exists()


def test_the_command_says_how_far_it_is_and_how_long_it_will_take(monkeypatch, capsys):
    monkeypatch.setattr(years, "PEOPLE_AT_ONCE", 2)

    assert simulate._run(argparse.Namespace(people=6, national_years=None, seed=1)) == 0
    said = capsys.readouterr().out
    assert re.search(r"4 of 6 people, [\d,]+ a second, about 0:00:\d\d to go", said)
    assert "6 people added; 6 are there" in said


@pytest.mark.parametrize("typed", ["0", "-3", "many"])
def test_a_number_of_people_is_one_or_more(typed, capsys):
    parser = argparse.ArgumentParser()
    simulate.arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--people", typed])
    assert "invalid" in (said := capsys.readouterr().err) or "is not a number" in said


def test_a_thousand_may_be_written_with_a_comma():
    parser = argparse.ArgumentParser()
    simulate.arguments(parser)

    assert parser.parse_args(["--people", "1,000"]).people == 1_000

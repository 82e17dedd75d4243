"""`throughcare verify` and `throughcare rebuild`: what they print, and with what they end."""

from argparse import Namespace

import pytest

from tests.journal.facts import arrest, made, minutes, somebody
from tests.journal.tampering import guards_off
from throughcare.cli import rebuild, verify
from throughcare.jobs.registry import ITEMS
from throughcare.journal import timetable
from throughcare.journal.models import DutyRow, Entry, Seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(meera, northmoor_cjit):
    return made(somebody(), arrest(), by=meera)


def test_a_whole_journal_ends_well(entry, capsys):
    assert verify.run(Namespace()) == 0
    assert capsys.readouterr().out == "1 people, 1 entries: whole\n0 readings, 0 seals: whole\n"


def test_a_changed_entry_is_named_and_ends_with_1(entry, capsys):
    with guards_off():
        Entry.objects.update(why="no reason")

    assert verify.run(Namespace()) == 1
    said = capsys.readouterr().out
    assert "NOT WHOLE" in said
    assert f"person {entry.person_id}, entry 1 ({entry.pk}): a column of this entry was changed" in said


def test_a_rebuild_shows_what_differs_before_it_writes(entry, capsys):
    DutyRow.objects.update(due=minutes(0))

    assert rebuild.run(Namespace(write=False)) == 1
    assert "journal_dutyrow: due" in capsys.readouterr().out
    assert rebuild.run(Namespace(write=True)) == 0
    assert "were written" in capsys.readouterr().out
    assert rebuild.run(Namespace(write=False)) == 0
    assert capsys.readouterr().out == "1 people, 0 rows differ\n"


def test_the_hourly_seal_is_on_the_timetable(entry):

    assert ITEMS["seal_the_journal"].work is timetable.seal_the_journal
    timetable.seal_the_journal(at=minutes(60))
    assert Seal.objects.get().people == 1

"""Backup and restore: the same on both engines, all or nothing, and never over what is in use (trust D11)."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection

from tests.operations.conftest import SIGNED
from throughcare.cli import backup as backup_command
from throughcare.operations import archive, backup, restore, runs, tables
from throughcare.operations.archive import NotABackup
from throughcare.operations.models import Kind, Run
from throughcare.people.models import Person

pytestmark = pytest.mark.django_db
AT = datetime(2010, 6, 2, 3, tzinfo=UTC)


@pytest.fixture
def taken(in_use, tmp_path):
    path, _ = backup.take(folder=tmp_path / "backups", at=AT)
    return path


def throughcare(*words, var, url=""):
    """Another process, with another database."""
    var.mkdir(exist_ok=True)
    ours = {"THROUGHCARE_VAR": str(var), "THROUGHCARE_DATABASE_URL": url}
    command = [sys.executable, "-m", "throughcare", *map(str, words)]
    return subprocess.run(command, env=os.environ | ours, capture_output=True, text=True, check=False)


def changed(path, name, change):
    """The same backup with one member changed, its contents adjusted by nobody."""
    other = path.with_name("changed.zip")
    with ZipFile(path) as old, ZipFile(other, "w") as new:
        for one in old.namelist():
            said = old.read(one)
            new.writestr(one, change(said) if one == name else said)
    return other


def said_of(path):
    with ZipFile(path) as zipped:
        return json.loads(zipped.read(archive.CONTENTS))


def test_a_drill_puts_everything_back_and_finds_each_row_the_same(in_use):
    done = runs.drill()

    assert done.is_whole, done.says
    assert "1 files put back; each is the same" in done.says
    assert Run.objects.get(kind=Kind.DRILL) == done


def test_what_comes_back_is_verified_and_rebuilt_without_a_difference(taken, tmp_path):
    var = tmp_path / "fresh"

    back = throughcare("restore", taken, "--compare", var=var)
    assert (back.returncode, "are back." in back.stdout) == (0, True), back.stderr
    assert throughcare("verify", var=var).stdout.startswith("1 people, 5 entries: whole")
    assert throughcare("rebuild", var=var).stdout == "1 people, 0 rows differ\n"
    [kept] = [path for path in (var / "files").rglob("*") if path.is_file()]
    assert kept.read_bytes() == SIGNED


def test_a_database_in_use_is_left_alone(taken):
    with pytest.raises(restore.NotEmpty):
        restore.put_back(taken, at=AT)

    assert Person.objects.count() == 1


def test_half_a_restore_leaves_nothing(taken, tmp_path):
    """One character of the last table that is written is another one: no row of the others stays."""
    broken = changed(taken, "tables/journal.body.jsonl", lambda said: said.replace(b"Si\xc3\xa2n", b"Sian!"))
    var = tmp_path / "fresh"

    refused = throughcare("restore", broken, var=var)
    assert (refused.returncode, "journal.body is not what was written" in refused.stderr) == (2, True)
    assert throughcare("restore", taken, "--compare", var=var).returncode == 0


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("contents.json", lambda said: said.replace(b'"format": 1', b'"format": 2'), "reads format 1"),
        ("contents.json", lambda said: said.replace(b'"0001_initial"', b'"9999_later"'), "made by a newer version"),
    ],
)
def test_a_backup_that_cannot_be_read_is_refused_by_name(taken, name, change, says):
    with pytest.raises(NotABackup, match=says):
        restore.put_back(changed(taken, name, change), at=AT)


@pytest.mark.parametrize("contents", [b"", b"[]", b'{"format": 1}'], ids=["empty", "no page", "half a page"])
def test_a_page_of_contents_that_says_nothing_is_refused(taken, contents):
    with pytest.raises(NotABackup):
        restore.put_back(changed(taken, "contents.json", lambda said: contents), at=AT)


def test_a_folder_that_cannot_be_written_is_named(in_use, tmp_path, capsys):
    (tmp_path / "a file").touch()

    assert backup_command.run(Namespace(to=tmp_path / "a file" / "backups", keep_days=None)) == 2
    assert "nothing was written to" in capsys.readouterr().err
    assert not Run.objects.exists()


def test_a_file_that_is_no_backup_is_refused_by_name(tmp_path):
    with pytest.raises(NotABackup, match="There is no file"):
        restore.put_back(tmp_path / "none.zip", at=AT)
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 and then the disk was full")
    with pytest.raises(NotABackup, match="no whole backup"):
        restore.put_back(tmp_path / "cut.zip", at=AT)


def test_a_backup_of_an_older_version_comes_back_at_this_one(taken, tmp_path):
    """Taken before this room had a table."""

    def older(said):
        contents = json.loads(said)
        contents["migrations"] = [one for one in contents["migrations"] if one[0] != "operations"]
        contents["tables"] = [one for one in contents["tables"] if not one["name"].startswith("operations.")]
        return json.dumps(contents).encode()

    var = tmp_path / "fresh"
    back = throughcare("restore", changed(taken, "contents.json", older), var=var)
    assert back.returncode == 0, back.stderr
    assert throughcare("verify", var=var).returncode == 0


def test_every_table_is_in_it_but_those_left_out_on_purpose(taken):
    in_the_database = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}

    assert {table["name"] for table in said_of(taken)["tables"]} == in_the_database - tables.LEFT_OUT


def test_only_its_owner_may_read_it(taken):
    assert taken.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in taken.parent.iterdir()] == ["throughcare-20100602T030000Z.zip"]


def test_a_backup_that_fails_leaves_no_file(in_use, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "lines", lambda model: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        backup.take(folder=tmp_path / "backups", at=AT)
    assert list((tmp_path / "backups").iterdir()) == []


def test_old_ones_go_at_their_age_and_the_newest_never(tmp_path):
    (tmp_path / "var").rmdir()
    for day in (1, 2, 3):
        (tmp_path / backup.NAME.format(datetime(2010, 6, day, 3, tzinfo=UTC))).touch()

    gone = backup.forget_old(folder=tmp_path, at=datetime(2010, 6, 4, 3, tzinfo=UTC), days=2)
    assert [path.name for path in gone] == ["throughcare-20100601T030000Z.zip"]
    backup.forget_old(folder=tmp_path, at=datetime(2011, 6, 4, 3, tzinfo=UTC), days=2)
    assert [path.name for path in tmp_path.iterdir()] == ["throughcare-20100603T030000Z.zip"]


def test_what_a_killed_backup_left_goes_after_a_day(tmp_path):
    for hour in (2, 4):
        (tmp_path / f".{backup.NAME.format(datetime(2010, 6, 3, hour, tzinfo=UTC))}.part").touch()

    gone = backup.forget_old(folder=tmp_path, at=datetime(2010, 6, 4, 3, tzinfo=UTC), days=35)
    assert [path.name for path in gone] == [".throughcare-20100603T020000Z.zip.part"]


def test_the_command_says_where_it_is_and_how_to_treat_it(in_use, tmp_path, capsys):
    assert backup_command.run(Namespace(to=tmp_path, keep_days=None)) == 0

    said = capsys.readouterr().out
    assert f"{tmp_path}/throughcare-" in said
    assert "encrypt it" in said


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (datetime(2010, 6, 1, 13, 0, 0, 7, tzinfo=UTC), '"2010-06-01T13:00:00.000007+00:00"'),
        (date(2010, 6, 1), '"2010-06-01"'), (time(1, 30), '"01:30:00"'),
        (timedelta(days=1, seconds=2), '"1 00:00:02"'),
        (UUID(int=7), '"00000000-0000-0000-0000-000000000007"'), (b"\x00\xff", '"AP8="'),
    ],
)  # fmt: skip
def test_values_are_written_the_same_everywhere(value, written):
    assert json.dumps(value, default=tables._plain) == written


def test_a_kind_of_column_nobody_thought_of_is_refused():
    with pytest.raises(TypeError, match="holds a set"):
        json.dumps({1}, default=tables._plain)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("THROUGHCARE_DATABASE_URL" not in os.environ, reason="needs PostgreSQL: .ci/run runs it there")
def test_there_and_back_without_a_difference(taken, tmp_path):
    """PostgreSQL to SQLite, and what that one then writes to another PostgreSQL."""
    there, name = tmp_path / "there", f"there_and_back_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        url = os.environ["THROUGHCARE_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        assert throughcare("restore", taken, "--compare", var=there).returncode == 0
        assert throughcare("backup", "--to", tmp_path / "again", var=there).returncode == 0
        [again] = (tmp_path / "again").iterdir()
        back = throughcare("restore", again, "--compare", var=tmp_path / "back", url=url)
        assert back.returncode == 0, back.stdout + back.stderr
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")
    assert said_of(again)["tables"] == said_of(taken)["tables"]

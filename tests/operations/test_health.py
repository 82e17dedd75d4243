"""What is said of the system, both sides of each limit; and the page and the answer that say it."""

from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import opened, signed_in, works_at
from throughcare import settings as ours
from throughcare.cli import doctor
from throughcare.jobs.models import Heartbeat, Timetable
from throughcare.jobs.registry import ITEMS
from throughcare.journal.models import ReminderRow
from throughcare.operations import health, runs, timetable
from throughcare.operations.models import Kind, Run
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role

pytestmark = pytest.mark.django_db
NOW = timezone.now()
A_MINUTE, AN_INSTANT = timedelta(minutes=1), timedelta(microseconds=1)


def of(what, at=NOW):
    return next(finding for finding in health.findings(at=at) if finding.what == what)


def ran(kind, ago, *, is_whole=True):
    Run.objects.create(kind=kind, began_at=NOW - ago - A_MINUTE, ended_at=NOW - ago, is_whole=is_whole, says="7 rows")


@pytest.fixture
def kit(db):
    return works_at(opened(OrganisationKind.PLATFORM, "The platform", None), Role.ADMINISTRATOR, "Kit Öberg")


def page(post):
    return signed_in(Client(), post.account).get(reverse("status"), secure=True)


@pytest.mark.parametrize(("ago", "is_well"), [(timedelta(minutes=2), True), (timedelta(minutes=2) + AN_INSTANT, False)])
def test_a_worker_is_heard_of_every_two_minutes(ago, is_well):
    Heartbeat.objects.create(worker="one", beat_at=NOW - ago)
    Heartbeat.objects.create(worker="gone", beat_at=NOW - timedelta(days=1))

    assert of("Worker").is_well is is_well


def test_a_worker_never_heard_of_is_named():
    assert (of("Worker").says, of("Worker").is_well) == ("never heard of", False)


@pytest.mark.parametrize("kind", Kind)
def test_each_run_is_late_after_its_time_and_not_before(kind):
    assert (of(kind.label).says, of(kind.label).instead) == ("never", health.HOW[kind])
    ran(kind, health.AT_MOST_AGO[kind])
    assert of(kind.label).is_well
    assert not of(kind.label, NOW + AN_INSTANT).is_well


def test_a_run_that_found_something_is_not_well_however_new():
    ran(Kind.VERIFY, timedelta(0), is_whole=False)

    assert "something is amiss" in of(Kind.VERIFY.label).instead


def test_an_item_that_fails_is_named_with_the_kind_of_its_error_alone():
    Timetable.objects.create(name="seal", every=A_MINUTE, next_try_at=NOW, attempts=1, last_failure="OperationalError")

    assert of("Timetable").says == "failing: seal (OperationalError)"
    Timetable.objects.update(attempts=0)
    assert of("Timetable").is_well


def test_waiting_changes_of_tables_and_a_full_disk_are_named():
    assert of("Tables").is_well
    assert of("Disk").is_well
    with mock.patch.object(health, "FREE_AT_LEAST", 2**60):
        assert "make room" in of("Disk").instead
    with mock.patch("django.db.migrations.executor.MigrationExecutor.migration_plan", return_value=[1, 2]):
        assert of("Tables").says == "2 changes are waiting"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only of SQLite: whether it forgets at a power cut")
def test_a_database_that_may_forget_is_named():
    assert of("Database").is_well
    with mock.patch.object(health, "SAFE", frozenset({("wal", 9)})):
        assert "power cut" in of("Database").instead


def test_what_cannot_be_asked_is_itself_a_finding():
    with mock.patch.object(health.shutil, "disk_usage", side_effect=OSError("gone")):
        assert of("Disk").says == "could not be asked: OSError"


def test_a_database_that_is_away_stops_no_finding():
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("gone")):
        found = list(health.findings(at=NOW))

    says = {one.what: one.says for one in found}
    assert {what for what, said in says.items() if said == "could not be asked: OperationalError"} >= {
        "Worker", "Timetable", *(kind.label for kind in Kind),
    }  # fmt: skip
    assert says["Disk"].endswith("GB free")


@pytest.mark.parametrize("text", ["", "0", "-3", "ten", "1.5"])
def test_days_that_are_no_number_of_days_are_named(monkeypatch, text):
    monkeypatch.setenv("THROUGHCARE_BACKUPS_KEPT", text)
    with pytest.raises(ImproperlyConfigured, match="number of days"):
        ours._days("BACKUPS_KEPT", "35")


def test_the_settings_of_a_real_installation_have_nothing_to_remark(settings):
    """`check --deploy` is silent (trust G8)."""
    settings.ALLOWED_HOSTS = ["throughcare.example"]

    assert of("Settings").says == "nothing to remark"
    settings.SESSION_COOKIE_SECURE = False
    assert of("Settings").says == "security.W012"


def test_the_doctor_ends_with_1_until_all_is_well(capsys):
    assert doctor.run(None) == 1
    assert "NOT Worker: never heard of. start throughcare worker" in capsys.readouterr().out
    Heartbeat.objects.create(worker="one", beat_at=timezone.now())
    for kind in Kind:
        ran(kind, timedelta(0))

    assert doctor.run(None) == 0


def test_the_page_says_what_to_do_first_and_shows_nobody(kit):
    ran(Kind.BACKUP, timedelta(hours=1))
    text = page(kit).content.decode()

    assert "Start throughcare worker" in text
    assert text.index("Not well") < text.index("Well</")
    assert "7 rows" in text


def test_an_empty_system_says_so(kit):
    assert "No backup, drill or check has been done yet." in page(kit).content.decode()


def test_alive_answers_anybody_and_tells_when_the_database_does_not():
    client = Client()
    assert client.get("/alive", secure=True).content == b"alive"
    assert client.post("/alive", secure=True).status_code == 405
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=OperationalError("secret words")):
        answer = client.get("/alive", secure=True)
    assert (answer.status_code, answer.content) == (503, b"no database")


def test_the_nights_work_is_on_the_timetable(settings, tmp_path):
    assert {"backup", "verify", "compare_lists", "restore_drill"} <= ITEMS.keys()
    timetable.backup(at=NOW)
    timetable.restore_drill(at=NOW)
    assert not Run.objects.exists()

    settings.BACKUPS = str(tmp_path)
    timetable.backup(at=NOW)
    timetable.verify(at=NOW)
    timetable.compare_lists(at=NOW)
    assert set(Run.objects.values_list("kind", flat=True)) == {"backup", "verify", "rebuild"}
    assert len(list(tmp_path.glob("throughcare-*.zip"))) == 1


def test_a_journal_that_is_not_whole_is_written_down_as_such():
    with mock.patch.object(runs, "verify_readings") as log:
        log.return_value.findings, log.return_value.readings = [1], 0
        runs.verify()

    assert Run.objects.get().is_whole is False


@pytest.mark.parametrize(
    ("ago", "is_well"), [(timedelta(minutes=15) - AN_INSTANT, True), (timedelta(minutes=15), False)]
)
def test_messages_that_are_late_are_counted(northmoor_cjit, ago, is_well):
    """I-34"""
    ReminderRow.objects.create(
        person=Person.objects.create(), key="k", appointment=uuid4(), team=northmoor_cjit, channel="text message",
        address="07700 900123", starts_at=NOW + A_MINUTE, place="", names_team=False, send_from=NOW - ago,
        send_until=NOW + AN_INSTANT,
    )  # fmt: skip

    assert of("Messages").is_well is is_well
    assert of("Messages").says == "1 due, 0 being tried, 0 not delivered"
    assert "900123" not in of("Messages").instead

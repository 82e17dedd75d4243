import logging
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection

from throughcare.jobs import registry
from throughcare.jobs.models import Heartbeat, Timetable
from throughcare.jobs.registry import scheduled
from throughcare.jobs.worker import beat, reap, run_due, waiting, work

AT = datetime(2010, 6, 4, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
PRIVATE = "Meera O'Shea was born on 12 March 1981"


@pytest.fixture(autouse=True)
def items(monkeypatch):
    kept = {}
    for module in ("registry", "worker"):
        monkeypatch.setattr(f"throughcare.jobs.{module}.ITEMS", kept)
    return kept


@pytest.fixture
def done():
    times = []

    @scheduled("count", every=HOUR)
    def count(*, at):
        times.append(at)

    return times


@pytest.fixture
def failing():
    @scheduled("fail", every=HOUR)
    def fail(*, at):
        raise ValueError(PRIVATE)


def row(name):
    return Timetable.objects.get(name=name)


@pytest.mark.django_db
def test_an_item_runs_at_once_and_then_every_hour(done):
    for minutes in (0, 30, 59, 60, 61, 500):
        run_due(at=AT + minutes * MINUTE)

    assert done == [AT, AT + HOUR, AT + 500 * MINUTE]
    assert row("count").last_run_at == AT + 500 * MINUTE


@pytest.mark.django_db
def test_a_changed_rhythm_is_taken_over(done, items):
    run_due(at=AT)
    items.clear()
    scheduled("count", every=2 * HOUR)(lambda *, at: None)

    run_due(at=AT + MINUTE)

    assert row("count").every == 2 * HOUR


@pytest.mark.django_db
def test_a_failed_item_is_tried_again_later_and_later(failing, done):
    tried = [minute for minute in range(8) if "fail" in run_due(at=AT + minute * MINUTE)]

    assert tried == [0, 1, 3, 7]
    assert row("fail").attempts == 4
    assert row("fail").last_run_at is None
    assert done == [AT]


def test_waiting_never_exceeds_an_hour():
    assert [waiting(attempts=n) for n in (1, 2, 3, 6)] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 32 * MINUTE]
    assert waiting(attempts=7) == waiting(attempts=10_000) == HOUR


@pytest.mark.django_db
def test_success_forgets_earlier_failures(items):
    fails = [True, False]

    @scheduled("sometimes", every=HOUR)
    def sometimes(*, at):
        if fails.pop(0):
            raise KeyError

    run_due(at=AT)
    assert (row("sometimes").attempts, row("sometimes").last_failure) == (1, "KeyError")
    run_due(at=AT + MINUTE)
    assert (row("sometimes").attempts, row("sometimes").last_failure) == (0, "")
    assert row("sometimes").next_try_at == AT + MINUTE + HOUR


@pytest.mark.django_db
def test_a_log_line_says_where_and_never_what(failing, caplog):
    with caplog.at_level(logging.INFO):
        run_due(at=AT)

    assert "ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert PRIVATE not in caplog.text
    assert row("fail").last_failure == "ValueError"


@pytest.mark.django_db
def test_a_worker_that_vanished_loses_its_lease_and_another_takes_over(done):
    run_due(at=AT)
    Timetable.objects.update(lease="00000000-0000-0000-0000-000000000001", leased_until=AT + 2 * HOUR, next_try_at=AT)

    assert run_due(at=AT + 2 * HOUR - MINUTE) == []
    assert run_due(at=AT + 2 * HOUR) == []
    assert row("count").last_failure == "LeaseExpired"
    assert run_due(at=AT + 2 * HOUR + MINUTE) == ["count"]


@pytest.mark.django_db
def test_a_worker_that_outlived_its_lease_changes_nothing():
    @scheduled("slow", every=HOUR, lease=MINUTE)
    def slow(*, at):
        reap(at=at + 2 * MINUTE)

    run_due(at=AT)

    assert row("slow").last_run_at is None
    assert (row("slow").attempts, row("slow").last_failure) == (1, "LeaseExpired")


@pytest.mark.django_db
def test_a_worker_is_forgotten_a_week_after_its_last_beat():
    beat(worker="gone", at=AT)

    run_due(at=AT + timedelta(days=7) - MINUTE)
    assert Heartbeat.objects.exists()
    run_due(at=AT + timedelta(days=7))
    assert not Heartbeat.objects.exists()


def test_two_items_cannot_have_one_name(done):
    with pytest.raises(ValueError, match="count"):
        scheduled("count", every=HOUR)(lambda *, at: None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_one_item():
    ran, together = [], Barrier(4)
    for number in range(10):
        scheduled(f"item {number}", every=HOUR)(lambda *, at, number=number: ran.append(number))

    def one_worker():
        together.wait()
        run_due(at=AT)
        connection.close()

    threads = [Thread(target=one_worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ran) == list(range(10))


@pytest.mark.django_db(transaction=True)
def test_a_worker_beats_and_works_until_it_is_told_to_stop(items):
    stop = Event()

    @scheduled("stop", every=HOUR)
    def told(*, at):
        stop.set()

    worker = Thread(target=work, kwargs={"worker": "one", "stop": stop, "clock": lambda: AT, "pause": timedelta()})
    worker.start()
    worker.join(timeout=20)

    assert not worker.is_alive()
    assert Heartbeat.objects.get(worker="one").beat_at == AT
    assert row("stop").last_run_at == AT
    assert registry.ITEMS is items

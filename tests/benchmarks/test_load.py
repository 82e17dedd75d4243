"""What is sent under load is what a browser sends, and what is reported is what was answered."""

from argparse import Namespace
from datetime import UTC, datetime
from random import Random
from urllib.parse import parse_qs

from benchmarks.load import STEPS, Answers, Load, _histogram, _request, report
from benchmarks.load_actions import Action, User, drawn

NOW = datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
OFFICER = User(session="s", csrf="c" * 32, area="NMR", place="Northmoor", people=["23456789BC"], is_police=True)


def actions(user, many=400):
    dice = Random(1)
    return [drawn(user, dice, now=NOW) for _ in range(many)]


def test_everyone_does_what_their_role_does_and_each_act_has_ids_of_its_own():
    team = User(session="t", csrf="c" * 32, area="", place="", people=["23456789BC"], is_police=False)

    assert {one.kind for one in actions(OFFICER)} == {
        f"custody: {what}" for what in ("board", "book in", "person", "record")
    }
    assert {one.kind for one in actions(team)} == {
        f"team: {what}" for what in ("today", "my people", "person", "record")
    }
    ids = [entry for one in actions(OFFICER) for entry in one.entries]
    assert len(ids) == len(set(ids)) > 0


def test_a_form_carries_its_guard_and_the_time_in_london():
    sent = next(one for one in actions(OFFICER) if one.kind == "custody: book in")
    typed = parse_qs(sent.body, strict_parsing=False)

    assert typed["csrfmiddlewaretoken"] == ["c" * 32]
    assert (typed["arrived_at-day"], typed["arrived_at-time"]) == (["30"], ["01:29"])
    assert len(sent.entries) == 4
    raw = _request(OFFICER, sent, 8000)
    assert f"Content-Length: {len(sent.body.encode())}".encode() in raw
    assert raw.endswith(sent.body.encode())


def test_what_was_turned_away_is_counted_and_has_no_latency():
    load = Load(0, [OFFICER], Random(1), NOW)
    load.answers["custody: board"] = Answers([0.03, 0.05, 0.2])
    load.answers["custody: board"].statuses.update(["200", "200", "200", "503"])

    said = report(load, Namespace(rate=83, seconds=600))
    assert "200: 3, 503: 1" in said
    assert "50 ms" in said


def test_every_answer_stands_in_one_step_of_the_histogram():
    lines = _histogram([0.0, 0.0099, 0.01, 0.079, 0.08, 29.9])

    assert [int(line.split("s")[-1].split()[0]) for line in lines] == [2, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1]
    assert len(lines) == len(STEPS)


def test_an_action_that_reads_acknowledges_nothing():
    assert Action(kind="board", method="GET", address="/suite", is_custody=True).entries == ()

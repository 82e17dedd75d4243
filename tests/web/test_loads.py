"""Loads and hours left, drawn."""

from datetime import UTC, datetime, timedelta

import pytest

from throughcare.web.drawn import loads
from throughcare.web.drawn.loads import Load

NOW = datetime(2010, 3, 29, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("active", "paused", "words"),
    [(18, 4, "Room for 3"), (24, 0, "Room for 1"), (22, 3, "Full"), (24, 2, "1 over 25")],
)
def test_a_load_says_its_room(active, paused, words):
    assert Load(name="Siân Hŵel", active=active, paused=paused).words == words


def test_paused_people_stay_in_the_load_hatched():
    bar = loads.draw_load(Load(name="Siân Hŵel", active=18, paused=4))

    assert (bar.solid, bar.hatched, bar.over) == (180, 40, 0)
    assert bar.load.says == "22 of 25: 18 active, 4 paused or in prison"


def test_people_over_the_line_stand_in_a_box_of_their_own():
    bar = loads.draw_load(Load(name="Ffiona Tŷ-Croes", active=24, paused=3))

    assert (bar.solid, bar.hatched, bar.over_at, bar.over) == (240, 10, 250, 20)


@pytest.mark.parametrize("active", [0, 25, 40])
def test_no_load_runs_out_of_its_drawing(active):
    bar = loads.draw_load(Load(name="Siân Hŵel", active=active))
    boxes = loads.draw_boxes(Load(name="Siân Hŵel", active=active))

    assert bar.solid + bar.hatched + bar.over <= bar.width
    assert len(boxes.filled) == active
    assert len(boxes.filled) + len(boxes.empty) == max(active, 25)


@pytest.mark.parametrize(
    ("left", "path"),
    [
        (timedelta(0), ""),
        (timedelta(hours=-1), ""),
        (timedelta(hours=6), "M14 3.5A10.5 10.5 0 0 1 24.50 14.00"),
        (timedelta(hours=18), "M14 3.5A10.5 10.5 0 1 1 3.50 14.00"),
        (timedelta(hours=30), "M14 3.5A10.5 10.5 0 1 1 13.99 3.50"),
    ],
)
def test_the_ring_shows_what_is_left_of_24_hours(left, path):
    assert loads.ring(due=NOW + left, now=NOW) == path

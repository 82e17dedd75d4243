"""Each suite's own page: H-13, H-161 to H-164, S-30, I-28, I-29."""

from datetime import UTC, date, datetime

import pytest

from throughcare.suites.arrangements import PARTS, EarlierThanTheLast, NotArranged, in_force, shown, versions, write

pytestmark = pytest.mark.django_db

AT = datetime(2010, 6, 1, 9, tzinfo=UTC)
WORDS = {name: f"About {name}" for name in PARTS}


def written(by, words=WORDS, from_on=date(2010, 6, 1), at=AT):
    return write(
        suite=by.organisation, kept_by="Custody inspector, Castle Street", words=words, from_on=from_on, by=by, at=at
    )


def test_every_version_stays_with_who_wrote_it_and_when(rhys):
    """H-161: current, and one can see since when."""
    first = written(rhys)
    second = written(rhys, WORDS | {"telephone": "Desk 2"}, date(2010, 7, 1))

    assert list(versions(suite=rhys.organisation)) == [second, first]
    assert (second.version, second.written_by, second.written_at) == (2, rhys, AT)
    assert in_force(suite=rhys.organisation, on=date(2010, 6, 30)) == first
    assert in_force(suite=rhys.organisation, on=date(2010, 7, 1)) == second


def test_no_page_before_the_first_day(rhys):
    written(rhys)

    assert in_force(suite=rhys.organisation, on=date(2010, 5, 31)) is None


def test_a_version_does_not_begin_before_the_one_it_follows(rhys):
    written(rhys)

    with pytest.raises(EarlierThanTheLast):
        written(rhys, from_on=date(2010, 5, 31))


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("sends", id="H-162 who sends"),
        pytest.param("receives", id="H-162 who receives"),
        pytest.param("space", id="H-163 space and time"),
        pytest.param("telephone", id="S-30 H-161 a phone and the list"),
        pytest.param("nobody_here", id="H-164 S-25 no worker is there"),
        pytest.param("lives_elsewhere", id="H-164 lives elsewhere"),
    ],
)
def test_what_every_suite_arranges_cannot_stay_empty(part, rhys):
    with pytest.raises(NotArranged, match=PARTS[part].title):
        written(rhys, WORDS | {part: "  "})


@pytest.mark.parametrize(
    "part", ["staff_hear", "written_information"], ids=["I-28 staff hear of it", "I-29 in writing"]
)
def test_the_rest_is_the_areas_own_choice(part, rhys):
    """H-13: prescriptive only where needed."""
    page = written(rhys, {name: text for name, text in WORDS.items() if name != part})

    assert {name: words for name, _, words in shown(page)}[part] == ""


def test_a_part_that_is_none_of_ours_is_refused(rhys):
    with pytest.raises(NotArranged, match="weather"):
        written(rhys, WORDS | {"weather": "wet"})

"""There, not later, and once: Handbook 3.2; H-50; design section 3."""

from uuid import UUID

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.stories import FULL, INITIAL, WORKER, Story
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import KINDS, links

row = pytest.param


def voided():
    s = stages.released()
    s.voids(s.place)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("names_something_on_this_record", Story, lambda s: s.refusal(s.tested, arrest=UUID(int=10_000)),
            lambda s: s.tested(arrest=s.arrested()), id="H-50 nothing of the kind"),
        row("names_something_on_this_record", voided, lambda s: s.refusal(s.moved, 2010, 3, 26, 15, 0),
            lambda _: stages.released().moved(2010, 3, 26, 15, 0), id="H-50 voided"),
        row("names_something_on_this_record", stages.released, lambda s: s.refusal(s.tested, arrest=s.place),
            lambda s: s.tested(arrest=s.here("gd").arrested()), id="H-50 of another kind"),
        row("comes_after_what_it_names", stages.required, lambda s: s.at(2010, 3, 25, 19, 49).refusal(s.sent),
            lambda s: s.at(2010, 3, 25, 19, 50).sent(), id="H-50 not before what it names"),
        row("happens_once", stages.released, lambda s: s.refusal(s.released),
            lambda s: s.released(arrest=s.here("gd").arrested()), id="H-50 one release of an arrest"),
        row("happens_once", stages.required, lambda s: s.refusal(s.required),
            lambda s: s.corrects(s.requirement), id="H-50 correcting it is not doing it again"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_a_link_names_any_version_of_what_was_corrected():
    s = stages.released()
    correction = s.at(2010, 3, 26, 9, 0).corrects(s.place)

    came = s.at(2010, 3, 26, 10, 35).came(appointment=correction)

    assert s.ended("record_attendance") == ("met", came)


def test_what_could_be_recorded_before_a_void_is_to_be_checked_after_it():
    s = stages.decided()

    s.at(2010, 3, 29, 9, 0).voids(s.initial)

    assert s.open("check_record", "nm-cjit")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_link_names_kinds_there_are(kind):
    for asked in links(KINDS[kind].cls).values():
        assert set(asked.names) <= set(KINDS)


def test_a_link_that_may_be_empty_is_refused_nothing():
    s = stages.released()
    fact = Assessed(purpose=INITIAL, requirement=s.requirement, engaged=True, **FULL)

    assert s.accepts(s.tell, fact, by=WORKER)

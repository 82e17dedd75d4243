"""Staff who know somebody: declared by themselves or their manager, ended by a manager who is not they (A10)."""

import pytest

from tests.access.readings import NINE, after
from throughcare.access import conflicts
from throughcare.access.models import Conflict
from throughcare.access.openings import NotAllowed
from throughcare.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour(db):
    return Person.objects.create()


def declared(account, person, by, *, at=NINE, note=""):
    return conflicts.declare(account=account, person=person, note=note, by=by, at=at)


def test_anyone_declares_for_themselves_and_twice_is_once(rhian, neighbour):
    first = declared(rhian.account, neighbour, rhian, note="Next door")

    assert declared(rhian.account, neighbour, rhian, at=after(5)) == first
    assert (first.declared_by, first.declared_at, first.note) == (rhian, NINE, "Next door")


def test_a_manager_declares_for_their_own_team_only(rhian, northmoor_manager, eluned, neighbour):
    for wrong in (eluned, rhian):
        with pytest.raises(NotAllowed, match="for yourself or"):
            declared(northmoor_manager.account, neighbour, wrong)
    declared(rhian.account, neighbour, northmoor_manager)

    assert Conflict.objects.get().account == rhian.account


def test_a_manager_ends_it_but_never_their_own(rhian, northmoor_manager, eluned, neighbour):
    workers = declared(rhian.account, neighbour, rhian)
    managers = declared(northmoor_manager.account, neighbour, northmoor_manager)

    for conflict, by, said in (
        (workers, rhian, "own"), (workers, eluned, "Only a manager"), (managers, northmoor_manager, "own"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match=said):
            conflicts.end(conflict=conflict, by=by, at=after(1))
    conflicts.end(conflict=workers, by=northmoor_manager, at=after(1))

    workers.refresh_from_db()
    assert (workers.ended_by, workers.ended_at) == (northmoor_manager, after(1))


def test_after_its_end_it_can_be_declared_anew(rhian, northmoor_manager, neighbour):
    conflicts.end(conflict=declared(rhian.account, neighbour, rhian), by=northmoor_manager, at=after(1))
    declared(rhian.account, neighbour, rhian, at=after(2))

    assert Conflict.objects.filter(ended_at=None).count() == 1


def test_a_manager_sees_those_of_the_team(rhian, northmoor_manager, eluned, neighbour):
    conflict = declared(rhian.account, neighbour, rhian)

    assert list(conflicts.of_team(membership=northmoor_manager, at=NINE)) == [conflict]
    assert not conflicts.of_team(membership=eluned, at=NINE).exists()

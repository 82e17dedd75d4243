"""The decision about one record, and the lists that must agree with it: P-22, H-144; trust A10."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import cast
from tests.journal.facts import arrest, booked, made, minutes, positive, required, somebody
from throughcare.access import scope
from throughcare.access.decide import NotInSight, Restricted, decide
from throughcare.access.models import LASTS, Conflict, Opening
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.custody import Disposal, Released
from throughcare.rulebook.facts.identity import DetailsGiven, RecordRestricted
from throughcare.rulebook.sight import Basis

pytestmark = pytest.mark.django_db

TOMORROW = minutes(21 * 60)


@pytest.fixture
def carys(meera, northmoor_cjit):
    """Arrested at noon, tested positive, booked with the CJIT at 12:12, released at 12:30."""
    person = somebody()
    given = DetailsGiven(given_name="Carys", family_name="Ní Bhriain", born_on=minutes(0).date().replace(year=1980))
    made(person, given, by=meera)
    arrested = made(person, arrest(), by=meera)
    test = made(person, positive(arrested.pk), by=meera, at=minutes(5))
    requirement = made(person, required(test.pk), by=meera, at=minutes(9))
    made(person, booked(requirement.pk, northmoor_cjit, TOMORROW), by=meera, at=minutes(12))
    made(person, Released(arrest=arrested.pk, disposal=Disposal.POLICE_BAIL), by=meera, at=minutes(30))
    person.refresh_from_db()
    return person


def decided(person, membership, at):
    """Classes, or the name of what says no."""
    try:
        return decide(reference=person.reference, membership=membership, at=at).classes
    except (NotInSight, Restricted) as refused:
        return type(refused).__name__


def listed(person, membership, at):
    return scope.people(membership=membership, at=at).filter(pk=person.pk).exists()


def opens(person, membership, at, *, opened_at=None):
    opened_at = opened_at or at
    return Opening.objects.create(
        membership=membership, person=person, reason="life", words="Found unconscious at the station", asked_at=at,
        opened_at=opened_at, until=opened_at + LASTS, review_by=opened_at + timedelta(days=1),
    )  # fmt: skip


def test_the_basis_is_the_strongest_there_is(carys, meera, northmoor_manager):
    def basis(who, at):
        return decide(reference=carys.reference, membership=who, at=at).basis

    assert basis(meera, minutes(20)) == Basis.HOLDS
    assert basis(meera, minutes(5)) == Basis.CARE
    assert basis(meera, minutes(30)) == Basis.OWES
    assert basis(northmoor_manager, minutes(31)) == Basis.CARE


def test_after_release_the_suite_opens_only_what_it_still_owes(carys, meera):
    assert decided(carys, meera, minutes(29)) == ROLES[Role.DETENTION_OFFICER].sees
    assert decided(carys, meera, minutes(30)) == {DataClass.REQUIREMENT}, "no RA1: it owes a reason"
    assert listed(carys, meera, minutes(30))


def test_nobody_else_is_told_whether_there_is_anybody(carys, outsider, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert decided(carys, outsider, minutes(31)) == "NotInSight"
    carys.reference = "BBBBBBBBBB"
    with django_assert_num_queries(2):
        assert decided(carys, outsider, minutes(31)) == "NotInSight"


@pytest.mark.parametrize(
    "role", [Role.PARTNERSHIP_MANAGER, Role.HOME_OFFICE_PERFORMANCE, Role.ADMINISTRATOR, Role.AUDITOR, Role.LABORATORY]
)
def test_a_role_that_sees_no_record_opens_none(carys, castle_street, role):
    """Whatever its organisation is involved in."""
    member = cast.works_at(castle_street, Role.ARRESTING_OFFICER, f"Somebody {role}")
    member.role = role

    assert decided(carys, member, minutes(20)) == "NotInSight"
    assert not listed(carys, member, minutes(20))


def test_from_the_declaration_on_an_account_sees_nothing_of_whom_it_knows(carys, meera, rhys):
    knows = Conflict.objects.create(
        account=meera.account, person=carys, declared_by=meera, declared_at=minutes(15), note="My cousin"
    )

    assert decided(carys, meera, minutes(20)) == "NotInSight"
    assert not listed(carys, meera, minutes(20))
    assert decided(carys, rhys, minutes(20)) != "NotInSight"

    knows.ended_at, knows.ended_by = minutes(21), rhys
    knows.save()
    assert listed(carys, meera, minutes(22))


@pytest.mark.parametrize(
    ("passed", "sees"),
    [
        pytest.param(timedelta(minutes=-1), False, id="A9 before it was opened"),
        pytest.param(timedelta(0), True, id="A9 at once"),
        pytest.param(timedelta(minutes=59, seconds=59), True, id="A9 59:59"),
        pytest.param(timedelta(minutes=60), False, id="A9 60:00"),
    ],
)
def test_an_opening_in_an_emergency_lasts_an_hour_for_one_membership(carys, outsider, passed, sees):
    opening = opens(carys, outsider, TOMORROW)

    found = decided(carys, outsider, TOMORROW + passed)

    assert found == (ROLES[Role.CJIT_MANAGER].sees if sees else "NotInSight")
    assert not listed(carys, outsider, TOMORROW + passed)
    if sees:
        decision = decide(reference=carys.reference, membership=outsider, at=TOMORROW + passed)
        assert decision.opening == opening


def test_an_opening_that_waits_for_a_second_person_opens_nothing(carys, outsider):
    Opening.objects.create(
        membership=outsider, person=carys, reason="child", words="A child is alone", asked_at=TOMORROW
    )

    assert decided(carys, outsider, TOMORROW) == "NotInSight"


def test_an_auditor_who_opened_a_record_audits_all_but_what_was_said(carys, platform):
    """R26, design 5: the content of an assessment stays locked, by every door."""
    auditor = cast.works_at(platform, Role.ADMINISTRATOR, "Auditor")
    auditor.role = Role.AUDITOR
    opens(carys, auditor, TOMORROW)

    assert decided(carys, auditor, TOMORROW) == frozenset(DataClass) - {DataClass.ASSESSMENT}


@pytest.fixture
def restricted(carys, northmoor_manager):
    made(carys, RecordRestricted(reason="Her sister works here"), by=northmoor_manager, at=minutes(60))
    carys.refresh_from_db()
    return carys


def test_a_restricted_record_stays_in_the_list_without_a_name(restricted, rhian, northmoor_manager):
    at = minutes(61)
    assert decided(restricted, rhian, at) == "Restricted"
    assert listed(restricted, rhian, at)
    assert not scope.findable(membership=rhian, at=at).filter(pk=restricted.pk).exists()
    assert decided(restricted, northmoor_manager, at) == frozenset(DataClass)

    shown = [restricted]
    scope.mask(shown, membership=northmoor_manager)
    assert "Carys" in restricted.full_name
    scope.mask(shown, membership=rhian)
    assert restricted.full_name == f"Restricted record {restricted.shown_reference}"
    assert restricted.born_on is None


def test_whoever_holds_a_restricted_person_opens_the_record(restricted, meera):
    made(restricted, arrest(custody_number="CS/2"), by=meera, at=minutes(120))

    assert decided(restricted, meera, minutes(121)) == ROLES[Role.DETENTION_OFFICER].sees


def test_lists_and_the_decision_agree_for_everyone_at_every_instant(carys, request, meera, rhian, outsider, sian):
    """One rule, asked twice."""
    knows = Conflict(account=rhian.account, person=carys, declared_by=rhian, declared_at=minutes(0))
    for conflicted in (False, True):
        if conflicted:
            knows.save()
        for who in (meera, rhian, outsider, sian):
            for minute in (-1, 0, 4, 5, 12, 29, 30, 31, 60 * 24):
                at = minutes(minute)
                assert listed(carys, who, at) is (decided(carys, who, at) != "NotInSight"), (who.role, minute)
                for data in DataClass:
                    seen = scope.is_in_sight(membership=who, at=at, person="pk", data=data)
                    of_team = type(carys).objects.filter(seen, pk=carys.pk).exists()
                    classes = decided(carys, who, at)
                    assert (data in classes if of_team and classes != "NotInSight" else True) or (
                        data not in ROLES[Role(who.role)].sees
                    )


def test_an_unknown_reference_is_nobody(meera):
    with pytest.raises(NotInSight):
        decide(reference=uuid4().hex[:10], membership=meera, at=minutes(0))

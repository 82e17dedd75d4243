from uuid import uuid4

import pytest

from tests.journal.facts import NOON, arrest, made, minutes, positive, required, somebody
from tests.journal.tampering import guards_off
from throughcare.accounts.models import Membership
from throughcare.journal.chain import COLUMNS
from throughcare.journal.merkle import Tree
from throughcare.journal.models import Body, Disposal, Entry, Seal, SealedHead
from throughcare.journal.seals import seal
from throughcare.journal.verify import Fault, verify
from throughcare.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def carys_record(meera, northmoor_cjit):
    """Three entries, and beside them another person's one."""
    person = somebody()
    first = made(person, arrest(), by=meera)
    second = made(person, positive(first.pk), by=meera, at=minutes(5))
    third = made(person, required(second.pk), by=meera, at=minutes(9))
    made(somebody(), arrest(), by=meera)
    return [first, second, third]


def faults():
    return [(finding.fault, finding.person, finding.seq) for finding in verify().findings]


def test_untouched_records_are_whole(carys_record):
    seal(at=minutes(10))

    report = verify()

    assert report.whole
    assert (report.people, report.entries) == (2, 4)


def test_every_column_of_an_envelope_is_under_the_hash():
    kept = {field.attname for field in Entry._meta.concrete_fields}

    assert kept == {*COLUMNS, "hash"}


OTHERWISE = {
    "kind": "not_tested", "version": 3, "happened_at": minutes(1), "recorded_at": minutes(30), "why": "no reason",
    "replaces": uuid4(), "salt": "0" * 32, "body_digest": "0" * 64, "previous": "0" * 64, "hash": "0" * 64,
}  # fmt: skip


@pytest.mark.parametrize("column", [*OTHERWISE, "seq", "by_id", "team_id", "person_id", "id"])
def test_a_changed_column_is_found(carys_record, rhys, rhian, column):
    _, second, _ = carys_record
    other = {"seq": 7, "by_id": rhys.pk, "team_id": rhian.organisation_id, "person_id": somebody().pk, "id": uuid4()}
    with guards_off():
        Body.objects.filter(pk=second.pk).delete() if column == "id" else None
        Entry.objects.filter(pk=second.pk).update(**{column: (OTHERWISE | other)[column]})

    found = faults()

    assert any(fault is Fault.COLUMN for fault, _, _ in found)
    assert any(person == second.person_id for _, person, _ in found)


def test_a_changed_body_is_found(carys_record):
    _, second, _ = carys_record
    with guards_off():
        Body.objects.filter(pk=second.pk).update(text="{}")

    assert faults() == [(Fault.BODY, second.person_id, 2)]


def test_a_lost_body_is_found_unless_a_disposal_names_it(carys_record, meera, rhys):
    first, second, _ = carys_record
    Disposal.objects.create(entry=first, schedule="test", asked_by=meera, agreed_by=rhys, at=NOON)
    Body.objects.filter(pk=first.pk).delete()
    with guards_off():
        Body.objects.filter(pk=second.pk).delete()

    assert faults() == [(Fault.BODY_LOST, second.person_id, 2)]


def test_a_missing_entry_is_found(carys_record):
    _, second, _ = carys_record
    with guards_off():
        Body.objects.filter(pk=second.pk).delete()
        Entry.objects.filter(pk=second.pk).delete()

    assert faults() == [(Fault.MISSING, second.person_id, 2)]


def test_a_cut_tail_is_found(carys_record):
    third = carys_record[-1]
    with guards_off():
        Body.objects.filter(pk=third.pk).delete()
        Entry.objects.filter(pk=third.pk).delete()

    assert faults() == [(Fault.CUT, third.person_id, 3)]


def test_a_record_put_back_with_its_head_is_found_by_the_seal(carys_record):
    first, _, third = carys_record
    seal(at=minutes(10))
    with guards_off():
        Body.objects.exclude(pk=first.pk).filter(entry__person=first.person_id).delete()
        Entry.objects.exclude(pk=first.pk).filter(person=first.person_id).delete()
        Person.objects.filter(pk=first.person_id).update(head=first.hash, length=1)

    assert faults() == [(Fault.ROLLED_BACK, third.person_id, 3)]


def test_a_record_written_afresh_from_one_entry_on_is_found_by_the_seal(carys_record, meera):
    first, _, third = carys_record
    seal(at=minutes(10))
    with guards_off():
        Body.objects.exclude(pk=first.pk).filter(entry__person=first.person_id).delete()
        Entry.objects.exclude(pk=first.pk).filter(person=first.person_id).delete()
        Person.objects.filter(pk=first.person_id).update(head=first.hash, length=1)
    for minute in (5, 6, 7):
        made(Person.objects.get(pk=first.person_id), arrest(), by=meera, at=minutes(minute))

    assert faults() == [(Fault.ROLLED_BACK, third.person_id, 3)]


def test_a_seal_made_otherwise_is_found(carys_record):
    seal(at=minutes(10))
    with guards_off():
        SealedHead.objects.filter(person_id=carys_record[0].person_id).update(length=2)

    assert (Fault.SEAL, None, 1) in faults()


def test_a_removed_seal_is_found(carys_record, meera):
    seal(at=minutes(10))
    made(somebody(), arrest(), by=meera)
    seal(at=minutes(70))
    with guards_off():
        SealedHead.objects.filter(seal=1).delete()
        Seal.objects.filter(pk=1).delete()

    assert (Fault.SEAL, None, 2) in faults()


def test_a_seal_keeps_only_heads_that_changed(carys_record, meera):
    seal(at=minutes(10))
    made(Person.objects.get(pk=carys_record[0].person_id), arrest(), by=meera, at=minutes(20))
    seal(at=minutes(70))

    assert [SealedHead.objects.filter(seal=number).count() for number in (1, 2)] == [2, 1]
    assert verify().whole


def test_by_membership_the_report_names_nobody(carys_record):
    with guards_off():
        Entry.objects.filter(pk=carys_record[0].pk).update(why="Carŷs")

    said = "".join(map(str, verify().findings))

    assert "Carŷs" not in said
    assert str(carys_record[0].pk) in said
    assert Membership.objects.exists()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 7, 8, 13])
def test_the_merkle_head_is_that_of_rfc_9162(count):
    leaves = [str(number).encode() for number in range(count)]
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)

    assert tree.head() == _by_definition(leaves).hex()


def _by_definition(leaves):
    from hashlib import sha256

    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + _by_definition(leaves[:split]) + _by_definition(leaves[split:])).digest()

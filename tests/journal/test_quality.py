"""One sample in every fifty of a suite goes to the laboratory, and nobody can know which: N-37, N-38."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.cast import works_at
from tests.journal.facts import NOON, arrest, done, made, minutes, positive, proposed, somebody
from throughcare.accounts.models import Membership
from throughcare.journal.codec import decode
from throughcare.journal.models import Entry, QualityBlock
from throughcare.journal.quality import Blocks, by_chance
from throughcare.journal.quality_models import SAMPLES
from throughcare.journal.record import Batch, correct, move, record, record_many, void
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import ForLaboratory, Result, TestUnusable, Unusable
from throughcare.rulebook.standing import Refusal

BLOCKS = 200
BY_CHANCE = by_chance  # before the cast puts the last place in its stead
CHI_SQUARE_OF_49_AT_ONE_IN_A_THOUSAND = 85.35


def sample(by, *, result=Result.NEGATIVE, laboratory=ForLaboratory.NO, at=NOON, person=None):
    """Somebody new is arrested and tested; the test's entry as it was kept."""
    person = person or somebody()
    arrested = made(person, arrest(), by=by, at=at).pk
    fact = replace(positive(arrested, result), laboratory=laboratory)
    return done(record([proposed(person, fact, at)], by=by, at=at))[0]


def told(entry):
    return decode(entry.kind, entry.version, entry.body.text)


def is_quality(entry):
    return told(entry).laboratory is ForLaboratory.QUALITY


def in_bulk(by, count, draw):
    """So many people are arrested and tested in one transaction; the places from 1 at which a sample was drawn."""
    batches = []
    for _ in range(count):
        person = somebody()
        arrested = proposed(person, arrest())
        tested = proposed(person, positive(arrested.id, Result.NEGATIVE))
        batches.append(Batch(entries=[arrested, tested], by=by, at=NOON))
    outcomes = [done(outcome)[1] for _, outcome in record_many(batches, draw=draw)]
    return [place for place, entry in enumerate(outcomes, 1) if is_quality(entry)]


@pytest.fixture
def next_is_third(meera):
    """The block of Castle Street will draw its third sample."""
    return QualityBlock.objects.create(suite=meera.organisation, number=1, position=3)


def test_exactly_one_in_each_block_and_every_place_as_likely(meera):
    """N-37: over many blocks; chi-square of 49 degrees, at one in a thousand, in a seeded run."""
    suite, negative = meera.organisation_id, positive(uuid4(), Result.NEGATIVE)
    with transaction.atomic():
        blocks = Blocks(Random(20261122).randrange)
        blocks.lock([suite])
        kept = [blocks.drawn(negative, suite=suite, entry=uuid4()) for _ in range(BLOCKS * SAMPLES)]
        blocks.write()
    drawn = [place for place, fact in enumerate(kept, 1) if fact.laboratory is ForLaboratory.QUALITY]

    assert [(place - 1) // SAMPLES for place in drawn] == list(range(BLOCKS))
    places = Counter((place - 1) % SAMPLES + 1 for place in drawn)
    expected = BLOCKS / SAMPLES
    chi_square = sum((places[place] - expected) ** 2 / expected for place in range(1, SAMPLES + 1))
    assert chi_square < CHI_SQUARE_OF_49_AT_ONE_IN_A_THOUSAND
    early = [(place - 1) % SAMPLES < SAMPLES / 2 for place in drawn]
    after_early = [later for earlier, later in pairwise(early) if earlier]
    assert 0.35 < sum(after_early) / len(after_early) < 0.65, "one block tells something of the next"
    blocks = QualityBlock.objects.filter(suite=meera.organisation)
    assert blocks.count() == BLOCKS
    assert not blocks.exclude(taken=SAMPLES).exists()


def test_so_it_is_through_the_journal(meera):
    assert [(place - 1) // SAMPLES for place in in_bulk(meera, 2 * SAMPLES, Random(3).randrange)] == [0, 1]


def test_it_is_drawn_by_the_systems_own_randomness(monkeypatch):
    """Never by a generator whose next number can be worked out."""
    asked = []
    monkeypatch.setattr("secrets.randbelow", lambda below: asked.append(below) or 4)

    assert BY_CHANCE(SAMPLES) == 4
    assert asked == [SAMPLES]


def test_a_record_draws_by_chance(meera, monkeypatch):
    monkeypatch.setattr("throughcare.journal.quality.by_chance", lambda below: 4)

    sample(meera)

    assert QualityBlock.objects.get().position == 5


def test_the_fact_says_so_once_the_result_is_recorded(meera, next_is_third):
    first, second, third = sample(meera), sample(meera), sample(meera)

    assert [is_quality(one) for one in (first, second, third)] == [False, False, True]
    next_is_third.refresh_from_db()
    assert (next_is_third.taken, next_is_third.drawn) == (3, third.pk)


def test_a_sample_that_goes_there_anyway_keeps_its_reason(meera, next_is_third):
    """N-38: disputed stays disputed, and the block has had its one."""
    sample(meera), sample(meera)

    third = sample(meera, result=Result.OPIATES, laboratory=ForLaboratory.DISPUTED)

    assert told(third).laboratory is ForLaboratory.DISPUTED
    next_is_third.refresh_from_db()
    assert next_is_third.drawn == third.pk


def test_sending_the_same_again_neither_counts_nor_clashes(meera, next_is_third):
    sample(meera), sample(meera)
    person = somebody()
    arrested = made(person, arrest(), by=meera).pk
    once = proposed(person, positive(arrested))

    first, again = (done(record([once], by=meera, at=NOON))[0] for _ in range(2))

    assert first.pk == again.pk
    assert is_quality(Entry.objects.get(pk=first.pk))
    next_is_third.refresh_from_db()
    assert next_is_third.taken == 3


def test_what_is_refused_is_not_counted(meera, next_is_third):
    person = somebody()
    arrested = made(person, arrest(offence="common_assault"), by=meera).pk

    assert isinstance(record([proposed(person, positive(arrested))], by=meera, at=NOON), Refusal)

    next_is_third.refresh_from_db()
    assert next_is_third.taken == 0


def test_void_samples_failed_devices_and_mendings_leave_the_place_alone(meera, rhys, next_is_third):
    """They neither move the position nor tell it."""
    first = sample(meera)
    person = somebody()
    arrested = made(person, arrest(), by=meera).pk
    made(person, TestUnusable(arrest=arrested, reason=Unusable.SAMPLE_VOID), by=meera)
    made(person, replace(positive(arrested), irregular=True), by=meera)
    version = correct(
        entry=first, key=uuid4(), fact=replace(told(first), result=Result.OPIATES), happened_at=NOON, why="Misread",
        by=meera, at=minutes(5),
    )  # fmt: skip
    done(void(entry=done(version)[0], key=uuid4(), why="Never taken", by=meera, at=minutes(6)))
    second = sample(meera)
    other = somebody()
    elsewhere = made(other, arrest(), by=meera).pk
    done(move(entry=second, keys=(uuid4(), uuid4()), to_person=other.pk, links={"arrest": elsewhere}, why="Mixed up",
              by=meera, at=minutes(7)))  # fmt: skip

    next_is_third.refresh_from_db()
    assert next_is_third.taken == 2
    assert is_quality(sample(meera))


def test_each_suite_has_blocks_of_its_own(meera, mill_lane, next_is_third):
    aisha = works_at(mill_lane, Role.DETENTION_OFFICER, "Aisha O'Rahilly")
    QualityBlock.objects.create(suite=mill_lane, number=1, position=1)

    assert not is_quality(sample(meera))
    assert is_quality(sample(aisha))


def test_told_elsewhere_draws_nothing(meera):
    """Imported history brings its own quality samples (invariant 12)."""
    assert in_bulk(meera, 3, None) == []
    assert not QualityBlock.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_neither_skip_nor_double_it(meera):
    """In the transaction of the record."""
    found = []

    def officer():
        by = Membership.objects.select_related("organisation").get(pk=meera.pk)
        try:
            found.extend(is_quality(sample(by)) for _ in range(SAMPLES // 2))
        finally:
            connection.close()

    officers = [Thread(target=officer) for _ in range(2)]
    for one in officers:
        one.start()
    for one in officers:
        one.join(timeout=120)

    assert len(found) == SAMPLES
    assert sum(found) == 1
    assert QualityBlock.objects.get().taken == SAMPLES

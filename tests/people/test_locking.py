from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from tests.people.conftest import a_person
from throughcare.people.locking import lock
from throughcare.people.models import Person


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_would_hold_nothing():
    with pytest.raises(TransactionManagementError):
        lock(person_ids=[])


def test_people_are_locked_in_one_order(carys, lukasz):
    asked = [carys.pk, lukasz.pk, carys.pk]

    assert lock(person_ids=asked) == lock(person_ids=reversed(asked))
    assert [person.pk for person in lock(person_ids=asked)] == sorted({carys.pk, lukasz.pk})


@pytest.mark.django_db(transaction=True)
def test_writers_of_the_same_people_wait_for_each_other():
    """Each adds one to both lengths, naming the two in its own order: none is lost, nobody deadlocks."""
    people = [a_person("Aled", "Prys").pk, a_person("Bethan", "Prys").pk]
    together = Barrier(4)

    def write(order):
        together.wait()
        for _ in range(5):
            with transaction.atomic():
                for person in lock(person_ids=order):
                    person.length += 1
                    person.save(update_fields=["length"])
        connection.close()

    threads = [Thread(target=write, args=(people[:: 1 if n % 2 else -1],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(Person.objects.values_list("length", flat=True)) == {20}

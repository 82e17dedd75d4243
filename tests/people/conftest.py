from datetime import date

import pytest

from throughcare.people.models import Person


def a_person(given_name, family_name, born_on=None):
    person = Person(born_on=born_on)
    person.take_names(given_name=given_name, family_name=family_name)
    person.save()
    return person


@pytest.fixture
def carys(db):
    return a_person("Carŷs", "O'Shea-Ŵyn", date(1981, 3, 12))


@pytest.fixture
def lukasz(db):
    return a_person("Łukasz", "Oshea", date(1981, 12, 3))

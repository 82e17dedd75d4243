from datetime import date

import pytest

from tests.people.conftest import a_person
from throughcare.people.models import LETTERS, REFERENCE_LENGTH, Person, new_reference
from throughcare.people.search import AT_MOST, search


def found(text, within=None):
    return {person.given_name for person in search(text=text, within=within or Person.objects.all())}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("oshea", {"Carŷs", "Łukasz"}),
        ("O'SHEA", {"Carŷs", "Łukasz"}),
        ("O’Sh", {"Carŷs", "Łukasz"}),
        ("carys", {"Carŷs"}),
        ("wyn", {"Carŷs"}),
        ("lukasz oshea", {"Łukasz"}),
        ("OSHEA, Łuk", {"Łukasz"}),
        ("hea", set()),
        ("oshea 12/03/1981", {"Carŷs"}),
        ("12.3.1981", {"Carŷs"}),
        ("1981-12-03", {"Łukasz"}),
        ("1981-13-03", set()),
        ("31/02/1981", set()),
        ("%", set()),
        ("_", set()),
        ("'", set()),
        ("", set()),
        ("x" * 500, set()),
    ],
)
def test_people_are_found_by_what_is_typed(text, names, carys, lukasz):
    assert found(text) == names


def test_a_reference_finds_one_person_however_it_is_written(carys, lukasz):
    half = REFERENCE_LENGTH // 2
    shown = f"{carys.reference[:half]}-{carys.reference[half:]}"

    assert carys.shown_reference == shown
    for typed in (carys.reference, shown, f" {shown.lower()} ", carys.reference.lower()):
        assert found(typed) == {"Carŷs"}


def test_only_those_the_caller_may_see_are_searched(carys, lukasz):
    within = Person.objects.filter(pk=lukasz.pk)

    assert found("oshea", within) == {"Łukasz"}
    assert found(carys.reference, within) == set()


def test_an_answer_is_bounded_and_takes_one_query(db, django_assert_num_queries):
    for number in range(AT_MOST + 5):
        a_person(f"Aled {number}", "Prys")

    with django_assert_num_queries(1):
        assert len(search(text="prys", within=Person.objects.all(), limit=10_000)) == AT_MOST


def test_a_reference_can_be_read_out_and_spells_nothing():
    references = {new_reference() for _ in range(1000)}

    assert len(references) == 1000
    assert not set("".join(references)) - set(LETTERS)
    assert not set(LETTERS) & set("AEIOUY01L")


def test_a_new_person_has_an_empty_record(carys):
    carys.refresh_from_db()

    assert (carys.head, carys.length) == ("", 0)
    assert carys.names_folded == "oshea wyn carys"
    assert str(carys) == carys.reference
    assert carys.born_on == date(1981, 3, 12)

"""The scorer on pairs made by hand and held out: how people of these areas are really written down twice."""

from datetime import date

import pytest

from throughcare.people.likeness import LIKELY, Details, keys, likelihood, weigh

NATION = 100_000
BORN = date(1984, 11, 9)


def person(given_name, family_name, born_on=BORN):
    return Details(given_name, family_name, born_on)


ONE_PERSON = [
    ("accents", person("Siân", "Hŵel"), person("Sian", "Hwel")),
    ("apostrophe", person("Leanne", "O’Keefe"), person("Leanne", "OKeefe")),
    ("hyphen", person("Niamh", "D'Arcy-Lloyd"), person("Niamh", "Darcy Lloyd")),
    ("middle name left out", person("Dafydd Llŷr", "O’Hare"), person("Dafydd", "O'Hare")),
    ("known by the middle name", person("Dafydd Llŷr", "O’Hare"), person("Llŷr", "O'Hare")),
    ("spelling", person("Catherine", "Kelly"), person("Kathryn", "Kelley")),
    ("sound", person("Mohammed", "Iqbal"), person("Muhammad", "Iqbal")),
    ("Welsh and English", person("Siôn", "Tŷ-Mawr"), person("Shaun", "Ty Mawr")),
    ("exchanged", person("Thị", "Nguyễn"), person("Nguyen", "Thi")),
    ("day and month exchanged", person("Gwyn", "Pritchard"), person("Gwyn", "Pritchard", date(1984, 9, 11))),
    ("wrong year", person("Gwyn", "Pritchard"), person("Gwyn", "Pritchard", date(1985, 11, 9))),
    ("slip in the name", person("Bronwen", "Pritchard"), person("Bronwen", "Prtichard")),
    ("Polish", person("Łukasz", "Wójcik"), person("Lukasz", "Wojcik")),
    ("married name", person("Angharad", "Fairhurst"), person("Angharad", "Tanner")),
]
TWO_PEOPLE = [
    ("nothing but the birthday", person("Paul", "Evans"), person("Robert", "Jones")),
    ("one name, another birth", person("John", "Smith"), person("John", "Smith", date(1971, 2, 3))),
    ("father and son", person("Alun", "Rees", date(1955, 11, 9)), person("Alun", "Rees", date(1986, 4, 2))),
    ("cousins", person("Gareth", "Hughes", date(1984, 1, 2)), person("Gethin", "Hughes", date(1985, 3, 4))),
    ("a common name without a birth", person("John", "Smith", None), person("Jon", "Smyth", None)),
    ("first names alone", person("Siân", "Hŵel", date(1980, 1, 1)), person("Siân", "Prŷs", date(1990, 1, 1))),
]


def chance(one, other, among=NATION):
    return likelihood(weigh(one, other), among=among)


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in ONE_PERSON], ids=[pair[0] for pair in ONE_PERSON])
def test_one_person_written_down_twice_is_found(one, other):
    assert keys(one) & keys(other)
    assert chance(one, other) >= LIKELY
    assert chance(one, other) == pytest.approx(chance(other, one))


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in TWO_PEOPLE], ids=[pair[0] for pair in TWO_PEOPLE])
def test_two_people_are_not_taken_for_one(one, other):
    assert not keys(one) & keys(other) or chance(one, other) < LIKELY


def test_twins_are_shown_and_say_what_differs():
    """A person decides: the words must let them see it."""
    weights = weigh(person("Rhodri", "Pugh"), person("Emyr", "Pugh"))

    assert [(weight.of, weight.found) for weight in weights] == [
        ("family", "the same"), ("given", "different"), ("born", "the same"),
    ]  # fmt: skip
    assert weights[1].bits < 0


def test_the_chance_beforehand_falls_with_the_size_of_the_register_and_no_further_below():
    same = (person("John", "Smith"), person("Jon", "Smyth"))

    assert chance(*same, among=1_000_000) < chance(*same, among=NATION) < chance(*same, among=10_000)
    assert chance(*same, among=10) == chance(*same, among=10_000)


def test_a_birth_nobody_knows_says_nothing():
    assert len(weigh(person("Ann", "Lee", None), person("Ann", "Lee"))) == 2


def test_nothing_to_compare_is_not_alike():
    assert chance(person("", "", None), person("", "", None)) < LIKELY

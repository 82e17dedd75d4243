"""The catalogue of requirements is whole, numbered without gaps and cites only what is listed."""

import re

import pytest

from throughcare.rulebook import guidance, requirements

COUNTS = {"S": 41, "H": 248, "I": 62, "N": 90, "P": 75}
NOT_OURS_TO_SAY = re.compile(r"\b(compliant|guaranteed|addict|seed)\b", re.IGNORECASE)


@pytest.mark.parametrize(("prefix", "count"), COUNTS.items())
def test_every_number_of_a_document_is_there_without_a_gap(prefix, count):
    numbers = [key for key in requirements.requirements() if key.startswith(f"{prefix}-")]

    assert numbers == [f"{prefix}-{n}" for n in range(1, count + 1)]


def test_there_are_516_requirements():
    assert len(requirements.requirements()) == sum(COUNTS.values()) == 516


def test_a_requirement_says_where_it_comes_from_and_what_it_asks():
    row = requirements.requirement("H-72")

    assert (row.id, row.ref, row.kind) == ("H-72", "4.1.1", requirements.Kind.DEADLINE)
    assert row.text.startswith("Resident in arrest area")
    assert row.cites == ("HB 4.1.1",)
    assert row.document.short == "Handbook"


def test_every_requirement_cites_known_paragraphs_of_its_own_document():
    for row in requirements.requirements().values():
        assert row.cites, row.id
        assert {guidance.cite(ref).document for ref in row.cites} == {row.document}, row.id


def test_every_sentence_is_one_we_may_print():
    for row in requirements.requirements().values():
        assert row.text.endswith((".", ")")), row.id
        assert not NOT_OURS_TO_SAY.search(row.text), row.id


@pytest.mark.parametrize(
    ("ref", "numbers"),
    [
        ("HB 4.6.1 v", ["H-153", "H-154"]),
        ("SPOC 3.3", ["S-20", "S-21", "S-22"]),
        ("INT 3.5.5", ["N-23", "N-24", "N-25"]),
        ("HB 4.1.3 table 2", ["H-136"]),
        ("HB Annex E 3", ["H-80", "H-81"]),
        ("ICE 2.8", ["I-23", "I-24", "I-25"]),
    ],
)
def test_a_paragraph_leads_to_the_requirements_that_rest_on_it(ref, numbers):
    assert [row.id for row in requirements.requirements_of(ref)] == numbers


def test_a_paragraph_that_does_not_exist_has_no_requirements_to_show():
    with pytest.raises(guidance.UnknownParagraph):
        requirements.requirements_of("HB 9.9")


@pytest.mark.parametrize("number", ["H-249", "H-0", "h-72", "X-1", ""])
def test_an_unknown_number_is_refused_by_name(number):
    with pytest.raises(requirements.UnknownRequirement, match=repr(number)):
        requirements.requirement(number)

"""Whatever a newcomer types, the answer is the row itself, or where to look (design section 2)."""

import pytest

from throughcare.rulebook.explaining import explain
from throughcare.rulebook.index import Sort, entries, referring_to
from throughcare.rulebook.places import place_of


def keys(word):
    return [entry.key for entry in explain(word).found]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("H-72", (Sort.REQUIREMENT, "H-72")),
        ("h72", (Sort.REQUIREMENT, "H-72")),
        ("R3", (Sort.READING, "R3")),
        ("give_ra1", (Sort.DUTY, "give_ra1")),
        ("give RA1", (Sort.DUTY, "give_ra1")),
        ("IE4a", (Sort.POINT, "IE4a")),
        ("Com 5a", (Sort.POINT, "Com5a")),
        ("IE1.police.v", (Sort.ACTION, "IE1.police.v")),
        ("HB 4.1.1", (Sort.PARAGRAPH, "HB 4.1.1")),
        ("4.1.1", (Sort.PARAGRAPH, "HB 4.1.1")),
        ("Handbook 4.1.1", (Sort.PARAGRAPH, "HB 4.1.1")),
        ("Drugs Act 2005 s16", (Sort.PARAGRAPH, "Drugs Act 2005 s16")),
        ("one_sample_in_one_detention", (Sort.REFUSAL, "one_sample_in_one_detention")),
        ("caseload review", (Sort.LIMIT, "caseload_review")),
        ("drug tested", (Sort.FACT, "drug_tested")),
        ("CJIT manager", (Sort.ROLE, "cjit_manager")),
    ],
)
def test_a_name_is_understood_in_every_spelling_we_print(word, key):
    assert key in keys(word)
    assert explain(word).exact


def test_a_number_with_a_dot_is_not_another_number():
    assert [name for _, name in keys("4.1.1")] == ["HB 4.1.1"]


def test_a_word_finds_the_required_action_and_the_limit():
    found = explain("outreach").found

    assert found[0].key == (Sort.ACTION, "Com3.case_manager.monitor")
    assert (Sort.LIMIT, "assertive_outreach") in [each.key for each in found]


def test_what_is_not_built_yet_is_said_to_wait_and_for_which_step():
    first = next(each for each in explain("the monthly contact lists").found if each.key[0] is Sort.LATER)

    assert first.key == (Sort.LATER, "R8")
    assert first.lines[0][0] == "Step"


def test_words_find_what_holds_all_of_them():
    found = keys("working days laboratory")

    assert {(Sort.LIMIT, "after_laboratory"), (Sort.REQUIREMENT, "I-25"), (Sort.READING, "R30")} <= set(found)
    assert (Sort.LIMIT, "report_failure") not in found
    assert found.index((Sort.LIMIT, "after_laboratory")) < found.index((Sort.READING, "R9"))


@pytest.mark.parametrize(("word", "near"), [("outraech", "outreach"), ("give_ra9", "give_ra1"), ("H-7222", "H-72")])
def test_an_unknown_word_gives_what_is_spelled_nearly_so(word, near):
    answer = explain(word)

    assert answer.found == ()
    assert near in answer.near


@pytest.mark.parametrize("word", ["", "   ", "xyzzy", "\\", "(", "%"])
def test_nonsense_is_answered_with_nothing(word):
    assert explain(word).found == ()


def test_every_entry_refers_only_to_entries_and_stands_somewhere():
    for entry in entries().values():
        assert set(entry.refers) <= set(entries()), entry.key
        assert place_of(entry).startswith("rulebook/"), entry.key


@pytest.mark.parametrize(
    ("key", "file"),
    [
        ((Sort.DUTY, "give_ra1"), "required_assessment.py"),
        ((Sort.LIMIT, "caseload_review"), "deadlines.py"),
        ((Sort.FACT, "drug_tested"), "facts/custody.py"),
        ((Sort.REFUSAL, "adults_only"), "identification.py"),
        ((Sort.PARAGRAPH, "Drugs Act 2005 s16"), "guidance.toml"),
    ],
)
def test_a_place_is_the_file_a_newcomer_would_open(key, file):
    assert place_of(entries()[key]).startswith(f"rulebook/{file}:")


def test_a_paragraph_leads_to_all_that_cite_it_or_an_item_of_it():
    found = {entry.key for entry in referring_to((Sort.PARAGRAPH, "HB 4.6.1"))}

    assert {(Sort.POINT, "IE1"), (Sort.DUTY, "give_ra1"), (Sort.READING, "R9")} <= found
    assert (Sort.DUTY, "agree_care_plan") not in found

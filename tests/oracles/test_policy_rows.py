"""The policy oracle is whole, denies by default, and cites a paragraph in every row."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from . import policy, policy_purposes
from .policy import ACTS, CONSENTS, DATA, OFFICE, OPERATIONS, RELATIONSHIPS, ROLES, SIGHT, expected

CELLS = list(product(OPERATIONS, ROLES, RELATIONSHIPS, CONSENTS))
NOBODY_THERE = ("receiving_before", "same_area", "unrelated", "conflicted", "opened_lapsed", "shared_ended")

HANDBOOK = {f"{chapter}.{n}" for chapter, last in {1: 6, 2: 7, 3: 5, 4: 11}.items() for n in range(1, last + 1)}
HANDBOOK |= {f"4.{a}.{n}" for a, last in {1: 3, 6: 1, 7: 5, 9: 2, 10: 7, 11: 5}.items() for n in range(1, last + 1)}
HANDBOOK |= {f"Annex {letter}" for letter in "ABCDE"}
INTENSIVE = {"3.5.1", "3.5.4", "3.5.5", "3.7", "3.8", "4.4.1", "4.5.1", "4.6.1"}
EXISTS = {
    "HB": HANDBOOK,
    "PPO": {str(n) for n in range(1, 73)},
    "ICE": {f"{objective}.{n}" for objective, last in enumerate((10, 8, 15, 8, 7, 7), 1) for n in range(1, last + 1)},
    "INT": INTENSIVE,
    "SPOC": {"1.10", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4"},
}
LAST = {"S-": 41, "H-": 248, "I-": 62, "N-": 90, "P-": 75, "R": 36, "A": 10, "B": 9, "C": 9, "I": 20, "design ": 10}
STATUTES = ("PACE s63B(7)", "Drugs Act s15")
NOT_THERE = ("A4", "A5")
"""Numbers the trust page leaves out."""

ALLOWED = {
    "open_record": 770, "find_by_name": 750, "read_shared": 26, "record_fact": 626, "mend_own": 626, "mend_other": 0,
    "on_suite_board": 40, "on_my_people": 140, "on_allocate": 80, "disclose": 58, "decide_without_consent": 10,
    "open_in_emergency": 2250, "give_role_oneself": 0, "end_role_oneself": 0, "close_account": 150,
    "make_code_own_team": 750, "make_code_oneself": 0, "switch_single_sign_on": 150,
}  # fmt: skip
"""How many cells say yes: one changes only with a row, and by a number that can be said beforehand."""


def rows():
    yield from ((f"sight of {role}", because) for role, (_, because) in SIGHT.items())
    yield from ((f"standing {pair}", because) for pair, (_, because) in policy.STANDING.items())
    yield from ((f"unseen {relationship}", because) for relationship, because in policy.UNSEEN.items())
    for consent, basis in policy.BASES.items():
        yield from ((f"{consent} for {role}", because) for role, (_, because) in basis.items())
    yield from ((operation, row[-1]) for operation, written in ACTS.items() for row in written)
    yield from ((operation, because) for operation, (_, because) in OFFICE.items())
    yield from ((f"wall {pair}", because) for pair, (_, because) in policy_purposes.WALL.items())


def cited(because):
    """Every citation in a sentence, as (source, number)."""
    numbered = r"\b(HB|PPO|ICE|INT|SPOC) (Annex [A-E]|\d+(?:\.\d+)*)"
    ours = r"(?<![\w-])([SHINP]-|R|A|B|C|I|design )(\d+)(?![\w.])"
    yield from re.findall(numbered, because)
    yield from re.findall(ours, because)
    yield from (("law", law) for law in STATUTES if law in because)


def exists(source, number):
    if source == "law":
        return True
    if source in EXISTS:
        return number in EXISTS[source]
    return f"{source}{number}" not in NOT_THERE and 1 <= int(number) <= LAST[source]


@pytest.mark.parametrize(("row", "because"), list(rows()))
def test_every_row_cites_a_paragraph_that_exists(row, because):
    citations = list(cited(because))

    assert citations
    assert [one for one in citations if not exists(*one)] == []


def test_a_paragraph_that_does_not_exist_is_noticed():
    wrong = list(cited("HB 4.12, PPO 99, H-249, A4, R37, INT 9.9, ICE 1.13, as we thought"))

    assert len(wrong) == 7
    assert not any(exists(*one) for one in wrong)
    assert list(cited("because RA1 and IE4b say so")) == []


def test_the_cells_are_all_answered():
    answers = [expected(*cell) for cell in CELLS]

    assert len(ROLES) == len(set(ROLES)) == 33
    assert len(CELLS) == len(set(CELLS)) == 53 * 33 * 15 * 10
    assert all(answer.classes <= set(DATA) for answer in answers)
    assert all(list(cited(answer.because)) for answer in answers)
    assert not any(answer.silent for answer in answers if answer.allowed)


def test_as_many_cells_say_yes_as_the_rows_amount_to():
    counted = Counter(cell[0] for cell in CELLS if expected(*cell).allowed)

    assert {operation: counted[operation] for operation in ALLOWED} == ALLOWED


def test_what_no_row_names_is_denied():
    assert not expected("a_new_page", "cjit_manager", "same_team", "covering").allowed
    assert not expected("open_record", "a new role", "own_caseload", "covering").allowed
    assert not expected("open_record", "cjit_manager", "a new relationship", "covering").allowed
    assert not expected("disclose", "cjit_manager", "same_team", "a new consent").allowed
    assert not any(expected(*cell).allowed for cell in CELLS if cell[1] == "anonymous")


def test_every_name_in_the_tables_is_a_name():
    for written in ACTS.values():
        for roles, relationships, consents, _ in written:
            assert set(roles) <= set(ROLES)
            assert set(relationships) <= set(RELATIONSHIPS)
            assert set(consents) <= set(CONSENTS)
    assert all(set(roles) <= set(ROLES) for roles, _ in OFFICE.values())
    assert set(SIGHT) | set(policy.FIGURES) | {"laboratory", "anonymous"} == set(ROLES)


@pytest.mark.parametrize("role", [*policy.FIGURES, "laboratory"])
def test_those_who_see_figures_never_see_a_person(role):
    of_persons = [o for o in OPERATIONS if o not in OFFICE]

    assert not any(expected(o, role, r, c).allowed for o in of_persons for r in RELATIONSHIPS for c in CONSENTS)


@pytest.mark.parametrize("relationship", NOBODY_THERE)
def test_outside_there_is_silence(relationship):
    for role, consent in product(ROLES, CONSENTS):
        for operation in ("open_record", "find_by_name", "read_shared", "disclose", "record_fact", *policy.LISTS):
            answer = expected(operation, role, relationship, consent)
            assert not answer.allowed
            assert answer.silent
            assert not answer.classes


@pytest.mark.parametrize("role", SIGHT)
def test_a_class_is_read_where_the_record_shows_it_and_nowhere_else(role):
    for relationship, consent in product(RELATIONSHIPS, CONSENTS):
        shown = expected("open_record", role, relationship, consent)
        read = {data for data in DATA if expected(f"read:{data}", role, relationship, consent).allowed}
        assert read == shown.classes <= SIGHT[role][0]


def test_a_restricted_record_has_no_name_for_those_not_cleared():
    for role, consent in product(policy.KINDS, CONSENTS):
        if role not in policy.MANAGERS:
            assert not expected("find_by_name", role, "restricted", consent).allowed
            assert expected("find_by_name", role, "restricted", consent).silent
            assert expected("on_today", role, "restricted", consent).classes == frozenset()


def test_nothing_is_shared_without_a_basis_and_nothing_to_the_police_on_consent():
    for role, consent in product(ROLES, CONSENTS):
        read = expected("read_shared", role, "shared_live", consent)
        assert not read.allowed or consent in ("covering", "refused_with_override")
        assert not (read.allowed and consent == "covering" and role in policy.POLICE)
        assert "test result" not in read.classes
        assert consent == "covering" or "assessment content" not in read.classes


@pytest.mark.parametrize("operation", ["record_fact", "declare_conflict", "record_emergency_disclosure"])
def test_nobody_acts_on_what_they_were_not_shared(operation):
    for role, consent in product(ROLES, CONSENTS):
        acted = expected(operation, role, "shared_live", consent).allowed
        assert not acted or expected("read_shared", role, "shared_live", consent).allowed


def test_a_test_result_serves_the_purposes_of_the_act_only():
    lawful = {"treatment", "sentence", "supervision", "required assessment", "bail", "conditional caution"}
    used = {
        use
        for given, use in product(policy_purposes.GIVEN, policy_purposes.PURPOSES)
        if policy_purposes.wall(given, use, "test result")[0]
    }

    assert used == lawful


def test_consent_serves_its_own_purpose_and_care_never_enforcement():
    wall, given, uses = policy_purposes.wall, policy_purposes.GIVEN, policy_purposes.PURPOSES
    passed = {(a, b) for a, b, data in product(given, uses, DATA) if wall(a, b, data)[0]}

    assert passed == set(policy_purposes.WALL)
    assert {a for a, b in passed if b == "police enforcement"} == {"decision"}
    assert not any(b == "general intelligence" for _, b in passed)
    assert {data for data in DATA if wall("ppo management", "ppo management", data)[0]} == policy.ROUTINE


@pytest.mark.parametrize("module", [policy, policy_purposes])
def test_it_is_short_and_imports_nothing_of_ours(module):
    text = Path(module.__file__).read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 300
    assert "throughcare" not in text
    assert set(re.findall(r"^(?:from|import) (\S+)", text, re.M)) <= {"typing", ".policy"}

"""The roles page of design section 5: a role or a class of data that nobody put into words fails here."""

import pytest

from throughcare.rulebook import roles
from throughcare.rulebook.actors import CJIT, MANAGES, POLICE, ROLES, Role
from throughcare.rulebook.data_classes import HELD_IN_WORDS, DataClass
from throughcare.rulebook.facts.base import KINDS

SIGNS_IN = [role for role, row in ROLES.items() if row.signs_in]
RECEIVES = [role for role in Role if role not in SIGNS_IN]
SEES_NO_RECORD = {
    Role.POLICE_STRATEGIC_LEAD, Role.POLICE_OPERATIONAL_LEAD, Role.CASCADE_TRAINER, Role.PPO_COORDINATOR,
    Role.LABORATORY, Role.NOMINATED_SENIOR_PROFESSIONAL, Role.PARTNERSHIP_MANAGER, Role.DATA_MANAGER,
    Role.AREA_DRUG_COORDINATOR, Role.GOVERNMENT_OFFICE, Role.NTA_REGIONAL_MANAGER, Role.HOME_OFFICE_DIRECTORY_EDITOR,
    Role.HOME_OFFICE_TESTING_POLICY, Role.HOME_OFFICE_PERFORMANCE, Role.AUDITOR, Role.ADMINISTRATOR, *RECEIVES,
}  # fmt: skip
"""Written out, so that whoever gives a role sight of a record says so here too."""


def test_every_role_is_listed():
    assert set(ROLES) == set(Role)


def test_every_class_of_data_has_words_of_its_own():
    assert set(HELD_IN_WORDS) == set(DataClass)
    assert all(words.endswith(".") and len(words.split()) >= 5 for words in HELD_IN_WORDS.values())
    assert len(set(HELD_IN_WORDS.values())) == len(DataClass)


def test_these_roles_open_no_record():
    assert {role for role in Role if not roles.may_see(role)} == SEES_NO_RECORD


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_record_is_what_the_facts_say(role):
    shown = {title for titles in roles.may_record(role).values() for title in titles}

    assert shown == {kind.title for kind in KINDS.values() if role in kind.recorded_by and not kind.mending}


@pytest.mark.parametrize("role", RECEIVES)
def test_who_only_receives_records_sees_and_gives_nothing(role):
    assert not roles.may_record(role)
    assert not roles.may_see(role)
    assert not roles.may_give(role)


@pytest.mark.parametrize(("manager", "given"), MANAGES.items())
def test_a_manager_gives_roles_of_one_kind_of_organisation(manager, given):
    assert {ROLES[role].kind for role in given} == {ROLES[manager].kind}
    assert given <= set(SIGNS_IN)


def test_police_never_see_what_was_said_in_an_assessment_and_teams_that_care_do():
    """P-22: each side has what its own work needs; what somebody tells a drug worker is not police work."""
    told = {DataClass.ASSESSMENT, DataClass.CARE_PLAN, DataClass.CASEWORK, DataClass.CONSENT}

    assert all(not told & set(roles.may_see(role)) for role in POLICE)
    assert all(DataClass.CASEWORK in roles.may_see(role) for role in CJIT)

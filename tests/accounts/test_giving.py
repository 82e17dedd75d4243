"""Giving, dating and ending roles: who may, from when to when, and never for oneself (trust.md A7)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import opened, works_at
from throughcare.accounts.actions import (
    NotAllowed,
    add_membership,
    change_role,
    date_end,
    end_membership,
    live_memberships,
    open_account,
)
from throughcare.accounts.closing import close_account, close_what_is_due, open_again
from throughcare.accounts.models import AccountChange, Membership, MembershipChange
from throughcare.organisations.actions import close_organisation
from throughcare.rulebook.actors import MANAGES, ROLES, Role

AT = datetime(2010, 6, 4, 16, 0, tzinfo=UTC)  # a Friday afternoon
NEXT_WEEK = AT + timedelta(days=7)


def somebody():
    return open_account(email="new@example.org", full_name="New Worker", password=None)


def post(team, role, account=None, **dates):
    return Membership(account=account or somebody(), organisation=team, role=role, **dates)


def given(by, team, role, account=None, **dates):
    return add_membership(membership=post(team, role, account, **dates), by=by, at=AT)


def test_a_role_may_begin_later_and_end_on_a_stated_day(eluned, glan_y_dwr_cjit):
    made = given(
        eluned, glan_y_dwr_cjit, Role.OUTREACH_WORKER, from_at=NEXT_WEEK, until_at=NEXT_WEEK + timedelta(days=3)
    )

    lives = [live_memberships(account=made.account, at=AT + timedelta(days=day)).exists() for day in (0, 6, 7, 9, 10)]
    assert lives == [False, False, True, True, False]
    assert made.changes.get().until_at == made.until_at


@pytest.mark.parametrize(
    ("dates", "because"),
    [
        pytest.param({"from_at": AT - timedelta(seconds=1)}, "begins now or on a later day", id="backdated"),
        pytest.param({"from_at": NEXT_WEEK, "until_at": NEXT_WEEK}, "before the first day", id="no length"),
        pytest.param({"from_at": NEXT_WEEK, "until_at": AT}, "before the first day", id="reversed"),
    ],
)
def test_dates_that_cannot_be_are_refused(eluned, glan_y_dwr_cjit, dates, because):
    with pytest.raises(NotAllowed, match=because):
        given(eluned, glan_y_dwr_cjit, Role.OUTREACH_WORKER, **dates)


def test_nobody_begins_in_a_team_that_has_closed_by_then(eluned, glan_y_dwr_cjit):
    close_organisation(organisation=glan_y_dwr_cjit, until_on=NEXT_WEEK.date())

    with pytest.raises(NotAllowed, match="has closed by then"):
        given(eluned, glan_y_dwr_cjit, Role.OUTREACH_WORKER, from_at=NEXT_WEEK)


def test_the_same_role_twice_at_once_is_refused_and_one_after_the_other_is_not(eluned, sian, glan_y_dwr_cjit):
    with pytest.raises(NotAllowed, match="already has this role"):
        given(eluned, glan_y_dwr_cjit, Role.CJIT_CASE_MANAGER, sian.account, from_at=NEXT_WEEK)

    date_end(membership=sian, until_at=NEXT_WEEK, by=eluned, at=AT)
    again = given(eluned, glan_y_dwr_cjit, Role.CJIT_CASE_MANAGER, sian.account, from_at=NEXT_WEEK)

    assert again.from_at == sian.until_at
    with pytest.raises(NotAllowed, match="already has this role"):
        date_end(membership=sian, until_at=None, by=eluned, at=AT)


def test_an_end_may_be_moved_and_taken_away_until_it_has_come(eluned, sian):
    for until_at in (NEXT_WEEK, NEXT_WEEK + timedelta(days=30), None, NEXT_WEEK):
        date_end(membership=sian, until_at=until_at, by=eluned, at=AT)

    with pytest.raises(NotAllowed, match="already ended"):
        date_end(membership=sian, until_at=None, by=eluned, at=NEXT_WEEK)
    changes = MembershipChange.objects.filter(membership=sian, by=eluned)
    assert [change.change for change in changes] == ["ended", "ended", "kept", "ended"]


def test_another_role_follows_at_the_instant_the_first_one_ends(eluned, sian):
    date_end(membership=sian, until_at=NEXT_WEEK, by=eluned, at=AT)

    following = change_role(membership=sian, role=Role.OUTREACH_WORKER, from_at=AT, by=eluned, at=AT)

    assert (sian.until_at, following.from_at, following.until_at) == (AT, AT, NEXT_WEEK)
    assert [one.role for one in live_memberships(account=sian.account, at=AT)] == [Role.OUTREACH_WORKER]


SELF = [
    pytest.param(lambda one: given(one, one.organisation, Role.CJIT_SPOC, one.account), id="A7 another role"),
    pytest.param(lambda one: end_membership(membership=one, by=one, at=AT), id="A7 ending it"),
    pytest.param(lambda one: date_end(membership=one, until_at=None, by=one, at=AT), id="A7 a longer term"),
    pytest.param(
        lambda one: change_role(membership=one, role=Role.CJIT_SPOC, from_at=AT, by=one, at=AT), id="A7 a change"
    ),
]


@pytest.mark.parametrize("act", SELF)
def test_nobody_changes_their_own_role_or_dates(eluned, act):
    date_end(membership=eluned, until_at=NEXT_WEEK, by=None, at=AT)
    before = MembershipChange.objects.count()

    with pytest.raises(NotAllowed, match="Nobody changes their own"):
        act(eluned)
    eluned.refresh_from_db()
    assert (eluned.until_at, MembershipChange.objects.count()) == (NEXT_WEEK, before)


@pytest.mark.parametrize("role", [role for role, row in ROLES.items() if row.signs_in])
def test_an_administrator_gives_themself_no_role_anywhere(administrator, role):
    """P-45, A7: one person alone never opens a record to themself."""
    team = opened(ROLES[role].kind, "Any team", None)

    with pytest.raises(NotAllowed, match="Nobody changes their own"):
        given(administrator, team, role, administrator.account)


def test_a_manager_changes_nobody_of_another_team(eluned, rhian, northmoor_cjit):
    for act in (
        lambda: given(eluned, northmoor_cjit, Role.OUTREACH_WORKER),
        lambda: end_membership(membership=rhian, by=eluned, at=AT),
        lambda: change_role(membership=rhian, role=Role.CJIT_SPOC, from_at=AT, by=eluned, at=AT),
    ):
        with pytest.raises(NotAllowed, match="their own team only"):
            act()


@pytest.mark.parametrize("manager", MANAGES)
def test_a_manager_gives_the_roles_of_the_table_and_no_others(manager, db):
    team = opened(ROLES[manager].kind, "The team", None)
    by, others = (
        works_at(team, manager, "The Manager"),
        [role for role in Role if ROLES[role].kind is ROLES[manager].kind],
    )

    for number, role in enumerate(others):
        account = open_account(email=f"n{number}@example.org", full_name=f"Number {number}", password=None)
        if role in MANAGES[manager]:
            assert given(by, team, role, account).role == role
        else:
            with pytest.raises(NotAllowed):
                given(by, team, role, account)


@pytest.mark.parametrize("role", [role for role, row in ROLES.items() if row.signs_in and role not in MANAGES])
def test_whoever_is_no_manager_gives_nothing(role, db):
    if role is Role.ADMINISTRATOR:
        return
    team = opened(ROLES[role].kind, "The team", None)

    with pytest.raises(NotAllowed, match="Only a manager"):
        given(works_at(team, role, "Not A Manager"), team, role)


def test_a_closed_account_has_no_post_and_cannot_be_given_one(administrator, eluned, sian, glan_y_dwr_cjit):
    close_account(account=sian.account, from_at=AT, why="Left the service", by=administrator, at=AT)

    sian.account.refresh_from_db()
    assert not sian.account.is_active
    assert not live_memberships(account=sian.account, at=AT).exists()
    with pytest.raises(NotAllowed, match="closed or about to be"):
        given(eluned, glan_y_dwr_cjit, Role.CJIT_CASE_MANAGER, sian.account)
    assert AccountChange.objects.get().why == "Left the service"


def test_an_account_that_closes_later_loses_its_posts_at_that_instant(administrator, eluned, sian):
    close_account(account=sian.account, from_at=NEXT_WEEK, why="Retires", by=administrator, at=AT)

    assert live_memberships(account=sian.account, at=NEXT_WEEK - timedelta(seconds=1)).exists()
    assert not live_memberships(account=sian.account, at=NEXT_WEEK).exists()
    assert (close_what_is_due(at=NEXT_WEEK - timedelta(seconds=1)), close_what_is_due(at=NEXT_WEEK)) == (0, 1)
    with pytest.raises(NotAllowed, match="about to be"):
        date_end(membership=sian, until_at=None, by=eluned, at=AT)


def test_an_account_opened_again_has_no_posts(administrator, sian):
    close_account(account=sian.account, from_at=AT, why="Left", by=administrator, at=AT)

    open_again(account=sian.account, why="Came back", by=administrator, at=NEXT_WEEK)

    sian.account.refresh_from_db()
    assert (sian.account.is_active, sian.account.closes_at) == (True, None)
    assert not live_memberships(account=sian.account, at=NEXT_WEEK).exists()


def test_only_an_administrator_closes_an_account_never_their_own_and_always_with_a_reason(administrator, eluned, sian):
    for account, by, why, because in (
        (sian.account, eluned, "x", "Only an administrator"),
        (administrator.account, administrator, "x", "Nobody changes their own"),
        (sian.account, administrator, " ", "Say why"),
    ):
        with pytest.raises(NotAllowed, match=because):
            close_account(account=account, from_at=AT, why=why, by=by, at=AT)

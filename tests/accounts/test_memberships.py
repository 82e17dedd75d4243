from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from tests.cast import SINCE_AT, works_at
from throughcare.accounts.actions import (
    NotAllowed,
    add_membership,
    end_membership,
    live_memberships,
    open_account,
)
from throughcare.accounts.managing import refusal_to_manage
from throughcare.accounts.models import Account, Membership, MembershipChange
from throughcare.organisations.actions import close_organisation
from throughcare.rulebook.actors import Role

AT = datetime(2010, 6, 4, 16, 0, tzinfo=UTC)  # a Friday afternoon
PASSWORD = "a long enough pass phrase"


@pytest.mark.django_db
def test_an_account_signs_in_with_its_address_however_it_is_typed():
    account = open_account(email=" Sian@Example.org ", full_name="Siân Hŵel", password=PASSWORD)

    assert account.password.startswith("argon2$argon2id$")
    assert authenticate(username="SIAN@example.org", password=PASSWORD) == account
    assert authenticate(username="sian@example.org", password="wrong") is None


@pytest.mark.django_db
def test_nobody_signs_in_to_an_account_without_a_password():
    account = open_account(email="sian@example.org", full_name="Siân Hŵel", password=None)

    assert not account.has_usable_password()
    assert authenticate(username=account.email, password="") is None


@pytest.mark.parametrize("email", ["sian.hwel@example.org", "SIAN.hwel@example.org"])
def test_two_accounts_never_share_an_address(sian, email):
    sian.account.email = "sian.hwel@example.org"
    sian.account.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email=email, full_name="Somebody Else")


def test_a_membership_lives_from_its_first_instant_up_to_its_last(sian):
    end_membership(membership=sian, by=None, at=AT)

    for at, lives in (
        (SINCE_AT - timedelta(seconds=1), False),
        (SINCE_AT, True),
        (AT - timedelta(seconds=1), True),
        (AT, False),
    ):
        assert live_memberships(account=sian.account, at=at).exists() is lives
        assert sian.is_live(at=at) is lives


def test_a_membership_lives_no_longer_than_its_organisation(sian, glan_y_dwr_cjit):
    close_organisation(organisation=glan_y_dwr_cjit, until_on=date(2010, 6, 5))

    still_friday = datetime(2010, 6, 4, 22, 59, tzinfo=UTC)
    local_midnight = datetime(2010, 6, 4, 23, 0, tzinfo=UTC)  # British Summer Time
    assert live_memberships(account=sian.account, at=still_friday).exists()
    assert not live_memberships(account=sian.account, at=local_midnight).exists()


def test_the_database_refuses_a_second_live_membership_like_the_first(sian, glan_y_dwr_cjit):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            account=sian.account, organisation=glan_y_dwr_cjit, role=Role.CJIT_CASE_MANAGER, from_at=AT
        )


def test_someone_may_come_back_after_leaving_and_hold_two_roles(sian, glan_y_dwr_cjit):
    end_membership(membership=sian, by=None, at=AT)

    for role in (Role.CJIT_CASE_MANAGER, Role.OUTREACH_WORKER):
        add_membership(
            membership=Membership(account=sian.account, organisation=glan_y_dwr_cjit, role=role),
            by=None,
            at=AT,
        )

    live = live_memberships(account=sian.account, at=AT)
    assert {membership.role for membership in live} == {Role.CJIT_CASE_MANAGER, Role.OUTREACH_WORKER}


def test_every_change_is_logged_with_who_made_it(eluned, glan_y_dwr_cjit):
    account = open_account(email="new@example.org", full_name="New Worker", password=None)

    membership = add_membership(
        membership=Membership(account=account, organisation=glan_y_dwr_cjit, role=Role.OUTREACH_WORKER),
        by=eluned,
        at=AT,
    )
    end_membership(membership=membership, by=eluned, at=AT + timedelta(days=1))

    changes = MembershipChange.objects.filter(membership=membership)
    assert [(change.change, change.by, change.at) for change in changes] == [
        ("added", eluned, AT),
        ("ended", eluned, AT + timedelta(days=1)),
    ]


def test_a_membership_ends_once(eluned, sian):
    end_membership(membership=sian, by=eluned, at=AT)

    with pytest.raises(NotAllowed, match="already ended"):
        end_membership(membership=Membership.objects.get(pk=sian.pk), by=eluned, at=AT)
    assert sian.changes.count() == 2


def test_a_membership_that_had_not_begun_never_begins(northmoor_cjit):
    future = works_at(northmoor_cjit, Role.CJIT_SPOC, "Later Person", at=AT + timedelta(days=3))

    end_membership(membership=future, by=None, at=AT)

    assert future.until_at == future.from_at
    assert not live_memberships(account=future.account, at=future.from_at).exists()


def test_who_may_change_who_belongs_to_a_team(northmoor_cjit, northmoor_manager, rhian, eluned, rhys, administrator):
    def refusal(by, at=AT):
        return refusal_to_manage(organisation=northmoor_cjit, by=by, at=at)

    assert refusal(northmoor_manager) is None
    assert refusal(administrator) is None
    assert refusal(None) is None
    assert "Only a manager" in refusal(rhian)
    assert "their own team only" in refusal(eluned)
    assert "their own team only" in refusal(rhys)
    end_membership(membership=northmoor_manager, by=administrator, at=AT)
    assert "has ended" in refusal(northmoor_manager)


@pytest.mark.parametrize(
    ("role", "because"),
    [
        (Role.DETENTION_OFFICER, "belongs to a custody suite"),
        (Role.ADMINISTRATOR, "belongs to a platform"),
        (Role.GP, "nobody signs in"),
    ],
)
def test_a_team_gives_only_its_own_roles(role, because, northmoor_cjit, northmoor_manager):
    account = open_account(email="new@example.org", full_name="New Worker", password=None)

    with pytest.raises(NotAllowed, match=because):
        add_membership(
            membership=Membership(account=account, organisation=northmoor_cjit, role=role),
            by=northmoor_manager,
            at=AT,
        )
    assert not account.memberships.exists()

"""`throughcare administrator`: into a new system, and back into one whose only administrator is locked out."""

import re

import pytest
from django.utils import timezone

from throughcare.accounts import recovery
from throughcare.accounts.actions import open_account
from throughcare.accounts.models import Account, Membership, MembershipChange
from throughcare.cli import main

pytestmark = pytest.mark.django_db
KIT = ("administrator", "Kit.Oberg@example.org", "Kit Öberg")


def code_from(capsys):
    return re.search(r"the code (\S+),", capsys.readouterr().out)[1]


def test_the_first_administrator_is_let_in_by_a_code_good_once(capsys):
    assert main(KIT) == 0

    code, account = code_from(capsys), Account.objects.get(email="kit.oberg@example.org")
    post = Membership.objects.get(account=account)
    assert (post.role, post.organisation.kind) == ("administrator", "platform")
    assert MembershipChange.objects.get(membership=post).by is None
    assert not account.has_usable_password()
    assert recovery.use(account=account, typed=code, password="", at=timezone.now())
    assert not recovery.use(account=account, typed=code, password="", at=timezone.now())


def test_a_lone_administrator_gets_another_code_and_no_second_account(capsys):
    assert main(KIT) == 0
    first = code_from(capsys)
    assert main(KIT) == 0
    second = code_from(capsys)

    account = Account.objects.get()
    assert Membership.objects.count() == 1
    assert not recovery.use(account=account, typed=first, password="", at=timezone.now())
    assert recovery.use(account=account, typed=second, password="", at=timezone.now())


def test_nobody_else_is_let_in_from_the_server(capsys):
    open_account(email="sian@example.org", full_name="Siân Hŵel", password=None)

    assert main(("administrator", "sian@example.org", "Siân Hŵel")) == 2

    assert "Only an administrator is let in from the server." in capsys.readouterr().out
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("email", "name", "says"),
    [
        ("no-address", "Kit", "'no-address' is not an e-mail address."),
        ("kit@example.org", "  ", "Give their full name"),
    ],
)
def test_what_was_typed_is_named_if_it_is_wrong(capsys, email, name, says):
    assert main(("administrator", email, name)) == 2

    assert says in capsys.readouterr().out
    assert not Account.objects.exists()

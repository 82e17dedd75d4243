"""Lets an administrator in: the first of a new system, or one who lost their way in and has no colleague.

Whoever runs this has the database in their hands already; it opens no record and is written into the log.
"""

import argparse
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from throughcare.accounts import recovery
from throughcare.accounts.actions import add_membership, open_account
from throughcare.accounts.models import Account, Membership, RecoveryCode, one_spelling
from throughcare.organisations.actions import open_organisation
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import OrganisationKind, Role

PLATFORM = "Throughcare"
"""The organisation of whoever keeps accounts and lists, where none is there yet."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", help="the address the administrator signs in with")
    parser.add_argument("name", help="their full name, in quotation marks")


def run(options: argparse.Namespace) -> int:
    try:
        validate_email(one_spelling(options.email))
    except ValidationError:
        print(f"{options.email!r} is not an e-mail address.")
        return 2
    name, at = options.name.strip(), timezone.now()
    if not name:
        print("Give their full name, in quotation marks.")
        return 2
    try:
        code = _let_in(options.email, name, at)
    except recovery.NotAllowed as refused:
        print(f"{options.email}: {refused} An administrator can give this account the role.")
        return 2
    print(f"{options.email} signs in with the code {code}, once, within 15 minutes, at /sign-in/recover")
    print("and then sets a password and a second step.")
    return 0


@transaction.atomic
def _let_in(email: str, name: str, at: datetime) -> str:
    """An account that is there and is no administrator stays as it is, and is refused."""
    account = Account.objects.filter(email=one_spelling(email)).first() or _opened(email, name, at)
    unsaved = RecoveryCode(
        account=account, made_by=None, known_by=RecoveryCode.Known.SERVER, is_factor_lost=True, is_password_lost=True
    )
    return recovery.make(unsaved=unsaved, at=at)


def _opened(email: str, name: str, at: datetime) -> Account:
    account = open_account(email=email, full_name=name, password=None)
    post = Membership(account=account, organisation=_platform(at), role=Role.ADMINISTRATOR)
    add_membership(membership=post, by=None, at=at)
    return account


def _platform(at: datetime) -> Organisation:
    on = timezone.localdate(at)
    found = Organisation.objects.in_force(on=on).filter(kind=OrganisationKind.PLATFORM.value).first()
    if found is not None:
        return found
    made = Organisation(kind=OrganisationKind.PLATFORM.value, name=PLATFORM, from_on=on)
    return open_organisation(organisation=made)

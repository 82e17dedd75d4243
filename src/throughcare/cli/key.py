"""Keys of other systems from the server: make one, list them, take one back. Whoever runs this is nobody here.

throughcare key make EMAIL ROLE "Name of the system" --days 30
throughcare key list
throughcare key revoke HANDLE
"""

import argparse
from datetime import datetime, timedelta

from django.utils import timezone

from throughcare.accounts import keys
from throughcare.accounts.actions import NotAllowed, live_memberships
from throughcare.accounts.models import Account, ApiKey, Membership, one_spelling
from throughcare.rulebook.actors import Role


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True)
    make = what.add_parser("make", help="print a new key, once")
    make.add_argument("email", help="of the account whose post it is")
    make.add_argument("role", choices=[role.value for role in Role], metavar="ROLE", help="such as custody_sergeant")
    make.add_argument("name", help="of the system that uses it, in quotation marks")
    make.add_argument("--days", type=int, default=30, help=f"until it ends, at most {keys.LASTS_AT_MOST.days}")
    make.add_argument("--names-officers", action="store_true", help="it carries what an officer authorised")
    what.add_parser("list", help="those that open anything now")
    what.add_parser("revoke", help="take one back at once").add_argument("handle", help="the part after tc_")


def run(options: argparse.Namespace) -> int:
    at = timezone.now()
    return {"make": _make, "list": _list, "revoke": _revoke}[options.what](options, at)


def _make(options: argparse.Namespace, at: datetime) -> int:
    post = _post(options, at)
    if post is None:
        print(f"{options.email} has no post as {options.role} now, or more than one. A page makes a key for each post.")
        return 2
    key = ApiKey(
        membership=post, name=options.name, names_officers=options.names_officers,
        expires_at=at + timedelta(days=options.days),
    )  # fmt: skip
    try:
        text = keys.make(unsaved=key, by=None, at=at)
    except NotAllowed as refused:
        print(refused)
        return 2
    print(text)
    print(f"It ends {key.expires_at:%-d %B %Y, %H:%M} UTC. It is shown this once.")
    return 0


def _post(options: argparse.Namespace, at: datetime) -> Membership | None:
    account = Account.objects.filter(email=one_spelling(options.email)).first()
    posts = list(live_memberships(account=account, at=at).filter(role=options.role)[:2]) if account else []
    return posts[0] if len(posts) == 1 else None


def _list(options: argparse.Namespace, at: datetime) -> int:
    for key in ApiKey.objects.filter(keys.live(at=at)).select_related("membership__organisation"):
        post = key.membership
        print(f"{key.handle}  {key.expires_at:%Y-%m-%d}  {post.role}, {post.organisation.name}: {key.name}")
    return 0


def _revoke(options: argparse.Namespace, at: datetime) -> int:
    key = ApiKey.objects.filter(handle=options.handle.removeprefix(f"{keys.BEGINS}_").split("_")[0]).first()
    if key is None:
        print(f"There is no key {options.handle!r}. `throughcare key list` shows them.")
        return 2
    keys.revoke(key=key, by=None, at=at)
    print("It opens nothing from now on.")
    return 0

"""What rests on an officer's authority comes with the officer's number, and is entered as that officer's."""

from throughcare.accounts.models import Membership
from throughcare.api.keys import Caller
from throughcare.rulebook.authority import AUTHORITY, Authority
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.standing import Refusal


def whose(caller: Caller, fact: type[Fact], officer: str) -> Membership | Refusal:
    """By whom the entry is: the caller's own post, or that of the officer named, of the same team and of that role."""
    row = AUTHORITY.get(fact)
    if row is None:
        return caller.membership
    if not officer:
        return _refused(row, f"This needs the authority of {row.whose}, and names no officer.")
    if not caller.key.names_officers:
        return _refused(row, "This key may not carry what an officer authorised.")
    found = Membership.objects.live(at=caller.at).filter(
        organisation=caller.membership.organisation_id, number=officer, role__in=row.roles, account__is_active=True
    )
    posts = list(found.select_related("organisation", "account")[:2])
    if len(posts) != 1:
        return _refused(row, f"The number given is not that of {row.whose} of this team.")
    return posts[0]


def _refused(row: Authority, sentence: str) -> Refusal:
    return Refusal(
        rule="an_officer_is_named", sentence=sentence, cites=row.cites,
        instead=f"Name {row.whose} of this team by number, or ask them to record it.",
    )  # fmt: skip

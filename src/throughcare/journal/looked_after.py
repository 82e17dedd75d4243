"""Nobody's people are stranded: a post does not end while its holder is anybody's case manager (H-109)."""

from throughcare.accounts.models import Membership
from throughcare.accounts.staying import asks
from throughcare.journal.models import CaseloadRow


@asks
def people_without_a_case_manager(membership: Membership) -> str | None:
    """Cover does not stand in for it: whoever leaves does not come back."""
    count = CaseloadRow.objects.filter(team=membership.organisation_id, until=None, case_manager=membership.pk).count()
    if not count:
        return None
    people = "1 person" if count == 1 else f"{count} people"
    return (
        f"{membership.account.full_name} is the case manager of {people} at {membership.organisation.name}, so this "
        "post cannot end yet. The team’s manager moves them first: Team today, Move people."
    )

"""Whether a notice may be served as a legal one: only in a wording its organisation's officer approved."""

from datetime import date

from django.conf import settings

from throughcare.documents.models import WordingApproval
from throughcare.documents.notice import CURRENT_WORDING
from throughcare.organisations.models import Organisation
from throughcare.rulebook.facts.assessment import Form


def can_be_served_as_legal(*, organisation: Organisation, form: Form, on: date) -> bool:
    """Never in a demonstration; elsewhere once the wording we print today is approved (design section 6)."""
    return not settings.DEMO and approval_of(organisation=organisation, form=form, on=on) is not None


def approval_of(*, organisation: Organisation, form: Form, on: date) -> WordingApproval | None:
    """The organisation's own, else that of the one it is part of: a force approves for its suites."""
    approvals = WordingApproval.objects.in_force(on=on).filter(form=form, version=CURRENT_WORDING[form])
    given = {approval.organisation_id: approval for approval in approvals.filter(organisation__in=_up(organisation))}
    return next((given[part.id] for part in _up(organisation) if part.id in given), None)


def _up(organisation: Organisation) -> list[Organisation]:
    """The organisation and those above it, nearest first; a ring in the data ends the walk."""
    found = [organisation]
    while (above := found[-1].parent) is not None and above not in found:
        found.append(above)
    return found

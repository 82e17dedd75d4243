"""Whether a notice may be served as a legal one: only in a wording its organisation's officer approved."""

from datetime import date

from django.conf import settings

from throughcare.documents.consent_form import CURRENT_CONSENT_FORM
from throughcare.documents.dt1 import CURRENT_DT1
from throughcare.documents.models import CONSENT_FORM, DT1_FORM, WordingApproval
from throughcare.documents.notice import CURRENT_WORDING
from throughcare.organisations.models import Organisation
from throughcare.rulebook.facts.assessment import Form


def can_be_served_as_legal(*, organisation: Organisation, form: Form, on: date) -> bool:
    """Never in a demonstration; elsewhere once the wording we print today is approved (design section 6)."""
    return not settings.DEMO and approval_of(organisation=organisation, form=form, on=on) is not None


def approval_of(*, organisation: Organisation, form: Form, on: date) -> WordingApproval | None:
    """The organisation's own, else that of the one it is part of: a force approves for its suites."""
    return _approval(organisation, form.value, CURRENT_WORDING[form], on)


def approval_of_consent_form(*, organisation: Organisation, on: date) -> WordingApproval | None:
    """The same for the form a person signs to share."""
    return _approval(organisation, CONSENT_FORM[0], CURRENT_CONSENT_FORM, on)


def approval_of_dt1(*, organisation: Organisation, on: date) -> WordingApproval | None:
    """The same for the record of a drug test."""
    return _approval(organisation, DT1_FORM[0], CURRENT_DT1, on)


def _approval(organisation: Organisation, form: str, version: int, on: date) -> WordingApproval | None:
    approvals = WordingApproval.objects.in_force(on=on).filter(form=form, version=version)
    given = {approval.organisation_id: approval for approval in approvals.filter(organisation__in=_up(organisation))}
    return next((given[part.id] for part in _up(organisation) if part.id in given), None)


def _up(organisation: Organisation) -> list[Organisation]:
    """The organisation and those above it, nearest first; a ring in the data ends the walk."""
    found = [organisation]
    while (above := found[-1].parent) is not None and above not in found:
        found.append(above)
    return found

"""No notice is a legal one until a named officer of its organisation approved its words (design section 6)."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from throughcare.documents.approval import approval_of, approval_of_consent_form, can_be_served_as_legal
from throughcare.documents.consent_form import ConsentForm
from throughcare.documents.models import CONSENT_FORM, WordingApproval
from throughcare.documents.notice import CURRENT_WORDING
from throughcare.rulebook.facts.assessment import Form

MONDAY = date(2010, 3, 29)


def approve(organisation, **changed):
    fields = {
        "form": Form.RA1,
        "version": CURRENT_WORDING[Form.RA1],
        "approved_by": "Chief Inspector Gwen Àlvarez",
        "approved_on": MONDAY,
    }
    return WordingApproval.objects.create(organisation=organisation, **{**fields, **changed})


def is_legal(organisation, form=Form.RA1, on=MONDAY):
    return can_be_served_as_legal(organisation=organisation, form=form, on=on)


def test_without_an_approval_nothing_is_legal(northmoor_police):
    assert not any(is_legal(northmoor_police, form) for form in Form)


def test_an_approval_counts_from_its_day_and_for_its_form(northmoor_police):
    approve(northmoor_police)

    assert is_legal(northmoor_police)
    assert not is_legal(northmoor_police, on=date(2010, 3, 28))
    assert not is_legal(northmoor_police, Form.RA4)


def test_a_force_approves_for_its_suites_and_for_nobody_else(northmoor_police, castle_street, mill_lane):
    approval = approve(northmoor_police)

    assert is_legal(castle_street)
    assert approval_of(organisation=castle_street, form=Form.RA1, on=MONDAY) == approval
    assert not is_legal(mill_lane)


def test_an_approval_of_other_words_does_not_count(northmoor_police):
    approve(northmoor_police, version=CURRENT_WORDING[Form.RA1] + 1)

    assert not is_legal(northmoor_police)


def test_a_withdrawn_approval_ends_on_its_day(northmoor_police):
    approve(northmoor_police, withdrawn_on=date(2010, 4, 1))

    assert is_legal(northmoor_police, on=date(2010, 3, 31))
    assert not is_legal(northmoor_police, on=date(2010, 4, 1))


def test_nothing_is_legal_in_a_demonstration(northmoor_police, settings):
    approve(northmoor_police)
    settings.DEMO = True

    assert not is_legal(northmoor_police)


@pytest.mark.parametrize("changed", [{"approved_by": ""}, {"withdrawn_on": MONDAY}])
def test_an_approval_names_its_officer_and_ends_after_it_begins(northmoor_police, changed):
    with pytest.raises(IntegrityError), transaction.atomic():
        approve(northmoor_police, **changed)


def test_a_wording_has_one_open_approval(northmoor_police):
    approve(northmoor_police)

    with pytest.raises(IntegrityError), transaction.atomic():
        approve(northmoor_police)


@pytest.mark.parametrize(
    ("demonstration", "approved", "band"),
    [
        pytest.param(True, True, "DEMONSTRATION: NOT A LEGAL NOTICE", id="P-25 a demonstration, whatever was cleared"),
        pytest.param(False, False, "WORDING NOT YET APPROVED: NOT FOR USE", id="P-25 not cleared"),
        pytest.param(False, True, "", id="P-25 cleared"),
    ],
)
def test_a_consent_form_says_across_the_page_that_it_is_not_cleared(demonstration, approved, band):
    form = ConsentForm(
        full_name="Niamh", born_on=None, team_name="CJIT", phone="", whom="The scheme", purpose="x", items=(),
        printed_at=datetime(2010, 6, 8, 12, tzinfo=UTC), demonstration=demonstration, approved=approved,
    )  # fmt: skip

    assert form.band == band


def test_a_team_clears_its_own_consent_form_from_a_day(northmoor_cjit):
    "P-25"
    day = date(2010, 6, 8)
    WordingApproval.objects.create(
        organisation=northmoor_cjit, form=CONSENT_FORM[0], version=1, approved_by="J. Ahn, manager", approved_on=day
    )

    assert approval_of_consent_form(organisation=northmoor_cjit, on=day)
    assert not approval_of_consent_form(organisation=northmoor_cjit, on=date(2010, 6, 7))

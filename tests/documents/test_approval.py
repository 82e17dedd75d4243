"""No notice is a legal one until a named officer of its organisation approved its words (design section 6)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from throughcare.documents.approval import approval_of, can_be_served_as_legal
from throughcare.documents.models import WordingApproval
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

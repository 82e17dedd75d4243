"""DT1, our own layout: tagged, the same bytes for the same data, not for use until its words are approved: N-29."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.documents.papers import opened, tags_of, text_of
from throughcare.documents.approval import approval_of_dt1
from throughcare.documents.dt1 import CURRENT_DT1, DT1, NOT_KNOWN, Line, moment, render_dt1
from throughcare.documents.models import DT1_FORM, WordingApproval

NIGHT = datetime(2010, 6, 11, 1, 40, tzinfo=UTC)
PAPER = DT1(
    full_name="Carŷs #strong[Tŷ]-Isaf", born_on=date(1984, 11, 9), custody_number="CS/7", suite="Castle Street",
    as_of=NIGHT, offence=(Line(label="Arrested for", words="Theft"),),
    sample=(Line(label="Screening result", words="Opiates"),), laboratory=(Line(label="Sent", words="Not sent"),),
    requirement=(Line(label="First assessment", words=moment(NIGHT)),), demonstration=True, approved=False,
)  # fmt: skip


def test_everything_stands_on_one_tagged_page():
    content = render_dt1(paper=PAPER)

    text, pages = text_of(content), opened(content).pages
    assert len(pages) == 1
    for said in ("Carŷs #strong[Tŷ]-Isaf", "born 9 November 1984", "CS/7", "Theft", "Opiates", "Not sent",
                 "Friday 11 June 2010, 02:40",
                 "A screening result is not confirmed", "NOT A LEGAL DOCUMENT"):  # fmt: skip
        assert said in text, said
    roles = [role for role, _ in tags_of(content)]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == 4


def test_the_same_data_give_the_same_bytes_and_other_data_do_not():
    assert render_dt1(paper=PAPER) == render_dt1(paper=PAPER)
    assert render_dt1(paper=replace(PAPER, custody_number="CS/8")) != render_dt1(paper=PAPER)


def test_the_title_of_the_file_names_nobody():
    assert opened(render_dt1(paper=PAPER)).metadata.title == "DT1: record of a drug test"


@pytest.mark.parametrize(
    ("demonstration", "approved", "band"),
    [
        (True, True, "DEMONSTRATION: NOT A LEGAL DOCUMENT"),
        (False, False, "WORDING NOT YET APPROVED: NOT FOR USE"),
        (False, True, ""),
    ],
)
def test_it_says_across_the_page_that_its_words_are_not_approved(demonstration, approved, band):
    assert replace(PAPER, demonstration=demonstration, approved=approved).band == band


def test_a_force_approves_its_words_for_its_suites_from_a_day(castle_street):
    day = date(2010, 6, 8)
    WordingApproval.objects.create(
        organisation=castle_street.parent, form=DT1_FORM[0], version=CURRENT_DT1, approved_by="Ch Supt Ahn",
        approved_on=day,
    )  # fmt: skip

    assert approval_of_dt1(organisation=castle_street, on=day)
    assert not approval_of_dt1(organisation=castle_street, on=date(2010, 6, 7))


def test_a_moment_that_is_not_recorded_says_so():
    assert moment(None) == NOT_KNOWN

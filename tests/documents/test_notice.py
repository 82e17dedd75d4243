"""What stands on RA1, RA2, RA4 and RA5, and when they are no legal notices."""

import dataclasses
import hashlib
import re

import pytest

from tests.documents.papers import (
    BAND,
    FIRST,
    FORMS,
    SECOND,
    SUMMONING,
    WARNING,
    a_notice,
    opened,
    printed,
    text_of,
)
from throughcare.documents.notice import CURRENT_WORDING, NoticeIncomplete, Service
from throughcare.rulebook.facts.assessment import FollowUp, Form, Purpose

EVERY_SENTENCE = [
    {"in_wales": True, "approved": True},
    {"approved": True, "demonstration": False},
    {"purpose": Purpose.FOLLOW_UP, "result_confirmed": True, "because": FollowUp.SUBJECT_TO_DRR},
    {"service": Service(given_by="Siân Hŵel", signed=False), "because": FollowUp.ALREADY_ON_CASELOAD},
]
WORDS_OF_A_VERSION = {
    (Form.RA1, 1): "e6b3850f08ebcd17",
    (Form.RA2, 1): "d36349613dd2fd6b",
    (Form.RA4, 1): "b83b45df0a810214",
    (Form.RA5, 1): "16d7df3cacabf70d",
}


def test_ra1_tells_time_date_and_place_in_writing():
    """H-152, H-154"""
    text = text_of(printed(Form.RA1))

    assert "Monday 29 March 2010" in text
    assert "10:30 in the morning" in text
    assert "Glan-y-Dŵr CJIT, Tŷ Afon, 11 Quay Street, Glan-y-Dŵr" in text
    assert "Ask for Siân Hŵel" in text


def test_ra1_warns_for_both_assessments():
    """H-153: of prosecution, for not going and for not staying, at the first and at the second."""
    text = text_of(printed(Form.RA1))

    assert WARNING in text
    assert "The same is true of a second appointment, if the worker asks you to come back." in text


@pytest.mark.parametrize("form", SUMMONING)
def test_every_paper_that_asks_somebody_to_come_has_time_place_and_warning(form):
    """H-152, H-153, H-154, H-175; R35 for RA2"""
    appointment = a_notice(form).appointment

    text = text_of(printed(form))

    assert ("Thursday 1 April 2010" if appointment == SECOND else "Monday 29 March 2010") in text
    assert ("2:00 in the afternoon" if appointment == SECOND else "10:30 in the morning") in text
    assert "11 Quay Street" in text
    assert WARNING in text


def test_ra4_says_who_decided_and_what_the_talk_is_for():
    """H-175, H-174"""
    text = text_of(printed(Form.RA4))

    assert "You must go to a second appointment" in text
    assert "You saw a drug worker on Monday 29 March 2010. The worker decided that a second talk is needed." in text
    assert "agree a plan" in text


def test_ra2_names_the_old_time_and_says_since_when_the_new_one_counts():
    """Handbook 4.6.1 (RA2), R35"""
    text = text_of(printed(Form.RA2))

    assert (
        "Your appointment was on Monday 29 March 2010, 10:30 in the morning, at "
        "Glan-y-Dŵr CJIT, Tŷ Afon, 11 Quay Street, Glan-y-Dŵr." in text
    )
    assert "That counted until you were given this paper. From now on only the new appointment counts." in text


def test_ra2_for_a_follow_up_speaks_of_the_plan_and_of_no_further_appointment():
    text = text_of(printed(Form.RA2, purpose=Purpose.FOLLOW_UP))

    assert "agree a plan" in text
    assert "The same is true of a second appointment" not in text


@pytest.mark.parametrize("because", [reason for reason in FollowUp if reason is not FollowUp.NEEDED])
def test_ra5_ends_the_second_appointment_and_warns_of_nothing(because):
    text = text_of(printed(Form.RA5, because=because))

    assert "You do not need to come to a second appointment" in text
    assert "prosecuted" not in text
    assert "stay as they are" in text


def test_the_test_is_told_as_a_first_result_until_a_laboratory_confirms_it():
    first, confirmed = text_of(printed()), text_of(printed(result_confirmed=True))

    assert "A test in custody today at 2:14 in the morning was positive." in first
    assert "It is a first result, not yet confirmed." in first
    assert "A laboratory has confirmed it." in confirmed


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("approved", "demonstration"), [(False, False), (False, True), (True, True)])
def test_a_notice_that_is_not_legal_says_so_twice_and_prints_no_law(form, approved, demonstration):
    """Design 6: a band to read, and a watermark behind the text."""
    content = printed(form, approved=approved, demonstration=demonstration, law="Drugs Act 2005, section 9.")

    text = text_of(content)
    assert text.count(BAND) == 3  # the band, and twice on the watermark
    assert "Drugs Act" not in text
    assert "no law is printed" in text


@pytest.mark.parametrize("form", FORMS)
def test_an_approved_notice_has_no_band_and_prints_the_law_that_was_confirmed(form):
    text = text_of(printed(form, approved=True, demonstration=False, law="Drugs Act 2005, section 9."))

    assert "DEMONSTRATION" not in text
    assert "Drugs Act 2005, section 9." in text
    assert "Wording approved by Northmoor Police." in text


@pytest.mark.parametrize("form", SUMMONING)
@pytest.mark.parametrize(
    "lost",
    [
        {"appointment": None},
        {"appointment": dataclasses.replace(FIRST, place=" ")},
        {"appointment": dataclasses.replace(FIRST, starts_at=FIRST.starts_at.replace(tzinfo=None))},
        {"full_name": ""},
        {"phone": ""},
    ],
    ids=["appointment", "place", "zone", "name", "phone"],
)
def test_a_notice_without_what_it_must_carry_cannot_be_made(form, lost):
    """H-152, invariant 4"""
    with pytest.raises(NoticeIncomplete):
        a_notice(form, **lost)


def test_ra1_rests_on_a_test_ra2_on_an_older_time_and_ra5_on_a_reason():
    for form, lost in (
        (Form.RA1, {"tested_at": None}),
        (Form.RA2, {"instead_of": None}),
        (Form.RA5, {"because": None}),
        (Form.RA5, {"because": FollowUp.NEEDED}),
    ):
        with pytest.raises(NoticeIncomplete):
            a_notice(form, **lost)


def test_an_older_wording_is_not_printed_anew():
    with pytest.raises(NoticeIncomplete, match="printed in wording"):
        a_notice(wording_version=CURRENT_WORDING[Form.RA1] + 1)


def test_a_refusal_to_print_names_nobody():
    with pytest.raises(NoticeIncomplete) as refused:
        a_notice(phone="")

    assert "Dafydd" not in str(refused.value)


def test_what_is_not_known_when_printing_is_left_to_be_written_in():
    text = text_of(printed(service=Service(given_by="Siân Hŵel")))

    assert "How, language, when" in text
    assert "Into your hand" not in text


@pytest.mark.parametrize(
    ("signed", "words"),
    [(None, "O’Hare. Signing means only"), (True, "O’Hare signed. Signing means"), (False, "O’Hare did not sign.")],
)
def test_signing_means_only_that_the_paper_was_received(signed, words):
    text = text_of(printed(service=dataclasses.replace(a_notice().service, signed=signed)))

    assert words in text


@pytest.mark.parametrize("form", FORMS)
def test_words_change_only_with_the_version_that_an_officer_approves(form):
    """Whoever changes a sentence raises the version in CURRENT_WORDING and puts the new digest here."""
    said = "".join(text_of(printed(form, **changed)) for changed in EVERY_SENTENCE)

    digest = hashlib.sha256("".join(re.findall(r"\w+", said)).encode()).hexdigest()[:16]
    assert digest == WORDS_OF_A_VERSION[form, CURRENT_WORDING[form]]


@pytest.mark.parametrize("form", FORMS)
def test_a_usual_notice_is_one_page(form):
    assert len(opened(printed(form, in_wales=True)).pages) == 1

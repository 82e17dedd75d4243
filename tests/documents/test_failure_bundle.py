"""The evidence with a report of a failure: what it says, exhibits numbered, the same bytes (H-97, N-45)."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.documents.papers import opened, text_of
from throughcare.documents.failure_bundle import Effort, FailureBundle, Given, render_failure_bundle

RA1 = Given(
    form="RA1", says="Monday 29 March 2010, 10:30, Tŷ Afon", warning="carried", given="Friday 26 March 2010, 03:22",
    by="Meera O’Shea", how="into the person's hand", language="Welsh", read_out="yes, all of it", signed="no",
)  # fmt: skip
BUNDLE = FailureBundle(
    name="Dafydd Llŷr O’Hare", born="9 November 1984", reporter="Siân Hŵel-Price", team="Glan-y-Dŵr CJIT",
    to="Castle Street custody suite", required="Friday 26 March 2010, 03:10", required_by="Aled O’Rourke",
    purpose="initial assessment", appointment="Monday 29 March 2010, 10:30, Tŷ Afon", moves=(), notices=(RA1,),
    outcome="did not attend", recorded="Monday 29 March 2010, 11:00, by Siân Hŵel-Price",
    efforts=(Effort(when="Monday 29 March 2010, 11:20", by="Siân Hŵel-Price", what="by phone: no answer"),),
    judged="none found; judged Monday 29 March 2010, 15:00, by Siân Hŵel-Price", reported="Monday 29 March 2010, 15:20",
)  # fmt: skip
AT = datetime(2010, 3, 29, 14, 20, tzinfo=UTC)


def made(bundle=BUNDLE, *, demonstration=True):
    return render_failure_bundle(bundle=bundle, number="1A2B3C4D", at=AT, demonstration=demonstration)


def test_each_paper_has_a_number_under_the_initials_of_who_signs():
    assert [number for number, _ in BUNDLE.exhibits] == ["SHP/1", "SHP/2", "SHP/3", "SHP/4"]


def test_several_notices_are_exhibits_one_after_another():
    two = replace(BUNDLE, notices=(RA1, replace(RA1, form="RA2")))

    text = text_of(made(two))

    assert "These are exhibits SHP/2 to SHP/3." in text
    assert "SHP/5: what was done to reach the person" in text


def test_the_statement_says_no_more_than_was_done():
    """H-99: nobody is said to have been asked who was never reached."""
    text = text_of(made())

    assert "Before this was reported the person was sought. No good cause was found." in text
    assert "by phone: no answer, by Siân Hŵel-Price" in text


def test_moves_stand_with_the_attendance():
    moved = replace(BUNDLE, moves=("to Tuesday 30 March 2010, 9:00, Tŷ Afon; on Friday 26 March 2010, 12:00",))

    assert "Moved to Tuesday 30 March 2010" in text_of(made(moved)).replace("\n", " ")


def test_the_same_texts_give_the_same_bytes_and_are_read_back_whole():
    assert made() == made(FailureBundle.read(BUNDLE.plain()))
    assert FailureBundle.read(BUNDLE.plain()) == BUNDLE


def test_it_says_that_it_is_a_demonstration_and_only_then():
    assert "DEMONSTRATION: NOT A LEGAL NOTICE" in text_of(made())
    assert "DEMONSTRATION" not in text_of(made(demonstration=False))
    assert opened(made()).metadata.title == "Report of a failure to attend and remain"

"""Arrest, test, laboratory: Handbook 3.1, 4.1.1 and footnote 1; H-45, H-63, H-65, H-66, N-32; R10, R28, R30."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stages import arrested, refused, untested
from tests.rulebook.stories import (
    BOTH,
    COCAINE,
    DISPUTED,
    NEGATIVE,
    OPIATES,
    QUALITY,
    RA1,
    Story,
    end_of,
    when,
)
from throughcare.rulebook.facts.custody import Condition, Result

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def sampled(result=OPIATES, **how):
    s = arrested()
    s.test = s.tested(result, **how)
    return s.at(2010, 3, 25, 20, 0)


def irregular():
    s = sampled(NEGATIVE)
    s.second = s.at(2010, 3, 25, 22, 0).tested(irregular=True)
    return s


def at_laboratory():
    s = sampled(laboratory=DISPUTED)
    s.dispatch = s.at(2010, 3, 26, 9, 0).sent()
    return s.at(2010, 4, 1, 15, 0)


def unconfirmed():
    s = stages.required(laboratory=DISPUTED)
    s.sent()
    s.answer = s.at(2010, 4, 1, 15, 0).laboratory(confirmed=False)
    return s


CUSTODY_ENDS = when(2010, 3, 26, 19, 0)


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(arrested, "test_or_say_why_not", when(2010, 3, 25, 19, 0), CUSTODY_ENDS, id="H-45 test"),
        row(
            sampled, "require_or_say_why_not", when(2010, 3, 25, 19, 50), CUSTODY_ENDS, id="H-63 H-149 require"
        ),
        row(
            lambda: sampled(NEGATIVE), "identify_or_release", when(2010, 3, 25, 19, 50), CUSTODY_ENDS,
            id="H-66 a negative does not end the way",
        ),
        row(
            refused, "identify_or_release", when(2010, 3, 25, 19, 50), CUSTODY_ENDS, id="H-66 nor does a refusal"
        ),
        row(
            untested, "identify_or_release", when(2010, 3, 25, 19, 50), CUSTODY_ENDS, id="H-66 nor no test"
        ),
        row(
            irregular, "put_irregular_test_right", when(2010, 3, 25, 22, 0), end_of(2010, 3, 26), id="R10 irregular"
        ),
        row(
            lambda: sampled(laboratory=DISPUTED), "send_sample", when(2010, 3, 25, 19, 50), end_of(2010, 3, 26),
            id="R9 dispatch",
        ),
        row(
            at_laboratory, "laboratory_result", when(2010, 3, 26, 9, 0), end_of(2010, 4, 6), id="R9 over Easter"
        ),
        row(unconfirmed, "tell_requirement_ended", when(2010, 4, 1, 15, 0), end_of(2010, 4, 6), id="R16 over Easter"),
    ],
)  # fmt: skip
def test_the_suite_owes(tell, kind, arises, due):
    check_owed(tell, kind, "nm-suite", arises, due)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(arrested, "test_or_say_why_not", lambda s: s.tested(), MET, id="H-45 tested"),
        row(arrested, "test_or_say_why_not", lambda s: s.refused_test(), MET, id="H-45 refused"),
        row(arrested, "test_or_say_why_not", lambda s: s.not_tested(), MET, id="H-45 said why not"),
        row(arrested, "test_or_say_why_not", lambda s: s.died(), WITHDRAWN, id="test: death"),
        row(arrested, "test_or_say_why_not", lambda s: s.voids(s.arrest), WITHDRAWN, id="test: arrest voided"),
        row(arrested, "test_or_say_why_not", lambda s: s.moves_away(s.arrest), WITHDRAWN, id="test: moved"),
        row(sampled, "require_or_say_why_not", lambda s: s.required(), MET, id="H-149 required"),
        row(sampled, "require_or_say_why_not", lambda s: s.not_imposed(), MET, id="H-150 inspector decided"),
        row(
            sampled, "require_or_say_why_not", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="N-41 unconfirmed"
        ),
        row(sampled, "require_or_say_why_not", lambda s: s.died(), WITHDRAWN, id="require: death"),
        row(
            sampled, "require_or_say_why_not", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN,
            id="N-41 H-63 corrected to negative",
        ),
        row(sampled, "require_or_say_why_not", lambda s: s.voids(s.test), WITHDRAWN, id="require: test voided"),
        row(lambda: sampled(NEGATIVE), "identify_or_release", lambda s: s.no_misuse(), MET, id="H-66 no misuse"),
        row(lambda: sampled(NEGATIVE), "identify_or_release", lambda s: s.offered(), MET, id="H-66 offered"),
        row(lambda: sampled(NEGATIVE), "identify_or_release", lambda s: s.died(), WITHDRAWN, id="identify: death"),
        row(
            lambda: sampled(NEGATIVE), "identify_or_release", lambda s: s.corrects(s.test, result=COCAINE), WITHDRAWN,
            id="H-66 corrected to positive",
        ),
        row(irregular, "put_irregular_test_right", lambda s: s.put_right(), MET, id="R10 put right"),
        row(irregular, "put_irregular_test_right", lambda s: s.died(), WITHDRAWN, id="put right: death"),
        row(
            irregular, "put_irregular_test_right", lambda s: s.corrects(s.second, irregular=False, truly=True),
            WITHDRAWN, id="R10 was not irregular after all",
        ),
        row(lambda: sampled(laboratory=QUALITY), "send_sample", lambda s: s.sent(), MET, id="R9 sent"),
        row(lambda: sampled(laboratory=QUALITY), "send_sample", lambda s: s.died(), WITHDRAWN, id="send: death"),
        row(at_laboratory, "laboratory_result", lambda s: s.laboratory(confirmed=True), MET, id="R9 answered"),
        row(at_laboratory, "laboratory_result", lambda s: s.died(), WITHDRAWN, id="result: death"),
        row(at_laboratory, "laboratory_result", lambda s: s.voids(s.dispatch), WITHDRAWN, id="result: never sent"),
        row(unconfirmed, "tell_requirement_ended", lambda s: s.told_ended(), MET, id="R16 told"),
        row(unconfirmed, "tell_requirement_ended", lambda s: s.died(), WITHDRAWN, id="tell: death"),
        row(unconfirmed, "tell_requirement_ended", lambda s: s.voids(s.answer), WITHDRAWN, id="tell: voided"),
        row(
            unconfirmed, "tell_requirement_ended", lambda s: s.corrects(s.answer, confirmed=True), WITHDRAWN,
            id="N-41 confirmed after all",
        ),
    ],
)  # fmt: skip
def test_the_suites_duty_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(arrested, "test_or_say_why_not", lambda s: s.unusable(), id="R10 a failed device is no result"),
        row(arrested, "test_or_say_why_not", lambda s: s.released(), id="H-45 a release answers nothing"),
        row(sampled, "require_or_say_why_not", lambda s: s.released(), id="H-150 nor here: say why not"),
        row(sampled, "require_or_say_why_not", lambda s: s.laboratory(confirmed=True), id="N-41 confirmed"),
        row(lambda: sampled(NEGATIVE), "identify_or_release", lambda s: s.released(), id="H-66 released"),
        row(irregular, "put_irregular_test_right", lambda s: s.released(), id="R10 released"),
    ],
)
def test_the_suites_duty_stays(tell, kind, act):
    check_stays(tell, kind, act)


@pytest.mark.parametrize("result", [OPIATES, COCAINE, BOTH], ids=lambda r: f"H-63 N-41 {r}")
def test_any_positive_result_leads_to_a_requirement(result):
    s = sampled(result)

    assert s.open("require_or_say_why_not")
    assert not s.duties("identify_or_release")


def test_the_contracted_kit_knows_only_opiates_and_cocaine():
    """N-32."""
    assert {word for result in Result for word in str(result).split(" and ")} == {"negative", "opiates", "cocaine"}


@pytest.mark.parametrize("result", [OPIATES, NEGATIVE], ids=["R10 R28 positive", "R10 R28 negative"])
def test_an_irregular_test_serves_nothing(result):
    s = arrested()
    s.tested(result, irregular=True)

    assert not s.duties("require_or_say_why_not")
    assert s.open("identify_or_release")
    s.refuses("only_a_positive_test_requires", s.required)


def test_a_positive_test_after_a_refusal_ends_the_question_of_misuse():
    """H-63: the person changed his mind and gave a sample."""
    s = refused()

    test = s.tested()

    assert s.ended("identify_or_release") == (WITHDRAWN, test)


def test_a_confirming_answer_asks_nobody_to_tell_anything():
    s = stages.required(laboratory=DISPUTED)

    s.laboratory(confirmed=True)

    assert not s.duties("tell_requirement_ended")


def test_two_detentions_on_one_record_owe_a_test_each():
    """R14."""
    s = stages.released()
    second = s.here("gd").at(2010, 3, 27, 9, 0).arrested()

    assert s.duty("test_or_say_why_not", s.arrest).owner == "nm-suite"
    assert s.duty("test_or_say_why_not", second).owner == "gd-suite"
    assert not s.open("test_or_say_why_not", s.arrest)
    assert s.open("test_or_say_why_not", second)


# --- what may not be recorded


def came_back():
    """Negative, bailed, and back for the same offence."""
    s = sampled(NEGATIVE)
    s.released()
    return s.at(2010, 4, 8, 10, 0)


def two_arrests(released, area="nm"):
    """Tested on the first arrest; arrested again, still inside or after release."""
    s = sampled()
    if released:
        s.at(2010, 3, 25, 23, 0).released()
    s.here(area).at(2010, 3, 26, 9, 0).arrested("robbery_s8")
    return s


def born(*day):
    s = arrested()
    s.details(*day)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            "a_test_needs_a_trigger_offence_or_authority", lambda: arrested(offence="common_assault"),
            lambda s: s.refusal(s.tested), lambda s: (s.authorised(), s.tested()), id="H-45 an inspector's authority",
        ),
        row(
            "a_test_needs_a_trigger_offence_or_authority", lambda: arrested(offence="public_order_s5"),
            lambda s: s.refusal(s.tested), lambda s: (s.charged("theft_s1"), s.tested(on=Condition.CHARGE)),
            id="H-45 charged with a trigger offence",
        ),
        row(
            "one_sample_in_one_detention", sampled, lambda s: s.refusal(s.tested, on=Condition.CHARGE),
            lambda s: s.tested(irregular=True), id="R10 asked beforehand refused, happened recorded",
        ),
        row(
            "one_sample_in_one_detention", lambda: sampled(NEGATIVE), lambda s: s.refusal(s.tested),
            lambda s: s.tested(irregular=True), id="H-65 R10 not again in this detention",
        ),
        row(
            "one_sample_in_one_detention", lambda: two_arrests(released=False), lambda s: s.refusal(s.tested),
            lambda _: two_arrests(released=True).tested(), id="R10 two arrests without a release are one detention",
        ),
        row(
            "no_second_test_after_a_negative", came_back, lambda s: s.refusal(s.tested, on=Condition.CHARGE),
            lambda s: (s.arrested("robbery_s8"), s.tested()), id="H-65 not for that offence, but for another",
        ),
        row(
            "adults_only", lambda: born(1992, 3, 26), lambda s: s.refusal(s.tested),
            lambda _: born(1992, 3, 25).tested(), id="R28 18 at the sample",
        ),
        row(
            "adults_only", lambda: born(1993, 1, 1), lambda s: s.refusal(s.tested),
            lambda s: s.tested(irregular=True), id="R28 if it happened",
        ),
        row(
            "a_sample_is_taken_in_detention", lambda: arrested_and_released(),
            lambda s: s.at(2010, 3, 25, 22, 1).refusal(s.tested), lambda s: s.at(2010, 3, 25, 22, 0).tested(),
            id="R10 not after release, but up to it",
        ),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def arrested_and_released():
    s = arrested()
    s.at(2010, 3, 25, 22, 0).released()
    return s


def test_a_failed_device_is_no_sample():
    """R10: another may be taken."""
    s = arrested()
    s.unusable()

    assert s.accepts(s.tested)


def test_a_positive_test_does_not_bar_one_for_the_next_arrest_in_another_suite():
    """R10, R14: detained elsewhere is another detention."""
    s = two_arrests(released=False, area="gd")

    assert s.accepts(s.tested)


def test_an_irregular_sample_does_not_bar_a_proper_one():
    """R10: its result serves nothing, against the person too."""
    s = arrested()
    s.tested(NEGATIVE, irregular=True)

    assert s.accepts(s.tested)


def test_nobody_is_refused_for_an_unknown_age():
    """R28."""
    s = arrested()

    assert s.accepts(s.tested)


def test_the_list_of_the_day_of_arrest_decides():
    """H-45: the Fraud Act of 2006 was not on the list in May 2005."""
    s = Story().at(2005, 5, 4, 9, 0)
    s.arrested("fraud_s1")

    s.refuses("a_test_needs_a_trigger_offence_or_authority", s.tested)


def test_a_sample_written_down_late_makes_the_second_doubtful():
    """R10: late paper is kept with its true time; the later sample is to be checked."""
    s = arrested()
    s.at(2010, 3, 25, 21, 0).tested()

    s.at(2010, 3, 25, 20, 0).tested(NEGATIVE, written=when(2010, 3, 25, 22, 0))

    assert s.open("check_record")


def test_ra1_of_an_unconfirmed_test_leaves_the_other_requirement_alone():
    """R14: the laboratory voids one and not the other."""
    s = stages.required(laboratory=DISPUTED)
    first = s.requirement
    s.booked(2010, 4, 7, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()
    s.here("gd").at(2010, 3, 27, 9, 0).arrested()
    s.tested()
    second = s.required()

    answer = s.here("nm").at(2010, 4, 1, 15, 0).laboratory(confirmed=False, test=s.test)

    assert s.ended("hold_initial_assessment", first) == (WITHDRAWN, answer)
    assert s.open("hold_initial_assessment", second)
    assert s.open("give_ra1", second)

"""IPAE1 to IPAE3: Handbook 4.1.1, 4.9.1, 4.9.2, Annex E; H-62, H-64, H-67, H-70 to H-73, H-76 to H-82, H-184; R1, R2.

The table of Annex E is typed again from the Handbook.
"""

from itertools import chain, combinations

import pytest

from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.proactive_verbs import CANNOT, COMING, NOBODY, NOT_REACHED
from tests.rulebook.stages import arrested
from tests.rulebook.stories import BY_CHOICE, COCAINE, NEGATIVE, SERGEANT, WORKER, Story, end_of, when
from throughcare.rulebook.annex_e import SIGNS, weigh

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param

VOLUNTEERED = ("volunteered",)
INFERRED = ("paraphernalia", "behaviour", "appearance", "officer_information", "intelligence", "asked_for_doctor")
INDIRECT = ("earlier_misuse", "earlier_tests")
ALL = (*VOLUNTEERED, *INFERRED, *INDIRECT)


# Annex E


def test_annex_e_has_nine_signs_under_three_criteria():
    """H-64, H-78, H-79, H-80: one volunteered, six inferred, two indirect, in the Handbook's order."""
    assert tuple(sign.name for sign in SIGNS) == ALL
    assert [sign.criterion.cite for sign in SIGNS] == ["HB Annex E 1", *["HB Annex E 2"] * 6, *["HB Annex E 3"] * 2]


@pytest.mark.parametrize("sign", [*VOLUNTEERED, *INFERRED])
def test_what_is_volunteered_or_inferred_identifies_by_itself(sign):
    """H-78, H-79."""
    assert weigh([sign]).identified


@pytest.mark.parametrize("seen", [(), INDIRECT[:1], INDIRECT[1:], INDIRECT], ids=str)
def test_nothing_and_what_is_only_indirect_identify_nobody(seen):
    """H-80, H-81, R18: criterion 3 needs to be supported by criterion 2."""
    found = weigh(seen)

    assert not found.identified
    assert (found.counts, [sign.name for sign in found.set_aside]) == ((), list(seen))


def test_indirect_evidence_counts_only_with_inferred_evidence():
    """H-81: being told does not support it; what is inferred does."""
    told, inferred = weigh(["volunteered", "earlier_tests"]), weigh(["behaviour", "earlier_tests"])

    assert [[sign.name for sign in found.counts] for found in (told, inferred)] == [
        ["volunteered"], ["behaviour", "earlier_tests"],
    ]  # fmt: skip
    assert [sign.name for sign in told.set_aside] == ["earlier_tests"]
    assert inferred.cites == ("HB Annex E 2", "HB Annex E 3")


def test_every_combination_of_signs_is_weighed_as_annex_e_says():
    for seen in chain.from_iterable(combinations(ALL, size) for size in range(len(ALL) + 1)):
        found, known = weigh(seen), set(seen)
        counts = known if known & set(INFERRED) else known - set(INDIRECT)

        assert found.identified is bool(known & {*VOLUNTEERED, *INFERRED})
        assert {sign.name for sign in found.counts} == counts
        assert {sign.name for sign in found.set_aside} == known - counts


def test_a_sign_that_annex_e_does_not_know_is_named():
    with pytest.raises(KeyError, match="tattoos"):
        weigh(["tattoos"])


# What follows: Thursday 25 March 2010, arrested at 19:00, in nm


def negative(*seen):
    """Tested negative at 19:50; the signs considered at 20:00."""
    s = arrested()
    s.tested(NEGATIVE)
    s.at(2010, 3, 25, 20, 0)
    if seen:
        s.looked = s.signs(*seen)
    return s


def identified():
    return negative("appearance")


def identified_elsewhere():
    s = arrested()
    s.lives("gd")
    s.tested(NEGATIVE)
    s.looked = s.at(2010, 3, 25, 20, 0).signs("volunteered")
    return s


def unasked():
    s = Story()
    s.visit = s.at(2010, 3, 25, 10, 0).came_unasked()
    return s


def unasked_and_identified():
    s = unasked()
    s.looked = s.at(2010, 3, 25, 10, 20).signs("volunteered", referral=s.visit)
    return s


NIGHT, LOOKED = when(2010, 3, 26, 19, 0), when(2010, 3, 25, 20, 0)


@pytest.mark.parametrize(
    ("tell", "kind", "owner", "arises", "due"),
    [
        row(identified, "tell_worker", "nm-suite", LOOKED, LOOKED, id="H-70 H-184 at once"),
        row(identified, "encourage_to_see_worker", "nm-suite", LOOKED, NIGHT, id="H-67 H-82 before release"),
        row(identified, "see_by_choice", "nm-cjit", LOOKED, when(2010, 3, 26, 20, 0), id="H-72 R1 24 hours"),
        row(
            identified_elsewhere, "see_by_choice", "gd-cjit", LOOKED, end_of(2010, 3, 29),
            id="H-73 R2 48 hours would end on Saturday: Monday",
        ),
        row(unasked, "consider_signs", "nm-cjit", when(2010, 3, 25, 10, 0), end_of(2010, 3, 26), id="H-76 H-77 R21"),
        row(
            unasked_and_identified, "see_by_choice", "nm-cjit", when(2010, 3, 25, 10, 20), end_of(2010, 3, 26),
            id="H-82 R21 unasked: the next working day",
        ),
    ],
)  # fmt: skip
def test_it_is_owed(tell, kind, owner, arises, due):
    check_owed(tell, kind, owner, arises, due)


@pytest.mark.parametrize(
    ("released", "due"),
    [
        row((2010, 3, 25, 23, 0), when(2010, 3, 26, 23, 0), id="Thursday night: Friday night"),
        row((2010, 3, 25, 23, 59), when(2010, 3, 26, 23, 59), id="a minute before midnight"),
        row((2010, 3, 26, 0, 0), when(2010, 3, 27, 0, 0), id="R29 ends as Saturday begins, and does not touch it"),
        row((2010, 3, 26, 0, 1), end_of(2010, 3, 29), id="a minute of Saturday: Monday"),
    ],
)
def test_the_clock_runs_from_release(released, due):
    """H-72, R1: before release it is provisional; what moved it is named (invariant 7)."""
    s = identified()
    first = s.due("see_by_choice")
    release = s.at(*released).released()

    duty = s.duty("see_by_choice")
    assert (duty.due, duty.due_first, duty.moved_by) == (due, first, release)


def test_an_address_elsewhere_moves_the_clock_until_the_person_was_seen():
    """H-73, R2."""
    s = identified()
    lives = s.at(2010, 3, 25, 21, 0).lives("gd")
    assert (s.duty("see_by_choice").due, s.duty("see_by_choice").moved_by) == (end_of(2010, 3, 29), lives)

    s = identified()
    s.at(2010, 3, 25, 20, 30).assessed(purpose=BY_CHOICE)
    s.at(2010, 3, 25, 21, 0).lives("gd")
    assert s.due("see_by_choice") == when(2010, 3, 26, 20, 0)


def test_whoever_it_is_booked_with_sees_the_person():
    s = identified()
    s.at(2010, 3, 25, 20, 30).booked(2010, 3, 26, 10, 0, purpose=BY_CHOICE, team="gd-cjit", by=SERGEANT)

    assert s.duty("see_by_choice").owner == "gd-cjit"
    s.booked(2010, 3, 27, 10, 0, purpose=BY_CHOICE, team="nm-cjit", by=WORKER)
    assert s.duty("see_by_choice").owner == "nm-cjit"


def book(s):
    return s.booked(2010, 3, 26, 10, 0, purpose=BY_CHOICE, by=SERGEANT)


def seen(s):
    return s.assessed(purpose=BY_CHOICE)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(lambda: negative(), "identify_or_release", lambda s: s.signs("volunteered"), MET, id="H-66 H-184 looked"),
        row(lambda: negative(), "identify_or_release", lambda s: s.signs(), MET, id="H-184 found nothing"),
        row(identified, "tell_worker", lambda s: s.worker_told(COMING), MET, id="H-70 told"),
        row(identified, "tell_worker", book, MET, id="H-71 booked"),
        row(identified, "tell_worker", seen, MET, id="H-70 seen"),
        row(identified, "tell_worker", lambda s: s.released(), WITHDRAWN, id="H-75 nobody is kept for it"),
        row(identified, "tell_worker", lambda s: s.died(), WITHDRAWN, id="tell: death"),
        row(identified, "tell_worker", lambda s: s.voids(s.looked), WITHDRAWN, id="tell: voided"),
        row(
            identified, "tell_worker", lambda s: s.corrects(s.looked, appearance=False), WITHDRAWN,
            id="H-81 no sign after all",
        ),
        row(identified, "encourage_to_see_worker", lambda s: s.offered(True), MET, id="H-67 accepted"),
        row(identified, "encourage_to_see_worker", lambda s: s.offered(False), MET, id="H-67 declined"),
        row(identified, "encourage_to_see_worker", book, MET, id="H-71 booked, so asked"),
        row(identified, "encourage_to_see_worker", seen, MET, id="H-67 seen"),
        row(identified, "encourage_to_see_worker", lambda s: s.signs(), WITHDRAWN, id="a second look: nothing"),
        row(identified, "encourage_to_see_worker", lambda s: s.died(), WITHDRAWN, id="encourage: death"),
        row(identified, "see_by_choice", seen, MET, id="H-82 seen"),
        row(identified, "see_by_choice", lambda s: s.offered(False), WITHDRAWN, id="R16 declined"),
        row(identified, "see_by_choice", lambda s: s.died(), WITHDRAWN, id="see: death"),
        row(identified, "see_by_choice", lambda s: s.signs(), WITHDRAWN, id="see: a second look found nothing"),
        row(
            identified, "see_by_choice", lambda s: s.tested(COCAINE, truly=True), WITHDRAWN,
            id="a positive test brings the other route",
        ),
        row(unasked, "consider_signs", lambda s: s.signs("volunteered", referral=s.visit), MET, id="H-77 looked"),
        row(unasked, "consider_signs", seen, MET, id="H-77 seen at once"),
        row(unasked, "consider_signs", lambda s: s.died(), WITHDRAWN, id="consider: death"),
        row(unasked_and_identified, "see_by_choice", seen, MET, id="H-82 unasked, seen"),
        row(unasked_and_identified, "see_by_choice", lambda s: s.died(), WITHDRAWN, id="unasked: death"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(identified, "tell_worker", lambda s: s.worker_told(CANNOT), id="H-71 cannot come: book"),
        row(identified, "tell_worker", lambda s: s.worker_told(NOT_REACHED), id="H-71 not reached: book"),
        row(identified, "tell_worker", lambda s: s.worker_told(NOBODY, worker=""), id="H-71 nobody on: book"),
        row(identified, "encourage_to_see_worker", lambda s: s.worker_told(), id="H-67 told is not asked"),
        row(identified, "encourage_to_see_worker", lambda s: s.released(), id="H-67 the answer is owed all the same"),
        row(identified, "see_by_choice", lambda s: s.offered(True), id="H-82 accepted is not seen"),
        row(identified, "see_by_choice", lambda s: s.released(), id="H-72 released is not seen"),
        row(unasked_and_identified, "see_by_choice", lambda s: s.lives("gd"), id="unasked: the team they came to"),
    ],
)
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def test_no_sign_is_a_way_out_and_a_sign_seen_later_opens_it_again():
    """R16: never identified; H-66: a negative test is not the end."""
    s = negative()
    looked = s.signs("earlier_tests")
    episode = s.episode(s.arrest)
    assert (episode.way_out, episode.ended_by) == ("never identified", looked)

    s.at(2010, 3, 25, 22, 0).signs("paraphernalia", "earlier_tests")
    assert s.episode(s.arrest).ended_at is None
    assert s.open("see_by_choice")


def test_finding_nothing_ends_no_required_assessment():
    s = arrested()
    s.tested(COCAINE)
    s.signs()

    assert s.episode(s.arrest).ended_at is None


@pytest.mark.parametrize("offence", ["theft_s1", "criminal_damage", "drunk_and_disorderly"])
def test_any_offence_and_no_test_at_all(offence):
    """H-62, H-183: also where no test was possible."""
    s = arrested(offence=offence)
    s.not_tested()
    s.signs("volunteered")

    assert s.open("tell_worker")
    assert s.open("see_by_choice")


def test_whoever_comes_unasked_has_a_team_from_that_moment():
    """Invariant 1."""
    assert unasked().care() == "nm-cjit"


def test_the_suite_keeps_care_until_a_team_is_told_or_booked():
    s = identified()
    assert s.care() == "nm-suite"
    book(s)
    assert s.care() == "nm-cjit"


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            "signs_are_of_an_arrest_or_a_visit", negative,
            lambda s: s.refusal(s.signs, "behaviour", by=WORKER), lambda s: s.signs("behaviour"),
            id="H-184 an arrest: the suite",
        ),
        row(
            "signs_are_of_an_arrest_or_a_visit", unasked,
            lambda s: s.refusal(s.signs, "behaviour", referral=s.visit, by=SERGEANT),
            lambda s: s.signs("behaviour", referral=s.visit), id="H-77 a visit: the team",
        ),
        row(
            "signs_that_identify_are_not_set_aside", identified, lambda s: s.refusal(s.no_misuse),
            lambda s: (s.signs(), s.no_misuse()), id="H-64 H-184 a sign is not set aside",
        ),
        row(
            "signs_that_identify_are_not_set_aside", identified, lambda s: s.refusal(s.no_misuse),
            lambda s: (s.corrects(s.looked, appearance=False), s.no_misuse()), id="H-64 unless it was a mistake",
        ),
        row(
            "the_worker_told_has_a_name", identified, lambda s: s.refusal(s.worker_told, NOT_REACHED, worker=" "),
            lambda s: s.worker_told(NOBODY, worker=""), id="H-70 whom",
        ),
        row(
            "a_late_place_by_choice_says_why", identified,
            lambda s: s.refusal(s.booked, 2010, 3, 26, 20, 1, purpose=BY_CHOICE, by=SERGEANT),
            lambda s: s.booked(2010, 3, 26, 20, 0, purpose=BY_CHOICE, by=SERGEANT), id="H-72 R1 24 hours, exactly",
        ),
        row(
            "a_late_place_by_choice_says_why", identified_elsewhere,
            lambda s: s.refusal(s.booked, 2010, 3, 30, 0, 0, purpose=BY_CHOICE, team="gd-cjit", by=SERGEANT),
            lambda s: s.booked(2010, 3, 29, 23, 59, purpose=BY_CHOICE, team="gd-cjit", by=SERGEANT),
            id="H-73 R2 the end of Monday",
        ),
        row(
            "a_late_place_by_choice_says_why", identified,
            lambda s: s.refusal(s.booked, 2010, 3, 29, 9, 0, purpose=BY_CHOICE, by=SERGEANT),
            lambda s: s.booked(2010, 3, 29, 9, 0, purpose=BY_CHOICE, late="Asked for Monday.", by=SERGEANT),
            id="H-72 with a reason",
        ),
    ],
)  # fmt: skip
def test_it_is_refused_in_words(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


@pytest.mark.parametrize(
    ("tell", "how"),
    [
        row(lambda: negative("earlier_tests"), {"by": SERGEANT}, id="not identified"),
        row(identified, {"by": WORKER}, id="the team's own diary"),
    ],
)
def test_no_reason_is_asked_where_the_limit_does_not_run(tell, how):
    s = tell()

    s.accepts(s.booked, 2010, 4, 20, 9, 0, purpose=BY_CHOICE, **how)


def test_no_reason_is_asked_once_the_person_was_seen():
    s = identified()
    seen(s)

    s.accepts(s.booked, 2010, 4, 20, 9, 0, purpose=BY_CHOICE, by=SERGEANT)


def test_a_decision_before_the_visit_ends_nothing_of_it_however_late_it_was_corrected():
    """Invariant 2: a correction counts from when it was written, but is about when it happened."""
    s = Story()
    decided = s.at(2010, 3, 25, 9, 0).decides(ends=False)
    s.at(2010, 3, 25, 10, 0).came_unasked()
    s.at(2010, 3, 25, 11, 0).corrects(decided, ends=True)

    assert s.open("consider_signs")

"""Who may test and where, a sample that serves the charge, why none was taken: N-20, N-22, N-37 to N-40, H-45, H-65."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from tests.rulebook.checks import check_refused
from tests.rulebook.stories import GIVEN, NEGATIVE, QUALITY, Story
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import Condition, NotTestedBecause
from throughcare.rulebook.journey import refusal_to_record
from throughcare.rulebook.standing import Actor, Days

row = pytest.param
COLLEAGUE, UNTRAINED = UUID(int=21), UUID(int=22)
THAT_DAY, NEXT_DAY = date(2010, 3, 25), date(2010, 3, 26)


def arrested(**changes):
    s = Story(world=replace(GIVEN, **changes))
    s.arrest = s.arrested()
    return s.at(2010, 3, 25, 19, 50)


def trained(*days, who=COLLEAGUE):
    return arrested(testers={who: tuple(Days(since=since, until=until) for since, until in days)})


def authorised(*days):
    return arrested(test_suites={"nm-suite": tuple(Days(since=since, until=until) for since, until in days)})


def by_colleague(s, **how):
    return s.tested(member=COLLEAGUE, **how)


def sampled(**how):
    s = arrested()
    s.test = s.tested(**how)
    s.charge = s.charged()
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("only_the_trained_test", lambda: trained((NEXT_DAY, None)), lambda s: s.refusal(by_colleague, s),
            lambda _: by_colleague(trained((THAT_DAY, None))), id="N-40 from the first day, not before"),
        row("only_the_trained_test", lambda: trained((date(2010, 1, 1), THAT_DAY)),
            lambda s: s.refusal(by_colleague, s), lambda _: by_colleague(trained((date(2010, 1, 1), NEXT_DAY))),
            id="N-40 until the last day, not after"),
        row("only_the_trained_test", arrested, lambda s: s.refusal(s.tested, member=UNTRAINED),
            lambda s: s.tested(member=UNTRAINED, irregular=True), id="N-40 R10 if it happened"),
        row("only_the_trained_test", arrested, lambda s: s.refusal(s.tested, taken_by=UNTRAINED),
            lambda _: trained((THAT_DAY, None)).tested(taken_by=COLLEAGUE, member=UNTRAINED),
            id="N-20 N-39 whoever took it, not whoever wrote it down"),
        row("only_the_trained_test", lambda: trained((THAT_DAY, None)),
            lambda s: s.refusal(s.tested, by=Role.ARRESTING_OFFICER, team="nm-suite", member=UNTRAINED),
            lambda s: s.tested(by=Role.ARRESTING_OFFICER, team="nm-suite", member=COLLEAGUE),
            id="N-22 any trained officer may test"),
        row("only_in_an_authorised_suite", lambda: authorised((NEXT_DAY, None)), lambda s: s.refusal(s.tested),
            lambda _: authorised((THAT_DAY, None)).tested(), id="from the first day of the authority"),
        row("only_in_an_authorised_suite", lambda: authorised((date(2010, 1, 1), THAT_DAY)),
            lambda s: s.refusal(s.tested), lambda s: s.tested(irregular=True), id="R10 not after, but if it happened"),
        row("a_sample_taken_on_arrest_serves_the_charge", lambda: sampled(on=Condition.CHARGE),
            lambda s: s.refusal(s.serves_charge), lambda _: sampled().serves_charge(), id="H-65 R10 taken on arrest"),
        row("a_sample_taken_on_arrest_serves_the_charge", lambda: sampled(irregular=True),
            lambda s: s.refusal(s.serves_charge), lambda _: sampled(result=NEGATIVE).serves_charge(),
            id="R10 not an irregular one"),
        row("a_sample_taken_on_arrest_serves_the_charge", sampled,
            lambda s: s.refusal(s.serves_charge, charge=s.charged(arrest=s.arrested("robbery_s8"))),
            lambda s: s.serves_charge(charge=s.charged()), id="R10 a charge of the same arrest"),
        row("a_reason_why_no_test_was_taken", arrested, lambda s: s.refusal(s.not_tested, reason=" "),
            lambda s: s.not_tested(reason="", ground=NotTestedBecause.NO_DEVICE), id="H-45 a reason"),
        row("a_reason_why_no_test_was_taken", arrested,
            lambda s: s.refusal(s.not_tested, reason="", ground=NotTestedBecause.OTHER),
            lambda s: s.not_tested(reason="Fire alarm", ground=NotTestedBecause.OTHER), id="H-45 another, in words"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_an_irregular_sample_by_someone_untrained_serves_nothing_and_is_to_be_put_right():
    """N-40, R10."""
    s = arrested()
    s.tested(member=UNTRAINED, irregular=True)

    assert s.open("put_irregular_test_right")
    assert not s.duties("require_or_say_why_not")


def test_a_correction_by_someone_else_leaves_the_sample_with_who_took_it():
    """N-40: an inspector who corrects the result did not take the sample."""
    s = trained((THAT_DAY, None))
    test = by_colleague(s)

    assert s.accepts(s.corrects, test, result=NEGATIVE, by=Role.CUSTODY_INSPECTOR)


def test_a_register_mended_later_moves_nobodys_standing():
    """Invariant 7: whether the tester was trained is judged when the test is written down."""
    s = sampled()

    emptied = replace(GIVEN, testers={}, test_suites={})
    before, s.world = s.standing(), emptied

    assert s.standing() == before


def test_with_empty_registers_nobody_tests():
    """N-40: block others."""
    s = arrested(testers={}, test_suites={})

    s.refuses("only_the_trained_test", s.tested)


def test_a_quality_sample_is_sent_and_answered_for_also_after_a_way_out():
    """N-37: one in fifty of all samples, negatives included; it is the service's debt, not the person's way."""
    s = arrested()
    s.tested(NEGATIVE, laboratory=QUALITY)
    s.no_misuse()

    assert s.open("send_sample")
    s.sent()
    assert s.open("laboratory_result")
    assert s.episode(s.arrest).way_out == "never identified"


def test_what_the_laboratory_says_of_a_negative_ends_nothing():
    """R16: only a positive is unconfirmed; whoever came by choice after a negative stays."""
    s = arrested()
    s.tested(NEGATIVE, laboratory=QUALITY)
    s.sent()
    s.offered(accepted=True)

    s.laboratory(confirmed=False)

    assert s.episode(s.arrest).ended_at is None


def test_days_hold_from_the_first_and_not_on_the_last():
    days = Days(since=THAT_DAY, until=NEXT_DAY)

    assert days.hold(THAT_DAY)
    assert not days.hold(NEXT_DAY)
    assert Days(since=THAT_DAY).hold(date(2039, 1, 1))
    assert not Days(since=NEXT_DAY).hold(THAT_DAY)


def test_the_recorder_is_the_tester_unless_another_is_named():
    s = arrested()
    entry = s.entry(s.tested())
    actor = Actor(membership=UNTRAINED, role=Role.DETENTION_OFFICER, team="nm-suite")
    told = Story()
    told.arrested()

    again = replace(entry, by=UNTRAINED)

    found = refusal_to_record(told.history, again, by=actor, at=entry.recorded_at, given=GIVEN)
    assert found is not None
    assert found.rule == "only_the_trained_test"

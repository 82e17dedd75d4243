"""Com 3: Handbook 4.1.3, 4.11.3; PPO 67; H-111, H-112, H-114, H-192, P-70."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import end_of, when
from throughcare.rulebook.facts.casework import CaseManagerNamed
from throughcare.rulebook.facts.services import Service

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def wanted():
    """On the caseload since 31 March; said yes to help with housing on Friday 9 April at noon."""
    s = stages.on_caseload()
    s.offer = s.at(2010, 4, 9, 12, 0).offers_service()
    return s


def asked(**more):
    """The service was asked on Monday 12 April."""
    s = wanted()
    s.referral = s.at(2010, 4, 12, 9, 0).asked_service(**more)
    return s


def for_prescribing():
    return asked(prescribing=True)


def missed():
    """Did not come on Thursday 15 April."""
    s = asked()
    s.absence = s.at(2010, 4, 15, 10, 0).not_at_service()
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(wanted, "refer_to_service", when(2010, 4, 9, 12, 0), end_of(2010, 4, 12), id="H-111 H-112 next day"),
        row(asked, "hear_from_service", when(2010, 4, 12, 9, 0), end_of(2010, 4, 19), id="H-192 five working days"),
        row(
            for_prescribing, "start_prescribing", when(2010, 4, 12, 9, 0), end_of(2010, 4, 16),
            id="P-70 four working days",
        ),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def test_prescribing_before_easter_is_counted_over_the_holidays():
    """P-70: four working days from Thursday 1 April, past Good Friday and Easter Monday, end on Friday 9 April."""
    s = stages.on_caseload()
    s.at(2010, 4, 1, 9, 0).offers_service(Service.TIER_3)
    referral = s.at(2010, 4, 1, 10, 0).asked_service(prescribing=True)

    assert s.duty("start_prescribing", referral).due == end_of(2010, 4, 9)


def test_after_each_miss_the_team_hears_again():
    """H-192: engagement is watched, not asked after once."""
    s = missed()

    first, second = s.duty("hear_from_service", s.referral), s.duty("hear_from_service", s.absence)

    assert (str(first.state), first.ended_by) == (MET, s.absence)
    assert (str(second.state), second.due) == ("open", end_of(2010, 4, 22))


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(wanted, "refer_to_service", lambda s: s.asked_service(), MET, id="H-112 referred"),
        row(wanted, "refer_to_service", lambda s: s.voids(s.offer), WITHDRAWN, id="never offered"),
        row(wanted, "refer_to_service", lambda s: s.voids(s.caseload), WITHDRAWN, id="refer: not on it"),
        row(wanted, "refer_to_service", lambda s: s.decides(ends=True), WITHDRAWN, id="refer: left"),
        row(wanted, "refer_to_service", lambda s: s.died(), WITHDRAWN, id="refer: death"),
        row(asked, "hear_from_service", lambda s: s.at_service(), MET, id="H-192 came"),
        row(asked, "hear_from_service", lambda s: s.service_over(), MET, id="H-192 over"),
        row(asked, "hear_from_service", lambda s: s.voids(s.referral), WITHDRAWN, id="never referred"),
        row(asked, "hear_from_service", lambda s: s.decides(ends=True), WITHDRAWN, id="hear: left"),
        row(for_prescribing, "start_prescribing", lambda s: s.at_service(), MET, id="P-70 begun"),
        row(for_prescribing, "start_prescribing", lambda s: s.service_over(), MET, id="P-70 over"),
        row(for_prescribing, "start_prescribing", lambda s: s.died(), WITHDRAWN, id="P-70 death"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(
            wanted, "refer_to_service", lambda s: s.offers_service(Service.FINANCE, accepted=False),
            id="H-112 another offer is no referral",
        ),
        row(
            asked, "hear_from_service", lambda s: s.offers_service(Service.FINANCE),
            id="H-192 an offer says nothing of it",
        ),
        row(for_prescribing, "start_prescribing", lambda s: s.not_at_service(), id="P-70 a miss is no beginning"),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def test_what_is_declined_asks_nothing():
    """H-112: services are offered."""
    s = stages.on_caseload()
    s.at(2010, 4, 9, 12, 0).offers_service(accepted=False)

    assert not [duty for duty in s.standing().duties if duty.kind == "refer_to_service"]


def test_a_referral_without_prescribing_has_no_four_days():
    """P-70"""
    assert not [duty for duty in asked().standing().duties if duty.kind == "start_prescribing"]


@pytest.mark.parametrize("tier", [Service.TIER_2, Service.TIER_3, Service.TIER_4])
def test_treatment_in_any_tier_leaves_the_case_manager_and_the_team(tier):
    """H-114: "the case manager will continue to be the service user's case manager"."""
    s = stages.on_caseload()
    named = s.at(2010, 3, 31, 12, 0).manager_named()
    before = s.standing()

    s.at(2010, 4, 9, 12, 0).offers_service(tier)
    s.at(2010, 4, 12, 9, 0).asked_service(prescribing=True)
    s.at(2010, 4, 14, 9, 0).at_service()

    assert s.last(CaseManagerNamed) == named
    assert s.standing().care_team == before.care_team == "nm-cjit"
    assert s.duty("name_case_manager").ended_by == named
    assert s.duty("review_place", s.caseload).open


def declined():
    s = stages.on_caseload()
    s.at(2010, 4, 9, 12, 0).offers_service(accepted=False)
    return s


def left():
    s = stages.on_caseload()
    s.at(2010, 5, 4, 9, 0).decides(ends=True)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("services_are_offered_on_the_caseload", stages.on_caseload,
            lambda s: s.here("gd").refusal(s.offers_service),
            lambda s: s.here("nm").offers_service(), id="H-112 of that team"),
        row("services_are_offered_on_the_caseload", left, lambda s: s.refusal(s.offers_service),
            lambda s: s.at(2010, 5, 4, 8, 59).offers_service(), id="H-112 while on it"),
        row("nobody_is_referred_against_their_will", declined, lambda s: s.refusal(s.asked_service),
            lambda s: s.asked_service(s.offers_service()), id="H-192 only what was accepted"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_the_handbooks_needs_and_tiers_are_on_the_list():
    """H-112: typed from 4.1.3; the list is "not exhaustive"."""
    brokered = {"HOUSING", "EMPLOYMENT", "FINANCE", "MENTORING", "RELATIONSHIPS", "LIFE_SKILLS"}

    assert {one.name for one in Service} >= brokered | {"TIER_2", "TIER_3", "TIER_4", "OTHER"}

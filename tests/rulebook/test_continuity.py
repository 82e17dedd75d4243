"""IE4 to IE4b: Handbook 4.7.3 to 4.7.5; H-165, H-176 to H-181; R14, R20, R21."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_refused, check_stays
from tests.rulebook.stories import FOLLOW_UP, NEGATIVE, NO_SHOW, end_of, when

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param
MONDAY = end_of(2010, 3, 29)


def decided():
    """Lives in gd, was seen in nm on Friday 26 March; a follow-up is needed."""
    s = stages.assessed()
    s.address = s.at(2010, 3, 26, 11, 10).lives("gd")
    s.decision = s.at(2010, 3, 26, 11, 20).decided()
    return s


def referred():
    s = decided()
    s.referral = s.at(2010, 3, 26, 11, 30).referred("gd")
    return s


def booked():
    """With gd, for Wednesday 31 March at 10:00."""
    s = referred()
    s.second_place = s.at(2010, 3, 26, 11, 35).booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP, team="gd-cjit")
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "owner", "arises", "due"),
    [
        row(decided, "refer_to_home_team", "nm-cjit", when(2010, 3, 26, 11, 20), end_of(2010, 3, 26), id="H-177 refer"),
        row(referred, "send_record", "nm-cjit", when(2010, 3, 26, 11, 30), MONDAY, id="H-178 R21 papers"),
        row(referred, "accept_referral", "gd-cjit", when(2010, 3, 26, 11, 30), MONDAY, id="H-181 R21 accept"),
        row(referred, "ask_for_record", "gd-cjit", when(2010, 3, 26, 11, 30), MONDAY, id="H-180 R21 see to the record"),
        row(referred, "have_first_contact", "gd-cjit", when(2010, 3, 26, 11, 30), MONDAY, id="H-180 R20 R21 contact"),
        row(referred, "watch_until_contact", "nm-cjit", when(2010, 3, 26, 11, 30), end_of(2010, 4, 6), id="R20 watch"),
    ],
)
def test_it_is_owed(tell, kind, owner, arises, due):
    duty = tell().duty(kind)

    assert (duty.open, duty.owner, duty.arises_at, duty.due) == (True, owner, arises, due)


@pytest.mark.parametrize("kind", ["send_record", "have_first_contact"])
def test_both_are_due_before_the_follow_up_once_it_is_booked(kind):
    """H-178: the first date shows, and the booking that moved it."""
    s = booked()

    duty = s.duty(kind)

    assert (duty.due, duty.due_first, duty.moved_by) == (when(2010, 3, 31, 10, 0), MONDAY, s.second_place)


def in_gd(s):
    return s.here("gd").at(2010, 3, 29, 12, 0)


ENDS = [
    (decided, "refer_to_home_team", lambda s: s.referred("gd"), MET, "H-177 referred"),
    (decided, "refer_to_home_team", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "refer: unconfirmed"),
    (decided, "refer_to_home_team", lambda s: s.lives("nm"), WITHDRAWN, "H-176 refer: lives here after all"),
    (decided, "refer_to_home_team", lambda s: s.died(), WITHDRAWN, "refer: death"),
    (decided, "refer_to_home_team", lambda s: s.voids(s.decision), WITHDRAWN, "refer: not decided"),
    (referred, "send_record", lambda s: s.record_sent(), MET, "H-178 sent"),
    (referred, "send_record", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "send: unconfirmed"),
    (referred, "send_record", lambda s: s.died(), WITHDRAWN, "send: death"),
    (referred, "send_record", lambda s: s.voids(s.referral), WITHDRAWN, "send: not referred"),
    (referred, "accept_referral", lambda s: in_gd(s).accepted_referral(), MET, "H-181 accepted"),
    (referred, "accept_referral", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "accept: unconfirmed"),
    (referred, "accept_referral", lambda s: s.died(), WITHDRAWN, "accept: death"),
    (referred, "accept_referral", lambda s: s.voids(s.referral), WITHDRAWN, "accept: not referred"),
    (referred, "ask_for_record", lambda s: in_gd(s).asked_for_record(), MET, "H-180 asked for"),
    (referred, "ask_for_record", lambda s: s.record_sent(), MET, "H-178 ask: it has come"),
    (referred, "ask_for_record", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "ask: unconfirmed"),
    (referred, "ask_for_record", lambda s: s.died(), WITHDRAWN, "ask: death"),
    (referred, "ask_for_record", lambda s: s.voids(s.referral), WITHDRAWN, "ask: not referred"),
    (referred, "have_first_contact", lambda s: in_gd(s).first_contact(), MET, "H-180 contact"),
    (booked, "have_first_contact", lambda s: in_gd(s).assessed(FOLLOW_UP), MET, "H-180 contact: assessed there"),
    (booked, "have_first_contact", lambda s: in_gd(s).at(2010, 3, 31, 10, 5).came(), MET, "H-180 contact: came there"),
    (referred, "have_first_contact", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "contact: unconfirmed"),
    (referred, "have_first_contact", lambda s: s.died(), WITHDRAWN, "contact: death"),
    (referred, "have_first_contact", lambda s: s.voids(s.referral), WITHDRAWN, "contact: not referred"),
    (referred, "watch_until_contact", lambda s: in_gd(s).first_contact(), MET, "R20 watch until contact"),
    (booked, "watch_until_contact", lambda s: in_gd(s).assessed(FOLLOW_UP), MET, "R20 watch until assessed"),
    (referred, "watch_until_contact", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN, "watch: N-41"),
    (referred, "watch_until_contact", lambda s: s.died(), WITHDRAWN, "watch: death"),
    (referred, "watch_until_contact", lambda s: s.voids(s.referral), WITHDRAWN, "watch: not referred"),
]


@pytest.mark.parametrize(("tell", "kind", "act", "how"), [row(*each[:4], id=each[4]) for each in ENDS])
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


def absent_there(s):
    return in_gd(s).at(2010, 3, 31, 10, 30).came(NO_SHOW)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(booked, "have_first_contact", absent_there, id="H-180 an absence is no contact"),
        row(booked, "watch_until_contact", absent_there, id="R20 nor for the watcher"),
        row(referred, "have_first_contact", lambda s: s.at(2010, 3, 29, 9, 0).assessed(), id="R20 seen by the sender"),
        row(referred, "watch_until_contact", lambda s: s.record_sent(), id="R20 papers are no contact"),
        row(referred, "watch_until_contact", lambda s: in_gd(s).accepted_referral(), id="R20 nor is accepting"),
        row(referred, "send_record", lambda s: in_gd(s).asked_for_record(), id="H-178 asked for, still to be sent"),
        row(booked, "send_record", lambda s: in_gd(s).assessed(FOLLOW_UP), id="H-178 a debt after the follow-up"),
        row(booked, "ask_for_record", lambda s: in_gd(s).assessed(FOLLOW_UP), id="H-180 missed all the same"),
    ],
)
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


@pytest.mark.parametrize("area", ["nm", ""], ids=["H-176 lives here", "H-176 no fixed abode"])
def test_who_lives_here_is_not_referred(area):
    s = stages.assessed()
    _ = s.lives(area) if area else s.no_fixed_abode()

    s.decided()

    assert not s.open("refer_to_home_team")
    assert s.open("book_follow_up")


# --- who is responsible (R14, R20)


def test_the_receiver_is_responsible_from_notification():
    """H-180, R20: and cannot hand it back by saying nothing."""
    s = referred()

    assert s.care() == "gd-cjit"


def test_the_receiver_stays_responsible_until_another_takes_over():
    """R20: referred on from gd to tl in one act; gd watches, and nm need not wait for gd any more."""
    s = referred()

    onward = s.here("gd").at(2010, 3, 29, 9, 0).referred("tl")

    assert s.care() == "tl-cjit"
    for kind in ("accept_referral", "ask_for_record", "have_first_contact"):
        assert s.ended(kind, s.referral) == (WITHDRAWN, onward)
    assert s.duty("have_first_contact", onward).owner == "tl-cjit"
    assert s.open("watch_until_contact", s.referral)
    contact = s.here("tl").at(2010, 3, 30, 9, 0).first_contact()
    assert s.ended("watch_until_contact", s.referral) == (MET, contact)
    assert s.ended("watch_until_contact", onward) == (MET, contact)


def test_the_arresting_area_owes_nothing_after_the_referral_but_papers_and_a_watch():
    """R14: IE1 to IE4a, and no more."""
    s = booked()
    s.gave(stages.RA4)

    owed_by_nm = {duty.kind for duty in s.standing().open_duties if duty.owner == "nm-cjit"}

    assert owed_by_nm == {"send_record", "watch_until_contact"}


@pytest.mark.parametrize(
    ("tell", "act", "owner"),
    [
        row(decided, lambda s: None, "nm-cjit", id="H-176 before anybody is told"),
        row(referred, lambda s: None, "gd-cjit", id="H-180 S-16 from notification"),
        row(booked, lambda s: None, "gd-cjit", id="H-177 S-16 booked there"),
        row(decided, lambda s: (s.booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP), s.referred("gd")), "gd-cjit",
            id="R20 first booked here, then referred"),
        row(referred, lambda s: in_gd(s).booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP, team="nm-cjit"), "nm-cjit",
            id="R20 the receiver books it with the sender"),
        row(booked, lambda s: in_gd(s).referred("tl"), "tl-cjit", id="R20 referred on"),
    ],
)  # fmt: skip
def test_the_follow_up_is_held_by_whoever_took_it_last(tell, act, owner):
    """Invariant 6: what is open moves with the person."""
    s = tell()
    act(s)

    assert s.duty("hold_follow_up").owner == owner


def test_the_place_is_booked_by_the_team_that_became_responsible():
    """Invariant 6, H-180: referred without a time, the booking is the receiver's to make."""
    assert decided().duty("book_follow_up").owner == "nm-cjit"
    assert referred().duty("book_follow_up").owner == "gd-cjit"


# --- what may not be recorded


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("referred_to_another_cjit", decided, lambda s: s.refusal(s.referred, "nm"),
            lambda s: s.referred("gd"), id="H-165 H-176 not to itself"),
        row("referred_to_another_cjit", decided, lambda s: s.refusal(s.referred, "zz"),
            lambda s: s.referred("tl"), id="H-177 R20 to a CJIT there is"),
        row("receiving_is_the_receivers", referred, lambda s: s.refusal(s.first_contact),
            lambda s: s.here("gd").first_contact(), id="H-181 R20 the receiver records it"),
        row("receiving_is_the_receivers", referred, lambda s: s.refusal(s.accepted_referral),
            lambda s: s.here("gd").accepted_referral(), id="H-181 R20 the receiver accepts"),
        row("receiving_is_the_receivers", referred, lambda s: s.refusal(s.asked_for_record),
            lambda s: s.here("gd").asked_for_record(), id="H-180 R20 the receiver asks"),
        row("a_follow_up_elsewhere_is_where_the_person_was_referred", decided,
            lambda s: s.refusal(s.booked, 2010, 3, 31, 10, 0, purpose=FOLLOW_UP, team="gd-cjit"),
            lambda s: s.booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP), id="R14 R20 here without a referral"),
        row("a_follow_up_elsewhere_is_where_the_person_was_referred", referred,
            lambda s: s.refusal(s.booked, 2010, 3, 31, 10, 0, purpose=FOLLOW_UP, team="tl-cjit"),
            lambda s: s.booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP, team="gd-cjit"), id="R14 R20 where referred"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)

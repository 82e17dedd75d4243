"""What was shown and corrected since is told anew or asked back: design section 3; Handbook 3.2; PPO guidance 47."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tests.oracles.shown import answers_shown, evidence_shown
from tests.rulebook.checks import check_ends, check_owed, check_stays
from tests.rulebook.sharing_story import PPO, P, R, known
from tests.rulebook.stories import GIVEN, WORKER, end_of, when
from throughcare.rulebook import correcting
from throughcare.rulebook.facts.assessment import FailureReported
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.consent import Disclosed, Item
from throughcare.rulebook.history import History, Recorded

MET, WITHDRAWN = "met", "withdrawn"
KIND = "tell_corrected"
row = pytest.param
CONTACT = {"recipient": R.CJIT, "purpose": P.CONTACT, "contact": True}
COURT = {"recipient": R.COURT, "purpose": P.COURT_LETTER, "attendance": True, "engaged": True}


def shared(said=CONTACT, made_of="names its entries"):
    """By consent on Tuesday 13 April 2010: the name, and the address; now it is Wednesday."""
    s = known()
    s.details_given = s.details(1984, 2, 29, by=WORKER)
    s.home = s.lives("nm", by=WORKER)
    s.consent = s.agreed(**said)
    s.at(2010, 4, 13, 9, 0)
    s.sent = s.shared(**said, made_of=made_of and (s.details_given, s.home))
    return s.at(2010, 4, 14, 9, 0)


def corrected():
    """On Friday afternoon: the next working day is Monday."""
    s = shared().at(2010, 4, 16, 16, 30)
    s.right = s.corrects(s.home, address="3 Quay Street")
    return s


def voided():
    s = shared().at(2010, 4, 16, 16, 30)
    s.wrong = s.voids(s.home)
    return s


def moved_away():
    s = shared().at(2010, 4, 16, 16, 30)
    s.wrong = s.moves_away(s.home)
    return s


FRIDAY, MONDAY = when(2010, 4, 16, 16, 30), end_of(2010, 4, 19)


@pytest.mark.parametrize(
    ("tell", "owner"),
    [
        row(corrected, "nm-cjit", id="H-50 P-41 another answer"),
        row(voided, "nm-cjit", id="H-50 P-41 it never happened"),
        row(moved_away, "nm-cjit", id="H-50 P-41 it was about someone else"),
    ],
)
def test_it_is_owed(tell, owner):
    "R21: by the end of the next working day after the mending was written down."
    check_owed(tell, KIND, owner, FRIDAY, MONDAY)


def by_letter():
    s = shared(COURT)
    s.corrects(s.details_given, family_name="Vail")
    return s


def test_it_is_owed_to_a_recipient_without_a_desk_as_well():
    assert by_letter().open(KIND)


def corrects(name, **changes):
    return lambda s: s.corrects(getattr(s, name), **changes)


@pytest.mark.parametrize(
    ("tell", "act"),
    [
        row(shared, corrects("home", area="gd"), id="P-22 an answer that no item shows"),
        row(lambda: shared(PPO), corrects("home", address="3 Quay Street"), id="P-22 an item that was not shared"),
        row(shared, lambda s: s.corrects(s.home, happened=when(2010, 4, 12, 9, 0)), id="a time that is not shown"),
        row(shared, lambda s: s.lives("gd", by=WORKER), id="moving house is no correction"),
        row(shared, lambda s: s.voids(s.lives("gd", by=WORKER)), id="an entry that was not shown"),
        row(lambda: shared(made_of=()), corrects("home", address="3 Quay Street"), id="a copy of version 1"),
    ],
)
def test_it_is_not_owed_for(tell, act):
    s = tell()

    assert act(s)

    assert not s.duties(KIND)


def sent_anew(s, **said):
    return s.shared(**{**CONTACT, **said}, made_of=(s.details_given, s.right))


@pytest.mark.parametrize(
    ("tell", "act", "how"),
    [
        row(corrected, sent_anew, MET, id="P-41 the right words were shared"),
        row(corrected, lambda s: s.asked_back(), MET, id="P-41 asked back"),
        row(voided, lambda s: s.asked_back(), MET, id="voided: asked back"),
        row(corrected, lambda s: s.corrects(s.right, address=""), WITHDRAWN, id="as it was shown after all"),
        row(corrected, lambda s: s.took_back(), WITHDRAWN, id="P-36 nothing further goes: recalled instead"),
        row(corrected, lambda s: s.voids(s.consent), WITHDRAWN, id="no basis: recalled instead"),
        row(corrected, lambda s: s.voids(s.sent), WITHDRAWN, id="never shared"),
        row(corrected, lambda s: s.died(), WITHDRAWN, id="death"),
    ],
)
def test_it_ends(tell, act, how):
    check_ends(tell, KIND, act, how)


@pytest.mark.parametrize(
    "act",
    [
        row(lambda s: s.decides(ends=True), id="the end of our part"),
        row(lambda s: s.shared(**CONTACT | {"to_team": "tl-cjit"}, consent=to_tl(s)), id="told to somebody else"),
        row(lambda s: s.corrects(s.right, address="4 Quay Street"), id="another correction"),
    ],
)
def test_it_stays(act):
    check_stays(corrected, KIND, act)


def to_tl(s):
    return s.agreed(**CONTACT | {"to_team": "tl-cjit"})


def test_telling_less_than_before_is_not_telling_what_was_corrected():
    "P-41: whoever was told of attendance and engagement is told both anew."
    s = by_letter()
    s.shared(**COURT | {"engaged": False}, consent=s.consent)
    assert s.open(KIND)

    anew = s.shared(**COURT, consent=s.consent)
    assert s.ended(KIND, s.sent) == (MET, anew)


def test_what_was_shared_before_the_correction_does_not_tell_of_it():
    s = shared()
    s.shared(**CONTACT, made_of=(s.details_given, s.home))
    s.corrects(s.home, address="3 Quay Street")

    assert len([duty for duty in s.duties(KIND) if duty.open]) == 2


def test_what_was_shared_anew_is_judged_by_itself():
    s = corrected()
    anew = sent_anew(s)
    s.corrects(s.right, address="4 Quay Street")

    assert s.ended(KIND, s.sent) == (MET, anew)
    assert s.open(KIND, anew)


def test_two_corrections_are_one_duty_since_the_first():
    s = shared().at(2010, 4, 14, 9, 0)
    s.corrects(s.details_given, family_name="Vail")
    s.at(2010, 4, 16, 16, 30).corrects(s.home, address="3 Quay Street")

    duty = s.duty(KIND)

    assert (duty.arises_at, duty.due) == (when(2010, 4, 14, 9), end_of(2010, 4, 15))


def test_both_must_say_again_what_was_shown():
    s = corrected()
    name = s.corrects(s.details_given, family_name="Vail")
    s.corrects(s.right, address="")
    assert s.open(KIND)

    s.now = when(2010, 4, 19, 9)
    by = s.corrects(name, family_name="Vale")
    assert s.ended(KIND) == (WITHDRAWN, by)
    assert s.duty(KIND).ended_at == when(2010, 4, 19, 9)


@pytest.mark.parametrize(
    ("seconds", "arose"), [(-1, True), (0, False)], ids=["P-36 its last second", "P-36 over: nobody reads it"]
)
def test_what_was_over_before_it_was_corrected_asks_nothing(seconds, arose):
    s = shared()
    s.now = end_of(2010, 9, 30) + timedelta(seconds=seconds)
    s.corrects(s.home, address="3 Quay Street")

    assert s.duty(KIND).never_arose is not arose


DAYS = (when(2010, 4, 12, 12), when(2010, 4, 13, 12))
TWO = {
    bool: (False, True), int: (0, 1), str: ("x", "y"), date: (date(2010, 1, 1), date(2010, 1, 2)), datetime: DAYS,
    UUID: (UUID(int=7), UUID(int=8)),
}  # fmt: skip
"""Two values of each type; of an enum the first two."""


def value(types, number):
    (held,) = types - {type(None)}
    return TWO[held][number] if held in TWO else list(held)[number]


TOLD = [kind for kind in KINDS.values() if not kind.mending and kind.cls is not Disclosed]
AFTER = {"day": timedelta(days=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}


def mended(kind, name, item=None, involved=None):
    """A share of one entry with one item, or because of it, and the entry with one answer mended since."""
    old = kind.cls(**{field: value(types, 0) for field, types in kind.types.items()})
    new = replace(old, **({name: value(kind.types[name], 1)} if name not in AFTER else {}))
    items = {"contact": False, **({item.name.lower(): True} if item else {})}
    sent = Disclosed(**{**CONTACT, **items}, involved=involved, copy="c", made_of=str(UUID(int=1)))
    days = (DAYS[0], DAYS[0], DAYS[0] + AFTER.get(name, timedelta(0)))
    report = FailureReported(attendance=UUID(int=8))
    told = [(1, old, days[0]), (2, sent, days[1]), (3, new, days[2]), *([(4, report, days[0])] if involved else [])]
    return History(
        Recorded(
            id=UUID(int=number), fact=fact, happened_at=day, recorded_at=DAYS[1] + timedelta(hours=number),
            by=UUID(int=9), team="nm-cjit", seq=number, replaces=UUID(int=1) if number == 3 else None,
        )
        for number, fact, day in told
    )  # fmt: skip


@pytest.mark.parametrize("item", Item, ids=lambda item: f"H-50 P-22 {item.name.lower()}")
def test_whoever_was_told_hears_of_just_what_they_were_shown(item):
    """Every answer of every kind of entry: the recipient of one item is told of a correction if it stood there.

    The tables SHOWS and EVIDENCE, answer by answer.
    """
    found = {
        (kind.name, name) for kind in TOLD for name in ("day", *kind.types)
        if list(correcting.duties(mended(kind, name, item), GIVEN))
    }  # fmt: skip

    assert found == answers_shown(item.name.lower())


REPORT, REPORTED = UUID(int=4), UUID(int=1)
"""A report beside the entry, or the entry itself."""


def test_police_hear_of_just_what_stood_in_the_papers_of_a_report():
    "H-50, H-97, N-45: each answer of each kind of entry, and its time to the minute."
    found = {
        (kind.name, name) for kind in TOLD for name in (*AFTER, *kind.types)
        for involved in [REPORTED if kind.cls is FailureReported else REPORT]
        if list(correcting.duties(mended(kind, name, involved=involved), GIVEN))
    }  # fmt: skip
    by_day = {(kind, "day") for kind, name in found if name == "minute"}

    assert found - by_day == evidence_shown() | answers_shown("no item")


def test_the_papers_go_with_a_report_of_a_failure_alone():
    "H-144: what is shared because of anything else shows its items, and no papers."
    kind = KINDS["contact_tried"]
    with_report, without = mended(kind, "answer", involved=REPORT), mended(kind, "answer", involved=UUID(int=3))

    assert list(correcting.duties(with_report, GIVEN))
    assert not list(correcting.duties(without, GIVEN))

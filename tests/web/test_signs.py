"""The page of signs: H-62, H-64, H-67, H-69 to H-73, H-75, H-77, H-81, H-184, H-185; R1, R2, R17."""

from unittest import mock
from uuid import uuid4

import pytest

from tests.web.suite_scene import NOW, address, arrested, at, note, on_duty, sampled, signed_in, slots
from throughcare.journal.reading import history
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts.assessment import AppointmentMade
from throughcare.rulebook.facts.proactive import KnownAs, SelfReferred, SignsConsidered, WorkerTold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_night(northmoor_cjit):
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield


@pytest.fixture
def gwyn(meera):
    """Tested negative."""
    person, arrest = arrested(meera, "Gwyn", "Tŷ-Mawr", cell="M5")
    sampled(person, arrest, meera, result=k.Result.NEGATIVE)
    return person


def page(by, person, query="", status=200):
    answer = signed_in(by).get(address("signs", person) + query, secure=True)
    assert answer.status_code == status
    return answer.content.decode()


def send(by, person, do, status, **sent):
    answer = signed_in(by).post(address("signs", person), {"do": do, "entry": str(uuid4()), **sent}, secure=True)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def seen(volunteered="none", inferred="none", indirect="none"):
    return {"volunteered": volunteered, "inferred": inferred, "indirect": indirect}


def told(person, kind):
    return [entry.fact for entry in history(person.pk).all(kind)]


def test_the_drug_test_page_leads_there_after_a_negative(meera, gwyn):
    """H-62, H-66."""
    text = signed_in(meera).get(address("drug_test", gwyn), secure=True).content.decode()

    assert address("signs", gwyn) in text


def test_each_question_is_answered_and_none_is_an_answer_of_its_own(meera, gwyn):
    text = send(meera, gwyn, "check", 422, inferred=["none", "behaviour"], indirect=["earlier_tests"])

    for words in (
        "Say what the person said, or that it was nothing",
        "Choose what applies, or that none does, not both",
    ):
        assert words in text, words
    assert "Error:" in text
    assert not told(gwyn, SignsConsidered)


def test_the_check_says_what_counts_and_what_does_not_and_records_nothing(meera, gwyn):
    """H-81, R18: refused to count, in words and with the paragraph."""
    text = send(meera, gwyn, "check", 200, **seen(indirect=["earlier_tests"]))

    assert "Not identified" in text
    assert "Indirect evidence needs to be supported by something seen, found or reported" in text
    assert "Earlier drug tests are known" in text
    assert not told(gwyn, SignsConsidered)


def test_what_was_typed_is_kept_on_the_way_back(meera, gwyn):
    text = send(meera, gwyn, "change", 200, **seen(inferred=["appearance"]))

    assert 'value="appearance" checked' in text.replace('value="appearance"  checked', 'value="appearance" checked')


def identified(meera, gwyn, **how):
    send(meera, gwyn, "save", 302, **seen(**{"inferred": ["appearance"], "indirect": ["earlier_tests"], **how}))
    return page(meera, gwyn)


def test_saved_it_says_by_what_and_what_is_owed_now(meera, gwyn):
    """H-64, H-67, H-69, H-70, H-75, H-184, H-185."""
    text = identified(meera, gwyn)

    fact = told(gwyn, SignsConsidered)[0]
    assert (fact.appearance, fact.earlier_tests, fact.volunteered, fact.identified) == (True, True, False, True)
    for words in (
        "Appearance, for example needle marks", "Tell the drug worker now", "Would you like to see a drug worker?",
        "A no is no offence and has no penalty", "Nobody is kept in custody for an assessment",
        "no fixed penalty notice is given", "conditional caution with a DIP condition", "Why the limit is",
        "24 hours or 1 working day", "only if the person agrees",
    ):  # fmt: skip
        assert words in text, words


def test_nothing_on_it_threatens(meera, gwyn):
    """Invariant 9: nobody has to come, and nothing here says otherwise."""
    text = identified(meera, gwyn).lower()

    for word in ("prosecut", "must attend", "failure to attend", "arrestable", "liable"):
        assert word not in text, word


def test_the_worker_is_told_or_nobody_is_there(meera, gwyn):
    """H-70, H-71."""
    identified(meera, gwyn)
    send(meera, gwyn, "told", 422, worker="", answer="could not be reached")
    send(meera, gwyn, "told", 302, worker="Rhian O’Neill", answer="could not be reached")
    assert "Tell the drug worker now" in page(meera, gwyn)

    send(meera, gwyn, "told", 302, worker="Rhian O’Neill", answer="comes to see the person")
    assert "Tell the drug worker now" not in page(meera, gwyn)
    assert len(told(gwyn, WorkerTold)) == 2


def test_sent_twice_it_is_recorded_once(meera, gwyn):
    sent = {"entry": str(uuid4()), **seen(volunteered=["volunteered"])}
    send(meera, gwyn, "save", 302, **sent)
    send(meera, gwyn, "save", 302, **sent)

    assert len(told(gwyn, SignsConsidered)) == 1


def test_not_identified_is_said_and_can_be_looked_at_again(meera, gwyn):
    send(meera, gwyn, "save", 302, **seen())
    text = page(meera, gwyn)

    assert "No sign was seen or heard" in text
    assert "Continue" in page(meera, gwyn, "?again=1")


def test_a_positive_test_asks_for_no_signs(meera):
    person, arrest = arrested(meera, "Carys", "Tŷ-Isaf", cell="F3")
    sampled(person, arrest, meera)

    assert "The test was positive, so nothing more is asked here" in page(meera, person)


def test_a_fixed_penalty_after_the_belief_is_shown(meera, gwyn):
    """H-69, H-185."""
    identified(meera, gwyn)
    arrest = history(gwyn.pk).last(k.Arrested).root
    note(gwyn, k.Released(arrest=arrest, disposal=k.Disposal.FIXED_PENALTY), NOW, meera)

    assert "A fixed penalty notice was given" in page(meera, gwyn)


def test_the_diary_says_who_is_on(meera, gwyn, northmoor_cjit):
    """H-70."""
    assert "nobody on duty or on call" in identified(meera, gwyn)

    on_duty(northmoor_cjit, name="Rhian O’Neill")
    assert "Rhian O’Neill" in page(meera, gwyn)


def test_a_place_is_booked_in_time_with_the_team(meera, gwyn, northmoor_cjit):
    """H-71, H-72, R1."""
    free = slots(northmoor_cjit)
    assert "Book this place" in identified(meera, gwyn)
    send(meera, gwyn, "book", 302, slot=str(free[0].pk))

    booked = told(gwyn, AppointmentMade)[0]
    assert (booked.team, booked.requirement, booked.slot) == (str(northmoor_cjit.pk), None, free[0].pk)
    assert "Place booked" in page(meera, gwyn)


def test_somebody_who_came_unasked_is_looked_at_by_the_team(rhian, northmoor_cjit, meera):
    """H-76, H-77, R17: the same three questions, nothing of custody, and the signs name the visit."""
    person, _ = arrested(meera, "Leanne", "O’Keefe", cell="F2", ago=90)
    visit = note(person, SelfReferred(known_as=KnownAs.DISENGAGED, records_read=True), at(1), rhian)
    send(rhian, person, "save", 302, **seen(volunteered=["volunteered"]))
    text = page(rhian, person)

    assert told(person, SignsConsidered)[0].referral == visit
    assert "The guidance gives no limit for somebody who comes by themselves" in text
    assert "The disposal" not in text

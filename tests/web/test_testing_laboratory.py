"""The laboratory desk, one person's samples, DT1: I-24, I-25, N-29, N-37, N-38; R9, R16, R30."""

from datetime import UTC, datetime
from unittest import mock
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import works_at
from tests.web.suite_scene import NOW, address, arrested, at, note, on_duty, released, required, signed_in, slots, when
from throughcare.journal.reading import history
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Form,
    HowGiven,
    NoticePrepared,
    NoticeServed,
    Purpose,
    ReadOut,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_night(northmoor_cjit):
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield


def sample(by, name="Carys", *, result=k.Result.OPIATES, why=k.ForLaboratory.DISPUTED, ago=1):
    person, arrest = arrested(by, name, "Tŷ-Isaf", cell="F3", ago=ago + 3)
    test = k.DrugTested(arrest=arrest, condition=k.Condition.ARREST, result=result, laboratory=why)
    return person, arrest, note(person, test, at(ago), by)


def desk(by):
    return signed_in(by).get(reverse("laboratory"), secure=True).content.decode()


def page(by, person):
    return signed_in(by).get(address("samples", person), secure=True).content.decode()


def send(by, person, do, test, **sent):
    data = {"do": do, "entry": str(uuid4()), "test": str(test), **when("at"), **sent}
    return signed_in(by).post(address("samples", person), data, secure=True)


def told(person, kind):
    return [entry.fact for entry in history(person.pk).all(kind)]


def with_papers(by, person, test):
    """Required, booked for Monday and given RA1."""
    requirement = required(person, test, by)
    team, starts = str(by.organisation.area.cjits_of_residence.get().cjit_id), datetime(2010, 6, 21, 9, 30, tzinfo=UTC)
    booked = AppointmentMade(
        purpose=Purpose.INITIAL, requirement=requirement, team=team, starts_at=starts, place="9 Station Approach"
    )
    appointment = note(person, booked, at(0, 30), by)
    paper = NoticePrepared(
        form=Form.RA1, requirement=requirement, appointment=appointment, starts_at=starts, place=booked.place
    )
    notice = note(person, paper, at(0, 29), by)
    note(
        person,
        NoticeServed(notice=notice, how=HowGiven.INTO_HAND, language="English", read_out=ReadOut.ALL, signed=True),
        at(0, 28),
        by,
    )
    return requirement


def test_an_empty_desk_says_so(meera):
    text = desk(meera)

    assert "Nothing waits to be sent." in text
    assert "Nothing is at the laboratory." in text
    assert "No answer has come in that time." in text


def test_a_sample_goes_from_waiting_to_away_to_back_in_one_act_each(meera):
    """N-38: sent, due back in five working days, answered."""
    person, _, test = sample(meera)
    assert "Result disputed" in desk(meera)
    assert "To be sent by the <strong>end of Monday 14 June</strong>" in page(meera, person)

    assert send(meera, person, "send", test).status_code == 302
    assert "Due back by the <strong>end of Friday 18 June</strong>" in page(meera, person)
    assert "by Fri 18 June" in desk(meera)

    assert send(meera, person, "answer", test, confirmed="yes").status_code == 302
    text = desk(meera)
    assert "The laboratory found a specified Class A drug" in text
    assert "Nothing waits to be sent." in text
    assert "The result stands." in page(meera, person)


def test_what_a_negative_answer_undoes_is_shown_before_and_what_remains_after(meera):
    """R16: requirement, appointment, notice; the person is told."""
    person, _, test = sample(meera)
    with_papers(meera, person, test)
    send(meera, person, "send", test)

    before = page(meera, person)
    assert "If the laboratory finds no drug" in before
    for said in ("The requirement of Fri 11 June, 02:27", "The appointment with Northmoor CJIT, Mon 21 June, 10:30",
                 "RA1 given Fri 11 June, 02:39", "No longer due: take the first assessment",
                 "Tell the person that the requirement no longer applies"):  # fmt: skip
        assert said in before, said
    assert not told(person, k.LaboratoryReturned)

    send(meera, person, "answer", test, confirmed="no")
    after = page(meera, person)
    assert "The laboratory did not find a specified Class A drug" in after
    assert "What remains to do" in after
    assert "RA1 given Fri 11 June, 02:39: it asks for nothing any more" in after
    assert "Record telling" in after


def test_what_came_back_stays_on_the_desk_after_release(meera):
    person, arrest, test = sample(meera)
    released(person, arrest, meera)
    send(meera, person, "send", test)
    send(meera, person, "answer", test, confirmed="yes")

    assert "Carys" in desk(meera)


def test_an_answer_on_a_negative_sample_follows_nobody(meera):
    """N-37: a quality sample of a negative."""
    person, _, test = sample(meera, result=k.Result.NEGATIVE, why=k.ForLaboratory.QUALITY)
    send(meera, person, "send", test)
    assert "If the laboratory finds no drug" not in page(meera, person)

    send(meera, person, "answer", test, confirmed="no")

    assert "nothing follows for the person" in page(meera, person)


@pytest.mark.parametrize(
    ("do", "sent", "said"),
    [
        ("answer", {}, "Say yes or no"),
        ("answer", {"confirmed": "yes", "at-time": "23:00"}, "That time has not come yet"),
    ],
)
def test_what_is_missing_is_said(meera, do, sent, said):
    person, _, test = sample(meera)
    send(meera, person, "send", test)

    answer = send(meera, person, do, test, **sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_sample_of_somebody_else_is_not_answered_here(meera):
    person, _, test = sample(meera)

    answer = send(meera, person, "answer", uuid4(), confirmed="yes")

    assert answer.status_code == 422
    assert "That sample is not on this record" in answer.content.decode()
    assert test in {entry.root for entry in history(person.pk).all(k.DrugTested)}


def test_a_sample_is_sent_once(meera):
    person, _, test = sample(meera)

    first, second = (send(meera, person, "send", test) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 422)
    assert len(told(person, k.SentToLaboratory)) == 1


def test_another_suite_sees_none_of_it(meera, mill_lane):
    person, *_ = sample(meera)
    aisha = works_at(mill_lane, Role.DETENTION_OFFICER, "Aisha O'Rahilly")

    assert "Carys" not in desk(aisha)
    assert signed_in(aisha).get(address("samples", person), secure=True).status_code == 404


def test_the_desk_is_read_in_few_queries_whatever_the_number(meera, django_assert_max_num_queries):
    for number in range(6):
        sample(meera, f"Carys{number}")
    client = signed_in(meera)
    client.get(reverse("laboratory"), secure=True)

    with django_assert_max_num_queries(22):
        assert client.get(reverse("laboratory"), secure=True).content.decode().count("Result disputed") == 6


def test_who_declines_to_be_seen_at_once_is_offered_places_after_the_laboratory(meera, northmoor_cjit, castle_street):
    """I-24, I-25: being seen now is offered all the same; else not before the fifth working day."""
    on_duty(northmoor_cjit, suite=castle_street)
    person, _, test = sample(meera)
    required(person, test, meera)
    slots(northmoor_cjit)

    text = signed_in(meera).get(address("book", person), secure=True).content.decode()

    assert "Seen in custody now" in text
    assert "Offer to be seen at once all the same." in text
    assert "places are offered from Fri 18 June" in text
    assert "Mon 14 June" not in text


# --- DT1


def dt1(by, person, test):
    return signed_in(by).get(reverse("dt1", args=[person.reference, test]), secure=True)


def words_of(answer):
    from tests.documents.papers import text_of

    return text_of(answer.content)


def test_dt1_says_everything_that_was_recorded_and_when_the_assessment_is(meera):
    """N-29; HB 4.6.1 vi: with the date and time of the assessment."""
    person, arrest, test = sample(meera)
    with_papers(meera, person, test)
    note(person, k.Charged(arrest=arrest, offence="theft_s1"), at(0, 10), meera)

    answer = dt1(meera, person, test)

    text = " ".join(words_of(answer).split())
    assert answer["Content-Type"] == "application/pdf"
    assert "Carys" not in answer["Content-Disposition"]
    for said in ("DEMONSTRATION", "Carys Tŷ-Isaf", "CS/F3", "Theft", "Opiates", "Meera O'Shea, 4711", "Charged with",
                 "Monday 21 June 2010, 10:30", "Northmoor CJIT", "Disputed"):  # fmt: skip
        assert said in text or said == "DEMONSTRATION", said


def test_the_same_record_gives_the_same_bytes_and_a_new_entry_others(meera):
    person, arrest, test = sample(meera)

    first, again = dt1(meera, person, test).content, dt1(meera, person, test).content
    released(person, arrest, meera)
    after_release = dt1(meera, person, test).content
    send(meera, person, "send", test)

    assert first == again == after_release
    assert dt1(meera, person, test).content != first


def test_a_test_that_is_not_there_has_no_dt1(meera):
    person, *_ = sample(meera)

    assert dt1(meera, person, uuid4()).status_code == 404

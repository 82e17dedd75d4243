"""The drug test page: H-45, H-62, H-65, I-23 to I-27, N-20, N-22, N-38, N-40 to N-42, N-45, S-2; R10, R28."""

from unittest import mock
from uuid import uuid4

import pytest

from tests.cast import train, works_at
from tests.web.suite_scene import (
    NOW,
    address,
    arrested,
    at,
    note,
    on_duty,
    released,
    required,
    sampled,
    signed_in,
    when,
)
from throughcare.accounts.models import AuthorisedSuite, TrainedTester
from throughcare.journal.models import Entry, QualityBlock
from throughcare.journal.reading import history
from throughcare.organisations.given import given_changed
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts.identity import DetailsGiven

pytestmark = pytest.mark.django_db
NEGATIVE, OPIATES = k.Result.NEGATIVE.value, k.Result.OPIATES.value


@pytest.fixture(autouse=True)
def at_night(northmoor_cjit):
    with mock.patch("throughcare.web.clock.now", return_value=NOW):
        yield


@pytest.fixture
def carys(meera):
    return arrested(meera, "Carys", "Tŷ-Isaf", cell="F3")


@pytest.fixture
def tadhg(meera):
    return arrested(meera, "Tadhg", "D’Souza", cell="M1", offence="common_assault")


def page(by, person, query="", status=200):
    answer = signed_in(by).get(address("drug_test", person) + query, secure=True)
    assert answer.status_code == status
    return answer.content.decode()


def send(by, person, do, **sent):
    entry = sent.pop("entry", uuid4())
    return signed_in(by).post(address("drug_test", person), {"do": do, "entry": str(entry), **sent}, secure=True)


def result(shown=OPIATES, **more):
    asked = {"laboratory": k.ForLaboratory.NO.value} if shown != NEGATIVE else {}
    return {"result": shown, "condition": "on arrest", "taken_by": "me", **asked, **when("at"), **more}


def told(person, kind):
    return [entry.fact for entry in history(person.pk).all(kind)]


def empty_registers():
    TrainedTester.objects.all().delete()
    AuthorisedSuite.objects.all().delete()
    given_changed()


# --- the offence


def test_an_offence_is_looked_up_by_a_few_letters_with_whether_it_was_a_trigger_offence_that_day(meera, carys):
    """H-45."""
    text = page(meera, carys[0], "?offence=rob")

    assert "Attempted robbery" in text
    assert text.count("Trigger offence on Thu 10 June") >= 2
    assert text.index("Attempted robbery") > text.index("Look up")


def test_letters_of_no_offence_say_so(meera, carys):
    assert "No offence on the list has “zzz” in it" in page(meera, carys[0], "?offence=zzz")


def test_a_charge_is_recorded_from_the_look_up_and_opens_testing_on_charge(meera, tadhg):
    """H-62: on arrest or on charge."""
    person, _ = tadhg
    assert "Waiting for an inspector" in page(meera, person)

    assert send(meera, person, "charge", offence="theft_s1").status_code == 302

    text = page(meera, person)
    assert "Charged with" in text
    assert "Waiting for an inspector" not in text
    assert 'value="on charge"' in text
    assert send(meera, person, "sample", **result(condition="on charge")).status_code == 302
    assert told(person, k.DrugTested)[0].condition is k.Condition.CHARGE


def test_a_charge_that_is_on_no_list_is_an_error(meera, carys):
    assert send(meera, carys[0], "charge", offence="nonsense").status_code == 422


# --- authority


def test_without_a_trigger_offence_another_officer_waits_and_the_inspector_authorises(meera, rhys, tadhg):
    """H-45: by the inspector, with the grounds, before a sample is taken."""
    person, _ = tadhg
    text = page(meera, person)
    assert "Waiting for an inspector" in text
    assert "There is a result" not in text
    assert "Why was no sample taken?" in text

    assert send(meera, person, "authorise", grounds="Foil").status_code == 422
    assert send(rhys, person, "authorise", grounds="").status_code == 422
    assert send(rhys, person, "authorise", grounds="Foil and a pipe").status_code == 302

    text = page(meera, person)
    assert "Foil and a pipe" in text
    assert "There is a result" in text
    assert Entry.objects.get(kind="test_authorised").by == rhys


# --- result


def test_a_result_leads_on_to_the_requirement_and_then_to_a_place(meera, carys, northmoor_cjit, castle_street):
    """S-2, N-41, N-42, I-23: test, requirement, place, one after another."""
    person, _ = carys
    on_duty(northmoor_cjit, suite=castle_street)

    sent = send(meera, person, "sample", **result())
    text = page(meera, person)
    onward = send(meera, person, "require", warned="yes")

    assert sent.url == address("drug_test", person)
    assert "Tested positive: opiates. Screening result, not confirmed" in text
    assert "Sample taken by Meera O&#x27;Shea, 4711" in text
    assert "Require, and find a place" in text
    assert onward.url == address("book", person)
    assert told(person, k.AssessmentRequired)[0].warned
    assert "Seen in custody now" in signed_in(meera).get(onward.url, secure=True).content.decode()


def test_a_requirement_without_the_warning_is_refused_in_words(meera, carys):
    """N-41."""
    send(meera, carys[0], "sample", **result())

    answer = send(meera, carys[0], "require", warned="no")

    assert answer.status_code == 422
    assert "A requirement goes with the warning" in answer.content.decode()


def test_nothing_is_required_after_a_negative_and_the_way_goes_on(meera, carys):
    """I-26: the required assessment only after a positive; H-62: a negative and a belief is a way in too."""
    send(meera, carys[0], "sample", **result(NEGATIVE))

    text = page(meera, carys[0])

    assert "Require the assessments" not in text
    assert "“Would you like to see a drug worker?”" in text
    assert "Record the answer: yes or no" in text
    assert send(meera, carys[0], "require", warned="yes").status_code == 422


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"result": ""}, "Say what the test showed"),
        ({"laboratory": ""}, "Ask whether it is disputed, and whether medication was declared"),
        ({"result": NEGATIVE, "laboratory": "result disputed"}, "Only a positive result is disputed"),
        ({"taken_by": ""}, "Say who took the sample"),
        ({"at-time": "23:59"}, "That time has not come yet"),
    ],
)
def test_what_is_missing_is_said_beside_its_question(meera, carys, sent, said):
    answer = send(meera, carys[0], "sample", **result() | sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Error: Drug test" in text
    assert not told(carys[0], k.DrugTested)


def test_a_double_click_records_one_sample(meera, carys):
    entry = uuid4()

    statuses = [send(meera, carys[0], "sample", entry=entry, **result()).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert len(told(carys[0], k.DrugTested)) == 1


def test_two_officers_on_one_person_record_one_sample(meera, rhys, carys):
    """R10."""
    send(meera, carys[0], "sample", **result())

    answer = send(rhys, carys[0], "sample", **result(NEGATIVE))

    assert answer.status_code == 422
    assert "A sample was taken in this detention already." in answer.content.decode()
    assert len(told(carys[0], k.DrugTested)) == 1


@pytest.mark.parametrize("why", [k.ForLaboratory.DISPUTED, k.ForLaboratory.MEDICATION])
def test_disputed_and_medication_go_to_the_laboratory_and_an_assessment_is_offered_all_the_same(meera, carys, why):
    """N-38, I-24."""
    send(meera, carys[0], "sample", **result(laboratory=why.value))

    text = page(meera, carys[0])

    assert f"Keep this sample: {why}" in text
    assert "Still offer an assessment at once" in text
    assert "Keep this sample" in text
    assert told(carys[0], k.DrugTested)[0].laboratory is why


def test_who_took_the_sample_is_kept_when_it_was_not_the_recorder(meera, castle_street, carys):
    """N-40."""
    aled = works_at(castle_street, Role.CUSTODY_SERGEANT, "Aled O'Rourke", number="877")

    send(meera, carys[0], "sample", **result(taken_by=str(aled.pk)))

    assert told(carys[0], k.DrugTested)[0].taken_by == aled.pk
    assert "Sample taken by Aled O&#x27;Rourke, 877" in page(meera, carys[0])


# --- the quality sample


def test_the_one_in_fifty_is_told_only_after_the_result_is_recorded(meera, castle_street, carys):
    """N-37: negatives included; nothing on the page before tells it."""
    QualityBlock.objects.create(suite=castle_street, number=1, position=1)
    before = page(meera, carys[0])

    send(meera, carys[0], "sample", **result(NEGATIVE))

    assert "quality" not in before.lower()
    assert "it is the one in fifty" in page(meera, carys[0])
    assert told(carys[0], k.DrugTested)[0].laboratory is k.ForLaboratory.QUALITY


# --- no result, refused, not tested


@pytest.mark.parametrize("reason", list(k.Unusable))
def test_a_failed_device_or_void_sample_may_be_tried_again(meera, carys, reason):
    """R10."""
    send(meera, carys[0], "no_result", reason=reason.value, **when("at", at(1)))

    text = page(meera, carys[0])

    assert "Another sample may be taken" in text
    assert send(meera, carys[0], "sample", **result()).status_code == 302


def test_a_refusal_is_recorded_with_its_warning(meera, carys):
    """N-45."""
    assert "refusing without good cause may be an offence" in page(meera, carys[0], "?way=refused")

    send(meera, carys[0], "refused", warned="yes", **when("at"))

    assert told(carys[0], k.TestRefused)[0].warned
    assert "Refused to give a sample" in page(meera, carys[0])
    assert send(meera, carys[0], "refused", warned="").status_code == 422


def test_failing_to_give_a_sample_can_be_charged(meera, carys):
    """N-45."""
    send(meera, carys[0], "refused", warned="yes", **when("at"))

    assert "Failing to give a sample" in page(meera, carys[0], "?offence=sample")
    assert send(meera, carys[0], "charge", offence="failing_to_give_sample").status_code == 302


def test_why_nobody_was_tested_is_one_of_a_list_or_words(meera, carys):
    """H-45."""
    other = k.NotTestedBecause.OTHER.value
    assert "Say what the reason was" in send(meera, carys[0], "not_tested", ground=other).content.decode()

    assert send(meera, carys[0], "not_tested", ground=other, reason="Fire alarm").status_code == 302

    text = page(meera, carys[0])
    assert "Not tested: another reason" in text
    assert "Fire alarm" in text


# --- registers, irregular samples


def test_someone_untrained_is_told_who_is_trained_and_refused_beforehand(meera, castle_street, carys):
    """N-20, N-22, N-40."""
    jodie = works_at(castle_street, Role.ARRESTING_OFFICER, "Jodie Fairhurst")
    TrainedTester.objects.filter(account=jodie.account).delete()
    given_changed()

    text = page(jodie, carys[0])
    answer = send(jodie, carys[0], "sample", **result())

    assert "You are not on the register of trained testers" in text
    assert "Meera O&#x27;Shea, 4711" in text
    assert answer.status_code == 422
    assert "must be on the register of trained testers on that day" in answer.content.decode()
    assert "Intensive status guidance 4.2.6" in answer.content.decode()
    train(jodie)
    assert send(jodie, carys[0], "sample", **result()).status_code == 302


def test_if_it_happened_it_is_irregular_and_an_inspector_puts_it_right(meera, rhys, carys):
    """N-40, R10: the result serves nothing."""
    empty_registers()
    refused = send(meera, carys[0], "sample", **result()).content.decode()

    assert "record it as irregular" in refused
    assert send(meera, carys[0], "sample", **result(), irregular="yes").status_code == 302

    test = told(carys[0], k.DrugTested)[0]
    text = page(rhys, carys[0])
    assert test.irregular
    assert "An inspector has to put this right" in text
    assert "Require the assessments" not in text


def test_a_suite_that_may_not_test_says_so(meera, carys):
    AuthorisedSuite.objects.all().delete()
    given_changed()

    assert "This suite may not test today" in page(meera, carys[0])
    assert "not on the register of suites" in send(meera, carys[0], "sample", **result()).content.decode()


def test_nobody_under_18_is_tested_beforehand(meera, carys):
    """R28."""
    details = DetailsGiven(given_name="Carys", family_name="Tŷ-Isaf", born_on=NOW.date().replace(year=1994))
    note(carys[0], details, at(1), meera)

    answer = send(meera, carys[0], "sample", **result())

    assert "this programme tests adults of 18 and over" in answer.content.decode()


def test_an_arrest_sample_is_recorded_on_the_charge_and_not_repeated(meera, carys):
    """R10, H-65."""
    person, _ = carys
    send(meera, person, "sample", **result(NEGATIVE))
    send(meera, person, "charge", offence="theft_s1")
    assert "No second sample is taken" in page(meera, person)

    statuses = [send(meera, person, "serves").status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert len(told(person, k.SampleServesCharge)) == 1
    assert "No second sample is taken" not in page(meera, person)


# --- not required


def test_only_an_inspector_decides_that_no_assessment_is_required_and_with_reasons(meera, rhys, carys):
    """I-27."""
    send(meera, carys[0], "sample", **result())
    assert "Only an inspector can decide" in page(meera, carys[0])

    assert send(meera, carys[0], "spare", reasons="Because").status_code == 422
    assert send(rhys, carys[0], "spare", reasons="").status_code == 422
    assert send(rhys, carys[0], "spare", reasons="In hospital for weeks").status_code == 302

    assert told(carys[0], k.RequirementNotImposed)[0].reasons == "In hospital for weeks"
    assert "An inspector decided not to require an assessment" in page(meera, carys[0])


def test_after_release_only_an_inspector_can_still_say_why_not(meera, rhys, carys):
    """I-27."""
    person, arrest = carys
    sampled(person, arrest, meera)
    released(person, arrest, meera)

    assert "Left without a decision" in page(meera, person)
    assert "Decide: not required" in page(rhys, person)


def test_someone_without_an_arrest_here_has_nobody_to_test(meera, mill_lane, carys):
    aisha = works_at(mill_lane, Role.DETENTION_OFFICER, "Aisha O'Rahilly")
    assert signed_in(aisha).get(address("drug_test", carys[0]), secure=True).status_code == 404


def test_the_generic_form_leads_to_this_page(meera, carys):
    for kind, way in (("drug_tested", ""), ("test_refused", "?way=refused"), ("assessment_required", "")):
        answer = signed_in(meera).get(address("record", carys[0], kind), secure=True)
        assert answer.url == address("drug_test", carys[0]) + way


def test_the_page_is_read_in_few_queries(meera, carys, django_assert_max_num_queries):
    test = sampled(*carys, meera)
    required(carys[0], test, meera)
    client = signed_in(meera)
    client.get(address("drug_test", carys[0]), secure=True)

    with django_assert_max_num_queries(20):
        client.get(address("drug_test", carys[0]), secure=True)

"""A request says exactly what and why; the senior professional decides in writing; an emergency is always recorded."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.web.cjit_story import set_clock
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import asks, hidden, last, page, shares, signed_in
from throughcare.access.models import Conflict
from throughcare.journal.models import DutyRow, Entry
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role
from throughcare.sharing.models import Disclosure, Request
from throughcare.web.account import step_up

pytestmark = pytest.mark.django_db
NOON = datetime(2010, 6, 8, 11, tzinfo=UTC)
WEIGHED = {
    "shares": "yes", "items": ["ENGAGED"], "ground": "CRIME", "consent_tried": "REFUSED", "weighed": "Outweighs.",
    "advice": "None was taken.", "until-day": "30", "until-month": "6", "until-year": "2010",
}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(settings):
    set_clock(settings, NOON)


@pytest.fixture(autouse=True)
def confirmed(monkeypatch):
    """As after "Confirm it is you"; that the page asks for it has its own test."""
    monkeypatch.setattr(step_up, "is_confirmed", lambda request, at: True)


def request_form(team, **answers):
    return {
        "entry": str(uuid4()), "name": "Niamh D’Arcy-Lloyd", "born_on-day": "9", "born_on-month": "11",
        "born_on-year": "1984", "to_team": str(team.pk), "purpose": "PPO_MANAGEMENT", "items": ["ENGAGED"],
        "why": "To adjust visits.", "needed_by-day": "15", "needed_by-month": "6", "needed_by-year": "2010", **answers,
    }  # fmt: skip


@pytest.fixture
def asked(client, niamh, marc, glan_y_dwr_cjit):
    signed_in(client, marc).post(reverse("ask_for_information"), request_form(glan_y_dwr_cjit))
    return Request.objects.get()


@pytest.fixture
def put_up(client, asked, niamh, sian):
    signed_in(client, sian)
    url = reverse("answer_request", args=[asked.pk])
    client.post(url, {"do": "whose", "reference": niamh.ref})
    client.post(url, {"do": "put_up", "view": "Asked on Monday; refused."})
    asked.refresh_from_db()
    return asked


def decides(client, who, one, **answers):
    url = reverse("decide", args=[one.pk])
    shown = signed_in(client, who).get(url)
    return client.post(url, {"entry": hidden(shown, "entry"), **WEIGHED, **answers})


@pytest.mark.parametrize("missing", ["purpose", "items", "why", "needed_by-day"])
def test_a_request_that_does_not_say_what_and_why_cannot_be_sent(client, marc, glan_y_dwr_cjit, missing):
    "P-38"
    answers = request_form(glan_y_dwr_cjit)
    answers[missing] = [] if missing == "items" else ""

    answer = signed_in(client, marc).post(reverse("ask_for_information"), answers)

    assert answer.status_code == 422
    assert not Request.objects.exists()


@pytest.mark.parametrize("without", [{"items": []}, {"why": ""}, {"purpose": ""}], ids=lambda one: next(iter(one)))
def test_nor_by_the_back_door(asked, without):
    "P-38: by constraint."
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=asked.pk).update(**without)


def test_the_asker_reads_the_same_whether_the_person_is_unknown_or_refused(client, asked, put_up, marc, sian):
    "P-40, P-41: nothing of whether the team knows the person."
    answer = signed_in(client, marc).get(reverse("ask_for_information"))
    assert answer.status_code == 200, "a request names nobody yet, and the log of who looked says so"
    assert ">Asked<" in answer.content.decode()

    url = reverse("answer_request", args=[asked.pk])
    signed_in(client, sian).post(url, {"do": "turn_down", "reason": "Does not agree."})

    after = signed_in(client, marc).get(reverse("ask_for_information")).content.decode()
    assert "Nothing is shared</div>" in after
    assert "Does not agree" not in after


def test_a_request_is_answered_by_what_the_person_agreed_to(client, asked, put_up, niamh, sian, ppo_scheme, marc):
    "P-20, P-38: consent is tried first, and the answer is what was asked."
    asks(signed_in(client, sian), niamh, ppo_scheme)
    consent = last(niamh, "consent_given")
    assert reverse("will_they_see", args=[niamh.ref, consent]) in (
        client.get(reverse("answer_request", args=[asked.pk])).content.decode()
    )

    shares(client, niamh, consent)

    asked.refresh_from_db()
    assert asked.disclosure_id == last(niamh, "disclosed")
    assert "Shared: see Shared with us" in signed_in(client, marc).get(reverse("ask_for_information")).content.decode()


def test_an_agreement_that_was_taken_back_allows_nothing(client, asked, put_up, niamh, sian, ppo_scheme):
    "P-20, P-25"
    asks(signed_in(client, sian), niamh, ppo_scheme)
    consent = last(niamh, "consent_given")
    back = page("take_back", niamh, consent)
    client.post(back, {"entry": hidden(client.get(back), "entry"), "said": ""})

    text = client.get(reverse("answer_request", args=[asked.pk])).content.decode()

    assert reverse("will_they_see", args=[niamh.ref, consent]) not in text
    assert "Nothing yet." in text


def test_a_preview_that_cannot_be_sent_does_not_say_why_it_may(client, niamh, sian, ppo_scheme):
    "P-20"
    asks(signed_in(client, sian), niamh, ppo_scheme)
    consent = last(niamh, "consent_given")
    assert "Why we may" in client.get(page("will_they_see", niamh, consent)).content.decode()
    back = page("take_back", niamh, consent)
    client.post(back, {"entry": hidden(client.get(back), "entry"), "said": ""})

    text = client.get(page("will_they_see", niamh, consent)).content.decode()

    assert "The person has taken this consent back." in text
    assert "Why we may" not in text
    assert "Exactly what they will see" not in text


def test_an_agreement_whose_last_day_is_over_allows_nothing(client, asked, put_up, niamh, sian, ppo_scheme, settings):
    "P-20"
    asks(signed_in(client, sian), niamh, ppo_scheme)
    set_clock(settings, datetime(2010, 10, 1, 11, tzinfo=UTC))  # it held until 30 September

    assert "Nothing yet." in signed_in(client, sian).get(reverse("answer_request", args=[asked.pk])).content.decode()


def test_the_page_names_who_decides_or_says_that_nobody_does(client, put_up, sian, frances):
    "P-29"
    url = reverse("answer_request", args=[put_up.pk])
    assert "With Frances Àbà-Lee." in signed_in(client, sian).get(url).content.decode()

    frances.until_at = NOON
    frances.save()

    assert "Nobody in this area is nominated senior professional now." in client.get(url).content.decode()


def test_the_senior_professional_decides_in_writing_and_the_team_shares(client, put_up, niamh, frances, sian, marc):
    "P-28 to P-30, P-42"
    assert decides(client, frances, put_up).status_code == 302
    decision = last(niamh, "disclosure_decided")

    shares(signed_in(client, sian), niamh, decision)

    sent = Disclosure.objects.get()
    assert (sent.decision, sent.consent) == (decision, None)
    assert signed_in(client, marc).get(reverse("shared", args=[sent.pk])).status_code == 200


@pytest.mark.parametrize("missing", ["shares", "ground", "consent_tried", "weighed", "advice", "until-day"])
def test_no_element_of_a_decision_may_be_missing(client, put_up, niamh, frances, missing):
    "B3; P-28, P-30"
    answer = decides(client, frances, put_up, **{missing: ""})

    assert answer.status_code == 422
    assert last(niamh, "disclosure_decided") is None


def test_nothing_is_shared_where_nothing_is_chosen(client, put_up, niamh, frances):
    "B3; P-37"
    assert decides(client, frances, put_up, items=[]).status_code == 422
    assert last(niamh, "disclosure_decided") is None


def test_a_decision_against_answers_the_request(client, put_up, niamh, frances):
    "P-42"
    assert decides(client, frances, put_up, shares="no").status_code == 302

    put_up.refresh_from_db()
    assert put_up.answered_at is not None
    assert put_up.disclosure is None


def test_whoever_asked_or_put_it_up_does_not_decide_even_in_another_post(client, put_up, niamh, frances, sian):
    "P-29; B3: by account, not by post."
    other = works_at(frances.organisation, Role.NOMINATED_SENIOR_PROFESSIONAL, "Somebody Else")
    other.account, before = sian.account, other.account
    other.save()
    session = signed_in(client, sian).session
    session["membership"] = str(other.pk)
    session.save()
    url = reverse("decide", args=[put_up.pk])

    answer = client.post(url, {"entry": str(uuid4()), **WEIGHED})

    assert answer.status_code == 422
    assert "cannot decide" in answer.content.decode()
    assert last(niamh, "disclosure_decided") is None
    assert before


def test_a_senior_professional_of_another_area_finds_nothing(client, put_up, northmoor):
    "P-29: each area names its own."
    from tests.cast import opened
    from throughcare.rulebook.actors import OrganisationKind

    partnership = opened(OrganisationKind.PARTNERSHIP, "Northmoor partnership", northmoor)
    elsewhere = works_at(partnership, Role.NOMINATED_SENIOR_PROFESSIONAL, "Somebody Elsewhere")

    assert signed_in(client, elsewhere).get(reverse("decide", args=[put_up.pk])).status_code == 404


def test_deciding_asks_first_whether_it_is_still_you(client, put_up, frances, monkeypatch):
    "P-29"
    monkeypatch.setattr(step_up, "is_confirmed", lambda request, at: False)

    answer = signed_in(client, frances).get(reverse("decide", args=[put_up.pk]))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("confirm"))


def emergency(client, who, story, **answers):
    url = page("tell_in_emergency", story)
    shown = signed_in(client, who).get(url)
    said = {
        "entry": hidden(shown, "entry"), "recipient": "EMERGENCY", "danger": "Not breathing.", "items": ["HEALTH"],
        "told": "What was taken.",
    }  # fmt: skip
    return client.post(url, said | answers)


@pytest.mark.parametrize("whom", ["EMERGENCY", "POLICE", "FAMILY"])
def test_what_was_told_in_an_emergency_is_recorded_whoever_was_told(client, niamh, meera, whom):
    "B3; P-28: by any worker, with any item."
    assert emergency(client, meera, niamh, recipient=whom, items=["HEALTH", "TEST_RESULTS"]).status_code == 302
    assert Entry.objects.filter(kind="emergency_disclosed").count() == 1


def test_an_emergency_is_reviewed_by_another_manager(client, niamh, sian, eluned):
    "P-28: by the end of the next working day, and not by whoever told."
    emergency(client, eluned, niamh)
    told = last(niamh, "emergency_disclosed")
    url = page("review_emergency", niamh, told)
    review = {"justified": "yes", "findings": "Right to tell."}

    own = client.post(url, {"entry": str(uuid4()), **review})
    assert own.status_code == 422
    assert "told this yourself" in own.content.decode()

    second = works_at(eluned.organisation, Role.CJIT_MANAGER, "Second Manager")
    assert signed_in(client, second).post(url, {"entry": str(uuid4()), **review}).status_code == 302
    assert DutyRow.objects.get(kind="review_emergency").state == "met"


def test_whoever_asked_takes_the_request_back_while_there_is_no_answer(client, asked, marc, sian, outsider):
    "P-38: what is not needed is not asked for; nobody else takes it back, and an answer stays."
    url, over = reverse("ask_for_information"), {"no_longer": str(asked.pk)}
    assert signed_in(client, outsider).post(url, over).status_code in {403, 404}

    signed_in(client, marc)
    assert "We no longer need it" in client.get(url).content.decode()
    assert client.post(url, over).url == f"{url}#asked"

    asked.refresh_from_db()
    assert asked.answered_by == marc
    first = asked.answered_at
    client.post(url, over)
    asked.refresh_from_db()
    assert asked.answered_at == first
    shown = client.get(url).content.decode()
    assert "Taken back by your team" in shown
    assert "We no longer need it" not in shown
    assert "taken back by whoever asked" in signed_in(client, sian).get(reverse("requests")).content.decode()


def test_whoever_knows_the_person_has_no_part_in_what_is_asked_about_them(client, put_up, sian, eluned, frances):
    "A10: it stands on no list, and cannot be opened by its address; others see it."
    pages = {sian: ("requests", "answer_request"), frances: ("decisions", "decide")}
    for who in pages:
        Conflict.objects.create(account=who.account, person=put_up.person, declared_by=who, declared_at=NOON)

    for who, (listed, opened) in pages.items():
        assert put_up.name not in signed_in(client, who).get(reverse(listed)).content.decode().replace("&#x27;", "'")
        assert client.get(reverse(opened, args=[put_up.pk])).status_code == 404
    assert signed_in(client, eluned).get(reverse("answer_request", args=[put_up.pk])).status_code == 200


@pytest.mark.parametrize("restricted", [False, True], ids=["open", "restricted"])
def test_a_request_about_a_restricted_record_is_answered_by_whoever_may_open_it(client, put_up, niamh, restricted,
                                                                                sian):  # fmt: skip
    "Design 5: that there is a record, without a name and without what was agreed."
    Person.objects.filter(pk=niamh.person.pk).update(is_restricted=restricted)

    page = signed_in(client, sian).get(reverse("answer_request", args=[put_up.pk])).content.decode()

    assert ("It is not open to you" in page) is restricted
    assert (niamh.ref in page) is not restricted
    assert ("Answer: nothing is shared" in page) is not restricted
    client.post(reverse("answer_request", args=[put_up.pk]), {"do": "turn_down", "reason": "Refused."})
    assert Request.objects.filter(answered_at=None).exists() is restricted

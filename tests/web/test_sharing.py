"""Consent asked, kept, taken back at the very second; what they will see; the recipient's page that closes (B2, B9)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.cast import *  # noqa: F403
from tests.web.cjit_story import Story, set_clock
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import asks, hidden, last, page, shares, signed_in
from throughcare.journal.models import DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.organisations.models import Organisation
from throughcare.rulebook.disclosure import live_shares
from throughcare.rulebook.facts.consent import ConsentGiven
from throughcare.sharing.models import Copy, Disclosure
from throughcare.web import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2010, 6, 8, 11, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def noon(settings):
    set_clock(settings, NOON)


@pytest.fixture
def consent(client, niamh, sian, ppo_scheme):
    asks(signed_in(client, sian), niamh, ppo_scheme)
    return last(niamh, "consent_given")


@pytest.fixture
def sent(client, niamh, consent):
    shares(client, niamh, consent)
    return last(niamh, "disclosed")


def freeze(settings, monkeypatch, at):
    """The pages' clock stands still at this very instant."""
    monkeypatch.setattr(clock, "now", lambda: at)


def test_a_consent_says_to_whom_what_for_which_items_until_when_and_keeps_the_signed_form(client, niamh, consent):
    "P-24, P-36, H-146: one recipient, one purpose, the level of consent, and the form itself."
    fact = history(niamh.person.pk).last(ConsentGiven).fact

    assert (fact.recipient.name, fact.purpose.name, sorted(i.name for i in fact.items)) == (
        "PPO_SCHEME", "PPO_MANAGEMENT", ["ENGAGED"],
    )  # fmt: skip
    kept = client.get(page("signed_form", niamh, consent))
    assert kept["Content-Disposition"].startswith("attachment")
    assert kept.content.startswith(b"%PDF")
    shown = client.get(page("sharing", niamh)).content.decode()
    assert "Glan-y-Dŵr PPO scheme, for managing the person within the PPO scheme" in shown
    assert "Until the end of Thursday 30 September 2010" in shown


@pytest.mark.parametrize(
    ("upload", "says"),
    [(b"MZ not a form", "Only PDF, PNG and JPEG"), (b"", "empty")],
    ids=["P-45 by what it holds, whatever it is called", "P-45 empty"],
)
def test_only_a_real_form_is_kept(client, niamh, sian, ppo_scheme, upload, says):
    signed_in(client, sian)
    form = SimpleUploadedFile("form.pdf", upload, content_type="application/pdf")

    answer = asks(client, niamh, ppo_scheme, signed_form=form)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert last(niamh, "consent_given") is None


def test_no_more_is_offered_than_the_purpose_needs(client, niamh, sian, ppo_scheme):
    "P-22, P-39: the routine three, and no others."
    signed_in(client, sian)
    shown = client.get(f"{page('ask_consent', niamh)}?use=ppo_management-ppo_scheme&to_team={ppo_scheme.pk}")

    text = shown.content.decode()
    assert [text.count(f'value="{name}"') for name in ("ENGAGED", "DRUGS_USED", "LEVEL_OF_USE")] == [1, 1, 1]
    assert 'value="HEALTH"' not in text
    assert 'value="TEST_RESULTS"' not in text


def test_the_police_are_nobody_one_can_agree_to(client, niamh, sian):
    "P-23"
    shown = signed_in(client, sian).get(page("ask_consent", niamh)).content.decode()

    assert "-police" not in shown
    assert "crime-" not in shown


def test_a_refusal_is_recorded_with_what_was_said_and_shares_nothing(client, niamh, sian, ppo_scheme):
    "P-37, P-20"
    signed_in(client, sian)
    asks(client, niamh, ppo_scheme, agrees="no", said="Not the police’s business.", told="yes")

    assert "Not the police’s business." in client.get(page("sharing", niamh)).content.decode()
    assert live_shares(history(niamh.person.pk)) == []


def test_the_form_to_sign_prints_and_says_that_it_is_no_legal_notice(client, niamh, sian, ppo_scheme):
    "P-24, P-25: until the words are cleared, they print as a demonstration."
    query = f"?use=ppo_management-ppo_scheme&to_team={ppo_scheme.pk}"
    answer = signed_in(client, sian).get(page("consent_form", niamh) + query)

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "Niamh" not in answer["Content-Disposition"]


def test_what_they_will_see_is_exactly_what_they_read(client, niamh, consent, marc):
    "P-41, P-22: byte for byte the copy that was shown."
    shown = client.get(page("will_they_see", niamh, consent))
    digest = hidden(shown, "shown")
    assert shown.content.decode().count("tc-shown--") == 14

    shares(client, niamh, consent)

    sent = Disclosure.objects.get()
    assert len(digest) == 64
    read = signed_in(client, marc).get(reverse("shared", args=[sent.pk]))
    body = read.content.decode()
    assert "On our caseload" in body
    assert "For this purpose only" in body
    assert "Cannabis" not in body
    assert "Heroin" not in body
    assert read["Cache-Control"] == "no-store"


def test_what_was_shown_an_hour_ago_or_has_changed_is_shown_again(client, niamh, consent, sian):
    "P-38: nothing is sent that the sender has not seen."
    url = page("will_they_see", niamh, consent)
    shown = client.get(url)
    posted = {name: hidden(shown, name) for name in ("entry", "shown", "as_at")}

    assert client.post(url, {**posted, "shown": "0" * 64}).status_code == 422
    old = (NOON - timedelta(hours=2)).isoformat()
    assert client.post(url, {**posted, "as_at": old}).status_code == 422
    assert not Disclosure.objects.exists()


def test_sent_twice_it_is_sent_once(client, niamh, consent):
    "Invariant 8."
    url = page("will_they_see", niamh, consent)
    shown = client.get(url)
    posted = {name: hidden(shown, name) for name in ("entry", "shown", "as_at")}

    client.post(url, posted)
    client.post(url, posted)

    assert Disclosure.objects.count() == Entry.objects.filter(kind="disclosed").count() == 1


def test_one_may_show_less(client, niamh, sian, ppo_scheme):
    "P-22, P-38"
    asks(signed_in(client, sian), niamh, ppo_scheme, items=["ENGAGED", "DRUGS_USED"])
    consent = last(niamh, "consent_given")

    shares(client, niamh, consent, query="?without=DRUGS_USED")

    assert '"Specified Class A drugs"' not in Copy.objects.get().text
    assert '"On our caseload"' in Copy.objects.get().text


@pytest.mark.parametrize(("offset", "status"), [(-SECOND, 200), (timedelta(0), 410), (SECOND, 410)])
def test_the_page_closes_on_the_second_it_is_taken_back(
    client, niamh, consent, sent, sian, marc, settings, monkeypatch, offset, status
):
    "B2; P-41: no byte of it afterwards, and the recipient is told at once."
    later = NOON + timedelta(hours=2)
    freeze(settings, monkeypatch, later)
    shown = client.get(page("take_back", niamh, consent))
    client.post(page("take_back", niamh, consent), {"entry": hidden(shown, "entry"), "said": ""})
    freeze(settings, monkeypatch, later + offset)

    read = signed_in(client, marc).get(reverse("shared", args=[sent]))

    assert read.status_code == status
    listed = client.get(reverse("shared_with_us")).content.decode()
    assert ("Niamh" in read.content.decode()) is ("Niamh" in listed) is (status == 200)
    if status == 410:
        assert "To destroy or give back" in listed


@pytest.mark.parametrize(("offset", "status"), [(-SECOND, 200), (timedelta(0), 410)])
def test_the_page_closes_at_the_end_of_the_last_day(client, niamh, sent, marc, settings, monkeypatch, offset, status):
    "B2: the last day ends at midnight in London, an hour before that of UTC in summer."
    freeze(settings, monkeypatch, datetime(2010, 9, 30, 23, tzinfo=UTC) + offset)

    assert signed_in(client, marc).get(reverse("shared", args=[sent])).status_code == status


def test_nothing_further_goes_once_it_is_taken_back(client, niamh, consent):
    "Invariant 5; B2: not from a page that was open before either."
    url = page("will_they_see", niamh, consent)
    shown = client.get(url)
    posted = {name: hidden(shown, name) for name in ("entry", "shown", "as_at")}
    back = page("take_back", niamh, consent)
    client.post(back, {"entry": hidden(client.get(back), "entry"), "said": ""})

    answer = client.post(url, posted)

    assert answer.status_code == 422
    assert "taken this consent back" in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_the_recipient_answers_when_asked_back(client, niamh, consent, sent, sian, marc):
    "P-45; the answer comes from those who received it, by number, without a name."
    client.post(page("ask_back", niamh, sent), {"entry": "11111111-1111-4111-8111-111111111111", "reason": "Wrong."})
    assert DutyRow.objects.get(kind="answer_recall").owner_id == marc.organisation_id
    url = reverse("answer_recall", args=[sent])
    shown = signed_in(client, marc).get(url)
    assert "Niamh" not in shown.content.decode()
    assert "Answer by end of" in shown.content.decode()

    answer = {"entry": hidden(shown, "entry"), "answer": "DESTROYED", "details": "Shredded by me."}
    assert client.post(url, answer).status_code == 302

    assert DutyRow.objects.get(kind="answer_recall").state == "met"
    listed = signed_in(client, sian).get(page("sharing", niamh)).content.decode()
    assert "everything printed or copied is destroyed" in listed


def test_the_person_takes_it_back_with_whoever_received_it(client, niamh, consent, sent, sian, marc):
    "P-36, P-41: it closes at once for the recipient's whole team, and the sender owes the recall."
    url = reverse("taken_back_here", args=[sent])
    shown = signed_in(client, marc).get(reverse("shared", args=[sent])).content.decode()
    assert url in shown
    said = {"entry": hidden(client.get(url), "entry"), "said": "No more."}

    assert client.post(url, said).url == client.post(url, said).url == reverse("shared", args=[sent])

    closed = client.get(reverse("shared", args=[sent]))
    assert (closed.status_code, "Niamh" in closed.content.decode()) == (410, False)
    owed = DutyRow.objects.get(kind="recall_disclosure")
    assert (owed.state, owed.owner_id) == ("open", sian.organisation_id)
    assert "Taken back" in signed_in(client, sian).get(page("sharing", niamh)).content.decode()
    assert Entry.objects.filter(kind="consent_withdrawn").count() == 1


def test_only_a_consent_is_taken_back_with_a_recipient_and_only_by_its_team(client, sent, marc, outsider):
    "P-40: where a decision or the law is the basis there is none to take back."
    url = reverse("taken_back_here", args=[sent])
    assert signed_in(client, outsider).get(url).status_code == 404

    Disclosure.objects.filter(pk=sent).update(consent=None, decision=sent)

    assert signed_in(client, marc).get(url).status_code == 404
    assert "takes the consent back" not in client.get(reverse("shared", args=[sent])).content.decode()


def test_another_team_finds_nothing_of_what_was_shared(client, sent, outsider):
    "P-40: by the address neither."
    signed_in(client, outsider)

    assert client.get(reverse("shared", args=[sent])).status_code == 404
    assert client.get(reverse("answer_recall", args=[sent])).status_code == 404


def test_nothing_goes_to_a_team_that_has_closed(client, niamh, consent, ppo_scheme):
    "B9"
    url = page("will_they_see", niamh, consent)
    shown = client.get(url)
    posted = {name: hidden(shown, name) for name in ("entry", "shown", "as_at")}
    Organisation.objects.filter(pk=ppo_scheme.pk).update(until_on=NOON.date())

    answer = client.post(url, posted)

    assert answer.status_code == 422
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("bases", [0, 2], ids=["B1 none", "B1 two"])
def test_the_database_itself_keeps_one_basis_for_each_disclosure(sent, bases):
    links = "consent = NULL" if bases == 0 else "decision = consent"

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE sharing_disclosure SET {links}")


def test_the_person_gets_an_account_of_who_was_told_what(client, niamh, sent, sian):
    "P-41; B7: printable, in plain words."
    answer = signed_in(client, sian).get(page("sharing_account", niamh))

    assert answer.content.startswith(b"%PDF")
    assert "Niamh" not in answer["Content-Disposition"]


def test_custody_passes_on_someones_details_who_wants_a_worker(client, meera, glan_y_dwr_cjit, northmoor_cjit, sian):
    "I-30: by consent, said aloud before a witness; the team finds it under Shared with us."
    detained = Story("Iwan O’Dowd", officer=meera).required()
    signed_in(client, meera)
    url = f"{page('ask_consent', detained)}?use=contact-cjit&to_team={glan_y_dwr_cjit.pk}"
    client.post(
        url,
        {
            "entry": hidden(client.get(url), "entry"), "agrees": "yes", "items": ["CONTACT"], "until-day": "30",
            "until-month": "6", "until-year": "2010", "how": "ALOUD", "witness": "PC Lowe", "read_out": "no",
        },
    )  # fmt: skip
    shares(client, detained, last(detained, "consent_given"))

    listed = signed_in(client, sian).get(reverse("shared_with_us")).content.decode()

    assert "Iwan" in listed
    assert "being contacted by a worker" in listed


def test_custody_reads_no_consent_that_another_team_wrote_down(client, consent, niamh, meera):
    "P-18, P-41: a detention officer sees what their own suite asked, and no more."
    signed_in(client, meera)

    assert "PPO" not in client.get(page("sharing", niamh)).content.decode()
    assert client.get(page("will_they_see", niamh, consent)).status_code == 404
    assert client.get(page("signed_form", niamh, consent)).status_code == 404
    assert client.get(page("take_back", niamh, consent)).status_code == 404


def test_kinds_of_sharing_are_recorded_by_their_own_pages_only(client, niamh, sian):
    "H-145: no form of its own writes what was shared."
    signed_in(client, sian)

    for kind in ("disclosed", "consent_given", "disclosure_decided"):
        assert client.get(reverse("record", args=[niamh.ref, kind])).status_code == 404
        assert client.post(reverse("record", args=[niamh.ref, kind])).status_code == 404


def test_the_clock_of_these_tests_is_the_pages_own():
    assert abs(clock.now() - NOON) < timedelta(minutes=5)
    assert timezone.now() > NOON

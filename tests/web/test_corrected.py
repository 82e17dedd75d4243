"""What was shown and corrected since: the mend page, the sender's page, sharing anew, and what the recipient reads."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import *  # noqa: F403
from tests.journal.facts import done
from tests.web.cjit_story import set_clock
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import asks, last, misspelt, page, shares, signed_in
from throughcare.journal.models import DutyRow, Entry
from throughcare.journal.reading import history
from throughcare.journal.record import void
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.sharing.models import Disclosure
from throughcare.web import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2010, 6, 8, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(settings):
    set_clock(settings, NOON)


@pytest.fixture
def sent(client, niamh, sian, ppo_scheme):
    asks(signed_in(client, sian), niamh, ppo_scheme)
    shares(client, niamh, last(niamh, "consent_given"))
    return last(niamh, "disclosed")


def state(client, story):
    return client.get(page("sharing", story)).content.decode()


def test_the_mend_page_names_every_share_and_notice_with_the_entry_in_it(client, niamh, sent, sian):
    "H-50, P-41: before anything is mended."
    details = history(niamh.person.pk).last(DetailsGiven)

    shown = client.get(page("mend", niamh, details.id)).content.decode()

    assert "Others hold this" in shown
    assert "Glan-y-Dŵr PPO scheme, for managing the person within the PPO scheme, shared Tue 8 June, 12:00" in shown


def test_an_entry_that_nobody_holds_says_nothing_of_others(client, niamh, sent):
    assert "Others hold this" not in client.get(page("mend", niamh, sent)).content.decode()


def test_a_suite_that_mends_learns_nothing_of_what_a_team_shared(client, niamh, sent, meera):
    "P-18: what is shared of somebody is not told to whoever arrested them."
    details = history(niamh.person.pk).last(DetailsGiven)

    answer = signed_in(client, meera).get(page("mend", niamh, details.id))

    assert "PPO" not in answer.content.decode()


def test_the_recipient_reads_that_it_is_out_of_date_and_not_what_changed(client, niamh, sent, meera, marc):
    "H-50, P-41"
    misspelt(niamh, meera)
    signed_in(client, marc)

    read = client.get(reverse("shared", args=[sent])).content.decode()
    listed = client.get(reverse("shared_with_us")).content.decode()

    assert "Out of date" in read
    assert "Do not act on it before you have asked" in read
    assert "Floyd" not in read
    assert "Out of date: corrected" in listed


def test_shared_again_both_read_where_the_right_words_are(client, niamh, sent, meera, sian, marc):
    "P-41: the same recipient, purpose and items, as the record stands now; the duty is met."
    misspelt(niamh, meera)
    signed_in(client, sian)
    assert "Out of date: corrected" in state(client, niamh)
    assert "Share again, corrected" in state(client, niamh)

    answer = shares(client, niamh, sent)

    anew = last(niamh, "disclosed")
    assert answer.url == f"{page('sharing', niamh)}?saved={anew}"
    assert DutyRow.objects.get(kind="tell_corrected").state == "met"
    assert "Share again, corrected" not in state(client, niamh)
    assert "Corrected since; shared again" in state(client, niamh)
    signed_in(client, marc)
    assert reverse("shared", args=[anew]) in client.get(reverse("shared", args=[sent])).content.decode()
    assert "Floyd" in client.get(reverse("shared", args=[anew])).content.decode()


def test_what_was_entered_in_error_is_due_at_the_senders(client, niamh, sent):
    "H-50: due by the end of the next working day, on the record and on the list."
    entry = Entry.objects.get(pk=last(niamh, "care_plan_agreed"))
    done(void(entry=entry, key=uuid4(), why="Somebody else.", by=entry.by, at=clock.now()))

    duty = DutyRow.objects.get(kind="tell_corrected")

    assert (duty.state, duty.owner_id) == ("open", Disclosure.objects.get().from_team_id)
    assert "Share again" in client.get(page("person", niamh)).content.decode()


def test_a_correction_of_what_was_not_shown_tells_nobody(client, niamh, sent, meera, marc):
    "P-22, P-40: a phone number is none of the scheme's business, nor that it changed."
    misspelt(niamh, meera, phone="01632 960007")

    assert not DutyRow.objects.filter(kind="tell_corrected").exists()
    assert "Out of date" not in signed_in(client, marc).get(reverse("shared", args=[sent])).content.decode()


def test_only_the_team_that_shared_shares_it_again(client, niamh, sent, meera, outsider):
    for who in (meera, outsider):
        assert signed_in(client, who).get(page("will_they_see", niamh, sent)).status_code == 404


def test_nothing_is_shared_again_once_its_basis_is_gone(client, niamh, sent, sian):
    "Invariant 5"
    consent = Entry.objects.get(pk=last(niamh, "consent_given"))
    done(void(entry=consent, key=uuid4(), why="Another person.", by=sian, at=clock.now()))

    assert signed_in(client, sian).get(page("will_they_see", niamh, sent)).status_code == 404


def test_what_was_saved_is_said_on_the_page_it_leads_to(client, niamh, sent, sian, outsider):
    shown = client.get(f"{page('sharing', niamh)}?saved={sent}").content.decode()
    nothing = client.get(f"{page('sharing', niamh)}?saved={uuid4()}").content.decode()

    assert "Shared with the PPO scheme, for managing the person within the PPO scheme, Tue 8 June, 12:00." in shown
    assert "tc-saved" not in nothing

"""Protocols: drafted by one side, endorsed by both, public while in force; new words are endorsed anew (P-21, P-31)."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.journal.test_guards import tried
from tests.web.cjit_story import set_clock
from tests.web.sharing_scene import *  # noqa: F403
from tests.web.sharing_scene import asks, hidden, last, page, signed_in
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import protocols as kept
from throughcare.sharing.models import Endorsement, Protocol, ProtocolEnd, Request
from throughcare.web.account import step_up

pytestmark = pytest.mark.django_db
NOON = datetime(2010, 6, 8, 11, tzinfo=UTC)
TODAY = date(2010, 6, 8)
WORDS = {
    "text": "By the form.", "without_consent": "The senior professional decides.", "within_24_hours": "Left treatment.",
    "terms": "Engaged does not mean drug-free.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch):
    set_clock(settings, NOON)
    monkeypatch.setattr(step_up, "is_confirmed", lambda request, at: True)


@pytest.fixture
def partnership(frances):
    """DIP manager of Glan-y-Dŵr."""
    return works_at(frances.organisation, Role.PARTNERSHIP_MANAGER, "Marek Łuczak")


def drafted(cjit, scheme, by, *, of=None, from_on=TODAY, until_on=None, at=NOON):
    given = {**WORDS, "entry": uuid4(), "from_on": from_on, "until_on": until_on}
    return kept.draft(given=given, cjit=cjit, scheme=scheme, of=of, by=by, at=at)


@pytest.fixture
def draft(eluned, marc):
    return drafted(eluned.organisation, marc.organisation, eluned)


@pytest.fixture
def agreed(draft, eluned, marc):
    for by in (eluned, marc):
        assert kept.endorse(protocol=draft, by=by, at=NOON) is None
    return draft


def form(cjit, scheme, **answers):
    return {
        "entry": str(uuid4()), "cjit": str(cjit.pk), "scheme": str(scheme.pk), **WORDS, "from_on-day": "8",
        "from_on-month": "6", "from_on-year": "2010", **answers,
    }  # fmt: skip


def at(name, one):
    return reverse(name, args=[one.pk])


def standing(on=TODAY):
    return kept.in_force(on=on)


def rule(refusal):
    return refusal.rule if isinstance(refusal, Refusal) else refusal


def test_it_is_drafted_endorsed_by_both_sides_and_then_anyone_reads_it(client, eluned, marc, frances):
    "P-21, P-31, P-43, P-44: both sides; public, without signing in; every element in words."
    nobody = Client()
    answer = signed_in(client, eluned).post(reverse("draft_protocol"), form(eluned.organisation, marc.organisation))
    one = Protocol.objects.get()
    assert answer.url == at("our_protocol", one)
    assert client.post(at("endorse_protocol", one)).status_code == 302
    assert nobody.get(at("protocol", one), secure=True).status_code == 404
    assert "No protocol is in force" in nobody.get(reverse("protocols"), secure=True).content.decode()

    assert signed_in(client, marc).post(at("endorse_protocol", one)).status_code == 302

    assert at("protocol", one) in nobody.get(reverse("protocols"), secure=True).content.decode()
    text = nobody.get(at("protocol", one), secure=True).content.decode()
    for words in (
        *WORDS.values(), "Engaged or not", "Drugs used", "Level of use", "nominated senior professional of "
        "Glan-y-Dŵr partnership", "CJIT manager, Glan-y-Dŵr CJIT, on 8 June 2010",
        "PPO co-ordinator, Glan-y-Dŵr PPO scheme, on 8 June 2010", "From 8 June 2010, no end agreed",
    ):  # fmt: skip
        assert words in text
    assert "Frances" not in text
    assert "Eluned" not in text


def test_where_nobody_may_decide_it_says_so(client, agreed):
    "P-29"
    assert "nobody holds the post" in client.get(at("protocol", agreed)).content.decode()


@pytest.mark.parametrize("missing", [*WORDS, "from_on-day", "cjit", "scheme"])
def test_no_element_of_a_protocol_may_be_missing(client, eluned, marc, missing):
    "P-31, P-43, P-44"
    answers = form(eluned.organisation, marc.organisation) | {missing: ""}

    assert signed_in(client, eluned).post(reverse("draft_protocol"), answers).status_code == 422
    assert not Protocol.objects.exists()


def test_a_last_day_before_the_first_is_refused(client, eluned, marc):
    answers = form(
        eluned.organisation, marc.organisation, **{"last_on-day": "7", "last_on-month": "6", "last_on-year": "2010"}
    )

    answer = signed_in(client, eluned).post(reverse("draft_protocol"), answers)

    assert "The last day is before the first" in answer.content.decode()


def test_nor_by_the_back_door(eluned, marc):
    "P-31: by constraint."
    bare = {
        "cjit": eluned.organisation, "scheme": marc.organisation, "purpose": "PPO", "items": ["ENGAGED"],
        "from_on": TODAY, "drafted_by": eluned, "drafted_at": NOON, **WORDS,
    }  # fmt: skip
    for wrong in (*({name: ""} for name in WORDS), {"items": []}, {"scheme": eluned.organisation}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Protocol.objects.create(line=uuid4(), **{**bare, **wrong})


def test_one_person_does_not_endorse_for_both_sides(draft, eluned, marc):
    "P-21: by account, not by post."
    second = works_at(marc.organisation, Role.PPO_COORDINATOR, "Somebody Else")
    second.account = eluned.account
    second.save()
    kept.endorse(protocol=draft, by=eluned, at=NOON)

    assert rule(kept.endorse(protocol=draft, by=second, at=NOON)) == "nobody_endorses_for_both"
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(protocol=draft, side=second.organisation, account=eluned.account, by=second, at=NOON)
    assert standing() == []


def test_a_side_endorses_once_and_a_partnership_for_neither(client, draft, eluned, partnership):
    "P-21"
    kept.endorse(protocol=draft, by=eluned, at=NOON)
    again = kept.endorse(protocol=draft, by=works_at(eluned.organisation, Role.CJIT_MANAGER, "Second"), at=NOON)
    answer = signed_in(client, partnership).post(at("endorse_protocol", draft))

    assert rule(again) == "a_side_endorses_once"
    assert answer.status_code == 422
    assert "do not speak for either side" in answer.content.decode()
    assert Endorsement.objects.count() == 1


def test_new_words_are_a_new_version_that_both_endorse_again(client, agreed, eluned, marc):
    "P-21: until then the old ones hold."
    begun = signed_in(client, eluned).get(at("draft_next", agreed)).content.decode()
    assert WORDS["terms"] in begun
    client.post(at("draft_next", agreed), form(agreed.cjit, agreed.scheme, terms="Other words."))
    newer = Protocol.objects.get(version=2)
    assert (newer.line, standing()) == (agreed.line, [agreed])
    assert rule(kept.refusal_to_endorse(protocol=agreed, by=marc, at=NOON)) == "the_newest_is_endorsed"

    for by in (eluned, marc):
        kept.endorse(protocol=newer, by=by, at=NOON + timedelta(hours=1))

    assert standing() == [newer]
    log = client.get(at("our_protocol", agreed)).content.decode()
    assert "Replaced by a newer version" in log
    assert log.index("Version 2 endorsed for") < log.index("Version 2 drafted") < log.index("Version 1 drafted")


def test_new_words_wait_for_their_first_day(agreed, eluned, marc):
    newer = drafted(agreed.cjit, agreed.scheme, eluned, of=agreed, from_on=TODAY + timedelta(days=1))
    for by in (eluned, marc):
        kept.endorse(protocol=newer, by=by, at=NOON)

    assert standing() == [agreed]
    assert standing(TODAY + timedelta(days=1)) == [newer]


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, True), (2, False)])
def test_it_ends_after_its_last_day_and_the_older_one_does_not_come_back(client, agreed, eluned, marc, days, holds):
    newer = drafted(agreed.cjit, agreed.scheme, eluned, of=agreed)
    for by in (eluned, marc):
        kept.endorse(protocol=newer, by=by, at=NOON)
    last = {"last_on-day": "9", "last_on-month": "6", "last_on-year": "2010", "why": "The scheme moves."}

    assert signed_in(client, marc).post(at("end_protocol", newer), last).status_code == 302

    assert bool(standing(TODAY + timedelta(days=days))) is holds
    assert "last day 9 June 2010: The scheme moves." in client.get(at("our_protocol", newer)).content.decode()
    assert rule(kept.end(protocol=Protocol.objects.get(pk=newer.pk), last_on=TODAY, why="x", by=marc, at=NOON)) == (
        "it_ends_once"
    )


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, False)])
def test_an_agreed_end_holds_too(eluned, marc, days, holds):
    one = drafted(eluned.organisation, marc.organisation, eluned, until_on=TODAY + timedelta(days=1))
    for by in (eluned, marc):
        kept.endorse(protocol=one, by=by, at=NOON)

    assert bool(standing(TODAY + timedelta(days=days))) is holds


def test_nothing_ends_in_the_past_and_what_has_ended_is_not_endorsed(client, draft, eluned, marc):
    late = {"last_on-day": "7", "last_on-month": "6", "last_on-year": "2010", "why": "x"}
    answer = signed_in(client, eluned).post(at("end_protocol", draft), late)
    assert answer.status_code == 422
    assert "That day is over" in answer.content.decode()
    assert signed_in(client, eluned).post(at("end_protocol", draft), {**late, "why": ""}).status_code == 422

    kept.end(protocol=draft, last_on=TODAY, why="Dropped.", by=eluned, at=NOON)

    tomorrow = NOON + timedelta(days=1)
    found = Protocol.objects.get(pk=draft.pk)
    assert rule(kept.endorse(protocol=found, by=marc, at=tomorrow)) == "an_ended_one_stays_ended"


def test_a_team_keeps_its_own_and_a_partnership_those_of_its_area(client, draft, outsider, partnership, frances):
    "P-21; deny by default."
    for name in ("our_protocol", "draft_next", "endorse_protocol", "end_protocol"):
        assert signed_in(client, outsider).get(at(name, draft)).status_code == 404
        assert signed_in(client, frances).get(at(name, draft)).status_code == 403
        assert signed_in(client, partnership).get(at(name, draft)).status_code == 200
    assert "version 1" not in signed_in(client, outsider).get(reverse("our_protocols")).content.decode()
    assert "Waits for" in signed_in(client, partnership).get(reverse("our_protocols")).content.decode()


def test_a_draft_is_between_a_side_of_ones_own_and_a_team_that_exists(client, northmoor_cjit, ppo_scheme, marc, frances,
                                                                       partnership, eluned):  # fmt: skip
    "P-21"
    elsewhere = cast.opened(OrganisationKind.PPO_SCHEME, "Northmoor PPO scheme", northmoor_cjit.area)
    for by in (partnership, eluned):
        assert rule(drafted(northmoor_cjit, elsewhere, by)) == "a_side_drafts"
    assert rule(drafted(eluned.organisation, ppo_scheme, frances)) == "a_side_drafts"
    answers = form(northmoor_cjit, elsewhere)
    assert signed_in(client, partnership).post(reverse("draft_protocol"), answers).status_code == 422
    ppo_scheme.until_on = TODAY
    ppo_scheme.save()
    assert rule(drafted(eluned.organisation, ppo_scheme, eluned)) == "both_sides_exist"


@pytest.mark.parametrize("name", ["endorse_protocol", "end_protocol"])
def test_endorsing_and_ending_ask_first_whether_it_is_still_you(client, draft, eluned, monkeypatch, name):
    monkeypatch.setattr(step_up, "is_confirmed", lambda request, at: False)

    assert signed_in(client, eluned).get(at(name, draft)).url.startswith(reverse("confirm"))


def test_the_database_keeps_what_was_drafted_endorsed_and_ended(agreed, eluned):
    "P-21: the log of changes cannot be changed."
    kept.end(protocol=agreed, last_on=TODAY, why="x", by=eluned, at=NOON)
    assert ProtocolEnd.objects.count() == 1

    for table, column in (("protocol", "terms = 'x'"), ("endorsement", "at = at"), ("protocolend", "why = 'y'")):
        for statement in (f"UPDATE sharing_{table} SET {column}", f"DELETE FROM sharing_{table}"):
            with pytest.raises(DatabaseError, match="append-only"):
                tried(statement)
    assert connection.is_usable()


def test_the_sender_and_the_asker_read_which_protocol_holds(client, draft, niamh, sian, eluned, marc, ppo_scheme):
    "P-21, P-38: or that there is none."
    asks(signed_in(client, sian), niamh, ppo_scheme)
    see = page("will_they_see", niamh, last(niamh, "consent_given"))
    entry = hidden(signed_in(client, marc).get(reverse("ask_for_information")), "entry")
    Request.objects.create(
        pk=entry, asked_by=marc, to_team=sian.organisation, name="Niamh", born_on=TODAY, items=["ENGAGED"], why="x",
        purpose="managing the person within the PPO scheme", needed_by=TODAY, asked_at=NOON,
    )  # fmt: skip
    asked = reverse("answer_request", args=[entry])

    def read():
        sender = signed_in(client, sian)
        pages = [sender.get(see), sender.get(asked), signed_in(client, marc).get(reverse("ask_for_information"))]
        return [answer.content.decode() for answer in pages]

    for text in read():
        assert "<strong>No protocol</strong> is in force between you" in text
    for by in (eluned, marc):
        kept.endorse(protocol=draft, by=by, at=NOON)
    for text in read():
        assert at("protocol", draft) in text
        assert "No protocol" not in text

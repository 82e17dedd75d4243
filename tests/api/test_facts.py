"""Any fact by its own operation: what is recorded, refused, sent twice, and by whom it is."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.api.calling import problem, system
from tests.web.suite_scene import NOW, at, signed_in
from throughcare.journal.models import Entry, Sent
from throughcare.rulebook.actors import Role

pytestmark = pytest.mark.django_db
TEST = {"condition": "on arrest", "result": "opiates"}


def test_a_fact_is_recorded_as_the_membership_of_the_key_with_both_times(castle, held, meera):
    """H-50: when it happened, and when it was written down."""
    (person, arrest), key = held, uuid4()

    answer = castle.record(person, "drug_tested", {"arrest": str(arrest), **TEST}, at(0, 7), key=key)

    assert answer.status_code == 201, answer.content
    entry = Entry.objects.get(pk=key)
    assert (entry.person, entry.kind, entry.by, entry.team) == (person, "drug_tested", meera, meera.organisation)
    assert (entry.happened_at, entry.recorded_at) == (NOW - timedelta(minutes=7), NOW)
    assert answer.json() == {
        "entry": str(key), "kind": "drug_tested", "happened_at": "2010-06-11T02:00:00Z",
        "recorded_at": "2010-06-11T02:07:00Z", "replaces": None,
    }  # fmt: skip
    assert Sent.objects.get().entry == entry


def test_the_same_key_twice_is_one_entry(castle, held):
    (person, arrest), key = held, uuid4()
    fact = {"arrest": str(arrest), **TEST}

    first, again = (castle.record(person, "drug_tested", fact, at(0, 7), key=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Entry.objects.filter(kind="drug_tested").count() == 1


@pytest.mark.parametrize("changed", [{"result": "cocaine"}, {"irregular": True}])
def test_the_same_key_for_something_else_is_refused_and_names_the_first(castle, held, changed):
    (person, arrest), key = held, uuid4()
    castle.record(person, "drug_tested", {"arrest": str(arrest), **TEST}, at(0, 7), key=key)

    answer = castle.record(person, "drug_tested", {"arrest": str(arrest), **TEST, **changed}, at(0, 7), key=key)

    status, name, said = problem(answer)
    assert (status, name, said["because"]) == (409, "key_reused", str(key))
    assert Entry.objects.filter(kind="drug_tested").count() == 1


def test_what_the_rules_refuse_comes_back_in_their_words_with_the_paragraph(castle, held):
    person, arrest = held
    castle.record(person, "drug_tested", {"arrest": str(arrest), **TEST, "result": "negative"}, at(1))

    answer = castle.record(person, "assessment_required", {"test": str(uuid4()), "warned": True}, at(0, 7))

    status, _, said = problem(answer)
    assert status == 409
    assert said["detail"]
    assert said["instead"]


def test_a_fact_of_somebody_elses_work_is_refused_with_who_records_it(castle, held):
    answer = castle.record(held[0], "care_plan_refused", {"assessment": str(uuid4())}, at(0, 7))

    status, name, said = problem(answer)
    assert (status, name) == (409, "recorded_by_those_who_do_it")
    assert {one["code"] for one in said["cites"]} == {"HB 3.1", "HB 3.2"}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"fact": TEST}, "body.happened_at"),
        ({"happened_at": "2010-06-11T02:00:00", "fact": TEST}, "body.happened_at"),
        ({"happened_at": 1276221600, "fact": TEST}, "body.happened_at"),
        ({"happened_at": "2010-06-11T02:00:00Z", "fact": {**TEST, "colour": "red"}}, "body.fact.colour"),
        ({"happened_at": "2010-06-11T02:00:00Z", "fact": {**TEST, "result": "positive"}}, "body.fact.result"),
        ({"happened_at": "2010-06-11T02:00:00Z", "fact": {**TEST, "irregular": "yes"}}, "body.fact.irregular"),
        ({"happened_at": "2010-06-11T02:00:00Z", "fact": {**TEST, "arrest": "7"}}, "body.fact.arrest"),
        ({"happened_at": "2010-06-11T02:00:00Z", "fact": TEST, "team": "x"}, "body.team"),
    ],
    ids=["no time", "no zone", "an epoch", "unknown field", "no such answer", "no boolean", "no id", "unknown"],
)
def test_what_is_not_as_described_is_refused_by_name_and_never_repeated(castle, held, body, where):
    person, arrest = held
    body = body | {"fact": {"arrest": str(arrest), **body["fact"]}}

    answer = castle.post(f"/people/{person.reference}/facts/drug_tested", body)

    status, name, said = problem(answer)
    assert (status, name) == (422, "not_as_described")
    assert [one["where"] for one in said["errors"]] == [where]
    assert not Entry.objects.filter(kind="drug_tested").exists()


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "\ud800"])
def test_a_sign_that_cannot_be_kept_is_refused(castle, held, sign):
    fact = {"risk": "to the person", "what": f"words{sign}", "taker": "the nurse"}

    answer = castle.record(held[0], "risk_found", fact, at(0, 7))

    assert [one["where"] for one in problem(answer)[2]["errors"]] == ["body.fact.what"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [("{", "application/json", 400), ("[" * 100_000, "application/json", 400), ("{}", "text/plain", 415),
     (b"\xff", "application/json", 400)],
)  # fmt: skip
def test_what_is_no_json_is_refused(castle, held, content, kind, status):
    address = f"/api/v1/people/{held[0].reference}/facts/drug_tested"
    headers = castle.headers | {"Idempotency-Key": str(uuid4())}

    assert problem(castle.client.post(address, content, content_type=kind, headers=headers))[0] == status


def test_a_request_without_its_own_key_is_refused(castle, held):
    answer = castle.client.post(
        f"/api/v1/people/{held[0].reference}/facts/died", {"happened_at": NOW.isoformat(), "fact": {}},
        content_type="application/json", headers=castle.headers,
    )  # fmt: skip

    assert [one["where"] for one in problem(answer)[2]["errors"]] == ["header.Idempotency-Key"]


def test_a_correction_names_what_it_replaces_and_why(castle, held):
    person, arrest = held
    first = castle.record(person, "drug_tested", {"arrest": str(arrest), **TEST}, at(0, 7)).json()["entry"]
    right = {"arrest": str(arrest), **TEST, "result": "cocaine"}

    without = castle.record(person, "drug_tested", right, at(0, 7), replaces=first)
    answer = castle.record(person, "drug_tested", right, at(0, 7), replaces=first, why="misread")

    assert problem(without)[0] == 409
    assert answer.status_code == 201, answer.content
    assert (answer.json()["replaces"], Entry.objects.get(pk=answer.json()["entry"]).why) == (first, "misread")


AUTHORISED = {"grounds": "Found with foil and a pipe"}


@pytest.fixture
def by_gate(meera):
    return system(meera, names_officers=True)


def test_an_inspectors_authority_is_entered_as_that_inspectors(by_gate, held, rhys):
    person, arrest = held

    answer = by_gate.record(person, "test_authorised", {"arrest": str(arrest), **AUTHORISED}, at(1), officer="102")

    assert answer.status_code == 201, answer.content
    entry = Entry.objects.get(kind="test_authorised")
    assert entry.by == rhys
    assert entry.sent.key.membership.role == Role.DETENTION_OFFICER
    shown = signed_in(rhys).get(reverse("person", args=[person.reference])).content.decode()
    assert f"{rhys.account.full_name}, {rhys.organisation.name}, sent by Custody system" in unescape(shown)
    assert shown.count("sent by") == 1


@pytest.mark.parametrize(
    ("officer", "words"),
    [("", "names no officer"), ("877", "not that of an inspector"), ("999", "not that of an inspector")],
    ids=["none", "a sergeant's", "nobody's"],
)
def test_without_the_officer_named_it_is_refused_with_the_paragraph(by_gate, held, rhys, aled, officer, words):
    person, arrest = held

    answer = by_gate.record(person, "test_authorised", {"arrest": str(arrest), **AUTHORISED}, at(1), officer=officer)

    status, name, said = problem(answer)
    assert (status, name, [one["code"] for one in said["cites"]]) == (409, "an_officer_is_named", ["HB 3.1"])
    assert words in said["detail"]
    assert not Entry.objects.filter(kind="test_authorised").exists()


def test_a_key_that_may_not_carry_it_is_refused(castle, held, rhys):
    person, arrest = held

    answer = castle.record(person, "test_authorised", {"arrest": str(arrest), **AUTHORISED}, at(1), officer="102")

    assert "may not carry" in problem(answer)[2]["detail"]


def test_nobody_else_can_be_named_for_any_other_fact(by_gate, held):
    answer = by_gate.record(held[0], "died", {}, at(1), officer="102")

    assert [one["where"] for one in problem(answer)[2]["errors"]] == ["body.officer"]


def test_what_lists_keep_in_fewer_letters_is_refused_beyond_them(castle, held):
    """PostgreSQL would refuse them later, with an error."""
    fits = castle.record(
        held[0], "details_given", {"given_name": "N" * 200, "family_name": "D", "born_on": "1984-11-09"}, at(1)
    )
    over = castle.record(
        held[0], "details_given", {"given_name": "N" * 201, "family_name": "D", "born_on": "1984-11-09"}, at(1)
    )

    assert (fits.status_code, problem(over)[0]) == (201, 422)

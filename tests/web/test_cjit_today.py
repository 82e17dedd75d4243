"""What a drug worker sees first: what is due, who is coming, and the day."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.web.cjit_story import EXPECTED, MONDAY, Story, adopt, set_clock, waiting_for_a_manager
from throughcare.journal.given import given
from throughcare.journal.models import DutyRow
from throughcare.rulebook.facts.custody import RiskFound, RiskTo
from throughcare.web.cjit import worklist
from throughcare.web.working import of as working_of

pytestmark = pytest.mark.django_db
PAGES = ("today", "arrivals", "my_people", "find")


@pytest.fixture(autouse=True)
def monday(settings):
    set_clock(settings)


@pytest.fixture
def dafydd(meera, northmoor_cjit, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").speaks().required()
    return story.expected(glan_y_dwr_cjit).released()


def page(client, who, name, query=""):
    cast.signed_in(client, who.account)
    return client.get(reverse(name) + query)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("name", PAGES)
def test_the_desk_opens_to_the_team(client, sian, name):
    assert page(client, sian, name).status_code == 200


@pytest.mark.parametrize("name", ["today", "arrivals", "my_people", "allocate"])
def test_the_desk_is_closed_to_the_custody_suite(client, meera, northmoor_cjit, name):
    assert page(client, meera, name).status_code == 403


def test_only_the_manager_allocates(client, sian, eluned):
    assert page(client, sian, "allocate").status_code == 403
    assert page(client, eluned, "allocate").status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "allocate"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, db, name):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response.url.startswith("/sign-in")


def test_someone_expected_is_due_coming_and_in_the_diary(
    client, sian, meera, glan_y_dwr, glan_y_dwr_cjit, northmoor_cjit
):
    adopt(glan_y_dwr)
    Story(officer=meera).lives("GYD").required().speaks().expected(glan_y_dwr_cjit).released()

    text = text_of(page(client, sian, "today"))

    assert "Take the first assessment; decide on a follow-up before it closes" in text
    assert "Initial assessment 10:30 today" in text
    assert "RA1 given into the person's hand, read out." in text.replace("&#x27;", "'")
    assert "finds reading hard" in text
    assert "1 expected today" in text
    assert text.count("Dafydd Llŷr O’Hare") >= 4


def test_another_team_sees_nothing_of_it(client, outsider, dafydd):
    assert "Dafydd" not in text_of(page(client, outsider, "today"))
    assert "Dafydd" not in text_of(page(client, outsider, "arrivals"))


def test_someone_still_in_custody_is_said_to_be_there(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    Story(officer=meera).lives("GYD").required().expected(glan_y_dwr_cjit)

    text = text_of(page(client, sian, "arrivals"))

    assert "Still in custody" in text
    assert "Castle Street custody suite" in text


def test_someone_released_without_ra1_is_to_be_offered_a_place(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    Story(officer=meera).lives("GYD").required().released()

    text = text_of(page(client, sian, "arrivals"))

    assert "Released, no RA1" in text
    assert "Offer an appointment by choice" in text
    assert "Record offer" in text


def test_an_immediate_risk_stands_above_what_has_waited_longer(sian, dafydd):
    at = EXPECTED + timedelta(days=2)
    dafydd.add(sian, RiskFound(risk=RiskTo.SELF, what="Shaking", taker="Siân"), at=at)
    working, until = working_of(sian), worklist.horizon(at, given())

    wanted = worklist.chosen({"due": "all"})
    duties = worklist.chosen_from(worklist.open_duties(working, at), wanted, until=until, working=working)

    assert duties[0].kind == "act_on_risk"
    assert any(duty.due < duties[0].due for duty in duties)


def test_the_reasons_name_the_limit_that_was_counted_and_what_a_reading_answers(client, sian, dafydd):
    duty = DutyRow.objects.get(person=dafydd.person, kind="hold_initial_assessment")
    cast.signed_in(client, sian.account)

    text = text_of(client.get(reverse("why", args=[dafydd.ref, duty.key])))

    assert "Someone who lives elsewhere is seen by the team there within 48 hours" in text
    assert "Someone who lives in the area" not in text
    assert "R29: Does a span that ends at midnight touch the day that begins? No." in text


def test_our_readings_stand_on_the_page_that_reasons_link_to(client, sian):
    text = page(client, sian, "guidance").content.decode()

    assert '<div id="R2"><dt>R2: “Within 48 hours' in text


def test_nothing_due_is_said_in_a_sentence(client, sian):
    assert "Nothing is due today. 0 duties in the next 5 working days." in text_of(page(client, sian, "today"))


def test_overdue_comes_first_and_is_counted(client, sian, dafydd, settings):
    set_clock(settings, EXPECTED + timedelta(days=2))

    response = page(client, sian, "today")

    assert b'<path d="M1 1h15v15H1z"' in response.content
    assert re.search(r"<strong>\d overdue</strong>", response.content.decode())


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?due=overdue", False),
        ("?due=soon", True),
        ("?due=all", True),
        ("?kind=agree_care_plan", False),
        ("?kind=record_attendance", True),
        ("?kind=missed", False),
        ("?q=dafydd", True),
        ("?q=nobody", False),
        ("?whose=mine", False),
        ("?due=nonsense&kind=no_such_kind&whose=me&page=99", True),
    ],
)
def test_the_address_says_what_is_shown(client, sian, dafydd, query, is_there):
    response = page(client, sian, "today", query)

    assert response.status_code == 200
    assert bool(response.context["rows"]) is is_there


def test_mine_are_those_whose_case_manager_i_am(client, sian, meera, eluned, northmoor_cjit):
    waiting_for_a_manager(officer=meera, worker=sian).managed(eluned, sian)

    response = page(client, sian, "today", "?whose=mine&due=all")

    assert [row.action for row in response.context["rows"]] == ["Review the person's place on the caseload"]
    assert "My caseload: 1 of 25" in text_of(response)


def test_a_limit_not_in_force_is_never_overdue(sian, dafydd, glan_y_dwr_cjit):
    from throughcare.journal.given import given
    from throughcare.web.working import of

    DutyRow.objects.update(binding=False)
    until = worklist.horizon(MONDAY + timedelta(days=30), given())

    found = worklist.tallies(worklist.open_duties(of(sian), until.now), until)

    assert worklist.total(found).all > 0
    assert worklist.total(found).overdue == 0


def test_forty_people_cost_no_more_queries_than_one(
    client, sian, eluned, meera, northmoor_cjit, glan_y_dwr_cjit, django_assert_max_num_queries
):
    for number in range(24):
        story = Story(f"Person Number{number}", officer=meera).lives("GYD").required()
        story.expected(glan_y_dwr_cjit, EXPECTED + timedelta(minutes=number))
    for number in range(4):
        waiting_for_a_manager(officer=meera, worker=sian, name=f"Other Number{number}")
    page(client, sian, "today")

    for who, name, most in (
        (sian, "today", 13), (eluned, "today", 14), (sian, "arrivals", 12), (sian, "my_people", 12),
        (eluned, "my_people", 12), (eluned, "allocate", 12), (eluned, "find", 12),
    ):  # fmt: skip
        cast.signed_in(client, who.account)
        with django_assert_max_num_queries(most) as found:
            response = client.get(reverse(name), {"q": "number"} if name == "find" else {})
        assert response.status_code == 200
        print(name, who.role, len(found))


def kinds(client, who, query=""):
    cast.signed_in(client, who.account)
    rows = client.get(reverse("today") + query).context["rows"]
    return [row.action.split(";")[0] for row in rows]


SEE, RECORD = "Take the first assessment", "Record whether the person came and stayed"


@pytest.mark.parametrize(
    ("at", "expected_at", "shown"),
    [
        (MONDAY, EXPECTED, [SEE]),
        (MONDAY, EXPECTED + timedelta(days=1), [SEE]),
        (MONDAY - timedelta(days=2), EXPECTED - timedelta(days=1), [RECORD]),
        (EXPECTED + timedelta(days=1), EXPECTED, [RECORD, SEE]),
    ],
    ids=["the limit is that day", "the limit is first", "the day is first", "the day is over, nobody recorded it"],
)
def test_someone_expected_stands_once(
    client, settings, sian, meera, glan_y_dwr, glan_y_dwr_cjit, northmoor_cjit, at, expected_at, shown
):
    adopt(glan_y_dwr)
    late = expected_at > EXPECTED
    story = Story(officer=meera).lives("GYD").required()
    story.expected(glan_y_dwr_cjit, expected_at, **({"late_because": "No place."} if late else {})).released()
    set_clock(settings, at)

    assert sorted(kinds(client, sian)) == sorted(shown)


def test_a_search_stays_in_the_address_with_the_filters(client, sian, dafydd):
    text = page(client, sian, "today", "?q=dafydd&due=all").content.decode()

    assert 'value="dafydd"' in text
    assert '<option value="all" selected>' in text
    assert "Clear" in text


def test_a_search_that_finds_nobody_says_so(client, sian, dafydd):
    assert "No duty fits these choices." in text_of(page(client, sian, "today", "?q=nobody"))


def test_twenty_rows_stand_on_a_page(client, sian, meera, northmoor_cjit, glan_y_dwr_cjit):
    for number in range(22):
        story = Story(f"Person Number{number}", officer=meera).lives("GYD").required()
        story.expected(glan_y_dwr_cjit)

    first, second = page(client, sian, "today"), page(client, sian, "today", "?page=2")

    assert len(first.context["rows"]) == 20
    assert "1 to 20 of 22. Next 2" in text_of(first)
    assert len(second.context["rows"]) == 2
    assert "Everyone who is coming" in text_of(first)

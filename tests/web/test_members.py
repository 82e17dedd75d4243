"""Teams, roles and accounts on screen: who finds whom, what is refused, and that a leaver sees nothing more."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import *  # noqa: F403
from tests.cast import works_at
from tests.web.cjit_story import MONDAY, Story, set_clock, waiting_for_a_manager
from throughcare.accounts.actions import add_membership, date_end, end_membership
from throughcare.accounts.closing import close_account
from throughcare.accounts.models import Account, Membership, MembershipChange, RefusedChange
from throughcare.organisations.actions import close_organisation
from throughcare.rulebook.actors import MANAGES, ROLES, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(settings):
    set_clock(settings)


def signed_in(client, who):
    return cast.signed_in(client, who.account)


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def give(client, team, **answers):
    data = {"email": "new@example.org", "full_name": "Niamh D’Arcy", "role": "outreach_worker", **answers}
    return client.post(reverse("give_role", args=[team.pk]), data)


def on(name, day, month=6, year=2010):
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_a_manager_finds_their_own_team_and_no_other(client, eluned, sian, rhian, northmoor_cjit):
    signed_in(client, eluned)

    text = text_of(client.get(reverse("members")))

    assert "Siân Hŵel" in text
    assert "Rhian" not in text
    for name in ("team", "give_role"):
        assert client.get(reverse(name, args=[northmoor_cjit.pk])).status_code == 404
    for name in ("end_role", "change_role"):
        for method in (client.get, client.post):
            assert method(reverse(name, args=[rhian.pk])).status_code == 404


def test_an_administrator_finds_every_team_and_account(client, administrator, eluned, rhian, northmoor_cjit):
    signed_in(client, administrator)

    everything = text_of(client.get(reverse("members")))
    found = text_of(client.get(reverse("members"), {"q": "o'neill"}))

    assert "Northmoor CJIT" in everything
    assert "Glan-y-Dŵr CJIT" in everything
    assert "rhian.oneill@example.org" in found
    assert "Eluned" not in found
    assert "Rhian" in text_of(client.get(reverse("team", args=[northmoor_cjit.pk])))


def test_a_list_for_each_state_with_its_count(client, eluned, sian, glan_y_dwr_cjit):
    signed_in(client, eluned)
    date_end(membership=sian, until_at=MONDAY + timedelta(days=10), by=None, at=MONDAY)
    gone = works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gone Person")
    end_membership(membership=gone, by=None, at=MONDAY - timedelta(days=3))
    works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Later Person", at=MONDAY + timedelta(days=3))

    lists = {show: text_of(client.get(reverse("members"), {"show": show})) for show in ("soon", "later", "gone")}

    assert "2 here now 1 to end within 30 days 1 to begin later 1 gone" in lists["soon"]
    assert "until 17 June 2010" in lists["soon"]
    assert "From 10 June 2010" in lists["later"]
    assert "ended 4 June 2010" in lists["gone"]


def test_a_page_of_a_team_costs_the_same_however_many_work_there(client, eluned, glan_y_dwr_cjit):
    signed_in(client, eluned)

    def asked(**query):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("members"), query)
        return len(queries)

    asked()
    before = asked(), asked(show="changes")
    for number in range(40):
        works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, f"Worker Number {number}")

    assert (asked(), asked(show="changes")) == before
    assert max(before) <= 12
    text = text_of(client.get(reverse("members")))
    assert "1 to 25 of 41" in text


def test_the_list_of_teams_costs_the_same_however_many_there_are(client, administrator):
    signed_in(client, administrator)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("members"), {"q": "a"})
        return len(queries)

    asked()
    before = asked()
    for number in range(40):
        works_at(
            cast.opened("custody suite", f"A suite {number}", None), Role.CUSTODY_SERGEANT, f"Ann Sergeant {number}"
        )

    assert asked() == before <= 12


def test_somebody_new_gets_an_account_and_a_role_and_no_password(client, eluned, glan_y_dwr_cjit):
    answer = give(signed_in(client, eluned), glan_y_dwr_cjit, **on("until_on", 30))

    made = Membership.objects.get(account__email="new@example.org")
    assert answer.url == reverse("team", args=[glan_y_dwr_cjit.pk])
    assert not made.account.has_usable_password()
    assert (made.from_at.date(), made.until_at) == (MONDAY.date(), datetime(2010, 6, 30, 23, tzinfo=UTC))
    assert made.changes.get().by == eluned


def test_somebody_who_never_signed_in_is_a_click_from_a_code(client, eluned, sian, glan_y_dwr_cjit):
    signed_in(client, eluned)

    page = client.get(reverse("members")).content.decode()

    assert reverse("make_code", args=[sian.account_id]) in page
    assert reverse("make_code", args=[eluned.account_id]) not in page
    assert client.get(reverse("make_code", args=[sian.account_id])).status_code == 200


def test_an_address_nobody_has_is_asked_about_before_an_account_is_opened(client, eluned, glan_y_dwr_cjit):
    answer = give(signed_in(client, eluned), glan_y_dwr_cjit, full_name="")

    assert answer.status_code == 422
    assert "Nobody has an account under this address" in text_of(answer)
    assert not Account.objects.filter(email="new@example.org").exists()


def test_whose_address_it_is_is_shown_before_a_role_is_given(client, eluned, rhian, glan_y_dwr_cjit):
    signed_in(client, eluned)

    shown = give(client, glan_y_dwr_cjit, email="Rhian.ONeill@example.org", full_name="")
    assert "This address belongs to Rhian O'Neill" in text_of(shown)
    assert rhian.account.memberships.count() == 1
    done = give(client, glan_y_dwr_cjit, email=rhian.account.email, agreed=str(rhian.account.pk), full_name="")

    assert done.status_code == 302
    assert {one.organisation for one in rhian.account.memberships.all()} == {rhian.organisation, glan_y_dwr_cjit}


def test_a_role_that_begins_later_stands_on_its_own_list(client, eluned, glan_y_dwr_cjit):
    answer = give(signed_in(client, eluned), glan_y_dwr_cjit, **on("from_on", 21))

    assert answer.url.endswith("?show=later")
    assert "From 21 June 2010" in text_of(client.get(answer.url))


def test_a_role_is_ended_on_a_day_and_the_end_taken_back(client, eluned, sian):
    signed_in(client, eluned)
    page = reverse("end_role", args=[sian.pk])

    assert client.post(page, {"how": "day", **on("last_on", 18)}).status_code == 302
    sian.refresh_from_db()
    assert sian.until_at == datetime(2010, 6, 18, 23, tzinfo=UTC)
    assert "Not after all" in text_of(client.get(page))
    assert client.post(page, {"how": "open"}).status_code == 302
    sian.refresh_from_db()
    assert sian.until_at is None
    log = text_of(client.get(reverse("members"), {"show": "changes"}))
    assert "Until 18 June 2010" in log
    assert "Goes on, without an end" in log


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"how": ""}, "Say when it ends"),
        ({"how": "day"}, "Enter the last day"),
        ({"how": "day", **on("last_on", 1)}, "The last day has passed"),
    ],
)
def test_an_end_needs_a_day_that_can_be(client, eluned, sian, answers, sentence):
    answer = signed_in(client, eluned).post(reverse("end_role", args=[sian.pk]), answers)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_change_of_role_is_an_end_and_a_beginning(client, eluned, sian):
    data = {"role": "outreach_worker", **on("from_on", 14)}

    answer = signed_in(client, eluned).post(reverse("change_role", args=[sian.pk]), data)

    assert answer.status_code == 302
    assert [(one.role, one.until_at is None) for one in sian.account.memberships.order_by("from_at")] == [
        ("cjit_case_manager", False), ("outreach_worker", True),
    ]  # fmt: skip


def test_the_people_of_a_case_manager_who_leaves_are_pointed_out(client, eluned, sian, meera, administrator):
    waiting_for_a_manager(officer=meera, worker=sian).managed(eluned, sian)

    managers = text_of(signed_in(client, eluned).get(reverse("end_role", args=[sian.pk])))
    closing = text_of(signed_in(client, administrator).get(reverse("close_account", args=[sian.account_id])))

    assert "Siân Hŵel is the case manager of 1 person at Glan-y-Dŵr CJIT." in managers
    assert "Move people" in managers
    assert "is the case manager of 1 person" in closing


OWN = ("give_role", "end_role", "change_role", "close_account")


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", ["eluned", "administrator"])
def test_nobody_changes_their_own_and_the_try_is_kept(client, request, who, page):
    """A7: no success, and every try is on record."""
    me = request.getfixturevalue(who)
    signed_in(client, me)
    before = MembershipChange.objects.count()
    role = "cjit_spoc" if who == "eluned" else "administrator"
    about = {"give_role": me.organisation_id, "close_account": me.account_id}.get(page, me.pk)
    data = {"email": me.account.email, "agreed": str(me.account_id), "role": role, "how": "now", "why": "x"}

    answer = client.post(reverse(page, args=[about]), data)

    offered = not (page == "change_role" and who == "administrator")
    if page == "close_account" and who == "eluned":
        assert answer.status_code == 403
    elif offered:
        assert "Nobody changes their own roles or dates" in text_of(answer)
        assert RefusedChange.objects.get().by == me
    assert answer.status_code in {403, 422}
    assert MembershipChange.objects.count() == before


@pytest.mark.parametrize("role", [role for role, row in ROLES.items() if row.signs_in])
def test_only_managers_administrators_and_auditors_read_about_roles(client, role, db):
    member = works_at(cast.opened(ROLES[role].kind, "A team", None), role, "Some Body")
    signed_in(client, member)

    allowed = role in MANAGES or role in {Role.ADMINISTRATOR, Role.AUDITOR}
    assert client.get(reverse("roles")).status_code == (200 if allowed else 403)


def test_the_roles_page_says_of_every_role_what_it_records_and_sees(client, administrator):
    signed_in(client, administrator)

    text = text_of(client.get(reverse("roles")))

    assert all(row.title in text and row.sentence in text for row in ROLES.values())
    assert "Custody : Arrest, Test authorised" in text
    assert "Never signs in." in text


def test_whoever_checks_reads_every_change_and_every_refusal(client, administrator, eluned, sian, glan_y_dwr_cjit):
    signed_in(client, eluned)
    give(client, glan_y_dwr_cjit, email=eluned.account.email, agreed=str(eluned.account_id))
    close_account(account=sian.account, from_at=MONDAY, why="Left the service", by=administrator, at=MONDAY)
    auditor = works_at(cast.opened("auditor", "Information governance", None), Role.AUDITOR, "Edith Barlow")
    signed_in(client, auditor)

    pages = {
        show: text_of(client.get(reverse("role_changes"), {"show": show})) for show in ("roles", "accounts", "refused")
    }

    assert "Siân Hŵel CJIT case manager, Glan-y-Dŵr CJIT Ended 7 June 2010" in pages["roles"]
    assert "Siân Hŵel Closed at once. Left the service Kit Öberg" in pages["accounts"]
    assert "Eluned Prŷs Glan-y-Dŵr CJIT This is your own. Nobody changes their own" in pages["refused"]


LEAVING = {
    "the membership ends": lambda one, admin: end_membership(membership=one, by=admin, at=MONDAY),
    "the organisation closes": lambda one, admin: close_organisation(
        organisation=one.organisation, until_on=MONDAY.date()
    ),
    "the account is closed": lambda one, admin: close_account(
        account=one.account, from_at=MONDAY, why="Left", by=admin, at=MONDAY
    ),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=[f"A8 {name}" for name in LEAVING])
def test_a_leaver_sees_nothing_at_the_next_request(client, meera, sian, administrator, glan_y_dwr_cjit, leave):
    story = Story(officer=meera).lives("GYD").speaks().required().expected(glan_y_dwr_cjit).released()
    signed_in(client, sian)
    pages = [reverse("person", args=[story.ref]), reverse("find"), reverse("today"), reverse("my_people")]
    assert client.get(pages[0]).status_code == 200

    leave(sian, administrator)

    for page in pages:
        answer = client.get(page)
        assert answer.status_code in {302, 403}, page
        assert "O’Hare" not in answer.content.decode()
    assert "O’Hare" not in client.get(reverse("front"), follow=True).content.decode()


def test_what_a_leaver_wrote_keeps_their_name(client, meera, sian, eluned, glan_y_dwr_cjit):
    story = Story(officer=meera).lives("GYD").speaks().required().expected(glan_y_dwr_cjit).released()
    story.assessed(sian, at=MONDAY)
    end_membership(membership=sian, by=eluned, at=MONDAY + timedelta(minutes=5))

    signed_in(client, eluned)
    assert "Siân Hŵel" in text_of(client.get(reverse("person", args=[story.ref])))


def test_an_account_without_a_post_gets_a_kind_page_and_no_data(client, sian, glan_y_dwr_cjit):
    end_membership(membership=sian, by=None, at=MONDAY)
    works_at(glan_y_dwr_cjit, Role.CJIT_SPOC, "Somebody Else")
    add_membership(
        membership=Membership(
            account=sian.account, organisation=glan_y_dwr_cjit, role=Role.CJIT_SPOC, from_at=MONDAY + timedelta(days=7)
        ),
        by=None, at=MONDAY,
    )  # fmt: skip
    signed_in(client, sian)

    text = text_of(client.get(reverse("front"), follow=True))

    assert "You have no post at the moment" in text
    assert "Monday 14 June 2010" in text
    assert "Find a record" not in text

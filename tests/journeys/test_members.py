"""Teams, roles and possible matches in a real browser: a manager gives and ends a role, an administrator reads."""

from datetime import timedelta

import pytest

from tests.cast import *  # noqa: F403
from tests.cast import opened, works_at
from tests.web.cjit_story import MONDAY, waiting_for_a_manager
from tests.web.suite_scene import arrested
from throughcare.accounts.actions import date_end, end_membership
from throughcare.accounts.models import Membership
from throughcare.matching.comparing import compare_what_is_new
from throughcare.rulebook.actors import OrganisationKind, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SATURDAY = MONDAY + timedelta(days=5)
BEGINS = SATURDAY


@pytest.fixture
def team(meera, sian, eluned, rhian, glan_y_dwr_cjit, northmoor_cjit):
    """Siân has people and goes soon; one is gone and one to come."""
    waiting_for_a_manager(officer=meera, worker=sian, name="Mari O’Connell").managed(eluned, sian)
    date_end(membership=sian, until_at=SATURDAY + timedelta(days=20), by=None, at=SATURDAY)
    gone = works_at(glan_y_dwr_cjit, Role.OUTREACH_WORKER, "Gareth O'Donnell")
    end_membership(membership=gone, by=eluned, at=MONDAY)
    works_at(glan_y_dwr_cjit, Role.CJIT_COURT_WORKER, "Lleucu D'Souza", at=SATURDAY + timedelta(days=9))
    return glan_y_dwr_cjit


def test_a_manager_gives_changes_and_ends_a_role(visitor, team, eluned):
    manager = visitor.is_now(eluned).goes("/members")
    manager.reads("2 here now", "1 to end within 30 days", "Siân Hŵel").looks("team")

    manager.presses("Give somebody a role").presses("Give the role").reads("Choose a role").looks("give-role-errors")
    manager.chooses(role="outreach_worker").types(email="niamh@example.org").presses("Give the role")
    manager.reads("Nobody has an account under this address").looks("give-role-new")
    manager.types(full_name="Niamh D’Arcy").presses("Give the role").reads("Niamh D’Arcy", "Outreach worker")
    manager.goes(f"/members/team/{team.pk}/give").chooses(role="cjit_spoc").types(email="rhian.oneill@example.org")
    manager.presses("Give the role").reads("This address belongs to Rhian O'Neill").looks("give-role-known")
    manager.presses("Yes: give the role").reads("Rhian O'Neill", "CJIT single point of contact")

    manager.follows("End the role of Siân").reads("Siân Hŵel is the case manager of 1 person").looks("end-role")
    manager.chooses(how="now").presses("Save").reads("this post cannot end yet").looks("end-role-refused")
    manager.goes("/members").follows("End the role of Rhian").chooses(how="now").presses("Save")
    manager.goes("/members").follows("Change role of Niamh").chooses(role="cjit_case_manager").looks("change-role")
    manager.presses("Change the role").reads("CJIT case manager")
    for show in ("later", "gone", "changes"):
        manager.goes(f"/members?show={show}").looks(f"team-{show}")
    assert Membership.objects.get(account__email="sian.hwel@example.org").until_at is not None
    rhian = Membership.objects.filter(account__full_name="Rhian O'Neill", organisation=team)
    assert [one.until_at is not None for one in rhian] == [True]


def test_an_administrator_reads_about_roles_and_closes_an_account(visitor, team, sian, administrator):
    for number in range(30):
        opened(OrganisationKind.COURT, f"Magistrates’ court {number:02}", None)
    reader = visitor.is_now(administrator).goes("/")
    reader.reads("Teams and accounts", "Glan-y-Dŵr CJIT", "1 to 25 of").looks("teams")

    reader.follows("Roles").reads("Detention officer", "Custody sergeant", "Family member").looks("roles")
    reader.page.locator("details").first.locator("summary").click()
    reader.page.locator(".tc-roles details summary").first.click()
    reader.reads("Names, date of birth", "Drug test").looks("roles-open")

    reader.goes("/members").types(q="zzz").presses("Find").reads("No account fits", "No team fits")
    reader.types(q="Siân").presses("Find").reads("sian.hwel@example.org").looks("teams-found")
    reader.follows("Siân Hŵel").reads("CJIT case manager").looks("account")
    reader.follows("Close the account").presses("Close the account").reads("Say in a few words why").looks(
        "close-account"
    )
    reader.types(why="Left the service").presses("Close the account").reads("Siân Hŵel is the case manager of 1 person")
    reader.looks("close-account-refused").goes("/members").types(q="Gareth").presses("Find").follows("Gareth O'Donnell")
    reader.follows("Close the account").types(why="Left the service").presses("Close the account")
    reader.reads("Closed, 12 June 2010").looks("account-closed")


def test_roles_without_a_desk_and_accounts_without_a_post(visitor, team, sian, northmoor):
    partnership = opened(OrganisationKind.PARTNERSHIP, "Northmoor partnership", northmoor)
    marek = works_at(partnership, Role.PARTNERSHIP_MANAGER, "Marek Łuczak")
    visitor.is_now(marek).goes("/").reads("come with later steps").looks("no-desk")
    end_membership(membership=sian, by=None, at=SATURDAY)
    visitor.is_now(sian).goes("/").reads("You have no post at the moment").looks("no-post")


def test_a_worker_decides_about_a_possible_match(visitor, meera, sian, mill_lane, northmoor_cjit):
    waiting_for_a_manager(officer=meera, worker=sian, name="Carys O’Shaughnessy")
    arrested(works_at(mill_lane, Role.DETENTION_OFFICER, "Nia Ellis"), "Karys", "O'Shaughnessy", area="NMR")
    compare_what_is_new(at=SATURDAY)

    worker = visitor.is_now(sian).goes("/matches").reads("Karys O'Shaughnessy", "Northmoor").looks("matches")
    worker.follows("Compare").presses("Save").reads("Say whether it is one person").looks("match-errors")
    worker.chooses(answer="unsure").types(why="Ask her on Wednesday").presses("Save").reads("None.")
    worker.follows("Cannot say yet").follows("Look again").reads("Ask her on Wednesday").looks("match")


def test_a_suite_is_asked_whether_it_is_one_of_its_own(visitor, meera, northmoor_cjit, glan_y_dwr_cjit):
    arrested(meera, "Carys", "O'Shaughnessy", area="NMR")
    officer = visitor.is_now(meera).goes("/suite/book-in")
    officer.types(
        given_name="Karys", family_name="O’Shaughnessy", born_on__day="9", born_on__month="11", born_on__year="1984",
        custody_number="CS/9",
    ).chooses(housing="not known", finds_reading_hard="no")  # fmt: skip
    officer.page.locator('[name="offence"]').select_option("theft_s1")

    officer.presses("Book in").reads("Is it one of these?", "In this suite now").looks("book-in-alike")
    officer.presses("None of these: book in").reads("Karys O’Shaughnessy")

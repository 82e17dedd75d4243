"""The named cast: three areas, their teams, and the people who work there, built by the rooms' functions.

A folder that needs them says `from tests.cast import *` in its conftest.py. Everyone's fixture is a
Membership; the account is `.account`, the team `.organisation`. Nobody has a password: scrypt is slow.
"""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from throughcare.accounts import registers, sessions
from throughcare.accounts.actions import add_membership, live_memberships, open_account
from throughcare.accounts.models import Membership
from throughcare.journal import quality
from throughcare.organisations.actions import (
    appoint_cjit_of_residence,
    list_place,
    open_area,
    open_organisation,
)
from throughcare.organisations.models import Nation, Organisation
from throughcare.organisations.spelling import folded
from throughcare.rulebook.actors import POLICE, OrganisationKind, Role
from throughcare.web import clock
from throughcare.web.account.step_up import CONFIRMED_AT

SINCE_ON = date(2003, 4, 1)  # the programme's first day
SINCE_AT = datetime(2010, 4, 1, 8, tzinfo=UTC)


def works_at(organisation, role, full_name, *, number="", at=SINCE_AT):
    email = f"{folded(full_name).replace(' ', '.')}@example.org"
    account = open_account(email=email, full_name=full_name, password=None)
    post = Membership(account=account, organisation=organisation, role=role, number=number)
    add_membership(membership=post, by=None, at=at)
    if role in POLICE:
        train(post)
    return post


def train(post, *, from_on=SINCE_ON):
    """Everyone of the suites is trained to take samples, unless a test says otherwise."""
    registers.enter_tester(
        account=post.account,
        force=post.organisation.parent or post.organisation,
        from_on=from_on,
        by=None,
        at=post.from_at,
    )


def signed_in(client, account):
    """As somebody is after the sign-in page and the second step."""
    client.force_login(account)
    session, at = client.session, timezone.now()
    has_post = live_memberships(account=account, at=clock.now()).exists()
    sessions.begin(session, device="Firefox on Linux", has_post=has_post, at=at)
    session[CONFIRMED_AT] = at.isoformat()
    session.save()
    return client


def opened(kind, name, area, parent=None):
    """A suite may test from its first day."""
    team = open_organisation(
        organisation=Organisation(kind=kind, name=name, area=area, parent=parent, from_on=SINCE_ON)
    )
    if kind is OrganisationKind.POLICE_SUITE:
        registers.authorise_suite(suite=team, from_on=SINCE_ON, by=None, at=SINCE_AT)
    return team


def opened_cjit(name, area):
    team = opened(OrganisationKind.CJIT, name, area)
    appoint_cjit_of_residence(area=area, cjit=team, from_on=SINCE_ON)
    return team


@pytest.fixture(autouse=True)
def the_last_of_fifty(monkeypatch):
    """No sample of a short story is the one drawn for quality assurance, so that a story is always the same."""
    monkeypatch.setattr(quality, "by_chance", lambda below: below - 1)


@pytest.fixture
def northmoor(db):
    area = open_area(code="NMR", name="Northmoor", nation=Nation.ENGLAND, from_on=SINCE_ON)
    for text in ("Northmoor", "Newport", "NM1"):
        list_place(text=text, area=area, from_on=SINCE_ON)
    return area


@pytest.fixture
def glan_y_dwr(db):
    area = open_area(code="GYD", name="Glan-y-Dŵr", nation=Nation.WALES, from_on=SINCE_ON)
    for text in ("Glan-y-Dŵr", "Newport", "GD2"):
        list_place(text=text, area=area, from_on=SINCE_ON)
    return area


@pytest.fixture
def saltmarsh(db):
    """The third area: involved in nothing."""
    return open_area(code="SLM", name="Saltmarsh", nation=Nation.ENGLAND, from_on=SINCE_ON)


@pytest.fixture
def northmoor_police(northmoor):
    return opened(OrganisationKind.POLICE_FORCE, "Northmoor Police", northmoor)


@pytest.fixture
def castle_street(northmoor, northmoor_police):
    return opened(OrganisationKind.POLICE_SUITE, "Castle Street custody suite", northmoor, parent=northmoor_police)


@pytest.fixture
def northmoor_cjit(northmoor):
    return opened_cjit("Northmoor CJIT", northmoor)


@pytest.fixture
def glan_y_dwr_police(glan_y_dwr):
    return opened(OrganisationKind.POLICE_FORCE, "Glan-y-Dŵr Police", glan_y_dwr)


@pytest.fixture
def mill_lane(glan_y_dwr, glan_y_dwr_police):
    return opened(OrganisationKind.POLICE_SUITE, "Mill Lane custody suite", glan_y_dwr, parent=glan_y_dwr_police)


@pytest.fixture
def glan_y_dwr_cjit(glan_y_dwr):
    return opened_cjit("Glan-y-Dŵr CJIT", glan_y_dwr)


@pytest.fixture
def saltmarsh_cjit(saltmarsh):
    return opened_cjit("Saltmarsh CJIT", saltmarsh)


@pytest.fixture
def platform(db):
    return opened(OrganisationKind.PLATFORM, "Throughcare", None)


@pytest.fixture
def meera(castle_street):
    """Detention officer, Castle Street."""
    return works_at(castle_street, Role.DETENTION_OFFICER, "Meera O'Shea", number="4711")


@pytest.fixture
def rhys(castle_street):
    """Custody inspector, Castle Street."""
    return works_at(castle_street, Role.CUSTODY_INSPECTOR, "Rhŷs Tanner", number="102")


@pytest.fixture
def aled(castle_street):
    """Custody sergeant, Castle Street."""
    return works_at(castle_street, Role.CUSTODY_SERGEANT, "Aled O'Rourke", number="877")


@pytest.fixture
def rhian(northmoor_cjit):
    """Custody worker, Northmoor CJIT."""
    return works_at(northmoor_cjit, Role.CJIT_CUSTODY_WORKER, "Rhian O'Neill")


@pytest.fixture
def northmoor_manager(northmoor_cjit):
    return works_at(northmoor_cjit, Role.CJIT_MANAGER, "Tomasz Łukasik")


@pytest.fixture
def sian(glan_y_dwr_cjit):
    """Case manager, Glan-y-Dŵr CJIT."""
    return works_at(glan_y_dwr_cjit, Role.CJIT_CASE_MANAGER, "Siân Hŵel")


@pytest.fixture
def eluned(glan_y_dwr_cjit):
    """Manager, Glan-y-Dŵr CJIT."""
    return works_at(glan_y_dwr_cjit, Role.CJIT_MANAGER, "Eluned Prŷs")


@pytest.fixture
def outsider(saltmarsh_cjit):
    """Manager of a CJIT that is involved with nobody in the cast."""
    return works_at(saltmarsh_cjit, Role.CJIT_MANAGER, "Ngozi Àbà")


@pytest.fixture
def administrator(platform):
    return works_at(platform, Role.ADMINISTRATOR, "Kit Öberg")

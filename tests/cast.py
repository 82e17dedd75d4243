"""The named cast: three areas, their teams, and the people who work there, built by the rooms' functions.

A folder that needs them says `from tests.cast import *` in its conftest.py. Everyone's fixture is a
Membership; the account is `.account`, the team `.organisation`. Nobody has a password: scrypt is slow.
"""

from datetime import UTC, date, datetime

import pytest

from throughcare.accounts.actions import add_membership, open_account
from throughcare.organisations.actions import (
    appoint_cjit_of_residence,
    list_place,
    open_area,
    open_organisation,
)
from throughcare.organisations.models import Nation
from throughcare.rulebook.actors import OrganisationKind, Role

SINCE_ON = date(2003, 4, 1)  # the programme's first day
SINCE_AT = datetime(2010, 4, 1, 8, tzinfo=UTC)


def works_at(organisation, role, full_name, *, number="", at=SINCE_AT):
    email = full_name.lower().encode("ascii", "ignore").decode().replace(" ", ".").replace("'", "")
    account = open_account(email=f"{email}@example.org", full_name=full_name, password=None)
    return add_membership(
        account=account, organisation=organisation, role=role, number=number, by=None, at=at
    )


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
    return open_organisation(
        kind=OrganisationKind.POLICE_FORCE, name="Northmoor Police", area=northmoor, from_on=SINCE_ON
    )


@pytest.fixture
def castle_street(northmoor, northmoor_police):
    return open_organisation(
        kind=OrganisationKind.POLICE_SUITE,
        name="Castle Street custody suite",
        area=northmoor,
        parent=northmoor_police,
        from_on=SINCE_ON,
    )


@pytest.fixture
def northmoor_cjit(northmoor):
    team = open_organisation(
        kind=OrganisationKind.CJIT, name="Northmoor CJIT", area=northmoor, from_on=SINCE_ON
    )
    appoint_cjit_of_residence(area=northmoor, cjit=team, from_on=SINCE_ON)
    return team


@pytest.fixture
def glan_y_dwr_police(glan_y_dwr):
    return open_organisation(
        kind=OrganisationKind.POLICE_FORCE, name="Glan-y-Dŵr Police", area=glan_y_dwr, from_on=SINCE_ON
    )


@pytest.fixture
def mill_lane(glan_y_dwr, glan_y_dwr_police):
    return open_organisation(
        kind=OrganisationKind.POLICE_SUITE,
        name="Mill Lane custody suite",
        area=glan_y_dwr,
        parent=glan_y_dwr_police,
        from_on=SINCE_ON,
    )


@pytest.fixture
def glan_y_dwr_cjit(glan_y_dwr):
    team = open_organisation(
        kind=OrganisationKind.CJIT, name="Glan-y-Dŵr CJIT", area=glan_y_dwr, from_on=SINCE_ON
    )
    appoint_cjit_of_residence(area=glan_y_dwr, cjit=team, from_on=SINCE_ON)
    return team


@pytest.fixture
def saltmarsh_cjit(saltmarsh):
    team = open_organisation(
        kind=OrganisationKind.CJIT, name="Saltmarsh CJIT", area=saltmarsh, from_on=SINCE_ON
    )
    appoint_cjit_of_residence(area=saltmarsh, cjit=team, from_on=SINCE_ON)
    return team


@pytest.fixture
def platform(db):
    return open_organisation(kind=OrganisationKind.PLATFORM, name="Throughcare", area=None, from_on=SINCE_ON)


@pytest.fixture
def meera(castle_street):
    """Detention officer, Castle Street."""
    return works_at(castle_street, Role.DETENTION_OFFICER, "Meera O'Shea", number="4711")


@pytest.fixture
def rhys(castle_street):
    """Custody inspector, Castle Street."""
    return works_at(castle_street, Role.CUSTODY_INSPECTOR, "Rhŷs Tanner", number="102")


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

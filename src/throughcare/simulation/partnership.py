"""The demonstration's areas, teams and staff, as tables: all invented. Each role has one known account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from throughcare.organisations.models import Nation
from throughcare.rulebook.actors import OrganisationKind, Role

_K = OrganisationKind

PASSWORD = "demonstration-only-castle-street"  # noqa: S105
"""Of every known account. It opens nothing outside a demonstration."""
CODES = "DEMONSTRATIONONLYCASTLESTREET234"
"""The secret of the app of every known account, in base32. The sign-in page of a demonstration shows its code."""


class AreaRow(NamedTuple):
    code: str
    name: str
    nation: Nation
    places: tuple[str, ...]
    """Place names, and postcode districts."""


AREAS = (
    AreaRow("NMR", "Northmoor", Nation.ENGLAND, ("Northmoor", "Castle Ward", "Newport", "Millgate", "NM1", "NM2")),
    AreaRow("GYD", "Glan-y-Dŵr", Nation.WALES, ("Glan-y-Dŵr", "Pen-y-Bryn", "Newport", "Bryn Coed", "GD2", "GD5")),
    AreaRow("THL", "Thornley", Nation.ENGLAND, ("Thornley", "Thornley Bridge", "Ashgate", "TH3", "TH4")),
    AreaRow("SLM", "Saltmarsh", Nation.ENGLAND, ("Saltmarsh", "Saltmarsh Quay", "SM7")),
)


class TeamRow(NamedTuple):
    name: str
    kind: OrganisationKind
    area: str = ""
    parent: str = ""
    address: str = ""
    phone: str = ""
    opening_hours: str = ""


DAY = "Monday to Friday 9:00 to 17:00"
NIGHT = "Always open"

TEAMS = (
    TeamRow("Northmoor Police", _K.POLICE_FORCE, "NMR"),
    TeamRow("Glan-y-Dŵr Police", _K.POLICE_FORCE, "GYD"),
    TeamRow("Thornley Police", _K.POLICE_FORCE, "THL"),
    TeamRow("Castle Street custody suite", _K.POLICE_SUITE, "NMR", "Northmoor Police", "1 Castle Street", "", NIGHT),
    TeamRow("Mill Lane custody suite", _K.POLICE_SUITE, "GYD", "Glan-y-Dŵr Police", "12 Mill Lane", "", NIGHT),
    TeamRow("Foundry Street custody suite", _K.POLICE_SUITE, "THL", "Thornley Police", "40 Foundry Street", "", NIGHT),
    TeamRow("Northmoor CJIT", _K.CJIT, "NMR", "", "9 Station Approach, Northmoor", "01632 960101", DAY),
    TeamRow("Glan-y-Dŵr CJIT", _K.CJIT, "GYD", "", "Tŷ Dewi, 3 Heol y Bont", "01632 960202", DAY),
    TeamRow("Thornley CJIT", _K.CJIT, "THL", "", "The Old Bank, Ashgate", "01632 960303", DAY),
    TeamRow("Saltmarsh CJIT", _K.CJIT, "SLM", "", "2 Quay Street", "01632 960404", DAY),
    TeamRow("Northmoor partnership", _K.PARTNERSHIP, "NMR"),
    TeamRow("Glan-y-Dŵr partnership", _K.PARTNERSHIP, "GYD"),
    TeamRow("HMP Bryn Coed", _K.PRISON, "GYD"),
    TeamRow("Northmoor probation", _K.PROBATION, "NMR"),
    TeamRow("Northmoor PPO scheme", _K.PPO_SCHEME, "NMR"),
    TeamRow("Glan-y-Dŵr PPO scheme", _K.PPO_SCHEME, "GYD"),
    TeamRow("Riverside treatment and advice", _K.PROVIDER, "NMR"),
    TeamRow("Screening laboratory", _K.LABORATORY),
    TeamRow("Government Office", _K.GOVERNMENT_OFFICE),
    TeamRow("National Treatment Agency", _K.NTA),
    TeamRow("Home Office", _K.HOME_OFFICE),
    TeamRow("Information governance", _K.AUDITOR),
    TeamRow("Throughcare", _K.PLATFORM),
)


class StaffRow(NamedTuple):
    name: str
    role: Role
    team: str
    number: str = ""


STAFF = (
    StaffRow("Meera O'Shea", Role.DETENTION_OFFICER, "Castle Street custody suite", "4711"),
    StaffRow("Aled O'Rourke", Role.CUSTODY_SERGEANT, "Castle Street custody suite", "877"),
    StaffRow("Rhŷs Tanner", Role.CUSTODY_INSPECTOR, "Castle Street custody suite", "102"),
    StaffRow("Jodie Fairhurst", Role.ARRESTING_OFFICER, "Castle Street custody suite", "5120"),
    StaffRow("Rhian O'Neill", Role.CJIT_CUSTODY_WORKER, "Northmoor CJIT"),
    StaffRow("Siân Hŵel", Role.CJIT_CASE_MANAGER, "Glan-y-Dŵr CJIT"),
    StaffRow("Eluned Prŷs", Role.CJIT_MANAGER, "Glan-y-Dŵr CJIT"),
    StaffRow("Joseff Dŵyer", Role.OUTREACH_WORKER, "Glan-y-Dŵr CJIT"),
    StaffRow("Lleucu D'Souza", Role.CJIT_COURT_WORKER, "Glan-y-Dŵr CJIT"),
    StaffRow("Bethan O'Hŷde", Role.CJIT_SPOC, "Glan-y-Dŵr CJIT"),
    StaffRow("Marek Łuczak", Role.PARTNERSHIP_MANAGER, "Glan-y-Dŵr partnership"),
    StaffRow("Hodan Cali", Role.DATA_MANAGER, "Northmoor partnership"),
    StaffRow("Mererid Prosser", Role.NOMINATED_SENIOR_PROFESSIONAL, "Glan-y-Dŵr partnership"),
    StaffRow("Frances Àbà-Lee", Role.NOMINATED_SENIOR_PROFESSIONAL, "Northmoor partnership"),
    StaffRow("Peter Ormerod", Role.POLICE_STRATEGIC_LEAD, "Northmoor Police"),
    StaffRow("Samina Bhatti", Role.POLICE_OPERATIONAL_LEAD, "Northmoor Police"),
    StaffRow("Colin Tattersall", Role.CASCADE_TRAINER, "Northmoor Police"),
    StaffRow("Gwenllïan Mawr", Role.CARAT_WORKER, "HMP Bryn Coed"),
    StaffRow("Iestyn Parri", Role.CARAT_MANAGER, "HMP Bryn Coed"),
    StaffRow("Sharon Clegg", Role.PRISON_RELEASE_DESK, "HMP Bryn Coed"),
    StaffRow("Nia Llŷn-Evans", Role.AREA_DRUG_COORDINATOR, "HMP Bryn Coed"),
    StaffRow("Tunde Okafor", Role.OFFENDER_MANAGER, "Northmoor probation"),
    StaffRow("Marc ab Iorwerth", Role.PPO_COORDINATOR, "Glan-y-Dŵr PPO scheme"),
    StaffRow("Agnieszka Górecka", Role.PPO_COORDINATOR, "Northmoor PPO scheme"),
    StaffRow("Parminder Sandhu", Role.TREATMENT_PROVIDER, "Riverside treatment and advice"),
    StaffRow("Órla McBride", Role.SERVICE_PROVIDER, "Riverside treatment and advice"),
    StaffRow("Anwar Chowdhury", Role.LABORATORY, "Screening laboratory"),
    StaffRow("Helen Yates", Role.GOVERNMENT_OFFICE, "Government Office"),
    StaffRow("Martin Holt", Role.NTA_REGIONAL_MANAGER, "National Treatment Agency"),
    StaffRow("Ruth Ashworth", Role.HOME_OFFICE_DIRECTORY_EDITOR, "Home Office"),
    StaffRow("Ian Hargreaves", Role.HOME_OFFICE_TESTING_POLICY, "Home Office"),
    StaffRow("Thảo Nguyễn", Role.HOME_OFFICE_PERFORMANCE, "Home Office"),
    StaffRow("Edith Barlow", Role.AUDITOR, "Information governance"),
    StaffRow("Kit Öberg", Role.ADMINISTRATOR, "Throughcare"),
    StaffRow("Tomasz Łukasik", Role.CJIT_MANAGER, "Northmoor CJIT"),
    StaffRow("Gareth O'Donnell", Role.CJIT_CASE_MANAGER, "Glan-y-Dŵr CJIT"),
    StaffRow("Ffiona Tŷ-Croes", Role.CJIT_CASE_MANAGER, "Glan-y-Dŵr CJIT"),
    StaffRow("Huw D'Albrook", Role.CJIT_CASE_MANAGER, "Glan-y-Dŵr CJIT"),
    StaffRow("Priya Nŵell", Role.CJIT_CASE_MANAGER, "Glan-y-Dŵr CJIT"),
    StaffRow("Dilys Wŷn-Roberts", Role.CJIT_CUSTODY_WORKER, "Glan-y-Dŵr CJIT"),
    StaffRow("Liban Warsame", Role.CJIT_CASE_MANAGER, "Northmoor CJIT"),
    StaffRow("Kate Pickles", Role.CJIT_CASE_MANAGER, "Northmoor CJIT"),
    StaffRow("Seán O'Toole", Role.OUTREACH_WORKER, "Northmoor CJIT"),
    StaffRow("Aisha O'Rahilly", Role.DETENTION_OFFICER, "Mill Lane custody suite", "3302"),
    StaffRow("Ceri Wŷnne", Role.CUSTODY_SERGEANT, "Mill Lane custody suite", "640"),
    StaffRow("Owain Pugh", Role.CUSTODY_INSPECTOR, "Mill Lane custody suite", "98"),
    StaffRow("Dean Rigby", Role.DETENTION_OFFICER, "Foundry Street custody suite", "2214"),
    StaffRow("Folúkẹ́ Barlow", Role.CUSTODY_SERGEANT, "Foundry Street custody suite", "512"),
    StaffRow("Nadia Mahmood", Role.CUSTODY_INSPECTOR, "Foundry Street custody suite", "77"),
    StaffRow("Stacey Dawson", Role.CJIT_CUSTODY_WORKER, "Thornley CJIT"),
    StaffRow("Imran Sheikh", Role.CJIT_CASE_MANAGER, "Thornley CJIT"),
    StaffRow("Brenda Ormerod", Role.CJIT_MANAGER, "Thornley CJIT"),
    StaffRow("Ștefan Bălan", Role.OUTREACH_WORKER, "Thornley CJIT"),
    StaffRow("Lauren Quay", Role.CJIT_CUSTODY_WORKER, "Saltmarsh CJIT"),
    StaffRow("Ngozi Nwosu", Role.CJIT_CASE_MANAGER, "Saltmarsh CJIT"),
    StaffRow("Wayne Dawson", Role.CJIT_MANAGER, "Saltmarsh CJIT"),
    StaffRow("Chloe Yates", Role.OUTREACH_WORKER, "Saltmarsh CJIT"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """Everything that is opened before the first life is told. A team's parent stands before it."""

    areas: Sequence[AreaRow]
    teams: Sequence[TeamRow]
    staff: Sequence[StaffRow]

    def known(self) -> dict[Role, StaffRow]:
        """The account of each role whose password is shown: the first in the table."""
        first: dict[Role, StaffRow] = {}
        for row in self.staff:
            first.setdefault(row.role, row)
        return first


DEMONSTRATION = Partnership(areas=AREAS, teams=TEAMS, staff=STAFF)

"""Who takes part: kinds of organisation, roles, and the groups of roles that rules name.

Roles change here, by a reviewed edit, never by a database row. The person concerned has no account and no
role: their rights run through printed notices, accounts of who saw what, and subject access.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from throughcare.rulebook.data_classes import DataClass


class OrganisationKind(StrEnum):
    POLICE_SUITE = "custody suite"
    POLICE_FORCE = "police force"
    CJIT = "Criminal Justice Integrated Team"
    COURT = "court"
    PRISON = "prison"
    PROBATION = "probation"
    PPO_SCHEME = "Prolific and other Priority Offender scheme"
    PROVIDER = "provider"
    LABORATORY = "laboratory"
    PARTNERSHIP = "partnership"
    GOVERNMENT_OFFICE = "Government Office"
    NTA = "National Treatment Agency"
    HOME_OFFICE = "Home Office"
    PROSECUTION = "prosecution service"
    LEGAL_PRACTICE = "legal practice"
    GENERAL_PRACTICE = "general practice"
    AUDITOR = "auditor"
    PLATFORM = "platform"
    NONE = "no organisation"


class Rank(IntEnum):
    """Police ranks as far as rules ask for one: "inspector or above" is `>= Rank.INSPECTOR`."""

    CONSTABLE = 1
    SERGEANT = 2
    INSPECTOR = 3


class Role(StrEnum):
    DETENTION_OFFICER = "detention_officer"
    ARRESTING_OFFICER = "arresting_officer"
    CUSTODY_SERGEANT = "custody_sergeant"
    CUSTODY_INSPECTOR = "custody_inspector"
    POLICE_STRATEGIC_LEAD = "police_strategic_lead"
    POLICE_OPERATIONAL_LEAD = "police_operational_lead"
    CASCADE_TRAINER = "cascade_trainer"
    CJIT_CUSTODY_WORKER = "cjit_custody_worker"
    CJIT_COURT_WORKER = "cjit_court_worker"
    CJIT_CASE_MANAGER = "cjit_case_manager"
    OUTREACH_WORKER = "outreach_worker"
    CJIT_MANAGER = "cjit_manager"
    CJIT_SPOC = "cjit_spoc"
    CARAT_WORKER = "carat_worker"
    CARAT_MANAGER = "carat_manager"
    PRISON_RELEASE_DESK = "prison_release_desk"
    OFFENDER_MANAGER = "offender_manager"
    PPO_COORDINATOR = "ppo_coordinator"
    TREATMENT_PROVIDER = "treatment_provider"
    SERVICE_PROVIDER = "service_provider"
    LABORATORY = "laboratory"
    NOMINATED_SENIOR_PROFESSIONAL = "nominated_senior_professional"
    PARTNERSHIP_MANAGER = "partnership_manager"
    DATA_MANAGER = "data_manager"
    AREA_DRUG_COORDINATOR = "area_drug_coordinator"
    GOVERNMENT_OFFICE = "government_office"
    NTA_REGIONAL_MANAGER = "nta_regional_manager"
    HOME_OFFICE_DIRECTORY_EDITOR = "home_office_directory_editor"
    HOME_OFFICE_TESTING_POLICY = "home_office_testing_policy"
    HOME_OFFICE_PERFORMANCE = "home_office_performance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    PROSECUTOR = "prosecutor"
    COURT_LEGAL_ADVISER = "court_legal_adviser"
    DEFENCE_SOLICITOR = "defence_solicitor"
    GP = "gp"
    FAMILY_MEMBER = "family_member"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What an administrator needs to know before giving someone the role."""

    title: str
    kind: OrganisationKind
    sentence: str
    signs_in: bool = True
    rank: Rank | None = None
    sees: frozenset[DataClass] = frozenset()
    """What the role may read of a record its team has sight of. Empty: figures, papers or logs, but no record."""
    is_sent: frozenset[DataClass] = frozenset()
    """What more it may read of what was shared with its team."""


_Kind = OrganisationKind
_Data = DataClass
_SUITE = frozenset({_Data.IDENTITY, _Data.CUSTODY, _Data.TEST_RESULT, _Data.REQUIREMENT, _Data.ATTENDANCE, _Data.RISK})
_ALL = frozenset(DataClass)
_CARE = _ALL - {_Data.CUSTODY, _Data.TEST_RESULT}

ROLES: Mapping[Role, RoleRow] = {
    Role.DETENTION_OFFICER: RoleRow(
        "Detention officer",
        _Kind.POLICE_SUITE,
        "Tests for drugs, gives notices and books appointments in custody; never assesses.",
        sees=_SUITE,
    ),
    Role.ARRESTING_OFFICER: RoleRow(
        "Arresting officer",
        _Kind.POLICE_SUITE,
        "Brings someone into custody and records what was seen, found or said about drugs.",
        rank=Rank.CONSTABLE,
        sees=_SUITE,
    ),
    Role.CUSTODY_SERGEANT: RoleRow(
        "Custody sergeant",
        _Kind.POLICE_SUITE,
        "Answers for the people in the suite, requires assessments and records release.",
        rank=Rank.SERGEANT,
        sees=_SUITE,
    ),
    Role.CUSTODY_INSPECTOR: RoleRow(
        "Custody inspector or above",
        _Kind.POLICE_SUITE,
        "Authorises a test for an offence not on the list, or that no assessment is required.",
        rank=Rank.INSPECTOR,
        sees=_SUITE,
    ),
    Role.POLICE_STRATEGIC_LEAD: RoleRow(
        "Police DIP strategic lead",
        _Kind.POLICE_FORCE,
        "Leads the programme in the force and receives the contact lists; sees figures, not people.",
    ),
    Role.POLICE_OPERATIONAL_LEAD: RoleRow(
        "Police operational lead or police single point of contact",
        _Kind.POLICE_FORCE,
        "Keeps test sites working and returns right, and takes the reports teams send back.",
    ),
    Role.CASCADE_TRAINER: RoleRow(
        "Cascade trainer",
        _Kind.POLICE_FORCE,
        "Trains the people who may test and records who is trained, from when and until when.",
    ),
    Role.CJIT_CUSTODY_WORKER: RoleRow(
        "CJIT custody worker",
        _Kind.CJIT,
        "Sees people in the custody suite, assesses and books what follows; never tests.",
        sees=_ALL,
    ),
    Role.CJIT_COURT_WORKER: RoleRow(
        "CJIT court worker",
        _Kind.CJIT,
        "Finds and helps people at court, assesses for bail and follows where they go from there.",
        sees=_ALL,
    ),
    Role.CJIT_CASE_MANAGER: RoleRow(
        "CJIT case manager",
        _Kind.CJIT,
        "Is the one named contact for people on the caseload and co-ordinates their whole care plan.",
        sees=_ALL,
    ),
    Role.OUTREACH_WORKER: RoleRow(
        "Outreach worker",
        _Kind.CJIT,
        "Goes out to people who missed an appointment or turned away, and records what came of it.",
        sees=_ALL,
    ),
    Role.CJIT_MANAGER: RoleRow(
        "CJIT manager",
        _Kind.CJIT,
        "Allocates case managers, watches the team's duties and decides where a worker may not alone.",
        sees=_ALL,
    ),
    Role.CJIT_SPOC: RoleRow(
        "CJIT single point of contact",
        _Kind.CJIT,
        "Answers other areas, gives out places for assessments and keeps the directory entry right.",
        sees=_ALL - {_Data.ASSESSMENT, _Data.CARE_PLAN},
    ),
    Role.CARAT_WORKER: RoleRow(
        "CARAT worker",
        _Kind.PRISON,
        "Manages drug treatment in prison, takes referrals and plans release with the team outside.",
        sees=_CARE,
    ),
    Role.CARAT_MANAGER: RoleRow(
        "CARAT manager",
        _Kind.PRISON,
        "Runs the prison's CARAT team, shares out its work and keeps its directory entry right.",
        sees=_CARE,
    ),
    Role.PRISON_RELEASE_DESK: RoleRow(
        "Prison release desk",
        _Kind.PRISON,
        "Records entry, release dates and releases and tells the home force; sees no treatment.",
        sees=frozenset({_Data.IDENTITY, _Data.CUSTODY}),
    ),
    Role.OFFENDER_MANAGER: RoleRow(
        "Offender manager",
        _Kind.PROBATION,
        "Leads a community order or licence, and says when supervision starts and ends.",
        sees=frozenset({_Data.IDENTITY, _Data.REQUIREMENT, _Data.ATTENDANCE, _Data.RISK}),
        is_sent=frozenset({_Data.TEST_RESULT, _Data.CARE_PLAN, _Data.CASEWORK}),
    ),
    Role.PPO_COORDINATOR: RoleRow(
        "PPO co-ordinator",
        _Kind.PPO_SCHEME,
        "Records who is selected and told, leads targeting and asks the team for what is agreed.",
    ),
    Role.TREATMENT_PROVIDER: RoleRow(
        "Treatment provider",
        _Kind.PROVIDER,
        "Treats people sent by a team and tells the team who came, who did not and who has ended.",
        sees=frozenset({_Data.IDENTITY, _Data.ATTENDANCE, _Data.RISK, _Data.CARE_PLAN}),
        is_sent=frozenset({_Data.ASSESSMENT, _Data.CASEWORK}),
    ),
    Role.SERVICE_PROVIDER: RoleRow(
        "Service or housing provider",
        _Kind.PROVIDER,
        "Helps with housing, work, money, family or skills; sees a referral and no more, and answers it.",
        sees=frozenset({_Data.IDENTITY, _Data.ATTENDANCE}),
        is_sent=frozenset({_Data.CASEWORK}),
    ),
    Role.LABORATORY: RoleRow(
        "Laboratory", _Kind.LABORATORY, "Receives samples by number and returns results; never sees a name."
    ),
    Role.NOMINATED_SENIOR_PROFESSIONAL: RoleRow(
        "Nominated senior professional",
        _Kind.PARTNERSHIP,
        "Decides, case by case and in writing, whether anything is shared without consent.",
    ),
    Role.PARTNERSHIP_MANAGER: RoleRow(
        "DAT co-ordinator or DIP manager",
        _Kind.PARTNERSHIP,
        "Answers for the area: its settings, services and contracts; sees figures, not people.",
    ),
    Role.DATA_MANAGER: RoleRow(
        "Data manager",
        _Kind.PARTNERSHIP,
        "Sends the monthly returns and asks teams to mend gaps; sees records by number, not by name.",
    ),
    Role.AREA_DRUG_COORDINATOR: RoleRow(
        "Area drug co-ordinator",
        _Kind.PRISON,
        "Watches drug services across the prisons of an area; sees figures, not people.",
    ),
    Role.GOVERNMENT_OFFICE: RoleRow(
        "Government Office",
        _Kind.GOVERNMENT_OFFICE,
        "Follows the region's areas, chases directory entries and brokers disputes; sees figures only.",
    ),
    Role.NTA_REGIONAL_MANAGER: RoleRow(
        "NTA regional manager",
        _Kind.NTA,
        "Follows treatment in the region's areas with the Government Office; sees figures only.",
    ),
    Role.HOME_OFFICE_DIRECTORY_EDITOR: RoleRow(
        "Home Office: directory editor",
        _Kind.HOME_OFFICE,
        "Issues the contact lists each month and takes changes and faults; sees no person's record.",
    ),
    Role.HOME_OFFICE_TESTING_POLICY: RoleRow(
        "Home Office: testing policy",
        _Kind.HOME_OFFICE,
        "Keeps the register of areas and suites that may test; sees no person's record.",
    ),
    Role.HOME_OFFICE_PERFORMANCE: RoleRow(
        "Home Office: performance",
        _Kind.HOME_OFFICE,
        "Reads national figures with small numbers suppressed; sees no person's record.",
    ),
    Role.AUDITOR: RoleRow(
        "Information-governance auditor",
        _Kind.AUDITOR,
        "Reads who saw and shared what, and why; opens a record only to audit, and that is logged too.",
    ),
    Role.ADMINISTRATOR: RoleRow(
        "Administrator",
        _Kind.PLATFORM,
        "Keeps accounts, organisations and the system itself; opens nobody's record.",
    ),
    Role.PROSECUTOR: RoleRow(
        "Prosecutor",
        _Kind.PROSECUTION,
        "Receives the test result and bail papers of a case at court.",
        signs_in=False,
    ),
    Role.COURT_LEGAL_ADVISER: RoleRow(
        "Court legal adviser", _Kind.COURT, "Receives what the bench needs to decide on bail.", signs_in=False
    ),
    Role.DEFENCE_SOLICITOR: RoleRow(
        "Defence solicitor",
        _Kind.LEGAL_PRACTICE,
        "Receives a letter about a client who agreed to it.",
        signs_in=False,
    ),
    Role.GP: RoleRow(
        "General practitioner",
        _Kind.GENERAL_PRACTICE,
        "Receives a letter about a patient who agreed to it.",
        signs_in=False,
    ),
    Role.FAMILY_MEMBER: RoleRow(
        "Family member",
        _Kind.NONE,
        "Receives only what the person concerned asked to be sent.",
        signs_in=False,
    ),
}

INSPECTOR = frozenset({Role.CUSTODY_INSPECTOR})
POLICE = frozenset({Role.ARRESTING_OFFICER, Role.DETENTION_OFFICER, Role.CUSTODY_SERGEANT}) | INSPECTOR
CJIT_MANAGER = frozenset({Role.CJIT_MANAGER})
CJIT_WORKERS = frozenset(
    {Role.CJIT_CUSTODY_WORKER, Role.CJIT_COURT_WORKER, Role.CJIT_CASE_MANAGER, Role.OUTREACH_WORKER}
)
CJIT = CJIT_WORKERS | CJIT_MANAGER | {Role.CJIT_SPOC}
CARATS = frozenset({Role.CARAT_WORKER, Role.CARAT_MANAGER})
LABORATORY = frozenset({Role.LABORATORY})
MANAGES: Mapping[Role, frozenset[Role]] = {
    Role.CJIT_MANAGER: CJIT,
    Role.CUSTODY_INSPECTOR: POLICE,
    Role.CARAT_MANAGER: CARATS,
    Role.PARTNERSHIP_MANAGER: frozenset(
        {Role.PARTNERSHIP_MANAGER, Role.DATA_MANAGER, Role.NOMINATED_SENIOR_PROFESSIONAL}
    ),
}
"""Who may give and end which roles in their own team. Where no role manages, an administrator does."""


def roles_of(kind: OrganisationKind) -> frozenset[Role]:
    """The roles that an organisation of that kind can give."""
    return frozenset(role for role, row in ROLES.items() if row.kind is kind)

"""Which pages each role has in its navigation, and which views it may open at all. Nothing is open unless said here."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from throughcare.imports.taking import IMPORTERS
from throughcare.rulebook.actors import CJIT, CJIT_MANAGER, CJIT_WORKERS, INSPECTOR, MANAGES, POLICE, Role
from throughcare.rulebook.facts.consent import RECEIVES, SENIOR
from throughcare.sharing.protocols import KEEPS
from throughcare.web.context import Entry

View = Callable[..., HttpResponse]

EVERYONE = frozenset(Role)
OPEN_TO_STAFF = frozenset({
    "confirm", "front", "sign_out", "choose_post", "guidance", "my_sign_in", "add_factor", "add_factor_one",
    "remove_factor", "change_password", "end_session", "stay", "kept", "more",
})  # fmt: skip
"""Pages about nobody but the account itself: whoever is signed in may open them, in whatever role."""
CUSTODY_DESK = POLICE
CJIT_DESK = CJIT
ASSESSORS = CJIT_WORKERS | CJIT_MANAGER
RECORDS = POLICE | CJIT
"""Roles that have someone's record to open."""
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
GIVE_ROLES = ADMINISTRATOR | frozenset(MANAGES)
"""Everywhere, or in their own team."""
AUDITORS = frozenset({Role.AUDITOR})
OPENERS = RECORDS | AUDITORS
"""Roles that may open a record in an emergency, or to audit it."""
SEE_WHO_LOOKED = CJIT_MANAGER
"""Never a suite: it would learn from it who else knows the person (design 5)."""
POLICE_LEADS = frozenset({Role.POLICE_STRATEGIC_LEAD, Role.POLICE_OPERATIONAL_LEAD})
KEEPS_TESTERS, KEEPS_SUITES = frozenset({Role.CASCADE_TRAINER}), frozenset({Role.HOME_OFFICE_TESTING_POLICY})
READS_TESTERS = KEEPS_TESTERS | POLICE_LEADS | INSPECTOR
READS_SUITES = KEEPS_SUITES | KEEPS_TESTERS | POLICE_LEADS
SEES_FIGURES = POLICE_LEADS | KEEPS_SUITES | AUDITORS
REVIEWERS = frozenset(MANAGES) | AUDITORS

AWAITED = {
    Role.PARTNERSHIP_MANAGER: "Your team’s roles are under My team. Figures for your area, its settings and action "
    "plan, and decisions about people who did not engage come with later steps.",
    Role.CARAT_MANAGER: "Your team’s roles are under My team. Referrals from and to teams outside come with a later "
    "step.",
}
"""What to say on the first page of a role without a desk yet."""

NAVIGATION = (
    ("In the suite", "suite", CUSTODY_DESK),
    ("Book in", "book_in", CUSTODY_DESK),
    ("Handover", "handover", CUSTODY_DESK),
    ("Papers", "papers", CUSTODY_DESK),
    ("Laboratory", "laboratory", CUSTODY_DESK),
    ("Not required", "not_required", INSPECTOR),
    ("Bring in tests", "imports", IMPORTERS),
    ("Peak times", "peak_times", POLICE_LEADS),
    ("Trained testers", "testers", READS_TESTERS - INSPECTOR),
    ("Suites that may test", "test_suites", READS_SUITES),
    ("Testing figures", "testing_figures", SEES_FIGURES),
    ("Today", "today", CJIT_DESK),
    ("Diary", "diary", CJIT_DESK),
    ("Team today", "manage", CJIT_MANAGER),
    ("My people", "my_people", CJIT_DESK),
    ("Out of contact", "out_of_contact", CJIT_DESK),
    ("Drafts", "drafts", ASSESSORS),
    ("Arrivals", "arrivals", CJIT_DESK),
    ("Allocate", "allocate", CJIT_MANAGER),
    ("Move people", "move_people", CJIT_MANAGER),
    ("Cover", "cover", CJIT_MANAGER),
    ("Reports", "reports", RECORDS),
    ("Messages", "messages", CJIT_DESK),
    ("Find a record", "find", RECORDS),
    ("Audit", "audit", AUDITORS),
    ("Emergency", "emergency", OPENERS),
    ("Openings", "openings", REVIEWERS),
    ("Possible matches", "matches", CJIT_DESK),
    ("Shared with us", "shared_with_us", RECEIVES | CJIT | POLICE),
    ("Ask for information", "ask_for_information", RECEIVES),
    ("Requests", "requests", CJIT),
    ("Decisions", "decisions", SENIOR),
    ("Protocols", "our_protocols", KEEPS),
    ("Teams and accounts", "members", ADMINISTRATOR),
    ("My team", "members", frozenset(MANAGES)),
    ("Roles", "roles", ADMINISTRATOR | {Role.AUDITOR}),
    ("Changes to roles", "role_changes", ADMINISTRATOR | {Role.AUDITOR}),
    ("Status of the system", "status", ADMINISTRATOR | {Role.AUDITOR}),
)


AT_HAND = 6
"""So many links fit beside each other on a small screen and in a tired head."""
MORE = {
    "The suite": ("papers", "not_required", "imports"),
    "People": ("out_of_contact", "reports", "messages", "matches", "emergency", "openings"),
    "Consent and sharing": ("shared_with_us", "ask_for_information", "requests", "our_protocols"),
    "The team": ("drafts", "allocate", "move_people", "cover", "members", "roles", "role_changes", "status"),
}
"""Where a role has more links than are at hand, these stand on a page of their own, under these headings."""


def desk(roles: frozenset[Role]) -> Callable[[View], View]:
    """Open a view to these roles only. A view without this is refused to everyone (see tests/web)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            working = getattr(request, "working_as", None)
            if working is None or working.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded

    return guard


def navigation(role: Role, path: str, *, waiting: Mapping[str, int] | None = None) -> list[Entry]:
    """The links at hand for a role, the current one marked; the others under More, but for one where somebody waits."""
    mine, waiting = _mine(role), waiting or {}
    apart = {name for names in MORE.values() for name in names if name in mine and not waiting.get(name)}
    if len(mine) <= AT_HAND:
        apart = set()
    entries = [_entry(label, name, path, waiting.get(name, 0)) for name, label in mine.items() if name not in apart]
    if apart:
        is_apart = path in {reverse(name) for name in (*apart, "more")}
        entries.append(Entry("More", reverse("more"), is_apart))
    return entries


def others(role: Role) -> dict[str, list[Entry]]:
    """What stands under More for a role, by heading."""
    mine = _mine(role)
    found = {head: [_entry(mine[name], name) for name in names if name in mine] for head, names in MORE.items()}
    return {head: entries for head, entries in found.items() if entries}


def _mine(role: Role) -> dict[str, str]:
    return {name: label for label, name, roles in NAVIGATION if role in roles}


def _entry(label: str, name: str, path: str = "", count: int = 0) -> Entry:
    url = reverse(name)
    return Entry(f"{label} ({count})" if count else label, url, path == url)


def front_page(role: Role) -> str | None:
    """Where a role begins its shift; None for a role without a desk yet."""
    first = (
        (AUDITORS, "audit"), (CUSTODY_DESK, "suite"), (CJIT_DESK, "today"), (RECEIVES, "shared_with_us"),
        (SENIOR, "decisions"), (ADMINISTRATOR, "members"), (KEEPS_TESTERS, "testers"), (KEEPS_SUITES, "test_suites"),
        (POLICE_LEADS, "testing_figures"),
    )  # fmt: skip
    return next((reverse(name) for roles, name in first if role in roles), None)

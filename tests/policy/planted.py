"""Bugs planted one at a time: what is wrong, who would notice, and on which pages. Each must turn the matrix red."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace

from django.db.models import Exists

from throughcare.access import decide, scope
from throughcare.access.models import Conflict, Opening
from throughcare.journal.models import Sight
from throughcare.matching.models import PossibleMatch
from throughcare.people.models import Person
from throughcare.rulebook import disclosure, sight
from throughcare.rulebook.actors import CJIT, POLICE, ROLES, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.sharing import contents
from throughcare.sharing import receiving as received
from throughcare.sharing.receiving import scope as of_received
from throughcare.web import read_log
from throughcare.web.access import looked
from throughcare.web.cjit import matched, matches
from throughcare.web.person import page as person

MINUTE = timedelta(minutes=1)
LIFE, NEXT, SUITE = ("case",), "next", Role.DETENTION_OFFICER


@dataclass(frozen=True)
class Planted:
    what: str
    apply: Callable
    """With pytest's monkeypatch."""
    posts: tuple[tuple[str, str], ...]
    pages: frozenset[str]
    lives: tuple[str, ...] = LIFE


def planted(what, apply, post, *pages, lives=LIFE):
    return Planted(what, apply, (post,), frozenset(pages), lives)


def another_class(patch):
    role = replace(ROLES[Role.CJIT_SPOC], sees=ROLES[Role.CJIT_SPOC].sees | {DataClass.CARE_PLAN})
    patch.setitem(ROLES, Role.CJIT_SPOC, role)


def another_row(patch):
    """And a role that could read it: one without the other shows nothing."""
    key = (sight.Basis.HOLDS, ROLES[SUITE].kind)
    patch.setitem(sight.SIGHTS, key, replace(sight.SIGHTS[key], classes=frozenset(DataClass)))
    patch.setitem(ROLES, SUITE, replace(ROLES[SUITE], sees=frozenset(DataClass)))
    patch.setattr(sight, "_is_in_reach", lambda entry, reader, history: True)


def asked_back_sees(patch):
    patch.setattr(sight, "ANSWER", SimpleNamespace(kind="none"))
    patch.setattr(
        sight, "_owes",
        lambda duty, given: sight._opened(sight.Basis.OWES, duty.owner, given, duty.arises_at, duty.ended_at),
    )  # fmt: skip


def conflict_forgotten(patch):
    for where in (scope, of_received):
        patch.setattr(where, "knows", lambda membership, person: Exists(Conflict.objects.none()))


def ended_sight(patch):
    patch.setattr(scope, "in_force", lambda at: Sight.objects.filter(purpose=sight.THE_CASE, from_at__lte=at))


def another_minute(patch):
    def opening(reference, membership, at):
        found = Opening.objects.filter(membership=membership, person__reference=reference, opened_at__lte=at)
        return found.filter(until__gt=at - MINUTE).select_related("person").first()

    patch.setattr(decide, "_opening", opening)


def everyone_found(patch):
    patch.setattr(scope, "findable", lambda *, membership, at: Person.objects.all())


def names_in_lists(patch):
    patch.setattr(scope, "mask", lambda shown, *, membership: None)


def open_to_suites(patch, view):
    """The guard of a view keeps its roles in a closure."""
    cell = next(cell for cell in view.__closure__ if isinstance(cell.cell_contents, frozenset))
    patch.setattr(cell, "cell_contents", CJIT | POLICE)


def looked_by_suites(patch):
    open_to_suites(patch, looked.who_looked)
    patch.setattr(looked, "_of_our_care", person.open_record)


def matches_for_suites(patch):
    open_to_suites(patch, matches.matches)
    patch.setattr(matched, "asked", lambda *, membership, at: PossibleMatch.objects.select_related("about", "other"))


def not_logged(patch):
    patch.setattr(read_log, "_write", lambda request, found: None)


def more_than_chosen(patch):
    patch.setattr(contents, "lines", lambda h, items: [line for one in contents.held(h) for line in one.lines])


def everything_read(patch):
    patch.setattr(received, "items_read", lambda h, sent, role: sent.fact.items)


SPOC, MANAGER, WORKER, COURT = Role.CJIT_SPOC, Role.CJIT_MANAGER, Role.CJIT_CASE_MANAGER, Role.CJIT_COURT_WORKER
BUGS = (
    planted("a class more for the single point of contact", another_class, (SPOC, "here"), "mend"),
    planted("a row more in SIGHTS, for suites", another_row, (SUITE, "here"), "mend", lives=("held",)),
    planted("whoever is asked back sees the record", asked_back_sees, (WORKER, NEXT), "person"),
    planted("a declared conflict forgotten", conflict_forgotten, (WORKER, "conflicted"), "person", "today", "find"),
    planted("a conflict forgotten where others' shares are read", conflict_forgotten,
            (Role.PPO_COORDINATOR, "conflicted"), "shared_with_us"),
    planted("sight that has ended goes on", ended_sight, (WORKER, "here"), "mend", lives=("sent_after",)),
    planted("an emergency lasts 61 minutes", another_minute, (WORKER, "opened_lapsed"), "person"),
    planted("a search without its scope", everyone_found, (WORKER, "unrelated"), "find"),
    planted("a shared page that ignores the withdrawal",
            lambda patch: patch.setattr(disclosure.Share, "live_at", lambda self, at: True),
            (Role.PPO_COORDINATOR, "here"), "shared", "shared_with_us"),
    planted("names on a list of restricted records", names_in_lists, (COURT, "here"), "today", lives=("restricted",)),
    planted("who looked, open to suites", looked_by_suites, (Role.CUSTODY_INSPECTOR, "here"), "who_looked",
            lives=("held",)),
    planted("possible matches shown to a suite", matches_for_suites, (SUITE, "here"), "matches"),
    planted("the rule of one's own arrests removed",
            lambda patch: patch.setattr(sight, "OWN_ARRESTS_ONLY", frozenset()), (SUITE, "here"), "mend",
            lives=("held",)),
    planted("an answer that is not logged", not_logged, (WORKER, "own"), "person"),
    planted("a reader of the whole record", lambda patch: patch.setattr(sight, "readable", lambda h, reader: h),
            (SPOC, "here"), "mend"),
    planted("a shared page that forgets the role", everything_read, (Role.SERVICE_PROVIDER, "here"), "shared"),
    planted("more sent than was chosen", more_than_chosen, (Role.PPO_COORDINATOR, "here"), "shared"),
)  # fmt: skip

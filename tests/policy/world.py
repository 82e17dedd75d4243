"""One small partnership, its neighbours, everyone who works there, and the people of `lives`: made once for all cells.

A post is a role at a place; what a place is to a person makes the relationship of the oracle.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.urls import NoReverseMatch

from tests.cast import SINCE_ON, opened, opened_cjit, works_at
from tests.policy import lives, shares
from tests.policy.lives import MONDAY, NOON, SATURDAY, THURSDAY, Life
from tests.policy.routes import ROUTES
from throughcare.access.models import LASTS, Conflict, Opening
from throughcare.accounts.models import Membership
from throughcare.matching.models import PossibleMatch
from throughcare.organisations.actions import open_area
from throughcare.organisations.models import Nation
from throughcare.rulebook.actors import ROLES, OrganisationKind, Role
from throughcare.rulebook.facts import casework as w
from throughcare.rulebook.facts import identity as i
from throughcare.rulebook.facts.custody import RiskHandedOver

SUITE, CJIT = OrganisationKind.POLICE_SUITE, OrganisationKind.CJIT
SIGN_IN = tuple(role for role, row in ROLES.items() if row.signs_in)
TWICE = frozenset({SUITE, CJIT})
"""Kinds with a second team in the same area, and one in the next."""
PLACES = ("here", "same_area", "next", "unrelated")
IN_PERSON = ("conflicted", "opened", "opened_lapsed")
"""Posts that differ by what was declared or opened, not by where they are."""
KINDS_OF_LIFE = ("case", "held", "sent_before", "sent_after", "restricted", "waiting")
OPENERS = SUITE, CJIT, OrganisationKind.AUDITOR
"""Teams with a desk from which a record is opened in an emergency."""


@dataclass(frozen=True, slots=True)
class Post:
    role: str
    place: str
    membership: Membership | None

    @property
    def team(self):
        return str(self.membership.organisation_id) if self.membership else ""


ANONYMOUS = Post("anonymous", "unrelated", None)


class World:
    """`posts` by (role, place) and `lives` by (kind, consent)."""

    def __init__(self, consents, kinds=KINDS_OF_LIFE):
        self.teams, self.posts, self.lives = {}, {}, {}
        self._open_teams()
        self._staff()
        for kind in kinds:
            for consent in consents:
                self.lives[kind, consent] = self._lived(Life(number=2 * len(self.lives), kind=kind, consent=consent))
        self.numbered = {life.number: life for life in self.lives.values()}
        self._declared_and_opened()
        self._matched()
        self._addresses = {}

    def addresses(self, name, life, routes=ROUTES):
        """As asked before: they cost a look at the record."""
        key = (name, life.number)
        if key not in self._addresses:
            try:
                self._addresses[key] = routes[name].addresses(life)
            except NoReverseMatch:
                self._addresses[key] = []
        return self._addresses[key]

    def _matched(self):
        """Each with the next of the same life, from both sides."""
        for kind in KINDS_OF_LIFE:
            people = [life.person for life in self.lives.values() if life.kind == kind]
            for pair in pairwise(people):
                for about, other in (pair, pair[::-1]):
                    PossibleMatch.objects.create(about=about, other=other, likelihood=0.9, found_at=NOON)

    def _open_teams(self):
        for code, place in (("NMR", "here"), ("GYD", "next"), ("SLM", "unrelated")):
            area = open_area(code=code, name=f"Area {code}", nation=Nation.ENGLAND, from_on=SINCE_ON)
            for kind in {ROLES[role].kind for role in SIGN_IN}:
                make = opened_cjit if kind is CJIT else lambda name, area, kind=kind: opened(kind, name, area)
                self.teams[kind, place] = make(f"{code} {kind}", area)
                if place == "here" and kind in TWICE:
                    self.teams[kind, "same_area"] = opened(kind, f"{code} second {kind}", area)

    def _staff(self):
        for role in SIGN_IN:
            for place in (*PLACES, *IN_PERSON):
                if place.startswith("opened") and ROLES[role].kind not in OPENERS:
                    continue
                team = self.teams.get((ROLES[role].kind, place if place in PLACES else "unrelated"))
                if place == "conflicted":
                    team = self.teams[ROLES[role].kind, "here"]
                if team is not None:
                    self.posts[role, place] = Post(role, place, works_at(team, role, f"Staff {role} {place}"))
        manager = works_at(self.teams[CJIT, "here"], Role.CJIT_CASE_MANAGER, "Staff case manager own")
        self.posts[Role.CJIT_CASE_MANAGER, "own"] = Post(Role.CJIT_CASE_MANAGER, "own", manager)

    def of(self, role):
        """The posts of a role; whoever is not signed in has none."""
        return [post for post in self.posts.values() if post.role == role] or [ANONYMOUS]

    def who(self, role, place="here"):
        return self.posts[role, place].membership

    def _lived(self, life):
        officer, worker = self.who(Role.CUSTODY_SERGEANT), self.who(Role.CJIT_CUSTODY_WORKER)
        lives.before(life, self.who(Role.CUSTODY_SERGEANT, "next"))
        if life.kind == "held":
            self._shared(life, worker)
            lives.arrested(life, officer, "NMR", at=MONDAY)
            lives.booked(life, self.teams[CJIT, "here"], officer, NOON + timedelta(days=1))
            return life
        lives.arrested(life, officer, "GYD" if life.kind.startswith("sent") else "NMR")
        lives.booked(life, self.teams[CJIT, "here"], officer, THURSDAY + timedelta(minutes=30))
        lives.released(life, officer)
        lives.assessed(life, worker)
        lives.begun(life, worker, NOON - timedelta(hours=13))
        if life.kind.startswith("sent"):
            self._sent(life, worker)
        else:
            self._kept(life, worker)
        self._shared(life, worker)
        return life

    def _kept(self, life, worker):
        case_manager = None if life.kind == "waiting" else self.who(Role.CJIT_CASE_MANAGER, "own")
        lives.on_caseload(life, worker, self.who(Role.CJIT_MANAGER), case_manager)
        lives.missed(life, self.teams[CJIT, "here"], worker, lives.FRIDAY)
        lives.booked(life, self.teams[CJIT, "here"], worker, NOON + timedelta(hours=2), lives.a.Purpose.FOLLOW_UP)
        lives.moved(life, self.teams[CJIT, "here"], worker, NOON + timedelta(hours=3))
        if life.kind == "restricted":
            life.tell(i.RecordRestricted, by=self.who(Role.CJIT_MANAGER))

    def _sent(self, life, worker):
        life.tell(RiskHandedOver, by=worker, risk=life.entries["risk_found"])
        if life.kind == "sent_before":
            return
        there = self.who(Role.CJIT_CASE_MANAGER, "next")
        to = str(self.teams[CJIT, "next"].pk)
        life.tell(w.ReferredToTeam, by=worker, requirement=life.entries["assessment_required"], to_team=to)
        life.tell(w.RecordAskedFor, by=there, referral=life.entries["referred_to_team"])
        life.tell(w.RecordSent, by=worker, referral=life.entries["referred_to_team"])
        life.tell(w.FirstContact, by=there, referral=life.entries["referred_to_team"])
        life.tell(w.DecidedNext, by=there)
        lives.booked(life, self.teams[CJIT, "next"], there, NOON + timedelta(hours=2), lives.a.Purpose.FOLLOW_UP)

    def _shared(self, life, worker):
        life.now = SATURDAY
        senior = self.who(Role.NOMINATED_SENIOR_PROFESSIONAL)
        for kind in shares.AGREED if life.kind == "case" else (OrganisationKind.PPO_SCHEME,):
            to = self.teams[kind, "next" if kind is CJIT else "here"]
            shares.share(life, to, worker=worker, senior=senior, elsewhere=self.teams[kind, "unrelated"])
        shares.in_danger(life, worker)
        shares.asked_about(
            life, by=self.who(Role.PPO_COORDINATOR), of=self.teams[CJIT, "here"], put_up_by=self.who(Role.CJIT_MANAGER)
        )

    def _declared_and_opened(self):
        for life in self.lives.values():
            for role in SIGN_IN:
                knows = self.who(role, "conflicted")
                Conflict.objects.create(
                    account=knows.account, person=life.person, declared_by=knows, declared_at=SATURDAY
                )
                if (role, "opened") in self.posts:
                    self._opened(life, self.who(role, "opened"), NOON - timedelta(minutes=5))
                    self._opened(life, self.who(role, "opened_lapsed"), NOON - LASTS)

    def _opened(self, life, by, at):
        Opening.objects.create(
            membership=by, person=life.person, reason="life", words="Found unconscious at the station", asked_at=at,
            opened_at=at, until=at + LASTS, review_by=NOON + timedelta(days=1),
            care_team=self.teams[CJIT, "next" if life.kind == "sent_after" else "here"],
        )  # fmt: skip

"""Giving, ending, closing, letting back in and switching: every role against the oracle's rows (trust A1, A7, A8).

Each is asked of a colleague, of somebody in another team and of oneself. What was done never happened afterwards.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.oracles import policy
from tests.policy.matrix import quietly
from tests.policy.test_writing import never_happened
from tests.policy.world import ANONYMOUS, SIGN_IN
from throughcare.accounts.models import AccountChange, Membership, MembershipChange, RecoveryCode, RefusedChange
from throughcare.accounts.sign_in_models import SingleSignOnChange
from throughcare.rulebook.actors import MANAGES, ROLES, Role

pytestmark = pytest.mark.django_db
SWITCH = {
    "issuer": "https://sign-in.example", "client_id": "throughcare", "email_domain": "northmoor.example",
    "secret_name": "THROUGHCARE_SINGLE_SIGN_ON_NORTHMOOR",
}  # fmt: skip
IN_PERSON = {"lost": "step", "known_by": "colleague"}
CHANGES = (Membership, MembershipChange, AccountChange, RecoveryCode, SingleSignOnChange)


def a_role(post):
    """Theirs; of a manager, one that a manager may give."""
    kind = ROLES[Role(post.role)].kind
    given = (role for role, row in ROLES.items() if row.kind is kind and row.signs_in and role not in MANAGES)
    return next(given) if post.role in MANAGES else post.role


@dataclass(frozen=True)
class Target:
    """Whose: somebody's post, as seen from the post that asks."""

    post: Membership

    def give(self):
        """To somebody new in their team."""
        address, body = self.give_them()
        return address, body | {"email": "somebody.new@northmoor.example", "full_name": "Somebody New"}

    def give_them(self):
        return reverse("give_role", args=[self.post.organisation_id]), {
            "email": self.post.account.email, "role": a_role(self.post), "agreed": str(self.post.account_id),
        }  # fmt: skip

    def end(self):
        return reverse("end_role", args=[self.post.pk]), {"how": "now"}

    def code(self):
        return reverse("make_code", args=[self.post.account_id]), IN_PERSON

    def close(self):
        return reverse("close_account", args=[self.post.account_id]), {"why": "Left the service."}

    def switch(self):
        return reverse("single_sign_on_switch", args=[self.post.organisation_id]), SWITCH


ASKED = {
    "give_role_own_team": ("colleague", Target.give), "give_role_other_team": ("stranger", Target.give),
    "give_role_oneself": ("oneself", Target.give_them), "end_role_own_team": ("colleague", Target.end),
    "end_role_other_team": ("stranger", Target.end), "end_role_oneself": ("oneself", Target.end),
    "make_code_own_team": ("colleague", Target.code), "make_code_other_team": ("stranger", Target.code),
    "make_code_oneself": ("oneself", Target.code), "close_account": ("colleague", Target.close),
    "switch_single_sign_on": ("colleague", Target.switch),
}  # fmt: skip
PAGES = {
    "read_account_log": [("audit", "")], "roles_page": [("roles", "")],
    "members_own_team": [("team", "colleague"), ("role_changes", "")],
    "members_any_team": [("team", "stranger"), ("role_changes", "")],
}  # fmt: skip
"""Any of them: who audits reads who belongs where from the changes to roles."""


OPENED = {
    ("read_account_log", Role.AUDITOR), ("roles_page", Role.ADMINISTRATOR), ("roles_page", Role.AUDITOR),
    *(("members_any_team", role) for role in (Role.ADMINISTRATOR, Role.AUDITOR)),
    *(("members_own_team", role) for role in (*MANAGES, Role.ADMINISTRATOR, Role.AUDITOR)),
}  # fmt: skip
"""The page of roles could be open to all (the oracle); it is on the desks of these."""


def targets(world, role):
    """Somebody of the same team and role, somebody of another area's, and oneself."""
    mine = world.who(role)
    beside = [
        post.membership
        for post in world.posts.values()
        if post.place == "here" and post.team == str(mine.organisation_id)
    ]
    worker = next((one for one in beside if one != mine and one.role not in MANAGES), world.who(role, "conflicted"))
    return {"colleague": worker, "stranger": world.who(role, "next"), "oneself": mine}


def client_of(world, role):
    client = Client(raise_request_exception=False)
    return client if role == ANONYMOUS.role else cast.signed_in(client, world.who(role).account)


def kept():
    ended = Membership.objects.exclude(until_at=None).count()
    return [model.objects.count() for model in CHANGES], ended


def done(client, address, body):
    """Whether it was: then it never happened. And whether the try was kept."""
    before, tries = kept(), RefusedChange.objects.count()
    with never_happened():
        response = client.post(address, body)
        return kept() != before, RefusedChange.objects.count() != tries, response.status_code


@pytest.mark.parametrize("role", [*SIGN_IN, ANONYMOUS.role])
def test_the_office_is_done_by_whom_the_oracle_lets(world, role):
    "A7, A8: no cell in which somebody changes their own, and none in which another role changes anybody's."
    client, wrong = client_of(world, role), []
    whose = targets(world, role if role != ANONYMOUS.role else Role.CJIT_MANAGER)
    with quietly():
        for operation, (target, write) in ASKED.items():
            changed, _, status = done(client, *write(Target(whose[target])))
            allowed = policy.expected(operation, role, "same_team", "none").allowed
            if changed is not allowed or status >= 500:
                wrong.append(f"{operation} · {role}: expected {'done' if allowed else 'refused'}, got {status}")
        for operation, pages in PAGES.items():
            asked = [reverse(name, args=[whose[of].organisation_id] if of else []) for name, of in pages]
            opens = any(client.get(address).status_code == 200 for address in asked)
            if opens and not policy.expected(operation, role, "same_team", "none").allowed:
                wrong.append(f"{operation} · {role}: opens")
            elif not opens and (operation, role) in OPENED:
                wrong.append(f"{operation} · {role}: is shut")

    assert wrong == []


@pytest.mark.parametrize("role", [Role.CJIT_MANAGER, Role.ADMINISTRATOR], ids=["A7 a manager", "A7 an administrator"])
def test_a_try_at_ones_own_is_kept(world, role):
    """The sentence, who and when."""
    oneself = Target(targets(world, role)["oneself"])
    client = client_of(world, role)

    assert [done(client, *write(oneself))[:2] for write in (Target.give_them, Target.end)] == [(False, True)] * 2

"""What each person agreed to, and what was shared because of it: one way for each consent state of the oracle."""

from datetime import date
from uuid import uuid4

from tests.policy.lives import SATURDAY, Life
from throughcare.documents import store
from throughcare.rulebook.actors import OrganisationKind as Kind
from throughcare.rulebook.facts import consent as n
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.disclose import Sending, disclose
from throughcare.sharing.models import Request

R, P = n.RecipientKind, n.SharedFor
NEXT_YEAR, YESTERDAY = date(2011, 6, 5), date(2010, 6, 6)
AGREED = {
    Kind.PROBATION: (R.PROBATION, P.SUPERVISION, ("attendance", "risk", "care_plan")),
    Kind.PPO_SCHEME: (R.PPO_SCHEME, P.PPO_MANAGEMENT, ("engaged", "drugs_used", "level_of_use")),
    Kind.PRISON: (R.CARATS, P.CONTINUITY, ("contact", "care_plan", "drugs_used", "risk")),
    Kind.PROVIDER: (R.TREATMENT, P.TREATMENT, ("contact", "care_plan", "assessment")),
    Kind.CJIT: (R.CJIT, P.CONTINUITY, ("contact", "engaged", "care_plan", "assessment")),
}
"""For each kind of team: as whom, for what, and which items it is told by consent."""
BY_DECISION = ("contact", "attendance", "risk")
ALSO_FOR = {R.PROBATION: P.CONTINUITY, R.TREATMENT: P.CONTINUITY, R.CJIT: P.CONTACT}
"""A second purpose for which that recipient may be told something by consent, where there is one."""
STATES = {
    "covering": {}, "other_recipient": {}, "other_purpose": {}, "other_items": {},
    "expired": {"until": YESTERDAY}, "withdrawn": {},
}  # fmt: skip


def share(life: Life, team, *, worker, senior, elsewhere):
    """On Saturday. `elsewhere` is a team of the same kind to which something else may be agreed."""
    recipient, purpose, items = AGREED[Kind(team.kind)]
    scope = {**_nothing(), "recipient": recipient, "to_team": str(team.pk), "named": "", "purpose": purpose}
    life.now = max(life.now, SATURDAY)
    if life.consent in STATES:
        _by_consent(life, scope, items, worker=worker, elsewhere=elsewhere)
    elif life.consent.startswith("refused"):
        life.tell(n.ConsentRefused, by=worker, **scope | dict.fromkeys(items, True))
        if life.consent != "refused":
            _by_decision(life, scope, worker=worker, senior=senior)


def _by_consent(life, scope, items, *, worker, elsewhere):
    agreed = scope | dict.fromkeys(items, True)
    if life.consent == "other_recipient":
        agreed["to_team"] = str(elsewhere.pk)
    if life.consent == "other_items":
        agreed |= dict.fromkeys(items, False) | {"engaged" if "engaged" not in items else "drugs_used": True}
    if life.consent == "other_purpose":
        if scope["recipient"] not in ALSO_FOR:
            return
        agreed |= {"purpose": ALSO_FOR[scope["recipient"]], **_nothing(), "contact": True}
    signed = f"%PDF-1.4\nsigned {life.person.given_name}\n%%EOF\n".encode()
    form = store.put(content=signed, media_type="application/pdf", at=life.now).sha256
    until = STATES[life.consent].get("until", NEXT_YEAR)
    consent = life.tell(n.ConsentGiven, by=worker, **agreed, until=until, form=form, how=n.HowAgreed.SIGNED)
    _send(life, scope | dict.fromkeys(items, True), worker, consent=consent)
    if life.consent == "withdrawn":
        life.tell(n.ConsentWithdrawn, by=worker, consent=consent)
        life.tell(n.DisclosureRecalled, by=worker, disclosure=life.entries["disclosed"])


def _by_decision(life, scope, *, worker, senior):
    decided = scope | dict.fromkeys(BY_DECISION, True) | {"purpose": P.SAVING_LIFE}
    until = YESTERDAY if life.consent == "refused_override_lapsed" else NEXT_YEAR
    decision = life.tell(
        n.DisclosureDecided, by=senior, **decided, until=until, requested_by=uuid4(), ground=n.Ground.LIFE,
        consent_tried=n.ConsentTried.REFUSED,
    )  # fmt: skip
    _send(life, decided, worker, decision=decision)


def _send(life, scope, worker, **basis):
    """By the one way out; where it refuses, nothing has left."""
    fact = n.Disclosed(**scope, copy="shown", **basis)
    key = uuid4()
    outcome = disclose([Sending(key=key, person_id=life.person.pk, fact=fact, as_at=life.now)], by=worker, at=life.now)
    assert isinstance(outcome, Refusal) is (life.consent.startswith("other_")), (life.consent, outcome)
    if not isinstance(outcome, Refusal):
        life.entries["disclosed"] = key
        life.note(key, "disclosed", worker)


def asked_about(life: Life, *, by, of, put_up_by):
    """Somebody asks in their own words, the team says whose record it is and puts it to the senior professional."""
    Request.objects.create(
        asked_by=by, to_team=of, name=life.reference, born_on=date(1984, 11, 9), purpose=P.PPO_MANAGEMENT.value,
        items=["ENGAGED"], why="To adjust visits.", needed_by=NEXT_YEAR, asked_at=SATURDAY, person=life.person,
        put_up_by=put_up_by, put_up_at=SATURDAY, view="Asked on Friday; refused.",
    )  # fmt: skip


ITEMS = tuple(item.name.lower() for item in n.Item)


def _nothing():
    return dict.fromkeys(ITEMS, False)


def in_danger(life, worker):
    """What was told to save a life, and its review is still owed."""
    life.tell(
        n.EmergencyDisclosed, by=worker, **{**_nothing(), "risk": True}, recipient=R.EMERGENCY, to_team="",
        purpose=P.SAVING_LIFE,
    )  # fmt: skip

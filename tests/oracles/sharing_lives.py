"""The part of a random history that is about consent: agreed, shared, taken back, asked back, told in danger."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from throughcare.rulebook.facts import consent as n
from throughcare.rulebook.facts.mendings import Voided

FOR_PPO = {"purpose": n.SharedFor.PPO_MANAGEMENT, "recipient": n.RecipientKind.PPO_SCHEME, "engaged": True}
UNTIL = date(2011, 12, 31)


def tell_sharing(script, amended):
    """Mostly to the PPO scheme of the area, now and then by letter. `amended` gives a fact with another answer."""
    pen, team = script.pen, script.local
    if pen.chance(0.5):
        return
    if pen.chance(0.15):
        in_danger(script, team)
    scope = {**FOR_PPO, "to_team": f"ppo-{script.area}"}
    if pen.chance(0.2):
        scope = {"purpose": n.SharedFor.COURT_LETTER, "recipient": n.RecipientKind.COURT, "named": "the bench",
                 "attendance": True}  # fmt: skip
    basis = by_decision(script, scope) if pen.chance(0.2) else by_consent(script, scope, team)
    if basis:
        share(script, scope, basis, team, amended)


def by_consent(script, scope, team):
    if script.pen.chance(0.1):
        script.tell(n.ConsentRefused(**scope, said="x", told=True), team)
        return None
    until = script.pen.one_of(UNTIL, UNTIL, date(2010, 4, 30))
    given = script.tell(
        n.ConsentGiven(**scope, until=until, how=n.HowAgreed.SIGNED, form="a" * 64, read_out=True), team
    )
    return given and {"consent": given.id}


def by_decision(script, scope):
    made = script.tell(n.DisclosureDecided(
        **scope, shares=script.pen.chance(0.9), ground=n.Ground.CRIME, consent_tried=n.ConsentTried.REFUSED,
        weighed="x", advice="none", until=UNTIL, requested_by=UUID(int=2),
    ), f"partners-{script.area}")  # fmt: skip
    return made and {"decision": made.id}


def share(script, scope, basis, team, amended):
    pen = script.pen
    sent = [script.tell(copy_of(pen, scope, basis), team, wait=1) for _ in range(pen.one_of(1, 1, 2))]
    if pen.chance(0.4) and mend_one(script, amended) and pen.chance(0.5):
        script.tell(copy_of(pen, scope, basis), team, wait=pen.one_of(1, 30))
    back = "consent" in basis and pen.chance(0.6)
    if back:
        script.tell(
            n.ConsentWithdrawn(consent=basis["consent"]), pen.one_of(team, script.suite, scope.get("to_team", team))
        )
    for one in filter(None, sent):
        if pen.chance(0.7 if back else 0.2):
            asked = script.tell(n.DisclosureRecalled(disclosure=one.id, reason="x"), team)
            if asked and pen.chance(0.6):
                script.tell(
                    n.RecallAnswered(recall=asked.id, answer=pen.one_of(*n.RecallAnswer)),
                    scope.get("to_team", team), wait=pen.one_of(1, 40),
                )  # fmt: skip


def copy_of(pen, scope, basis):
    """Made of a few entries as they stand; the oldest copies did not say of which."""
    gone = {e.replaces for e in pen.entries}
    stand = [str(e.id) for e in pen.entries if e.id not in gone and not isinstance(e.fact, (Voided, n.Disclosed))]
    made_of = " ".join(stand[-8:]) if pen.chance(0.9) else None
    return n.Disclosed(**scope, **basis, copy="b" * 64, made_of=made_of)


def mend_one(script, amended):
    """Something of what was shown was wrong; now and then it is found to have been right, after all."""
    pen = script.pen
    told = [e for e in pen.entries if isinstance(e.fact, n.Disclosed) and e.fact.made_of]
    shown = [e for e in pen.entries if told and str(e.id) in told[-1].fact.made_of]
    gone = {e.replaces for e in pen.entries}
    was = pen.one_of(*[e for e in shown if e.id not in gone], None)
    if was is None:
        return False
    facts = [Voided()] if pen.chance(0.3) else [amended(pen.dice, was.fact)] + [was.fact] * pen.chance(0.2)
    for fact in facts:
        right = script.tell(fact, was.team, wait=1, skip=0)
        if right is None:
            return False
        at = right.happened_at if isinstance(fact, Voided) else was.happened_at
        written = max(right.recorded_at, was.recorded_at)
        pen.entries[-1] = replace(right, happened_at=at, recorded_at=written, replaces=was.id, why="wrong")
        was = pen.entries[-1]
    return True


def in_danger(script, team):
    told = script.tell(n.EmergencyDisclosed(
        recipient=n.RecipientKind.EMERGENCY, named="x", purpose=n.SharedFor.SAVING_LIFE, health=True, danger="x",
        told="x",
    ), team)  # fmt: skip
    if told and script.pen.chance(0.7):
        script.tell(
            n.EmergencyReviewed(disclosure=told.id, justified=True, findings="x"), team, wait=script.pen.one_of(3, 80)
        )

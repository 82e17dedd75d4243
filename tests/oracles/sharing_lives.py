"""The part of a random history that is about consent: agreed, shared, taken back, asked back, told in danger."""

from datetime import date
from uuid import UUID

from throughcare.rulebook.facts import consent as n

FOR_PPO = {"purpose": n.SharedFor.PPO_MANAGEMENT, "recipient": n.RecipientKind.PPO_SCHEME, "engaged": True}
UNTIL = date(2011, 12, 31)


def tell_sharing(script):
    """Mostly to the PPO scheme of the area, now and then by letter."""
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
        share(script, scope, basis, team)


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


def share(script, scope, basis, team):
    pen = script.pen
    sent = [script.tell(n.Disclosed(**scope, **basis, copy="b" * 64), team, wait=1) for _ in range(pen.one_of(1, 1, 2))]
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


def in_danger(script, team):
    told = script.tell(n.EmergencyDisclosed(
        recipient=n.RecipientKind.EMERGENCY, named="x", purpose=n.SharedFor.SAVING_LIFE, health=True, danger="x",
        told="x",
    ), team)  # fmt: skip
    if told and script.pen.chance(0.7):
        script.tell(
            n.EmergencyReviewed(disclosure=told.id, justified=True, findings="x"), team, wait=script.pen.one_of(3, 80)
        )

"""Verbs of consent and sharing: what was agreed, refused, taken back, decided, shared, recalled and told."""

from datetime import date
from uuid import UUID

from tests.rulebook import stages
from tests.rulebook.stories import MANAGER, WORKER, Story
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import consent as n

R, P = n.RecipientKind, n.SharedFor
SENIOR, COORDINATOR = Role.NOMINATED_SENIOR_PROFESSIONAL, Role.PPO_COORDINATOR
UNTIL = date(2010, 9, 30)
WORKERS_OWN, SENIORS_OWN, MANAGERS_OWN = UUID(int=9), UUID(int=70), UUID(int=71)
TEAM_OF = {
    R.CJIT: "gd-cjit", R.CARATS: "nm-prison", R.PROBATION: "nm-probation", R.PPO_SCHEME: "nm-ppo",
    R.TREATMENT: "nm-provider", R.SERVICE: "nm-provider", R.POLICE: "nm-suite",
}  # fmt: skip
PPO = {"recipient": R.PPO_SCHEME, "purpose": P.PPO_MANAGEMENT, "engaged": True}


def scope(said, **standard):
    """Which recipient, which purpose, which items; the recipient's own team or a name."""
    told = {**standard, **said}
    team = TEAM_OF.get(told["recipient"], "")
    return {"to_team": team, "named": "" if team else "Dr Ahn", **told}


class Sharing(Story):
    def agreed(self, until=UNTIL, how=n.HowAgreed.SIGNED, form="a" * 64, witness="", by=WORKER, team=None, **said):
        fact = n.ConsentGiven(
            **scope(said, **({} if said else PPO)), until=until, how=how, form=form, witness=witness, read_out=True
        )
        return self.tell(fact, by=by, team=team)

    def said_no(self, **said):
        return self.tell(n.ConsentRefused(**scope(said or PPO), said="Not today.", told=True), by=WORKER)

    def took_back(self, consent=None, **how):
        fact = n.ConsentWithdrawn(consent=consent or self.last(n.ConsentGiven))
        return self.tell(fact, **{"by": WORKER, **how})

    def decided_to_share(self, shares=True, ground=n.Ground.CRIME, asked_by=WORKERS_OWN, member=SENIORS_OWN, **said):
        how = {key: said.pop(key) for key in ("by", "truly") if key in said}
        words = {key: said.pop(key, "Weighed.") for key in ("weighed", "advice")}
        until = said.pop("until", UNTIL)
        fact = n.DisclosureDecided(
            **scope(said or PPO), **words, shares=shares, ground=ground, consent_tried=n.ConsentTried.REFUSED,
            until=until, requested_by=asked_by,
        )  # fmt: skip
        return self.tell(fact, **{"by": SENIOR, "team": "nm-partnership", "member": member, **how})

    def shared(self, consent=None, decision=None, involved=None, until=None, copy="b" * 64, **said):
        how = {key: said.pop(key) for key in ("by", "team", "truly", "written", "happened") if key in said}
        basis = {"consent": consent, "decision": decision, "involved": involved}
        if not any(basis.values()) and not said.pop("baseless", False):
            basis["consent"] = self.last(n.ConsentGiven)
        made_of = " ".join(map(str, said.pop("made_of", ())))
        fact = n.Disclosed(**scope(said or PPO), **basis, until=until, copy=copy, made_of=made_of)
        return self.tell(fact, **{"by": WORKER, **how})

    def asked_back(self, shared=None, **how):
        fact = n.DisclosureRecalled(disclosure=shared or self.last(n.Disclosed), reason="Taken back.")
        return self.tell(fact, **{"by": WORKER, **how})

    def answered(self, recall=None, **how):
        fact = n.RecallAnswered(
            recall=recall or self.last(n.DisclosureRecalled), answer=n.RecallAnswer.DESTROYED, details="Shredded."
        )
        return self.tell(fact, **{"by": COORDINATOR, "team": "nm-ppo", **how})

    def told_in_danger(self, **how):
        fact = n.EmergencyDisclosed(
            recipient=R.EMERGENCY, named="Ambulance", purpose=P.SAVING_LIFE, health=True, drugs_used=True,
            danger="Not breathing well.", told="What was taken, to the crew.",
        )  # fmt: skip
        return self.tell(fact, **{"by": WORKER, **how})

    def reviewed(self, told=None, member=MANAGERS_OWN, **how):
        fact = n.EmergencyReviewed(
            disclosure=told or self.last(n.EmergencyDisclosed), justified=True, findings="Right to tell."
        )
        return self.tell(fact, **{"by": MANAGER, "member": member, **how})


def on_from(story):
    """The same person, with these verbs."""
    s = Sharing()
    s.__dict__.update(story.__dict__)
    return s


def required():
    """Seen at a required assessment, and on Monday 12 April 2010 at the team."""
    return on_from(stages.assessed()).at(2010, 4, 12, 10, 0)


def known():
    """Someone of whom nothing was said in a required assessment; Monday 12 April 2010."""
    return on_from(stages.required()).at(2010, 4, 12, 10, 0)

"""What a story tells of somebody identified without a positive test."""

from throughcare.rulebook.actors import Role
from throughcare.rulebook.annex_e import SIGNS
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts import proactive as p

SERGEANT, WORKER = Role.CUSTODY_SERGEANT, Role.CJIT_CASE_MANAGER
DISENGAGED = p.KnownAs.DISENGAGED
COMING, CANNOT, NOT_REACHED, NOBODY = p.WorkerAnswer


class ByHand:
    """Verbs of `Story`."""

    def signs(self, *seen, arrest=None, referral=None, **how):
        """At the last arrest, unless it names another or a visit."""
        arrest = arrest or (None if referral else self.last(k.Arrested))
        fact = p.SignsConsidered(arrest=arrest, referral=referral, **{sign.name: sign.name in seen for sign in SIGNS})
        return self.tell(fact, **{"by": WORKER if referral else SERGEANT, **how})

    def worker_told(self, answer=COMING, worker="Rhian O'Neill", **how):
        fact = p.WorkerTold(arrest=self.last(k.Arrested), worker=worker, answer=answer)
        return self.tell(fact, **{"by": SERGEANT, **how})

    def came_unasked(self, known_as=DISENGAGED, **how):
        return self.tell(p.SelfReferred(known_as=known_as, records_read=True), **{"by": WORKER, **how})

    def asked(self, agrees=True, to=p.AgreesTo.ASSESSMENT, **how):
        return self.tell(p.AgreementAsked(to=to, agrees=agrees), **{"by": WORKER, **how})

"""What a story tells of services under the care plan."""

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import services as z
from throughcare.rulebook.facts.casework import TakenOnCaseload

WORKER = Role.CJIT_CASE_MANAGER


class AtServices:
    """Verbs of `Story`."""

    def offers_service(self, service=z.Service.HOUSING, *, accepted=True, **how):
        fact = z.ServiceOffered(
            caseload=self.last(TakenOnCaseload), service=service, provider="Harbour Housing", accepted=accepted
        )
        return self.tell(fact, **{"by": WORKER, **how})

    def asked_service(self, offer=None, *, prescribing=False, **how):
        offer = offer or self.last(z.ServiceOffered)
        fact = z.ServiceReferred(offer=offer, contact="Ana Rees", prescribing=prescribing)
        return self.tell(fact, **{"by": WORKER, **how})

    def at_service(self, referral=None, **how):
        return self.tell(z.ServiceAttended(referral=referral or self.last(z.ServiceReferred)), **{"by": WORKER, **how})

    def not_at_service(self, referral=None, **how):
        return self.tell(z.ServiceMissed(referral=referral or self.last(z.ServiceReferred)), **{"by": WORKER, **how})

    def service_over(self, referral=None, **how):
        fact = z.ServiceEnded(referral=referral or self.last(z.ServiceReferred), how=z.ServiceEnding.LEFT)
        return self.tell(fact, **{"by": WORKER, **how})

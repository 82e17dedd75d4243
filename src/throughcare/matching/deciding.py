"""Who is asked about a possible match, and what they decide.

Only the CJIT that is responsible for a record known to a drug service is asked about it: the care team, or where no
CJIT is the care team, the CJIT of residence. The other side is never asked and never told.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from throughcare.accounts.models import Membership
from throughcare.journal.models import Sight
from throughcare.matching.models import Answer, MatchDecision, PossibleMatch
from throughcare.organisations.models import CjitOfResidence
from throughcare.rulebook.actors import CJIT, OrganisationKind
from throughcare.rulebook.calendar import local_day

DRUG_SERVICES = (OrganisationKind.CJIT.value, OrganisationKind.PRISON.value, OrganisationKind.PROVIDER.value)


class NotAsked(LookupError):
    """This is not for this team to decide: whether there is such a match at all is not said."""


def asked_of(*, membership: Membership, at: datetime) -> QuerySet[PossibleMatch]:
    """The possible matches that the membership's team is asked about at this instant."""
    if membership.role not in CJIT:
        return PossibleMatch.objects.none()
    team = membership.organisation_id
    lives_here = CjitOfResidence.objects.in_force(on=local_day(at)).filter(cjit=team).values("area")
    without = Q(about__standing__care_team=None) | ~Q(about__standing__care_team__kind=OrganisationKind.CJIT.value)
    known = Exists(Sight.objects.filter(person=OuterRef("about"), team__kind__in=DRUG_SERVICES, from_at__lte=at))
    responsible = Q(about__standing__care_team=team) | (without & Q(about__area_code__in=lives_here))
    return PossibleMatch.objects.filter(responsible).filter(known)


@transaction.atomic
def decide(*, match: PossibleMatch, answer: Answer, why: str, by: Membership, at: datetime) -> MatchDecision:
    """Anew each time; the record of neither side changes by it."""
    if not asked_of(membership=by, at=at).filter(pk=match.pk).exists():
        raise NotAsked(match.pk)
    match.answer = answer
    match.save(update_fields=["answer"])
    return MatchDecision.objects.create(match=match, answer=answer, why=why, by=by, at=at)

"""How far the drug test of one arrest has come: offence, authority, sample, what was decided; read at every visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import POLICE, Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    Charged,
    Condition,
    DrugTested,
    ForLaboratory,
    LaboratoryReturned,
    NotTested,
    RequirementNotImposed,
    SampleServesCharge,
    SentToLaboratory,
    TestAuthorised,
    TestRefused,
    TestUnusable,
)
from throughcare.rulebook.history import AnyRecorded, Recorded, order
from throughcare.rulebook.spells import release_of
from throughcare.web.person.page import Record
from throughcare.web.testing.offences import Looked, looked

ANSWERS: tuple[type[Fact], ...] = (DrugTested, TestRefused, NotTested)
"""What ends the question whether somebody was tested."""


@dataclass(frozen=True, kw_only=True)
class Tester:
    """Somebody of the suite who may have taken the sample."""

    post: Membership
    is_trained: bool
    is_me: bool

    @property
    def name(self) -> str:
        number = f", {self.post.number}" if self.post.number else ""
        return f"{self.post.account.full_name}{number}"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One arrest in this suite."""

    opened: Record
    arrest: Recorded[Arrested]

    @property
    def offences(self) -> list[tuple[str, Looked]]:
        """Arrested for, then charged with, as the list stood on the day of the arrest."""
        on = local_day(self.arrest.happened_at)
        charged = [("Charged with", looked(one.fact.offence, on=on)) for one in self.charges]
        return [("Arrested for", looked(self.arrest.fact.offence, on=on)), *charged]

    @property
    def charges(self) -> Sequence[Recorded[Charged]]:
        return self.opened.history.naming(self.arrest, Charged)

    @property
    def authority(self) -> Recorded[TestAuthorised] | None:
        return self.opened.history.first_naming(self.arrest, TestAuthorised)

    @property
    def needs_authority(self) -> bool:
        return self.authority is None and not any(offence.is_trigger for _, offence in self.offences)

    @property
    def answer(self) -> AnyRecorded | None:
        """The last word on whether a sample was taken."""
        found: list[AnyRecorded] = [one for kind in ANSWERS for one in self.opened.history.naming(self.arrest, kind)]
        return max(found, key=order, default=None)

    @property
    def test(self) -> Recorded[DrugTested] | None:
        """The sample that counts; an irregular one only where there is no other."""
        tests = self.opened.history.naming(self.arrest, DrugTested)
        regular = [one for one in tests if not one.fact.irregular]
        return next(reversed(regular or list(tests)), None)

    @property
    def unusable(self) -> Sequence[Recorded[TestUnusable]]:
        return self.opened.history.naming(self.arrest, TestUnusable)

    @property
    def decision(self) -> Recorded[AssessmentRequired] | Recorded[RequirementNotImposed] | None:
        if self.test is None:
            return None
        h = self.opened.history
        return h.first_naming(self.test, AssessmentRequired) or h.first_naming(self.test, RequirementNotImposed)

    @property
    def charge_to_serve(self) -> Recorded[Charged] | None:
        """A charge for which the sample taken on arrest has still to be recorded (R10)."""
        test = self.test
        if test is None or test.fact.irregular or test.fact.condition is not Condition.ARREST or not self.charges:
            return None
        return None if self.opened.history.naming(test, SampleServesCharge) else self.charges[-1]

    @property
    def is_released(self) -> bool:
        return release_of(self.opened.history, self.arrest) is not None

    @property
    def is_inspector(self) -> bool:
        return self.opened.working.role is Role.CUSTODY_INSPECTOR

    @property
    def may_test_here(self) -> bool:
        return self.opened.given.may_test(self.arrest.team, local_day(self.opened.now))

    def owes(self, kind: str) -> bool:
        return any(
            duty.kind == kind and duty.owner == self.opened.working.team and duty.episode == self.arrest.root
            for duty in self.opened.standing.open_duties
        )


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One sample that goes to the laboratory, as far as it has come."""

    test: Recorded[DrugTested]
    sent: Recorded[SentToLaboratory] | None
    returned: Recorded[LaboratoryReturned] | None

    @property
    def is_refuted(self) -> bool:
        """The laboratory found nothing where the screening had been positive."""
        return self.returned is not None and self.test.fact.positive and not self.returned.fact.confirmed


def stage_of(opened: Record) -> Stage | None:
    """The arrest in this suite that is still open; the newest if none is."""
    ours = [one for one in opened.history.all(Arrested) if one.team == opened.working.team]
    inside = [one for one in ours if release_of(opened.history, one) is None]
    arrest = next(reversed(inside or ours), None)
    return Stage(opened=opened, arrest=arrest) if arrest else None


def samples_of(opened: Record) -> list[Sample]:
    """This suite's samples of this person for the laboratory, the newest first."""
    h = opened.history
    ours = [one for one in h.all(DrugTested) if one.team == opened.working.team]
    return [
        Sample(test=one, sent=h.first_naming(one, SentToLaboratory), returned=h.first_naming(one, LaboratoryReturned))
        for one in reversed(ours) if one.fact.laboratory is not ForLaboratory.NO
    ]  # fmt: skip


def testers_of(opened: Record) -> list[Tester]:
    """Everyone at work in the suite who may take samples, the trained first, whoever asks before all."""
    working, today = opened.working, local_day(opened.now)
    posts = Membership.objects.live(at=opened.now).filter(organisation=working.membership.organisation, role__in=POLICE)
    found = [
        Tester(post=post, is_trained=opened.given.is_trained(post.pk, today), is_me=post.pk == working.membership.pk)
        for post in posts.select_related("account")
    ]
    return sorted(found, key=lambda one: (not one.is_me, not one.is_trained, one.name))


def name_of(post: UUID) -> str:
    """Who holds or held a post, with the collar number."""
    found = Membership.objects.select_related("account").filter(pk=post).first()
    if found is None:
        return ""
    return f"{found.account.full_name}, {found.number}" if found.number else found.account.full_name

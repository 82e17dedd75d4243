"""What someone on a caseload agrees to or not, and what is shared, taken back and asked back because of it.

Told after the life itself, with dice of its own, so that the same seed gives the same path with or without it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import ROLES, OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts import consent as c
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import DecidedNext, Died, TakenOnCaseload
from throughcare.rulebook.facts.consent import RecipientKind, SharedFor
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.history import History
from throughcare.rulebook.standing import Given
from throughcare.sharing import copies, evidence, involvement
from throughcare.simulation.names import Who
from throughcare.simulation.parameters import Parameters
from throughcare.simulation.scene import Scene
from throughcare.simulation.story import Ends, Step, Story

WORKER, MANAGER, SENIOR = Role.CJIT_CASE_MANAGER, Role.CJIT_MANAGER, Role.NOMINATED_SENIOR_PROFESSIONAL
ASKED_BY = UUID(int=0)
ENDINGS = (DecidedNext, Died)


def shared_on_the_way(
    steps: Sequence[Step], *, scene: Scene, parameters: Parameters, who: Who, until: datetime
) -> list[Step]:  # fmt: skip
    """The steps of a life with those of its consents among them, in the order of writing."""
    entry = next((step for step in steps if isinstance(step.fact, TakenOnCaseload)), None)
    if entry is None:
        return list(steps)
    after = [step.happened_at for step in steps if isinstance(step.fact, ENDINGS)]
    story = Story(
        rng=Random(entry.id.int), scene=scene, parameters=parameters, who=who, starts_at=entry.recorded_at,  # noqa: S311
        until=min([until, *after]), earlier=steps,
    )  # fmt: skip
    with suppress(Ends):
        _tell(story, entry.team)
    return sorted((*steps, *story.steps), key=lambda step: step.recorded_at)


def _tell(s: Story, team: str) -> None:
    area = s.scene.given.area_of(team)
    scheme, senior = _team(s, OrganisationKind.PPO_SCHEME, area), _team(s, OrganisationKind.PARTNERSHIP, area)
    s.wait(30, 600)
    s.office_hours()
    if s.chance(0.1):
        _in_danger(s, team)
    if scheme is None:
        return
    if s.chance(0.75):
        _agreed(s, team, scheme)
    else:
        _refused(s, team, scheme, senior)


def _agreed(s: Story, team: str, scheme: str) -> None:
    until = local_day(s.now + timedelta(days=180))
    given = s.note(
        c.ConsentGiven(
            **_scope(scheme), until=until, how=c.HowAgreed.SIGNED, form=s.scene.signed_form, read_out=s.chance(0.5)
        ),
        role=WORKER, team=team,
    )  # fmt: skip
    s.wait(5, 60)
    sent = _sent(s, team, scheme, consent=given)
    if not s.chance(0.4):
        _corrected(s, team, scheme, given)
        return
    s.next_morning(days=s.rng.randint(1, 40))
    s.note(c.ConsentWithdrawn(consent=given, said="Does not want it any more."), role=WORKER, team=team)
    _asked_back(s, sent, team, scheme)


def _corrected(s: Story, team: str, scheme: str, given: UUID) -> None:
    """The suite finds that the day of birth was misread; the scheme was shown it, and is told in most cases."""
    if not s.chance(0.2):
        return
    told = reversed((*s.earlier, *s.steps))
    step, details = next((step, step.fact) for step in told if isinstance(step.fact, DetailsGiven))
    s.next_morning(days=s.rng.randint(1, 20))
    right = replace(details, born_on=details.born_on - timedelta(days=1))
    s.note(right, role=step.role, team=step.team, replaces=step.id, why="Misread from the custody record.")
    s.wait(30, 400)
    s.unless_forgotten()
    _sent(s, team, scheme, consent=given)


def _asked_back(s: Story, sent: UUID, team: str, scheme: str) -> None:
    s.wait(0, 20)
    recall = s.note(c.DisclosureRecalled(disclosure=sent, reason="Consent taken back."), role=WORKER, team=team)
    s.wait(30, 400)
    answer = s.pick(*c.RecallAnswer)
    s.note(c.RecallAnswered(recall=recall, answer=answer, details="By hand."), role=Role.PPO_COORDINATOR, team=scheme)


def _refused(s: Story, team: str, scheme: str, senior: str | None) -> None:
    s.note(c.ConsentRefused(**_scope(scheme), said="Not the police's business.", told=True), role=WORKER, team=team)
    if senior is None or not s.chance(0.5):
        return
    s.next_morning()
    until, shares = local_day(s.now + timedelta(days=60)), s.chance(0.5)
    decision = s.note(
        c.DisclosureDecided(
            **_scope(scheme), shares=shares, ground=c.Ground.CRIME, consent_tried=c.ConsentTried.REFUSED,
            weighed="Two burglaries a week by the scheme's account; trust in the worker may suffer.",
            advice="None was taken.", until=until, requested_by=ASKED_BY,
        ),
        role=SENIOR, team=senior,
    )  # fmt: skip
    if shares:
        s.wait(5, 60)
        _sent(s, team, scheme, decision=decision)


def _sent(s: Story, team: str, scheme: str, consent: UUID | None = None, decision: UUID | None = None) -> UUID:
    """With the digest of the copy; the copy itself is kept when the life is recorded."""
    bare = c.Disclosed(**_scope(scheme), consent=consent, decision=decision, copy="")
    made = copy_of((*s.earlier, *s.steps), bare, given=s.scene.given, team=team, at=s.now)
    return s.note(made.fact, role=WORKER, team=team)


def copy_of(steps: Sequence[Step], fact: c.Disclosed, *, given: Given, team: str, at: datetime) -> copies.Written:
    """As the record stood at that moment."""
    known = History(step.recorded(by=step.id) for step in steps if step.recorded_at <= at)
    sender, recipient = given.teams[team].name, given.teams[fact.to_team].name
    titles = {step.id: ROLES[step.role].title for step in steps}
    bundle = evidence.bundle(
        known, fact.involved, who=lambda entry: titles.get(entry.by, ""), team=sender, to=recipient
    ) if fact.involved else None  # fmt: skip
    return copies.written(known, fact, sender=sender, recipient=recipient, as_at=at, bundle=bundle)


def told(s: Story, *, kind: RecipientKind, to: str, involved: UUID, by: type[Fact], role: Role, team: str) -> None:
    """What an entry sends by itself, because the recipient is involved."""
    s.wait_until(s.written_at)
    bare = involvement.disclosed(kind, to, involved, by)
    made = copy_of((*s.earlier, *s.steps), bare, given=s.scene.given, team=team, at=s.now)
    s.note(made.fact, role=role, team=team)


def _in_danger(s: Story, team: str) -> None:
    told: Fact = c.EmergencyDisclosed(
        recipient=RecipientKind.EMERGENCY, named="Ambulance crew", purpose=SharedFor.SAVING_LIFE, drugs_used=True,
        risk=True, danger="Found unconscious at the door.", told="Told the crew what had been taken and when.",
    )  # fmt: skip
    entry = s.note(told, role=WORKER, team=team)
    s.wait(60, 900)
    s.unless_forgotten()
    s.note(
        c.EmergencyReviewed(disclosure=entry, justified=True, findings="Right to tell; no more was said than needed."),
        role=MANAGER, team=team,
    )  # fmt: skip


def _scope(scheme: str):  # type: ignore[no-untyped-def]
    return {
        "recipient": RecipientKind.PPO_SCHEME, "to_team": scheme, "purpose": SharedFor.PPO_MANAGEMENT, "engaged": True,
    }  # fmt: skip


def _team(s: Story, kind: OrganisationKind, area: str) -> str | None:
    found = (team.id for team in s.scene.given.teams.values() if team.kind is kind and team.area == area)
    return next(found, None)

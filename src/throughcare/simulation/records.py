"""The assessment record of a story: written once, and brought up to date when the person is assessed again."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.assessment_record import known_records
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.record import (
    AssessmentRecord,
    ContinuityUpdate,
    DrugUse,
    Ethnicity,
    Frequency,
    Home,
    InitialContact,
    Injecting,
    LedBy,
    Route,
    Stage,
    Substance,
    Work,
)
from throughcare.rulebook.history import Recorded
from throughcare.simulation.story import Story
from throughcare.simulation.words import CHANGED, RECORDS, WANTS, WHY_ANEW

CUSTODY_WORKER = Role.CJIT_CUSTODY_WORKER


def keep(s: Story, assessment: UUID, *, team: str) -> None:
    """A whole record where the team knows of none; else what changed. A very old one is written anew.

    Dice of its own: what people say leaves the rest of their lives as it would have been.
    """
    dice, s.rng = s.rng, Random(assessment.int)  # noqa: S311
    _keep(s, assessment, team)
    s.rng = dice


def _keep(s: Story, assessment: UUID, team: str) -> None:
    s.wait(1, 5)
    known = _known(s, team, written_by=s.now)
    if not known:
        if not _known(s, team) and not _is_told_of_later(s):
            _write(s, assessment, team)
    elif _is_old(s, known[-1]) and not _is_told_of_later(s):
        _write(s, assessment, team, new_because=WHY_ANEW)
    else:
        changed = {name: s.pick(*words) for name, words in CHANGED.items()}
        s.note(ContinuityUpdate(record=known[-1].root, **changed), role=CUSTODY_WORKER, team=team)


def _known(s: Story, team: str, *, written_by: datetime | None = None) -> list[Recorded[AssessmentRecord]]:
    """Without an hour: also those that are still on paper, which will be found when they are typed in."""
    return known_records(s.history(written_by=written_by).at(s.now), team, s.scene.given, at=s.now)


def _is_told_of_later(s: Story) -> bool:
    """Another story of the same person goes on to write it."""
    return any(isinstance(step.fact, AssessmentRecord) and step.happened_at > s.now for step in s.earlier)


def first_talk(s: Story, before: UUID, *, team: str, stage: Stage) -> None:
    """With the same dice of its own."""
    dice, s.rng = s.rng, Random(before.int)  # noqa: S311
    contact = InitialContact(stage=stage, led_by=s.pick(*LedBy), wants=s.pick(*WANTS))
    s.note(contact, role=CUSTODY_WORKER, team=team)
    s.rng = dice


def _is_old(s: Story, record: Recorded[AssessmentRecord]) -> bool:
    return s.now >= DEADLINES["record_stands"].due(record.happened_at, s.scene.given.calendar)


def _write(s: Story, assessment: UUID, team: str, **more: str) -> None:
    """One question in ten was not asked."""
    told: dict[str, Any] = {name: s.pick(*words) for name, words in RECORDS.items() if not s.chance(0.1)}
    record = s.note(
        AssessmentRecord(
            assessment=assessment, ethnicity=s.pick(*Ethnicity), injecting=s.pick(*Injecting),
            shared_needles=s.chance(0.2), drinking_days=s.pick(0, 4, 12, 28), units_a_day=s.pick(0, 4, 12),
            pregnant=None, next_court_on=None, home=s.pick(*Home), work=s.pick(*Work),
            children_at_home=s.pick(0, 0, 1, 2), **told, **more,
        ),
        role=CUSTODY_WORKER, team=team,
    )  # fmt: skip
    for substance in _drugs(s):
        s.note(_use(s, record, substance), role=CUSTODY_WORKER, team=team)


def _drugs(s: Story) -> list[Substance]:
    """Heroin or crack first, then others, three at most."""
    first = s.pick(Substance.HEROIN, Substance.HEROIN, Substance.CRACK, Substance.COCAINE)
    others = [one for one in (Substance.CRACK, Substance.CANNABIS, Substance.BENZODIAZEPINE) if one is not first]
    return [first, *(one for one in others[:2] if s.chance(0.5))]


def _use(s: Story, record: UUID, substance: Substance) -> DrugUse:
    return DrugUse(
        record=record, substance=substance, route=s.pick(Route.INJECTED, Route.SMOKED, Route.SMOKED),
        frequency=s.pick(*Frequency), spend_a_week=s.pick(20, 60, 150, 400),
        last_used_on=local_day(s.now - timedelta(days=s.pick(0, 1, 3))), first_used_age=s.pick(14, 16, 19, 24),
    )  # fmt: skip

"""What everyone will do: invented lives step by step, mended on the way, and two clerks after the same places."""

import pickle
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from tests.cast import signed_in
from throughcare.accounts.models import Membership
from throughcare.journal.given import given
from throughcare.journal.record import Batch, Proposed, record
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.facts.custody import Arrested, RiskFound, RiskTo
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.facts.mendings import Moved, Voided
from throughcare.simulation import demonstration
from throughcare.simulation.crowd import one_of_a_crowd
from throughcare.simulation.parameters import OFFICIAL
from throughcare.simulation.recording import Life, batches_of
from throughcare.simulation.scene import Slots
from throughcare.simulation.staffing import Opened, open_everything

CLERKS = ("clerk 1", "clerk 2")
LIVES_TO_A_KILL = 0.6
WITHIN = timedelta(days=150)
SEEN_IN_PAGES = 12


@dataclass
class Plan:
    """Pickled, so that each process that is started has it without asking the database."""

    clerks: dict[str, list[Batch]] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    """Those of `references`."""
    written_before: int = 0
    """Entries."""


def read(path: Path) -> Plan:
    plan = pickle.loads(path.read_bytes())
    assert isinstance(plan, Plan)
    return plan


def prepare(path: Path, *, kills: int, seed: int) -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        opened = open_everything(at=settings.DEMO_NOW, calendar=given().calendar)
    plan, lives = Plan(), max(2, round(kills * LIVES_TO_A_KILL))
    for clerk in CLERKS:
        plan.clerks[clerk] = list(_steps(clerk, lives, opened, seed))
    _race(plan, opened)
    _pages(plan)
    path.write_bytes(pickle.dumps(plan))
    connection.close()


def _steps(clerk, lives, opened: Opened, seed):
    """Each life as it was written down, then three mendings of it. Both clerks see every place as free."""
    slots = Slots((str(s.organisation_id), demonstration.offer(s), s.places) for s in opened.slots)
    scene = demonstration.scene_of(opened, slots)
    told: list[Life] = []
    for number in range(lives):
        life = one_of_a_crowd(
            number, scene=replace(scene, diary=slots.copy()), until=settings.DEMO_NOW, parameters=OFFICIAL,
            seed=f"{seed}/{clerk}", begun_within=WITHIN,
        )  # fmt: skip
        for slot in demonstration.slots_of(life.steps):
            slots.take_slot(slot)
        Person.objects.create(id=life.id, reference=life.reference)
        batches = list(batches_of(life, opened.staff))
        yield from batches
        if batches:
            yield from _mendings(life, batches[-1], told[-1] if told else None)
            told.append(life)


def _mendings(life: Life, last: Batch, other: Life | None):
    dice, at = Random(life.reference), settings.DEMO_NOW
    names = [step for step in life.steps if isinstance(step.fact, DetailsGiven)]
    if names:
        fact = replace(names[0].fact, family_name=f"Of the {life.reference}")
        yield _one(last, life.id, fact, names[0].happened_at, dice, replaces=names[0].id, why="Misheard")
    risk = _one(last, life.id, RiskFound(risk=RiskTo.SELF, what="Said so", taker="Sgt Tanner"), at, dice)
    yield risk
    [found] = risk.entries
    if other is None or dice.random() < 0.5:
        yield _one(last, life.id, Voided(), at, dice, replaces=found.id, why="Said of a film")
    else:
        away = _one(last, life.id, Moved(to_person=other.id), at, dice, replaces=found.id, why="Said by another")
        there = _one(last, other.id, found.fact, at, dice)
        yield Batch(entries=[*away.entries, *there.entries], by=last.by, at=at)


def _one(beside: Batch, person, fact, happened_at, dice: Random, **more) -> Batch:
    entry = UUID(int=dice.getrandbits(128), version=4)
    one = Proposed(id=entry, person_id=person, fact=fact, happened_at=happened_at, **more)
    return Batch(entries=[one], by=beside.by, at=settings.DEMO_NOW)


def _race(plan: Plan, opened: Opened) -> None:
    """The second clerk also writes to people of the first one, while they are being written to."""
    first, second = (plan.clerks[clerk] for clerk in CLERKS)
    for place in range(0, min(len(first), len(second)), 5):
        batch, dice = first[place], Random(f"race {place}")
        risk = RiskFound(risk=RiskTo.OTHERS, what=f"Seen at {place}", taker="Sgt Tanner")
        second[place] = _one(batch, batch.entries[0].person_id, risk, batch.entries[0].happened_at, dice)


def _pages(plan: Plan) -> None:
    """People in one suite now, and somebody signed in there."""
    officer = (
        Membership.objects.filter(role=Role.DETENTION_OFFICER, organisation__kind=OrganisationKind.POLICE_SUITE)
        .select_related("account", "organisation").order_by("id").first()
    )  # fmt: skip
    assert officer is not None
    at = settings.DEMO_NOW - timedelta(hours=1)
    for number in range(SEEN_IN_PAGES):
        person, dice = Person.objects.create(), Random(f"page {number}")
        arrest = Proposed(
            id=UUID(int=dice.getrandbits(128), version=4), person_id=person.pk, happened_at=at,
            fact=Arrested(offence="theft_s1", custody_number=f"CS/{number}"),
        )  # fmt: skip
        outcome = record([arrest], by=officer, at=at)
        assert isinstance(outcome, list), outcome
        plan.references.append(person.reference)
        plan.people.append(person.pk)
        plan.written_before += 1
    client = signed_in(Client(SERVER_NAME="127.0.0.1"), officer.account)
    plan.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

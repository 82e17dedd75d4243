"""What several answers are made of: a team, an entry, a duty, an episode."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from throughcare.journal.codec import encode
from throughcare.rulebook import standing as rules
from throughcare.rulebook.facts.base import kind_of
from throughcare.rulebook.history import AnyRecorded
from throughcare.rulebook.journey import OBLIGATIONS


class Team(Schema):
    """A team, by id and name."""

    id: UUID
    name: str


class Entry(Schema):
    """One thing that happened, as it stands."""

    entry: UUID
    root: UUID = Field(description="The first version: what other facts name")
    kind: str
    title: str
    says: str
    fact: dict[str, Any] = Field(description="The fields of the fact; of a mending, none")
    happened_at: datetime
    recorded_at: datetime
    team: Team
    by: str = Field(description="Who recorded it")
    replaces: UUID | None
    why: str
    stands: bool = Field(description="False: a later entry corrected it or took it away, or it is one that does so")


class Duty(Schema):
    """Something that must be done, by whom, by when, and why."""

    key: str
    kind: str
    action: str
    owner: Team
    state: str
    arises_at: datetime
    due: datetime
    due_first: datetime = Field(description="What it was before a fact moved it")
    is_binding: bool = Field(description="False: a guide, because the limit was not in force there")
    because: UUID | None = Field(description="The root of the entry from which it follows, where it may be read")
    ended_at: datetime | None
    cites: list[str]


class Passed(Schema):
    """A point of the process that was reached."""

    point: str
    at: datetime
    answer: str


class Episode(Schema):
    """One arrest, required assessment or time on a caseload."""

    root: UUID
    kind: str
    began_at: datetime
    here: str = Field(description="The point of the process where the person stands; empty once it has ended")
    way: list[Passed]
    ended_at: datetime | None
    way_out: str


def team(key: str, names: Mapping[str, str]) -> Team:
    return Team(id=UUID(key), name=names.get(key, ""))


def entry(one: AnyRecorded, *, names: Mapping[str, str], people: Mapping[UUID, str]) -> Entry:
    kind = kind_of(type(one.fact))
    return Entry(
        entry=one.id, root=one.root, kind=kind.name, title=kind.title, says=one.fact.says(),
        fact={} if kind.mending else json.loads(encode(one.fact)), happened_at=one.happened_at,
        recorded_at=one.recorded_at, team=team(one.team, names), by=people.get(one.by, ""), replaces=one.replaces,
        why=one.why, stands=one.live and not kind.mending,
    )  # fmt: skip


def duty(one: rules.Duty, *, names: Mapping[str, str], is_known: bool) -> Duty:
    """`is_known`: whether the reader may read the entry from which it follows."""
    row = OBLIGATIONS[one.kind]
    return Duty(
        key=one.key, kind=one.kind, action=row.action, owner=team(one.owner, names), state=one.state.value,
        arises_at=one.arises_at, due=one.due, due_first=one.due_first, is_binding=one.binding,
        because=one.because if is_known else None, ended_at=one.ended_at,
        cites=list(dict.fromkeys((*row.cites, *row.limit.cites))),
    )  # fmt: skip


def episode(one: rules.Episode) -> Episode:
    way = [Passed(point=passed.point, at=passed.at, answer=passed.answer) for passed in one.way]
    return Episode(
        root=one.root, kind=one.kind.value, began_at=one.began_at, here=one.here, way=way, ended_at=one.ended_at,
        way_out=one.way_out,
    )  # fmt: skip

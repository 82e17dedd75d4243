"""From the journal's entries to the plain dicts the oracle reads, and from a standing to plain rows to compare."""

from datetime import UTC
from enum import Enum

from tests.oracles.calendar_by_hand import HOLIDAYS
from throughcare.rulebook.facts.base import kind_of


def plain(entry):
    """One entry: the envelope's columns, the answers, and which answers name other entries."""
    kind = kind_of(type(entry.fact))
    answers = {name: _plain(getattr(entry.fact, name)) for name in kind.questions}
    return {
        **answers, "id": str(entry.id), "kind": kind.name, "rank": kind.order, "links": tuple(kind.links),
        "at": entry.happened_at.astimezone(UTC), "written": entry.recorded_at.astimezone(UTC),
        "by": entry.team, "replaces": _plain(entry.replaces),
    }  # fmt: skip


def _plain(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return value.name
    return value if hasattr(value, "tzinfo") else str(value)


def plain_given(given, holidays=HOLIDAYS):
    return {
        "area_of": {id_: team.area for id_, team in given.teams.items()},
        "cjits": {id_ for id_, team in given.teams.items() if team.kind.name == "CJIT"},
        "cjit_of": dict(given.cjit_of),
        "holidays": holidays,
    }


def plain_standing(standing):
    """Key to what is compared; the key `check_record` is not the oracle's business."""
    return {
        duty.key: {
            "kind": duty.kind, "state": duty.state.value, "due": duty.due, "due_first": duty.due_first,
            "owner": duty.owner, "ended_at": duty.ended_at,
        }
        for duty in standing.duties
    }  # fmt: skip

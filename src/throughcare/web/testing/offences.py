"""Looking an offence up by a few letters: whether it was a trigger offence on the day of the arrest."""

from dataclasses import dataclass
from datetime import date

from throughcare.organisations.spelling import folded
from throughcare.rulebook import trigger_offences
from throughcare.rulebook.trigger_offences import Offence, UnknownOffence
from throughcare.web import words

AT_MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One offence as it stood on a day, in words."""

    code: str
    title: str
    act: str
    is_trigger: bool
    says: str


def looked_up(text: str, *, on: date) -> list[Looked]:
    """Every offence of which each word typed begins or continues a word; trigger offences first."""
    wanted = folded(text).split()
    found = [row for row in trigger_offences.OFFENCES if wanted and all(part in _searched(row) for part in wanted)]
    return sorted((_looked(row, on) for row in found), key=lambda one: (not one.is_trigger, one.title))[:AT_MOST]


def looked(code: str, *, on: date) -> Looked:
    """One that is on the record; an offence that this edition does not list is none."""
    try:
        return _looked(trigger_offences.offence(code), on)
    except UnknownOffence:
        return Looked(code=code, title=code, act="", is_trigger=False, says="Not on the list of offences")


def _searched(row: Offence) -> str:
    return f"{folded(row.title)} {folded(row.act)}"


def _looked(row: Offence, on: date) -> Looked:
    is_trigger = row.is_trigger_on(on)
    return Looked(code=row.code, title=row.title, act=row.act, is_trigger=is_trigger, says=_says(row, on))


def _says(row: Offence, on: date) -> str:
    if not row.is_trigger_on(on):
        return f"Not a trigger offence on {words.day(on)}"
    only = ", for a specified Class A drug only" if row.needs_specified_drug else ""
    return f"Trigger offence on {words.day(on)}{only}"

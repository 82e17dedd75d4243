"""Starting a draft, saving its parts, keeping it longer, and closing it. Newer text is never overwritten silently."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from throughcare.accounts.models import Membership
from throughcare.accounts.sealing import opened, seal
from throughcare.drafts.models import LASTS, Draft, Part, TakenOver
from throughcare.people.models import Person

Answers = Sequence[tuple[str, str]]
"""Names and values of a form's fields, in their order."""


class Closed(Exception):
    """It was entered or given up meanwhile."""


class HasOne(Exception):
    """Whoever would take it over has begun a draft of their own about the same thing."""


class Ended(Exception):
    """Its time is over: somebody keeps it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What stands in a part now. `newer`: somebody saved it since the page was made, so nothing was saved."""

    answers: Answers
    version: int
    saved_at: datetime
    newer: bool = False


def start(*, person: Person, author: Membership, subject: str, at: datetime) -> Draft:
    """A new draft, or the open one of the same author about the same thing."""
    found = find(person=person, author=author, subject=subject)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Draft.objects.create(
                person=person, author=author, team=author.organisation, subject=subject, started_at=at, saved_at=at,
                ends_at=at + LASTS,
            )  # fmt: skip
    except IntegrityError:
        return Draft.objects.get(person=person, author=author, subject=subject, closed_at=None)


def find(*, person: Person, author: Membership, subject: str) -> Draft | None:
    return Draft.objects.filter(person=person, author=author, subject=subject, closed_at=None).first()


def save_part(*, draft: Draft, name: str, answers: Answers, version: int, at: datetime) -> Saved:
    """`version` is the one the page was made from. Saved as typed, right or wrong; saved twice, it is saved once."""
    with transaction.atomic():
        now = _locked(draft, at)
        part = Part.objects.filter(draft=now, name=name).first()
        if part is not None and _read(part) == list(answers):
            return Saved(answers=answers, version=part.version, saved_at=part.saved_at)
        if part is not None and part.version != version:
            return Saved(answers=_read(part), version=part.version, saved_at=part.saved_at, newer=True)
        part = part or Part(draft=now, name=name, version=0)
        part.sealed, part.saved_at = seal(json.dumps(list(answers)), of=_use(part)), at
        part.version += 1
        part.save()
        Draft.objects.filter(pk=now.pk).update(saved_at=at, ends_at=at + LASTS)
    return Saved(answers=answers, version=part.version, saved_at=at)


def parts(draft: Draft) -> dict[str, Saved]:
    """Every part that was ever saved, by its name."""
    return {
        part.name: Saved(answers=_read(part), version=part.version, saved_at=part.saved_at)
        for part in draft.parts.all()
    }


def keep(*, draft: Draft, at: datetime) -> None:
    """For another 14 days."""
    Draft.objects.filter(pk=draft.pk, closed_at=None).update(ends_at=at + LASTS)


def take_over(*, draft: Draft, by: Membership, at: datetime) -> None:
    """Somebody goes on with another's draft, for another 14 days; whose it was stays written down."""
    with transaction.atomic():
        now = Draft.objects.select_for_update().get(pk=draft.pk)
        if now.closed_at is not None:
            raise Closed
        if find(person=now.person, author=by, subject=now.subject) is not None:
            raise HasOne
        TakenOver.objects.create(draft=now, was=now.author, by=by, at=at)
        Draft.objects.filter(pk=now.pk).update(author=by, ends_at=at + LASTS)


def close(*, draft: Draft, by: Membership, at: datetime, is_entered: bool) -> None:
    """What was typed goes; that there was a draft stays."""
    with transaction.atomic():
        closed = Draft.objects.filter(pk=draft.pk, closed_at=None).update(
            closed_at=at, closed_by=by, is_entered=is_entered
        )
        if closed:
            Part.objects.filter(draft=draft).delete()


def _locked(draft: Draft, at: datetime) -> Draft:
    now = Draft.objects.select_for_update().get(pk=draft.pk)
    if now.closed_at is not None:
        raise Closed
    if now.has_ended(at):
        raise Ended
    return now


def _read(part: Part) -> list[tuple[str, str]]:
    return [(name, value) for name, value in json.loads(opened(part.sealed, of=_use(part)))]


def _use(part: Part) -> str:
    """Sealed for this place alone: no part can be read as another."""
    return f"part {part.name} of draft {part.draft_id}"

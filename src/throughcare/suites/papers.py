"""Numbered papers for a night without power: made with places set aside, entered once, accounted for.

A place that stands on a paper is held in the diary by the paper's number, so that paper and screen can never give one
place twice. It becomes the booking when the paper is entered, and is free again when the paper was not used.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from throughcare.accounts.models import Membership
from throughcare.diary.booking import free_slots
from throughcare.diary.holding import hold, take_up
from throughcare.diary.models import Booking, Purpose, Slot
from throughcare.organisations.models import Organisation
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import Form
from throughcare.suites.models import Pack, Paper

SHORTEST = 8
"""Figures of a number: five for the pack or more as packs mount up, two for the sheet, one to check."""
WITH_PLACE, WITHOUT_PLACE, RA2 = 4, 4, 2
"""How many papers a pack has (ours): RA1 with a place of the local team, RA1 for anyone else, RA2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """For whom a pack is made: a suite, the team whose places it carries, and from when a place is of use."""

    suite: Organisation
    team: Organisation | None
    after: datetime


def make_pack(*, wanted: Wanted, by: Membership | None, at: datetime) -> Pack:
    """The next pack of this day, with its papers and the places that are set aside for them."""
    day = local_day(at)
    with transaction.atomic():
        last = Pack.objects.filter(suite=wanted.suite, day=day).order_by("-serial").first()
        pack = Pack.objects.create(
            suite=wanted.suite, day=day, serial=last.serial + 1 if last else 1, made_at=at, made_by=by
        )
        numbers = _numbers(pack, WITH_PLACE + WITHOUT_PLACE + RA2)
        forms = [Form.RA1] * (WITH_PLACE + WITHOUT_PLACE) + [Form.RA2] * RA2
        Paper.objects.bulk_create(
            Paper(number=number, pack=pack, form=form.value) for number, form in zip(numbers, forms, strict=True)
        )
        _set_aside(numbers[:WITH_PLACE], wanted, at)
    return pack


def outstanding(*, suite: Organisation) -> QuerySet[Paper]:
    """Papers nobody has entered or accounted for, oldest first."""
    return Paper.objects.filter(pack__suite=suite, entry_id=None, fate="").select_related("pack").order_by("number")


def account_for(
    *, papers: Collection[str], suite: Organisation, fate: Paper.Fate, by: Membership, at: datetime
) -> list[str]:
    """These were not given to anyone: their places are free again. One that was entered meanwhile stays entered."""
    done = []
    with transaction.atomic():
        for number in sorted(papers):
            free = outstanding(suite=suite).filter(number=number)
            if free.update(fate=fate, accounted_by=by, accounted_at=at):
                done.append(number)
        let_go(papers=done, at=at)
    return done


def places(*, papers: Collection[str]) -> dict[str, Booking]:
    """The place that still waits for each paper."""
    found = Booking.objects.filter(held_for__in=papers, released_at=None).select_related("slot__organisation")
    return {booking.held_for: booking for booking in found}


def let_go(*, papers: Collection[str], at: datetime, slot: UUID | None = None) -> None:
    """What was set aside for these papers is free again: for whoever comes, or for the booking made from the paper."""
    for booking in places(papers=papers).values() if papers else ():
        if slot is None or booking.slot_id == slot:
            take_up(place_id=booking.pk, at=at)


def enter(*, number: str, entry_id: UUID, at: datetime) -> bool:
    """This notice stood on that paper: said once. False: there is no such paper, or it was entered or accounted for."""
    free = Paper.objects.filter(number=number, entry_id=None, fate="")
    return free.update(entry_id=entry_id, entered_at=at) == 1


def entered_as(*, entries: Iterable[UUID]) -> dict[str, UUID]:
    """The papers behind these notices."""
    found = Paper.objects.filter(entry_id__in=list(entries))
    return {paper.number: paper.entry_id for paper in found if paper.entry_id}


def not_entered_after_all(*, numbers: Collection[str]) -> None:
    """The entry was made in error: the paper waits again."""
    Paper.objects.filter(number__in=numbers).update(entry_id=None, entered_at=None)


def read_number(text: str) -> str:
    """As typed or scanned, with or without its strokes; empty if the check digit says that it was mistyped."""
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) < SHORTEST or _check(digits[:-1]) != digits[-1]:
        return ""
    return _written(digits)


def _numbers(pack: Pack, count: int) -> list[str]:
    return [_written(f"{pack.pk:05}{sheet:02}" + _check(f"{pack.pk:05}{sheet:02}")) for sheet in range(1, count + 1)]


def _written(digits: str) -> str:
    return f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}"


def _check(digits: str) -> str:
    """Luhn's: one digit mistyped, or two neighbours swapped, is noticed."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return str(-sum(value - 9 * (value > 9) for value in doubled) % 10)


def _set_aside(numbers: Sequence[str], wanted: Wanted, at: datetime) -> None:
    """The next free places of the team, one a paper; where there are fewer, the rest of the papers have none."""
    rest = list(numbers)
    for slot in _free(wanted):
        while rest and hold(slot_id=slot.pk, count=1, until=slot.starts_at, for_what=rest[0], at=at):
            rest.pop(0)
        if not rest:
            return


def _free(wanted: Wanted) -> Iterable[Slot]:
    if wanted.team is None:
        return ()
    return free_slots(
        organisation=wanted.team, after=wanted.after, before=wanted.after + timedelta(days=4), purpose=Purpose.INITIAL,
        limit=WITH_PLACE,
    )  # fmt: skip


def packs(*, suite: Organisation, day: date) -> QuerySet[Pack]:
    return Pack.objects.filter(suite=suite, day=day).order_by("-serial")

"""Keeps a backup made by this version, so that every later version is shown to read it.

    python -m tests.operations.releases.keep 0.2.0

A demonstration of one person of each kind, with a correction, a voided entry, a move, readings and seals; the same
people every time. Run it once, on the commit that becomes the release, and type what it must hold into
`tests/operations/test_upgrade.py`. A kept file is never made anew: it is what that version wrote.
"""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

HERE = Path(__file__).parent
NOW = "2026-03-30T09:12:00+01:00"


def main(version: str) -> int:
    kept = HERE / f"{version}.zip"
    if kept.exists():
        print(f"{kept} is there already; what a release wrote is not written again.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"THROUGHCARE_DEMO": "1", "THROUGHCARE_VAR": var, "THROUGHCARE_NOW": NOW}
        os.environ |= {"THROUGHCARE_SECRET_KEY": "", "THROUGHCARE_DATABASE_URL": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "throughcare.settings"
        _packed_tighter(_taken(Path(var)), kept)
    print(f"{kept}: {kept.stat().st_size:,} bytes")
    return 0


def _packed_tighter(taken: Path, kept: Path) -> None:
    with ZipFile(taken) as old, ZipFile(kept, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))


def _taken(var: Path) -> Path:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils.module_loading import autodiscover_modules

    from throughcare.jobs import worker
    from throughcare.operations import backup
    from throughcare.simulation import demonstration

    call_command("migrate", verbosity=0)
    demonstration.WANTED = tuple(replace(one, count=1) for one in demonstration.WANTED)
    demonstration.load(at=settings.DEMO_NOW)
    _mended(settings.DEMO_NOW)
    _looked_at()
    _few_places(settings.DEMO_NOW)
    autodiscover_modules("timetable")
    worker.run_due(at=settings.DEMO_NOW)
    return backup.take(folder=var / "kept", at=settings.DEMO_NOW)[0]


def _mended(at) -> None:
    """Of three people: a name that was misheard, a risk that was somebody else's, a risk that never was."""
    from throughcare.accounts.models import Membership
    from throughcare.journal import record as journal
    from throughcare.journal.models import Entry
    from throughcare.people.models import Person
    from throughcare.rulebook.facts.custody import RiskFound, RiskTo
    from throughcare.rulebook.facts.identity import DetailsGiven

    seren, owain = (Person.objects.get(given_name=name) for name in ("Seren", "Owain"))
    details = Entry.objects.filter(person=seren, kind="details_given").order_by("seq").first()
    by = Membership.objects.get(pk=details.by_id)
    fact = replace(journal.decode(details.kind, details.version, details.body.text), family_name="Gŵyther-Rees")
    assert isinstance(fact, DetailsGiven)
    _done(
        journal.correct(
            entry=details, key=UUID(int=1), fact=fact, happened_at=details.happened_at, why="Misheard at the counter",
            by=by, at=at,
        )
    )  # fmt: skip
    risks = [
        journal.Proposed(
            id=UUID(int=number), person_id=seren.pk, happened_at=at,
            fact=RiskFound(risk=RiskTo.SELF, what=f"Said in the van: “not {number} more nights”", taker="Sgt Tanner"),
        )
        for number in (2, 3)
    ]  # fmt: skip
    moved, voided = _done(journal.record(risks, by=by, at=at))
    _done(journal.void(entry=voided, key=UUID(int=4), why="Said of a film", by=by, at=at))
    _done(
        journal.move(
            entry=moved,
            keys=(UUID(int=5), UUID(int=6)),
            to_person=owain.pk,
            links={},
            why="Said by Owain",
            by=by,
            at=at,
        )
    )


def _few_places(at) -> None:
    """Half a year of free places would be most of the file."""
    from datetime import timedelta

    from throughcare.diary.models import Slot

    Slot.objects.filter(bookings=None).exclude(starts_at__range=(at, at + timedelta(days=3))).delete()


def _done(outcome):
    assert isinstance(outcome, list), outcome
    return outcome


def _looked_at() -> None:
    from django.test import Client
    from django.urls import reverse

    from tests.cast import signed_in
    from throughcare.accounts.models import Membership
    from throughcare.people.models import Person
    from throughcare.rulebook.actors import Role

    manager = Membership.objects.filter(role=Role.CJIT_MANAGER).order_by("id").first()
    client = signed_in(Client(SERVER_NAME="127.0.0.1"), manager.account)
    for address in (reverse("today"), *(reverse("person", args=[one.reference]) for one in Person.objects.all())):
        assert client.get(address).status_code in (200, 403, 404), address


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
